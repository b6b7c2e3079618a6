"""What happened with a person besides letters and interviews, for every timeline that tells it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from infoview_tui.domain.followup import Promise, Side
from infoview_tui.domain.notes import SIGNS, Note
from infoview_tui.domain.wording import MONTHS
from infoview_tui.services.person_page import PersonPage
from infoview_tui.values import dataclass


@dataclass(frozen=True)
class Happening:
    """Something that happened at a moment, as one line.

    `kind` is a word for scripts, `target` the row behind it: its kind and its id.
    """

    at: datetime
    kind: str
    words: str
    target: tuple[str, int]


def happenings(page: PersonPage, now: datetime) -> tuple[Happening, ...]:
    """List what was logged, noted outside meetings, asked of me, promised, given, and changed."""
    return (
        *(Happening(c.at, "contact", c.body, ("contact", c.id)) for c in page.contacts),
        *(
            Happening(note.at, "note", signed(note), ("note", note.id))
            for note in page.notes
            if note.interview_id is None
        ),
        *(
            Happening(each.at, "request", each.body, ("request", each.interview_id))
            for each in page.requests
        ),
        *_promises(page, now),
        *(Happening(give.at, "give", give.body, ("give", give.id)) for give in page.gives),
        *_named(page, now),
        *_changes(page, now),
    )


def signed(note: Note) -> str:
    """Return a note behind the sign of its kind."""
    return f"{SIGNS.get(note.kind, '')} {note.body}".strip()


def _promises(page: PersonPage, now: datetime) -> Iterator[Happening]:
    for promise in page.promises:
        words, target = f"{_sign(promise)} {promise.body}", ("promise", promise.id)
        # Where a note made it, the note stands there.
        if promise.note_id is None:
            yield Happening(promise.created_at or now, "promise", words, target)
        if promise.kept_at is not None:
            yield Happening(promise.kept_at, "kept", words, target)
    for advice in page.advice:
        if advice.reported_at is not None:
            words = f"what came of it: {advice.body}"
            yield Happening(advice.reported_at, "told", words, ("advice", advice.id))


def _sign(promise: Promise) -> str:
    return ">" if promise.side is Side.MINE else "<"


def _named(page: PersonPage, now: datetime) -> Iterator[Happening]:
    said = {note.id for note in page.notes}
    for introducer, introduction in page.named_by:
        at = introduction.created_at or page.person.created_at or now
        yield Happening(at, "named", f"by {introducer.name}", ("person", introducer.id))
    for person, introduction in page.named:
        # Where a note names them, the note stands there.
        if introduction.note_id not in said:
            at = introduction.created_at or now
            yield Happening(at, "named", f"{person.name} to you", ("person", person.id))


def _changes(page: PersonPage, now: datetime) -> Iterator[Happening]:
    for position in page.positions:
        until = position.until.astimezone(now.tzinfo)
        month = f"{MONTHS[until.month - 1][:3]} {until.year}"
        words = f"{position.place_of_work}, until {month}"
        yield Happening(position.until, "position", words, ("position", position.id))
    person = page.person
    if person.stage is not None and person.stage_at is not None:
        words = f"set to {person.stage} by hand"
        yield Happening(person.stage_at, "stage", words, ("stage", person.id))
