"""`infoview advice`: what people advised, and what came of it."""

from __future__ import annotations

import click

from infoview_tui.cli.output import ID, iso, json_option, print_json, print_rows, say
from infoview_tui.cli.run import DASHES, Run
from infoview_tui.domain.followup import AdviceState
from infoview_tui.services.advice import all_advice, set_advice


def _state(text: str) -> AdviceState:
    try:
        return AdviceState(text.strip().lower().replace("-", " "))
    except ValueError:
        words = ", ".join(state.replace(" ", "-") for state in AdviceState)
        raise click.BadParameter(f"A state is one of {words}.") from None


@click.group()
def advice() -> None:
    """The advice you were given, and what came of it."""


@advice.command("list")
@json_option
@click.pass_obj
def list_advice(run: Run, as_json: bool) -> None:
    """List advice, what there is to tell first."""
    with run.opened() as work:
        found = all_advice(work.store)
        zone = work.zone
    if as_json:
        print_json(
            [
                {
                    "id": given.advice.id,
                    "person": given.person,
                    "person_id": given.advice.person_id,
                    "interview_id": given.advice.interview_id,
                    "body": given.advice.body,
                    "state": given.advice.state,
                    "result": given.advice.result,
                    "moved_at": iso(given.advice.moved_at, zone),
                    "reported_at": iso(given.advice.reported_at, zone),
                }
                for given in found
            ]
        )
        return
    print_rows(
        [
            (
                given.advice.id,
                given.advice.state,
                given.person,
                given.advice.body,
                given.advice.result,
            )
            for given in found
        ],
        "No advice. A note that begins with + is kept here.",
    )


@advice.command("set", context_settings=DASHES)
@click.argument("advice_id", metavar="ID", type=ID)
@click.argument("state", type=_state)
@click.option("--result", metavar="TEXT", help="What came of it.")
@click.pass_obj
def set_state(run: Run, advice_id: int, state: AdviceState, result: str | None) -> None:
    """Say what became of advice: to-try, trying, done or not-for-me."""
    with run.opened() as work:
        changed = set_advice(work.store, work.now, advice_id, state, result)
    say(f"{changed.state.capitalize()}: {changed.body}")
