"""People for listings and scripts: what is derived of each, and one timeline."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from infoview_tui.cli.output import iso
from infoview_tui.domain.due import Habits
from infoview_tui.domain.people import Person
from infoview_tui.domain.people_rows import PersonRow
from infoview_tui.services.happenings import happenings, signed
from infoview_tui.services.people_list import people_rows
from infoview_tui.services.person_page import PersonPage
from infoview_tui.services.rhythm import Kept
from infoview_tui.storage.store import Store
from infoview_tui.values import dataclass


@dataclass(frozen=True)
class Event:
    """Something that happened with a person."""

    at: datetime
    kind: str
    text: str


def all_rows(
    store: Store, now: datetime, zone: tzinfo, habits: Habits | None = None
) -> dict[int, tuple[Person, PersonRow]]:
    """Return everyone by id, in the order of their next steps, with what follows of them."""
    people = {person.id: person for person in store.people.where()}
    return {row.id: (people[row.id], row) for row in people_rows(store, now, zone, habits)}


def person_data(person: Person, row: PersonRow, zone: ZoneInfo) -> dict[str, Any]:
    """Give a person as scripts read them."""
    return {
        "id": person.id,
        "name": person.name,
        "role": person.role,
        "organisation": person.organisation,
        "email": person.email,
        "phone": person.phone,
        "found": person.found,
        "tags": list(person.tags),
        "introduced_by": row.introduced_by or None,
        "stage": row.stage,
        "last_contact": iso(row.last_contact, zone),
        "next": row.next or None,
        "next_due": row.due.isoformat() if row.due else None,
        "cadence_days": person.cadence_days,
    }


def rhythm_data(kept: Kept | None) -> dict[str, Any]:
    """Give a person's rhythm as scripts read it: in force, whose turn it is, and the next day."""
    return {
        "rhythm_days": kept.rhythm.days if kept else None,
        "tier": kept.rhythm.tier if kept else None,
        "turn": kept.turn if kept else None,
        "next_contact": kept.due.isoformat() if kept and kept.due else None,
    }


def more_data(page: PersonPage, zone: ZoneInfo) -> dict[str, Any]:
    """Give what `show` knows of a person beyond the list."""
    balance = page.balance
    return {
        "interests": [interest.body for interest in page.interests],
        "named_by": [person.name for person, _introduction in page.named_by],
        "named": [person.name for person, _introduction in page.named],
        "they_gave": balance.theirs,
        "you_gave": balance.mine,
        "positions": [
            {
                "role": position.role,
                "organisation": position.organisation,
                "until": iso(position.until, zone),
            }
            for position in page.positions
        ],
    }


def timeline(page: PersonPage, now: datetime) -> tuple[Event, ...]:
    """Put all that happened with a person into one order of time."""
    events = [Event(each.at, each.kind, each.words) for each in happenings(page, now)]
    events += [
        Event(note.at, "note", signed(note)) for note in page.notes if note.interview_id is not None
    ]
    for talk in page.interviews:
        at = talk.started_at or talk.starts_at or talk.created_at
        if at is not None:
            text = f"{talk.status(now)}, {talk.agreed_minutes} min, {talk.mode}"
            events.append(Event(at, "interview", text))
    for letter in page.letters:
        at = letter.sent_at or letter.created_at
        if at is not None:
            state = "sent" if letter.sent_at else "draft"
            events.append(Event(at, "letter", f"{letter.kind}, {state}: {letter.subject}"))
    return tuple(sorted(events, key=lambda event: event.at))
