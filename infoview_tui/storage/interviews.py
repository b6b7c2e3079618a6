"""Interviews with the people in them and their pauses, and what was prepared for each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from infoview_tui.domain.followup import DebriefAnswer
from infoview_tui.domain.interviews import Attendee, Interview, Pause
from infoview_tui.domain.points import CardUse, Rehearsal, TalkingPoint
from infoview_tui.domain.preparation import Goal, Item, Tick
from infoview_tui.storage.rows import columns_of, from_columns
from infoview_tui.storage.table import Table, stamps

if TYPE_CHECKING:
    from sqlite_utils import Database

WITH_SOMEBODY = """
exists (select 1 from interview_people ip
    join people p on p.id = ip.person_id and p.deleted_at is null
    where ip.interview_id = t.id and ip.deleted_at is null)
"""
"""Somebody is left in interview `t`: one with people who are all deleted rests with them."""


class Interviews(Table[Interview]):
    """The interviews, each with its goals, checklist, cards and debrief."""

    def __init__(self, db: Database) -> None:
        super().__init__(db, "interviews", Interview)
        self.pauses = Table(db, "pauses", Pause)
        self.goals = Table(db, "goals", Goal)
        self.checklist = Table(db, "checklist", Item)
        self.answers = Table(db, "debrief_answers", DebriefAnswer)
        self.ticks = Table(db, "ticks", Tick)

    def where(
        self, condition: str = "1", *arguments: Any, order: str = "t.id"
    ) -> tuple[Interview, ...]:
        """Return interviews with their people and pauses."""
        found = super().where(condition, *arguments, order=order)
        if not found:
            return found
        only = (
            "1" if len(found) > 500 else f"interview_id in ({','.join(str(i.id) for i in found)})"
        )
        people = defaultdict(list)
        columns = columns_of(
            self.db.execute(
                "select ip.interview_id, p.id, p.name, coalesce(p.role, '') as role,"
                " coalesce(o.name, '') as organisation from interview_people ip"
                " join people p on p.id = ip.person_id and p.deleted_at is null"
                " left join organisations o on o.id = p.organisation_id"
                f" where {only} order by ip.id"
            )
        )
        for id, attendee in zip(
            columns["interview_id"], from_columns(Attendee, columns), strict=True
        ):
            people[id].append(attendee)
        pauses = defaultdict(list)
        for pause in self.pauses.where(only):
            pauses[pause.interview_id].append(pause)
        return tuple(
            replace(i, people=tuple(people[i.id]), pauses=tuple(pauses[i.id])) for i in found
        )

    def of_person(self, person_id: int) -> tuple[Interview, ...]:
        """Return the interviews a person is in, oldest first."""
        return self.where(
            "t.id in (select interview_id from interview_people where person_id=?)",
            person_id,
            order="coalesce(t.started_at, t.starts_at, t.created_at), t.id",
        )

    def join(self, now: datetime, interview_id: int, person_id: int) -> None:
        """Put a person into an interview."""
        self._link(now, "interview_people", interview_id=interview_id, person_id=person_id)

    def leave(self, interview_id: int, person_id: int) -> None:
        """Take a person out of an interview."""
        self._unlink("interview_people", interview_id=interview_id, person_id=person_id)

    def choose_point(self, now: datetime, interview_id: int, point_id: int) -> None:
        """Take a card into an interview."""
        self._link(now, "interview_points", interview_id=interview_id, point_id=point_id)

    def drop_point(self, interview_id: int, point_id: int) -> None:
        """Leave a card out of an interview."""
        self._unlink("interview_points", interview_id=interview_id, point_id=point_id)

    def _link(self, now: datetime, table: str, **ids: int) -> None:
        where = " and ".join(f"{name}=?" for name in ids)
        if self.db.execute(f"select 1 from {table} where {where}", list(ids.values())).fetchone():
            return
        self.db.table(table).insert({**stamps(now), **ids})

    def _unlink(self, table: str, **ids: int) -> None:
        where = " and ".join(f"{name}=?" for name in ids)
        self.db.execute(f"delete from {table} where {where}", list(ids.values()))


class TalkingPoints(Table[TalkingPoint]):
    """The cards and introductions, shared by all interviews."""

    def __init__(self, db: Database) -> None:
        super().__init__(db, "talking_points", TalkingPoint)
        self.rehearsals = Table(db, "rehearsals", Rehearsal)
        self.uses = Table(db, "interview_points", CardUse)

    def chosen_for(self, interview_id: int) -> tuple[TalkingPoint, ...]:
        """Return the cards that go into an interview."""
        return self.where(
            "t.id in (select point_id from interview_points where interview_id=?)",
            interview_id,
            order="t.position, t.id",
        )
