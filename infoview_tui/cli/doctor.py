"""`infoview doctor`: one line for each thing that keeps words safe, and the next step."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import click

from infoview_tui.cli.output import json_option, print_json, print_line
from infoview_tui.cli.run import Run
from infoview_tui.domain.checks import Check, State, bad, guarded, ok, warn
from infoview_tui.errors import InfoviewError
from infoview_tui.terminal.environment import refuse_reason, wants_ascii

LEAST = (40, 10)


@click.command()
@click.option("--repair", is_flag=True, help="Mend what is safe to mend, and say each thing.")
@json_option
@click.pass_context
def doctor(ctx: click.Context, repair: bool, as_json: bool) -> None:
    """Look whether everything is sound; without --repair nothing is written.

    One line for each thing: ok, warn or bad, what it is, and a sentence with the next step. Exit
    codes: 0 sound, 1 warnings, 2 something is broken.

    --repair keeps others out of the files, removes copies that were never finished, takes back a
    write that was cut off, takes in words that waited outside, and builds indexes anew. Of a
    damaged database it saves what can be read into a new file; the damaged one stays as it is.
    """
    locked = list(_unlock(ctx.obj))
    found = [*locked, *(_repair(ctx.obj) if repair and not locked else ()), *_examine(ctx.obj)]
    if as_json:
        print_json([{"check": c.check, "state": c.state, "message": c.message} for c in found])
    else:
        for check in found:
            print_line(f"{check.state:4}  {check.check:10}  {check.message}")
    states = {check.state for check in found}
    ctx.exit(2 if State.BAD in states else 1 if State.WARN in states else 0)


def _unlock(run: Run) -> Iterator[Check]:
    try:
        _paths = run.paths
    except InfoviewError:
        # The look that follows says so.
        return
    try:
        run.unlock()
    except InfoviewError as error:
        yield bad("passphrase", str(error))


def _examine(run: Run) -> Iterator[Check]:
    from infoview_tui.services.doctor import examine

    try:
        paths = run.paths
    except InfoviewError as error:
        yield bad("database", str(error))
    else:
        yield from examine(paths, datetime.now(UTC))
    yield from guarded("terminal", _terminal)


def _repair(run: Run) -> Iterator[Check]:
    from infoview_tui.config import Config
    from infoview_tui.services.repair import repair

    try:
        paths = run.paths
    except InfoviewError:
        # The look that follows says so.
        return
    try:
        zone = run.config.zone
    except InfoviewError:
        zone = Config().zone
    yield from repair(paths, datetime.now(UTC), zone)


def _terminal() -> Iterator[Check]:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        yield ok("terminal", "Not looked at: the output goes elsewhere.")
        return
    width, height = os.get_terminal_size(sys.stdout.fileno())
    refused = refuse_reason()
    if refused:
        yield warn("terminal", refused)
    elif width < LEAST[0] or height < LEAST[1]:
        yield warn(
            "terminal",
            f"The window is {width}x{height}, and the app wants {LEAST[0]}x{LEAST[1]}; widen it.",
        )
    else:
        signs = "ASCII signs, the locale is not UTF-8" if wants_ascii() else "all signs"
        yield ok("terminal", f"TERM is {os.environ.get('TERM')}, {width}x{height}, {signs}.")
