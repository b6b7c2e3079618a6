"""The meeting's clock as times, not ticks: what is left, in which phase, and at what pace."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum

from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.phases import Phases
from infoview_tui.values import dataclass

COURTESY_SECONDS = 120
"""When to ask for the last thing (Dorie Clark; Chitwood after Bolles: check near the end)."""

PACE_SLACK_SECONDS = 60
"""Within a minute of the plan the pace is not worth a word (pdfpc's rule)."""


@dataclass(frozen=True)
class Reading:
    """What the clock says at one moment; `left` is negative once over, in whole seconds."""

    used: int
    left: int
    phase: str
    paused: bool

    @property
    def over(self) -> bool:
        """Past agreed and offered time."""
        return self.left < 0

    @property
    def up(self) -> bool:
        """The agreed time is reached."""
        return self.left <= 0

    @property
    def closing_soon(self) -> bool:
        """Time for the courtesy line."""
        return 0 < self.left <= COURTESY_SECONDS


def read_clock(interview: Interview, now: datetime) -> Reading:
    """Derive the reading; a second window or a new process gets the same from the same rows."""
    used = interview.used_seconds(now)
    left = interview.allowed_seconds - used
    split = interview.split
    if left <= split.closing * 60:
        phase = "closing"
    elif used < split.opening * 60:
        phase = "opening"
    else:
        phase = "questions"
    return Reading(used, left, phase, interview.paused)


class Mark(StrEnum):
    """A moment to look up at, in the words of an alert: no name, since others may see it."""

    SOON = "Two minutes left"
    UP = "Time is up"


def crossed(before: Reading, after: Reading) -> Mark | None:
    """Return the mark that went by between two readings of a meeting, the later one of both.

    None where other minutes were agreed on or offered meanwhile: that is a key, not the clock.
    """
    if before.used + before.left != after.used + after.left:
        return None
    if before.left > 0 >= after.left:
        return Mark.UP
    if before.left > COURTESY_SECONDS >= after.left:
        return Mark.SOON
    return None


def ends_at(interview: Interview, now: datetime) -> datetime | None:
    """When the agreed and offered time is over, pauses so far added; the plan before the start."""
    if interview.started_at is None:
        if interview.starts_at is None:
            return None
        return interview.starts_at + timedelta(seconds=interview.allowed_seconds)
    if interview.ended_at is not None:
        return interview.ended_at
    used = interview.used_seconds(now)
    # In UTC, since a clock change makes local hours longer or shorter than sixty minutes.
    return now.astimezone(UTC) + timedelta(seconds=interview.allowed_seconds - used)


def pace(reading: Reading, split: Phases, asked: int, total: int) -> str:
    """Say how the core questions keep up with the clock, "" when there is nothing to say.

    Args:
        reading: the clock now.
        split: the phases of the agreed time.
        asked: core questions dealt with.
        total: core questions in all.

    """
    if reading.up:
        return "time is up"
    left = total - asked
    if reading.phase == "closing":
        return "closing"
    if total == 0:
        return ""
    if left == 0:
        return "all asked"
    into = max(0, reading.used - split.opening * 60)
    each = split.questions * 60 / total
    late = into - each * (asked + 0.5)
    room = reading.left - split.closing * 60
    about = max(1, round(room / left / 60))
    rest = f"{left} left, about {about} min each"
    behind = int((late + each / 2) // each)
    if late > PACE_SLACK_SECONDS and behind > 0:
        return f"{behind} behind: {rest}"
    return f"on pace, {rest}"


def bar(reading: Reading, split: Phases, cells: int = 20) -> str:
    """Draw the phases `cells` long, `│` between them: of 20 minutes and 20 cells a minute each."""
    scale = cells / split.minutes
    opening = min(max(1, round(split.opening * scale)), cells - 2)
    questions = min(max(1, round(split.questions * scale)), cells - 1 - opening)
    widths = [opening, questions, cells - opening - questions]
    total = reading.used + reading.left
    filled = cells if reading.up else int(cells * reading.used / max(1, total))
    drawn = "█" * filled + "░" * (cells - filled)
    first, second = widths[0], widths[0] + widths[1]
    return "│".join((drawn[:first], drawn[first:second], drawn[second:]))
