"""`infoview backup` and `infoview restore`: a verified copy now, and one put back."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from infoview_tui.cli.output import print_line, say
from infoview_tui.cli.run import Run
from infoview_tui.errors import InfoviewError, RefusedError

if TYPE_CHECKING:
    from infoview_tui.storage.restore import Restored

WORD = "restore"
_SHOWN = ("people", "interviews", "notes", "letters")


@click.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def backup(run: Run, path: Path | None) -> None:
    """Make a backup now, and print its path.

    Without PATH it goes into the folder `backups` beside the database, where the app puts its own.
    PATH is another folder or a new file.
    """
    from infoview_tui.storage.backup import back_up, back_up_to, rescue

    database, now = run.paths.database, datetime.now(UTC)
    if not database.exists():
        raise RefusedError(
            f"There is no {database}, so there is nothing to back up. "
            f"{rescue(database) or 'The first note makes it.'}"
        )
    run.unlock()
    made = back_up(database, now) if path is None else back_up_to(database, path.absolute(), now)
    print_line(str(made))


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask, not even while a meeting runs.")
@click.pass_obj
def restore(run: Run, path: Path, yes: bool) -> None:
    """Put the backup PATH in the place of the database.

    What is there is kept: as a backup, or where it is damaged, moved aside. Windows that are open
    show what was put back.
    """
    from infoview_tui.storage.restore import check_source, restore

    database, source = run.paths.database, path.absolute()
    run.unlock(source)
    run.unlock()
    check_source(source, database)
    if not yes:
        _refuse_in_a_meeting(run)
        _ask(source, database)
    _tell(restore(source, database, datetime.now(UTC)), source, database)


def _refuse_in_a_meeting(run: Run) -> None:
    from infoview_tui.services.lookup import running_interview
    from infoview_tui.storage.restore import is_current

    running = None
    # What cannot be asked is what one restores; an older schema is not to be upgraded for this.
    if is_current(run.paths.database):
        try:
            with run.opened() as work:
                running = running_interview(work.store, work.now, work.timekeeper.boot())
        except InfoviewError:
            return
    if running is not None:
        raise RefusedError(
            f"A meeting with {running.who} is running in {run.paths.database}. End it first, or "
            "say --yes."
        )


def _ask(source: Path, database: Path) -> None:
    if not sys.stdin.isatty():
        raise RefusedError("A restore wants a terminal to ask on, or --yes.")
    say(f"{source} will take the place of {database}; what is there is kept as a backup.")
    typed = click.prompt(f"Type {WORD} to do it", default="", show_default=False, err=True)
    if typed.strip() != WORD:
        raise RefusedError("Nothing was changed.")


def _tell(done: Restored, source: Path, database: Path) -> None:
    rows = ", ".join(f"{name} {done.rows.get(name, 0)}" for name in _SHOWN)
    say(f"{source} was put back into {database}: {rows}.")
    if done.safety is not None:
        say(f"What was there before is in {done.safety}.")
    if done.aside is not None:
        say(
            f"What was there before is {done.aside}. Close the windows that were open and open "
            "them again."
        )
