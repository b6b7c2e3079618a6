"""Everyone as rows of the People list, in a fixed number of queries however many they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from typing import NamedTuple

from infoview_tui.domain.due import Due, Habits
from infoview_tui.domain.people import Stage
from infoview_tui.domain.people_rows import PersonRow, next_step, words_of
from infoview_tui.domain.rhythm import due_day
from infoview_tui.domain.stage import stage_of
from infoview_tui.domain.wording import row_day, row_moment
from infoview_tui.services.last_contact import last_contacts
from infoview_tui.services.rhythm import acquaintances, met_next
from infoview_tui.services.stages import stories
from infoview_tui.services.today import first_steps
from infoview_tui.storage.store import Store

_PEOPLE = """
select t.id, t.name, coalesce(t.role, '') as role, coalesce(o.name, '') as organisation,
    coalesce(t.email, '') as email
from people t left join organisations o on o.id = t.organisation_id where t.deleted_at is null
"""
# Of several the first one; SQLite takes the name from the row of the smallest id.
_INTRODUCED = """
select i.person_id, b.name, min(i.id) from introductions i
join people b on b.id = i.introducer_id and b.deleted_at is null
where i.deleted_at is null group by i.person_id
"""
_TAGS = """
select pt.person_id, g.name from people_tags pt join tags g on g.id = pt.tag_id order by g.name
"""


class Turns(NamedTuple):
    """What is next with everybody, by person; moments are in UTC.

    `steps` has their first row of Today, in its order, `days` the day of the turn of the others,
    `ahead` when they are met next, and `contacts` the last real one.
    """

    steps: Mapping[int | None, Due]
    days: Mapping[int, date | None]
    ahead: Mapping[int, datetime]
    contacts: Mapping[int, datetime]


def turns_of_all(store: Store, now: datetime, zone: tzinfo, habits: Habits | None = None) -> Turns:
    """Return what is next with everybody, which `people_rows` begins with."""
    habits = habits or Habits()
    stored = last_contacts(store)
    kept = acquaintances(store, now, stored)
    steps = first_steps(store, now, zone, habits, kept)
    return Turns(
        steps,
        {
            each.person_id: due_day(each, habits.tiers, now, zone)
            for each in kept
            if each.person_id not in steps
        },
        met_next(store, now),
        {id: datetime.fromisoformat(at) for id, at in stored.items()},
    )


def people_rows(
    store: Store,
    now: datetime,
    zone: tzinfo,
    habits: Habits | None = None,
    known: Turns | None = None,
) -> tuple[PersonRow, ...]:
    """Return everyone: first in the order of Today, then by when their turn is, then by name.

    A page that others do not have to wait for asks for `turns_of_all` before, in a step of its own.
    """
    habits = habits or Habits()
    steps, days, ahead, contacts = known or turns_of_all(store, now, zone, habits)
    place = {id: n for n, id in enumerate(steps)}
    tags: defaultdict[int, list[str]] = defaultdict(list)
    for id, name in store.db.execute(_TAGS).fetchall():
        tags[id].append(name)
    introducers = {row[0]: row[1] for row in store.db.execute(_INTRODUCED).fetchall()}
    told, local = stories(store, now, contacts), now.astimezone(zone)
    first: list[PersonRow] = []
    others: list[PersonRow] = []
    for id, name, role, organisation, email in store.db.execute(_PEOPLE).fetchall():
        step, story = steps.get(id), told.get(id)
        day, words = days.get(id), ""
        if step is not None:
            day = step.due.date() if isinstance(step.due, datetime) else step.due
            words = next_step(step)
        elif id in ahead:
            day = ahead[id].astimezone(zone).date()
            words = row_moment(ahead[id], local)
        elif day is not None:
            words = f"check in {row_day(day, local.date())}"
        labels = tuple(tags.get(id, ()))
        row = PersonRow(
            id,
            name,
            role,
            organisation,
            email,
            introducers.get(id, ""),
            labels,
            stage_of(story, local, habits) if story else Stage.NAMED,
            contacts.get(id),
            words,
            step is not None and step.overdue,
            day,
            words_of(name, role, organisation, email, *labels),
        )
        (others if step is None else first).append(row)
    first.sort(key=lambda row: place[row.id])
    others.sort(key=lambda row: (row.due or date.max, row.name.casefold(), row.id))
    return (*first, *others)


def ids_by_name(store: Store) -> tuple[int, ...]:
    """Return everyone's id, in the order of their names."""
    rows = store.db.execute(
        "select id from people where deleted_at is null order by name collate nocase, id"
    )
    return tuple(row[0] for row in rows.fetchall())
