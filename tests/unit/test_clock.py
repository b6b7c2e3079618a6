from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_tui.domain.clock import (
    Mark,
    Reading,
    bar,
    crossed,
    ends_at,
    pace,
    read_clock,
)
from infoview_tui.domain.interviews import (
    FORGOTTEN_AFTER,
    Interview,
    Pause,
    Status,
    agreed_end,
)
from infoview_tui.domain.phases import share_out

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
MINUTES = st.integers(1, 1440)


def talk(**values: Any) -> Interview:
    base: dict[str, Any] = {"id": 1, "uid": "i", "starts_at": NOW, "started_at": NOW}
    return Interview(**(base | values))


def pause(start: timedelta, end: timedelta | None) -> Pause:
    return Pause(1, "p", 1, NOW + start, None if end is None else NOW + end)


def read(used: timedelta, **values: Any) -> Reading:
    return read_clock(talk(**values), NOW + used)


def test_the_bar_is_always_as_long() -> None:
    for minutes in range(1, 1441):
        split = share_out(minutes)
        empty = bar(read(timedelta(), agreed_minutes=minutes), split)
        full = bar(read(minutes * MINUTE, agreed_minutes=minutes), split)
        assert (len(empty), empty.count("░"), empty.count("│")) == (22, 20, 2)
        assert full == empty.replace("░", "█")
        assert all(empty.split("│"))


@pytest.mark.parametrize(
    ("minutes", "cells"), [(20, (3, 13, 4)), (5, (4, 12, 4)), (45, (3, 13, 4)), (2, (1, 18, 1))]
)
def test_each_part_of_the_bar_is_as_long_as_its_phase(
    minutes: int, cells: tuple[int, int, int]
) -> None:
    drawn = bar(read(timedelta(), agreed_minutes=minutes), share_out(minutes))
    assert tuple(map(len, drawn.split("│"))) == cells


@given(MINUTES, st.integers(0, 12).map(lambda n: n * 5), st.data())
def test_the_bar_only_grows(minutes: int, offered: int, data: st.DataObject) -> None:
    moments = sorted(data.draw(st.lists(st.integers(-60, 100_000), min_size=2)))
    readings = [
        read(m * SECOND, agreed_minutes=minutes, extension_minutes=offered) for m in moments
    ]
    ascii = {ord("█"): "#", ord("░"): "."}
    drawn = [bar(reading, share_out(minutes)).translate(ascii) for reading in readings]
    filled = [line.count("#") for line in drawn]
    assert filled == sorted(filled)
    assert {len(line) for line in drawn} == {22}
    assert {tuple(len(part) for part in line.split("│")) for line in drawn} == {
        tuple(len(part) for part in bar(read(timedelta()), share_out(minutes)).split("│"))
    }
    for line in drawn:
        assert "#" not in line[line.find(".") :] or "." not in line
    assert all(reading.up == (count == 20) for reading, count in zip(readings, filled, strict=True))


def test_a_reading_from_start_to_past_the_end() -> None:
    edges = [
        (0, "opening", 1200),
        (179, "opening", 1021),
        (180, "questions", 1020),
        (959, "questions", 241),
        (960, "closing", 240),
        (1200, "closing", 0),
        (1260, "closing", -60),
    ]
    for used, phase, left in edges:
        assert read(used * SECOND) == Reading(used, left, phase, False)
    assert [read(s * SECOND).closing_soon for s in (1079, 1080, 1199, 1200)] == [
        False,
        True,
        True,
        False,
    ]
    assert [(r.up, r.over) for r in (read(1199 * SECOND), read(1200 * SECOND))] == [
        (False, False),
        (True, False),
    ]
    assert read(1201 * SECOND).over


def test_before_the_start_nothing_is_used() -> None:
    assert read(timedelta(), started_at=None) == Reading(0, 1200, "opening", False)
    # A clock that was put back.
    assert read(-5 * MINUTE) == Reading(0, 1200, "opening", False)


def test_pauses_stand_still_and_offered_time_counts() -> None:
    pauses = (pause(2 * MINUTE, 5 * MINUTE), pause(10 * MINUTE, None))
    at_pause = read(12 * MINUTE, pauses=pauses)
    assert at_pause == Reading(7 * 60, 13 * 60, "questions", True)
    assert read(40 * MINUTE, pauses=pauses) == at_pause
    assert read(22 * MINUTE, extension_minutes=5).left == 3 * 60
    ended = talk(pauses=pauses[:1], ended_at=NOW + 30 * MINUTE)
    assert read_clock(ended, NOW + 90 * MINUTE) == Reading(27 * 60, -7 * 60, "closing", False)
    assert ended.overrun_seconds(NOW) == 7 * 60


def test_ends_at() -> None:
    assert ends_at(talk(started_at=None, starts_at=None), NOW) is None
    assert ends_at(talk(started_at=None), NOW - MINUTE) == NOW + 20 * MINUTE
    assert ends_at(talk(extension_minutes=5), NOW + 3 * MINUTE) == NOW + 25 * MINUTE
    paused = talk(pauses=(pause(2 * MINUTE, None),))
    assert ends_at(paused, NOW + 3 * MINUTE) == NOW + 21 * MINUTE
    assert ends_at(paused, NOW + 12 * MINUTE) == NOW + 30 * MINUTE
    assert ends_at(talk(ended_at=NOW + MINUTE), NOW + 9 * MINUTE) == NOW + MINUTE


