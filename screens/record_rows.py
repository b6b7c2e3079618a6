"""The rows of an interview that was held: all that was said, nothing cut, for reading."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from rich.cells import cell_len

from infoview_tui.content.library import debrief_prompts
from infoview_tui.domain.followup import Promise, Side
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.notes import SIGNS, Note, NoteKind
from infoview_tui.domain.preparation import (
    GoalState,
    Item,
    ItemKind,
    ItemState,
    goal_state,
    labels,
    spent,
)
from infoview_tui.domain.wording import clock, due_word, full_day, mmss, time_told
from infoview_tui.screens.debrief_rows import GOALS
from infoview_tui.screens.person_rows import letter_words
from infoview_tui.services.meeting import Live
from infoview_tui.services.record import Record
from infoview_tui.widgets.drawn import Span
from infoview_tui.widgets.row import Row, heading
from infoview_tui.widgets.wrapped import WIDEST, broken

LABEL = 9
"""Cells of the labels of the facts, the blank behind them included."""

STATES = {
    ItemState.OPEN: ("○", "", "not asked"),
    ItemState.ASKED: ("✓", "success", "asked"),
    ItemState.PARTLY: ("◐", "warning", "partly"),
    ItemState.SKIPPED: ("–", "muted", "skipped"),
    ItemState.KNOWN: ("✓", "success", "found out before"),
}

LANDED = {
    1: ("✓", "success", "landed"),
    0: ("–", "warning", "did not land"),
    None: ("○", "", "nothing said of it"),
}
"""What became of a card."""


def record_rows(found: Record, now: datetime, width: int) -> list[Row]:
    """List everything of an interview; a part without anything in it is left out."""
    width = min(width, WIDEST)
    live = found.debrief.live
    called = labels(live.items)
    questions = [item for item in live.items if item.kind is not ItemKind.CLOSING]
    closing = [item for item in live.items if item.kind is ItemKind.CLOSING]
    asked = sum(item.state in (ItemState.ASKED, ItemState.PARTLY) for item in questions)
    reached = sum(goal_state(g, live.items) is GoalState.ANSWERED for g in live.goals)
    by_item: dict[int | None, list[Note]] = {}
    for note in live.notes:
        by_item.setdefault(note.item_id if note.item_id in called else None, []).append(note)

    def items(of: Sequence[Item], *, numbered: bool) -> list[Row]:
        rows = []
        for item in of:
            rows += _item(live, item, called[item.id] if numbered else "", now, width)
            rows += _notes(by_item.get(item.id, ()), width)
        return rows

    return [
        *_facts(live.interview, now, width),
        *_part(f"Goals · {reached} of {len(live.goals)}", _goals(live, width)),
        *_part(f"Questions · {asked} asked", items(questions, numbered=True)),
        *_part("Notes besides" if questions else "Notes", _notes(by_item.get(None, ()), width)),
        *_part("Before you went", items(closing, numbered=False)),
        *_part("Debrief", _answers(found, width)),
        *_part("Cards", _cards(found, width)),
        *_part("Promises", _promises(found.debrief.promises, now, width)),
        *_part("Advice", _advice(found, width)),
        *_part("People named", _named(found, width)),
        *_part("Letters", _letters(found, now, width)),
    ]


def _part(name: str, rows: Sequence[Row]) -> list[Row]:
    return [heading(name), *rows] if rows else []


def hung(
    lead: str, text: str, width: int, key: tuple[Hashable, ...], *, role: str = "", tail: str = ""
) -> list[Row]:
    """Make rows of a whole text behind a lead, its later lines as far in as the first.

    Each row has `key` and the number of its line as its key, so that the cursor reaches it;
    `role` is that of the lead, and `tail` follows the text, muted and in one piece where it fits.
    """
    room = max(8, width - len(lead))
    texts = _lines(text, room)
    spans: list[tuple[Span, ...]] = [()] * len(texts)
    after = _lines(tail, room) if tail else []
    if len(after) == 1 and cell_len(texts[-1]) + 2 + cell_len(tail) <= room:
        start = len(lead) + len(texts[-1]) + 2
        spans[-1] = (Span(start, start + len(tail), "muted"),)
        texts[-1] += f"  {after.pop()}"
    spans += [(Span(0, len(lead) + len(line), "muted"),) for line in after]
    spans[0] = (Span(0, len(lead.rstrip()), role), *spans[0])
    leads = [lead, *[" " * len(lead)] * (len(texts) + len(after) - 1)]
    return [
        Row((start + line).rstrip(), (*key, number), spans=marks)
        for number, (start, line, marks) in enumerate(
            zip(leads, [*texts, *after], spans, strict=True)
        )
    ]


def _lines(text: str, width: int) -> list[str]:
    if len(text) <= width and text.isascii() and text.isprintable():
        # The usual note; a long meeting has a thousand.
        return [text]
    safe, lines = broken(text, width)
    return [safe[start:end] for start, end in lines]


def _facts(talk: Interview, now: datetime, width: int) -> list[Row]:
    rows = [heading("Interview")]
    for person in talk.people:
        words = ", ".join(part for part in (person.name, person.role, person.organisation) if part)
        rows += _fact("With", words, width, ("person", person.id))
    if talk.started_at is not None:
        began = talk.started_at.astimezone(now.tzinfo)
        until = f"-{clock(talk.ended_at.astimezone(now.tzinfo))}" if talk.ended_at else ""
        rows += _fact("When", f"{full_day(began.date())}, {clock(began)}{until}", width)
    how = talk.mode.replace("-", " ") + (", I was the host" if talk.host else "")
    rows += _fact("How", f"{how}, {talk.place}" if talk.place else how, width)
    rows += _fact("Time", time_told(talk, now), width)
    if talk.pauses:
        rows += _fact("Pauses", _pauses(talk, now), width)
    split = talk.split
    phases = f"opening {split.opening}, questions {split.questions}, closing {split.closing} min"
    return rows + _fact("Phases", phases, width)


def _fact(label: str, text: str, width: int, key: tuple[Hashable, ...] = ()) -> list[Row]:
    return hung(f"{label:<{LABEL}}", text, width, key or ("fact", label), role="muted")


def _pauses(talk: Interview, now: datetime) -> str:
    assert talk.started_at is not None
    lasted = (talk.ended_at or now) - talk.started_at - timedelta(seconds=talk.used_seconds(now))
    return f"{len(talk.pauses)}, {_minutes(int(lasted.total_seconds()))} in all"


def _minutes(seconds: int) -> str:
    return f"{round(seconds / 60)} min" if seconds >= 60 else "under a minute"


def _goals(live: Live, width: int) -> list[Row]:
    rows = []
    for goal in live.goals:
        state = goal_state(goal, live.items)
        sign, role = GOALS[state]
        rows += hung(f"{sign} ", goal.text, width, ("goal", goal.id), role=role, tail=state)
    return rows


def _item(live: Live, item: Item, name: str, now: datetime, width: int) -> list[Row]:
    sign, role, state = STATES[item.state]
    talk = live.interview
    given = spent(talk, item, talk.used_seconds(now))
    if item.kind is ItemKind.CLOSING:
        state = "done" if item.done else "not done"
    tail = f"{state}, {_minutes(given)}" if given else state
    lead = f"{sign} {name:<3}" if name else f"{sign} "
    return hung(lead, item.text, width, ("item", item.id), role=role, tail=tail)


def _notes(notes: Sequence[Note], width: int) -> list[Row]:
    rows = []
    for note in notes:
        at = mmss(note.offset_seconds) if note.offset_seconds is not None else ""
        lead = f"  {at:<6} {SIGNS.get(note.kind, ' ')} "
        role = "accent" if note.kind is not NoteKind.NOTE else "muted"
        rows += hung(lead, note.body, width, ("note", note.id), role=role)
    return rows


def _answers(found: Record, width: int) -> list[Row]:
    rows = []
    for prompt in debrief_prompts(host=found.debrief.live.interview.host):
        answer = found.debrief.answers.get(prompt.number)
        if answer:
            asked = hung(f"{prompt.number} ", prompt.text, width, ("prompt", prompt.number))
            rows += [replace(row, spans=(Span(0, len(row.text), "muted"),)) for row in asked]
            rows += hung("  ", answer, width, ("answer", prompt.number))
    return rows


def _cards(found: Record, width: int) -> list[Row]:
    rows = []
    for card in found.cards:
        sign, role, word = LANDED[card.use.landed]
        why = card.use.comment if card.use.landed is not None else ""
        tail = f"{word}, {why}" if why else word
        key = ("card", card.point.id)
        rows += hung(f"{sign} ", card.point.title, width, key, role=role, tail=tail)
    return rows


def _promises(promises: Sequence[Promise], now: datetime, width: int) -> list[Row]:
    rows = []
    for promise in promises:
        mine = promise.side is Side.MINE
        sign, whose = (">", "mine") if mine else ("<", "theirs")
        if promise.kept_at is not None:
            tail = f"{whose}, kept {full_day(promise.kept_at.astimezone(now.tzinfo).date())}"
        else:
            tail = f"{whose}, {due_word(promise.due, now.date())}"
        key = ("promise", promise.id)
        rows += hung(f"{sign} ", promise.body, width, key, role="accent", tail=tail)
    return rows


def _advice(found: Record, width: int) -> list[Row]:
    rows = []
    for advice in found.debrief.advice:
        key = ("advice", advice.id)
        rows += hung("+ ", advice.body, width, key, role="accent", tail=advice.state)
    return rows


def _named(found: Record, width: int) -> list[Row]:
    rows = []
    for person in found.debrief.named:
        key = ("person", person.id, "named")
        rows += hung("@ ", person.name, width, key, role="accent", tail=person.place_of_work)
    return rows


def _letters(found: Record, now: datetime, width: int) -> list[Row]:
    rows = []
    for letter in found.letters:
        sent = letter.sent_at.astimezone(now.tzinfo) if letter.sent_at else None
        tail = f"to {letter.person}" + (f", {full_day(sent.date())}" if sent else "")
        rows += hung("  ", letter_words(letter), width, ("letter", letter.id), tail=tail)
    return rows


def leads_to(key: Hashable | None) -> tuple[str, int] | None:
    """Return the page that a row's key leads to and the id of whom or what it shows."""
    if isinstance(key, tuple) and key[0] in ("person", "letter"):
        return str(key[0]), int(key[1])
    return None
