"""The time of this process: the computer's clock, but while a meeting runs one that nobody can set.

A meeting counts from when this run of the machine began: the seconds since then are the same in
every process, go on while a laptop sleeps, and do not move when the clock is set. What happens
in which case is written down in docs/decisions/0006-the-clock.md.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from infoview_tui.domain.interviews import Boot, Interview

_NAME_OF_RUN = Path("/proc/sys/kernel/random/boot_id")


def utc_now() -> datetime:
    """Return the moment by the computer's clock, in UTC."""
    return datetime.now(UTC)


def since_boot() -> tuple[str, float]:
    """Return the name of this run of the machine, and its seconds so far, sleep included."""
    # Only Linux has the first; where it is missing (macOS), the second goes on in sleep.
    clock = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return name_of_run(), time.clock_gettime(clock)


@cache
def name_of_run() -> str:
    """Return what tells this run of the machine from all others.

    Where the system does not say, this process stands for the run: its clock is as steady, and
    another process begins anew from the time of day.
    """
    try:
        name = _NAME_OF_RUN.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        name = ""
    return name or f"process-{os.urandom(8).hex()}"


class Timekeeper:
    """Tells the time; `wall` and `run` read the computer's two clocks."""

    def __init__(
        self,
        wall: Callable[[], datetime] = utc_now,
        run: Callable[[], tuple[str, float]] | None = since_boot,
    ) -> None:
        self.wall = wall
        self._run = run
        self._meeting: int | None = None
        self._boot_at: datetime | None = None

    def now(self) -> datetime:
        """Return the moment in UTC, on the time of the followed meeting."""
        if self._boot_at is None or self._run is None:
            return self.wall()
        return self._boot_at + timedelta(seconds=self._run()[1])

    def steady(self) -> float:
        """Return seconds since some beginning, to measure with: setting a clock moves nothing."""
        return self.wall().timestamp() if self._run is None else self._run()[1]

    @property
    def shift(self) -> timedelta:
        """How far the computer's clock is ahead of the followed meeting's time."""
        return self.wall() - self.now() if self._boot_at is not None else timedelta()

    def boot(self) -> Boot | None:
        """Return this run of the machine, on the time of now; None where there is no such clock."""
        if self._run is None:
            return None
        name, seconds = self._run()
        return Boot(name, self.now() - timedelta(seconds=seconds))

    def follow(self, meeting: Interview | None) -> None:
        """Take the time of a running meeting for that of this process; None lets go of it."""
        if meeting is None or meeting.started_at is None or meeting.ended_at is not None:
            self._meeting, self._boot_at = None, None
        elif self._run is not None:
            name, seconds = self._run()
            # One that another run or machine counts goes by the time of day when it is first
            # seen here, but steadily from there.
            if meeting.boot_id == name or meeting.id != self._meeting:
                wall = Boot(name, self.wall() - timedelta(seconds=seconds))
                self._boot_at = meeting.own_time(wall.at, wall)
            self._meeting = meeting.id
