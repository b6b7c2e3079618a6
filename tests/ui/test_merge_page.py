from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pilots import keys, lines, open_app, screen_text, type_text, until

from infoview_tui.services.desk import Desk
from infoview_tui.services.example import load_example
from infoview_tui.services.merging import merge
from infoview_tui.services.notes import capture
from infoview_tui.services.people import add_person
from infoview_tui.storage.store import Store
from infoview_tui.widgets import line


@pytest.fixture
def two(store: Store, now: datetime) -> tuple[int, int]:
    kept = add_person(
        store,
        now,
        name="Dana Okafor",
        role="curator",
        organisation="City Museum",
        email="dana@citymuseum.example",
    )
    gone = add_person(
        store,
        now,
        name="D. Okafor",
        role="registrar",
        email="DANA@citymuseum.example",
        phone="+351 1",
    )
    capture(store, now, "of the other", person_id=gone)
    return kept, gone


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "CONFIRM_AFTER", 0.0)


@pytest.mark.usefixtures("at_once")
async def test_two_that_are_marked_become_one_and_two_again(
    desk: Desk, store: Store, two: tuple[int, int]
) -> None:
    async with open_app(desk, ("people", {})) as pilot:
        await keys(pilot, "m", "m", "g", "M")
        shown = await until(pilot, "What belongs to them")
        assert "Phone" in shown and "past job" in shown
        await keys(pilot, "enter")
        assert "enter again merges" in screen_text(pilot)
        await keys(pilot, "enter")
        await until(pilot, "is part of")
        assert len(store.people.where()) == 1
        assert "People ›" in lines(pilot)[0]
        await keys(pilot, "u")
        await until(pilot, "Undone: merging")
        assert len(store.people.where()) == 2


@pytest.mark.usefixtures("at_once")
async def test_the_other_one_is_asked_for_and_offered(
    desk: Desk, store: Store, now: datetime, two: tuple[int, int]
) -> None:
    mai = add_person(store, now, name="Mai Tran", role="registrar")
    async with open_app(desk, ("person", {"person_id": mai})) as pilot:
        await keys(pilot, "M")
        assert "Merge Mai Tran with" in screen_text(pilot)
        await type_text(pilot, "dan")
        await until(pilot, "tab: Dana Okafor, curator, City Museum")
        await keys(pilot, "tab", "enter")
        shown = await until(pilot, "What happens")
        assert "Mai Tran stays" in shown
        await keys(pilot, "s")
        assert "Dana Okafor stays now." in screen_text(pilot)
        await keys(pilot, "ctrl+o", "ctrl+o")
        # The page of the one that went is now that of the one that stayed.
        await until(pilot, "People › Dana Okafor")
        assert "Mai Tran is part of Dana Okafor now." in screen_text(pilot)
        await keys(pilot, "M")
        assert "1 take apart  2 merge with another" in screen_text(pilot)
        await keys(pilot, "1")
        await until(pilot, "Mai Tran is an entry of its own again.")
        await keys(pilot, "u")
        await until(pilot, "Undone: taking Mai Tran apart")
        assert {person.name for person in store.people.where()} == {"Dana Okafor", "D. Okafor"}
        await keys(pilot, "u")
        await until(pilot, "Undone: merging Mai Tran into Dana Okafor")
    assert store.people.get(mai).name == "Mai Tran"


async def test_who_looks_the_same_is_offered_at_once(
    desk: Desk, store: Store, two: tuple[int, int]
) -> None:
    async with open_app(desk, ("person", {"person_id": two[0]})) as pilot:
        await keys(pilot, "M")
        assert "D. Okafor, registrar" in lines(pilot)[-2]
        await keys(pilot, "ctrl+u")
        await type_text(pilot, "nobody")
        await keys(pilot, "enter")
        assert "Nobody else is called 'nobody'" in screen_text(pilot)


