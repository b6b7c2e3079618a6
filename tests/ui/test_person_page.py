from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pilots import keys, lines, open_app, screen_text, type_text, until

from infoview_tui.domain.followup import Side
from infoview_tui.domain.people import Tier
from infoview_tui.services.desk import Desk
from infoview_tui.services.interviews import book
from infoview_tui.services.letters import draft_letter
from infoview_tui.services.meeting import end, start
from infoview_tui.services.notes import capture
from infoview_tui.services.people import add_person, edit_person
from infoview_tui.services.people_many import log_contacts
from infoview_tui.services.prepare import add_goal
from infoview_tui.services.promises import add_promise, keep
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
        await keys(pilot, "enter")
        await type_text(pilot, "old ledgers, bees")
        await keys(pilot, "enter", "6", "0", "enter")
        assert "1 moved on  2 corrected" in screen_text(pilot)
        await keys(pilot, "2")
        assert "Nobody is called 'nobody'" in screen_text(pilot)
        await keys(pilot, "up", "up", "up", "ctrl+u", "p", "r", "i", "ctrl+o")
        assert "by Priya Raman" in await until(pilot, "curator in chief")
        known = store.people.get(dana)
        assert (known.tags, known.cadence_days) == (("museum", "old"), 60)
        (introduction,) = store.people.introductions.where()
        assert introduction.introducer_id == priya
        await keys(pilot, "u")
        await until(pilot, "Undone: changing Dana Okafor.")
    known = store.people.get(dana)
    assert (known.role, known.tags, known.cadence_days) == ("curator", (), None)
    assert not store.people.interests.where() and not store.people.positions.where()
    assert not store.people.introductions.where()


async def test_who_moved_on_keeps_the_old_post_in_the_timeline(
    desk: Desk, store: Store, dana: int
) -> None:
    async with open_app(desk, ("person", {"person_id": dana})) as pilot:
        await keys(pilot, "e", "down", "ctrl+u")
        await type_text(pilot, "director")
        await keys(pilot, "ctrl+o", "escape")
        assert "Nothing is saved yet." in screen_text(pilot)
        await keys(pilot, "ctrl+o", "1")
        assert "was      curator, until Nov 2026" in await until(pilot, "director")
        await keys(pilot, "u")
        assert "until Nov" not in await until(pilot, "Undone: changing Dana Okafor.")
    assert store.people.get(dana).role == "curator"


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
    log_contacts(
        store, now - timedelta(days=30), [dana], f"{words} the-very-end", now - timedelta(days=30)
    )
    async with open_app(desk, ("person", {"person_id": dana})) as pilot:
        await keys(pilot, "G")
        assert "talked   word0 " in screen_text(pilot)
        for _ in range(9):
            await keys(pilot, "j")
        assert "the-very-end" in screen_text(pilot)
        for _ in range(9):
            await keys(pilot, "k")
        assert "Thank-you, draft" in screen_text(pilot)


async def test_facts_and_what_is_next_can_be_walked(
    desk: Desk, store: Store, now: datetime, dana: int
) -> None:
    mai = add_person(store, now, name="Mai Tran", introducer_id=dana)
    async with open_app(desk, ("person", {"person_id": dana})) as pilot:
        await keys(pilot, "tab")
        shown = screen_text(pilot)
        assert "[Dana Okafor]" in shown and "› Given     they 2, you 0" in shown
        await keys(pilot, "enter")
        await until(pilot, "Dana: 1 talk, 1 name. You: nothing yet.")
        await keys(pilot, "j")
        assert "enter open  space kept" in screen_text(pilot)
        await keys(pilot, "space")
        await until(pilot, "Kept: a summary.  u undo")
        await keys(pilot, "space")
        assert "There is no promise on this line." in screen_text(pilot)
        assert "they 2, you 1" in screen_text(pilot)
        await keys(pilot, "G", "enter")
        await until(pilot, "People › Mai Tran")
        await keys(pilot, "escape", "tab")
        assert "[Advice to report back] · 1" in await until(pilot, "People › Dana")
        await keys(pilot, "enter")
        assert "+ shadow a move" in lines(pilot)[22] or "+shadow a move" in lines(pilot)[22]
        await keys(pilot, "escape", "tab")
        assert "[Timeline]" in screen_text(pilot)
    assert store.people.get(mai)
    assert store.promises.where()[0].kept_at


