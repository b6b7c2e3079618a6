import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from infoview_tui.domain.dates import When, parse_when
from infoview_tui.domain.wording import clock, echo, full_day, row_moment
from infoview_tui.errors import RefusedError

LISBON = ZoneInfo("Europe/Lisbon")
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 23, 14, 30, tzinfo=LISBON)  # a Monday

DAYS = {
    "today": "2026-11-23",
    "Tomorrow": "2026-11-24",
    "tmr": "2026-11-24",
    "  yesterday\n": "2026-11-22",
    "mon": "2026-11-30",
    "tue": "2026-11-24",
    "weds": "2026-11-25",
    "thurs": "2026-11-26",
    "fri": "2026-11-27",
    "on friday": "2026-11-27",
    "SUNDAY": "2026-11-29",
    "this friday": "2026-11-27",
    "this mon": "2026-11-23",
    "next mon": "2026-11-30",
    "next tue": "2026-12-01",
    "next sunday": "2026-12-06",
    "mon next week": "2026-11-30",
    "next week wed": "2026-12-02",
    "last monday": "2026-11-16",
    "last fri": "2026-11-20",
    "in 3 days": "2026-11-26",
    "3 days": "2026-11-26",
    "+3d": "2026-11-26",
    "-3d": "2026-11-20",
    "3 days ago": "2026-11-20",
    "a week ago": "2026-11-16",
    "2w": "2026-12-07",
    "in 2 weeks": "2026-12-07",
    "in a month": "2026-12-23",
    "4mo": "2027-03-23",
    "1y": "2027-11-23",
    "+7bd": "2026-12-02",
    "in 3 business days": "2026-11-26",
    "7 business days ago": "2026-11-12",
    "end of month": "2026-11-30",
    "eom": "2026-11-30",
    "next week": "2026-11-30",
    "next month": "2026-12-23",
    "2026-12-01": "2026-12-01",
    "2026-12-1": "2026-12-01",
    "2026/12/01": "2026-12-01",
    "1 Dec": "2026-12-01",
    "Dec 1": "2026-12-01",
    "1st of December": "2026-12-01",
    "Dec. 1st, 2027": "2027-12-01",
    "1-Dec-2026": "2026-12-01",
    "Tue 1 Dec": "2026-12-01",
    "Tue, 1 Dec 2026": "2026-12-01",
    "5 sept": "2027-09-05",
    "may 5": "2027-05-05",
    "23 Nov": "2026-11-23",
    "22 Nov": "2027-11-22",
    "22 Nov 2026": "2026-11-22",
    "29 Feb": "2028-02-29",
    "31 Dec": "2026-12-31",
    "1 Jan": "2027-01-01",
    "12/1": "2026-12-01",
    "12/1/2026": "2026-12-01",
    "12/1/27": "2027-12-01",
    "1.12.": "2026-12-01",
    "1.12.2026": "2026-12-01",
}

MOMENTS = {
    "now": "2026-11-23 14:30",
    "14:30": "2026-11-23 14:30",
    "9:05": "2026-11-23 09:05",
    "3pm": "2026-11-23 15:00",
    "at 14.30": "2026-11-23 14:30",
    "noon": "2026-11-23 12:00",
    "midnight": "2026-11-24 00:00",
    "at midnight": "2026-11-24 00:00",
    "tomorrow midnight": "2026-11-24 00:00",
    "noon tomorrow": "2026-11-24 12:00",
    "12am tomorrow": "2026-11-24 00:00",
    "tomorrow 12 pm": "2026-11-24 12:00",
    "tomorrow 14:30": "2026-11-24 14:30",
    "tomorrow at 14.30": "2026-11-24 14:30",
    "tomorrow, 3:15 p.m.": "2026-11-24 15:15",
    "friday 15:00": "2026-11-27 15:00",
    "fri 3pm": "2026-11-27 15:00",
    "next tue 14:30": "2026-12-01 14:30",
    "15:00 on 1 Dec": "2026-12-01 15:00",
    "Dec 1 3pm": "2026-12-01 15:00",
    "1 Dec 2027 09:00": "2027-12-01 09:00",
    "12/1 3pm": "2026-12-01 15:00",
    "in 3 days at 9:00": "2026-11-26 09:00",
    "+7bd 10:00": "2026-12-02 10:00",
    "in 2 hours": "2026-11-23 16:30",
    "in an hour": "2026-11-23 15:30",
    "an hour ago": "2026-11-23 13:30",
    "+90min": "2026-11-23 16:00",
    "in 12 h": "2026-11-24 02:30",
    "2026-12-01 15:00": "2026-12-01 15:00",
    "2026-12-01T15:00": "2026-12-01 15:00",
    "2026-12-01T15:00:00": "2026-12-01 15:00",
    "2026-12-01T15:00Z": "2026-12-01 15:00",
    "2026-12-01T15:00:00+01:00": "2026-12-01 14:00",
    "2026-12-01 5:00": "2026-12-01 05:00",
}