async def test_an_earlier_merge_says_what_to_take_apart_first(
    desk: Desk, store: Store, now: datetime, two: tuple[int, int]
) -> None:
    third = add_person(store, now, name="Dana O.")
    merge(store, now, *two)
    async with open_app(desk, ("person", {"person_id": two[0]})) as pilot:
        await keys(pilot, "M")
        assert "Merged with D. Okafor on Mon 23 Nov." in screen_text(pilot)
        merge(store, now, third, two[0])
        await keys(pilot, "1")
        assert "cannot be taken apart yet" in screen_text(pilot)


async def test_more_than_two_are_too_many(
    desk: Desk, store: Store, now: datetime, two: tuple[int, int]
) -> None:
    add_person(store, now, name="Mai Tran")
    async with open_app(desk, ("people", {})) as pilot:
        await keys(pilot, "asterisk", "M")
        assert "Two entries are merged at a time; 3 are marked." in screen_text(pilot)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_it_fits(
    desk: Desk, store: Store, two: tuple[int, int], size: tuple[int, int]
) -> None:
    values = {"kept_id": two[0], "gone_id": two[1]}
    async with open_app(desk, ("merge", values), size=size) as pilot:
        shown = screen_text(pilot)
        assert "stays" in shown and "goes" in shown and "past job" in shown
        await keys(pilot, "G")
        assert "M on the page" in screen_text(pilot)


# Somebody who is here already.


@pytest.mark.parametrize(("place", "key"), [("people", "n"), ("today", "n")])
async def test_a_second_one_of_the_same_wants_the_key_once_more(
    desk: Desk,
    store: Store,
    two: tuple[int, int],
    place: str,
    key: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = "Dana Okafor, curator, City Museum is here already."
    async with open_app(desk, (place, {})) as pilot:
        await keys(pilot, key)
        await type_text(pilot, "dana okafor, director")
        await keys(pilot, "enter", "enter")
        shown = " ".join(screen_text(pilot).split())
        assert f"{words} enter again adds another, escape keeps the line" in shown
        await keys(pilot, "escape")
        assert "dana okafor, director" in screen_text(pilot)
        assert len(store.people.where()) == 2
        monkeypatch.setattr(line, "CONFIRM_AFTER", 0.0)
        await keys(pilot, "enter", "enter")
        await until(pilot, "People › dana okafor")
        await keys(pilot, "u")
    assert len(store.people.where()) == 2


@pytest.mark.usefixtures("at_once")
async def test_a_change_that_makes_two_the_same_is_asked_about_too(
    desk: Desk, store: Store, now: datetime, two: tuple[int, int]
) -> None:
    mai = add_person(store, now, name="Mai Tran")
    async with open_app(desk, ("edit_person", {"person_id": mai})) as pilot:
        await keys(pilot, "down", "down", "down")
        await type_text(pilot, "dana@citymuseum.example")
        await keys(pilot, "ctrl+o")
        shown = " ".join(screen_text(pilot).split())
        assert "and 1 more are here already. ctrl+o again saves it all the same" in shown
        assert not store.people.get(mai).email
        await keys(pilot, "ctrl+o")
        await asyncio.sleep(0)
    assert store.people.get(mai).email == "dana@citymuseum.example"


async def test_a_meeting_on_the_spot_is_not_held_up(
    desk: Desk, store: Store, two: tuple[int, int]
) -> None:
    async with open_app(desk, ("today", {})) as pilot:
        await keys(pilot, "s")
        await type_text(pilot, "Mai, x, y, dana@citymuseum.example")
        await keys(pilot, "enter")
        shown: Any = await until(pilot, "here already")
        assert "M in People merges the two." in " ".join(shown.split())


async def test_the_example_goes_into_ones_own_and_not_the_other_way(
    desk: Desk, store: Store, now: datetime, zone: ZoneInfo
) -> None:
    load_example(store, now, zone)
    made_up = store.people.where()[0].id
    real = add_person(store, now, name="Mai Tran")
    values = {"kept_id": made_up, "gone_id": real}
    async with open_app(desk, ("merge", values)) as pilot:
        assert "let Mai Tran stay" in screen_text(pilot)
        await keys(pilot, "enter")
        assert "s swaps them" in screen_text(pilot)
        await keys(pilot, "s")
        assert "Mai Tran stays now." in screen_text(pilot)
