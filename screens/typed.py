"""What was typed: days read as the settings say, people found, other windows' words kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from rich.cells import cell_len

from infoview_tui.commands import PLACES, key_name
from infoview_tui.domain.dates import When, parse_when
from infoview_tui.domain.people import Person
from infoview_tui.errors import AmbiguousError, ConflictError, Elsewhere, RefusedError
from infoview_tui.services.desk import Desk
from infoview_tui.services.lookup import find_person
from infoview_tui.storage.store import Store
from infoview_tui.widgets.drawn import fit, shown

if TYPE_CHECKING:
    from infoview_tui.services.conflicts import Saved, Values, Write

P = ParamSpec("P")
R = TypeVar("R")

AFTER_MIDNIGHT = timedelta(hours=12)
"""An end before the start is of the day after when that makes it at most this much later."""

NAMES_IN_LINE = 4
"""How many people of one name the line has room for."""

MIN_WORDS = 12
"""Cells of what another window wrote that are shown at least."""

LONGEST_WORD = 8


def leads_away(text: str) -> str:
    """Say how to get to the place of a digit, where a line that opened by itself has it alone."""
    for _name, digit, key, label in PLACES:
        if text == digit:
            return f"{key_name(key)} goes to {label}, escape leaves"
    return ""


def read_when(desk: Desk, text: str, since: datetime | None = None) -> When:
    """Read a typed day or moment, in the order of day and month that the config says.

    `since` is the aware moment, in the user's zone, from which it is understood; now without it.

    Raises:
        RefusedError: it is not understood.

    """
    return parse_when(text, since or desk.now(), day_first=desk.config.day_first)


def read_end(desk: Desk, text: str, start: datetime) -> datetime:
    """Read when something that began at `start` (in the user's zone) ended.

    A time alone is of that day, or of the next for what went on past midnight.

    Raises:
        RefusedError: it is not understood.

    """
    same_day, day_after = (
        read_when(desk, text, start + timedelta(days=days)).moment(desk.zone) for days in (0, 1)
    )
    overnight = same_day <= start < day_after <= start + AFTER_MIDNIGHT
    return day_after if overnight else same_day


async def person_called(desk: Desk, text: str) -> Person:
    """Find the person whose name (or part of it, or number) was typed.

    Raises:
        RefusedError: nobody or several go by it; several are named with their numbers.

    """
    return await by_name(desk, find_person, text)


async def by_name(
    desk: Desk, use_case: Callable[Concatenate[Store, P], R], *args: P.args, **kwargs: P.kwargs
) -> R:
    """Ask what finds people by what was typed.

    Raises:
        RefusedError: as `person_called`.

    """
    try:
        return await desk.ask(use_case, *args, **kwargs)
    except AmbiguousError as error:
        raise which_number(error) from error


def which_number(error: AmbiguousError) -> RefusedError:
    """Ask for the number of one of those that a name may mean."""
    found = [" ".join(line.split()) for line in error.candidates[:NAMES_IN_LINE]]
    return RefusedError(f"Which number: {'; '.join(found)}?")


class SavesOver:
    """Saves a change of a row; over another window's words only when asked twice.

    Args:
        desk: where it is saved, and undone.
        place: where the words are typed.
        write: the use-case.
        seen: the columns as they were read.

    """

    def __init__(self, desk: Desk, place: str, write: Write, seen: Values) -> None:
        self.desk = desk
        self.place = place
        self.write = write
        self.seen = seen
        self.asked = False

    def resume(self) -> None:
        """Go on from what was read when the words that came back were typed."""
        self.seen = self.desk.read_before.get(self.place, self.seen)

    async def __call__(self, words: str, **values: Any) -> Saved:
        """Save `values`; `words` name it for undoing, which "" leaves out unless it saves over.

        Raises:
            ConflictError: another window changed the same; the next call saves over it, and keeps
                what was there as a note.

        """
        from infoview_tui.services.conflicts import save, take_back

        desk, write = self.desk, self.write
        try:
            saved = await desk.ask(
                save, desk.now(), desk.zone, write, self.seen, values, over=self.asked
            )
        except ConflictError:
            self.asked = True
            desk.read_before[self.place] = self.seen
            raise
        self.asked = False
        desk.read_before.pop(self.place, None)
        if words or saved.kept:
            desk.can_undo(
                words or "saving over another window",
                lambda: desk.ask(take_back, desk.now(), write, saved, values),
            )
        return saved


def told(change: Elsewhere, now: datetime, key: str, width: int) -> str:
    """Ask whether to save over what another window wrote, in two rows of `width` cells.

    Their words are cut where there is no room for all of them; a narrower screen than 60 cells
    takes more rows.
    """
    from infoview_tui.services.conflicts import when_and_where

    where = when_and_where(change, now)
    if change.gone:
        return f"Deleted {where}. {key} keeps yours as a note, escape leaves it."
    if not change.words:
        return f"Emptied {where}. {key} saves yours, escape leaves it."
    rest = f"Changed {where}: “”. {key} saves yours and keeps that as a note, escape leaves it."
    # Less what the break between the rows may cost.
    room = max(MIN_WORDS, 2 * (width - 2) - cell_len(rest) - LONGEST_WORD)
    words = fit(change.words, min(room, cell_len(shown(change.words)))).rstrip()
    return rest.replace("“”", f"“{words}”", 1)
