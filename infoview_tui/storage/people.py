"""People with their organisation, tags, introductions and logged contacts."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from infoview_tui.domain.people import (
    Contact,
    Interest,
    Introduction,
    Merge,
    Person,
    Position,
    SavedFilter,
)
from infoview_tui.storage.removal import references
from infoview_tui.storage.table import Table, inserted, new_uid, stamps

if TYPE_CHECKING:
    from sqlite_utils import Database

FEW = 500
"""As many people, and their tags are looked up one by one."""

_TAGS_OF = """
select p.id, g.name from people p left join people_tags pt on pt.person_id = p.id
left join tags g on g.id = pt.tag_id
where p.deleted_at is null and p.id in (select value from json_each(?)) order by p.id, g.name
"""
_UNTAG = """
delete from people_tags where tag_id = (select id from tags where name=?)
    and person_id in (select value from json_each(?))
"""


class People(Table[Person]):
    """The people one knows of."""

    def __init__(self, db: Database) -> None:
        super().__init__(db, "people", Person)
        self.contacts = Table(db, "contacts", Contact)
        self.introductions = Table(db, "introductions", Introduction)
        self.positions = Table(db, "positions", Position)
        self.interests = Table(db, "interests", Interest)
        self.filters = Table(db, "filters", SavedFilter)
        self.merges = Table(db, "merges", Merge)

    def select(self) -> str:
        """Join the organisation's name."""
        return (
            "select t.*, coalesce(o.name, '') as organisation from people t"
            " left join organisations o on o.id = t.organisation_id"
        )

    def where(
        self, condition: str = "1", *arguments: Any, order: str = "t.id"
    ) -> tuple[Person, ...]:
        """Return people with their tags."""
        people = super().where(condition, *arguments, order=order)
        if not people:
            return people
        ids = ",".join(str(person.id) for person in people)
        only = f"pt.person_id in ({ids})" if len(people) <= FEW else "1"
        tags = defaultdict(list)
        for row in self.db.query(
            "select pt.person_id, g.name from people_tags pt join tags g on g.id = pt.tag_id"
            f" where {only} order by g.name"
        ):
            tags[row["person_id"]].append(row["name"])
        return tuple(replace(person, tags=tuple(tags[person.id])) for person in people)

    def called(self, fits: Callable[[str], bool]) -> tuple[Person, ...]:
        """Return the people whose name passes a test, by name.

        Of ten thousand only those are read whole: somebody waits for it at the end of a meeting.
        """
        rows = self.db.execute("select id, name from people where deleted_at is null").fetchall()
        ids = [id for id, name in rows if fits(name)]
        among = "t.id in (select value from json_each(?))"
        return self.where(among, json.dumps(ids), order="t.name, t.id")

    def belongings(self, id: int) -> int:
        """Count the rows that belong to a person, those that are out of sight left out."""
        counted = 0
        for child, column, parent in references(self.db):
            if parent == "people":
                sql = f'select count(*) from "{child}" where "{column}"=? and deleted_at is null'
                if child == "interview_people":
                    sql += (
                        " and exists (select 1 from interviews i"
                        " where i.id = interview_id and i.deleted_at is null)"
                    )
                counted += self.db.execute(sql, [id]).fetchone()[0]
        return counted

    def organisation_id(self, now: datetime, name: str) -> int | None:
        """Return the id of the organisation of that name, made when new; None for ""."""
        return self._named(now, "organisations", name) if name else None

    def tags_of(self, ids: Collection[int]) -> dict[int, list[str]]:
        """Return the tags of those of these people who are there, in order."""
        tags: dict[int, list[str]] = {}
        for id, name in self.db.execute(_TAGS_OF, [json.dumps([*ids])]).fetchall():
            tags.setdefault(id, []).extend([name] if name is not None else [])
        return tags

    def tag(self, now: datetime, id: int, names: tuple[str, ...]) -> None:
        """Give a person exactly these tags; what they have already is left as it is."""
        there = set(self.tags_of([id]).get(id, ()))
        for name in sorted(there.difference(names)):
            self.take_tag(name, [id])
        for name in dict.fromkeys(names):
            if name not in there:
                self.give_tag(now, name, [id])

    def give_tag(self, now: datetime, name: str, ids: Collection[int]) -> None:
        """Give a tag to people who do not have it."""
        new = {**stamps(now), "tag_id": self._named(now, "tags", name)}
        del new["uid"]
        columns = ", ".join(f'"{column}"' for column in new)
        self.db.execute(
            f"insert into people_tags (person_id, uid, {columns})"
            " select json_extract(value, '$[0]'), json_extract(value, '$[1]')"
            f"{', ?' * len(new)} from json_each(?)",
            [*new.values(), json.dumps([(id, new_uid()) for id in ids])],
        )

    def take_tag(self, name: str, ids: Collection[int]) -> None:
        """Take a tag off people."""
        self.db.execute(_UNTAG, [name, json.dumps([*ids])])

    def _named(self, now: datetime, table: str, name: str) -> int:
        row = self.db.execute(f'select id from "{table}" where name=?', [name]).fetchone()
        if row:
            return int(row[0])
        return inserted(self.db, table, {**stamps(now), "name": name})
