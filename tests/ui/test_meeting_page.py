from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pilots import keys, open_app, screen_text, settled, type_text, until
from textual.pilot import Pilot

from infoview_tui.domain.preparation import ItemKind, ItemState
from infoview_tui.screens.meeting import MeetingPage
from infoview_tui.services.desk import Desk
from infoview_tui.services.half_typed import take_over
from infoview_tui.services.interviews import book
from infoview_tui.services.meeting import end, pause, start
from infoview_tui.services.notes import capture
from infoview_tui.services.people import add_person
from infoview_tui.services.points import add_card, choose
from infoview_tui.services.prepare import add_goal, add_question
from infoview_tui.storage.drafts import Owner, this_owner
from infoview_tui.storage.store import Store

OPEN = ("meeting", {"interview_id": 1})


@pytest.fixture
def at(desk: Desk, now: datetime) -> Callable[[int, int], None]:
    """Move the desk's clock to minutes and seconds after the start."""

    def move(minutes: int, seconds: int = 0) -> None:
        desk.timekeeper.wall = lambda: now + timedelta(minutes=minutes, seconds=seconds)

    return move


@pytest.fixture
def meeting(store: Store, now: datetime) -> int:
    dana = add_person(store, now, name="Dana Okafor", role="curator", organisation="City Museum")
    id = book(store, now, [dana], starts_at=now, zone="Europe/Lisbon")
    goal = add_goal(store, now, id, "How people get in")
    for text in ("How did you come?", "What would you study?", "What fills a week?"):
        add_question(store, now, id, text, goal_id=goal)
    add_question(store, now, id, "What should I have asked?", kind=ItemKind.BACKUP)
    choose(store, now, id, add_card(store, now, "Volunteer tours", "Forty groups."))
    return start(store, now, id).id


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the same key confirm at once: here nobody holds it down."""
    monkeypatch.setattr("infoview_tui.widgets.line.CONFIRM_AFTER", 0.0)


async def tick(pilot: Pilot[int]) -> str:
    """Let the clock be read again, as its timer does each second."""
    page = pilot.app.screen
    assert isinstance(page, MeetingPage)
    page.show_clock()
    await settled(pilot)
    return screen_text(pilot)


def rows(text: str) -> list[str]:
    return text.split("\n")


async def test_the_first_screen_says_who_until_when_and_what_to_ask(
    desk: Desk, meeting: int, at: Callable[..., None]
) -> None:
    at(7, 20)
    async with open_app(desk, OPEN) as pilot:
        shown = screen_text(pilot)
        assert "Dana Okafor · curator, City Museum · phone" in rows(shown)[0]
        assert "agreed 20 min · ends 14:50" in rows(shown)[0]
        assert rows(shown)[1].startswith(" 12:40 left")
        assert "› ○ 1  How did you come?" in shown
        assert "○ How people get in" in shown
        assert "Volunteer tours" in shown
        assert rows(shown)[-1].startswith(" enter save")
        assert rows(shown)[-1].rstrip().endswith("F10 end")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 60)])
async def test_clock_question_and_note_line_are_there_at_every_size(
    desk: Desk, meeting: int, size: tuple[int, int]
) -> None:
    async with open_app(desk, OPEN, size) as pilot:
        await type_text(pilot, "half a")
        shown = screen_text(pilot)
        assert "20:00 left" in shown
        assert "How did you come?" in shown
        assert rows(shown)[-2].startswith("› half a")
        await pilot.resize_terminal(90, 24)
        await type_text(pilot, " line")
        assert rows(screen_text(pilot))[-2].startswith("› half a line")


async def test_thirty_by_three_keeps_clock_and_note_line(desk: Desk, meeting: int) -> None:
    async with open_app(desk, OPEN, (30, 4)) as pilot:
        await type_text(pilot, "kept")
        shown = screen_text(pilot)
        assert "20:00 left" in shown
        assert "› kept" in shown


async def test_notes_in_one_burst_are_kept_apart_and_tied_to_their_question(
    desk: Desk, store: Store, meeting: int
) -> None:
    async with open_app(desk, OPEN) as pilot:
        for text in ("guide in 2009", '" half the job', "! certificate", ">> arrow"):
            await pilot.press(*("greater_than_sign" if c == ">" else _key(c) for c in text))
            await pilot.press("enter")
        await keys(pilot, "enter")
        await type_text(pilot, "about studies")
        await keys(pilot, "enter")
        shown = await until(pilot, "about studies")
        assert "00:00 q1   guide in 2009" in shown
        assert "00:00 q2   about studies" in shown
        assert "✓ 1  How did you come?" in shown
    notes = store.notes.where("t.interview_id=?", meeting)
    assert [(n.kind, n.body) for n in notes] == [
        ("note", "guide in 2009"),
        ("quote", "half the job"),
        ("key_point", "certificate"),
        ("note", "> arrow"),
        ("note", "about studies"),
    ]


def _key(character: str) -> str:
    names = {" ": "space", '"': "quotation_mark", "!": "exclamation_mark"}
    return names.get(character, character)


async def test_a_note_from_another_shell_appears_without_disturbing_the_line(
    desk: Desk, store: Store, now: datetime, meeting: int
) -> None:
    async with open_app(desk, OPEN) as pilot:
        await type_text(pilot, "typing mean")
        capture(store, now, "from elsewhere", interview_id=meeting)
        shown = await until(pilot, "from elsewhere")
        assert "› typing mean" in shown
        await type_text(pilot, "while")
        assert "› typing meanwhile" in screen_text(pilot)


async def test_the_half_typed_line_of_a_dead_process_comes_back(
    desk: Desk, store: Store, now: datetime, meeting: int
) -> None:
    dead = Owner(999_999_9, "gone", "/dev/pts/3")
    with store.write_draft():
        store.drafts.keep(now, f"meeting:{meeting}:note", "half of it", dead)
    async with open_app(desk, OPEN) as pilot:
        assert "› half of it" in screen_text(pilot)


async def test_courtesy_lines_come_at_two_minutes_and_at_the_end(
    desk: Desk, meeting: int, at: Callable[..., None]
) -> None:
    async with open_app(desk, OPEN) as pilot:
        at(17, 59)
        assert "Say:" not in await tick(pilot)
        at(18)
        shown = await tick(pilot)
        assert "02:00 left" in shown
        assert "I see we have two minutes left" in rows(shown)[2]
        assert "Before you go · 0 of 4" in shown
        at(20)
        shown = await tick(pilot)
        assert "time is up" in shown
        assert "That is our twenty minutes" in rows(shown)[2]
        at(22, 10)
        shown = await tick(pilot)
        assert rows(shown)[1].startswith(" 02:10 over")
        assert "time is up" in rows(shown)[1]


async def test_offered_time_takes_the_overrun_back(
    desk: Desk, store: Store, meeting: int, at: Callable[..., None]
) -> None:
    at(22, 10)
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "f5")
        shown = await until(pilot, "02:50 left")
        assert "agreed 20 + 5 offered · ends 14:55" in shown
    assert store.interviews.get(meeting).extension_minutes == 5


async def test_a_pause_stops_the_clock_and_moves_the_end(
    desk: Desk, store: Store, meeting: int, at: Callable[..., None]
) -> None:
    at(5)
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "f2")
        await until(pilot, "paused")
        at(8)
        assert "15:00 left" in await tick(pilot)
        await keys(pilot, "f2")
        shown = await until(pilot, "ends 14:53")
        assert "paused" not in rows(shown)[1]
    assert len(store.interviews.get(meeting).pauses) == 1


async def test_in_the_list_a_question_is_skipped_moved_and_added(
    desk: Desk, store: Store, meeting: int
) -> None:
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "tab")
        assert rows(screen_text(pilot))[-1].rstrip().endswith("F10 end")
        await keys(pilot, "s", "J")
        await keys(pilot, "n")
        await type_text(pilot, "And the pay?")
        await keys(pilot, "enter")
        await until(pilot, "And the pay?")
        await keys(pilot, "escape")
        await type_text(pilot, "s is a letter again")
        assert "› s is a letter again" in screen_text(pilot)
    items = {item.text: item for item in store.interviews.checklist.where("t.kind='core'")}
    assert items["How did you come?"].state is ItemState.SKIPPED
    assert items["What would you study?"].position == 3
    assert items["And the pay?"].state is ItemState.OPEN


async def test_undo_takes_back_ticks_and_notes_in_turn(
    desk: Desk, store: Store, meeting: int
) -> None:
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "enter")
        await type_text(pilot, "a slip")
        await keys(pilot, "enter")
        await until(pilot, "q2   a slip")
        await keys(pilot, "f8")
        await until(pilot, "Notes · 0")
        await keys(pilot, "f8")
        await until(pilot, "› ○ 1  How did you come?")
        await keys(pilot, "f8")
        assert "Nothing to undo." in screen_text(pilot)
    assert not store.notes.where()


async def test_a_note_is_edited_and_deleted_in_the_notes(
    desk: Desk, store: Store, now: datetime, meeting: int
) -> None:
    capture(store, now, "! firts", interview_id=meeting)
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "tab", "tab", "e", "ctrl+u")
        await type_text(pilot, "!first")
        await keys(pilot, "enter")
        await until(pilot, "! first")
        await keys(pilot, "d")
        await until(pilot, "[Notes] · 0")
        await keys(pilot, "u")
        await until(pilot, "! first")
    assert [n.body for n in store.notes.where()] == ["first"]


async def test_ending_says_thanks_first_and_never_ends_on_a_held_key(
    desk: Desk, store: Store, now: datetime, meeting: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    capture(store, now, "! certificate counts more", interview_id=meeting)
    async with open_app(desk, OPEN) as pilot:
        await type_text(pilot, "last words")
        await keys(pilot, "f10", "f10", "f10")
        shown = screen_text(pilot)
        assert "This will stay with me: certificate counts more." in rows(shown)[2]
        assert "4 of 4 are open.  F10 again ends the meeting" in shown
        await type_text(pilot, "x")
        assert "again ends" not in screen_text(pilot)
        await keys(pilot, "backspace", "f10")
        monkeypatch.setattr("infoview_tui.widgets.line.CONFIRM_AFTER", 0.0)
        await keys(pilot, "f10")
        await until(pilot, "Debrief")
    assert store.interviews.get(meeting).ended_at == now
    assert "last words" in [n.body for n in store.notes.where()]


async def test_a_lone_question_mark_shows_the_keys_beside_the_clock(
    desk: Desk, store: Store, meeting: int
) -> None:
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "question_mark", "enter")
        shown = screen_text(pilot)
        assert "Keys · F1 goes on" in shown
        assert "20:00 left" in shown
        await keys(pilot, "f1")
        assert "Keys ·" not in screen_text(pilot)
    assert not store.notes.where()


async def test_escape_asks_before_it_leaves_and_the_clock_runs_on(
    desk: Desk, meeting: int, monkeypatch: pytest.MonkeyPatch, at: Callable[..., None]
) -> None:
    monkeypatch.setattr("infoview_tui.widgets.line.CONFIRM_AFTER", 0.0)
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "escape")
        assert "escape again goes to Today" in screen_text(pilot)
        await keys(pilot, "escape")
        shown = await until(pilot, "[1 Today]")
        assert "Meet Dana Okafor" in shown
        await keys(pilot, "f9")
        await until(pilot, "20:00 left")


async def test_hostile_text_is_shown_as_it_is(
    desk: Desk, store: Store, now: datetime, meeting: int
) -> None:
    capture(store, now, "see [ref] and [/] \x1b[2J", interview_id=meeting)
    async with open_app(desk, OPEN) as pilot:
        assert "see [ref] and [/] ␛[2J" in screen_text(pilot)


class Locked:
    """Another program that holds the database, so that nothing can be read or written."""

    def __init__(self, database: Path) -> None:
        self.connection = sqlite3.connect(database, isolation_level=None)
        self.connection.execute("begin exclusive")

    def let_go(self) -> None:
        self.connection.execute("rollback")
        self.connection.close()


async def test_while_the_disk_is_away_notes_wait_in_sight_and_then_go_in(
    desk: Desk, store: Store, database: Path, meeting: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infoview_tui.storage.saver.RETRY_SECONDS", 0.05)
    async with open_app(desk, OPEN) as pilot:
        locked = Locked(database)
        try:
            await pilot.press(*"word", "enter", *"half")
            text = await told(pilot, "NOT SAVED  word")
            assert "NOT SAVED  another program" in text
            assert "› half" in text
        finally:
            locked.let_go()
        await until(pilot, "00:00 q1   word")
        assert "NOT SAVED" not in await until(pilot, "Notes · 1")
    assert [n.body for n in store.notes.where()] == ["word"]


async def told(pilot: Pilot[int], words: str) -> str:
    """Wait for words that come while the storage thread cannot answer."""
    deadline = time.monotonic() + 15
    while words not in (text := screen_text(pilot)):
        assert time.monotonic() < deadline, text
        await pilot.pause(0.02)
    return text


async def test_f10_from_the_list_saves_the_half_typed_line_too(
    desk: Desk, store: Store, meeting: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infoview_tui.widgets.line.CONFIRM_AFTER", 0.0)
    async with open_app(desk, OPEN) as pilot:
        await type_text(pilot, "last words")
        await keys(pilot, "tab", "f10", "f10")
        await until(pilot, "Debrief")
    assert [n.body for n in store.notes.where()] == ["last words"]


async def test_ended_in_another_window_the_line_is_kept_until_enter(
    desk: Desk, store: Store, now: datetime, zone: ZoneInfo, meeting: int
) -> None:
    async with open_app(desk, OPEN) as pilot:
        await type_text(pilot, "in the mid")
        end(store, now, meeting, zone)
        await until(pilot, "Ended in another window")
        await type_text(pilot, "dle")
        await keys(pilot, "enter")
        await until(pilot, "Debrief")
    assert [n.body for n in store.notes.where()] == ["in the middle"]


async def test_a_note_is_tied_to_the_question_that_is_shown_as_current(
    desk: Desk, store: Store, meeting: int, at: Callable[..., None]
) -> None:
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "down", "down", "down")
        assert "› ○ b1" in screen_text(pilot)
        at(18)
        assert "› ○ 1 " in await tick(pilot)
        await type_text(pilot, "near the end")
        await keys(pilot, "enter")
        await until(pilot, "q1   near the end")
        await keys(pilot, "up", "f5")
        await until(pilot, "5 offered")
    [note] = store.notes.where()
    first = store.interviews.checklist.where("t.text='How did you come?'")[0]
    assert note.item_id == first.id


async def test_without_questions_a_note_is_tied_to_none(
    desk: Desk, store: Store, now: datetime, zone: ZoneInfo
) -> None:
    dana = add_person(store, now, name="Dana Okafor")
    id = start(store, now, book(store, now, [dana], starts_at=now, zone=str(zone))).id
    async with open_app(desk, ("meeting", {"interview_id": id})) as pilot:
        assert "No list: notes alone are fine. tab, n adds one." in screen_text(pilot)
        await type_text(pilot, "just this")
        await keys(pilot, "enter")
        await until(pilot, "just this")
    assert store.notes.where()[0].item_id is None


async def test_while_the_database_is_locked_a_name_is_typed_on_and_a_paste_waits_in_order(
    desk: Desk, store: Store, database: Path, meeting: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infoview_tui.storage.saver.RETRY_SECONDS", 0.05)
    monkeypatch.setattr("infoview_tui.screens.offering.PATIENCE_SECONDS", 0.05)
    monkeypatch.setattr("infoview_tui.widgets.line.CONFIRM_AFTER", 0.0)
    async with open_app(desk, OPEN) as pilot:
        locked = Locked(database)
        try:
            await pilot.press("at", *"dan", "right", "right", *"ny")
            assert "› @danny" in screen_text(pilot)
            await pilot.press("ctrl+u")
            await pilot.app.page.paste("one\n! two\nthree")  # type: ignore[attr-defined]
            await pilot.press("enter", *"half")
            text = await told(pilot, "NOT SAVED  ! two")
            assert text.index("NOT SAVED  one") < text.index("NOT SAVED  ! two")
            assert "› half" in text
        finally:
            locked.let_go()
        await until(pilot, "q1   three")
    assert [n.body for n in store.notes.where()] == ["one", "two", "three"]


async def test_ending_asks_once_about_what_is_open_or_only_partly_done(
    desk: Desk, store: Store, meeting: int, at: Callable[..., None], soon: None
) -> None:
    at(17)
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, *"@Mai Tran", "enter")
        await until(pilot, "◐ c1")
        await keys(pilot, "f10")
        assert "4 of 4 are open.  F10 again ends the meeting" in screen_text(pilot)
        await keys(pilot, *"@Selu Tupou", "enter")
        await until(pilot, "✓ c1")
        await keys(pilot, "tab", *["down"] * 4, "space", "space", "space", "f10")
        assert "Give thanks aloud now.  F10 again ends" in screen_text(pilot)
        await keys(pilot, "f10")
        await until(pilot, "Debrief")
    made = {store.people.get(i.person_id).name for i in store.people.introductions.where()}
    assert made == {"Mai Tran", "Selu Tupou"}
    assert all(i.may_mention is None for i in store.people.introductions.where())


async def test_a_forgotten_meeting_asks_when_it_ended(
    desk: Desk, meeting: int, at: Callable[..., None]
) -> None:
    at(20 + 4 * 60)
    async with open_app(desk, OPEN) as pilot:
        shown = await until(pilot, "Debrief")
        assert "over" not in rows(shown)[1]


async def test_undo_reaches_back_past_a_look_at_today(
    desk: Desk, store: Store, meeting: int
) -> None:
    async with open_app(desk, OPEN) as pilot:
        await type_text(pilot, "a slip")
        await keys(pilot, "enter")
        await until(pilot, "a slip")
        await keys(pilot, "f9", "f9", "f8")
        await until(pilot, "Notes · 0")
    assert not store.notes.where()


async def test_a_pause_in_another_window_is_seen_here(
    desk: Desk, store: Store, now: datetime, meeting: int
) -> None:
    async with open_app(desk, OPEN) as pilot:
        pause(store, now, meeting)
        await until(pilot, "paused")


async def test_the_line_of_an_orphan_window_is_offered_and_taken(
    desk: Desk, store: Store, now: datetime, meeting: int
) -> None:
    mine = this_owner()
    orphan = replace(mine, terminal="/dev/pts/9")
    with store.write_draft():
        store.drafts.keep(now, f"meeting:{meeting}:note", "typed before the line dropped", orphan)
    async with open_app(desk, OPEN) as pilot:
        shown = screen_text(pilot)
        assert '→ takes the line from pts/9: "typed before the line dropped"' in shown
        await keys(pilot, "right")
        assert "› typed before the line dropped" in screen_text(pilot)
        await keys(pilot, "enter")
        await until(pilot, "Notes · 1")
    assert [n.body for n in store.notes.where()] == ["typed before the line dropped"]
    assert not store.drafts.at(f"meeting:{meeting}:note")


async def test_a_line_that_another_window_took_is_said_to_be_taken(
    desk: Desk, store: Store, meeting: int
) -> None:
    async with open_app(desk, OPEN) as pilot:
        await type_text(pilot, "typed before the line dropped")
        assert desk.saver.flush(5.0)
        [draft] = store.drafts.at(f"meeting:{meeting}:note")
        take_over(store, draft, replace(this_owner(), terminal="/dev/pts/9"))
        shown = await until(pilot, "Another window took this line over")
        assert "› typed before the line dropped" in shown
