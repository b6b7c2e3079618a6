"""Backups while the app runs: on a thread of their own, so that nobody waits for them."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from infoview_tui.errors import StorageError

PERIOD_SECONDS = 30 * 60
AGAIN_SECONDS = 5 * 60
"""How soon it is tried again after a backup that failed."""
START_SECONDS = 1.0
"""How long the first one leaves the start alone."""


class BackupKeeper(threading.Thread):
    """Makes a backup at the start and then every 30 minutes, if something was saved since.

    `begin` starts it.
    """

    def __init__(self, database: Path, start_seconds: float = START_SECONDS) -> None:
        super().__init__(name="backups", daemon=True)
        self.database = database
        self._start_seconds = start_seconds
        self._warn: Callable[[str], None] = lambda _text: None
        self._stopped = threading.Event()

    def begin(self, warn: Callable[[str], None]) -> None:
        """Start; `warn` is told, on this thread, why there is no backup, "" once there is one."""
        self._warn = warn
        self.start()

    def run(self) -> None:
        """Back up until told to stop."""
        rest = self._start_seconds
        while not self._stopped.wait(rest):
            why = self._back_up()
            # The window may be closed by now.
            with contextlib.suppress(Exception):
                self._warn(why)
            rest = AGAIN_SECONDS if why else PERIOD_SECONDS

    def _back_up(self) -> str:
        from infoview_tui.storage.backup import back_up_if_changed

        try:
            back_up_if_changed(self.database, datetime.now(UTC))
        except StorageError as error:
            return error.reason
        except Exception as error:
            return f"a fault of infoview, {type(error).__name__}"
        return ""

    def stop(self) -> None:
        """Make no more of them; one under way gets a second, its half file goes with the next."""
        self._stopped.set()
        if self.is_alive():
            self.join(1.0)