REFUSED = """
99|9|2026|15|0|may|dec|dec 2026|monday 9|mon 9|at 9|tomorrow at 3|asap|call Anna|next tuseday|soon|
2026-13-45|2026-02-29|2026-11-31|31 feb|29 feb 2027|0 dec|13/12|12/32|9.30|14.30|1.13.2026|25:99|
24:00|tomorrow 25:00|13pm|0am|14:30pm|14:30 15:00|14:30-14:50|2026-12-01T25:00|in 2 hours 15:00|
in 3|+|+d|3m|in 3 fortnights|in 3 days ago|next mon next week|next|this|last|next may|1 2 3|d|
1 dec 1 dec|tue 2 dec|sun 22 nov|foo 1 dec|9999y|2026-12-01T15:00+99:99|0001-01-01T00:00+23:00|
9999-12-31T23:00-12:00|1 Dec 1899|2200-01-01|[/]|\x1b[31mfri|٣ days|²d|\ud800|-|,|:|at|on
"""


@pytest.mark.parametrize(("text", "day"), DAYS.items())
def test_a_day(text: str, day: str) -> None:
    assert parse_when(text, NOW) == When(date.fromisoformat(day))


@pytest.mark.parametrize(("text", "moment"), MOMENTS.items())
def test_a_moment(text: str, moment: str) -> None:
    local = datetime.fromisoformat(moment)
    when = parse_when(text, NOW)
    assert when == When(local.date(), local.time())
    assert when.moment(LISBON) == local.replace(tzinfo=LISBON)
    assert when.moment(LISBON).tzinfo is UTC


@pytest.mark.parametrize("text", [t.strip("\n") for t in REFUSED.split("|")])
def test_refused(text: str) -> None:
    with pytest.raises(RefusedError) as caught:
        parse_when(text, NOW)
    assert str(caught.value).isprintable()


def test_refusals_name_the_text_and_the_next_step() -> None:
    with pytest.raises(RefusedError) as caught:
        parse_when("next\t tuseday\x1b", NOW)
    assert str(caught.value) == (
        "not a date: 'next tuseday?'. Try tomorrow 14:30, fri 15:00 or 2026-12-01 15:00."
    )
    with pytest.raises(RefusedError, match=r"^No date was given\."):
        parse_when(" \n", NOW)
    with pytest.raises(RefusedError, match=r"^Wed 2 Dec 2026 is not a Tuesday\."):
        parse_when("tue 2 dec", NOW)


def test_length_is_limited_without_repeating_the_text() -> None:
    assert parse_when("fri".rjust(100), NOW).day == date(2026, 11, 27)
    with pytest.raises(RefusedError, match="too long") as caught:
        parse_when("fri".rjust(101), NOW)
    assert len(str(caught.value)) < 100


def test_order_of_day_and_month() -> None:
    assert parse_when("1/12", NOW, day_first=True).day == date(2026, 12, 1)
    assert parse_when("1/12", NOW).day == date(2027, 1, 12)
    assert parse_when("1.12.", NOW).day == parse_when("1.12.", NOW, day_first=True).day


def test_a_weekday_is_never_today_unless_this_is_said() -> None:
    friday = datetime(2026, 11, 27, 9, tzinfo=LISBON)
    assert parse_when("fri 15:00", friday).day == date(2026, 12, 4)
    assert parse_when("this fri", friday).day == date(2026, 11, 27)
    assert parse_when("last fri", friday).day == date(2026, 11, 20)


