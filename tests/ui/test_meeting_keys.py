from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from pilots import keys, lines, open_app, screen_text, settled, until
from textual.pilot import Pilot

from infoview_tui.screens.meeting import MeetingPage
from infoview_tui.services.desk import Desk
from infoview_tui.services.interviews import book
from infoview_tui.services.meeting import start
from infoview_tui.services.people import add_person
from infoview_tui.storage.store import Store
from infoview_tui.timekeeper import Timekeeper

OPEN = ("meeting", {"interview_id": 1})
Move = Callable[..., None]


@pytest.fixture
def at(desk: Desk, now: datetime) -> Move:
    """Move the desk's clock to minutes and seconds after the booked time."""

    def move(minutes: float, seconds: float = 0) -> None:
        desk.timekeeper.wall = lambda: now + timedelta(minutes=minutes, seconds=seconds)

    return move


@pytest.fixture
def booked(store: Store, now: datetime) -> int:
    dana = add_person(store, now, name="Dana Okafor")
    return book(store, now, [dana], starts_at=now, zone="Europe/Lisbon")


@pytest.fixture
def meeting(store: Store, now: datetime, booked: int) -> int:
    return start(store, now, booked).id


async def ticked(pilot: Pilot[int]) -> str:
    """Let the clock be read again, as its timer does each second."""
    page = pilot.app.screen
    assert isinstance(page, MeetingPage)
    page.show_clock()
    page.watch_clock()
    await settled(pilot)
    return screen_text(pilot)


async def test_i_only_have_ten_minutes_takes_three_keys_and_can_be_undone(
    desk: Desk, store: Store, meeting: int, at: Move
) -> None:
    at(4)
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "1", "0", "f3")
        shown = screen_text(pilot)
        assert "Agreed: 10 min. Ends 14:40.  F8 undo" in shown
        assert "06:00 left" in shown
        assert "› ! key" in shown
        await keys(pilot, *"half a line", "f4")
        shown = screen_text(pilot)
        assert "Agreed: 11 min. Ends 14:41." in shown
        assert "› half a line" in shown
        await keys(pilot, "f8")
        assert "Undone: the 11 min agreed.  F8 undo the 10 min agreed" in screen_text(pilot)
        await until(pilot, "06:00 left")
        await keys(pilot, "f8")
        await until(pilot, "16:00 left")
    assert store.interviews.get(meeting).agreed_minutes == 20
    assert not store.notes.where()
    assert [d.body for d in store.drafts.at(f"meeting:{meeting}:note")] == ["half a line"]


async def test_the_minutes_agreed_stay_above_nothing_and_within_a_day(
    desk: Desk, store: Store, meeting: int, at: Move
) -> None:
    at(4)
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "2", "f4", "f3")
        shown = screen_text(pilot)
        assert "Agreed: 1 min. Ended 14:31." in shown
        await keys(pilot, "f3")
        assert "A minute is the least there is to agree on." in screen_text(pilot)
        for number, said in (
            ("0", "A minute is the least there is to agree on."),
            ("99999", "Agreed minutes are 1 to 1440, not 99999."),
        ):
            await keys(pilot, *number, "f3")
            shown = screen_text(pilot)
            assert said in shown
            assert f"› {number}" in shown
            await keys(pilot, "ctrl+u")
        await keys(pilot, *"15 min", "f3", "f8")
        await until(pilot, "03:00 over")
    assert store.interviews.get(meeting).agreed_minutes == 1


async def test_what_they_offer_counts_on_from_the_overrun_and_adds_up(
    desk: Desk, store: Store, meeting: int, at: Move
) -> None:
    at(22)
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "f5")
        shown = screen_text(pilot)
        assert "They offered 5 min more; the letter can thank for it. Ends 14:55." in shown
        assert "03:00 left" in shown
        await keys(pilot, "f5")
        assert "They offered 5 min more, 10 in all. Ends 15:00.  F8 undo" in screen_text(pilot)
        await keys(pilot, "f8")
        await until(pilot, "03:00 left")
    assert store.interviews.get(meeting).extension_minutes == 5


async def test_a_burst_of_pauses_ends_as_slow_presses_do(
    desk: Desk, store: Store, meeting: int, at: Move
) -> None:
    at(4)
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "f2", "f2", "f2")
        assert "Paused. F2 goes on." in await until(pilot, "paused")
        at(6)
        await keys(pilot, "f2")
        assert "The clock goes on. Ends 14:52." in screen_text(pilot)
        await until(pilot, "16:00 left")
    pauses = store.interviews.get(meeting).pauses
    assert [(p.ended_at - p.started_at).seconds for p in pauses if p.ended_at] == [0, 120]


