"""Reads from when to when something was: `10:02-10:31`, `yesterday 14:00 20 min`, `tue 9:30`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta

from infoview_tui.domain.dates import When, parse_when
from infoview_tui.domain.wording import MONTHS, WEEKDAYS, clock, distance, weekday_date
from infoview_tui.errors import RefusedError
from infoview_tui.values import dataclass

OVERNIGHT = timedelta(hours=12)
"""An end before the start is of the day after when that makes it at most this much later."""

_CLOCK = r"(?:at )?(?:\d{1,2}:\d\d(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?|noon|midnight)"
_RANGE = rf"(.+?) ?(?:-|\u2013|\u2014| to | until ) ?({_CLOCK})"
_LENGTH = r"(.+?),?(?: for)? (\d{1,4}) ?(?:m|min|mins|minutes)?\.?"
_OFFSET = r"\d{4}-\d\d-\d\dt\d\d:\d\d(:[\d.]+)?[+-]\d\d:?\d\d"
_NAMED_DAY = tuple(name[:3].lower() for name in WEEKDAYS)
_NAMED_MONTH = tuple(name[:3].lower() for name in MONTHS)


@dataclass(frozen=True)
class Times:
    """From when to when, in UTC."""

    start: datetime
    end: datetime

    def words(self, now: datetime) -> str:
        """`Fri 27 Nov, 10:02-10:31, 29 min, yesterday`, in the zone of `now`."""
        start, end = (moment.astimezone(now.tzinfo) for moment in (self.start, self.end))
        day, today = start.date(), now.date()
        minutes = int((self.end - self.start).total_seconds()) // 60
        span = f"{clock(start)}-{clock(end)}"
        return ", ".join((weekday_date(day, today), span, f"{minutes} min", distance(day, today)))


def read_times(
    text: str, now: datetime, minutes: int, *, day: date | None = None, day_first: bool = False
) -> Times:
    """Read what was: a weekday is the last one, a day and month without a year the last ones.

    Args:
        text: a start, and an end or how many minutes.
        now: aware, in the user's zone.
        minutes: how long it was where neither is given.
        day: the day of a time that stands alone; today without one.
        day_first: how `12/1` is read.

    Raises:
        RefusedError: it is not understood, or it ends before it begins.

    """
    words = " ".join(text.lower().split())
    ends = None
    ranged = None if re.fullmatch(_OFFSET, words) else re.fullmatch(_RANGE, words, re.ASCII)
    if ranged:
        words, ends = ranged[1], ranged[2]
    else:
        with suppress(RefusedError):
            return _times(words, None, now, minutes, day, day_first)
        lasting = re.fullmatch(_LENGTH, words, re.ASCII)
        if lasting:
            words, minutes = lasting[1], int(lasting[2])
    return _times(words, ends, now, minutes, day, day_first)


def _times(
    words: str,
    ends: str | None,
    now: datetime,
    minutes: int,
    day: date | None,
    day_first: bool,
) -> Times:
    start = _start(words, now, day, day_first)
    if ends is None:
        end = start + timedelta(minutes=minutes)
    else:
        local = start.astimezone(now.tzinfo)
        assert now.tzinfo is not None
        when = parse_when(ends, local)
        end = when.moment(now.tzinfo)
        next_day = When(when.day + timedelta(days=1), when.time)
        if end <= start < next_day.moment(now.tzinfo) <= start + OVERNIGHT:
            end = next_day.moment(now.tzinfo)
    if end <= start:
        raise RefusedError("The end has to be after the start, such as 10:02-10:31.")
    return Times(start, end)


def _start(words: str, now: datetime, day: date | None, day_first: bool) -> datetime:
    zone = now.tzinfo
    assert zone is not None
    if re.fullmatch(_CLOCK, words, re.ASCII):
        when = parse_when(words, now)
        return When(day or now.date(), when.time).moment(zone)
    found: datetime | None = None
    refused: RefusedError | None = None
    for then in _standpoints(words, now):
        try:
            moment = parse_when(words, then, day_first=day_first).moment(zone)
        except RefusedError as error:
            refused = refused or error
            continue
        if moment <= now:
            return moment
        found = found or moment
    if found is not None:
        return found
    assert refused is not None
    raise refused


def _standpoints(words: str, now: datetime) -> Iterator[datetime]:
    """Give the moments to read from: what is the coming one seen from then is the last one now."""
    yield now
    tokens = words.split()
    if tokens and tokens[0].startswith(_NAMED_DAY):
        yield now - timedelta(days=7)
        yield now - timedelta(days=8)
    if any(token.startswith(_NAMED_MONTH) for token in tokens) or re.search(r"\d[./]\d", words):
        yield now - timedelta(days=365)
