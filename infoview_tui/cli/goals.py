"""`infoview goals`: what you want to know, of whom you asked it, and what they answered."""

from __future__ import annotations

import click

from infoview_tui.cli.output import iso, json_option, print_json, print_rows
from infoview_tui.cli.run import Run
from infoview_tui.domain.preparation import GoalState
from infoview_tui.domain.threads import asked_words
from infoview_tui.services.goals import answers, goal_threads


@click.group()
def goals() -> None:
    """What you want to know, whoever is asked."""


@goals.command("list")
@click.option("--open", "only_open", is_flag=True, help="Leave out what somebody answered.")
@json_option
@click.pass_obj
def list_goals(run: Run, only_open: bool, as_json: bool) -> None:
    """List the goals of interviews that are over, those asked last first.

    With --json each has the notes that answered it, by person.
    """
    with run.opened() as work:
        found = [
            thread
            for thread in goal_threads(work.store)
            if not (only_open and thread.state is GoalState.ANSWERED)
        ]
        told = [answers(work.store, thread) for thread in found] if as_json else []
        zone = work.zone
    if not as_json:
        print_rows(
            [(thread.state, thread.text, asked_words(thread)) for thread in found],
            "No goal was asked of anybody yet.",
        )
        return
    print_json(
        [
            {
                "goal": thread.text,
                "state": thread.state,
                "asked": [
                    {
                        "who": each.asked.who,
                        "interview_id": each.asked.interview_id,
                        "at": iso(each.asked.at, zone),
                        "state": each.asked.state,
                        "answers": [
                            {"note_id": note.id, "kind": note.kind, "body": note.body}
                            for note in each.notes
                        ],
                    }
                    for each in answered
                ],
            }
            for thread, answered in zip(found, told, strict=True)
        ]
    )
