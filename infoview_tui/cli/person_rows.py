"""People as rows for listings and scripts: what is derived of each, filters, and one timeline."""

from __future__ import annotations

import shlex
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from infoview_tui.cli.output import iso
from infoview_tui.domain.followup import Letter
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.notes import SIGNS
from infoview_tui.domain.people import Contact, Person, Stage
from infoview_tui.domain.text import fold
from infoview_tui.services.people import PersonPage, last_contact, stage_of
from infoview_tui.storage.store import Store


@dataclass(frozen=True)
class Row:
    """A person with what follows from the rest of the database."""

    person: Person
    stage: Stage
    last_contact: datetime | None
    introduced_by: str | None


@dataclass(frozen=True)
class Event:
    """Something that happened with a person."""

    at: datetime
    kind: str
    text: str


def all_rows(store: Store, now: datetime) -> tuple[Row, ...]:
    """Read everyone by name, in a fixed number of queries however many they are."""
    people = store.people.where(order="t.name collate nocase, t.id")
    names = {person.id: person.name for person in people}
    interviews: dict[int, list[Interview]] = defaultdict(list)
    for interview in store.interviews.where():
        for attendee in interview.people:
            interviews[attendee.id].append(interview)
    letters: dict[int, list[Letter]] = defaultdict(list)
    for letter in store.letters.where():
        letters[letter.person_id].append(letter)
    contacts: dict[int, list[Contact]] = defaultdict(list)
    for contact in store.people.contacts.where():
        contacts[contact.person_id].append(contact)
    introducers: dict[int, str] = {}
    for introduction in store.people.introductions.where():
        if introduction.introducer_id in names:
            introducers.setdefault(introduction.person_id, names[introduction.introducer_id])

    def row(person: Person) -> Row:
        met = tuple(interviews[person.id])
        written = tuple(letters[person.id])
        touched = tuple(contacts[person.id])
        return Row(
            person,
            stage_of(met, written, touched, now),
            last_contact(met, written, touched),
            introducers.get(person.id),
        )

    return tuple(row(person) for person in people)


def matching(rows: tuple[Row, ...], terms: str) -> tuple[Row, ...]:
    """Keep the rows that meet every term of a filter; a quoted term may have spaces."""
    try:
        words = shlex.split(terms)
    except ValueError:
        words = terms.split()
    return tuple(row for row in rows if all(_meets(row, word) for word in words))


def _meets(row: Row, term: str) -> bool:
    field, _, value = fold(term).partition(":")
    person = row.person
    if field == "name":
        return value in fold(person.name)
    if field == "organisation":
        return value in fold(person.organisation)
    if field == "tag":
        return value in map(fold, person.tags)
    if field == "stage":
        return value == row.stage
    texts = (person.name, person.role, person.organisation, person.email, person.found)
    return any(fold(term) in fold(text) for text in (*texts, *person.tags))


def person_data(row: Row, zone: ZoneInfo) -> dict[str, Any]:
    """Give a person as scripts read them."""
    person = row.person
    return {
        "id": person.id,
        "name": person.name,
        "role": person.role,
        "organisation": person.organisation,
        "email": person.email,
        "phone": person.phone,
        "found": person.found,
        "tags": list(person.tags),
        "introduced_by": row.introduced_by,
        "stage": row.stage,
        "last_contact": iso(row.last_contact, zone),
        "cadence_days": person.cadence_days,
    }


def timeline(page: PersonPage, now: datetime) -> tuple[Event, ...]:
    """Put all that happened with a person into one order of time."""
    events = [Event(note.at, "note", _signed(note.kind, note.body)) for note in page.notes]
    events += [Event(contact.at, "contact", contact.body) for contact in page.contacts]
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


def _signed(kind: Any, body: str) -> str:
    return f"{SIGNS[kind]} {body}" if kind in SIGNS else body
