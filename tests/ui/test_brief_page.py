from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hostile import CORPUS
from pilots import keys, lines, open_app, screen_text, until
from textual.pilot import Pilot

from infoview_tui.domain.followup import Side
from infoview_tui.domain.interviews import Mode
from infoview_tui.services.day import tick, ticked
from infoview_tui.services.desk import Desk
from infoview_tui.services.facts import add_fact
from infoview_tui.services.interviews import book, edit_interview
from infoview_tui.services.meeting import end, start
from infoview_tui.services.people import add_person, introduce
from infoview_tui.services.points import add_card, choose
from infoview_tui.services.prepare import add_goal, add_question, preparation
from infoview_tui.services.promises import add_promise
from infoview_tui.storage.store import Store

MINUTE = timedelta(minutes=1)
HARMFUL = " ".join(CORPUS)

Booked = Callable[..., int]


@pytest.fixture
def booked(store: Store, now: datetime) -> Booked:
    """Book the usual interview: 2 goals, 7 questions, 3 cards, 3 facts, 3 promises."""

    def make(mode: Mode = Mode.PHONE, words: str = "", ahead: timedelta = 9 * MINUTE) -> int:
        kofi = add_person(
            store, now, name=f"Kofi Mensah{words[:400]}", role="lead", found=f"a talk{words[:400]}"
        )
        priya = add_person(store, now, name=f"Priya Raman{words[:400]}")
        introduce(store, now, person_id=kofi, introducer_id=priya, may_mention=True)
        place = f"studio{words}"
        id = book(store, now, [kofi], starts_at=now + ahead, zone="UTC", mode=mode, place=place)
        goals = [add_goal(store, now, id, f"What an ordinary week holds{words}") for _ in range(2)]
        for number in range(7):
            add_question(store, now, id, f"Question {number}?{words}", goal_id=goals[0])
        for number in range(3):
            add_fact(store, now, id, f"Fact {number}{words}", f"report{words}")
            choose(store, now, id, add_card(store, now, f"Card {number}{words}"))
            side = Side.MINE if number else Side.THEIRS
            add_promise(store, now, kofi, side, f"promise {number}{words}", now.date())
        return id

    return make


async def read(pilot: Pilot[int], size: tuple[int, int], *first: str) -> str:
    """Go down by screenfuls until nothing moves; return all that was seen."""
    await keys(pilot, *first)
    seen: list[str] = []
    while (shown := lines(pilot)) != seen[-len(shown) :]:
        assert len(shown) == size[1]
        assert "\x1b" not in "".join(shown)
        seen += shown
        await keys(pilot, "pagedown")
    return "\n".join(seen)


def opened(id: int) -> tuple[str, dict[str, int]]:
    return ("brief", {"interview_id": id})


@pytest.mark.parametrize("mode", Mode)
async def test_a_usual_interview_is_on_one_screen(
    desk: Desk, store: Store, now: datetime, booked: Booked, mode: Mode
) -> None:
    id = booked(mode)
    edit_interview(store, now, id, None, dress="clean sleeves, no rings", payer="I pay")
    async with open_app(desk, opened(id)) as pilot:
        shown = await until(pilot, "Say first")
        assert "Kofi Mensah · lead" in lines(pilot)[0]
        assert "in 9 min · 14:39-14:59" in lines(pilot)[0]
        assert "Introduced by Priya Raman, who may be named." in shown
        for part in ("Why Kofi", "Between us", "Goals", "Questions · 7 core", "Cards", "To hand"):
            assert part in shown
        for text in ("Fact 2", "Card 2", "promise 2", "Question 6?", "Time  ███│", "end time conf"):
            assert text in shown
        assert " more" not in shown
        assert ("ready 6/10" if mode is Mode.IN_PERSON else "ready 4/8") in shown


async def test_what_is_to_hand_is_ticked_and_taken_back(
    desk: Desk, store: Store, now: datetime, booked: Booked
) -> None:
    id = booked()
    tick(store, now, id, "number", on=True)
    async with open_app(desk, opened(id)) as pilot:
        await until(pilot, "› ○ quiet room")
        assert (
            "Not confirmed: a short message now is still polite.  o writes it" in lines(pilot)[-2]
        )
        assert lines(pilot)[-1].startswith(" s start  space tick  w paper sheet  v plain  e edit")
        await keys(pilot, "space", "enter", "u")
        assert ticked(store, id) == {"number", "quiet"}
        assert "✓ quiet room" in screen_text(pilot)
        assert "○ notepad" in screen_text(pilot)
        await keys(pilot, "G", "space")
        assert "✓ end time confirmed" in screen_text(pilot)
        assert "o write" not in lines(pilot)[-1]
        await keys(pilot, "o")
        assert "The end time is confirmed already." in lines(pilot)[-2]
        await keys(pilot, "space", "o")
        await until(pilot, "Hello Kofi")


