"""`infoview people duplicates`, `merge` and `unmerge`: one person, one entry."""

from __future__ import annotations

import sys
from typing import Any

import click

from infoview_tui.cli.output import json_option, print_json, print_rows, say
from infoview_tui.cli.run import DASHES, Run, Work, reference
from infoview_tui.domain.merging import BESIDE
from infoview_tui.domain.people import Person
from infoview_tui.domain.text import neutral
from infoview_tui.errors import RefusedError
from infoview_tui.services.duplicates import alike, here_already, look_alikes
from infoview_tui.services.merging import Preview, merge, merges_into, preview, undo_merge


def warn_of_alike(work: Work, id: int) -> None:
    """Say on stderr whom an entry looks like: what was asked for is done all the same."""
    person = work.store.people.get(id)
    found = look_alikes(work.store, person.name, person.organisation, person.email, [id])
    if found:
        merging = f"infoview people merge {found[0].id} {id}"
        say(f"{here_already(found)}; `{merging}` makes them one.")


@click.command()
@json_option
@click.pass_obj
def duplicates(run: Run, as_json: bool) -> None:
    """List each two people who look the same: one e-mail, or one name at one organisation."""
    with run.opened() as work:
        found = alike(work.store)
    if as_json:
        print_json([{"first": _data(first), "second": _data(second)} for first, second in found])
        return
    print_rows(
        [(*_cells(first), "and", *_cells(second)) for first, second in found],
        "No two look the same.",
    )


def _data(person: Person) -> dict[str, Any]:
    names = ("id", "name", "role", "organisation", "email")
    return {name: getattr(person, name) for name in names}


def _cells(person: Person) -> tuple[object, ...]:
    return person.id, person.name, person.place_of_work, person.email


@click.command("merge", context_settings=DASHES)
@click.argument("kept", metavar="KEEP", type=reference)
@click.argument("gone", metavar="OTHER", type=reference)
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def merge_people(run: Run, kept: str, gone: str, dry_run: bool, yes: bool) -> None:
    """Make OTHER one with KEEP: all that belongs to OTHER moves there.

    Empty fields of KEEP are filled, and what differs is kept as a past job or a note.
    """
    with run.opened() as work:
        found = preview(work.store, work.person(kept).id, work.person(gone).id)
        if dry_run or not yes:
            _show(found)
        if dry_run:
            return
        if not yes:
            _ask(found)
        merge(work.store, work.now, found.kept.id, found.gone.id)
    say(f"{_named(found.gone)} is part of {_named(found.kept)} now.")
    say(f"`infoview people unmerge {found.kept.id}` takes them apart.")


def _named(person: Person) -> str:
    return f"{person.name} ({person.id})"


def _show(found: Preview) -> None:
    rows: list[tuple[object, ...]] = [("", "stays", "goes", "then")]
    rows += [
        (side.label, side.kept or "-", side.gone or "-", side.fate)
        for side in found.sides
        if (side.kept or side.gone) and side.column not in BESIDE
    ]
    rows += [(each.label, each.kept, each.gone, each.together) for each in found.counts]
    print_rows(rows, "")


def _ask(found: Preview) -> None:
    if not sys.stdin.isatty():
        raise RefusedError("Merging two people wants a terminal to ask on, or --yes.")
    text = f"{_named(found.gone)} goes into {_named(found.kept)}. Merge them?"
    if not click.confirm(neutral(text, one_line=True), err=True):
        raise RefusedError("Nothing was changed.")


@click.command(context_settings=DASHES)
@click.argument("person", type=reference)
@click.pass_obj
def unmerge(run: Run, person: str) -> None:
    """Take the entry that was merged into PERSON last out again."""
    with run.opened() as work:
        known = work.person(person)
        done = merges_into(work.store, known.id)
        if not done:
            raise RefusedError("Nothing was merged into that person.")
        merged = undo_merge(work.store, work.now, done[-1].id)
    say(f"{merged.name} ({merged.gone_id}) is an entry of its own again.")
