"""The command line: `infoview` opens the app, its sub-commands do one thing each from any shell."""

from __future__ import annotations

import atexit
import gc
import io
import os
import resource
import sys
from collections.abc import Sequence

from infoview_tui.cli.run import Run
from infoview_tui.errors import place_of

FAULT = "That is a fault of infoview; everything saved is kept."


def opens_the_app(words: Sequence[str]) -> Run | None:
    """Return the run of a command line that only opens the app; None where it says more.

    The library that reads command lines is left to those: the first screen need not wait for it.
    """
    if "_INFOVIEW_COMPLETE" in os.environ:
        # A shell asks click what may follow; it gives no arguments.
        return None
    given = {
        "--database": os.environ.get("INFOVIEW_DATABASE") or None,
        "--config": os.environ.get("INFOVIEW_CONFIG") or None,
    }
    left = iter(words)
    for word in left:
        name, sign, value = word.partition("=")
        if name in given:
            given[name] = value if sign else next(left, "")
            if not given[name]:
                return None
        elif word != "--no-mouse":
            return None
    return Run(given["--database"], given["--config"])


def _open_today(run: Run) -> int:
    # Read here, where ctrl+c meanwhile ends it quietly.
    from infoview_tui.cli.launch import open_today

    return open_today(run)


def main() -> None:
    """Run the command line (the console script); nobody else may read what it writes."""
    os.umask(0o077)
    # The memory of a process that is killed has the words in it.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Most commands end before collecting garbage pays, at their end least of all; what lasts
    # (the app, a stream of notes) turns it on again.
    gc.disable()
    atexit.register(gc.freeze)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal of few letters gets the codes of the others instead of a traceback.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        alone = opens_the_app(sys.argv[1:])
        if alone is None:
            from infoview_tui.cli.group import group

            group(prog_name="infoview")
        else:
            from infoview_tui.cli.ending import told

            sys.exit(told(lambda: _open_today(alone)))
    except Exception as error:
        from infoview_tui.cli.output import say

        # A traceback ends in the words of the error, which may be those of a note.
        say(f"infoview had to stop: {type(error).__name__} in {place_of(error)}. {FAULT}")
        sys.exit(1)
