"""Times to offer in a letter: typed in short, written so that nobody has to ask back."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from infoview_tui.domain.dates import parse_when
from infoview_tui.domain.wording import MONTHS, WEEKDAYS, clock
from infoview_tui.errors import RefusedError

SLOT = re.compile(r"slot \d")
"""What the gap of such a time is called."""
_UNTIL = re.compile(
    r"(?P<start>.*\d(?: ?[ap]m)?) ?(?:-|–|to) ?(?P<end>\d{1,2}(?::\d\d)?(?: ?[ap]m)?)"
)
_HOUR = re.compile(r"(?:^| )\d{1,2}$")


def slot_words(text: str, now: datetime, zone: ZoneInfo, *, day_first: bool = False) -> str:
    """Write a time in full: `tue 14-16` is `Tuesday 1 December, 14:00 to 16:00 (Europe/Lisbon)`.

    `now` is aware, in the user's zone.

    Raises:
        RefusedError: it is no time, or gone by.

    """
    found = _UNTIL.fullmatch(" ".join(text.split()))
    begin = _with_minutes(found["start"] if found else " ".join(text.split()))
    start = parse_when(begin, now, day_first=day_first).moment(zone).astimezone(zone)
    if start <= now:
        raise RefusedError("That time is gone by; offer one that is ahead.")
    day = f"{WEEKDAYS[start.weekday()]} {start.day} {MONTHS[start.month - 1]}"
    hours = clock(start)
    if found:
        last = parse_when(f"{start:%Y-%m-%d} {_with_minutes(found['end'])}", now).moment(zone)
        if last <= start:
            raise RefusedError("It ends before it begins.")
        hours += f" to {clock(last.astimezone(zone))}"
    return f"{day}, {hours} ({zone})"


def _with_minutes(text: str) -> str:
    """Let an hour alone be one: `tue 14`."""
    return f"{text}:00" if _HOUR.search(text) else text
