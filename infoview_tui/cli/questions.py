"""`infoview questions`: the checklist of one interview."""

from __future__ import annotations

import click

from infoview_tui.cli.output import json_option, print_json, print_rows, say
from infoview_tui.cli.run import DASHES, Run, reference
from infoview_tui.domain.preparation import ItemKind, labels
from infoview_tui.services.prepare import add_question, preparation


@click.group()
def questions() -> None:
    """The questions of an interview."""


@questions.command(context_settings=DASHES)
@click.option("--backup", is_flag=True, help="For spare time only.")
@click.argument("interview", type=reference)
@click.argument("text", nargs=-1, required=True)
@click.pass_obj
def add(run: Run, backup: bool, interview: str, text: tuple[str, ...]) -> None:
    """Add one question, TEXT, to the list of INTERVIEW and print its id."""
    kind = ItemKind.BACKUP if backup else ItemKind.CORE
    with run.opened() as work:
        talk = work.interview(interview)
        id = add_question(work.store, work.now, talk.id, " ".join(text), kind=kind)
    click.echo(id)
    say(f"A {kind} question for {talk.who}.")


@questions.command("list")
@click.argument("interview", type=reference)
@json_option
@click.pass_obj
def list_questions(run: Run, interview: str, as_json: bool) -> None:
    """List the questions of INTERVIEW: core first, then backup."""
    with run.opened() as work:
        talk = work.interview(interview)
        prepared = preparation(work.store, talk.id)
        notes = work.store.notes.where("t.interview_id=? and t.item_id is not null", talk.id)
    goals = {goal.id: goal.text for goal in prepared.goals}
    if as_json:
        print_json(
            [
                {
                    "id": item.id,
                    "position": position,
                    "text": item.text,
                    "goal": goals.get(item.goal_id or 0),
                    "kind": item.kind,
                    "state": item.state,
                    "note_ids": [note.id for note in notes if note.item_id == item.id],
                }
                for position, item in enumerate(prepared.items, 1)
            ]
        )
        return
    names = labels(prepared.items)
    print_rows(
        [(item.id, names[item.id], item.state, item.text) for item in prepared.items],
        f"No questions yet. infoview questions add {talk.id} TEXT adds one.",
    )
