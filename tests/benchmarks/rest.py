"""What it costs while nobody types, and a note from the shell."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import perf_counter

from . import ROOT
from .figures import Figure
from .ground import INFOVIEW, example, infoview, meeting
from .measured import median

SECONDS = 10
RUNS = 7


def run(place: Path) -> list[Figure]:
    """Let Today and a meeting stand still."""
    with infoview(example(place / "example.db")) as tty:
        tty.first_paint(r"\[1 Today\]")
        still, _cpu = tty.rest(SECONDS)
    with infoview(meeting(place / "meeting.db"), "meet") as tty:
        tty.first_paint("F10 end")
        ticking, cpu = tty.rest(SECONDS)
    return [
        Figure("idle on Today", still, 0, "bytes/s"),
        Figure("idle in a meeting", ticking, 60, "bytes/s"),
        Figure("processor in a meeting", cpu * 100, 1, "%"),
    ]


def run_shell(place: Path) -> list[Figure]:
    """Note something from a shell, by turns with the import of sqlite-utils."""
    database = str(example(place / "example.db"))
    floor, ours = [], []
    for _ in range(RUNS):
        floor.append(_timed(sys.executable, "-c", "import sqlite_utils"))
        ours.append(_timed(*INFOVIEW, "--database", database, "note", "half the job"))
    ratio = median(ours) / median(floor)
    seen = f"{median(ours) * 1000:.0f} ms"
    return [Figure("infoview note", ratio, 1.6, "x import sqlite_utils", seen)]


def _timed(*words: str) -> float:
    begun = perf_counter()
    subprocess.run(words, check=True, capture_output=True, cwd=ROOT)
    return perf_counter() - begun
