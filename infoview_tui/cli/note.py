"""`infoview note`: a thought kept from any shell, in as few milliseconds as storage takes."""

from __future__ import annotations

import gc
import sys
from typing import NoReturn

import click

from infoview_tui.cli.output import say
from infoview_tui.cli.run import DASHES, Run, Work, in_words, reference
from infoview_tui.domain.wording import plural
from infoview_tui.errors import InfoviewError, RefusedError, StorageError
from infoview_tui.services.notes import quick_note


@click.command(context_settings=DASHES)
@click.option("--for", "person", metavar="PERSON", type=reference, help="Whom it is about.")
@click.argument("text", nargs=-1, required=True)
@click.pass_obj
def note(run: Run, person: str | None, text: tuple[str, ...]) -> None:
    """Write TEXT down: into the running meeting, to a person, or to the inbox.

    A first character gives the kind, as in a meeting: ! key point, " quote, @ person named,
    > my promise, < their offer, ? ask later, + advice.

    A lone - reads standard input, a note a line: the private way, since other users of the
    machine can see the arguments of a command. Prints the id of each note.
    """
    with run.opened() as work:
        if text == ("-",):
            _from_stdin(work, person or "")
        else:
            id, where = _save(work, " ".join(text), person or "")
            click.echo(id)
            say(f"Saved {where}.")


def _save(work: Work, line: str, person: str) -> tuple[int, str]:
    saved, where = quick_note(
        work.store,
        work.timekeeper.now(),
        line,
        person=person,
        zone=work.zone,
    )
    return saved.id, where


def _from_stdin(work: Work, person: str) -> None:
    gc.enable()
    places: list[str] = []
    # A closed standard input is no stream at all.
    for number, raw in enumerate(sys.stdin.buffer if sys.stdin else (), 1):
        line = raw.decode("utf-8", "replace")
        if not line.strip():
            continue
        try:
            with in_words(work.store):
                id, where = _save(work, line, person)
        except InfoviewError as error:
            _stop(number, len(places), error)
        places.append(where)
        try:
            click.echo(id)
        except OSError:
            say(f"Line {number} was saved; the lines after it were not.")
            raise
    if not places:
        raise RefusedError("No note came from standard input.")
    for place in dict.fromkeys(places):
        say(f"Saved {place}: {places.count(place)}.")


def _stop(number: int, saved: int, error: InfoviewError) -> NoReturn:
    """Say where it stopped, so that one can go on from there."""
    kind = StorageError if isinstance(error, StorageError) else RefusedError
    before = f" {plural(saved, 'note')} before it {'was' if saved == 1 else 'were'} saved."
    raise kind(
        f"Line {number}: {error} It and the lines after it were not saved.{before if saved else ''}"
    ) from error
