from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from pilots import keys, lines, open_app, screen_text, settled, type_text, until
from textual.pilot import Pilot

from infoview_tui.app import InfoviewApp, Opening
from infoview_tui.screens.timer import TimerPage
from infoview_tui.services.desk import Desk
from infoview_tui.services.interviews import book
from infoview_tui.services.meeting import start
from infoview_tui.services.people import add_person
from infoview_tui.storage.store import Store
from infoview_tui.timekeeper import Timekeeper


def counting(minutes: float) -> Opening:
    return "timer", {"length": timedelta(minutes=minutes)}


@pytest.fixture
def at(desk: Desk, now: datetime) -> Callable[..., None]:
    """Move the desk's clock to minutes and seconds after it was begun."""

    def move(minutes: float, seconds: float = 0) -> None:
        desk.timekeeper.wall = lambda: now + timedelta(minutes=minutes, seconds=seconds)

    return move


@pytest.fixture
def somebody(store: Store, now: datetime) -> int:
    """Today opens its line by itself where there is nobody yet."""
    return add_person(store, now, name="Dana Okafor")


async def tick(pilot: Pilot[int]) -> str:
    """Let the clock be read again, as its timer does each second."""
    page = pilot.app.screen
    assert isinstance(page, TimerPage)
    page.show()
    await settled(pilot)
    return screen_text(pilot)


async def test_from_today_a_length_and_enter_count_down_with_the_end_in_sight(
    desk: Desk, store: Store, somebody: int, at: Callable[..., None]
) -> None:
    async with open_app(desk) as pilot:
        await keys(pilot, "t")
        assert "How long?" in lines(pilot)[-2]
        assert "20, 1h 5m, or the end: 14:20" in lines(pilot)[-2]
        await type_text(pilot, "soon")
        await keys(pilot, "enter")
        await until(pilot, "not a length: 'soon'. Try 20, 1h 5m, or the end: 14:20.")
        await keys(pilot, "ctrl+u")
        await type_text(pilot, "14:50")
        await keys(pilot, "enter")
        shown = await until(pilot, "20:00 left")
        assert "20 min · ends 14:50" in lines(pilot)[0]
        assert lines(pilot)[-1].startswith(" space pause  + 1 min  t clock  r again")
        at(7, 20)
        shown = await tick(pilot)
        assert re.search("12:40 left +█{10}░{18}$", shown, re.MULTILINE)
        assert "┏━┓" in shown
    assert store.interviews.where() == ()


async def test_near_the_end_it_says_what_to_say_and_then_that_time_is_up(
    desk: Desk, at: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[str] = []
    monkeypatch.setattr(InfoviewApp, "alert", lambda _app, text: rung.append(str(text)))
    async with open_app(desk, counting(20)) as pilot:
        at(17, 59)
        assert "Say:" not in await tick(pilot)
        at(18)
        shown = await tick(pilot)
        assert "02:00 left" in shown
        assert 'Say: "I see we have two minutes left; may I ask one last thing?"' in shown
        at(20)
        shown = await tick(pilot)
        assert "00:00 left" in shown
        assert "time is up" in shown
        assert 'Say: "That is our twenty minutes; I want to respect your time."' in shown
        at(22, 10)
        shown = await tick(pilot)
        assert "02:10 over" in shown
        assert "20 min · ended 14:50" in lines(pilot)[0]
        at(125)
        assert "105:00 over" in await tick(pilot)
    assert rung == ["Two minutes left", "Time is up"]


async def test_pause_minutes_face_and_again(desk: Desk, at: Callable[..., None]) -> None:
    async with open_app(desk, counting(20)) as pilot:
        at(5)
        await keys(pilot, "space")
        at(8)
        shown = await tick(pilot)
        assert "15:00 left" in shown
        assert "paused" in shown
        assert "ends 14:53" in lines(pilot)[0]
        await keys(pilot, "f2", "+", "f4", "-")
        await until(pilot, "21 min, ends 14:54.")
        at(9)
        assert "15:00 left" in await tick(pilot)
        await keys(pilot, "t")
        assert "06:00 elapsed" in screen_text(pilot)
        await keys(pilot, "f6")
        assert "14:39 now" in screen_text(pilot)
        await keys(pilot, "t", "r")
        await until(pilot, "Again 21 min, ends 15:00.  u undo")
        assert "21:00 left" in screen_text(pilot)
        await keys(pilot, "u")
        await until(pilot, "15:00 left")


async def test_left_it_goes_on_and_is_come_back_to(
    desk: Desk, somebody: int, at: Callable[..., None]
) -> None:
    async with open_app(desk, counting(20)) as pilot:
        at(5)
        await keys(pilot, "escape")
        await until(pilot, "The timer ran 05:00 of 20 min and goes on.  t comes back to it")
        assert "[1 Today]" in lines(pilot)[0]
        at(8)
        await keys(pilot, "t")
        assert "enter: back to 12:00 left" in lines(pilot)[-2]
        await keys(pilot, "enter")
        await until(pilot, "12:00 left")
        at(21)
        await keys(pilot, "q")
        await until(pilot, "The timer ran 21:00 of 20 min.")
        await keys(pilot, "t")
        assert "back to" not in lines(pilot)[-2]
        await type_text(pilot, "90s")
        await keys(pilot, "enter")
        await until(pilot, "01:30 left")
        assert "Say:" not in screen_text(pilot)


async def test_setting_the_clock_moves_the_end_but_not_what_is_left(
    desk: Desk, store: Store, somebody: int, now: datetime
) -> None:
    start(store, now, book(store, now, [somebody], starts_at=now, zone="UTC"))
    gone, step = 0.0, timedelta()
    desk.timekeeper = Timekeeper(
        lambda: now + timedelta(seconds=gone) + step, lambda: ("this boot", gone)
    )
    async with open_app(desk, counting(20)) as pilot:
        gone, step = 60.0, timedelta(hours=-1)
        shown = await tick(pilot)
        assert "19:00 left" in shown
        assert "ends 13:50" in lines(pilot)[0]
        await keys(pilot, "question_mark")
        await until(pilot, "Countdown")
        await keys(pilot, "escape")
        await until(pilot, "19:00 left")
        await keys(pilot, "escape")
        await until(pilot, "The timer ran 01:00 of 20 min and goes on.")
        await keys(pilot, "t", "enter")
        await until(pilot, "19:00 left")


@pytest.mark.parametrize(
    ("size", "least"),
    [((30, 3), 0), ((30, 12), 0), ((40, 10), 0), ((60, 20), 9), ((80, 24), 20), ((200, 60), 28)],
)
async def test_it_is_read_at_every_size(
    desk: Desk, at: Callable[..., None], size: tuple[int, int], least: int
) -> None:
    async with open_app(desk, counting(20), size) as pilot:
        at(18, 30)
        shown = await tick(pilot)
        assert "01:30 left" in shown
        assert "two minutes" in shown
        assert shown.count("█") + shown.count("░") >= least
        await keys(pilot, "space")
        assert "paused" in await tick(pilot)
        assert all(len(line) <= size[0] for line in lines(pilot))
        await pilot.resize_terminal(80, 24)
        assert "01:30 left" in await tick(pilot)


async def test_ctrl_q_tells_the_shell_how_long_it_ran(
    desk: Desk, at: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    async with open_app(desk, counting(20)) as pilot:
        at(12, 31)
        await keys(pilot, "ctrl+q")
    assert pilot.app.return_code == 0
    assert capsys.readouterr().err == "The timer ran 12:31 of 20 min.\n"
