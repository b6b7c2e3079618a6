from __future__ import annotations

from pilots import keys, open_app, screen_text, type_text, until

from infoview_tui.services.desk import Desk
from infoview_tui.services.letters import draft_letter
from infoview_tui.services.me import details
from infoview_tui.services.people import add_person
from infoview_tui.storage.store import Store


async def test_what_is_said_of_oneself_stands_in_the_next_letter(desk: Desk, store: Store) -> None:
    async with open_app(desk) as pilot:
        await keys(pilot, "escape", "9")
        shown = await until(pilot, "What letters say of you")
        assert "Wren Castillo" in shown
        await keys(pilot, "enter")
        await type_text(pilot, "a night archivist")
        await keys(pilot, "enter")
        await type_text(pilot, "+351 555 0100")
        await keys(pilot, "ctrl+o")
        await until(pilot, "1 Today")
        assert details(store) == {
            "name": "Wren Castillo",
            "line": "a night archivist",
            "phone": "+351 555 0100",
            "exploring": "museum collections",
        }
        await keys(pilot, "u")
        assert "Undone: changing your details." in screen_text(pilot)
        assert details(store)["line"] == ""
        await keys(pilot, "9", "down")
        await type_text(pilot, "half a line")
        await keys(pilot, "escape", "9")
        assert "half a line" in await until(pilot, "What you had typed is back")
    dana = add_person(store, desk.now(), name="Dana")
    with store.write():
        store.change_setting(desk.now(), "line", "a baker")
    letter = draft_letter(store, desk.now(), desk.zone, "request_cold", dana)
    assert "I am a baker and am trying" in store.letters.get(letter).body
