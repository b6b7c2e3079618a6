"""Where this process writes from: the terminal that another window names a change by."""

from __future__ import annotations

import os
from functools import cache

NO_TERMINAL = "a shell"
"""What a process without a terminal is called: a timer's, or a pipe's."""


@cache
def terminal() -> str:
    """Return the short name of this process's terminal (`pts/3`), "" where it has none."""
    # Not the input alone: it may be a file that is read as notes.
    for descriptor in (0, 2, 1):
        try:
            return os.ttyname(descriptor).removeprefix("/dev/")
        except OSError:
            continue
    return ""


def called(terminal: str) -> str:
    """Return what a stored terminal is called on the screen."""
    return terminal.removeprefix("/dev/") or NO_TERMINAL