async def test_without_questions_the_first_set_is_one_key_away(
    desk: Desk, store: Store, now: datetime
) -> None:
    kofi = add_person(store, now, name="Kofi")
    id = book(store, now, [kofi], starts_at=now, zone="UTC")
    async with open_app(desk, opened(id)) as pilot:
        await until(pilot, "› None yet: space takes the set Exploring a field.")
        await keys(pilot, "space")
        shown = screen_text(pilot)
        assert "Questions · 5 core, 2 backup" in shown
        assert "› ○ number tested" in shown
        assert len(preparation(store, id).items) == 7
        await keys(pilot, "u")
        await until(pilot, "None yet")


async def test_in_person_the_sheet_comes_first(
    desk: Desk, booked: Booked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    id = booked(Mode.IN_PERSON)
    async with open_app(desk, opened(id)) as pilot:
        await until(pilot, "w writes the sheet")
        assert lines(pilot)[-1].startswith(" w paper sheet  s start")
        await keys(pilot, "w", "enter")
        await until(pilot, "The sheet is kofi-mensah-2026-11-23.txt")
    text = (tmp_path / "kofi-mensah-2026-11-23.txt").read_text()
    assert len(text.splitlines()) == 60
    assert "Introduced by Priya Raman" in text
    assert "I owe     promise 1" in text
    assert "They owe  promise 0" in text
    assert "- Fact 0 (report)" in text


async def test_the_keys_lead_on_and_back(
    desk: Desk, store: Store, now: datetime, booked: Booked
) -> None:
    id = booked()
    async with open_app(desk, opened(id)) as pilot:
        await until(pilot, "Say first")
        await keys(pilot, "v")
        assert lines(pilot)[0] == "Kofi Mensah · lead · phone"
        await keys(pilot, "x", "4")
        await until(pilot, "[4 Points]")
        await keys(pilot, "escape", "e")
        await until(pilot, "[3 Prepare]")
        await keys(pilot, "B", "e")
        assert "[3 Prepare]" in screen_text(pilot)
        await keys(pilot, "escape")
        await until(pilot, "Say first")
        await keys(pilot, "s")
        await until(pilot, "20:00 left")
    assert store.interviews.get(id).started_at == now


async def test_what_is_over_is_not_started_again(
    desk: Desk, store: Store, now: datetime, booked: Booked
) -> None:
    id = booked(ahead=-30 * MINUTE)
    start(store, now - 30 * MINUTE, id)
    end(store, now, id, desk.zone)
    async with open_app(desk, opened(id)) as pilot:
        await until(pilot, "30 min ago")
        await keys(pilot, "s")
        assert "This meeting is over." in lines(pilot)[-2]


async def test_today_opens_it_within_a_quarter_of_an_hour(
    desk: Desk, store: Store, now: datetime, booked: Booked
) -> None:
    booked(ahead=15 * MINUTE)
    async with open_app(desk, None) as pilot:
        await until(pilot, "Kofi Mensah")
        await keys(pilot, "g", "enter")
        await until(pilot, "Say first")
    desk.timekeeper.wall = lambda: now - MINUTE
    async with open_app(desk, None) as pilot:
        await until(pilot, "Kofi Mensah")
        await keys(pilot, "g", "enter")
        await until(pilot, "[3 Prepare]")
        await keys(pilot, "escape", "B")
        await until(pilot, "Say first")


@pytest.mark.parametrize("mode", [Mode.PHONE, Mode.IN_PERSON])
@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40), (40, 10)])
async def test_whatever_stands_in_it_it_is_read_to_its_end(
    desk: Desk, booked: Booked, size: tuple[int, int], mode: Mode
) -> None:
    id = booked(mode, f" {HARMFUL} " + "very long " * 500)
    async with open_app(desk, opened(id), size) as pilot:
        await until(pilot, "Say first")
        seen = await read(pilot, size) + await read(pilot, size, "tab", "g")
        for text in (
            "Question 6?",
            "Fact 2",
            "Card 2",
            "promise 2",
            "notepad",
            "end time confirmed",
        ):
            assert text in seen, text


async def test_it_goes_from_one_column_to_two_with_the_window(desk: Desk, booked: Booked) -> None:
    id = booked()
    async with open_app(desk, opened(id), (60, 20)) as pilot:
        await until(pilot, "Say first")
        assert "To hand" not in screen_text(pilot)
        await keys(pilot, "space")
        assert "G goes there" in lines(pilot)[-2]
        await keys(pilot, "G")
        await until(pilot, "› ○ end time confirmed")
        await pilot.resize_terminal(80, 24)
        shown = await until(pilot, "To hand")
        assert "Say first" in shown
        await keys(pilot, "tab", "space")
        await pilot.resize_terminal(60, 20)
        await until(pilot, "Say first")
