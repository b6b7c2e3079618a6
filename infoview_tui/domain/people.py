"""A person one learns from, how one came to know them, and the touches in between."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from infoview_tui.domain.text import fold
from infoview_tui.values import dataclass


class Stage(StrEnum):
    """How far the acquaintance has come."""

    NAMED = "named"
    ASKED = "asked"
    BOOKED = "booked"
    MET = "met"
    THANKED = "thanked"
    IN_TOUCH = "in touch"
    HOST = "host"
    RESTING = "resting"
    DECLINED = "declined"


class Tier(StrEnum):
    """How often one wants to hear of each other; the days of each are in the settings."""

    A = "A"
    B = "B"
    C = "C"


@dataclass(frozen=True)
class Person:
    """Someone one has met or hopes to meet; `organisation` is a name, "" when unknown.

    `stage` is what was set by hand at `stage_at`; what happens later moves it on. An own rhythm of
    `cadence_days` (0: none) goes before that of the `tier`.
    """

    id: int
    uid: str
    name: str
    role: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""
    found: str = ""
    cadence_days: int | None = None
    stage: Stage | None = None
    stage_at: datetime | None = None
    tier: Tier | None = None
    paused_at: datetime | None = None
    tags: tuple[str, ...] = ()
    created_at: datetime | None = None
    version: int = 1

    @property
    def first_name(self) -> str:
        """The name a letter greets with."""
        return self.name.split()[0] if self.name.split() else self.name

    @property
    def place_of_work(self) -> str:
        """`curator, City Museum`, or whichever half is known."""
        return ", ".join(part for part in (self.role, self.organisation) if part)


@dataclass(frozen=True)
class Position:
    """What somebody did, and where, before they changed; `until` is when one heard of it."""

    id: int
    uid: str
    person_id: int
    until: datetime
    role: str = ""
    organisation: str = ""
    version: int = 1

    @property
    def place_of_work(self) -> str:
        """`curator, City Museum`, or whichever half was known."""
        return ", ".join(part for part in (self.role, self.organisation) if part)


def moved_on(person: Person, role: str, organisation: str) -> bool:
    """Whether another role or organisation may mean that somebody moved on.

    What was unknown and is filled in now is no move, nor are other capitals or accents.
    """
    pairs = ((person.role, role), (person.organisation, organisation))
    return any(before and fold(before) != fold(after) for before, after in pairs)


@dataclass(frozen=True)
class Interest:
    """Something a person cares for, to find things for them by."""

    id: int
    uid: str
    person_id: int
    body: str
    version: int = 1


@dataclass(frozen=True)
class SavedFilter:
    """Terms of the People list under a name."""

    id: int
    uid: str
    name: str
    terms: str
    version: int = 1


@dataclass(frozen=True)
class Merge:
    """Two rows that were one person: `gone_id` went into `kept_id`; `changes` (JSON) undo it."""

    id: int
    uid: str
    kept_id: int
    gone_id: int
    at: datetime
    changes: str
    undone_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True)
class Contact:
    """A touch outside letters and interviews, logged by hand (`at` is UTC)."""

    id: int
    uid: str
    person_id: int
    at: datetime
    body: str
    version: int = 1


@dataclass(frozen=True)
class Introduction:
    """`introducer_id` named `person_id`; `may_mention`: what they said to being named, if asked."""

    id: int
    uid: str
    person_id: int
    introducer_id: int
    interview_id: int | None = None
    note_id: int | None = None
    may_mention: bool | None = None
    created_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True)
class NewPerson:
    """What a typed line says of a person who is not yet known."""

    name: str
    role: str = ""
    organisation: str = ""
    email: str = ""


def read_person(line: str) -> NewPerson | None:
    """Read `name, role, organisation` and an e-mail anywhere in between; None without a name."""
    parts = [part.strip() for part in line.split(",")]
    email = next((part for part in parts if "@" in part and " " not in part), "")
    rest = [part for part in parts if part and part != email]
    if not rest:
        return None
    name, role, *where = [*rest, "", ""]
    return NewPerson(
        name=name, role=role, organisation=", ".join(w for w in where if w), email=email
    )
