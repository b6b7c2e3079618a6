"""`infoview promises`: what is owed, both ways."""

from __future__ import annotations

import click

from infoview_tui.cli.output import iso, json_option, print_json, print_rows
from infoview_tui.cli.run import Run
from infoview_tui.domain.wording import due_word
from infoview_tui.services.promises import all_promises


@click.group()
def promises() -> None:
    """What you owe, and what was offered to you."""


@promises.command("list")
@json_option
@click.pass_obj
def list_promises(run: Run, as_json: bool) -> None:
    """List promises by due day, kept ones too."""
    with run.opened() as work:
        found = all_promises(work.store)
        zone, today = work.zone, work.local_now.date()
    if as_json:
        print_json(
            [
                {
                    "id": promise.id,
                    "side": promise.side,
                    "person": promise.person,
                    "person_id": promise.person_id,
                    "interview_id": promise.interview_id,
                    "body": promise.body,
                    "due": promise.due.isoformat(),
                    "overdue": promise.kept_at is None and promise.due < today,
                    "kept_at": iso(promise.kept_at, zone),
                }
                for promise in found
            ]
        )
        return
    print_rows(
        [
            (
                promise.id,
                "kept" if promise.kept_at else due_word(promise.due, today),
                promise.side,
                promise.person,
                promise.body,
            )
            for promise in found
        ],
        "No promises. A note that begins with > or < becomes one.",
    )
