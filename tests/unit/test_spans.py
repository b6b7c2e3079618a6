from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_tui.domain.spans import Times, read_times
from infoview_tui.errors import RefusedError

LISBON = ZoneInfo("Europe/Lisbon")
NOW = datetime(2026, 11, 24, 15, 0, tzinfo=LISBON)  # a Tuesday


def read(text: str, day: date | None = None) -> str:
    times = read_times(text, NOW, 20, day=day)
    start, end = times.start.astimezone(LISBON), times.end.astimezone(LISBON)
    return f"{start:%d %b %H:%M} {end:%H:%M}"


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("10:02-10:31", "24 Nov 10:02 10:31"),
        ("10:02 - 10:31", "24 Nov 10:02 10:31"),
        ("10:02 to 10:31", "24 Nov 10:02 10:31"),
        ("9:30am\u201310am", "24 Nov 09:30 10:00"),
        ("10:02 29 min", "24 Nov 10:02 10:31"),
        ("10:02 29", "24 Nov 10:02 10:31"),
        ("10:02, for 29 minutes", "24 Nov 10:02 10:31"),
        ("10:02", "24 Nov 10:02 10:22"),
        ("yesterday 14:00-14:20", "23 Nov 14:00 14:20"),
        ("tue 9:30 25 min", "24 Nov 09:30 09:55"),
        ("tue 18:00", "17 Nov 18:00 18:20"),
        ("wed 9:30", "18 Nov 09:30 09:50"),
        ("last fri 9:30-10:00", "20 Nov 09:30 10:00"),
        ("20 nov 9:30-10:00", "20 Nov 09:30 10:00"),
        ("fri 20 nov 9:30-10:00", "20 Nov 09:30 10:00"),
        ("11/20 9:30 30 min", "20 Nov 09:30 10:00"),
        ("2026-11-20 10:02-10:31", "20 Nov 10:02 10:31"),
        ("2026-11-20T10:02+00:00", "20 Nov 10:02 10:22"),
        ("yesterday 23:50-0:20", "23 Nov 23:50 00:20"),
        ("yesterday 23:50-midnight", "23 Nov 23:50 00:00"),
        ("2 days ago 10:00 15 min", "22 Nov 10:00 10:15"),
    ],
)
def test_what_was_is_read_as_one_says_it(typed: str, understood: str) -> None:
    assert read(typed) == understood


@pytest.mark.parametrize("typed", ["4 dec 10:00", "dec 4 10:00", "12/4 10:00", "4.12. 10:00"])
def test_a_day_and_month_without_a_year_are_the_last_ones(typed: str) -> None:
    assert read_times(typed, NOW, 20).start == datetime(2025, 12, 4, 10, 0, tzinfo=UTC)


def test_what_begins_this_minute_is_today() -> None:
    assert read("tue 15:00") == "24 Nov 15:00 15:20"


def test_a_time_alone_is_of_the_booked_day() -> None:
    assert read("10:02-10:31", date(2026, 11, 20)) == "20 Nov 10:02 10:31"
    assert read("yesterday 10:02", date(2026, 11, 20)) == "23 Nov 10:02 10:22"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "No date"),
        ("soon", "not a date: 'soon'"),
        ("10:31-10:31", "after the start"),
        ("10:31-10:02", "after the start"),
        ("yesterday", "needs a time too"),
        ("yesterday 20 min", "needs a time too"),
        ("10:02-10:99", "not a date"),
        ("29 mar 2026 01:30", "does not exist"),
    ],
)
def test_what_is_not_understood_is_said(typed: str, said: str) -> None:
    with pytest.raises(RefusedError, match=said):
        read(typed)


@pytest.mark.parametrize("typed", ["tomorrow 10:00", "next tue 9:30", "1 dec 2026 10:00"])
def test_what_is_ahead_is_not_taken_for_the_past(typed: str) -> None:
    assert read_times(typed, NOW, 20).start > NOW


def test_the_echo_leaves_nothing_to_guess() -> None:
    start = datetime(2026, 11, 23, 10, 2, tzinfo=UTC)
    times = Times(start, start.replace(minute=31))
    assert times.words(NOW) == "Mon 23 Nov, 10:02-10:31, 29 min, yesterday"


@given(st.text("0123456789:-/. apmdtueovfnl", max_size=24))
def test_any_text_is_read_or_refused(typed: str) -> None:
    try:
        times = read_times(typed, NOW, 20)
    except RefusedError:
        return
    assert times.start < times.end
