from __future__ import annotations

from pilots import keys, open_app, screen_text, type_text, until

from infoview_tui.services.desk import Desk
from infoview_tui.storage.store import Store


async def test_three_lines_typed_in_one_burst_begin_the_app(empty_desk: Desk, store: Store) -> None:
    async with open_app(empty_desk) as pilot:
        assert "Three lines to begin" in screen_text(pilot)
        await type_text(pilot, "Wren Castillo")
        await keys(pilot, "enter")
        await type_text(pilot, "museum collections")
        await keys(pilot, "enter", "enter")
        await until(pilot, "Who would you like to learn from?")
    assert store.setting("name") == "Wren Castillo"
    assert store.setting("exploring") == "museum collections"
    assert not store.people.where()


async def test_escape_skips_it_for_good_and_keeps_what_was_typed(
    empty_desk: Desk, store: Store
) -> None:
    async with open_app(empty_desk) as pilot:
        await type_text(pilot, "Wren")
        await keys(pilot, "escape")
        await until(pilot, "[1 Today]")
    assert store.setting("name") == "Wren"
    async with open_app(empty_desk) as pilot:
        assert "[1 Today]" in screen_text(pilot)


async def test_after_the_practice_week_nobody_asks_for_the_first_person(empty_desk: Desk) -> None:
    async with open_app(empty_desk) as pilot:
        await type_text(pilot, "Wren")
        await keys(pilot, "enter", "enter", "space", "ctrl+o")
        await until(pilot, "Thank Dana Okafor")
        assert "Who would you like to learn from?" not in screen_text(pilot)
        await keys(pilot, "2")
        await until(pilot, "[2 People]")


async def test_y_loads_the_practice_week(empty_desk: Desk, store: Store) -> None:
    async with open_app(empty_desk) as pilot:
        await keys(pilot, "down", "down", "n", "x", "y")
        assert "› A practice week     yes" in screen_text(pilot)
        await keys(pilot, "ctrl+o")
        await until(pilot, "[1 Today]")
    assert len(store.people.where()) >= 12


async def test_it_quits_from_a_field_and_comes_again_with_what_was_typed(empty_desk: Desk) -> None:
    async with open_app(empty_desk) as pilot:
        await type_text(pilot, "Wren")
        await keys(pilot, "ctrl+q")
    assert empty_desk.saver.flush(5.0)
    async with open_app(empty_desk) as pilot:
        assert "Your name           Wren" in screen_text(pilot)
