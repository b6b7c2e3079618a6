"""An information interview: agreed times, what happened, and the status that follows from both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

DEFAULT_MINUTES = 20
"""The length to ask for (Berkeley and Pomona career centres: about 20 minutes)."""

FORGOTTEN_AFTER = timedelta(hours=4)
"""A meeting that nobody ended counts as running this long past the agreed time."""


class Mode(StrEnum):
    """How the two of them meet."""

    PHONE = "phone"
    VIDEO = "video"
    IN_PERSON = "in-person"


class Status(StrEnum):
    """Where an interview stands; scripts read these words."""

    ASKED = "asked"
    BOOKED = "booked"
    RUNNING = "running"
    ENDED = "ended"
    DEBRIEFED = "debriefed"
    THANKED = "thanked"
    CANCELLED = "cancelled"
    MISSED = "missed"


@dataclass(frozen=True)
class Pause:
    """A stretch in which the clock stood still; `ended_at` is None while it lasts."""

    id: int
    uid: str
    interview_id: int
    started_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True)
class Attendee:
    """A person of an interview, as much of them as a row needs."""

    id: int
    name: str
    role: str = ""
    organisation: str = ""


@dataclass(frozen=True)
class Interview:
    """One agreed conversation; moments are aware and in UTC, `zone` is where it was booked."""

    id: int
    uid: str
    agreed_minutes: int = DEFAULT_MINUTES
    mode: Mode = Mode.PHONE
    place: str = ""
    host: bool = False
    starts_at: datetime | None = None
    zone: str = "UTC"
    started_at: datetime | None = None
    ended_at: datetime | None = None
    extension_minutes: int = 0
    current_item_id: int | None = None
    debriefed_at: datetime | None = None
    thanked_at: datetime | None = None
    cancelled_at: datetime | None = None
    created_at: datetime | None = None
    version: int = 1
    people: tuple[Attendee, ...] = ()
    pauses: tuple[Pause, ...] = ()

    @property
    def who(self) -> str:
        """The names, for a heading or a row."""
        return ", ".join(person.name for person in self.people) or "nobody yet"

    @property
    def person_id(self) -> int | None:
        """The first person, whom scripts know the interview by."""
        return self.people[0].id if self.people else None

    @property
    def allowed_seconds(self) -> int:
        """Agreed plus what they offered."""
        return (self.agreed_minutes + self.extension_minutes) * 60

    def used_seconds(self, now: datetime) -> int:
        """Whole seconds from the start to the end (or `now`), pauses left out; 0 before it."""
        if self.started_at is None:
            return 0
        end = self.ended_at or now
        still = sum(
            (
                max((pause.ended_at or end), pause.started_at) - pause.started_at
                for pause in self.pauses
            ),
            timedelta(),
        )
        return max(0, int((end - self.started_at - still).total_seconds()))

    def overrun_seconds(self, now: datetime) -> int:
        """How far past agreed and offered time it went."""
        return max(0, self.used_seconds(now) - self.allowed_seconds)

    @property
    def paused(self) -> bool:
        """True while a pause lasts."""
        return self.ended_at is None and any(p.ended_at is None for p in self.pauses)

    def forgotten(self, now: datetime) -> bool:
        """Started long ago and never ended: somebody has to say when it did."""
        return (
            self.started_at is not None
            and self.ended_at is None
            and now >= self.started_at + timedelta(seconds=self.allowed_seconds) + FORGOTTEN_AFTER
        )

    def status(self, now: datetime) -> Status:
        """Derive the status; a forgotten meeting counts as ended without an end."""
        if self.cancelled_at:
            return Status.CANCELLED
        if self.thanked_at:
            return Status.THANKED
        if self.debriefed_at:
            return Status.DEBRIEFED
        if self.ended_at or self.forgotten(now):
            return Status.ENDED
        if self.started_at:
            return Status.RUNNING
        if self.starts_at is None:
            return Status.ASKED
        over = self.starts_at + timedelta(minutes=self.agreed_minutes) + FORGOTTEN_AFTER
        return Status.MISSED if now >= over else Status.BOOKED
