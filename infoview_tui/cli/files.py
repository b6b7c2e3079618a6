"""`infoview locate` and `infoview config`: which files this run works with, and whether they do."""

from __future__ import annotations

import click

from infoview_tui.cli.output import json_option, print_json, print_line, say
from infoview_tui.cli.run import Run
from infoview_tui.paths import backup_folder


@click.command()
@json_option
@click.pass_obj
def locate(run: Run, as_json: bool) -> None:
    """Print where the database, its backups and the config file are, or would be."""
    places = {
        "database": run.paths.database,
        "config": run.paths.config,
        "backups": backup_folder(run.paths.database),
    }
    if as_json:
        print_json(
            [
                {"name": name, "path": str(path.absolute()), "exists": path.exists()}
                for name, path in places.items()
            ]
        )
        return
    for name, path in places.items():
        print_line(f"{name}: {path.absolute()}")
        if not path.exists():
            are = "are" if name == "backups" else "file is"
            say(f"The {name} {are} not there yet.")


@click.group()
def config() -> None:
    """The config file."""


@config.command()
@click.pass_obj
def check(run: Run) -> None:
    """Read the config file, and your own letters beside it, and say what is wrong with them."""
    from infoview_tui.content.library import use_letters
    from infoview_tui.paths import letters_path

    settings = run.config
    path = run.paths.config
    say(f"{path} is sound." if path.exists() else f"There is no {path}; the defaults hold.")
    say(f"The time zone is {settings.zone}.")
    letters = letters_path(run.paths)
    use_letters(letters)
    if letters.exists():
        say(f"{letters} is sound.")
