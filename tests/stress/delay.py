"""How long a typed character is on its way to the disk: what "within 250 ms" is measured by."""

from __future__ import annotations

import sqlite3
import statistics
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from .ground import NOTE_LINE, READY, fill, folder, in_short, meeting_database, window
from .result import Result

PROMISE = 0.25
LINE = 40


def _draft(other: sqlite3.Connection) -> str:
    rows = other.execute("select body from drafts where place=?", [NOTE_LINE]).fetchall()
    return str(rows[0][0]) if rows else ""


def delays(path: Path, count: int, *, stalled: bool) -> list[float]:
    """Type `count` characters into a meeting; the seconds until each is seen by another program.

    A `stalled` line takes nothing of what the app sends.
    """
    found = []
    with window(path, "meet", "1") as tty, closing(sqlite3.connect(path)) as other:
        # The database is not to be held all the time, and a line that is well is read.
        rest = time.sleep if stalled else tty.pump
        tty.wait(READY, 20)
        if stalled:
            fill(tty)
        for number in range(count):
            text = "x" * (number % LINE + 1)
            if len(text) == 1:
                tty.send("\x15")
                _until(other, "", rest)
            began = time.monotonic()
            tty.send("x")
            _until(other, text, rest)
            found.append(time.monotonic() - began)
            rest(0.02)
    return found


def _until(other: sqlite3.Connection, text: str, rest: Callable[[float], object]) -> None:
    began = time.monotonic()
    while _draft(other) != text:
        assert time.monotonic() < began + 5, "a character is not on the disk after 5 s"
        rest(0.002)


def run(count: int = 200) -> list[Result]:
    """Measure `count` keys on a line that is well, and on one that takes nothing."""
    return [
        _measured(Result("typed is saved within 250 ms"), count, stalled=False),
        _measured(Result("the same on a stalled line"), count, stalled=True),
    ]


def _measured(result: Result, count: int, *, stalled: bool) -> Result:
    """Measure `count` keys; when one is late, all are measured once more before it counts."""
    found: list[float] = []
    for _ in range(2):
        with folder() as place:
            try:
                found = sorted(delays(meeting_database(place), count, stalled=stalled))
            except AssertionError as error:
                result.stick(in_short(error))
                return result
        result.runs = count
        if found[-1] <= PROMISE:
            break
    median, p95 = statistics.median(found), found[int(count * 0.95)]
    result.note = f"median {1000 * median:.0f} ms, p95 {1000 * p95:.0f}, max {1000 * found[-1]:.0f}"
    late = sum(seconds > PROMISE for seconds in found)
    if late:
        result.lose(f"{late} of {count} keys came later")
        result.lost = late
    return result
