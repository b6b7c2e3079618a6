"""A few runs of each threat; `make stress` has them all."""

from __future__ import annotations

import pytest

from . import bursts, delay, faults, kills, lines, power_cut
from .ground import Start
from .result import Result
from .windows import EveryTable, TwoWindows, interleavings

# On a machine that is busy with others.
pytestmark = pytest.mark.timeout(180)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Start, "forks", True)


def check(result: Result) -> None:
    assert result.wrong == []
    assert result.good
    assert result.runs


def test_a_meeting_killed_ten_times_has_lost_nothing_that_was_shown_as_saved() -> None:
    # The quarter of a second is measured by make stress, on a machine that does nothing else.
    check(kills.run(10, within=5))


def test_kill_full_disk_and_broken_disk_at_a_write_cost_no_saved_word() -> None:
    result = faults.run(1)
    if not result.runs:
        pytest.skip(result.note)
    check(result)


def test_a_power_cut_at_any_sync_costs_no_saved_word() -> None:
    result = power_cut.run(1)
    if not result.runs:
        pytest.skip(result.note)
    check(result)


# Each of these takes two seconds to end, as it may.
COUNTS = {"database locked": 2}


@pytest.mark.parametrize("kind", lines.DROPS)
def test_a_dropped_line_ends_it_with_every_word_kept(kind: str) -> None:
    check(lines.run_one(kind, 0, COUNTS.get(kind, 5))[0])


def test_each_character_goes_to_the_disk_at_once_also_on_a_stalled_line() -> None:
    # How fast is measured by make stress; here, that nothing waits for the line or for an enter.
    for result in delay.run(12):
        assert result.runs == 12, result.wrong


def test_keys_in_one_burst_give_what_slow_typing_gives() -> None:
    check(bursts.run(1))


TestTextsOfScreens = TwoWindows.TestCase
TestTextsOfScreens.settings = interleavings(5, 30)
TestTextsOfTables = EveryTable.TestCase
TestTextsOfTables.settings = interleavings(5, 30)
