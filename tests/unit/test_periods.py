from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import example, given
from hypothesis import strategies as st

from infoview_tui.domain.periods import Period, between, read_period, usual
from infoview_tui.errors import RefusedError

NOW = datetime(2026, 11, 23, 14, 30, tzinfo=ZoneInfo("Europe/Lisbon"))
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("text", "period", "words"),
    [
        ("", Period(), "since the start"),
        ("all", Period(), "since the start"),
        ("3m", Period(date(2026, 8, 23)), "since 23 Aug"),
        ("last 6 weeks", Period(date(2026, 10, 12)), "since 12 Oct"),
        ("1y", Period(date(2025, 11, 23)), "since 23 Nov 2025"),
        ("2026", Period(date(2026, 1, 1), date(2026, 12, 31)), "2026"),
        ("oct", Period(date(2026, 10, 1), date(2026, 10, 31)), "October 2026"),
        ("Dec", Period(date(2025, 12, 1), date(2025, 12, 31)), "December 2025"),
        ("feb 2024", Period(date(2024, 2, 1), date(2024, 2, 29)), "February 2024"),
        ("2026-09", Period(date(2026, 9, 1), date(2026, 9, 30)), "September 2026"),
        ("since 1 sep", Period(date(2026, 9, 1)), "since 1 Sep"),
        ("since 1 dec", Period(date(2025, 12, 1)), "since 1 Dec 2025"),
        ("since fri", Period(date(2026, 11, 20)), "since 20 Nov"),
        ("until 1 sep 2025", Period(None, date(2025, 9, 1)), "until 1 Sep 2025"),
        ("from 1 sep to 4 oct", Period(date(2026, 9, 1), date(2026, 10, 4)), "1 Sep to 4 Oct"),
        ("1 sep to 4 oct", Period(date(2026, 9, 1), date(2026, 10, 4)), "1 Sep to 4 Oct"),
        ("sep until 4 oct", Period(date(2026, 9, 1), date(2026, 10, 4)), "1 Sep to 4 Oct"),
        ("since 2026-09-01 until yesterday", Period(date(2026, 9, 1), date(2026, 11, 22)), None),
    ],
)
def test_a_period_is_read_as_one_says_it(text: str, period: Period, words: str | None) -> None:
    assert read_period(text, NOW) == period
    if words is not None:
        assert period.words(TODAY) == words


@pytest.mark.parametrize(
    "text",
    [
        "soon",
        "since",
        "since tomorrow",
        "since +3d",
        "2027",
        "since 4 oct until 1 sep",
        "99",
        "1 sep",
    ],
)
def test_what_is_no_period_of_days_gone_by_is_refused(text: str) -> None:
    with pytest.raises(RefusedError):
        read_period(text, NOW)


@given(st.text(max_size=40) | st.from_regex(r"(since |until )?[0-9]{1,3} ?[dwmy]", fullmatch=True))
@example("999y")
def test_any_text_is_a_period_or_refused(text: str) -> None:
    try:
        period = read_period(text, NOW)
    except RefusedError:
        return
    assert period.since is None or period.since <= TODAY
    assert read_period(period.words(TODAY), NOW) == period


def test_the_usual_is_the_last_year_at_most() -> None:
    assert usual(None, TODAY).since == date(2025, 11, 23)
    assert usual(date(2020, 1, 1), TODAY).since == date(2025, 11, 23)
    assert usual(date(2026, 9, 1), TODAY).since == date(2026, 9, 1)


def test_the_order_of_day_and_month_is_the_users() -> None:
    assert between("2/10", "", NOW, day_first=True) == Period(date(2026, 10, 2))
    assert between("2/10", "", NOW) == Period(date(2026, 2, 10))


def test_a_day_is_a_day_of_the_zone() -> None:
    lisbon = ZoneInfo("Europe/Lisbon")
    first, last = Period(date(2026, 10, 25), date(2026, 10, 25)).bounds(lisbon)
    assert first is not None and last is not None
    # The day on which the clocks go back has 25 hours.
    assert last.astimezone(UTC) - first.astimezone(UTC) == timedelta(hours=25)


@given(
    st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    st.none() | st.integers(0, 900),
    st.none() | st.integers(0, 900),
)
@example(date(2028, 11, 1), 246, 246)
@example(date(2031, 1, 1), 1037, None)
def test_what_is_said_of_a_period_is_read_as_the_same(
    today: date, began: int | None, ended: int | None
) -> None:
    days = [None if ago is None else today - timedelta(days=ago) for ago in (began, ended)]
    first, last = days
    if first and last and last < first:
        first, last = last, first
    period = Period(first, last)
    now = datetime.combine(today, NOW.time(), NOW.tzinfo)
    assert read_period(period.words(today), now) == period


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(0, 30), st.booleans())
def test_so_is_what_is_said_of_a_month_or_a_year(today: date, back: int, whole: bool) -> None:
    now = datetime.combine(today, NOW.time(), NOW.tzinfo)
    first = (today - relativedelta(months=back)).replace(day=1)
    last = first + relativedelta(day=31)
    if whole:
        first, last = first.replace(month=1), date(first.year, 12, 31)
    period = Period(first, last)
    assert read_period(period.words(today), now) == period
