"""`infoview interviews brief`: all of an interview on one screen, for the minutes before."""

from __future__ import annotations

import click

from infoview_tui.cli.run import Run, reference
from infoview_tui.domain.text import neutral


@click.command()
@click.argument("interview", type=reference)
@click.pass_obj
def brief(run: Run, interview: str) -> None:
    """Print what to look at before INTERVIEW: how you know each other, what to say and to ask."""
    from infoview_tui.services.brief import brief as gather
    from infoview_tui.services.brief_text import plain

    with run.opened() as work:
        found = gather(work.store, work.now, work.interview(interview).id)
        now = work.local_now
    click.echo(neutral(plain(found, now)), nl=False)