@pytest.mark.parametrize(
    ("used", "asked", "total", "words"),
    [
        (0, 0, 5, "on pace, 5 left, about 3 min each"),
        (180, 0, 0, ""),
        (300, 5, 5, "all asked"),
        (959, 0, 0, ""),
        (960, 5, 5, "closing"),
        (1199, 0, 5, "closing"),
        (1200, 0, 5, "time is up"),
        # Each has 156 s; a question is late from its middle on, and then some slack.
        (180 + 78 + 60, 0, 5, "on pace, 5 left, about 2 min each"),
        (180 + 156, 0, 5, "1 behind: 5 left, about 2 min each"),
        (180 + 156, 1, 5, "on pace, 4 left, about 3 min each"),
        (180 + 400, 0, 5, "2 behind: 5 left, about 1 min each"),
        (180 + 779, 0, 5, "4 behind: 5 left, about 1 min each"),
        (180 + 779, 4, 5, "on pace, 1 left, about 1 min each"),
    ],
)
def test_pace(used: int, asked: int, total: int, words: str) -> None:
    assert pace(read(used * SECOND), share_out(20), asked, total) == words


@given(MINUTES, st.integers(0, 100_000), st.integers(0, 40), st.integers(0, 40))
def test_the_pace_never_names_more_than_is_left(
    minutes: int, used: int, asked: int, more: int
) -> None:
    reading = read(used * SECOND, agreed_minutes=minutes)
    words = pace(reading, share_out(minutes), asked, asked + more)
    if "behind" in words:
        assert 1 <= int(words.split()[0]) <= more
    if "left" in words:
        assert f"{more} left" in words


@pytest.mark.parametrize("offered", [0, 10])
def test_a_meeting_is_forgotten_four_hours_past_its_time(offered: int) -> None:
    interview = talk(extension_minutes=offered)
    edge = NOW + (20 + offered) * MINUTE + FORGOTTEN_AFTER
    assert not interview.forgotten(edge - SECOND / 1000)
    assert interview.forgotten(edge)
    assert interview.status(edge - SECOND) is Status.RUNNING
    assert interview.status(edge) is Status.ENDED
    assert not talk(extension_minutes=offered, ended_at=NOW).forgotten(edge)
    assert not talk(started_at=None).forgotten(edge)
    planned = talk(started_at=None)
    assert planned.status(NOW + 20 * MINUTE + FORGOTTEN_AFTER - SECOND) is Status.BOOKED
    assert planned.status(NOW + 20 * MINUTE + FORGOTTEN_AFTER) is Status.MISSED


@given(MINUTES, st.integers(0, 12).map(lambda n: n * 5), st.data())
def test_each_mark_is_crossed_once_however_often_the_clock_is_read(
    minutes: int, offered: int, data: st.DataObject
) -> None:
    allowed = (minutes + offered) * 60
    last = data.draw(st.integers(0, allowed + 300))
    moments = sorted({0, last, *data.draw(st.lists(st.integers(0, last), max_size=20))})
    readings = [
        read(m * SECOND, agreed_minutes=minutes, extension_minutes=offered) for m in moments
    ]
    marks = [crossed(before, after) for before, after in pairwise(readings)]
    assert marks.count(Mark.UP) == (last >= allowed)
    assert marks.count(Mark.SOON) <= (last >= allowed - 120 and allowed > 120)
    if last < allowed:
        assert marks.count(Mark.SOON) == (last >= allowed - 120 and allowed > 120)


def test_a_mark_is_crossed_by_the_clock_alone() -> None:
    near = read(17 * MINUTE + 59 * SECOND)
    assert crossed(near, read(18 * MINUTE)) is Mark.SOON
    assert crossed(near, read(21 * MINUTE)) is Mark.UP
    assert crossed(read(18 * MINUTE), read(18 * MINUTE + SECOND)) is None
    # Ten minutes agreed on instead, and an offer that is taken back.
    assert crossed(read(9 * MINUTE), read(9 * MINUTE, agreed_minutes=10)) is None
    assert crossed(read(21 * MINUTE, extension_minutes=5), read(21 * MINUTE)) is None
    still = {"pauses": (pause(near.used * SECOND, None),)}
    assert crossed(near, read(40 * MINUTE, **still)) is None


def test_the_end_agreed_on_moves_with_the_pauses_that_ended_before_it() -> None:
    pauses = (
        pause(15 * MINUTE, 20 * MINUTE),
        pause(24 * MINUTE, 26 * MINUTE),
        pause(27 * MINUTE, 40 * MINUTE),
        pause(41 * MINUTE, None),
    )
    assert agreed_end(talk(), NOW) == NOW + 20 * MINUTE
    interrupted = talk(pauses=pauses)
    assert agreed_end(interrupted, NOW) == NOW + 27 * MINUTE
    # Nobody forgot a meeting that went on after a long break.
    assert not interrupted.forgotten(NOW + 27 * MINUTE + FORGOTTEN_AFTER - SECOND)
    assert interrupted.forgotten(NOW + 27 * MINUTE + FORGOTTEN_AFTER)
