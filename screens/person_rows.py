"""The timeline of a person's page: all that happened, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from infoview_tui.content.library import letter_template
from infoview_tui.domain.followup import Letter
from infoview_tui.domain.interviews import Interview, Status
from infoview_tui.domain.letters import gaps
from infoview_tui.domain.notes import SIGNS, Note, NoteKind
from infoview_tui.domain.wording import (
    ago,
    clock,
    plural,
    row_day,
    time_told,
    weekday_word,
)
from infoview_tui.services.happenings import happenings
from infoview_tui.services.person_page import PersonPage
from infoview_tui.values import dataclass
from infoview_tui.widgets.drawn import Span, columns, shown
from infoview_tui.widgets.editing import wrap
from infoview_tui.widgets.row import Row, heading
from infoview_tui.widgets.wrapped import wrapped_rows

WIDEST = 74
"""Cells of a line at most: a longer one is not read as one."""
DAY, KIND = 7, 7
"""Cells of the columns before an event's words."""
TOLD = (
    *(NoteKind.KEY_POINT, NoteKind.QUOTE, NoteKind.PERSON),
    *(NoteKind.MY_PROMISE, NoteKind.THEIR_OFFER),
)
"""The notes of a meeting that stand in the timeline."""

KINDS = {
    Status.ASKED: "asked",
    Status.BOOKED: "booked",
    Status.RUNNING: "running",
    Status.CANCELLED: "off",
    Status.MISSED: "missed",
}
"""What an interview is called in the timeline; any other was held: `met`."""

CALLED = {"contact": "talked", "give": "gave", "position": "was"}
"""What happened, in words of the timeline where scripts have another."""


@dataclass(frozen=True)
class Event:
    """Something that happened; `target` is what enter opens, `notes` stand below it."""

    at: datetime
    kind: str
    words: str
    target: tuple[str, int]
    notes: tuple[Note, ...] = ()


def events(page: PersonPage, now: datetime) -> tuple[Event, ...]:
    """List all that happened and what is booked, the newest first."""
    found = [_letter(letter) for letter in page.letters]
    found += [_talk(talk, page, now) for talk in page.interviews]
    found += [
        Event(each.at, CALLED.get(each.kind, each.kind), each.words, each.target)
        for each in happenings(page, now)
    ]
    return tuple(sorted(found, key=lambda event: (event.at, event.target), reverse=True))


def _letter(letter: Letter) -> Event:
    at = letter.sent_at or letter.created_at or datetime.now(UTC)
    return Event(at, "letter", letter_words(letter), ("letter", letter.id))


def letter_words(letter: Letter) -> str:
    """Say which letter it is and how it stands: `Thank-you, draft, 2 gaps`."""
    if letter.sent_at is None:
        left = len(gaps(letter.subject)) + len(gaps(letter.body))
        state = f"draft, {plural(left, 'gap')}" if left else "draft"
    elif letter.answered_at is not None:
        state = f"answered in {ago(letter.sent_at, letter.answered_at)}"
    else:
        state = f"sent by {letter.channel}"
    return f"{letter_template(letter.kind).title}, {state}"


def _talk(talk: Interview, page: PersonPage, now: datetime) -> Event:
    at = talk.started_at or talk.starts_at or talk.created_at or now
    kind = KINDS.get(talk.status(now), "met")
    notes = tuple(note for note in page.notes if note.interview_id == talk.id)
    words = f"{talk.mode}, {talk.agreed_minutes} min{', you host' if talk.host else ''}"
    if kind in ("booked", "off", "missed") and talk.starts_at is not None:
        words = f"{clock(talk.starts_at.astimezone(now.tzinfo))}, {words}"
    if kind == "off":
        words = f"called off: {words}"
    elif kind == "missed":
        words = f"{'they did not come' if talk.missed_at else 'not started'}: {words}"
    elif kind == "asked" and talk.host:
        words = f"you for {talk.agreed_minutes} min"
    elif kind == "met":
        words = time_told(talk, now) + (", you hosted" if talk.host else "")
        words += f"; {plural(len(notes), 'note')}" if notes else ""
    told = tuple(note for note in notes if note.kind in TOLD)
    return Event(at, kind, words, ("interview", talk.id), told)


def timeline(found: Sequence[Event], now: datetime, width: int) -> list[Row]:
    """Draw the events; each day is named once."""
    rows = [heading(f"Timeline · {len(found)}")]
    width = min(width, WIDEST)
    before = ""
    for event in found:
        day = _day(event.at, now)
        rows += _event(event, "" if day == before else day, width)
        before = day
    return rows


def _event(event: Event, day: str, width: int) -> list[Row]:
    lead = columns((day, DAY), (event.kind, KIND)) + "  "
    first, *more = lines_of(event.words, width - len(lead))
    rows = [Row(lead + first, event.target, DAY, (Span(0, DAY, "muted"),))]
    rows += [Row(" " * len(lead) + line) for line in more]
    indent = " " * (DAY + 2)
    for note in event.notes:
        lines = wrapped_rows(SIGNS[note.kind], note.body, width - len(indent))
        key = (*event.target, note.id)
        here = len(indent) + 1
        rows.append(Row(indent + lines[0].text, key, here, (Span(len(indent), here, "accent"),)))
        rows += [Row(indent + row.text) for row in lines[1:]]
    return rows


def _day(moment: datetime, now: datetime) -> str:
    local = moment.astimezone(now.tzinfo)
    ahead = (local.date() - now.date()).days
    if ahead == 0:
        return clock(local)
    if ahead == 1:
        return weekday_word(local.date())
    words = row_day(local.date(), now.date())
    return words if len(words) <= DAY else f"{local:%Y-%m}"


def lines_of(text: str, width: int) -> list[str]:
    """Break a text into lines of at most `width` cells."""
    safe = shown(text)
    return [safe[start:end] for start, end in wrap(safe, width)]
