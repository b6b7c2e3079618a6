"""Reads what a person types for a day or a moment: `fri 15:00`, `+7bd`, `1 Dec`, ISO forms.

Every reader takes text in lower case with single spaces and gives None when it is not its form;
ValueError and OverflowError mean its form with impossible numbers. dateutil.parser is not used:
it reads `99` as 1999 and `may` as a day gone by.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo
from datetime import time as clock_time

from infoview_tui.domain.wording import MONTHS, WEEKDAYS, add_business_days, full_day
from infoview_tui.errors import RefusedError
from infoview_tui.values import dataclass

MAX_LENGTH = 100
# Within these every conversion between zones is safe.
FIRST_YEAR, LAST_YEAR = 1900, 2199
_TRY = "Try tomorrow 14:30, fri 15:00 or 2026-12-01 15:00."


@dataclass(frozen=True)
class When:
    """A day of the user's calendar and, if one was given, the time on their clock."""

    day: date
    time: clock_time | None = None

    def moment(self, zone: tzinfo) -> datetime:
        """Give the moment in UTC; of a time that comes twice, the first.

        Raises RefusedError without a time, or when the clocks of `zone` skip it.
        """
        if self.time is None:
            raise RefusedError(f"{full_day(self.day)} needs a time too, such as 15:00.")
        local = datetime.combine(self.day, self.time)
        moment = local.replace(tzinfo=zone).astimezone(UTC)
        if moment.astimezone(zone).replace(tzinfo=None) != local:
            raise RefusedError(
                f"{self.time:%H:%M} on {full_day(self.day)} does not exist in {zone}: the clocks"
                " go forward then. Try an hour later."
            )
        return moment


def parse_when(text: str, now: datetime, *, day_first: bool = False) -> When:
    """Read the day, or day and time, `text` means at `now` (aware, in the user's zone).

    The past is allowed. A weekday alone is never today; `next fri` is the one in the week that
    begins next Monday; a day and month without a year are the coming ones; `day_first` says how
    `12/1` is read. Raises RefusedError, and nothing else, for any text that is not understood.
    """
    if len(text) > MAX_LENGTH:
        raise RefusedError(f"That is too long for a date. {_TRY}")
    words = " ".join(text.lower().split())
    if not words:
        raise RefusedError(f"No date was given. {_TRY}")
    try:
        when = _timestamp(words, now) or _hours_away(words, now) or _day_time(words, now, day_first)
    except (ValueError, OverflowError):
        when = None
    if when is None or not FIRST_YEAR <= when.day.year <= LAST_YEAR:
        shown = "".join(c if c.isprintable() else "?" for c in " ".join(text.split()))
        raise RefusedError(f"not a date: '{shown}'. {_TRY}")
    return when


def _match(pattern: str, words: str) -> re.Match[str] | None:
    # Compiled at first use by re itself: most starts of the program read no date.
    return re.fullmatch(pattern, words, re.ASCII)


def _day_time(words: str, now: datetime, day_first: bool) -> When | None:
    day_words, clock = _split_time(words)
    today = now.date()
    if not day_words:
        # Midnight alone is the coming one: the other is hours ago.
        return When(today + timedelta(days="midnight" in words), clock)
    day = (
        _named_day(day_words, today)
        or _weekday(day_words, today)
        or _days_away(day_words, today)
        or _numeric_day(day_words, today, day_first)
        or _written_day(day_words, today)
    )
    return When(day, clock) if day else None


_TIMESTAMP = r"\d{4}-\d\d-\d\d[t ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(?P<offset>z|[+-]\d\d:?\d\d)?"


def _timestamp(words: str, now: datetime) -> When | None:
    """ISO 8601 as this program writes it; a moment with an offset is moved to the user's zone."""
    match = _match(_TIMESTAMP, words)
    if not match:
        return None
    moment = datetime.fromisoformat(words.upper())
    return _when(moment.astimezone(now.tzinfo) if match["offset"] else moment)


