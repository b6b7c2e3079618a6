from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from pilots import keys, lines, open_app, screen_text, type_text, until

from infoview_tui.app import Opening
from infoview_tui.domain.interviews import Mode
from infoview_tui.services.day import ticked
from infoview_tui.services.desk import Desk
from infoview_tui.services.facts import add_fact
from infoview_tui.services.interviews import book, edit_interview
from infoview_tui.services.letters import draft_letter, mark_sent
from infoview_tui.services.people import add_person
from infoview_tui.services.prepare import add_goal
from infoview_tui.storage.store import Store

OPEN: Opening = ("prepare", {})


@pytest.fixture
def booked(store: Store, now: datetime) -> Callable[[Mode], int]:
    def make(mode: Mode) -> int:
        hana = add_person(store, now, name="Hana [/]")
        begins = now + timedelta(days=1)
        id = book(store, now, [hana], starts_at=begins, zone="UTC", mode=mode, place="studio")
        add_goal(store, now, id, "How people get in")
        return id

    return make


async def test_each_gate_says_why_and_enter_leads_to_what_settles_it(
    desk: Desk, booked: Callable[[Mode], int]
) -> None:
    booked(Mode.IN_PERSON)
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "ready 2/10")
        await keys(pilot, "tab")
        shown = screen_text(pilot)
        assert "[Ready? 2/10]" in shown
        assert "say the limit beforehand" in shown
        assert "enter opens the booking." in lines(pilot)[-2]
        for steps, there in ((1, "[Goals"), (2, "[Bank"), (3, "[Bank")):
            await keys(pilot, *["down"] * steps, "enter")
            assert there in screen_text(pilot)
            while "[Ready?" not in screen_text(pilot):
                await keys(pilot, "tab")
            await keys(pilot, "g")
        await keys(pilot, "enter")
        await until(pilot, "change the interview")
        await keys(pilot, "escape", "down", "down", "down", "down", "enter")
        await until(pilot, "[4 Points]")


async def test_the_list_of_the_day_is_ticked_below_its_gate(
    desk: Desk, store: Store, booked: Callable[[Mode], int]
) -> None:
    id = booked(Mode.PHONE)
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "ready 2/8")
        assert "number tested" not in screen_text(pilot)
        await keys(pilot, "tab", "G")
        assert "›" in next(line for line in lines(pilot) if "to hand on the day" in line)
        assert "  ○ number tested" in screen_text(pilot)
        await keys(pilot, "enter")
        assert "Know who calls whom" in lines(pilot)[-2]
        await keys(pilot, "space", "space", "enter", "space")
        assert ticked(store, id) == {"number", "quiet", "notepad", "water"}
        await keys(pilot, "u")
        assert ticked(store, id) == {"number", "quiet", "notepad"}
        await keys(pilot, "j", "space", "k", "space")
        shown = screen_text(pilot)
        assert "ready 3/8" in shown
        assert "✓ to hand on the day" in shown
        await keys(pilot, "space")
        assert "○ phone charged" in screen_text(pilot)
        await keys(pilot, "u")
        assert 'Undone: taking the tick from "phone charged".' in lines(pilot)[-2]
        await keys(pilot, "g", "space")
        assert "space ticks what is to hand" in lines(pilot)[-2]


async def test_the_end_time_is_confirmed_by_hand_or_by_letter(
    desk: Desk, store: Store, now: datetime, booked: Callable[[Mode], int]
) -> None:
    id = booked(Mode.PHONE)
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "ready 2/8")
        await keys(pilot, "tab", "G", "up")
        assert "enter ticks it by hand; o writes the message." in lines(pilot)[-2]
        await keys(pilot, "enter")
        assert "✓ end time confirmed" in screen_text(pilot)
        await keys(pilot, "space")
        assert "○ end time confirmed" in screen_text(pilot)
        mark_sent(store, now, draft_letter(store, now, desk.zone, "confirmation", 1, id))
        await keys(pilot, "ctrl+l", "tab", "shift+tab")
        await until(pilot, "✓ end time confirmed")
        await keys(pilot, "enter")
        assert "nothing to tick" in lines(pilot)[-2]
        assert ticked(store, id) == frozenset()
        await keys(pilot, "o")
        await until(pilot, "Hello Hana")


async def test_dress_and_who_pays_are_asked_in_the_line(
    desk: Desk, store: Store, now: datetime, booked: Callable[[Mode], int]
) -> None:
    id = booked(Mode.IN_PERSON)
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "ready 2/10")
        await keys(pilot, "tab", *["down"] * 7, "enter")
        await type_text(pilot, "clean sleeves")
        await keys(pilot, "escape")
        await keys(pilot, "enter")
        await until(pilot, "Dress  clean sleeves")
        await keys(pilot, "enter")
        await until(pilot, "ready 3/10")
        assert "enter changes it: clean sleeves" in lines(pilot)[-2]
        await keys(pilot, "down", "enter", "enter")
        await until(pilot, "ready 4/10")
        assert store.interviews.get(id).payer == "I pay"
        await keys(pilot, "u")
        assert store.interviews.get(id).payer == ""
        await keys(pilot, "up", "enter")
        edit_interview(store, now, id, None, dress="an apron")
        await type_text(pilot, [*", no rings", "enter"])
        assert "Changed 14:30" in screen_text(pilot)
        assert "“an apron”" in screen_text(pilot)
    found = store.interviews.get(id)
    assert (found.dress, found.payer) == ("an apron", "")


async def test_facts_have_the_room_that_the_gates_leave(
    desk: Desk, store: Store, now: datetime, booked: Callable[[Mode], int]
) -> None:
    add_fact(store, now, booked(Mode.IN_PERSON), "Moved 4,000 objects")
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "[Bank for goal 1]")
        await keys(pilot, "shift+tab")
        assert "Moved 4,000 objects" in screen_text(pilot)
        assert "to hand on the day" in screen_text(pilot)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (40, 10)])
async def test_a_visit_fits_every_window(
    desk: Desk, store: Store, now: datetime, booked: Callable[[Mode], int], size: tuple[int, int]
) -> None:
    id = booked(Mode.IN_PERSON)
    edit_interview(store, now, id, None, dress="漢\x1b[2J字" * 300, payer="[/] word " * 300)
    async with open_app(desk, OPEN, size) as pilot:
        await until(pilot, "[Bank for goal 1]")
        await keys(pilot, "tab")
        for key in ("j",) * 16:
            shown = lines(pilot)
            assert len(shown) == size[1]
            assert "\x1b" not in "".join(shown)
            assert any("›" in line for line in shown), shown
            assert shown[-2].strip()
            await keys(pilot, key)
        await until(pilot, "phone off, put away")
