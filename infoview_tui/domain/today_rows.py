"""How a row of Today is built: badge, lateness and group follow from when it is due."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from infoview_tui.domain.due import Due, Group, Kind, World
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.wording import (
    due_word,
    late,
    row_moment,
)

DAYS_AHEAD = 7
"""How many days after today are listed."""


class Subject(NamedTuple):
    """Whom and what a row is about."""

    id: int | str
    person: str
    person_id: int | None
    interview_id: int | None = None
    target_id: int | None = None
    others: tuple[int, ...] = ()


def build(
    world: World,
    kind: Kind,
    subject: Subject,
    due: datetime | date,
    what: str,
    why: str,
    why_short: str,
) -> Due:
    """Build a row whose badge, lateness and group follow from when it is due."""
    if isinstance(due, datetime):
        overdue = world.utc > due
        badge = late(due, world.utc) if overdue else row_moment(due, world.now)
        due = due.astimezone(world.now.tzinfo)
        day = due.date()
    else:
        overdue = due < world.today
        badge = due_word(due, world.today)
        day = due
    return Due(
        kind=kind,
        key=f"{kind}:{subject.id}",
        person=subject.person,
        person_id=subject.person_id,
        interview_id=subject.interview_id,
        target_id=subject.target_id,
        due=due,
        overdue=overdue,
        badge=badge,
        what=what,
        why=why,
        why_short=why_short,
        group=Group.DUE if day <= world.today else Group.NEXT,
        others=subject.others,
    )


def of_talk(interview: Interview) -> Subject:
    """Return an interview as what a row is about."""
    others = tuple(person.id for person in interview.people[1:])
    return Subject(interview.id, interview.who, interview.person_id, interview.id, others=others)


def first_name(name: str) -> str:
    """Return what one calls somebody, "" for nobody."""
    return next(iter(name.split()), "")
