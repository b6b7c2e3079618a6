"""`infoview timer`: the countdown alone, for whoever wants no more."""

from __future__ import annotations

import click

from infoview_tui.cli.launch import need_terminal, open_app
from infoview_tui.cli.run import Run
from infoview_tui.domain.interviews import DEFAULT_MINUTES


@click.command()
@click.argument("length", nargs=-1, metavar="[MINUTES|HH:MM]")
@click.pass_context
def timer(ctx: click.Context, length: tuple[str, ...]) -> None:
    """Count down, without an interview; nothing is stored.

    MINUTES is 20 without it, or such as 1h5m; HH:MM is when it is to end. How long it ran is told
    on stderr.
    """
    from infoview_tui.domain.lengths import parse_length
    from infoview_tui.timekeeper import utc_now

    run: Run = ctx.obj
    now = utc_now().astimezone(run.config.zone)
    span = parse_length(" ".join(length) if length else str(DEFAULT_MINUTES), now)
    need_terminal()
    ctx.exit(open_app(run.paths, run.config, ("timer", {"length": span})))
