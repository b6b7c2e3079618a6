"""How days, moments and amounts of time are worded on the screen: English, short, no locale."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # dates imports the names below
    from infoview_tui.domain.dates import When
    from infoview_tui.domain.interviews import Interview

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SATURDAY = 5
_HALF_YEAR = 183


def plural(n: int, word: str, many: str = "") -> str:
    """`1 note`, `3 notes`; `many` is the plural where adding an s is not enough."""
    return f"{n} {word}" if n == 1 else f"{n} {many or word + 's'}"


def add_business_days(day: date, n: int, holidays: Container[date] = frozenset()) -> date:
    """Count n days from Monday to Friday after `day` (before it for n < 0; 0 is `day` itself).

    Those among `holidays` do not count. Raises OverflowError outside the years 1-9999.
    """
    step = timedelta(days=1 if n > 0 else -1)
    left = abs(n)
    while left:
        day += step
        if day.weekday() < _SATURDAY and day not in holidays:
            left -= 1
    return day


def clock(moment: datetime) -> str:
    """`14:30`, in the zone that `moment` carries."""
    return f"{moment.hour:02}:{moment.minute:02}"


def weekday_word(day: date) -> str:
    """`Thu`."""
    return WEEKDAYS[day.weekday()][:3]


def short_day(day: date, today: date) -> str:
    """`4 Dec`; `4 Dec 2027` when it is of another year and not of the coming half year."""
    words = f"{day.day} {MONTHS[day.month - 1][:3]}"
    if day.year == today.year or 0 < (day - today).days < _HALF_YEAR:
        return words
    return f"{words} {day.year:04}"


def weekday_date(day: date, today: date) -> str:
    """`Thu 19 Nov`, for headings and sentences; with the year where short_day has it."""
    return f"{weekday_word(day)} {short_day(day, today)}"


def full_day(day: date) -> str:
    """`Tue 24 Nov 2026`: nothing left to guess, and parse_when reads it back."""
    return f"{weekday_word(day)} {day.day} {MONTHS[day.month - 1][:3]} {day.year:04}"


def row_day(day: date, today: date) -> str:
    """Name a day in a list: `today`, `tomorrow`, `Thu` (yesterday, next 6 days), else `4 Dec`."""
    ahead = (day - today).days
    if ahead in (0, 1):
        return ("today", "tomorrow")[ahead]
    return weekday_word(day) if -1 <= ahead <= 6 else short_day(day, today)


def row_moment(moment: datetime, now: datetime) -> str:
    """Name a moment in a list, in the zone of `now`: as row_day, with the clock while near."""
    local = moment.astimezone(now.tzinfo)
    today = now.date()
    words = row_day(local.date(), today)
    return f"{words} {clock(local)}" if -1 <= (local.date() - today).days <= 6 else words


def due_word(day: date, today: date) -> str:
    """When a day's work is due: `late 4 d` once the day is over, else the words of row_day."""
    return f"late {_days_amount((today - day).days)}" if day < today else row_day(day, today)


def late(moment: datetime, now: datetime) -> str:
    """`late 2 h`, for a `moment` that has passed."""
    return f"late {_amount(now - moment)}"


def ago(moment: datetime, now: datetime) -> str:
    """Give the age of a past `moment`: `now`, `5 min`, `26 h`, `3 d`, `5 wk`, `4 mo`."""
    gone = now - moment
    return _amount(gone) if gone >= timedelta(minutes=1) else "now"


def span(length: timedelta) -> str:
    """Give a length of time in one sensible unit: `40 s`, `7 min`, `1 h`; its sign is dropped."""
    seconds = round(abs(length.total_seconds()))
    # Rounded, since what was set by an hour is rarely measured as one to the millisecond.
    return _amount(timedelta(minutes=round(seconds / 60))) if seconds >= 60 else f"{seconds} s"


def distance(day: date, today: date) -> str:
    """How far a day is, exactly: `tomorrow`, `in 8 days`, `in 2 weeks`, `2 days ago`."""
    ahead = (day - today).days
    if abs(ahead) <= 1:
        return ("today", "tomorrow", "yesterday")[ahead]
    weeks, rest = divmod(abs(ahead), 7)
    words = plural(weeks, "week") if weeks > 1 and not rest else plural(abs(ahead), "day")
    return f"in {words}" if ahead > 0 else f"{words} ago"


def echo(when: When, minutes: int | None, zone: tzinfo, now: datetime) -> str:
    """Say in full what was understood: `Tue 24 Nov 2026, 14:30-14:50 Europe/Lisbon, tomorrow`.

    Shown before anything is saved. `minutes` is the agreed length, None without one. Raises
    RefusedError when the time does not exist in `zone`.
    """
    today = now.astimezone(zone).date()
    parts = [full_day(when.day), distance(when.day, today)]
    if when.time is not None:
        start = when.moment(zone)
        span = clock(start.astimezone(zone))
        if minutes is not None:
            end = start + timedelta(minutes=minutes)
            span = f"{span}-{clock(end.astimezone(zone))}"
        parts.insert(1, f"{span} {zone}")
    return ", ".join(parts)


def mmss(seconds: float) -> str:
    """`12:40`, and `104:05` past 99 minutes; the part of a second is dropped, below zero is 0."""
    minutes, rest = divmod(max(0, int(seconds)), 60)
    return f"{minutes:02}:{rest:02}"


def time_kept(talk: Interview, now: datetime) -> str:
    """How courteous a talk was, in short: `24 of 20 + 5 min, kept`, or `over by 4 min`."""
    offered = f" + {talk.extension_minutes}" if talk.extension_minutes else ""
    used, late = talk.used_seconds(now) // 60, _late_minutes(talk)
    return f"{used} of {talk.agreed_minutes}{late}{offered} min, {_over(talk, now, ' min')}"


def time_told(talk: Interview, now: datetime) -> str:
    """Say the same in full: `agreed 20 + 5 offered, used 24, kept`; without an end what is agreed.

    `- 3 late` is what beginning late took off where it was to end as booked.
    """
    offered = f" + {talk.extension_minutes} offered" if talk.extension_minutes else ""
    agreed = f"agreed {talk.agreed_minutes}{_late_minutes(talk)}{offered}"
    if talk.ended_at is None:
        return f"{agreed} min"
    return f"{agreed}, used {talk.used_seconds(now) // 60}, {_over(talk, now)}"


def _over(talk: Interview, now: datetime, unit: str = "") -> str:
    over = talk.overrun_seconds(now) // 60
    return f"over by {over}{unit}" if over else "kept"


def _late_minutes(talk: Interview) -> str:
    late = talk.late_seconds // 60
    return f" - {late} late" if late else ""


def _amount(gone: timedelta) -> str:
    """Pick the largest unit that still tells two rows apart; at least one minute."""
    minutes = max(1, int(gone.total_seconds()) // 60)
    if minutes < 60:
        return f"{minutes} min"
    # Hours go on to 47: `26 h` stands beside `aim 24 h`.
    hours = minutes // 60
    return f"{hours} h" if hours < 48 else _days_amount(hours // 24)


def _days_amount(days: int) -> str:
    for limit, length, unit in ((28, 1, "d"), (90, 7, "wk"), (730, 30, "mo")):
        if days < limit:
            return f"{days // length} {unit}"
    return f"{days // 365} y"
