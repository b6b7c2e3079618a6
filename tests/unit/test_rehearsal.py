from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_tui.domain.points import Rehearsal, TalkingPoint
from infoview_tui.domain.rehearsal import (
    NONE,
    Pace,
    Practice,
    Stopwatch,
    Used,
    aim_of,
    in_order,
    landed_last,
    last_words,
    marks_of,
    pace,
    record_words,
    spark,
    trend,
    used_words,
)

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # a Monday
DAY = timedelta(days=1)


def card(id: int, **values: Any) -> TalkingPoint:
    return TalkingPoint(id, f"u{id}", id, f"card {id}", point="words", **values)


def run(seconds: int = 40, mark: int | None = 2, days: int = 1, aim: int = 45) -> Rehearsal:
    return Rehearsal(1, "r", 1, NOW - days * DAY, seconds, aim, mark)


def runs(*seconds: int) -> tuple[Rehearsal, ...]:
    return tuple(run(each, days=9 - n) for n, each in enumerate(seconds))


def used(landed: bool, days: int, comment: str = "") -> Used:
    return Used(1, "Dana Okafor", NOW - days * DAY, landed, comment)


def test_an_aim_of_thirty_is_green_at_20_amber_at_30_red_at_40() -> None:
    words = [pace(seconds, 30) for seconds in (19, 20, 29, 30, 39, 40, 300)]
    early, green, amber, red = Pace
    assert words == [early, green, green, amber, amber, red, red]


@pytest.mark.parametrize(
    ("aim", "marks"), [(15, (10, 15, 20)), (45, (30, 45, 60)), (120, (80, 120, 160))]
)
def test_other_aims_are_scaled(aim: int, marks: tuple[int, int, int]) -> None:
    assert marks_of(aim) == marks


@given(st.integers(1, 3600), st.integers(0, 7200), st.integers(0, 7200))
def test_a_pace_never_goes_back(aim: int, one: int, other: int) -> None:
    paces = list(Pace)
    first, second = sorted((one, other))
    assert paces.index(pace(first, aim)) <= paces.index(pace(second, aim))


def test_an_aim_is_ones_own_that_of_the_length_or_the_usual_one() -> None:
    assert aim_of(card(1, length="2 min")) == 120
    assert aim_of(card(1)) == 45
    assert aim_of(TalkingPoint(1, "u", 1, "t", aim_seconds=60)) == 60


@given(st.lists(st.floats(0, 100), min_size=1, max_size=9))
def test_a_stopwatch_counts_only_while_it_runs(steps: list[float]) -> None:
    at, counted, watch = 1000.0, 0.0, Stopwatch(1000.0)
    for number, step in enumerate(steps):
        at += step
        counted += step * (number % 2 == 0)
        assert watch.seconds(at) == pytest.approx(counted)
        watch = watch.pause(at) if number % 2 == 0 else watch.go_on(at)
    assert watch.go_on(at).go_on(at + 5).seconds(at + 5) == pytest.approx(counted + 5)


def test_a_clock_that_went_back_counts_nothing() -> None:
    assert Stopwatch(10.0, 3.0).seconds(5.0) == 3.0


def test_what_needs_it_most_comes_first() -> None:
    practice = {
        1: Practice((run(mark=3, days=2),)),
        2: Practice((run(mark=3, days=9),)),
        4: Practice((run(mark=3, days=3),), (used(False, 2),)),
        5: Practice((run(mark=3, days=8), run(mark=1, days=1))),
        6: Practice((run(mark=2, days=2),)),
        7: Practice((run(mark=3, days=1),), (used(False, 5),)),
    }
    intro = card(8, length="30 s")
    order = in_order([*map(card, range(1, 8)), intro], practice)
    assert [point.id for point in order] == [8, 5, 4, 3, 2, 6, 1, 7]


PRACTICE = st.builds(
    Practice,
    st.lists(
        st.builds(run, mark=st.sampled_from([None, 1, 2, 3]), days=st.integers(0, 99)), max_size=3
    ).map(lambda found: tuple(sorted(found, key=lambda r: r.at))),
    st.lists(st.builds(used, st.booleans(), st.integers(0, 99)), max_size=2).map(tuple),
)


@given(st.data(), st.lists(PRACTICE, min_size=1, max_size=6))
def test_the_order_is_one_whatever_it_came_in(data: st.DataObject, known: list[Practice]) -> None:
    points = [card(id, length=data.draw(st.sampled_from(["", "", "30 s"]))) for id in range(6)]
    practice = dict(enumerate(known))
    order = in_order(points, practice)
    assert in_order(data.draw(st.permutations(points)), practice) == order
    assert sorted(point.id for point in order) == list(range(6))
    lengths = [bool(point.length) for point in order]
    assert lengths == sorted(lengths, reverse=True)
    for kind in (True, False):
        of = [practice.get(point.id, NONE) for point in order if bool(point.length) is kind]
        shaky = [k.last is not None and k.last.mark == 1 for k in of]
        assert shaky == sorted(shaky, reverse=True)


def test_cards_that_did_not_land_stand_first_and_the_rest_stays() -> None:
    practice = {3: Practice(uses=(used(False, 1),)), 4: Practice(uses=(used(True, 1),))}
    assert [p.id for p in landed_last(map(card, (2, 1, 3, 4)), practice)] == [3, 2, 1, 4]


def test_the_record_in_words() -> None:
    known = Practice((*runs(52, 44), run(41, days=3)), (used(False, 5, "too long"),))
    assert record_words(known, NOW) == 'rehearsed: last Fri, "fair" · 3 times'
    assert last_words(known) == "last 41 s of 45, fair"
    assert used_words(known.uses[0]) == "Dana Okafor: did not, too long"
    assert used_words(used(True, 1)) == "Dana Okafor: landed"
    assert record_words(Practice((run(mark=None, days=0),)), NOW) == (
        "rehearsed: last today · once, 40 s of 45"
    )
    assert "last yesterday" in record_words(Practice((run(days=1),)), NOW)
    assert "last 9 Nov" in record_words(Practice((run(), run(days=14))), NOW)
    assert (record_words(NONE, NOW), last_words(NONE)) == ("rehearsed: never", "never run")


def test_the_day_of_a_run_is_the_users() -> None:
    late = Practice((Rehearsal(1, "r", 1, datetime(2026, 11, 22, 23, 30, tzinfo=UTC), 40, 45),))
    assert "last today" in record_words(late, NOW.astimezone(ZoneInfo("Europe/Berlin")))


def test_a_trend_says_where_it_goes() -> None:
    assert trend(runs(52, 44, 41), 45) == ("▇▆▅", "52, 44, 41 s of 45, getting closer")
    assert trend(runs(45, 60), 45)[1].endswith("further off")
    assert trend(runs(40, 50), 45)[1].endswith("steady")
    assert trend(runs(40), 45) == ("", "")


@given(st.lists(st.integers(0, 10_000), max_size=20), st.integers(1, 3600))
def test_a_longer_run_is_never_a_lower_bar(seconds: list[int], aim: int) -> None:
    bars = spark(seconds, aim)
    assert len(bars) == len(seconds)
    pairs = sorted(zip(seconds, bars, strict=True))
    assert [bar for _, bar in pairs] == sorted(bars)
