"""The rows of a request's page: what they want and my answer, and beside it what I can give."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import datetime, timedelta

from rich.cells import cell_len

from infoview_tui.content.library import host_prompts, letter_template
from infoview_tui.domain.hosting import Answer, GiveBack
from infoview_tui.domain.interviews import Status
from infoview_tui.domain.preparation import ItemState
from infoview_tui.domain.readiness import CARDS, ready
from infoview_tui.domain.wording import clock, full_day, row_moment, weekday_date
from infoview_tui.services.hosted import Hosted
from infoview_tui.widgets.drawn import Span, fit, shown
from infoview_tui.widgets.editing import wrap
from infoview_tui.widgets.row import BLANK, Row, heading

LABEL = 9
"""Cells of the label of a fact, the blank behind it included."""

WORDS, ANSWER, WHEN, MINUTES, TO = "words", "answer", "when", "minutes", "to"
"""What the rows of the request stand for."""

STORY, ITEM, NAME, ASK = "story", "item", "name", "ask"
"""What a row with an id stands for; the id 0 is the one still to be written."""

GAPS = ("a time you began", "a time it went wrong", "a time somebody helped")
"""What the stories could be of, while there are too few."""

ANSWERS = tuple(answer for answer in Answer if answer is not Answer.OPEN)

AGREED = {True: ("✓", "success"), False: ("–", "muted"), None: ("○", "")}
AGREED_WORDS = {True: "agreed", False: "rather not", None: "not asked"}
ASKED = {
    ItemState.ASKED: ("✓", "success"),
    ItemState.PARTLY: ("◐", "warning"),
    ItemState.SKIPPED: ("–", "muted"),
    ItemState.KNOWN: ("✓", "success"),
}


def key_of(row: Hashable | None) -> tuple[str, int]:
    """Return what a row stands for: a word of ours, and an id for the kinds that have one."""
    if isinstance(row, tuple):
        return str(row[0]), int(row[1])
    return str(row or ""), 0


def wrapped(lead: str, text: str, width: int, key: Hashable = None, role: str = "") -> list[Row]:
    """Make rows of all of a text behind a sign or a label; the first stands for `key`."""
    text = shown(text)
    rows = []
    for number, (start, end) in enumerate(wrap(text, max(8, width - len(lead)))):
        head = lead if number == 0 else " " * len(lead)
        spans = (Span(0, len(lead.rstrip()), role),) if role and number == 0 else ()
        first = max(1, len(lead.rstrip()))
        rows.append(Row(head + text[start:end], key if number == 0 else None, first, spans))
    return rows


def request_rows(of: Hosted, now: datetime, width: int) -> list[Row]:
    """Word what they want, the answer and the time, my stories and their questions."""
    asked = of.asked
    at = weekday_date(asked.at.astimezone(now.tzinfo).date(), now.date()) if asked.at else ""
    channel = asked.request.channel if asked.request else ""
    head = " · ".join(part for part in ("Request", ", ".join(filter(None, (at, channel)))) if part)
    rows = []
    if cell_len(shown(head)) > width - 4:
        rows += wrapped("asked ", channel, width)
        head = f"Request · {at}"
    text = asked.body or "[what they want, in their words]"
    rows = [heading(head), *_words(text, width), *rows, BLANK]
    rows += _answers(asked.answer, width)
    rows += wrapped(_label("When"), _when(of, now), width, WHEN)
    minutes = asked.interview.agreed_minutes
    rows += wrapped(_label("Minutes"), f"{minutes}, mine to keep to as well", width, MINUTES)
    if asked.answer is Answer.PASSED_ON:
        to = of.passed_to.name if of.passed_to else "[who knows it better?]"
        rows += wrapped(_label("To"), to, width, TO)
    return [*rows, BLANK, *_stories(of, width), BLANK, *_items(of, width)]


def _words(text: str, width: int) -> list[Row]:
    first, *more = wrapped("", text, width, WORDS)
    return [Row(first.text, WORDS, len(first.text)), *more]


def _label(name: str) -> str:
    return fit(name, LABEL)


def _answers(answer: Answer, width: int) -> list[Row]:
    """Show all that can be answered, two in a line where they fit; none of it is silence."""
    signs = [f"{'✓' if each is answer else '○'} {each.words}" for each in ANSWERS]
    first, second = (max(map(len, signs[column::2])) for column in (0, 1))
    if LABEL + first + 2 + second <= width:
        lines = [f"{a:<{first}}  {b}" for a, b in zip(signs[::2], signs[1::2], strict=True)]
    else:
        lines = signs
    rows = []
    for number, line in enumerate(lines):
        lead = _label("Answer") if number == 0 else " " * LABEL
        at = line.find("✓")
        spans = (Span(LABEL + at, LABEL + at + 1, "success"),) if at >= 0 else ()
        rows.append(Row(lead + line, ANSWER if number == 0 else None, 6, spans))
    return rows


def _when(of: Hosted, now: datetime) -> str:
    talk = of.asked.interview
    start = talk.started_at or talk.starts_at
    if start is None:
        return "[a time: enter, or b for all of it]"
    begins = start.astimezone(now.tzinfo)
    ends = begins + timedelta(minutes=talk.agreed_minutes)
    if talk.ended_at is not None:
        ends = talk.ended_at.astimezone(now.tzinfo)
    return f"{full_day(begins.date())}, {clock(begins)}-{clock(ends)}"


def _stories(of: Hosted, width: int) -> list[Row]:
    ready_ones = sum(story.id in of.chosen for story in of.stories)
    rows = [heading(f"Three stories to have ready · {ready_ones} of {CARDS}")]
    for story in of.stories:
        sign, role = ("✓", "success") if story.id in of.chosen else ("○", "")
        rows += wrapped(f"{sign} ", story.title, width, (STORY, story.id), role)
    if len(of.stories) < CARDS:
        gap = f"[{GAPS[len(of.stories)]}: n writes it]"
        rows += wrapped("○ ", gap, width, (STORY, 0), "warning")
    return rows


def _items(of: Hosted, width: int) -> list[Row]:
    rows = [heading(f"They asked · {len(of.items)}" if of.items else "They asked")]
    for number, item in enumerate(of.items, 1):
        sign, role = ASKED.get(item.state, (str(number), ""))
        rows += wrapped(f"{sign:>2} ", item.text, width, (ITEM, item.id), role)
    if not of.items:
        rows += wrapped(
            "○ ", "[two or three things they want to know]", width, (ITEM, 0), "warning"
        )
    return rows


def balance_words(balance: GiveBack) -> str:
    """`received 9 · hosted 2`."""
    return f"received {balance.received} · hosted {balance.hosted}"


def giving_rows(of: Hosted, aim: int, width: int) -> list[Row]:
    """Word how much I give back, whom I could name, and what to ask them; `aim` 0 is none."""
    rows = [heading("Give back"), *wrapped("", balance_words(of.balance), width)]
    if aim:
        rows += wrapped("", f"aim: one host talk for {_number(aim)} you receive", width)
    rows += [BLANK, heading(f"Whom I could name · {len(of.named)}")]
    for row, person in of.named:
        sign, role = AGREED[row.agreed]
        about = f", {person.place_of_work}" if person.place_of_work else ""
        text = f"{person.name}{about} · {AGREED_WORDS[row.agreed]}"
        rows += wrapped(f"{sign} ", text, width, (NAME, row.id), role)
    if not of.named:
        rows += wrapped("○ ", "[who else should they meet?]", width, (NAME, 0), "warning")
    elif any(row.agreed is None for row, _person in of.named):
        rows += wrapped("  ", "o asks them first", width)
    rows += [BLANK, heading("Ask them")]
    for number, text in enumerate(host_prompts(), 1):
        # With a key, so that one comes to the last of them on a short screen.
        first, *more = wrapped("", text, width, (ASK, number))
        rows += [Row(first.text, first.key, len(first.text)), *more]
    return rows


def _number(n: int) -> str:
    words = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[n - 1] if n <= len(words) else str(n)


def fact(of: Hosted, now: datetime, *, narrow: bool) -> str:
    """Say at the right of the bar where it stands: `you are the host · Wed 17:00 · ready 3/4`."""
    talk = of.asked.interview
    status = talk.status(now)
    if talk.ended_at is not None:
        return f"hosted {row_moment(talk.ended_at, now)}"
    when = row_moment(talk.starts_at, now) if talk.starts_at else ""
    if status is Status.CANCELLED:
        return "called off" if of.asked.answer.yes else str(of.asked.answer)
    if status is Status.RUNNING:
        when = "running"
    host = "" if narrow else "you are the host"
    gates = ready(of.gates) if of.asked.answer.yes else ""
    return " · ".join(part for part in (host, when, gates) if part)


def advice(of: Hosted, aim: int, now: datetime) -> str:
    """Say the next useful step."""
    asked, talk = of.asked, of.asked.interview
    if talk.ended_at is not None:
        return "May you hear how it went? l writes down what you hear, o writes to them."
    if talk.started_at is not None:
        return "The talk is running: s goes there."
    if asked.answer is Answer.OPEN:
        owed = " You could give one back." if of.balance.owed(aim) else ""
        return f"space goes through the four answers; none is silence.{owed}"
    letter = f'"{letter_template(asked.answer.letter).title}"'
    if not asked.answer.yes:
        return "They know." if of.told else f"o tells them: the letter {letter}."
    if talk.starts_at is None:
        told = "When they name a time" if of.told else f"o writes {letter}; once a time is agreed"
        return f"{told}: b books it."
    missing = [gate.text for gate in of.gates if not gate.passed]
    if not of.told:
        return f"o writes {letter}, with the time."
    return f"Still open: {missing[0]}." if missing else "All is ready. s starts the talk."
