"""A program in a pty that is timed and weighed while somebody uses it."""

from __future__ import annotations

import re
import select
import statistics
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tty_session import Tty, key_bytes

QUIET = 0.04
"""Seconds without a byte after which an answer is over."""


@dataclass(frozen=True)
class Press:
    """What a key cost: milliseconds to the first and to the last byte of its answer, and bytes."""

    first: float
    last: float
    size: int


class Measured(Tty):
    """A program at a terminal with a stop-watch and scales."""

    def first_paint(self, regex: str, timeout: float = 30.0) -> float:
        """Return the seconds from the start until `regex` is on the screen."""
        pattern = re.compile(regex)
        while not pattern.search(self.text()):
            left = self.started + timeout - time.monotonic()
            assert left > 0 and self.alive(), f"no {regex!r} on\n{self.text()}"
            self.pump(min(0.05, left))
        return time.monotonic() - self.started

    def press(self, name: str, limit: float = 2.0) -> Press:
        """Press a key, by Textual's name, and wait for the end of what it brings."""
        before = len(self.raw)
        begun = time.perf_counter()
        self.send(key_bytes(name))
        first = last = 0.0
        while time.perf_counter() - begun < limit:
            wait = QUIET if last else 0.5
            if not select.select([self.fd], [], [], wait)[0]:
                break
            # The moment it came, not the moment it was drawn here.
            at = (time.perf_counter() - begun) * 1000
            if not self.pump(0.0):
                break
            first = first or at
            last = at
        return Press(first, last, len(self.raw) - before)

    def presses(self, *names: str) -> list[Press]:
        """Press keys one after another."""
        return [self.press(name) for name in names]

    def rest(self, seconds: float) -> tuple[float, float]:
        """Do nothing; return the bytes that came and the processor time it took, each a second."""
        self.quiet(0.3, 3)
        size, cpu, begun = len(self.raw), self.cpu(), time.monotonic()
        while time.monotonic() - begun < seconds:
            self.pump(0.1)
        took = time.monotonic() - begun
        return (len(self.raw) - size) / took, (self.cpu() - cpu) / took

    def memory(self) -> float:
        """Return MiB of memory that are its own (PSS)."""
        text = Path(f"/proc/{self.pid}/smaps_rollup").read_text(encoding="ascii")
        found = re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)
        assert found is not None
        return int(found[1]) / 1024


def median(values: Iterable[float]) -> float:
    """Return the middle value."""
    return statistics.median(values)


def p95(values: Iterable[float]) -> float:
    """Return the value that one of twenty exceeds."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def sizes(presses: Sequence[Press]) -> list[int]:
    """Return the bytes of each."""
    return [press.size for press in presses]
