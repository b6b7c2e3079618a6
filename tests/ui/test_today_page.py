from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from pilots import keys, lines, open_app, type_text, until

from infoview_tui.config import Config
from infoview_tui.domain.followup import Side
from infoview_tui.services.desk import Desk
from infoview_tui.services.notes import quick_note
from infoview_tui.services.people import add_person
from infoview_tui.services.promises import add_promise
from infoview_tui.storage.store import Store


@pytest.fixture
def owed(desk: Desk, store: Store, now: datetime) -> int:
    desk.config = Config(timezone="Europe/Lisbon", day_first=True)
    dana = add_person(store, now, name="Dana Okafor", organisation="City Museum")
    return add_promise(store, now, dana, Side.MINE, "the list", now.date() - timedelta(days=1))


async def test_a_row_is_kept_away_until_a_day_in_the_order_of_the_config(
    desk: Desk, owed: int
) -> None:
    async with open_app(desk) as pilot:
        await keys(pilot, "z")
        await type_text(pilot, "1/12")
        assert "Tue 1 Dec 2026" in lines(pilot)[-2]
        await keys(pilot, "enter")
        await until(pilot, "Away until Tue 1 Dec")


async def test_a_promise_is_due_in_the_order_of_the_config(
    desk: Desk, store: Store, owed: int
) -> None:
    async with open_app(desk, ("touch", {"promise_id": owed})) as pilot:
        await keys(pilot, "e")
        await type_text(pilot, "1/12")
        assert "due Tue 1 Dec" in lines(pilot)[-2]
        await keys(pilot, "enter")
        await until(pilot, "Due Tue 1 Dec: the list")
        await keys(pilot, "n")
        await type_text(pilot, "a visit by 2/12")
        assert "mine, due Wed 2 Dec" in lines(pilot)[-2]
        await keys(pilot, "enter")
        await until(pilot, "Due Wed 2 Dec: a visit")
    days = [promise.due for promise in store.promises.where(order="t.due")]
    assert days == [date(2026, 12, 1), date(2026, 12, 2)]


async def test_the_line_says_all_of_a_row_that_is_cut(
    desk: Desk, store: Store, now: datetime, owed: int
) -> None:
    long = "send her the list of all the loan registers that I found"
    kofi = add_person(store, now, name="Kofi Mensah")
    add_promise(store, now, kofi, Side.MINE, long, now.date())
    async with open_app(desk) as pilot:
        assert lines(pilot)[-2].strip() == ""
        await keys(pilot, "j")
        assert long[1:40] in lines(pilot)[-2]
        await keys(pilot, "6", "j")
        await until(pilot, "[6 Touch]")
        assert f"Kofi Mensah: {long}" in lines(pilot)[-2]
        await keys(pilot, "k")
        assert lines(pilot)[-2].strip() == ""


async def test_filing_a_note_says_who_a_name_could_be(
    desk: Desk, store: Store, now: datetime
) -> None:
    add_person(store, now, name="Dana Okafor", role="curator")
    add_person(store, now, name="Dana Brown")
    note, _where = quick_note(store, now, "ask about the register")
    async with open_app(desk) as pilot:
        await keys(pilot, "enter")
        await type_text(pilot, "zed")
        await keys(pilot, "enter")
        shown = await until(pilot, "Nobody is called 'zed'")
        assert "infoview people" not in shown
        assert "zed" in lines(pilot)[-2]
        await keys(pilot, "ctrl+u")
        await type_text(pilot, "dana")
        await keys(pilot, "enter")
        await until(pilot, "Dana Brown")
        await keys(pilot, "ctrl+u", "1", "enter")
        await until(pilot, "Filed to Dana Okafor.")
    assert store.notes.get(note.id).person_id == 1
