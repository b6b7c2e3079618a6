"""`infoview today`: what is due, for the shell, for scripts and for cron."""

from __future__ import annotations

from datetime import datetime

import click

from infoview_tui.cli.output import iso, json_option, print_json, print_rows
from infoview_tui.cli.run import Run
from infoview_tui.domain.due import Due, Group
from infoview_tui.services.today import due_rows

OVERDUE = 3


@click.command()
@json_option
@click.option("--count", is_flag=True, help="Print only how many are due by today.")
@click.option("--check", is_flag=True, help="Exit with 3 when something is overdue.")
@click.pass_context
def today(ctx: click.Context, as_json: bool, count: bool, check: bool) -> None:
    """List what is due, what comes in the next 7 days, and the inbox."""
    run: Run = ctx.obj
    with run.opened() as work:
        rows = due_rows(work.store, work.now, work.zone, work.config.habits)
        zone = work.zone
    if count:
        click.echo(sum(row.group is Group.DUE for row in rows))
    elif as_json:
        print_json(
            [
                {
                    "kind": row.kind,
                    "person": row.person,
                    "person_id": row.person_id,
                    "interview_id": row.interview_id,
                    "due": iso(row.due, zone) if isinstance(row.due, datetime) else _day(row),
                    "overdue": row.overdue,
                    "why": row.why,
                }
                for row in rows
            ]
        )
    else:
        print_rows(
            [(row.group, row.badge, row.what, row.why) for row in rows],
            "Nothing is due.",
        )
    if check and any(row.overdue for row in rows):
        ctx.exit(OVERDUE)


def _day(row: Due) -> str | None:
    return row.due.isoformat() if row.due else None
