"""Starting the full-screen app from a command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from infoview_tui import tidying
from infoview_tui.cli.ending import ended
from infoview_tui.content.library import use_letters
from infoview_tui.paths import letters_path
from infoview_tui.services.desk import set_up
from infoview_tui.storage.connection import looks_encrypted
from infoview_tui.terminal.environment import prepare_environment, refuse_reason

if TYPE_CHECKING:
    from infoview_tui.cli.run import Run
    from infoview_tui.config import Config
    from infoview_tui.paths import Paths
    from infoview_tui.services.desk import Desk


def need_terminal() -> None:
    """End with exit code 2 and one sentence where the app cannot run."""
    reason = refuse_reason()
    if reason:
        raise ended(2, reason)


def open_today(run: Run) -> int:
    """Open the app on Today and return its exit code."""
    need_terminal()
    return open_app(run.paths, run.config, None)


def open_app(
    paths: Paths,
    config: Config,
    open_at: tuple[str, dict[str, Any]] | None,
    *,
    backups: bool = True,
) -> int:
    """Run the app until it is left and return its exit code; `open_at` None is Today."""
    if looks_encrypted(paths.database):
        from infoview_tui.cli.unlock import unlock

        unlock(paths, config)
    use_letters(letters_path(paths))
    prepare_environment(config.colours)
    desk = set_up(paths.database, config)
    try:
        if open_at is None:
            _read_today(desk)
        # Only now: Textual reads the environment when it is imported.
        from infoview_tui.app import run

        tidying.begin()
        return run(desk, open_at=open_at, backups=backups)
    finally:
        desk.storage.close()


def _read_today(desk: Desk) -> None:
    """Read the first screen on another thread while the libraries that draw it are read."""
    from infoview_tui.services.desk import revision
    from infoview_tui.services.start import at_start
    from infoview_tui.services.today import first_rows

    desk.begin(at_start, desk.zone)
    desk.begin(revision)
    desk.begin(first_rows, desk.now(), desk.zone)