def _when(local: datetime) -> When:
    # timetz keeps the fold: which of the two 02:30 it is when the clocks go back.
    return When(local.date(), local.timetz().replace(tzinfo=None))


_TIME = (
    r"(?:(?P<word>noon|midnight)"
    r"|(?P<hour12>\d{1,2})(?::(?P<minute12>\d\d))? ?(?P<half>[ap])\.?m\.?"
    r"|(?P<hour>\d{1,2}):(?P<minute>\d\d)"
    # A dot could be a day and a month; after "at" it cannot.
    r"|(?<=at )(?P<dot_hour>\d{1,2})\.(?P<dot_minute>\d\d))"
)
_TIME_LAST = rf"(?:(?P<day>.+?),? )??(?:at )?{_TIME}"
_TIME_FIRST = rf"(?:at )?{_TIME},? (?P<day>.+)"


def _split_time(words: str) -> tuple[str, clock_time | None]:
    """Part the words for the day from the time that stood after or before them."""
    match = _match(_TIME_LAST, words) or _match(_TIME_FIRST, words)
    day_words = (match["day"] or "") if match else words
    return day_words.removeprefix("on "), _time_of(match) if match else None


def _time_of(match: re.Match[str]) -> clock_time:
    if match["word"]:
        return clock_time(12 if match["word"] == "noon" else 0)
    if match["hour12"]:
        hour = int(match["hour12"])
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        return clock_time(
            hour % 12 + (12 if match["half"] == "p" else 0), int(match["minute12"] or 0)
        )
    return clock_time(
        int(match["hour"] or match["dot_hour"]), int(match["minute"] or match["dot_minute"])
    )


def _in_months(today: date, **away: int) -> date:
    # It is no part of what the first screen waits for.
    from dateutil.relativedelta import relativedelta

    return today + relativedelta(**away)  # type: ignore[arg-type]


_NAMED_DAYS: dict[str, Callable[[date], date]] = {
    "today": lambda today: today,
    "tomorrow": lambda today: today + timedelta(days=1),
    "tmr": lambda today: today + timedelta(days=1),
    "yesterday": lambda today: today - timedelta(days=1),
    "end of month": lambda today: _in_months(today, day=31),
    "eom": lambda today: _in_months(today, day=31),
    "next week": lambda today: today + timedelta(days=7 - today.weekday()),
    "next month": lambda today: _in_months(today, months=1),
}


def _named_day(words: str, today: date) -> date | None:
    rule = _NAMED_DAYS.get(words)
    return rule(today) if rule else None


def _numbered(names: tuple[str, ...], **more: int) -> dict[str, int]:
    """Each name and its first three letters, with its place; `more` are other short forms."""
    places = {key: i for i, name in enumerate(names) for key in (name.lower(), name[:3].lower())}
    return places | more


_WEEKDAYS = _numbered(WEEKDAYS, tues=1, weds=2, thur=3, thurs=3)
_MONTHS = _numbered(MONTHS, sept=8)
_WEEKDAY = r"(?:(this|next|last|next week) )?([a-z]+)( next week)?"


def _weekday(words: str, today: date) -> date | None:
    match = _match(_WEEKDAY, words)
    if not match or match[2] not in _WEEKDAYS or (match[1] and match[3]):
        return None
    wanted = _WEEKDAYS[match[2]]
    ahead = (wanted - today.weekday()) % 7
    if match[3] or match[1] in ("next", "next week"):
        return _NAMED_DAYS["next week"](today) + timedelta(days=wanted)
    if match[1] == "last":
        return today + timedelta(days=ahead - 7)
    return today + timedelta(days=ahead if match[1] == "this" else ahead or 7)


_AWAY = (
    r"(?P<sign>in |[+-] ?)?(?P<count>an?(?= )|\d{1,4}) ?(?P<unit>[a-z]+(?: days?)?)(?P<ago> ago)?"
)
_UNIT_NAMES = {
    "minute": ("min", "mins", "minute", "minutes"),
    "hour": ("h", "hr", "hrs", "hour", "hours"),
    "day": ("d", "day", "days"),
    "business day": ("bd", "business day", "business days"),
    "week": ("w", "wk", "wks", "week", "weeks"),
    # No "m": it could be minutes.
    "month": ("mo", "month", "months"),
    "year": ("y", "year", "years"),
}
_UNITS = {name: unit for unit, names in _UNIT_NAMES.items() for name in names}


