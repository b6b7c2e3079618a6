import locale
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_tui.domain import wording
from infoview_tui.domain.dates import When
from infoview_tui.errors import RefusedError

LISBON = ZoneInfo("Europe/Lisbon")
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 23, 14, 30, tzinfo=LISBON)  # a Monday
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-23 14:30", "today 14:30"),
        ("2026-11-23 10:40", "today 10:40"),
        ("2026-11-24 00:00", "tomorrow 00:00"),
        ("2026-11-26 09:05", "Thu 09:05"),
        ("2026-11-29 23:59", "Sun 23:59"),
        ("2026-11-30 00:00", "30 Nov"),
        ("2026-12-04 10:00", "4 Dec"),
        ("2027-12-04 10:00", "4 Dec 2027"),
        ("2026-11-22 18:20", "Sun 18:20"),
        ("2026-11-20 18:20", "20 Nov"),
        ("2025-11-20 18:20", "20 Nov 2025"),
    ],
)
def test_row_moment(moment: str, words: str) -> None:
    local = datetime.fromisoformat(moment).replace(tzinfo=LISBON)
    assert wording.row_moment(local.astimezone(UTC), NOW) == words


def test_a_row_is_in_the_zone_of_now() -> None:
    late_evening = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert wording.row_moment(late_evening, NOW) == "today 23:30"
    assert wording.row_moment(late_evening, NOW.astimezone(BERLIN)) == "tomorrow 00:30"


@pytest.mark.parametrize(
    ("day", "row", "due", "sentence"),
    [
        ("2026-11-23", "today", "today", "Mon 23 Nov"),
        ("2026-11-24", "tomorrow", "tomorrow", "Tue 24 Nov"),
        ("2026-11-26", "Thu", "Thu", "Thu 26 Nov"),
        ("2026-11-29", "Sun", "Sun", "Sun 29 Nov"),
        ("2026-11-30", "30 Nov", "30 Nov", "Mon 30 Nov"),
        ("2027-01-21", "21 Jan", "21 Jan", "Thu 21 Jan"),
        ("2027-05-24", "24 May", "24 May", "Mon 24 May"),
        ("2027-05-25", "25 May 2027", "25 May 2027", "Tue 25 May 2027"),
        ("2026-11-22", "Sun", "late 1 d", "Sun 22 Nov"),
        ("2026-11-19", "19 Nov", "late 4 d", "Thu 19 Nov"),
        ("2026-10-19", "19 Oct", "late 5 wk", "Mon 19 Oct"),
    ],
)
def test_a_day_in_a_row(day: str, row: str, due: str, sentence: str) -> None:
    parsed = date.fromisoformat(day)
    assert wording.row_day(parsed, TODAY) == row
    assert wording.due_word(parsed, TODAY) == due
    assert wording.weekday_date(parsed, TODAY) == sentence


@pytest.mark.parametrize(
    ("gone", "ago", "late"),
    [
        (timedelta(seconds=59), "now", "late 1 min"),
        (timedelta(minutes=5), "5 min", "late 5 min"),
        (timedelta(minutes=59, seconds=59), "59 min", "late 59 min"),
        (timedelta(hours=2, minutes=59), "2 h", "late 2 h"),
        (timedelta(hours=26), "26 h", "late 26 h"),
        (timedelta(hours=47, minutes=59), "47 h", "late 47 h"),
        (timedelta(hours=48), "2 d", "late 2 d"),
        (timedelta(days=27, hours=23), "27 d", "late 27 d"),
        (timedelta(days=28), "4 wk", "late 4 wk"),
        (timedelta(days=41), "5 wk", "late 5 wk"),
        (timedelta(days=89), "12 wk", "late 12 wk"),
        (timedelta(days=90), "3 mo", "late 3 mo"),
        (timedelta(days=125), "4 mo", "late 4 mo"),
        (timedelta(days=729), "24 mo", "late 24 mo"),
        (timedelta(days=730), "2 y", "late 2 y"),
        (timedelta(days=-3), "now", "late 1 min"),
    ],
)
def test_ago_and_late(gone: timedelta, ago: str, late: str) -> None:
    moment = NOW.astimezone(UTC) - gone
    assert wording.ago(moment, NOW) == ago
    assert wording.late(moment, NOW) == late


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=3), "3 s"),
        (timedelta(seconds=59.6), "1 min"),
        (timedelta(minutes=7, seconds=20), "7 min"),
        (timedelta(hours=1, seconds=-0.1), "1 h"),
        (-timedelta(hours=1, seconds=9), "1 h"),
        (timedelta(days=-3), "3 d"),
    ],
)
def test_a_length_is_given_in_one_unit_without_its_sign(length: timedelta, words: str) -> None:
    assert wording.span(length) == words


