"""The tape: from the first start to the thank-you, key by key, with the difference and without."""

from __future__ import annotations

import time
from pathlib import Path

from .figures import Figure
from .ground import bare, infoview
from .measured import Measured

AGAIN = "again"
"""Stands for a pause after which the same key confirms."""


class See(str):
    """What is to be on the screen by now."""


Step = str | See
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


def steps() -> list[Step]:
    """Return every key of the tape, and what is to be on the screen before the next."""
    return [
        *("Wren Castillo", "enter", "museum collections", "enter", "enter", See("Today")),
        *("Dana Okafor, curator, City Museum", "enter", See("Timeline")),
        *("b", "in 2 hours", "ctrl+o", See("3 Prepare")),
        *("How people get in", "enter", "Is a degree needed", "enter", "enter", See("Bank")),
        *("space", "space", "space", "right", "space", "space", "1", See(r"\[1 Today\]")),
        *("s", AGAIN, "s", See("F10 end")),
        *(key for note in NOTES for key in (note, "enter")),
        *("enter", "enter", "enter", "enter", "enter", "up", "down"),
        *("f10", AGAIN, "f10", See("Debrief")),
        *(key for answer in ANSWERS[:-1] for key in (answer, "enter")),
        *(ANSWERS[-1], "ctrl+o", See("Thank-you to Dana")),
        *("made me look at evening courses", "tab", "ask the polytechnic", "ctrl+o"),
        *("s", See(r"\[1 Today\]"), "2", "down", "up", "6", "7", "1"),
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
        for step in steps():
            pressed += _take(tty, step)
        tty.wait(r"\[1 Today\]")
        return len(tty.raw), pressed, tty.memory()


def _take(tty: Measured, key: Step) -> int:
    """Do a step; returns how many keys it was."""
    if isinstance(key, See):
        tty.wait(key)
        return 0
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
