"""A way through the program: keys, and what is to be on the screen between them."""

from __future__ import annotations

import time
from collections.abc import Iterable

from .measured import Measured

AGAIN = "again"
"""Stands for a pause after which the same key confirms."""
CONFIRM_AFTER = 0.4
NAMED = {
    *("enter", "escape", "tab", "space", "left", "right", "up", "down"),
    *("ctrl+o", "ctrl+t", "f9", "f10"),
}


class See(str):
    """What is to be on the screen by now, as a regular expression."""


Step = str | See


def go(tty: Measured, steps: Iterable[Step]) -> int:
    """Press every key, wait for everything that is to be seen; returns how many keys it was."""
    return sum(_take(tty, step) for step in steps)


def _take(tty: Measured, step: Step) -> int:
    if isinstance(step, See):
        tty.wait(step, 30)
        return 0
    if step == AGAIN:
        time.sleep(CONFIRM_AFTER)
        return 0
    keys = [step] if step in NAMED else list(step)
    tty.presses(*keys)
    return len(keys)