async def test_a_meeting_that_began_late_ends_as_booked_on_f12_and_back(
    desk: Desk, store: Store, booked: int, at: Move
) -> None:
    at(7, 5)
    async with open_app(desk, OPEN) as pilot:
        began = "Began 7 min after the booked 14:30. F12 ends at 14:50 all the same."
        assert began in screen_text(pilot)
        assert "20:00 left" in screen_text(pilot)
        await keys(pilot, "f12")
        shown = screen_text(pilot)
        assert "Ends 14:50, as if it had begun on time.  F8 undo" in shown
        assert "12:55 left" in shown
        await keys(pilot, "f12")
        assert "Ends 14:57, after the full 20 min.  F8 undo" in await until(pilot, "20:00 left")
        await keys(pilot, "f8")
        await until(pilot, "12:55 left")
        await keys(pilot, *"10", "f3")
        assert "Agreed: 10 min. Ends 14:47." in screen_text(pilot)
        await keys(pilot, "f8")
        await until(pilot, "12:55 left")
        await keys(pilot, "f8")
        await until(pilot, "20:00 left")
        await keys(pilot, "f9", "f9")
        assert began in screen_text(pilot)
        at(20)
        await keys(pilot, "f9", "f9")
        assert "Began" not in screen_text(pilot)
    assert store.interviews.get(booked).late_seconds == 0


@pytest.mark.parametrize(
    ("minutes", "says"),
    [
        (-2, "It did not begin late: booked for 14:30, begun 14:28. F3 shortens it."),
        (1, "It did not begin late: booked for 14:30, begun 14:31. F3 shortens it."),
        (20, "It began 14:50, past its booked end; F3 shortens it."),
    ],
)
async def test_where_it_did_not_begin_late_f12_says_so(
    desk: Desk, store: Store, booked: int, at: Move, minutes: int, says: str
) -> None:
    at(minutes)
    async with open_app(desk, OPEN) as pilot:
        assert "Began" not in screen_text(pilot)
        await keys(pilot, "f12")
        assert says in screen_text(pilot)
    assert store.interviews.get(booked).late_seconds == 0


async def test_a_narrow_window_reads_its_sentences_whole(desk: Desk, booked: int, at: Move) -> None:
    at(7)
    async with open_app(desk, OPEN, (60, 20)) as pilot:
        assert "Began 7 min late. F12 ends at 14:50 all the same." in screen_text(pilot)
        for key in ("f12", "f12", "f3", "f5", "f5"):
            await keys(pilot, key)
            assert "F8 undo" in lines(pilot)[-3], lines(pilot)[-3]


async def test_a_clock_that_is_set_is_told_once_and_the_meeting_runs_on(
    desk: Desk, store: Store, now: datetime, booked: int
) -> None:
    seconds = 100.0
    keeper = Timekeeper(lambda: now + timedelta(seconds=seconds - 100), lambda: ("run", seconds))
    desk.timekeeper = keeper
    async with open_app(desk, OPEN) as pilot:
        seconds += 60
        assert "19:00 left" in await ticked(pilot)
        keeper.wall = lambda: now + timedelta(hours=1, seconds=seconds - 100)
        shown = await ticked(pilot)
        assert "The computer's clock was set 1 h ahead; the meeting's clock runs on." in shown
        assert "19:00 left" in shown
        assert "ends 15:50" in shown
        await keys(pilot, "f6", "f6")
        shown = await ticked(pilot)
        assert "15:31 now" in shown
        assert "was set" not in shown
        keeper.wall = lambda: now + timedelta(minutes=59, seconds=seconds - 99)
        assert "was set 59 s back; the meeting's clock" in await ticked(pilot)
        keeper.wall = lambda: now + timedelta(minutes=59, seconds=seconds - 97)
        await keys(pilot, "f6")
        assert "was set" not in await ticked(pilot)


async def test_undo_of_a_tick_works_in_the_list_with_the_usual_letter(
    desk: Desk, meeting: int
) -> None:
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "tab", "n", *"Why?", "enter")
        await until(pilot, "○ 1  Why?")
        await keys(pilot, "p")
        await until(pilot, "◐ 1")
        await keys(pilot, "u")
        await until(pilot, "○ 1  Why?")
