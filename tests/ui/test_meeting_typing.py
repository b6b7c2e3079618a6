from __future__ import annotations

import asyncio
import time
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from pilots import keys, lines, open_app, screen_text, settled, type_text, until
from textual import events
from textual.pilot import Pilot

from infoview_tui.domain.notes import Note
from infoview_tui.domain.preparation import ItemKind, ItemState
from infoview_tui.errors import StorageError
from infoview_tui.screens import meeting_typing
from infoview_tui.services.desk import Desk
from infoview_tui.services.interviews import book
from infoview_tui.services.meeting import start
from infoview_tui.services.notes import capture, delete_note, edit_note
from infoview_tui.services.people import add_person
from infoview_tui.services.prepare import add_question
from infoview_tui.storage.store import Store

OPEN = ("meeting", {"interview_id": 1})


@pytest.fixture
def meeting(store: Store, now: datetime) -> int:
    dana = add_person(store, now, name="Dana Okafor", role="curator", organisation="City Museum")
    add_person(store, now, name="Mai Tran", role="registrar", organisation="Harbour Gallery")
    id = book(store, now, [dana], starts_at=now, zone="Europe/Lisbon")
    for text in ("How did you come?", "What would you study?"):
        add_question(store, now, id, text)
    return start(store, now, id).id


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the same key confirm at once: here nobody holds it down."""
    monkeypatch.setattr("infoview_tui.widgets.line.CONFIRM_AFTER", 0.0)


async def paste(pilot: Pilot[int], text: str) -> None:
    pasted = events.Paste(text)
    pasted.set_sender(pilot.app)
    pilot.app.post_message(pasted)
    await settled(pilot)


def line(pilot: Pilot[int]) -> str:
    """Return the note line."""
    return next(row for row in lines(pilot)[::-1] if row.startswith("› "))


def bodies(store: Store) -> list[str]:
    return [note.body for note in store.notes.where()]


def names_state(store: Store) -> ItemState:
    return store.interviews.checklist.where("t.kind=?", ItemKind.CLOSING)[0].state


# People offered.


async def test_a_known_person_is_offered_while_one_types_and_taken_with_right(
    desk: Desk, store: Store, meeting: int
) -> None:
    async with open_app(desk, OPEN) as pilot:
        await type_text(pilot, "@m")
        assert "a person named: name, role, organisation" in line(pilot)
        await type_text(pilot, "ai")
        assert line(pilot).startswith("› @mai ")
        assert line(pilot).endswith("tab: Mai Tran, registrar, Harbour Gallery")
        await type_text(pilot, "x")
        assert line(pilot).endswith("a person named: name, role, organisation")
        await keys(pilot, "backspace", "left", "right")
        assert line(pilot).startswith("› @mai ")
        await keys(pilot, "right")
        assert line(pilot).startswith("› @Mai Tran, registrar, Harbour Gallery")
        assert "→" not in line(pilot)
        await keys(pilot, "enter")
        await until(pilot, "@ Mai Tran, registrar, Harbour Gallery")
    assert bodies(store) == ["Mai Tran, registrar, Harbour Gallery"]


async def test_a_burst_takes_the_offer_as_slow_typing_does(
    desk: Desk, store: Store, meeting: int
) -> None:
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, *"@mai", "right", "enter", *"@ tran", "right", *", head", "enter")
        await until(pilot, "Notes · 2")
    taken = "Mai Tran, registrar, Harbour Gallery"
    assert bodies(store) == [taken, f"{taken}, head"]


async def test_neither_those_of_the_meeting_nor_strangers_are_offered(
    desk: Desk, meeting: int
) -> None:
    async with open_app(desk, OPEN) as pilot:
        for text in ("@dana", "@zz", "mai", "!mai", "@mai, reg", "@@mai"):
            await keys(pilot, "ctrl+u")
            await type_text(pilot, text)
            assert "→" not in line(pilot), text
            await keys(pilot, "right", "right")
            assert line(pilot).startswith(f"› {text}")


async def test_typing_does_not_wait_for_the_lookup_and_right_not_for_long(
    desk: Desk, meeting: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hangs(*_args: object) -> str:
        await asyncio.sleep(60)
        return ""

    async with open_app(desk, OPEN) as pilot:
        page = pilot.app.screen
        assert isinstance(page, meeting_typing.MeetingTyping)
        monkeypatch.setattr("infoview_tui.screens.offering.PATIENCE_SECONDS", 0.05)
        monkeypatch.setattr(page.offering, "_look", hangs)
        began = time.monotonic()
        await keys(pilot, *"@mai", "right", "right", *" tran", "right", "right")
        assert line(pilot).startswith("› @mai tran")
        assert time.monotonic() - began < 5


async def test_where_the_lookup_fails_there_is_no_offer_and_no_word(
    desk: Desk, meeting: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_store: Store, begun: str, _without: Collection[int]) -> str:
        raise StorageError("The disk is away.")

    monkeypatch.setattr(meeting_typing, "offer", fails)
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, *"@mai", "right", "!")
        assert line(pilot).startswith("› @mai!")
        assert "away" not in screen_text(pilot)


# Pastes of several lines.


async def test_a_paste_of_lines_becomes_notes_after_one_question_and_f8_takes_them_back(
    desk: Desk, store: Store, meeting: int, soon: None
) -> None:
    async with open_app(desk, OPEN) as pilot:
        await type_text(pilot, "! so  there")
        await keys(pilot, *["left"] * 6)
        await paste(pilot, "first\r\n\r\n> send it\r   \r@ Mai Tran\rlast")
        asked = "4 lines pasted. enter makes each a note; anything else keeps one line"
        assert asked in screen_text(pilot)
        assert line(pilot).startswith("› ! so first  > send it")
        await keys(pilot, "enter")
        shown = await until(pilot, "Saved 4 notes.  F8 undo")
        assert "Notes · 4" in shown
        assert line(pilot).startswith("› ! key")
        notes = store.notes.where()
        first = store.interviews.checklist.where()[0].id
        assert [(n.kind, n.body, n.item_id) for n in notes] == [
            ("key_point", "so first", first),
            ("my_promise", "send it", first),
            ("person", "Mai Tran", first),
            ("note", "last there", first),
        ]
        assert names_state(store) is ItemState.PARTLY
        await keys(pilot, "f8")
        assert "Undone: 4 notes." in await until(pilot, "Notes · 0")
    assert not bodies(store)
    assert names_state(store) is ItemState.OPEN


async def test_an_enter_too_soon_neither_loses_the_paste_nor_saves_it_as_one_note(
    desk: Desk, store: Store, meeting: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infoview_tui.widgets.line.CONFIRM_AFTER", 60.0)
    async with open_app(desk, OPEN) as pilot:
        await paste(pilot, "one\ntwo")
        await keys(pilot, "enter", "enter")
        assert "2 lines pasted" in screen_text(pilot)
        assert not bodies(store)
        assert desk.saver.flush(5.0)
        [draft] = store.drafts.at(f"meeting:{meeting}:note")
        assert draft.body == "one two"
        monkeypatch.setattr("infoview_tui.widgets.line.CONFIRM_AFTER", 0.0)
        await keys(pilot, "enter")
        await until(pilot, "Notes · 2")
    assert bodies(store) == ["one", "two"]
    assert not store.drafts.at(f"meeting:{meeting}:note")


async def test_any_other_key_keeps_the_paste_as_one_line_and_does_its_own_work(
    desk: Desk, store: Store, meeting: int, soon: None
) -> None:
    async with open_app(desk, OPEN) as pilot:
        await paste(pilot, "one\u2028two")
        await keys(pilot, "!", "enter")
        await until(pilot, "Notes · 1")
        await paste(pilot, "\nalone\n\n")
        assert "pasted" not in screen_text(pilot)
        await paste(pilot, "a\nb")
        await paste(pilot, "c\td")
        assert "pasted" not in screen_text(pilot)
        await keys(pilot, "enter")
        await until(pilot, "Notes · 2")
    assert bodies(store) == ["one two!", "alone  a bc d"]


async def test_in_a_narrow_window_the_whole_question_is_read(desk: Desk, meeting: int) -> None:
    async with open_app(desk, OPEN, (60, 20)) as pilot:
        await paste(pilot, "\n".join(f"line {n}" for n in range(1000)))
        asked = "1000 lines pasted. enter: each a note; other keys: one line"
        assert asked in screen_text(pilot)


async def test_a_thousand_lines_are_notes_in_order_and_too_long_ones_are_split(
    desk: Desk, store: Store, meeting: int, soon: None
) -> None:
    long = "! " + "word " * 3000
    texts = [f"line {n}" for n in range(1000)]
    async with open_app(desk, OPEN) as pilot:
        await paste(pilot, "\n".join([*texts, long]))
        await keys(pilot, "enter")
        await until(pilot, "Saved 1002 notes.")
    notes = store.notes.where("1", order="t.at, t.id")
    assert [n.body for n in notes[:1000]] == texts
    assert [n.kind for n in notes[1000:]] == ["key_point", "note"]
    assert " ".join(n.body for n in notes[1000:]) == long[2:].strip()


async def test_a_typed_line_too_long_for_a_note_becomes_two(
    desk: Desk, store: Store, meeting: int
) -> None:
    async with open_app(desk, OPEN) as pilot:
        await paste(pilot, "x" * 10_001)
        await keys(pilot, "enter")
        await until(pilot, "Saved 2 notes.")
        await keys(pilot, "f8")
        await until(pilot, "Notes · 0")
    assert not bodies(store)


async def test_a_paste_among_the_lists_is_not_done_as_keys(
    desk: Desk, store: Store, meeting: int
) -> None:
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "tab")
        await paste(pilot, "s\ns")
        assert "The list has the keys; escape goes back to the note line." in screen_text(pilot)
    assert all(item.state is ItemState.OPEN for item in store.interviews.checklist.where())


# The check of names.


async def test_a_name_makes_the_check_partly_and_a_second_one_asked_until_undone(
    desk: Desk, store: Store, now: datetime, meeting: int
) -> None:
    desk.timekeeper.wall = lambda: now + timedelta(minutes=17)
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, *"@Mai Tran", "enter")
        await until(pilot, "◐ c1")
        await keys(pilot, *"@mai tran, again", "enter")
        await until(pilot, "Notes · 2")
        assert "◐ c1" in screen_text(pilot)
        await keys(pilot, *"@Selu Tupou", "enter")
        await until(pilot, "✓ c1")
        await keys(pilot, "f8")
        await until(pilot, "◐ c1")
        await keys(pilot, "f8", "f8")
        await until(pilot, "○ c1")
        await keys(pilot, *"@Mai", "enter", *"@Selu", "enter", "f8")
        assert await asyncio.to_thread(desk.saver.flush, 5.0)
        await until(pilot, "Notes · 1")
        await until(pilot, "◐ c1")
    assert names_state(store) is ItemState.PARTLY


async def test_a_check_ticked_by_hand_is_left_as_it_is(
    desk: Desk, store: Store, now: datetime, meeting: int
) -> None:
    desk.timekeeper.wall = lambda: now + timedelta(minutes=17)
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "down", "down", "enter")
        await until(pilot, "✓ c1")
        await keys(pilot, *"@Mai", "enter", *"@Selu", "enter")
        await until(pilot, "Notes · 2")
        await keys(pilot, "f8", "f8")
        await until(pilot, "Notes · 0")
        assert "✓ c1" in screen_text(pilot)
        await keys(pilot, "f8")
        await until(pilot, "○ c1")
    assert names_state(store) is ItemState.OPEN


async def test_a_name_from_another_shell_counts_too(
    desk: Desk, store: Store, now: datetime, meeting: int
) -> None:
    desk.timekeeper.wall = lambda: now + timedelta(minutes=17)
    async with open_app(desk, OPEN) as pilot:
        capture(store, now, "@Mai Tran", interview_id=meeting)
        await until(pilot, "◐ c1")


# Notes changed and deleted.


@pytest.fixture
def three(store: Store, now: datetime, meeting: int) -> list[Note]:
    item = store.interviews.checklist.where()[1].id
    return [
        capture(store, now + n * timedelta(minutes=1), text, interview_id=meeting, item_id=item)
        for n, text in enumerate(("one", ">> two", "! three"), 1)
    ]


async def test_an_edit_keeps_stamp_and_question_and_can_be_taken_back(
    desk: Desk, store: Store, three: list[Note]
) -> None:
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "tab", "tab", "up", "e")
        assert " Note  >> two" in screen_text(pilot)
        await keys(pilot, "!", "enter", "e", "?", "enter")
        shown = await until(pilot, "> two!?")
        assert "Changed.  F8 undo" in shown
        two = store.notes.get(three[1].id)
        assert two == replace(three[1], body="> two!?", version=3)
        await keys(pilot, "u")
        await until(pilot, "> two!")
        await keys(pilot, "u")
        await until(pilot, "Undone: the change of a note.")
    assert store.notes.get(three[1].id) == replace(three[1], version=5)


async def test_deleted_notes_come_back_under_the_cursor(
    desk: Desk, store: Store, three: list[Note]
) -> None:
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "tab", "tab", "up", "d", "d")
        shown = await until(pilot, "[Notes] · 1")
        assert "01:00 q2   one" in shown
        await keys(pilot, "f8")
        await until(pilot, "[Notes] · 2")
        await keys(pilot, "e")
        assert " Note  !three" in screen_text(pilot)
        await keys(pilot, "escape", "u")
        await until(pilot, "[Notes] · 3")
        await keys(pilot, "e")
        assert " Note  >> two" in screen_text(pilot)
    assert bodies(store) == ["one", "> two", "three"]


async def test_a_note_changed_in_another_window_meanwhile_is_not_overwritten(
    desk: Desk, store: Store, now: datetime, three: list[Note]
) -> None:
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "tab", "tab", "e", *" mine")
        edit_note(store, now, three[2].id, "theirs", desk.zone)
        await keys(pilot, "enter")
        await until(pilot, "in a shell too; both are notes now.  F8 undo")
        shown = await until(pilot, "[Notes] · 4")
        assert "! three mine" in shown
        assert "theirs" in shown
        await keys(pilot, "f8")
        await until(pilot, "[Notes] · 3")
        assert store.notes.get(three[2].id).body == "theirs"
        await keys(pilot, "e", *" mine", "enter")
        await until(pilot, "theirs mine")
        edit_note(store, now, three[2].id, "theirs again", desk.zone)
        await until(pilot, "theirs again")
        await keys(pilot, "f8")
        await until(pilot, "in a shell; it stays as it is.")
        delete_note(store, now, three[1].id)
        await keys(pilot, "up", "d")
        await settled(pilot)
    assert store.notes.get(three[2].id).body == "theirs again"


async def test_the_keys_of_the_clock_work_while_a_question_is_typed(
    desk: Desk, store: Store, meeting: int
) -> None:
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "tab", "n", *"And the pay", "f2")
        assert "paused" in screen_text(pilot)
        await keys(pilot, "tab", "f2")
        assert "Own question  And the pay" in screen_text(pilot)
        await keys(pilot, "?", "enter")
        await until(pilot, "And the pay?")
    assert not store.interviews.get(meeting).paused


async def test_no_paste_gets_a_newline_into_a_note(desk: Desk, store: Store, meeting: int) -> None:
    breaks = ("\n", "\r\n", "\x0b", "\x0c", "\x85", "\u2029")
    async with open_app(desk, OPEN) as pilot:
        for mark in breaks:
            await paste(pilot, f"a{mark}b")
            await keys(pilot, "x", "enter", "tab", "tab", "e")
            await paste(pilot, f"a{mark}b")
            await keys(pilot, "enter", "escape")
            await until(pilot, "a bxa b")
    assert bodies(store) == ["a bxa b"] * len(breaks)
