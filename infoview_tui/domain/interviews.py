"""An information interview: agreed times, what happened, and the status that follows from both."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from infoview_tui.domain.phases import USUAL, Phases, share_out
from infoview_tui.values import dataclass

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
class Boot:
    """When this run of a machine began, by some clock; `id` names the run.

    Together with the seconds since then, which no setting of the clock changes, it tells the
    time in every process of the machine.
    """

    id: str
    at: datetime


@dataclass(frozen=True)
class Interview:
    """One agreed conversation; moments are aware and in UTC, `zone` is where it was booked.

    `phases` is an own way to share the minutes out ("3/13/4", "" for the usual one),
    `late_seconds` what is taken off where it began late and ends as booked, and `current_since`
    the second of the meeting at which the current question became that. `boot_id` and `boot_at`
    are the `Boot` that its moments are counted from, by the clock as it was at the start. `dress`
    and `payer` are notes of one's own: what to wear, and who pays.
    """

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
    late_seconds: int = 0
    phases: str = ""
    dress: str = ""
    payer: str = ""
    current_item_id: int | None = None
    current_since: int | None = None
    boot_id: str = ""
    boot_at: datetime | None = None
    debriefed_at: datetime | None = None
    thanked_at: datetime | None = None
    cancelled_at: datetime | None = None
    missed_at: datetime | None = None
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
        """Agreed, less what a late start took off, plus what they offered."""
        return max(0, self.agreed_minutes * 60 - self.late_seconds) + self.extension_minutes * 60

    @property
    def late_by(self) -> int:
        """Seconds that it began after the booked time; 0 when on time or not booked."""
        if self.started_at is None or self.starts_at is None:
            return 0
        return max(0, int((self.started_at - self.starts_at).total_seconds()))

    @property
    def split(self) -> Phases:
        """How the agreed minutes are shared out."""
        opening, questions, closing = map(int, (self.phases or str(USUAL)).split("/"))
        return share_out(self.agreed_minutes, Phases(opening, questions, closing))

    def own_time(self, now: datetime, boot: Boot | None) -> datetime:
        """Return `now` on the meeting's own time, which a clock that is set does not move.

        Args:
            now: by any clock.
            boot: this run of the machine by the same clock. None, or another run than the
                meeting's, leaves `now` as it is: only the time of day spans a restart.

        """
        if boot is None or self.boot_at is None or self.boot_id != boot.id:
            return now
        return now + (self.boot_at - boot.at)

    def used(self, now: datetime) -> timedelta:
        """Time from the start to the end (or `now`), pauses left out; none before it."""
        if self.started_at is None:
            return timedelta()
        start, end = self.started_at, self.ended_at or now
        # Only what lies within: the times may be corrected after the pauses were made.
        still = sum(
            (
                max(min(pause.ended_at or end, end) - max(pause.started_at, start), timedelta())
                for pause in self.pauses
            ),
            timedelta(),
        )
        return max(end - start - still, timedelta())

    def used_seconds(self, now: datetime) -> int:
        """Whole seconds of `used`."""
        return int(self.used(now).total_seconds())

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
            and now >= agreed_end(self, self.started_at) + FORGOTTEN_AFTER
        )

    def status(self, now: datetime) -> Status:
        """Derive the status; a forgotten meeting counts as ended without an end.

        One whose clock was taken up again runs, though they were thanked for it meanwhile.
        """
        has_no_end = self.started_at is not None and self.ended_at is None
        if self.cancelled_at:
            return Status.CANCELLED
        if self.thanked_at and not has_no_end:
            return Status.THANKED
        if self.debriefed_at:
            return Status.DEBRIEFED
        if self.ended_at or self.forgotten(now):
            return Status.ENDED
        if self.started_at:
            return Status.RUNNING
        if self.missed_at:
            return Status.MISSED
        if self.starts_at is None:
            return Status.ASKED
        over = self.starts_at + timedelta(minutes=self.agreed_minutes) + FORGOTTEN_AFTER
        return Status.MISSED if now >= over else Status.BOOKED


def agreed_end(interview: Interview, start: datetime) -> datetime:
    """When a meeting that began at `start` was to be over: moved on by each pause that ended.

    A pause that nobody ended moves nothing: the clock was forgotten, not the person.
    """
    end = start + timedelta(seconds=interview.allowed_seconds)
    for pause in sorted(interview.pauses, key=lambda pause: pause.started_at):
        if pause.ended_at is not None and pause.started_at < end:
            end += pause.ended_at - pause.started_at
    return end
