"""A contact as it is logged in one line, which may name the day at its start or its end."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, time, timedelta

from infoview_tui.domain.dates import When, parse_when
from infoview_tui.domain.wording import clock, distance, full_day
from infoview_tui.errors import RefusedError
from infoview_tui.values import dataclass

SPOKE = "spoke"
"""What is logged where nothing is said."""

_WEEKDAY = r"(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*"
_DATE = rf"(?:\d{{4}}-\d\d-\d\d|\d{{1,2}} {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{1,2}}(?:, \d{{4}})?)"
_AGO = r"(?:an?|\d{1,3}) (?:days?|weeks?|months?) ago"
_DAY = rf"(?:today|yesterday|(?:last )?{_WEEKDAY}|(?:{_WEEKDAY},? )?{_DATE}|{_AGO})"
_TIME = r"(?:,? (?:at )?\d{1,2}(?::\d\d)?(?: ?[ap]m)?)?"
_FIRST = re.compile(rf"(?:on )?(?P<day>{_DAY}{_TIME})(?:\s*[:,]\s+|\s*:?\s*$)(?P<body>.*)", re.I)
_YESTERDAY = re.compile(r"(?P<day>yesterday)\s+(?P<body>.+)", re.I)
# A bare weekday at the end may well be a plan ("will ring again friday"); these are not.
_LAST = re.compile(
    rf"(?P<body>.+?)(?:,\s*(?:on )?|\s+on )?(?P<day>(?<=, ){_DAY}|(?<=on ){_DAY}"
    rf"|(?<=\s)(?:today|yesterday|last {_WEEKDAY}|\d{{4}}-\d\d-\d\d|{_AGO}))\.?",
    re.I,
)


@dataclass(frozen=True)
class Touch:
    """What is logged, and when it was; `day` is in the user's zone, None for now."""

    body: str
    at: datetime
    day: date | None = None


def read_touch(line: str, now: datetime, *, day_first: bool = False) -> Touch:
    """Read `yesterday: met at the fair`, `spoke on fri`, `lunch, 12 Nov`, or words alone.

    A day without a time is noon; weekdays are those gone by.

    Args:
        line: what was typed.
        now: aware, in the user's zone.
        day_first: how `12/1` is read.

    Raises:
        RefusedError: the day has not come yet.

    """
    text = " ".join(line.split())
    for form in (_FIRST, _YESTERDAY, _LAST):
        found = form.fullmatch(text)
        when = _past(found["day"], now, day_first) if found else None
        if found and when:
            return Touch(found["body"].strip(" ,") or SPOKE, _moment(when, now), when.day)
    return Touch(text or SPOKE, now)


def _past(words: str, now: datetime, day_first: bool) -> When | None:
    """Understand a day as one gone by: of a weekday the last one, of a date that of the year."""
    ahead = None
    for back in (timedelta(), timedelta(days=7), timedelta(days=366)):
        with suppress(RefusedError):
            when = parse_when(words, now - back, day_first=day_first)
            if when.day <= now.date():
                return when
            ahead = when.day
            if re.search(r"\d{4}", words):
                break
    if ahead:
        raise RefusedError(f"{full_day(ahead)} has not come yet; a contact is logged afterwards.")
    return None


def _moment(when: When, now: datetime) -> datetime:
    if when.time is None and when.day == now.date():
        return now
    local = datetime.combine(when.day, when.time or time(12), now.tzinfo)
    if when.time is not None and local > now:
        words = f"{full_day(when.day)}, {clock(local)}"
        raise RefusedError(f"{words} has not come yet; a contact is logged afterwards.")
    return local


def understood(touch: Touch, now: datetime) -> str:
    """Say for which day it is logged: `Sun 22 Nov 2026, yesterday`, or `today`."""
    if touch.day is None or touch.day == now.date():
        return "today"
    return f"{full_day(touch.day)}, {distance(touch.day, now.date())}"
