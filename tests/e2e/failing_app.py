"""The app with a fault in it, to see what its user is told: run with the database as argument."""

import sys
from pathlib import Path

from infoview_tui.app import run
from infoview_tui.config import Config
from infoview_tui.paths import Paths
from infoview_tui.screens.today import TodayPage


async def fail(self: TodayPage) -> None:
    secret = "what she said about the flood"
    raise ZeroDivisionError(f"{secret!r} in {self}")


TodayPage.do_repaint = fail  # type: ignore[assignment]
sys.exit(run(Paths(Path(sys.argv[1]), Path("/nowhere")), Config()))
