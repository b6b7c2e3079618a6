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

    def memory(self) -> float:
        """Return MiB of memory that are its own and its children's (PSS)."""
        todo, kib = [self.pid], 0
        while todo:
            process = Path(f"/proc/{todo.pop()}")
            found = re.search(
                r"^Pss:\s+(\d+)", (process / "smaps_rollup").read_text(), re.MULTILINE
            )
            assert found is not None
            kib += int(found[1])
            for children in process.glob("task/*/children"):
                todo += map(int, children.read_text().split())
        return kib / 1024


@dataclass(frozen=True)
class Rest:
    """What a program does while nobody types: bytes, and percent of a processor, each a second."""

    size: float
    cpu: float


def rest(programs: Sequence[Measured], seconds: float) -> list[Rest]:
    """Let programs stand still, all at the same time."""
    for tty in programs:
        tty.quiet(0.3, 3)
    before = [(len(tty.raw), tty.cpu()) for tty in programs]
    begun = time.monotonic()
    while (left := begun + seconds - time.monotonic()) > 0:
        heard = select.select([tty.fd for tty in programs], [], [], left)[0]
        for tty in programs:
            if tty.fd in heard:
                assert tty.pump(0.0), f"it ended on\n{tty.text()}"
    took = time.monotonic() - begun
    return [
        Rest((len(tty.raw) - size) / took, (tty.cpu() - cpu) / took * 100)
        for tty, (size, cpu) in zip(programs, before, strict=True)
    ]


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
