"""A stretch of days that figures are counted over: `3m`, `since 1 sep`, `2026`, `all`."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, time, timedelta, tzinfo

from dateutil.relativedelta import relativedelta

from infoview_tui.domain.dates import FIRST_YEAR, LAST_YEAR, parse_when
from infoview_tui.domain.wording import MONTHS, WEEKDAYS, full_day, short_day
from infoview_tui.errors import RefusedError
from infoview_tui.values import dataclass

TRY = "Try 3m, since 1 sep, 2026, oct or all."

_LENGTH = re.compile(r"(?:the )?(?:last )?(\d{1,3}) ?([a-z]+)", re.ASCII)
_UNITS = {
    **dict.fromkeys(("d", "day", "days"), "days"),
    **dict.fromkeys(("w", "wk", "week", "weeks"), "weeks"),
    # Nobody looks back over minutes, so that an m is a month here.
    **dict.fromkeys(("m", "mo", "month", "months"), "months"),
    **dict.fromkeys(("y", "year", "years"), "years"),
}
_EDGES = re.compile(
    r"(?:(?:since|from) )?(?P<since>.+?) (?:until|till|to) (?P<until>.+)"
    r"|(?:since|from) (?P<first>.+)|(?:until|till|to) (?P<last>.+)",
    re.ASCII,
)
_MONTH = re.compile(r"([a-z]+)\.?(?: (\d{4}))?", re.ASCII)
_MONTH_NUMBER = re.compile(r"(\d{4})-(\d\d)", re.ASCII)
_ALL = ("", "all", "everything", "since the start")


@dataclass(frozen=True)
class Period:
    """Days of the user's calendar, the first and the last included; None has no edge there."""

    since: date | None = None
    until: date | None = None

    def bounds(self, zone: tzinfo) -> tuple[datetime | None, datetime | None]:
        """Return the moment that it begins, and the one before which it ends, in `zone`."""
        ends = self.until + timedelta(days=1) if self.until else None
        first, last = (
            datetime.combine(day, time(), zone) if day else None for day in (self.since, ends)
        )
        return first, last

    def words(self, today: date) -> str:
        """Say it as it is understood: `since 1 Sep`, `2026`, `1 Sep to 4 Oct`."""
        since, until = self.since, self.until
        if since is None:
            return f"until {short_day(until, today)}" if until else "since the start"
        if until is None:
            return f"since {short_day(since, today)}"
        if (since, until) == (date(since.year, 1, 1), date(since.year, 12, 31)):
            return f"{since.year:04}"
        if since.day == 1 and until == since + relativedelta(day=31):
            return f"{MONTHS[since.month - 1]} {since.year:04}"
        return f"{short_day(since, today)} to {short_day(until, today)}"


def usual(begun: date | None, today: date) -> Period:
    """Return what is shown unasked: all of it, but no more than the last twelve months."""
    year = today - relativedelta(years=1)
    return Period(since=max(begun, year) if begun else year)


def read_period(text: str, now: datetime, *, day_first: bool = False) -> Period:
    """Read what is typed for a period at `now` (aware, in the user's zone).

    A length (`3m`, `6 weeks`) goes back from today, a day without a year is the last one gone by.

    Raises:
        RefusedError: it is not understood, begins in the future, or ends before it begins.

    """
    words = " ".join(text.lower().split())
    if words in _ALL:
        return Period()
    with suppress(ValueError, OverflowError):
        found = _named(words, now.date())
        if found is not None:
            return found
    edges = _EDGES.fullmatch(words)
    if edges is None:
        raise RefusedError(f"Not a period: '{words[:40]}'. {TRY}")
    since, until = edges["since"] or edges["first"], edges["until"] or edges["last"]
    return between(since or "", until or "", now, day_first=day_first)


def between(since: str, until: str, now: datetime, *, day_first: bool = False) -> Period:
    """Read the first and the last day of a period, "" for no edge.

    Raises:
        RefusedError: as `read_period`.

    """
    first, last = _edge(since, now, day_first), _edge(until, now, day_first, last=True)
    if first and last and last < first:
        raise RefusedError(f"{full_day(last)} is before {full_day(first)}; the first day first.")
    return Period(first, last)


def _edge(text: str, now: datetime, day_first: bool, *, last: bool = False) -> date | None:
    """Read the first day of a period, or the last: of a month or a year that of it."""
    words = " ".join(text.lower().split())
    if not words:
        return None
    with suppress(ValueError, OverflowError):
        named = _named(words, now.date())
        if named is not None:
            return (named.until or named.since) if last else named.since
    return _gone_by(words, now, day_first=day_first)


def _named(words: str, today: date) -> Period | None:
    """Read a length, a year or a month."""
    if (length := _LENGTH.fullmatch(words)) and length[2] in _UNITS:
        back = relativedelta(**{_UNITS[length[2]]: int(length[1])})  # type: ignore[arg-type]
        # No day before that is read either, or there at all.
        return Period(since=max(today - back, date(FIRST_YEAR, 1, 1)))
    if re.fullmatch(r"\d{4}", words, re.ASCII) and FIRST_YEAR <= int(words) <= today.year:
        return Period(date(int(words), 1, 1), date(int(words), 12, 31))
    year = month = None
    if number := _MONTH_NUMBER.fullmatch(words):
        year, month = int(number[1]), int(number[2])
    elif (name := _MONTH.fullmatch(words)) and (month := _month(name[1])):
        year = int(name[2]) if name[2] else today.year - (month > today.month)
    if year is None or month is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    first = date(year, month, 1)
    return Period(first, first + relativedelta(day=31)) if first <= today else None


def _month(word: str) -> int | None:
    names = [name.lower() for name in MONTHS]
    found = [n for n, name in enumerate(names, 1) if word in (name, name[:3])]
    return 9 if word == "sept" else next(iter(found), None)


def _gone_by(words: str, now: datetime, *, day_first: bool) -> date:
    """Read a day; one without a year is the last that has come, not the next."""
    today = now.date()
    day = parse_when(words, now, day_first=day_first).day
    if day <= today:
        return day
    plain = words.strip().lower()
    if plain in {name[:n].lower() for name in WEEKDAYS for n in (3, len(name))}:
        return day - timedelta(days=7)
    if plain[0] != "+" and not plain.startswith("in ") and not re.search(r"\d{4}", plain):
        # A 29 February was not there a year before.
        leap = (day.month, day.day) == (2, 29)
        before = (day - relativedelta(years=back) for back in range(1, 9 if leap else 2))
        gone = [each for each in before if each <= today and (each.day == 29 or not leap)]
        if re.search(r"\d", plain) and gone:
            return gone[0]
    raise RefusedError(f"{full_day(day)} is still ahead; a period is of days gone by.")