def test_year_end_and_leap_day() -> None:
    new_years_eve = datetime(2027, 12, 31, 22, tzinfo=LISBON)
    assert parse_when("tomorrow", new_years_eve).day == date(2028, 1, 1)
    assert parse_when("midnight", new_years_eve).day == date(2028, 1, 1)
    assert parse_when("in 3 hours", new_years_eve) == When(date(2028, 1, 1), time(1))
    assert parse_when("in 2 months", new_years_eve).day == date(2028, 2, 29)
    leap_day = datetime(2028, 2, 29, 9, tzinfo=LISBON)
    assert parse_when("1y", leap_day).day == date(2029, 2, 28)
    assert parse_when("29 feb", leap_day).day == date(2028, 2, 29)
    assert parse_when("eom", datetime(2028, 2, 1, tzinfo=LISBON)).day == date(2028, 2, 29)


def test_a_day_without_a_time_is_no_moment() -> None:
    with pytest.raises(RefusedError, match=r"^Fri 27 Nov 2026 needs a time too"):
        parse_when("fri", NOW).moment(LISBON)


def test_a_time_that_the_clocks_skip_is_refused() -> None:
    now = datetime(2026, 3, 28, 12, tzinfo=BERLIN)
    skipped = parse_when("29 Mar 2026 02:30", now)
    with pytest.raises(RefusedError, match="02:30 on Sun 29 Mar 2026 does not exist in Europe/Ber"):
        skipped.moment(BERLIN)
    assert skipped.moment(LISBON) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert parse_when("tomorrow 03:00", now).moment(BERLIN) == datetime(2026, 3, 29, 1, tzinfo=UTC)
    nearly = datetime(2026, 3, 29, 1, 30, tzinfo=BERLIN)
    assert parse_when("in an hour", nearly) == When(date(2026, 3, 29), time(3, 30))


def test_a_time_that_comes_twice() -> None:
    before = datetime(2026, 10, 24, 12, tzinfo=BERLIN)
    typed = parse_when("25 Oct 2026 02:30", before)
    assert typed.moment(BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    first = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
    assert parse_when("in 1 hour", first).moment(BERLIN) == datetime(
        2026, 10, 25, 1, 30, tzinfo=UTC
    )
    assert parse_when("in 1 day at 9:00", before).moment(BERLIN) == datetime(
        2026, 10, 25, 8, tzinfo=UTC
    )


def test_hours_from_now_are_whole_minutes() -> None:
    assert parse_when("in 2 hours", NOW.replace(second=45, microsecond=7)).time == time(16, 30)


VOCABULARY = (
    "a an in at on next this last week days d w mo bd h min fri mon dec may feb noon midnight ago"
    " of 0 1 2 3pm 29 31 99 9999 2026 0001 14:30 25:99 2026-12-01 12/1 . , : - + / T Z"
)
PHRASES = st.lists(st.sampled_from(VOCABULARY.split()), max_size=6).flatmap(
    lambda words: st.sampled_from([" ".join(words), "".join(words)])
)


@given(st.text(max_size=110) | PHRASES, st.booleans())
@example("9999-12-31T23:59-23:59", False)
@example("0000-00-00", False)
def test_any_text_is_understood_or_refused(text: str, day_first: bool) -> None:
    try:
        when = parse_when(text, NOW, day_first=day_first)
    except RefusedError:
        return
    assert not text.strip().isdigit()
    if when.time is not None:
        assert abs(when.moment(UTC).timestamp()) < 1e10


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_an_echoed_day_reads_back(day: date) -> None:
    when = parse_when(day.isoformat(), NOW)
    assert when == When(day)
    assert parse_when(full_day(day), NOW) == when
    assert parse_when(echo(when, None, LISBON, NOW).partition(", ")[0], NOW) == when


@given(st.integers(0, 6 * 24 * 60))
def test_a_near_moment_of_a_row_reads_back(minutes: int) -> None:
    moment = NOW + timedelta(minutes=minutes)
    words = row_moment(moment, NOW)
    assert words.endswith(clock(moment))
    assert parse_when(words, NOW).moment(LISBON) == moment


def test_dateutil_parser_stays_unloaded() -> None:
    code = (
        "import sys; from infoview_tui.domain import dates, wording;"
        "print('dateutil.parser' in sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "False"
