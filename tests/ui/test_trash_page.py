from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pilots import keys, lines, open_app, screen_text, type_text, until

from infoview_tui.services.desk import Desk
from infoview_tui.services.letters import delete_letter, draft_letter
from infoview_tui.services.merging import merge
from infoview_tui.services.notes import capture, delete_note
from infoview_tui.services.people import add_person, delete_person
from infoview_tui.storage.backup import back_up
from infoview_tui.storage.store import Store


@pytest.fixture
def deleted(store: Store, now: datetime, zone: ZoneInfo) -> tuple[int, int]:
    """Somebody with a letter, and somebody else's long note."""
    dana, mai = (add_person(store, now, name=name) for name in ("Dana Okafor", "Mai Tran"))
    draft_letter(store, now, zone, "request_cold", dana)
    words = " ".join(f"word{n}" for n in range(60))
    note = capture(store, now - timedelta(days=3), f"! {words}", person_id=mai).id
    delete_note(store, now - timedelta(days=2), note)
    delete_person(store, now - timedelta(hours=1), dana)
    return dana, note


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infoview_tui.widgets.line.CONFIRM_AFTER", 0.0)


async def test_an_empty_trash_says_what_it_is_for(desk: Desk) -> None:
    async with open_app(desk, ("people", {})) as pilot:
        await keys(pilot, "escape", "T")
        assert "Nothing was deleted." in await until(pilot, " Trash")
        await keys(pilot, "P")
        assert "The trash is empty." in screen_text(pilot)
        await keys(pilot, "D")
        assert "There is no row to do that with." in screen_text(pilot)


async def test_what_was_deleted_comes_back_and_that_can_be_undone(
    desk: Desk, store: Store, deleted: tuple[int, int]
) -> None:
    dana, note = deleted
    async with open_app(desk, ("trash", {})) as pilot:
        shown = lines(pilot)
        assert shown[4].split() == ["›", "1", "h", "person", "Dana", "Okafor", "1", "row"]
        assert shown[5].startswith("  2 d       note          word0 word1")
        assert shown[7].endswith("…") and not shown[8]
        assert "enter brings back Dana Okafor, with 1 row.  F forgets" in shown[22]
        await keys(pilot, "enter")
        await until(pilot, "Back: Dana Okafor.  u undo")
        assert store.people.get(dana)
        await keys(pilot, "u")
        await until(pilot, "Undone: bringing back Dana Okafor.")
        await keys(pilot, "j", "space")
        await until(pilot, 'Back: the note "word0')
    assert store.notes.get(note)
    assert not store.people.where("t.id=?", dana)


async def test_what_it_belongs_to_is_said(
    desk: Desk, store: Store, now: datetime, zone: ZoneInfo
) -> None:
    dana = add_person(store, now, name="Dana Okafor")
    delete_letter(store, now, draft_letter(store, now, zone, "request_cold", dana))
    delete_person(store, now - timedelta(days=1), dana)
    async with open_app(desk, ("trash", {})) as pilot:
        await keys(pilot, "enter")
        await until(pilot, ", and Dana Okafor with it.  u undo")


@pytest.mark.usefixtures("at_once")
async def test_removing_asks_for_the_same_key_again(
    desk: Desk, store: Store, deleted: tuple[int, int]
) -> None:
    async with open_app(desk, ("trash", {})) as pilot:
        await keys(pilot, "D")
        assert "Remove Dana Okafor for good, with 1 row?  D again" in screen_text(pilot)
        await keys(pilot, "j", "k", "D", "D")
        await until(pilot, "Removed Dana Okafor for good, 2 rows.")
        await keys(pilot, "u")
        assert "Nothing to undo." in screen_text(pilot)
    assert store.db.table("people").count == 1
    assert store.db.table("letters").count == 0


async def test_emptying_wants_the_word(desk: Desk, store: Store, deleted: tuple[int, int]) -> None:
    async with open_app(desk, ("trash", {})) as pilot:
        await keys(pilot, "P", "enter")
        assert "Nothing was removed: the word is purge." in screen_text(pilot)
        await type_text(pilot, "purge")
        await keys(pilot, "enter")
        assert "Nothing was deleted." in await until(
            pilot, "Removed 3 rows for good. The trash is empty."
        )
    assert [person.name for person in store.people.where()] == ["Mai Tran"]
    assert store.db.table("notes").count == 0


async def test_forgetting_reaches_the_backups(
    desk: Desk, store: Store, now: datetime, deleted: tuple[int, int]
) -> None:
    backup = back_up(store.path, now)
    async with open_app(desk, ("trash", {})) as pilot:
        await keys(pilot, "j", "F")
        assert "Forgetting is for a person; D removes this." in screen_text(pilot)
        await keys(pilot, "k", "F")
        assert "Forget Dana Okafor?" in screen_text(pilot)
        await type_text(pilot, "forget")
        await keys(pilot, "enter")
        await until(pilot, "Dana Okafor is gone, and from 1 backup.")
        assert "word0" in screen_text(pilot)
    for file in (store.path, backup):
        assert b"Dana Okafor" not in file.read_bytes()


async def test_who_was_merged_is_taken_apart(desk: Desk, store: Store, now: datetime) -> None:
    dana, double = (add_person(store, now, name=name) for name in ("Dana Okafor", "D. Okafor"))
    merge(store, now, dana, double)
    async with open_app(desk, ("trash", {})) as pilot:
        shown = screen_text(pilot)
        assert "D. Okafor, merged into" in shown
        assert "Merged into Dana Okafor.  enter takes the two apart again" in shown
        await keys(pilot, "F")
        assert "That is part of Dana Okafor now" in screen_text(pilot)
        await keys(pilot, "enter")
        await until(pilot, "D. Okafor is an entry of its own again.  u undo")
        await keys(pilot, "u")
        await until(pilot, "D. Okafor, merged into")
    assert [person.id for person in store.people.where()] == [dana]


async def test_settings_lead_there(desk: Desk, deleted: tuple[int, int]) -> None:
    async with open_app(desk, ("settings", {})) as pilot:
        assert "2 things deleted; ctrl+t shows them" in screen_text(pilot)
        await keys(pilot, "ctrl+t")
        await until(pilot, "Trash · 2, deleted last first")
        await keys(pilot, "escape")
        await until(pilot, "What letters say of you")


async def test_at_60_columns_the_line_says_what_the_rows_cannot(
    desk: Desk, deleted: tuple[int, int]
) -> None:
    async with open_app(desk, ("trash", {}), size=(60, 20)) as pilot:
        assert lines(pilot)[4].split() == ["›", "1", "h", "person", "Dana", "Okafor"]
        assert "with 1 row" in lines(pilot)[18]
