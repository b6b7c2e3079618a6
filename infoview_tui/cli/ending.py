"""How a run ends that its user can cause: one line on stderr, and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TypeVar

from infoview_tui.errors import AmbiguousError, InfoviewError

T = TypeVar("T")


def told(work: Callable[[], T]) -> T:
    """Do something; what goes wrong in it is told in one line, and ends with exit code 1."""
    try:
        return work()
    except InfoviewError as error:
        candidates = error.candidates if isinstance(error, AmbiguousError) else ()
        code, lines = 1, (str(error), *candidates)
    except KeyboardInterrupt:
        code, lines = 130, ()
    except BrokenPipeError:
        # click ends quietly when the reader of a pipe is gone.
        raise
    except OSError as error:
        _give_up_stdout()
        why = error.strerror or str(error)
        # Storage says what goes wrong in it; what is left has no name.
        unnamed = f"The output cannot be written: {why}. What was saved before it is kept."
        named = f"That did not work: {error.filename}: {why}."
        code, lines = 1, (named if error.filename else unnamed,)
    # Only now: an error that another is raised from keeps what it was about open.
    raise ended(code, *lines)


def _give_up_stdout() -> None:
    try:
        sys.stdout.flush()
    except OSError:
        # Else Python tries again at the end, in words of its own.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def ended(code: int, *lines: str) -> SystemExit:
    """Put the lines on stderr and return what ends the process with that exit code."""
    # What draws the first screen says nothing here, and need not wait for what says it.
    from infoview_tui.cli.output import say

    for line in lines:
        say(line)
    return SystemExit(code)
