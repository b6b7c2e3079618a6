"""A computer for tests: its clock, its sleep and its restarts are in a test's hands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from infoview_tui.timekeeper import Timekeeper

BEGIN = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


class Computer:
    """Real time passes in milliseconds; `clock` is what it says the time of day is."""

    def __init__(self, clock: datetime = BEGIN, name: str = "run") -> None:
        self.clock = clock
        self.name = name
        self.runs = 1
        self.up = 7_000_000

    def goes_on(self, ms: int) -> None:
        """Let time pass, asleep or awake."""
        self.clock += timedelta(milliseconds=ms)
        self.up += ms

    def sets_clock(self, by: timedelta) -> None:
        """Set the clock, by hand or from a time server."""
        self.clock += by

    def restarts(self, to: datetime) -> None:
        """Come up again with that time of day."""
        self.clock = to
        self.runs += 1
        self.up = 0

    def timekeeper(self) -> Timekeeper:
        """Return that of a new process."""
        return Timekeeper(lambda: self.clock, lambda: (f"{self.name}-{self.runs}", self.up / 1000))
