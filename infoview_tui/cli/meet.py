"""`infoview meet`: straight into a meeting, the clock running before the screen is up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from infoview_tui.cli.launch import need_terminal, open_app
from infoview_tui.cli.output import say
from infoview_tui.cli.run import Run, Work, reference
from infoview_tui.services.lookup import meeting_for_today
from infoview_tui.services.meeting import start
from infoview_tui.services.on_the_spot import meet_now

if TYPE_CHECKING:
    from infoview_tui.domain.interviews import Interview


@click.command()
@click.argument("interview", type=reference, required=False)
@click.option("--with", "name", metavar="NAME", type=reference, help="Meet somebody now.")
@click.option("--minutes", type=int, metavar="N", help="With --with: the agreed minutes.  [20]")
@click.pass_context
def meet(ctx: click.Context, interview: str | None, name: str | None, minutes: int | None) -> None:
    """Open the meeting screen of INTERVIEW with the clock running, whatever the booked time.

    Without INTERVIEW it is the running one, else the next of today. One that has ended, or was
    left running for hours, opens its debrief. --with makes the interview on the spot, and the
    person where the name is new ("name, role, organisation"); what runs with them or is booked
    within the hour is taken for it.
    """
    if interview is not None and name is not None:
        raise click.UsageError("Give an INTERVIEW or --with NAME, not both.")
    if minutes is not None and name is None:
        raise click.UsageError("--minutes goes with --with NAME.")
    need_terminal()
    run: Run = ctx.obj
    with run.opened() as work:
        if name is not None:
            boot = work.timekeeper.boot()
            met = meet_now(work.store, work.now, work.zone, name, minutes, boot)
            taken = work.store.interviews.get(met.interview_id)
        else:
            taken = _wanted(work, interview)
        over = taken.ended_at or taken.forgotten(work.now)
        screen = "debrief" if over else "meeting"
        if screen == "meeting":
            start(work.store, work.now, taken.id, work.timekeeper.boot())
    say(f"Interview {taken.id} with {taken.who}.")
    ctx.exit(open_app(run.paths, run.config, (screen, {"interview_id": taken.id})))


def _wanted(work: Work, text: str | None) -> Interview:
    from infoview_tui.services.lookup import find_interview

    if text is None:
        return meeting_for_today(work.store, work.now, work.zone)
    return find_interview(work.store, text, work.now)
