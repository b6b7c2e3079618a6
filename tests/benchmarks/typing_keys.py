"""What a typed character and a saved note cost in the meeting, the clock running."""

from __future__ import annotations

import time
from pathlib import Path

from .figures import Figure, Found
from .ground import MEETING_READY, bare, example, infoview, meeting
from .measured import Measured, Press, median, p95, sizes

RUNS = 7
TEXT = "half the job is writing to lenders"
NOTES = 6


def run(place: Path) -> Found:
    """Type the same into the note line and into a bare field, by turns."""
    database = meeting(example(place / "meeting.db"))
    floor: list[Press] = []
    ours: list[Press] = []
    notes: list[float] = []
    for number in range(RUNS):
        with bare("input") as tty:
            tty.first_paint("palette")
            tty.quiet(0.3, 3)
            floor += tty.presses(*TEXT)
        with infoview(database, "meet") as tty:
            tty.first_paint(MEETING_READY)
            tty.quiet(0.3, 3)
            ours += tty.presses(*TEXT)
            tty.presses("enter")
            notes += [_note(tty, f"note {number} {n}") for n in range(NOTES)]
    mine, bare_ones = median(p.last for p in ours), median(p.last for p in floor)
    seen = f"{mine:.1f} ms, bare {bare_ones:.1f} ms"
    return Found(
        [
            Figure("a typed character in the note line", median(sizes(ours)), 100, "bytes"),
            Figure("key to its first byte", median(p.first for p in ours), 10, "ms"),
            Figure("key to its first byte, p95", p95(p.first for p in ours), 30, "ms"),
            Figure("key to its last byte", mine / bare_ones, 1.0, "x a bare field", seen),
            Figure("enter to the note shown, saved", median(notes), 30, "ms"),
        ]
    )


def _note(tty: Measured, text: str) -> float:
    tty.presses(*text)
    begun = time.perf_counter()
    tty.key("enter")
    # The line shows it too; once it is saved, it stands behind its time.
    while not any(text in row and ":" in row.split(text)[0] for row in tty.screen.display):
        assert time.perf_counter() - begun < 5, tty.text()
        tty.pump(0.02)
    took = (time.perf_counter() - begun) * 1000
    tty.quiet(0.1, 1)
    return took
