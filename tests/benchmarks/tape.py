"""The tape: from the first start to the thank-you, key by key, with the difference and without."""

from __future__ import annotations

import time
from pathlib import Path

from .figures import Figure
from .ground import bare, infoview
from .measured import Measured, median

AGAIN = "again"
"""Stands for a pause after which the same key confirms."""
CONFIRM_AFTER = 0.4

NOTES = (
    "started as a volunteer guide, 2009",
    "!certificate counts more than a second degree",
    '"half the job is writing to lenders',
    "<will send the loan-form example",
    "@Mai Tran, registrar, Harbour Gallery",
    ">send the summary of what I hear",
)
ANSWERS = (
    "people get in by giving tours first",
    "it fits: I like the paper side",
    "write to Mai this week",
    "that labels are half the work",
    "how loans are insured",
    "more patient than I thought",
)


def keys() -> list[str]:
    """Return every key of the tape."""
    return [
        *("Wren Castillo", "enter", "museum collections", "enter", "enter"),
        *("Dana Okafor, curator, City Museum", "enter"),
        *("b", "in 2 hours", "ctrl+o"),
        *("How people get in", "enter", "Is a degree needed", "enter", "escape"),
        *("tab", "tab", "space", "space", "space", "right", "space", "space"),
        *("2", "1", "s", AGAIN, "s"),
        *(key for note in NOTES for key in (note, "enter")),
        *("enter", "enter", "enter", "enter", "enter", "up", "down"),
        *("f10", AGAIN, "f10"),
        *(key for answer in ANSWERS for key in (answer, "enter")),
        *("ctrl+o", "made me look at evening courses", "tab", "ask the polytechnic", "ctrl+o"),
        *("s", "1", "2", "down", "down", "up", "1"),
    ]


def run(place: Path) -> list[Figure]:
    """Play the tape."""
    lean, count, memory = _play(place / "lean.db", full=False)
    whole, _count, _memory = _play(place / "whole.db", full=True)
    with bare() as tty:
        tty.first_paint("Row 0")
        tty.quiet(0.3, 3)
        floor = tty.memory()
    seen = f"{count} keys; whole frames {whole / count:.0f}, {whole / lean:.1f} times as many"
    return [
        Figure("the tape, all screens included", lean / count, 150, "bytes a key", seen),
        Figure("memory after the tape", memory / floor, 1.6, "x a bare app", f"{memory:.0f} MiB"),
    ]


def _play(database: Path, *, full: bool) -> tuple[int, int, float]:
    with infoview(database, full=full) as tty:
        tty.first_paint("Your name")
        tty.quiet(0.3, 3)
        pressed = 0
        for key in keys():
            pressed += _press(tty, key)
        assert "[1 Today]" in tty.text(), tty.text()
        assert median([pressed]) > 300
        return len(tty.raw), pressed, tty.memory()


def _press(tty: Measured, key: str) -> int:
    if key == AGAIN:
        time.sleep(CONFIRM_AFTER)
        return 0
    named = len(key) == 1 or key in _NAMED
    for each in (key,) if named else key:
        tty.press("space" if each == " " else each)
    return 1 if named else len(key)


_NAMED = {
    *("enter", "escape", "tab", "space", "right", "up", "down", "ctrl+o", "f10"),
}
