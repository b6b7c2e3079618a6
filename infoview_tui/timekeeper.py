"""The time of this process: the computer's clock, but while a meeting runs one that nobody can set.

A meeting counts from when this run of the machine began: the seconds since then are the same in
every process, go on while a laptop sleeps, and do not move when the clock is set. What happens
in which case is written down in docs/decisions/0006-the-clock.md.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from infoview_tui.domain.interviews import Boot, Interview

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_THIS_PROCESS = f"process-{secrets.token_hex(8)}"


def utc_now() -> datetime:
    """Return the moment by the computer's clock, in UTC."""
    return datetime.now(UTC)


def since_boot() -> tuple[str, float]:
    """Return the name of this run of the machine, and its seconds so far, sleep included.

    Where the system names its runs in no way we know, this process stands for the run: its clock
    is as steady, and another process begins anew from the time of day.
    """
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip(), time.clock_gettime(time.CLOCK_BOOTTIME)
    except (OSError, AttributeError):
        return _THIS_PROCESS, time.clock_gettime(time.CLOCK_MONOTONIC)


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

    @property
    def shift(self) -> timedelta:
        """How far the computer's clock is ahead of the followed meeting's time."""
        return self.wall() - self.now() if self._boot_at is not None else timedelta()

    def boot(self) -> Boot | None:
        """Return this run of the machine, on the time of now; None where there is no such clock."""
        if self._run is None:
            return None
        id, seconds = self._run()
        return Boot(id, self.now() - timedelta(seconds=seconds))

    def follow(self, meeting: Interview | None) -> None:
        """Take the time of a running meeting for that of this process; None lets go of it."""
        if meeting is None or meeting.started_at is None or meeting.ended_at is not None:
            self._meeting, self._boot_at = None, None
            return
        if self._run is None:
            return
        id, seconds = self._run()
        if meeting.boot_id == id and meeting.boot_at is not None:
            self._boot_at = meeting.boot_at
        elif self._meeting != meeting.id:
            # Begun on another run or machine: the time of day it is, but steady from here.
            self._boot_at = self.wall() - timedelta(seconds=seconds)
        self._meeting = meeting.id
