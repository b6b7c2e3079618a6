"""The tape: from the first start to the thank-you, key by key, with the difference and without."""

from __future__ import annotations

from pathlib import Path

from .figures import Figure, Found, Table, number
from .ground import BARE_READY, bare, infoview
from .measured import Measured, median
from .steps import AGAIN, See, Step, go

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
ROUND = (
    *("2", See(r"\[2 People\]"), "5", See(r"\[5 Letters\]"), "6", See(r"\[6 Touch\]")),
    *("7", See(r"\[7 Insights\]"), "1", See(r"\[1 Today\]")),
)
HEAVIEST = 2.2
"""Of the 27 MiB that a bare app weighs: our modules, read in, are 9 more, sqlite-utils with what
it reads 3, SQLite's own 1, pages and what they drew 3, and a fifth of all is room between."""
STARTS = 3
"""How often the bare app is weighed."""


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


def run(place: Path) -> Found:
    """Play the tape."""
    with infoview(place / "lean.db") as tty:
        lean, count = _play(tty)
        memory = tty.memory()
        left = _left_by_pages(tty)
    with infoview(place / "whole.db", full=True) as tty:
        whole, _count = _play(tty)
    floor = median(_floor() for _ in range(STARTS))
    per_key = lean / count
    seen = f"{count} keys; whole frames would be {number(whole / count)}"
    weighed = f"{memory:.0f} MiB, bare {floor:.0f} MiB"
    return Found(
        [
            Figure("the tape, all screens included", per_key, 150, "bytes a key", seen),
            Figure("memory after the tape", memory / floor, HEAVIEST, "x a bare app", weighed),
            Figure("memory that 100 more pages leave", left, 4, "MiB"),
        ],
        [
            Table(
                "The tape",
                ("what is sent", "bytes", "bytes a key", "times as many"),
                (
                    ("what changed", f"{lean:,}", number(per_key), "1"),
                    ("whole frames", f"{whole:,}", number(whole / count), number(whole / lean)),
                ),
                f"One interview from the first start to the thank-you, {count} keys, played on the "
                "program as it is and with `INFOVIEW_FULL_FRAMES=1`, which sends each frame as "
                "Textual's own driver does.",
            )
        ],
    )


def _floor() -> float:
    with bare() as tty:
        tty.first_paint(BARE_READY)
        tty.quiet(0.3, 3)
        return tty.memory()


def _play(tty: Measured) -> tuple[int, int]:
    """Play it to the end; returns the bytes it took and how many keys it was."""
    tty.first_paint("Your name")
    tty.quiet(0.3, 3)
    pressed = go(tty, steps())
    tty.wait(r"\[1 Today\]")
    return len(tty.raw), pressed


def _left_by_pages(tty: Measured) -> float:
    """Go round the places; returns the MiB that were not there after the first round."""
    go(tty, ROUND)
    before = tty.memory()
    go(tty, ROUND * 20)
    return tty.memory() - before
