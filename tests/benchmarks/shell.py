"""A note from the shell: the whole process, by turns with the import of sqlite-utils."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import perf_counter

from . import ROOT
from .figures import Figure, Found
from .ground import INFOVIEW, example
from .measured import median

RUNS = 7


def run(place: Path) -> Found:
    """Note something, and see that Textual is not loaded for it."""
    note = ("-m", INFOVIEW[-1], "--database", str(example(place / "example.db")), "note", "half")
    floor, ours = [], []
    for _ in range(RUNS):
        floor.append(_timed("-c", "import sqlite_utils"))
        ours.append(_timed(*note))
    ratio = median(ours) / median(floor)
    seen = f"{median(ours) * 1000:.0f} ms, the import {median(floor) * 1000:.0f} ms"
    loaded = _run("-X", "importtime", *note).stderr.splitlines()
    textual = sum(line.rpartition("|")[2].strip().startswith("textual") for line in loaded)
    return Found(
        [
            Figure("infoview note", ratio, 1.6, "x import sqlite_utils", seen),
            Figure("infoview note loads of Textual", textual, 0, "modules"),
        ]
    )


def _timed(*words: str) -> float:
    begun = perf_counter()
    _run(*words)
    return perf_counter() - begun


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, *words)
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