async def test_a_former_post_that_was_none_can_be_taken_away(
    desk: Desk, store: Store, now: datetime, dana: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infoview_tui.widgets.line.CONFIRM_AFTER", 0.0)
    edit_person(store, now, dana, None, role="director", moved=True)
    async with open_app(desk, ("person", {"person_id": dana})) as pilot:
        await keys(pilot, "g")
        while "› 14:30    was      curator" not in screen_text(pilot):
            await keys(pilot, "j")
        await keys(pilot, "enter")
        assert "Was it a correction only?" in screen_text(pilot)
        await keys(pilot, "enter")
        assert "until Nov" not in await until(pilot, "Taken away.  u undo")
        await keys(pilot, "u")
        await until(pilot, "was      curator, until Nov 2026")


async def test_all_that_happened_stands_in_one_timeline(
    desk: Desk, store: Store, now: datetime, dana: int
) -> None:
    add_person(store, now, name="Mai Tran", introducer_id=dana)
    with store.write():
        store.gives.add(now, person_id=dana, at=now - timedelta(days=3), body="an article")
        store.people.change(now, dana, stage="in touch", stage_at=now - timedelta(days=4))
    keep(store, now, add_promise(store, now, dana, Side.THEIRS, "a form", now.date()))
    async with open_app(desk, ("person", {"person_id": dana}), size=(120, 50)) as pilot:
        shown = screen_text(pilot)
        for words in (
            "named    Mai Tran to you",
            "kept     < a form",
            "promise  < a form",
            "gave     an article",
            "stage    set to in touch by hand",
        ):
            assert words in shown, words


async def test_what_the_next_talk_is_for_and_how_often_one_meets(
    desk: Desk, store: Store, now: datetime, dana: int
) -> None:
    (talk,) = store.interviews.of_person(dana)
    add_goal(store, now, talk.id, "Where is the field going?")
    capture(store, now, "? what would you drop", person_id=dana)
    edit_person(store, now, dana, None, tier=Tier.C, interests=("old ledgers", "bees"))
    with store.write():
        store.people.change(now, dana, paused_at=now)
    async with open_app(desk, ("person", {"person_id": dana}), size=(120, 40)) as pilot:
        shown = screen_text(pilot)
        assert "For the next talk · 2" in shown
        assert "open    goal: Where is the field going?" in shown
        assert "ask     what would you drop" in shown
        assert "Rhythm    180 d, tier C, paused" in shown
        assert "Interests old ledgers, bees" in shown


async def test_nothing_yet_says_what_to_do(desk: Desk, store: Store, now: datetime) -> None:
    id = add_person(store, now, name="Mai Tran")
    async with open_app(desk, ("person", {"person_id": id})) as pilot:
        shown = screen_text(pilot)
        assert "No contact yet." in shown and "l logs a talk you had." in shown
        await keys(pilot, "enter", "tab", "enter")
        assert "There is no row to do that with." in screen_text(pilot)


async def test_a_note_is_taken_back_and_deleted_without_the_person(
    desk: Desk, store: Store, dana: int
) -> None:
    async with open_app(desk, ("person", {"person_id": dana})) as pilot:
        await keys(pilot, "a")
        await type_text(pilot, "! she restores ledgers")
        await keys(pilot, "enter")
        await until(pilot, "Saved to Dana Okafor.  u undo")
        await keys(pilot, "g")
        assert "she restores ledgers" in screen_text(pilot)
        await keys(pilot, "d")
        assert "she restores ledgers" not in await until(pilot, "Deleted the note.  u undo")
        await keys(pilot, "u")
        assert "she restores ledgers" in screen_text(pilot)
        await keys(pilot, "u")
        assert "she restores ledgers" not in screen_text(pilot)
    assert store.people.get(dana).name == "Dana Okafor"
