"""A person as a row of the People list, and what their next step is called there."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from infoview_tui.domain.due import Due, Kind
from infoview_tui.domain.people import Stage
from infoview_tui.domain.text import fold

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
    Kind.ADVICE: "advice",
    Kind.CHECK_IN: "check in",
}
"""One word for what a row of Today asks for; of other kinds the row itself begins with it."""


class PersonRow(NamedTuple):
    """A person of the list; `next` is what is due, and `due` its day in the user's zone.

    `words` are what a filter's words look into, folded once (`words_of`) and not at each key.
    """

    id: int
    name: str
    role: str = ""
    organisation: str = ""
    email: str = ""
    introduced_by: str = ""
    tags: tuple[str, ...] = ()
    stage: Stage = Stage.NAMED
    last_contact: datetime | None = None
    next: str = ""
    overdue: bool = False
    due: date | None = None
    words: str = ""

    @property
    def place_of_work(self) -> str:
        """`curator, City Museum`, or whichever half is known."""
        return ", ".join(part for part in (self.role, self.organisation) if part)


def words_of(*texts: str) -> str:
    """Return the texts of a person in the form that the words of a filter are compared in."""
    return fold("\n".join(texts))


def next_step(due: Due) -> str:
    """Word what is due of a person: `thank, late`, `write today`, `tomorrow 14:30`."""
    step = STEPS.get(due.kind) or due.what.split(maxsplit=1)[0].lower()
    if due.kind is Kind.RUNNING:
        return step
    if due.overdue:
        return f"{step}, late"
    return due.badge if due.kind is Kind.MEETING else f"{step} {due.day_badge}"
