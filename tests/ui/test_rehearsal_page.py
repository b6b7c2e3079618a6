from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from pilots import keys, lines, open_app, screen_text, settled, until
from textual.pilot import Pilot

from infoview_tui.app import Opening
from infoview_tui.screens.rehearsal import RehearsalPage
from infoview_tui.services.desk import Desk
from infoview_tui.services.interviews import book
from infoview_tui.services.meeting import start
from infoview_tui.services.people import add_person
from infoview_tui.services.points import add_card, choose, write_introduction
from infoview_tui.services.rehearsal import deck, practice
from infoview_tui.storage.store import Store

POINTS: Opening = ("points", {})
OPEN: Opening = ("rehearsal", {})
DAY = timedelta(days=1)


@pytest.fixture
def speaks(desk: Desk) -> Callable[[float], None]:
    """Let so many seconds pass on the desk's clock."""

    def wait(seconds: float) -> None:
        at = desk.timekeeper.now() + timedelta(seconds=seconds)
        desk.timekeeper.wall = lambda: at

    return wait


@pytest.fixture
def cards(store: Store, now: datetime) -> list[int]:
    return [add_card(store, now, title, f"I say {title}.") for title in ("One", "Two", "Three")]


@pytest.fixture
def kofi(store: Store, now: datetime) -> int:
    person = add_person(store, now, name="Kofi Mensah")
    return book(store, now - DAY, [person], starts_at=now + DAY, zone="Europe/Lisbon")


async def tick(pilot: Pilot[int]) -> str:
    """Let the clock be read again, as its timer does each second."""
    page = pilot.app.screen
    assert isinstance(page, RehearsalPage)
    page.show_clock()
    await settled(pilot)
    return lines(pilot)[2]


async def test_three_cards_are_said_and_the_weak_one_comes_first_next_time(
    desk: Desk, store: Store, cards: list[int], speaks: Callable[[float], None]
) -> None:
    one, two, three = cards
    async with open_app(desk, POINTS) as pilot:
        await keys(pilot, "G", "k", "k", "r")
        shown = await until(pilot, "nothing yet: the first card is running")
        assert "1 of 3" in lines(pilot)[0]
        assert "Say     I say One." in shown
        assert lines(pilot)[-2] == " Speak. Words are prompts, not a script."
        speaks(41)
        await keys(pilot, "space")
        assert lines(pilot)[-2] == " 41 s of 45.  1 shaky  2 fair  3 sure"
        # The choice has the keys: no other key is done, and no card goes by.
        await keys(pilot, "space", "r", "4", "3")
        assert "One                         41 s of 45, sure" in await until(pilot, "2 of 3")
        speaks(70)
        await keys(pilot, "space", "1")
        await until(pilot, "3 of 3")
        speaks(38)
        await keys(pilot, "space", "escape")
        shown = await until(pilot, "3 of 3 said")
        assert "One                         45 s     41 s     –       sure" in shown
        assert "Two                         45 s     70 s     –       shaky" in shown
        assert "Three                       45 s     38 s     –       –" in shown
        assert "02:29 in all, 3 cards said" in shown
        assert "Next time first: Two." in lines(pilot)[-2]
        await keys(pilot, "left")
        assert "Say     I say Two." in await until(pilot, "1 of 3")
        assert [point.id for point in deck(store).pieces] == [two, three, one]
        speaks(44)
        await keys(pilot, "space")
        assert lines(pilot)[-2] == " 44 s of 45 · last 70.  1 shaky  2 fair  3 sure"
        await keys(pilot, "2", "escape")
        await until(pilot, "█▅  70, 44 s of 45, getting closer")
    assert [run.mark for run in practice(store)[two].runs] == [1, 2]


async def test_the_pace_is_written_out(
    desk: Desk, store: Store, now: datetime, speaks: Callable[[float], None]
) -> None:
    write_introduction(store, now, "30 s", "I am Wren.")
    async with open_app(desk, OPEN) as pilot:
        said = {0: "green from 20 s", 27: "green, 30 s is the aim"}
        said |= {30: "amber, 30 s is the aim", 40: "red, 30 s is the aim"}
        gone = 0
        for seconds, words in said.items():
            speaks(seconds - gone)
            gone = seconds
            line = await tick(pilot)
            assert line.startswith(f" 00:{seconds:02}  ")
            assert line.endswith(words)
            if seconds == 27:
                assert "█████████████░░│░░░░░" in line
        assert "Past    what I did" in screen_text(pilot)


