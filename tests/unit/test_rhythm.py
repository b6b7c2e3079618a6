"""Cadence over a table of events: whose turn it is, whatever happened last."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_tui.domain.people import Tier
from infoview_tui.domain.rhythm import (
    MAX_DAYS,
    Acquaintance,
    Rhythm,
    Tiers,
    Turn,
    asleep,
    due_day,
    next_day,
    read_rhythm,
    rhythm_of,
    stepped,
    turn_of,
    typed_rhythm,
)
from infoview_tui.errors import RefusedError

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Lisbon")
TIERS = Tiers()
DAY = timedelta(days=1)


def known(quiet: int | None, **values: object) -> Acquaintance:
    last = None if quiet is None else NOW - quiet * DAY
    base: dict[str, object] = {"thanked": True}
    return Acquaintance(6, "Priya Raman", last, **(base | values))  # type: ignore[arg-type]


CASES: list[tuple[str, Acquaintance, Turn | None, date | None]] = [
    ("thanked: B", known(89), Turn.COMING, date(2026, 11, 24)),
    ("B is due on its day", known(90), Turn.DUE, date(2026, 11, 23)),
    ("B is still due at the hard limit", known(135), Turn.DUE, date(2026, 10, 9)),
    ("B slips past it", known(136), Turn.SLIPPING, date(2026, 10, 8)),
    ("tier A", known(60, tier=Tier.A), Turn.DUE, date(2026, 11, 23)),
    ("tier A slips", known(91, tier=Tier.A), Turn.SLIPPING, date(2026, 10, 23)),
    ("tier C", known(90, tier=Tier.C), Turn.COMING, date(2027, 2, 21)),
    (
        "days of one's own go before the tier",
        known(10, tier=Tier.C, cadence_days=7),
        Turn.DUE,
        None,
    ),
    ("off", known(900, cadence_days=0), Turn.OFF, None),
    ("never thanked", known(900, thanked=False), None, None),
    ("never thanked, with a tier", known(60, thanked=False, tier=Tier.A), Turn.DUE, None),
    ("paused", known(900, paused_at=NOW), Turn.PAUSED, None),
    ("no contact yet", known(None, tier=Tier.A), Turn.COMING, None),
    ("a talk is booked", known(900, meets_at=NOW + 3 * DAY), Turn.COMING, date(2026, 11, 26)),
    (
        "put off",
        known(900, snoozed_at=NOW - DAY, snoozed_until=NOW + 9 * DAY),
        Turn.COMING,
        date(2026, 12, 2),
    ),
    (
        "put off until today",
        known(900, snoozed_at=NOW - 9 * DAY, snoozed_until=NOW),
        Turn.SLIPPING,
        None,
    ),
    (
        "a contact since it was put off begins a new count",
        known(60, tier=Tier.A, snoozed_at=NOW - 61 * DAY, snoozed_until=NOW + 60 * DAY),
        Turn.DUE,
        date(2026, 11, 23),
    ),
]


@pytest.mark.parametrize(("who", "turn", "due"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_whose_turn_it_is(who: Acquaintance, turn: Turn | None, due: date | None) -> None:
    assert turn_of(who, TIERS, NOW, ZONE) is turn
    if due is not None:
        assert due_day(who, TIERS, NOW, ZONE) == due


def test_days_are_those_of_the_users_calendar() -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    who = Acquaintance(1, "P", datetime(2026, 11, 21, 15, 30, tzinfo=UTC), cadence_days=1)
    late = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
    assert turn_of(who, TIERS, late, tokyo) is Turn.COMING
    assert turn_of(who, TIERS, late, ZoneInfo("UTC")) is Turn.DUE


@given(st.dates(), st.integers(0, 2**40))
def test_the_next_day_is_a_day(last: date, days: int) -> None:
    assert next_day(last, days) >= last


@given(st.integers(0, 60), st.integers(1, 60), st.integers(0, 400))
def test_what_is_put_off_stays_away_until_its_day(gone: int, ahead: int, rhythm: int) -> None:
    who = known(gone + 1, cadence_days=rhythm, snoozed_at=NOW, snoozed_until=NOW + ahead * DAY)
    assert asleep(who, NOW)
    assert asleep(who, NOW + (ahead - 1) * DAY)
    assert not asleep(who, NOW + ahead * DAY)


def walk(start: Rhythm, *, longer: bool, tiers: Tiers = TIERS) -> list[str]:
    words, rhythm = [], stepped(start, tiers, longer=longer)
    while rhythm is not None:
        words.append(rhythm.words)
        rhythm = stepped(rhythm, tiers, longer=longer)
    return words


def test_steps_lead_through_the_tiers_and_then_in_days() -> None:
    b = Rhythm(90, Tier.B)
    assert walk(b, longer=True) == ["tier C", "every 270 d", "every 365 d"]
    assert walk(b, longer=False) == [
        "tier A",
        *("every 45 d", "every 30 d", "every 21 d", "every 14 d", "every 7 d"),
    ]
    assert walk(Rhythm(100), longer=True)[0] == "tier C"
    assert walk(Rhythm(100), longer=False)[0] == "tier B"
    assert stepped(Rhythm(0), TIERS, longer=True) == b
    assert walk(b, longer=True, tiers=Tiers(10, 90, 300)) == ["tier C", "every 365 d"]


@given(st.integers(1, MAX_DAYS), st.tuples(*[st.integers(1, MAX_DAYS)] * 3), st.booleans())
def test_every_step_is_one_in_its_direction(
    days: int, tiers: tuple[int, int, int], longer: bool
) -> None:
    there = stepped(Rhythm(days), Tiers(*tiers), longer=longer)
    assert there is None or (there.days > days if longer else there.days < days)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", (None, None)),
        ("a", (Tier.A, None)),
        (" tier C ", (Tier.C, None)),
        ("45", (None, 45)),
        ("45 d", (None, 45)),
        ("10 days", (None, 10)),
        ("off", (None, 0)),
        ("0", (None, 0)),
    ],
)
def test_a_rhythm_is_read(text: str, read: tuple[Tier | None, int | None]) -> None:
    assert read_rhythm(text) == read
    assert read_rhythm(typed_rhythm(*read)) == read


@pytest.mark.parametrize("text", ["D", "-3", "4000", "often", "٣x", "9" * 99, "1e3"])
def test_what_is_no_rhythm_is_refused(text: str) -> None:
    with pytest.raises(RefusedError, match="A, B, C, a number of days"):
        read_rhythm(text)


def test_a_pause_keeps_the_rhythm() -> None:
    assert rhythm_of(known(3, paused_at=NOW, cadence_days=20), TIERS) == Rhythm(20)
    assert rhythm_of(known(3, paused_at=NOW, thanked=False), TIERS) == Rhythm(90, Tier.B)