def _away(words: str) -> tuple[int, str] | None:
    """How many of which unit ahead: `in 3 days`, `+3d`, `2w`, `an hour ago`, `-7bd`."""
    match = _match(_AWAY, words)
    if not match or match["unit"] not in _UNITS or (match["sign"] and match["ago"]):
        return None
    count = int(match["count"]) if match["count"].isdigit() else 1
    back = match["ago"] or (match["sign"] or "").startswith("-")
    return -count if back else count, _UNITS[match["unit"]]


_HOURS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1)}


def _hours_away(words: str, now: datetime) -> When | None:
    """Count in UTC, so that an hour is an hour on the day the clocks change."""
    count, unit = (0, "minute") if words == "now" else _away(words) or (0, "")
    if unit not in _HOURS:
        return None
    moment = now.astimezone(UTC) + count * _HOURS[unit]
    return _when(moment.astimezone(now.tzinfo).replace(second=0, microsecond=0))


_DAYS: dict[str, Callable[[date, int], date]] = {
    "day": lambda today, n: today + timedelta(days=n),
    "business day": add_business_days,
    "week": lambda today, n: today + timedelta(weeks=n),
    "month": lambda today, n: _in_months(today, months=n),
    "year": lambda today, n: _in_months(today, years=n),
}


def _days_away(words: str, today: date) -> date | None:
    count, unit = _away(words) or (0, "")
    return _DAYS[unit](today, count) if unit in _DAYS else None


_YEAR_FIRST = r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})"
_SLASHED = r"(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d\d))?"
# Dotted dates are day first everywhere; without the last dot `9.30` could be a time.
_DOTTED = r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d)?"


def _numeric_day(words: str, today: date, day_first: bool) -> date | None:
    if match := _match(_YEAR_FIRST, words):
        return date(int(match[1]), int(match[3]), int(match[4]))
    dotted = _match(_DOTTED, words)
    match = dotted or _match(_SLASHED, words)
    if not match:
        return None
    first, second = int(match[1]), int(match[2])
    day, month = (first, second) if dotted or day_first else (second, first)
    year: str | None = match[3]
    if year is None:
        return _coming(month, day, today)
    return date(int(year if len(year) == 4 else f"20{year}"), month, day)


def _coming(month: int, day: int, today: date) -> date:
    """Find that day of that month, today or later; 29 Feb may be up to eight years off."""
    for year in range(today.year, today.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise ValueError(day)


_WRITTEN = (
    r"(?:(?P<weekday>[a-z]+),? )?"
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?[ -]?(?:of )?(?P<month>[a-z]+)"
    r"|(?P<month_1st>[a-z]+)\.?[ -]?(?P<day_2nd>\d{1,2})(?:st|nd|rd|th)?)"
    r"(?:\.?,?[ -](?P<year>\d{4}))?"
)


def _written_day(words: str, today: date) -> date | None:
    """`1 Dec`, `Dec 1, 2027`, `Tue 1 December 2026`; a weekday that does not fit is refused."""
    match = _match(_WRITTEN, words)
    if not match:
        return None
    month = _MONTHS.get(match["month"] or match["month_1st"])
    weekday = match["weekday"]
    if month is None or (weekday and weekday not in _WEEKDAYS):
        return None
    day = int(match["day"] or match["day_2nd"])
    if match["year"]:
        found = date(int(match["year"]), month + 1, day)
    else:
        found = _coming(month + 1, day, today)
    if weekday and found.weekday() != _WEEKDAYS[weekday]:
        raise RefusedError(
            f"{full_day(found)} is not a {WEEKDAYS[_WEEKDAYS[weekday]]}."
            " Leave the weekday out or add the year."
        )
    return found
