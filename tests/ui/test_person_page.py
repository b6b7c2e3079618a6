from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pilots import keys, open_app, screen_text, type_text, until

from infoview_tui.services.desk import Desk
from infoview_tui.services.interviews import book
from infoview_tui.services.letters import draft_letter
from infoview_tui.services.meeting import end, start
from infoview_tui.services.notes import capture
from infoview_tui.services.people import add_person, edit_person, log_contact
from infoview_tui.storage.store import Store


@pytest.fixture
def dana(store: Store, now: datetime, zone: ZoneInfo) -> int:
    then = now - timedelta(days=1)
    id = add_person(store, then, name="Dana Okafor", role="curator", email="dana@example.org")
    talk = book(store, then, [id], starts_at=then, zone="Europe/Lisbon")
    start(store, then, talk)
    for line in ("just a word", "! certificates [/b] count", "> a summary", "+ shadow a move"):
        capture(store, then, line, interview_id=talk, person_id=id)
    end(store, then + timedelta(minutes=24), talk, zone)
    draft_letter(store, now, zone, "thank_you", id, talk)
    return id


async def test_one_timeline_and_the_facts_beside_it(desk: Desk, dana: int) -> None:
    async with open_app(desk, ("person", {"person_id": dana})) as pilot:
        shown = screen_text(pilot)
        assert shown.index("Thank-you, draft") < shown.index("agreed 20, used 24, over by 4;")
        for words in ("! certificates [/b] count", "dana@example.org", "Wed, mine", "to try"):
            assert words in shown
        assert "just a word" not in shown
        await keys(pilot, "enter")
        await until(pilot, "Letters › Thank-you to Dana Okafor")


async def test_a_held_meeting_opens_to_be_read_whole(desk: Desk, dana: int) -> None:
    async with open_app(desk, ("person", {"person_id": dana})) as pilot:
        await keys(pilot, "j", "j", "enter")
        await until(pilot, "People › Dana Okafor › 22 Nov")


async def test_a_note_about_the_person_can_be_changed_and_changed_back(
    desk: Desk, store: Store, dana: int
) -> None:
    async with open_app(desk, ("person", {"person_id": dana})) as pilot:
        await keys(pilot, "a")
        await type_text(pilot, "! likes ledgers")
        await keys(pilot, "enter", "g", "enter", "backspace", "enter")
        await until(pilot, "! likes ledger\n")
        await keys(pilot, "u")
        await until(pilot, "! likes ledgers")
    assert [n.body for n in store.notes.where("t.interview_id is null")] == ["likes ledgers"]


async def test_brackets_walk_and_deleting_says_so_on_the_page_below(
    desk: Desk, store: Store, now: datetime, dana: int
) -> None:
    add_person(store, now, name="Zofia Nowak")
    async with open_app(desk, ("people", {})) as pilot:
        await keys(pilot, "enter", "right_square_bracket")
        await until(pilot, "People › Zofia Nowak")
        await keys(pilot, "right_square_bracket")
        assert "That is the last one." in screen_text(pilot)
        await keys(pilot, "d")
        assert "[2 People]" in await until(pilot, "Deleted Zofia Nowak.  u undo")
    assert [person.id for person in store.people.where()] == [dana]


async def test_at_60_columns_tab_shows_the_facts(desk: Desk, dana: int) -> None:
    async with open_app(desk, ("person", {"person_id": dana}), size=(60, 20)) as pilot:
        assert "dana@example.org" not in screen_text(pilot)
        await keys(pilot, "tab")
        assert "dana@example.org" in screen_text(pilot)
        assert "Timeline" not in screen_text(pilot)


async def test_editing_stores_all_and_can_be_undone(
    desk: Desk, store: Store, now: datetime, dana: int
) -> None:
    priya = add_person(store, now, name="Priya Raman")
    async with open_app(desk, ("person", {"person_id": dana})) as pilot:
        await keys(pilot, "e", "down")
        await type_text(pilot, " in chief")
        await keys(pilot, "down", "down", "down", "down", "down")
        await type_text(pilot, "nobody")
        await keys(pilot, "enter")
        await type_text(pilot, "Museum, old")
        await keys(pilot, "enter", "6", "0", "enter")
        assert "Nobody is called 'nobody'" in screen_text(pilot)
        await keys(pilot, "up", "up", "ctrl+u", "p", "r", "i", "ctrl+o")
        assert "by Priya Raman" in await until(pilot, "curator in chief")
        known = store.people.get(dana)
        assert (known.tags, known.cadence_days) == (("museum", "old"), 60)
        (introduction,) = store.people.introductions.where()
        assert introduction.introducer_id == priya
        await keys(pilot, "u")
        await until(pilot, "Undone: changing Dana Okafor.")
    known = store.people.get(dana)
    assert (known.role, known.tags, known.cadence_days) == ("curator", (), None)
    assert not store.people.introductions.where()


async def test_what_another_window_changed_is_not_overwritten(
    desk: Desk, store: Store, now: datetime, dana: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infoview_tui.widgets.line.CONFIRM_AFTER", 0.0)
    async with open_app(desk, ("person", {"person_id": dana})) as pilot:
        await keys(pilot, "e")
        edit_person(store, now, dana, None, name="Dana O.", role="director", tags=("theirs",))
        await type_text(pilot, " Jr")
        await keys(pilot, *["tab"] * 7, *"mine", "ctrl+o")
        shown = await until(pilot, "Changed 14:30 in a shell: “Dana O.”. ctrl+o saves yours and")
        assert "Dana Okafor Jr" in shown
        assert store.people.get(dana).name == "Dana O."
        await keys(pilot, "ctrl+o")
        await until(pilot, "Dana Okafor Jr")
        known = store.people.get(dana)
        assert (known.name, known.role, known.tags) == (
            "Dana Okafor Jr",
            "director",
            ("mine", "theirs"),
        )
        (kept,) = store.notes.where("t.body like 'Before%'")
        assert kept.body == "Before, in the name (a shell, 14:30): Dana O."
        await keys(pilot, "u")
        await until(pilot, "Undone: changing Dana Okafor.")
    known = store.people.get(dana)
    assert (known.name, known.role, known.tags) == ("Dana O.", "director", ("theirs",))
    assert not store.notes.where("t.body like 'Before%'")


async def test_the_last_words_of_the_oldest_event_can_be_read(
    desk: Desk, store: Store, dana: int, now: datetime
) -> None:
    words = " ".join(f"word{number}" for number in range(300))
    log_contact(store, now - timedelta(days=30), dana, f"{words} the-very-end")
    async with open_app(desk, ("person", {"person_id": dana})) as pilot:
        await keys(pilot, "G")
        assert "talked   word0 " in screen_text(pilot)
        for _ in range(9):
            await keys(pilot, "j")
        assert "the-very-end" in screen_text(pilot)
        for _ in range(9):
            await keys(pilot, "k")
        assert "Thank-you, draft" in screen_text(pilot)
