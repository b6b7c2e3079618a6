"""`infoview me`: what letters say of you."""

from __future__ import annotations

import click

from infoview_tui.cli.output import json_option, print_json, print_rows
from infoview_tui.cli.run import Run
from infoview_tui.services.me import DETAILS, change_details, details


@click.command()
@click.option("--name", metavar="TEXT", help="Letters are signed with it.")
@click.option("--line", metavar="TEXT", help="Who you are, in half a sentence.")
@click.option("--phone", metavar="TEXT", help="Stands in the confirmation.")
@click.option("--exploring", metavar="TEXT", help="The field you want to learn about.")
@json_option
@click.pass_obj
def me(run: Run, /, as_json: bool, **values: str | None) -> None:
    """Show what letters say of you, or change what is given."""
    given = {name: text for name, text in values.items() if text is not None}
    with run.opened() as work:
        if given:
            change_details(work.store, work.now, given)
        known = details(work.store)
    if as_json:
        print_json(known)
    else:
        print_rows([(label, known[name] or "-") for name, label in DETAILS.items()], "")
