"""`infoview demo`: the app on a rich example, away from the user's own data."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import click
from click.core import ParameterSource

from infoview_tui.cli.launch import need_terminal, open_app
from infoview_tui.cli.output import say
from infoview_tui.cli.run import Run
from infoview_tui.errors import RefusedError


@click.command()
@click.option("--database", metavar="PATH", help="Keep the example in this new file.")
@click.pass_context
def demo(ctx: click.Context, database: str | None) -> None:
    """Open the app on a rich example; it is thrown away on leaving, unless --database is given."""
    run: Run = ctx.obj
    need_terminal()
    # The environment names the user's own database, which no example may go into.
    named = ctx.find_root().get_parameter_source("database") is ParameterSource.COMMANDLINE
    wanted = database or (run.database if named else None)
    if wanted:
        ctx.exit(_open_on(Run(wanted, run.config_file)))
    folder = tempfile.mkdtemp(prefix="infoview-demo-")
    try:
        ctx.exit(_open_on(Run(str(Path(folder, "demo.db")), run.config_file)))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _open_on(run: Run) -> int:
    from infoview_tui.services.example import load_example

    path = run.paths.database
    if path.exists() and (path.is_dir() or path.stat().st_size):
        raise RefusedError(f"{path} has something in it; the example wants a new file.")
    with run.opened() as work:
        load_example(work.store, work.now, work.zone)
    say(f"The example is in {path}.")
    return open_app(run.paths, run.config, None, backups=False)
