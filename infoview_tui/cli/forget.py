"""`infoview people forget`: a person gone for good, backups included."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from infoview_tui.cli.output import say
from infoview_tui.cli.run import DASHES, Run, reference
from infoview_tui.domain.wording import plural
from infoview_tui.errors import RefusedError

if TYPE_CHECKING:
    from infoview_tui.services.forgetting import Doomed

WORD = "forget"
_SHOWN = (("interviews", "interview"), ("notes", "note"), ("letters", "letter"))
_MENTIONS = 10


@click.command(context_settings=DASHES)
@click.argument("person", type=reference)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def forget(run: Run, person: str, yes: bool) -> None:
    """Forget PERSON for good, with all that belongs to them, backups included.

    Nothing brings them back. An interview that others had part in stays with them. What you wrote
    to other files (exports, sheets, backups elsewhere) is not known to infoview.
    """
    from infoview_tui.services.forgetting import check_nothing_waits, to_forget
    from infoview_tui.storage.forgetting import forget

    database = run.paths.database
    with run.opened() as work:
        doomed = to_forget(work.store, person)
    check_nothing_waits(database)
    if not yes:
        _ask(doomed)
    done = forget(database, doomed.uid, doomed.name, doomed.merged)
    say(f"{doomed.name} is gone from {database}, with {plural(done.rows - 1, 'row')}.")
    if done.backups:
        say(f"Backups without them now: {len(done.backups)}.")
    for backup in done.left:
        say(f"{backup.path} could not be changed and still has them; remove it if you may.")
    if done.mentions:
        more = len(done.mentions) - _MENTIONS
        said = ", ".join(done.mentions[:_MENTIONS]) + (f" and {more} more" if more > 0 else "")
        say(f"The name still stands in the words of others: {said}.")


def _ask(doomed: Doomed) -> None:
    if not sys.stdin.isatty():
        raise RefusedError("Forgetting somebody wants a terminal to ask on, or --yes.")
    found = [plural(doomed.rows[table], word) for table, word in _SHOWN if doomed.rows.get(table)]
    with_them = f" with {', '.join(found)}" if found else ""
    say(f"{doomed.name} will be gone{with_them}, from the backups too. Nothing brings this back.")
    typed = click.prompt(f"Type {WORD} to do it", default="", show_default=False, err=True)
    if typed.strip() != WORD:
        raise RefusedError("Nothing was changed.")
