"""`infoview notes`: what was written down, for scripts and for mending a slip."""

from __future__ import annotations

import click

from infoview_tui.cli.output import ID, iso, json_option, print_json, print_rows, say, stamp
from infoview_tui.cli.run import DASHES, Run, reference
from infoview_tui.domain.notes import SIGNS
from infoview_tui.domain.wording import mmss
from infoview_tui.services.notes import delete_note, edit_note


@click.group()
def notes() -> None:
    """List, change and delete notes."""


@notes.command("list")
@click.option("--interview", metavar="INTERVIEW", type=reference, help="Those of one interview.")
@click.option("--person", metavar="PERSON", type=reference, help="Those of one person.")
@json_option
@click.pass_obj
def list_notes(run: Run, interview: str | None, person: str | None, as_json: bool) -> None:
    """List notes by time."""
    with run.opened() as work:
        conditions, arguments = ["1"], []
        if interview is not None:
            conditions.append("t.interview_id=?")
            arguments.append(work.interview(interview).id)
        if person is not None:
            conditions.append(
                "(t.person_id=? or t.interview_id in"
                " (select interview_id from interview_people where person_id=?))"
            )
            arguments += [work.person(person).id] * 2
        found = work.store.notes.where(" and ".join(conditions), *arguments, order="t.at, t.id")
        zone = work.zone
    if as_json:
        print_json(
            [
                {
                    "id": note.id,
                    "interview_id": note.interview_id,
                    "person_id": note.person_id,
                    "question_id": note.item_id,
                    "kind": note.kind,
                    "body": note.body,
                    "at": iso(note.at, zone),
                    "offset_seconds": note.offset_seconds,
                }
                for note in found
            ]
        )
        return
    print_rows(
        [
            (
                note.id,
                stamp(note.at, zone),
                "" if note.offset_seconds is None else mmss(note.offset_seconds),
                f"{SIGNS.get(note.kind, ' ')} {note.body}",
            )
            for note in found
        ],
        "No notes. infoview note TEXT writes one down.",
    )


@notes.command(context_settings=DASHES)
@click.argument("id", type=ID)
@click.argument("text", nargs=-1, required=True)
@click.pass_obj
def edit(run: Run, id: int, text: tuple[str, ...]) -> None:
    """Put TEXT in place of note ID; its first character gives the kind, as in a meeting."""
    with run.opened() as work:
        changed = edit_note(work.store, work.now, id, " ".join(text), work.zone)
    say(f"Note {id} is now: {SIGNS.get(changed.kind, '')} {changed.body}")


@notes.command()
@click.argument("id", type=ID)
@click.pass_obj
def delete(run: Run, id: int) -> None:
    """Delete note ID, with the promise or advice that followed from it."""
    with run.opened() as work:
        gone = delete_note(work.store, work.now, id)
    say(f"Deleted: {gone.body}")
