"""Requests that nobody answers: three business days, seven, and then rest (Dalton's 3B7)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_tui.domain.due import Group, Habits, Silence, World
from infoview_tui.domain.followup import Letter
from infoview_tui.domain.today import today
from infoview_tui.domain.wording import add_business_days

LISBON = ZoneInfo("Europe/Lisbon")
THURSDAY = datetime(2026, 11, 12, 18, 0, tzinfo=LISBON)
CHRISTMAS = frozenset({date(2026, 12, 25)})
ACME = Silence("Acme")


def rows(
    day: date, silence: Silence = ACME, sent: datetime = THURSDAY, **habits: object
) -> list[tuple[str, str, str]]:
    letter = Letter(
        7, "l", 3, "request_cold", "s", "b", sent_at=sent.astimezone(UTC), person="Ingrid Solheim"
    )
    now = datetime(day.year, day.month, day.day, 9, tzinfo=LISBON)
    world = World(now, requests=(letter,), silence={7: silence}, habits=Habits(**habits))  # type: ignore[arg-type]
    return [(row.what, row.badge, row.why) for row in today(world) if row.group is Group.DUE]


TRY = ("Try someone else at Acme", "today", "Ingrid has been silent for 3 business days")
REMIND = "Remind Ingrid Solheim"


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 11, 16), []),
        # Friday, Monday, Tuesday.
        (date(2026, 11, 17), [TRY]),
        (date(2026, 11, 20), [TRY]),
        (date(2026, 11, 23), [(REMIND, "today", "7 business days silent; once only")]),
        (date(2026, 11, 24), [(REMIND, "late 1 d", "silent since Thu 12 Nov; once only")]),
    ],
)
def test_the_third_and_the_seventh_business_day(day: date, due: list[tuple[str, str, str]]) -> None:
    assert rows(day) == due


def test_nobody_else_is_known_or_somebody_was_asked() -> None:
    assert rows(date(2026, 11, 17), Silence()) == []
    assert rows(date(2026, 11, 17), Silence("Acme", elsewhere=True)) == []
    assert rows(date(2026, 11, 23), Silence("Acme", elsewhere=True))[0][0] == REMIND


def test_holidays_are_no_business_days() -> None:
    sent = datetime(2026, 12, 23, 18, 0, tzinfo=LISBON)
    assert rows(date(2026, 12, 28), sent=sent) == [TRY]
    assert rows(date(2026, 12, 28), sent=sent, holidays=CHRISTMAS) == []
    assert rows(date(2026, 12, 29), sent=sent, holidays=CHRISTMAS) == [TRY]


@pytest.mark.parametrize(
    ("reminders", "limit", "why"),
    [
        (0, 0, None),
        (0, 1, "7 business days silent; once only"),
        (1, 1, None),
        (1, 3, "7 business days silent; 2 of 3"),
        (2, 3, "7 business days silent; 3 of 3"),
        (3, 3, None),
    ],
)
def test_after_the_limit_it_is_let_rest(reminders: int, limit: int, why: str | None) -> None:
    reminded = THURSDAY.astimezone(UTC) if reminders else None
    long_ago = THURSDAY - timedelta(days=90)
    silence = Silence("Acme", reminders, reminded)
    sent = long_ago if reminders else THURSDAY
    found = rows(date(2026, 11, 23), silence, sent, reminders=limit)
    assert [row[2] for row in found] == ([] if why is None else [why])


def test_a_reminder_starts_the_seven_days_anew() -> None:
    silence = Silence("Acme", 1, THURSDAY.astimezone(UTC))
    sent = THURSDAY - timedelta(days=30)
    assert rows(date(2026, 11, 20), silence, sent, reminders=2) == []
    assert rows(date(2026, 11, 23), silence, sent, reminders=2)[0][0] == REMIND


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(1, 30),
    st.frozensets(st.dates(date(2020, 1, 1), date(2030, 6, 1)), max_size=30),
)
def test_between_two_business_days_lie_only_weekends_and_holidays(
    day: date, n: int, holidays: frozenset[date]
) -> None:
    end = add_business_days(day, n, holidays)
    between = [day + timedelta(days=k) for k in range(1, (end - day).days + 1)]
    worked = [d for d in between if d.weekday() < 5 and d not in holidays]
    assert len(worked) == n
    assert worked[-1] == end
    assert add_business_days(end, -n, holidays) <= day or day.weekday() >= 5 or day in holidays


def test_the_leap_day_is_a_day() -> None:
    sent = datetime(2028, 2, 24, 18, 0, tzinfo=LISBON)
    assert rows(date(2028, 2, 28), sent=sent) == []
    assert rows(date(2028, 2, 29), sent=sent) == [TRY]


def test_a_day_of_twenty_five_hours_is_one_day() -> None:
    # The clocks go back on Sunday, 25 October.
    sent = datetime(2026, 10, 22, 23, 30, tzinfo=LISBON)
    assert rows(date(2026, 10, 26), sent=sent) == []
    assert rows(date(2026, 10, 27), sent=sent) == [TRY]
