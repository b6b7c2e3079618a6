from __future__ import annotations

from datetime import timedelta

import pytest
from computer import BEGIN, Computer
from pilots import keys, open_app, screen_text, until

from infoview_tui.services.desk import Desk
from infoview_tui.services.interviews import book
from infoview_tui.services.meeting import start
from infoview_tui.services.people import add_person
from infoview_tui.storage.store import Store

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def computer(desk: Desk) -> Computer:
    """Put the desk on a computer that was just started."""
    computer = Computer()
    desk.timekeeper = computer.timekeeper()
    return computer


@pytest.fixture
def talk(store: Store, computer: Computer) -> int:
    """Start a meeting in another process."""
    dana = add_person(store, BEGIN, name="Dana Okafor")
    id = book(store, BEGIN, [dana], starts_at=BEGIN, zone="Europe/Lisbon")
    start(store, BEGIN, id, computer.timekeeper().boot())
    return id


def at_meeting(talk: int) -> tuple[str, dict[str, int]]:
    return "meeting", {"interview_id": talk}


async def test_after_a_restart_the_page_goes_by_the_time_of_day_and_says_so(
    desk: Desk, computer: Computer, talk: int
) -> None:
    computer.restarts(BEGIN + 5 * MINUTE)
    async with open_app(desk, at_meeting(talk)) as pilot:
        text = screen_text(pilot)
        assert "15:00 left" in text
        assert "Begun before a restart or elsewhere; the clock goes on by the time of day." in text
        # From here on it is steady again.
        computer.sets_clock(-HOUR)
        computer.goes_on(60_000)
        text = await until(pilot, "14:00 left")
        assert "ends 13:20" in text


@pytest.mark.parametrize("step", [5 * HOUR, -5 * HOUR])
async def test_a_clock_that_was_set_far_neither_ends_a_meeting_nor_moves_it(
    desk: Desk, computer: Computer, talk: int, step: timedelta
) -> None:
    computer.goes_on(60_000)
    computer.sets_clock(step)
    # From Today, which is opened first, too.
    async with open_app(desk) as pilot:
        await until(pilot, "19 min left")
        assert "19:00" in screen_text(pilot)
        await keys(pilot, "enter")
        text = await until(pilot, "19:00 left")
        at = computer.clock + 19 * MINUTE
        assert f"ends {at:%H:%M}" in text
        await keys(pilot, *"the note", "enter")
        await until(pilot, "Saved")
    async with open_app(desk, at_meeting(talk)) as pilot:
        assert "19:00 left" in screen_text(pilot)
        assert "01:00" in screen_text(pilot)


async def test_long_after_the_end_undoing_it_is_refused_in_words(
    desk: Desk,
    store: Store,
    computer: Computer,
    talk: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("infoview_tui.widgets.line.CONFIRM_AFTER", 0.0)
    async with open_app(desk, at_meeting(talk)) as pilot:
        await keys(pilot, "f10", "f10")
        await until(pilot, "Debrief")
        computer.goes_on(5 * HOUR // timedelta(milliseconds=1))
        await keys(pilot, "escape", "u")
        assert "It is more than 4 hours past its time: set its end by hand." in screen_text(pilot)
    assert store.interviews.get(talk).ended_at == BEGIN
