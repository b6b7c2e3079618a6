"""What was typed for a day or a person, read as the settings and the list of people have it."""

from __future__ import annotations

from datetime import datetime

from infoview_tui.domain.dates import When, parse_when
from infoview_tui.domain.people import Person
from infoview_tui.errors import AmbiguousError, RefusedError
from infoview_tui.services.desk import Desk
from infoview_tui.services.lookup import find_person

NAMES_IN_LINE = 4
"""How many people of one name the line has room for."""


def read_when(desk: Desk, text: str, since: datetime | None = None) -> When:
    """Read a typed day or moment, in the order of day and month that the config says.

    `since` is the aware moment, in the user's zone, from which it is understood; now without it.

    Raises:
        RefusedError: it is not understood.

    """
    return parse_when(text, since or desk.now(), day_first=desk.config.day_first)


async def person_called(desk: Desk, text: str) -> Person:
    """Find the person whose name (or part of it, or number) was typed.

    Raises:
        RefusedError: nobody or several go by it; several are named with their numbers.

    """
    try:
        return await desk.ask(find_person, text)
    except AmbiguousError as error:
        found = [" ".join(line.split()) for line in error.candidates[:NAMES_IN_LINE]]
        raise RefusedError(f"Which number: {'; '.join(found)}?") from error
