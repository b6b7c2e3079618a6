from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from computer import BEGIN, Computer

from infoview_tui import timekeeper
from infoview_tui.domain.interviews import Boot, Interview
from infoview_tui.timekeeper import Timekeeper, name_of_run, since_boot

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


def begun(keeper: Timekeeper, id: int = 1) -> Interview:
    boot = keeper.boot()
    assert boot is not None
    return Interview(id, "", started_at=keeper.now(), boot_id=boot.id, boot_at=boot.at)


def test_without_a_meeting_it_is_the_computers_clock() -> None:
    computer = Computer()
    keeper = computer.timekeeper()
    assert (keeper.now(), keeper.shift) == (BEGIN, timedelta())
    computer.sets_clock(HOUR)
    assert (keeper.now(), keeper.shift) == (BEGIN + HOUR, timedelta())
    assert keeper.boot() == Boot("run-1", BEGIN + HOUR - 7000 * SECOND)


@pytest.mark.parametrize("step", [HOUR, -HOUR, timedelta(days=20_000), -SECOND])
def test_a_clock_that_is_set_moves_no_window_of_a_meeting(step: timedelta) -> None:
    computer = Computer()
    window, other = computer.timekeeper(), computer.timekeeper()
    meeting = begun(window)
    window.follow(meeting)
    computer.goes_on(90_000)
    computer.sets_clock(step)
    other.follow(meeting)
    computer.goes_on(500)
    for keeper in (window, other):
        assert keeper.now() == BEGIN + 90.5 * SECOND
        assert keeper.shift == step
        assert keeper.boot() == Boot(meeting.boot_id, meeting.boot_at or BEGIN)
    window.follow(None)
    assert (window.now(), window.shift) == (computer.clock, timedelta())


@pytest.mark.parametrize("change", [{"started_at": None}, {"ended_at": BEGIN}])
def test_what_does_not_run_is_not_followed(change: dict[str, datetime | None]) -> None:
    computer = Computer()
    keeper = computer.timekeeper()
    meeting = begun(keeper)
    keeper.follow(meeting)
    keeper.follow(replace(meeting, **change))  # type: ignore[arg-type]
    computer.sets_clock(HOUR)
    assert keeper.now() == BEGIN + HOUR


def test_a_meeting_of_another_run_goes_by_the_time_of_day_and_then_steadily() -> None:
    computer = Computer()
    meeting = begun(computer.timekeeper())
    computer.restarts(BEGIN + HOUR)
    keeper = computer.timekeeper()
    keeper.follow(meeting)
    assert keeper.now() == BEGIN + HOUR
    computer.sets_clock(HOUR)
    computer.goes_on(1000)
    keeper.follow(meeting)
    assert keeper.now() == BEGIN + HOUR + SECOND
    # The next meeting is another matter.
    keeper.follow(replace(meeting, id=2))
    assert keeper.now() == computer.clock


def test_a_window_goes_on_when_another_computer_takes_the_meeting_up() -> None:
    computer, other = Computer(), Computer(BEGIN + HOUR, "other")
    keeper = computer.timekeeper()
    meeting = begun(keeper)
    keeper.follow(meeting)
    boot = other.timekeeper().boot()
    assert boot is not None
    keeper.follow(replace(meeting, boot_id=boot.id, boot_at=boot.at))
    computer.goes_on(1000)
    assert keeper.now() == BEGIN + SECOND


def test_two_meetings_at_once_are_each_counted_from_their_start() -> None:
    computer = Computer()
    keeper = computer.timekeeper()
    first = begun(keeper)
    computer.sets_clock(HOUR)
    second = begun(keeper, 2)
    computer.goes_on(60_000)
    for meeting in (first, second, first):
        keeper.follow(meeting)
        assert meeting.used_seconds(keeper.now()) == 60
        # Whatever is followed, the one and the other have their own time.
        for each in (first, second):
            assert each.used_seconds(each.own_time(keeper.now(), keeper.boot())) == 60


def test_without_a_clock_that_nobody_sets_it_is_the_time_of_day() -> None:
    moments = iter([BEGIN, BEGIN + HOUR])
    keeper = Timekeeper(lambda: next(moments), None)
    keeper.follow(begun(Computer().timekeeper()))
    assert keeper.boot() is None
    assert keeper.shift == timedelta()
    assert (keeper.now(), keeper.now()) == (BEGIN, BEGIN + HOUR)


# The real clocks.


@pytest.fixture
def unnamed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    monkeypatch.setattr(timekeeper, "_NAME_OF_RUN", tmp_path / "boot_id")
    name_of_run.cache_clear()
    yield tmp_path / "boot_id"
    name_of_run.cache_clear()


@pytest.mark.parametrize("content", [None, b"", b"\n", b"\xff\xfe"])
def test_a_system_that_names_no_run_has_one_for_each_process(
    unnamed: Path, content: bytes | None
) -> None:
    if content is not None:
        unnamed.write_bytes(content)
    name, seconds = since_boot()
    assert name.startswith("process-")
    assert since_boot()[0] == name
    assert since_boot()[1] >= seconds
    name_of_run.cache_clear()
    assert since_boot()[0] != name


def test_a_named_run_is_the_same_in_every_process(unnamed: Path) -> None:
    unnamed.write_text("9ea71cf3-61e1\n")
    assert since_boot()[0] == "9ea71cf3-61e1"


def test_a_system_without_the_clock_of_linux_has_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(time, "CLOCK_BOOTTIME", raising=False)
    before = time.clock_gettime(time.CLOCK_MONOTONIC)
    assert before <= since_boot()[1] <= time.clock_gettime(time.CLOCK_MONOTONIC)


def test_the_real_clock_of_a_meeting_is_not_set_with_the_computers() -> None:
    keeper = Timekeeper()
    meeting = begun(keeper)
    keeper.follow(meeting)
    real = datetime.now(UTC)
    with time_machine.travel(real + 1000 * HOUR):
        assert abs(keeper.shift - 1000 * HOUR) < 60 * SECOND
        assert timedelta() <= keeper.now() - real < 60 * SECOND


def test_a_stretch_is_measured_whatever_the_clock_is_set_to() -> None:
    computer = Computer()
    keeper = computer.timekeeper()
    begin = keeper.steady()
    computer.sets_clock(-HOUR)
    computer.goes_on(27_000)
    assert keeper.steady() - begin == 27
    assert Timekeeper(lambda: BEGIN, None).steady() == BEGIN.timestamp()