async def test_it_stands_still_begins_again_and_hides_the_words(
    desk: Desk, cards: list[int], speaks: Callable[[float], None]
) -> None:
    async with open_app(desk, OPEN) as pilot:
        speaks(10)
        await keys(pilot, "f2")
        speaks(100)
        assert (await tick(pilot)).endswith("paused")
        await keys(pilot, "f2")
        speaks(5)
        assert "00:15" in await tick(pilot)
        await keys(pilot, "v")
        assert "I say" not in screen_text(pilot)
        assert "v show words" in lines(pilot)[-1]
        await keys(pilot, "v")
        await until(pilot, "I say One.")
        await keys(pilot, "left")
        assert "00:00" in await tick(pilot)
        # Reading the keys is no speaking.
        speaks(7)
        await keys(pilot, "question_mark")
        speaks(60)
        await keys(pilot, "escape")
        assert lines(pilot)[-2] == " Paused. F2 goes on."
        assert "00:07" in await tick(pilot)


async def test_a_slip_is_not_kept_and_a_run_can_be_taken_back(
    desk: Desk, store: Store, cards: list[int], speaks: Callable[[float], None]
) -> None:
    async with open_app(desk, OPEN) as pilot:
        speaks(2)
        await keys(pilot, "space")
        assert lines(pilot)[-2] == " Under 3 s is not kept."
        speaks(40)
        await keys(pilot, "space", "2", "u")
        await until(pilot, 'Undone: the run of "Two".')
        assert "nothing yet" in screen_text(pilot)
        await keys(pilot, "escape")
        assert not isinstance(pilot.app.screen, RehearsalPage)
    assert not any(known.runs for known in practice(store).values())


@pytest.mark.parametrize("way", ["4", "ctrl+q"])
async def test_leaving_in_the_middle_keeps_what_was_said(
    desk: Desk, store: Store, cards: list[int], speaks: Callable[[float], None], way: str
) -> None:
    async with open_app(desk, OPEN) as pilot:
        speaks(33)
        await keys(pilot, way)
    assert [run.seconds for run in practice(store)[cards[0]].runs] == [33]


async def test_while_a_meeting_runs_nothing_is_asked(
    desk: Desk,
    store: Store,
    now: datetime,
    kofi: int,
    cards: list[int],
    speaks: Callable[[float], None],
) -> None:
    start(store, now, kofi)
    async with open_app(desk, OPEN) as pilot:
        speaks(33)
        await keys(pilot, "space")
        assert "2 of 3" in lines(pilot)[0]
        assert lines(pilot)[-2] == " Kept: 33 s of 45."


async def test_today_asks_for_it_and_opens_it_for_that_meeting(
    desk: Desk,
    store: Store,
    now: datetime,
    kofi: int,
    cards: list[int],
    speaks: Callable[[float], None],
) -> None:
    write_introduction(store, now, "30 s", "I am Wren.")
    choose(store, now, kofi, cards[2])
    async with open_app(desk) as pilot:
        assert "Kofi Mensah is tomorrow, never run" in screen_text(pilot)
        await keys(pilot, "j", "enter")
        shown = await until(pilot, "Points › Rehearsal · for Kofi Mensah, tomorrow 14:30")
        assert "Introduction, 30 s ─" in shown
        assert "1 of 2" in lines(pilot)[0]
        speaks(31)
        await keys(pilot, "escape", "3", "q")
        shown = await until(pilot, "[1 Today]")
        assert "Rehearse" not in shown


async def test_what_is_not_written_cannot_be_said(desk: Desk, store: Store, now: datetime) -> None:
    add_card(store, now, "Tours")
    async with open_app(desk, POINTS) as pilot:
        await keys(pilot, "r")
        assert lines(pilot)[-2] == " The introduction of 15 s is not written yet; e writes it."
        await keys(pilot, "G", "r")
        assert lines(pilot)[-2].startswith(' "Tours" has no back yet; e, enter writes')
    async with open_app(desk, OPEN) as pilot:
        assert lines(pilot)[-2].startswith(" Nothing is written to rehearse yet.")
        await keys(pilot, "space", "escape")
        assert not isinstance(pilot.app.screen, RehearsalPage)


async def test_large_digits_are_not_said_again_beside_them(
    desk: Desk, cards: list[int], speaks: Callable[[float], None]
) -> None:
    async with open_app(desk, OPEN, size=(120, 40)) as pilot:
        speaks(41)
        await tick(pilot)
        shown = lines(pilot)
        assert shown[2:5] == [
            "  ┏━┓ ┏━┓   ╻ ╻ ╺┓",
            "  ┃ ┃ ┃ ┃ : ┗━┫  ┃   █████████████░░│░░░░░   green, 45 s is the aim",
            "  ┗━┛ ┗━┛     ╹ ╺┻╸",
        ]


async def test_a_long_text_is_read_on(desk: Desk, store: Store, now: datetime) -> None:
    write_introduction(store, now, "2 min", "word " * 260 + "end")
    async with open_app(desk, OPEN, size=(60, 20)) as pilot:
        assert "end" not in screen_text(pilot)
        await keys(pilot, "pagedown", "pagedown")
        await until(pilot, "word end")
        await keys(pilot, "g", *["up"] * 40)
        assert "Introduction, 2 min" in screen_text(pilot)
