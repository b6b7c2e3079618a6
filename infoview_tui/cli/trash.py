"""`infoview trash`: what was deleted, and bringing it back or removing it for good."""

from __future__ import annotations

import sys

import click

from infoview_tui.cli.output import iso, json_option, print_json, print_line, print_rows, say, stamp
from infoview_tui.cli.run import MAX_ID, Run
from infoview_tui.domain.wording import plural
from infoview_tui.errors import RefusedError
from infoview_tui.services.trash import bring_back, empty, in_trash, named

WORD = "purge"


@click.group()
def trash() -> None:
    """What was deleted; it rests there until you empty it."""


@trash.command("list")
@json_option
@click.pass_obj
def list_trash(run: Run, as_json: bool) -> None:
    """List what was deleted, the newest first, with how many rows belong to each."""
    with run.opened() as work:
        found = in_trash(work.store)
        zone, now = work.zone, work.local_now
    if as_json:
        print_json(
            [
                {
                    "id": row.key,
                    "kind": row.called,
                    "text": row.words,
                    "person": row.person or None,
                    "person_id": row.person_id,
                    "at": iso(row.at, zone),
                    "deleted_at": iso(row.deleted_at, zone),
                    "rows": row.belongings,
                    "merged_into": row.merged_into or None,
                }
                for row in found
            ]
        )
        return
    print_rows(
        [
            (
                row.key,
                stamp(row.deleted_at, zone),
                row.called,
                row.words or named(row, now),
                f"merged into {row.merged_into}" if row.merged_into else row.person,
                plural(row.belongings, "row") if row.belongings else "",
            )
            for row in found
        ],
        "Nothing was deleted.",
    )


@trash.command()
@click.argument("id")
@click.pass_obj
def restore(run: Run, id: str) -> None:
    """Bring back what has this ID in `trash list`, such as people:3."""
    with run.opened() as work:
        back = bring_back(work.store, work.now, *_row(id))
        words = named(back.what, work.local_now)
    print_line(back.what.key)
    if back.merged is not None:
        say(f"{words} is an entry of its own again.")
        return
    along = f", and {', '.join(back.along)} with it" if back.along else ""
    say(f"Brought back {words}{along}.")


@trash.command("empty")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def empty_trash(run: Run, yes: bool) -> None:
    """Remove all that was deleted for good. Backups still have it; people forget leaves none."""
    with run.opened() as work:
        found = [row for row in in_trash(work.store) if not row.merged_into]
    if found and not yes:
        _ask(len(found))
    with run.opened() as work:
        gone = empty(work.store)
    say(f"Removed {plural(gone, 'row')} for good." if gone else "The trash is empty.")


def _row(id: str) -> tuple[str, int]:
    table, _colon, number = id.strip().partition(":")
    if not number.isdecimal() or int(number[:20]) > MAX_ID:
        raise RefusedError(
            f"'{id}' is no id of the trash such as people:3; `trash list` shows them."
        )
    return table, int(number)


def _ask(many: int) -> None:
    if not sys.stdin.isatty():
        raise RefusedError("Emptying the trash wants a terminal to ask on, or --yes.")
    say(f"{plural(many, 'thing')} will be gone for good, with all that belongs to them.")
    typed = click.prompt(f"Type {WORD} to do it", default="", show_default=False, err=True)
    if typed.strip() != WORD:
        raise RefusedError("Nothing was changed.")
