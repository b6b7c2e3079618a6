"""The commands by name: each does one thing, from any shell."""

from __future__ import annotations

import importlib
from typing import Any

import click

from infoview_tui import __version__
from infoview_tui.cli.ending import told
from infoview_tui.cli.run import Run

# Modules are named, not imported: a quick note must not wait for the commands it does not use.
COMMANDS = {
    "meet": ("meet", "Open a meeting's screen with its clock running."),
    "note": ("note", "Write a note down, from any shell."),
    "timer": ("timer", "A countdown, without an interview."),
    "today": ("today", "What is due, and why."),
    "people": ("people", "The people you learn from."),
    "interviews": ("interviews", "Book, show, change and call off interviews."),
    "questions": ("questions", "The questions of an interview."),
    "bank": ("bank", "The bank of questions: list, export, import."),
    "goals": ("goals", "What you want to know, of whom you asked it, what they said."),
    "answers": ("answers", "What several people said to one goal or question, side by side."),
    "notes": ("notes", "List, change and delete notes."),
    "promises": ("promises", "What you owe, and what was offered to you."),
    "advice": ("advice", "What you were advised, and what came of it."),
    "shelf": ("shelf", "Things to share, and whom they fit."),
    "gives": ("shelf", "What you gave."),
    "letters": ("letters", "Letters and their drafts."),
    "requests": ("requests", "Those who ask you for a talk."),
    "insights": ("insights", "What came of asking, in numbers."),
    "introductions": ("insights", "Who led to whom, as a tree or a graph."),
    "me": ("me", "What letters say of you."),
    "demo": ("demo", "The app on a rich example, in a throw-away database."),
    "example": ("example", "The practice example in your own database."),
    "trash": ("trash", "What was deleted: list, restore, empty."),
    "backup": ("backup", "Make a verified backup now."),
    "restore": ("backup", "Put a backup back."),
    "encrypt": ("encrypt", "Encrypt the database and its backups with a passphrase."),
    "decrypt": ("encrypt", "Take the encryption off again."),
    "doctor": ("doctor", "Look whether everything is sound, and say what to do."),
    "locate": ("files", "Where everything is."),
    "config": ("files", "The config file."),
    "keys": ("keys", "All keys, by screen."),
}


class Commands(click.Group):
    """The commands by name, each loaded when it is called, and the one place that shows errors."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command; None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"infoview_tui.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what a user can cause ends in one line on stderr and exit code 1."""
        invoke = super().invoke
        return told(lambda: invoke(ctx))


@click.group(cls=Commands, invoke_without_command=True)
@click.option(
    "--database",
    envvar="INFOVIEW_DATABASE",
    metavar="PATH",
    help="The database file.  [env: INFOVIEW_DATABASE]",
)
@click.option(
    "--config",
    envvar="INFOVIEW_CONFIG",
    metavar="PATH",
    help="The config file.  [env: INFOVIEW_CONFIG]",
)
@click.option(
    "--no-mouse",
    is_flag=True,
    expose_value=False,
    help="Leave the mouse to the terminal. That is always so: text is selected as anywhere else.",
)
@click.version_option(__version__)
@click.pass_context
def group(ctx: click.Context, database: str | None, config: str | None) -> None:
    """Information interviews: prepare, meet, thank, keep in touch.

    Without a command the full-screen app opens, on Today.

    A PERSON or INTERVIEW is an id or an unambiguous part of a name. A WHEN is a date as one says
    it: `tomorrow 14:30`, `fri 15:00`, `2026-12-01 15:00`, `+3d`.

    Exit codes: 0 done, 1 refused, 2 wrong usage; `today --check` 3 when something is overdue;
    `doctor` 1 for a warning and 2 for something broken.
    """
    if "" in (database, config):
        raise click.UsageError("--database and --config want the name of a file.")
    ctx.obj = Run(database, config)
    if ctx.invoked_subcommand is None:
        from infoview_tui.cli.launch import open_today

        ctx.exit(open_today(ctx.obj))
