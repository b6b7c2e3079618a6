"""The app with a fault in it, to see what its user is told: in a page, or where keys are read.

It is run with the database and `page`, `first` (before the page is there) or `keyboard`.
"""

import os
import sys
from pathlib import Path

from infoview_tui.app import run
from infoview_tui.config import Config
from infoview_tui.screens.today import TodayPage
from infoview_tui.services.desk import set_up
from infoview_tui.terminal.driver import LeanDriver


async def fail(self: TodayPage) -> None:
    secret = "what she said about the flood"
    raise ZeroDivisionError(f"{secret!r} in {self}")


def fail_to_read(self: LeanDriver) -> None:
    while not os.read(self.fileno, 99).endswith(b"\x0c"):
        pass
    raise ZeroDivisionError("what she said about the flood")


if sys.argv[2] == "page":
    TodayPage.do_repaint = fail  # type: ignore[assignment]
elif sys.argv[2] == "first":
    TodayPage.load = fail  # type: ignore[method-assign]
else:
    LeanDriver.run_input_thread = fail_to_read  # type: ignore[method-assign]
sys.exit(run(set_up(Path(sys.argv[1]), Config())))
