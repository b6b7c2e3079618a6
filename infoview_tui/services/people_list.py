"""Everyone as rows of the People list, in a fixed number of queries however many they are."""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cached_property
from typing import Any

from infoview_tui.domain.due import Due, Habits, Kind
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.people import Stage
from infoview_tui.domain.text import fold
from infoview_tui.services.last_contact import last_contacts
from infoview_tui.services.people import stage_from
from infoview_tui.services.today import due_rows
from infoview_tui.storage.store import Store

STEPS = {
    Kind.RUNNING: "meeting now",
    Kind.RECOVER: "when it ended",
    Kind.DEBRIEF: "debrief",
    Kind.THANK_YOU: "thank",
    Kind.PROMISE_MINE: "promise",
    Kind.PROMISE_THEIRS: "offer",
    Kind.REMINDER: "remind",
    Kind.CONFIRM: "confirm",
    Kind.MEETING: "meet",
    Kind.INTRODUCTION: "write",
    Kind.CHECK_IN: "check in",
}
"""One word for what a row of Today asks for."""

FIELDS = ("name", "organisation", "tag", "stage")
"""What a term of a filter may name."""

_PEOPLE = """
select t.id, t.name, coalesce(t.role, '') as role, coalesce(o.name, '') as organisation,
    coalesce(t.email, '') as email, coalesce((
        select b.name from introductions i
        join people b on b.id = i.introducer_id and b.deleted_at is null
        where i.person_id = t.id and i.deleted_at is null order by i.id limit 1), '') as by
from people t left join organisations o on o.id = t.organisation_id where t.deleted_at is null
"""
_TAGS = """
select pt.person_id, g.name from people_tags pt join tags g on g.id = pt.tag_id order by g.name
"""
_TALKS = """
select ip.person_id, i.host, i.agreed_minutes, i.extension_minutes, i.starts_at, i.started_at,
    i.ended_at, i.debriefed_at, i.thanked_at, i.cancelled_at, i.missed_at
from interviews i join interview_people ip on ip.interview_id = i.id where i.deleted_at is null
"""
_LETTERS = """
select person_id, max(sent_at) from letters where deleted_at is null group by person_id
"""
_CONTACTS = "select person_id, max(at) from contacts where deleted_at is null group by person_id"


@dataclass(frozen=True)
class PersonRow:
    """A person of the list; `next` is what is due and when, "" for nothing in the next days."""

    id: int
    name: str
    role: str
    organisation: str
    email: str
    introduced_by: str
    tags: tuple[str, ...]
    stage: Stage
    last_contact: datetime | None
    next: str = ""
    overdue: bool = False

    @property
    def place_of_work(self) -> str:
        """`curator, City Museum`, or whichever half is known."""
        return ", ".join(part for part in (self.role, self.organisation) if part)

    @cached_property
    def folded(self) -> str:
        """The words that a filter looks into."""
        return fold(" \n ".join((self.name, self.role, self.organisation, self.email, *self.tags)))


def people_rows(
    store: Store, now: datetime, zone: tzinfo, habits: Habits | None = None
) -> tuple[PersonRow, ...]:
    """Return everyone: who has a next step in the order of Today, then the rest by name."""
    steps: dict[int | None, Due] = {}
    for due in due_rows(store, now, zone, habits):
        # A rehearsal is no step with the person.
        if due.kind is not Kind.REHEARSAL:
            steps.setdefault(due.person_id, due)
    place = {id: n for n, id in enumerate(steps)}
    tags: defaultdict[int, list[str]] = defaultdict(list)
    for id, name in store.db.execute(_TAGS).fetchall():
        tags[id].append(name)
    talks: defaultdict[int, list[Interview]] = defaultdict(list)
    for id, *columns in store.db.execute(_TALKS).fetchall():
        talks[id].append(_talk(*columns))
    letters = dict(store.db.execute(_LETTERS).fetchall())
    contacts = dict(store.db.execute(_CONTACTS).fetchall())
    last_seen = last_contacts(store)
    rows = []
    for id, name, role, organisation, email, by in store.db.execute(_PEOPLE).fetchall():
        due_now = steps.get(id)
        rows.append(
            PersonRow(
                id,
                name,
                role,
                organisation,
                email,
                by,
                tuple(tags[id]),
                stage_from(talks[id], _moment(letters.get(id)), _moment(contacts.get(id)), now),
                last_seen.get(id),
                next_step(due_now) if due_now else "",
                due_now is not None and due_now.overdue,
            )
        )
    last = len(place)
    rows.sort(key=lambda row: (place.get(row.id, last), row.name.casefold(), row.id))
    return tuple(rows)


def ids_by_name(store: Store) -> tuple[int, ...]:
    """Return everyone's id, in the order of their names."""
    rows = store.db.execute(
        "select id from people where deleted_at is null order by name collate nocase, id"
    )
    return tuple(row[0] for row in rows.fetchall())


def next_step(due: Due) -> str:
    """Word what is due of a person: `thank, late`, `write today`, `tomorrow 14:30`."""
    step = STEPS.get(due.kind, "")
    if due.kind is Kind.RUNNING:
        return step
    if due.overdue:
        return f"{step}, late"
    return due.badge if due.kind is Kind.MEETING else f"{step} {due.day_badge}"


def matching(rows: Sequence[PersonRow], terms: str) -> tuple[PersonRow, ...]:
    """Keep the rows that meet every term; quotes hold blanks.

    A term is `name:x` or `organisation:x` (a part of it), `tag:x` or `stage:x` (its beginning),
    or a word of the name, role, organisation, e-mail or a tag.
    """
    try:
        words = shlex.split(terms)
    except ValueError:
        words = terms.split()
    wanted = [_term(fold(word)) for word in words]
    return tuple(row for row in rows if all(_meets(row, *term) for term in wanted))


def _term(word: str) -> tuple[str, str]:
    field, colon, value = word.partition(":")
    return (field, value) if colon and field in FIELDS else ("", word)


def _meets(row: PersonRow, field: str, value: str) -> bool:
    if field == "name":
        return value in fold(row.name)
    if field == "organisation":
        return value in fold(row.organisation)
    if field == "tag":
        return any(fold(tag).startswith(value) for tag in row.tags)
    if field == "stage":
        return row.stage.startswith(value)
    return value in row.folded


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _talk(host: Any, minutes: int, offered: int, *moments: str | None) -> Interview:
    starts, started, ended, debriefed, thanked, cancelled, missed = map(_moment, moments)
    return Interview(
        0,
        "",
        agreed_minutes=minutes,
        host=bool(host),
        extension_minutes=offered or 0,
        starts_at=starts,
        started_at=started,
        ended_at=ended,
        debriefed_at=debriefed,
        thanked_at=thanked,
        cancelled_at=cancelled,
        missed_at=missed,
    )