def test_ago_counts_real_hours_when_the_clocks_change() -> None:
    now = datetime(2026, 10, 25, 4, tzinfo=BERLIN)
    assert wording.ago(datetime(2026, 10, 25, 0, tzinfo=BERLIN).astimezone(UTC), now) == "5 h"


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (2, "in 2 days"),
        (7, "in 7 days"),
        (8, "in 8 days"),
        (14, "in 2 weeks"),
        (15, "in 15 days"),
        (-2, "2 days ago"),
        (-21, "3 weeks ago"),
    ],
)
def test_distance(ahead: int, words: str) -> None:
    assert wording.distance(TODAY + timedelta(days=ahead), TODAY) == words


@pytest.mark.parametrize(
    ("when", "minutes", "words"),
    [
        (
            When(date(2026, 11, 24), time(14, 30)),
            20,
            "Tue 24 Nov 2026, 14:30-14:50 Europe/Lisbon, tomorrow",
        ),
        (
            When(date(2026, 12, 1), time(14, 30)),
            None,
            "Tue 1 Dec 2026, 14:30 Europe/Lisbon, in 8 days",
        ),
        (
            When(date(2026, 11, 21), time(23, 50)),
            20,
            "Sat 21 Nov 2026, 23:50-00:10 Europe/Lisbon, 2 days ago",
        ),
        (When(date(2026, 12, 7)), 20, "Mon 7 Dec 2026, in 2 weeks"),
    ],
)
def test_echo(when: When, minutes: int | None, words: str) -> None:
    assert wording.echo(when, minutes, LISBON, NOW) == words


def test_echo_across_a_change_of_the_clocks() -> None:
    before = datetime(2026, 3, 28, 12, tzinfo=BERLIN)
    when = When(date(2026, 3, 29), time(1, 50))
    assert wording.echo(when, 20, BERLIN, before).startswith("Sun 29 Mar 2026, 01:50-03:10 Europe")
    with pytest.raises(RefusedError, match="does not exist"):
        wording.echo(When(date(2026, 3, 29), time(2, 30)), 20, BERLIN, before)


def test_echo_counts_days_where_the_meeting_is() -> None:
    evening = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert wording.echo(When(date(2026, 11, 24)), None, BERLIN, evening).endswith(", today")


@pytest.mark.parametrize(
    ("seconds", "figures"),
    [
        (0, "00:00"),
        (34.9, "00:34"),
        (60, "01:00"),
        (760, "12:40"),
        (1499, "24:59"),
        (5999, "99:59"),
        (6245, "104:05"),
        (-5, "00:00"),
    ],
)
def test_lengths(seconds: float, figures: str) -> None:
    assert wording.mmss(seconds) == figures


def test_plural() -> None:
    assert [wording.plural(n, "gap") for n in (0, 1, 2)] == ["0 gaps", "1 gap", "2 gaps"]
    assert wording.plural(3, "reply", "replies") == "3 replies"
    assert wording.plural(1, "person", "people") == "1 person"


@pytest.mark.parametrize(
    ("day", "n", "reached"),
    [
        ("2026-11-23", 0, "2026-11-23"),
        ("2026-11-23", 3, "2026-11-26"),
        ("2026-11-23", 5, "2026-11-30"),
        ("2026-11-27", 1, "2026-11-30"),
        ("2026-11-28", 1, "2026-11-30"),
        ("2026-11-28", 0, "2026-11-28"),
        ("2026-11-29", -1, "2026-11-27"),
        ("2026-12-31", 7, "2027-01-11"),
    ],
)
def test_business_days(day: str, n: int, reached: str) -> None:
    assert wording.add_business_days(date.fromisoformat(day), n) == date.fromisoformat(reached)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 300))
def test_business_days_are_working_days_and_come_back(day: date, n: int) -> None:
    reached = wording.add_business_days(day, n)
    between = [day + timedelta(days=i + 1) for i in range((reached - day).days)]
    assert sum(d.weekday() < 5 for d in between) == n
    assert reached.weekday() < 5
    if day.weekday() < 5:
        assert wording.add_business_days(reached, -n) == day


def test_names_do_not_follow_the_locale() -> None:
    before = locale.setlocale(locale.LC_TIME)
    try:
        locale.setlocale(locale.LC_TIME, "")
        assert wording.full_day(date(2026, 12, 1)) == "Tue 1 Dec 2026"
    finally:
        locale.setlocale(locale.LC_TIME, before)
