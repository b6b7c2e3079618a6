"""`infoview example`: the practice example inside the user's own database."""

from __future__ import annotations

import click

from infoview_tui.cli.output import say
from infoview_tui.cli.run import Run
from infoview_tui.domain.wording import plural


@click.group()
def example() -> None:
    """The practice example in your own database."""


@example.command()
@click.pass_obj
def remove(run: Run) -> None:
    """Take the practice example out; what you added yourself stays."""
    from infoview_tui.services.example import remove_example

    with run.opened() as work:
        gone = remove_example(work.store, work.now)
    say(f"The example is removed: {plural(gone, 'row')}.")
