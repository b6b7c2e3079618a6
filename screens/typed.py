"""What was typed: days read as the settings say, people found, other windows' words kept."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from infoview_tui.domain.dates import When, parse_when
from infoview_tui.domain.people import Person
from infoview_tui.errors import AmbiguousError, ConflictError, RefusedError
from infoview_tui.services.desk import Desk
from infoview_tui.services.lookup import find_person

AFTER_MIDNIGHT = timedelta(hours=12)
"""An end before the start is of the day after when that makes it at most this much later."""

NAMES_IN_LINE = 4
"""How many people of one name the line has room for."""


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
    try:
        return await desk.ask(find_person, text)
    except AmbiguousError as error:
        raise which_number(error) from error


def which_number(error: AmbiguousError) -> RefusedError:
    """Ask for the number of one of those that a name may mean."""
    found = [" ".join(line.split()) for line in error.candidates[:NAMES_IN_LINE]]
    return RefusedError(f"Which number: {'; '.join(found)}?")


class SavesOverWhenAskedTwice:
    """Saves a row that was read as `version`; over another window's words only the second time."""

    def __init__(self, version: int) -> None:
        self.version: int | None = version

    async def __call__(self, save: Callable[[int | None], Awaitable[object]]) -> None:
        """Run `save` with the version to check, None for none.

        Raises:
            ConflictError: another window changed the row; the next call saves over it, unless
                the row is gone.

        """
        try:
            await save(self.version)
        except ConflictError as error:
            if self.version is None:
                raise
            self.version = None
            raise ConflictError(
                "Changed in another window; enter again saves yours over it."
            ) from error
