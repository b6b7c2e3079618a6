"""What the keys of a meeting do, and what its footer and help say of them, in each mode."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pilots import keys, lines, open_app, screen_text, settled, until
from textual.strip import Strip

from infoview_tui.domain.preparation import ItemKind, ItemState
from infoview_tui.screens.meeting import MeetingPage
from infoview_tui.services.desk import Desk
from infoview_tui.services.interviews import book
from infoview_tui.services.meeting import end, start
from infoview_tui.services.notes import capture
from infoview_tui.services.people import add_person
from infoview_tui.services.prepare import add_question
from infoview_tui.storage.store import Store
from infoview_tui.widgets.note_line import legend
from infoview_tui.widgets.rows import Rows

OPEN = ("meeting", {"interview_id": 1})
QUESTIONS = ("How did you come?", "What would you study?", "What fills a week?")


@pytest.fixture
def at(desk: Desk, now: datetime) -> Callable[[float], None]:
    """Move the desk's clock to minutes after the start."""

    def move(minutes: float) -> None:
        desk.timekeeper.wall = lambda: now + timedelta(minutes=minutes)

    return move


@pytest.fixture
def meeting(store: Store, now: datetime) -> int:
    dana = add_person(store, now, name="Dana Okafor")
    add_person(store, now, name="Mai Tran", role="registrar", organisation="Harbour Gallery")
    id = book(store, now, [dana], starts_at=now, zone="Europe/Lisbon")
    for text in QUESTIONS:
        add_question(store, now, id, text)
    add_question(store, now, id, "What should I have asked?", kind=ItemKind.BACKUP)
    return start(store, now, id).id


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the same key confirm at once: here nobody holds it down."""
    monkeypatch.setattr("infoview_tui.widgets.line.CONFIRM_AFTER", 0.0)


def states(store: Store) -> dict[str, ItemState]:
    return {item.text: item.state for item in store.interviews.checklist.where()}


def current(store: Store) -> str:
    id = store.interviews.get(1).current_item_id
    return next(item.text for item in store.interviews.checklist.where() if item.id == id)


async def ticked(pilot: object) -> list[str]:
    """Let the clock be read again, as its timer does each second."""
    page = pilot.app.screen  # type: ignore[attr-defined]
    assert isinstance(page, MeetingPage)
    page.show_clock()
    await settled(pilot)  # type: ignore[arg-type]
    return lines(pilot)  # type: ignore[arg-type]


# The thanks.


async def test_thanks_said_too_soon_are_taken_back_with_escape_or_by_going_to_a_question(
    desk: Desk, store: Store, meeting: int, at: Callable[[float], None]
) -> None:
    at(5)
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "down", "f10")
        shown = screen_text(pilot)
        assert 'Say: "Thank you.' in shown
        assert "› ○ c4 Thanks" in shown
        await keys(pilot, "escape")
        shown = screen_text(pilot)
        assert "Say:" not in shown
        assert "› ○ 2  What would you study?" in shown
        assert "b1 What should" in shown
        assert "again" not in shown
        await keys(pilot, "f10", *["up"] * 4)
        shown = screen_text(pilot)
        assert "› ○ 3  What fills a week?" in shown
        assert "Say:" not in shown
        assert "b1 What should" in shown
        await keys(pilot, *"to 3", "enter")
        await until(pilot, "q3   to 3")
        at(18)
        assert "two minutes left" in (await ticked(pilot))[2]


async def test_empty_enters_after_f10_tick_the_thanks_first_and_a_second_f10_ends(
    desk: Desk, store: Store, meeting: int, soon: None
) -> None:
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "f10", "enter")
        shown = await until(pilot, "✓ c4 Thanks")
        assert "› ○ c1 Names" in shown
        await keys(pilot, "enter", "f10")
        shown = await until(pilot, "2 of 4 are open.  F10 again ends the meeting")
        assert "› ○ c2" in shown
        await keys(pilot, "f10")
        await until(pilot, "Debrief")
    assert store.interviews.get(meeting).ended_at is not None
    assert list(states(store).values()).count(ItemState.ASKED) == 2


@pytest.mark.parametrize(
    ("size", "asks"),
    [
        ((60, 20), " Give thanks. 4 of 4 are open.  F10 again ends it"),
        ((40, 10), " Give thanks. 4 of 4 open. F10 ends it"),
        ((30, 3), " Give thanks; 4 open. F10 ends"),
    ],
)
async def test_the_last_question_is_read_whole_at_any_size(
    desk: Desk, meeting: int, size: tuple[int, int], asks: str
) -> None:
    async with open_app(desk, OPEN, size) as pilot:
        await keys(pilot, "f10")
        assert asks in lines(pilot)


# Who has the keys.


async def test_the_footer_names_what_each_mode_does(desk: Desk, store: Store, meeting: int) -> None:
    async with open_app(desk, OPEN) as pilot:
        assert lines(pilot)[-2].startswith("› ! key")
        await keys(pilot, "f2")
        assert "F2 go on" in lines(pilot)[-1]
        await keys(pilot, "f2", "tab")
        footer = " space asked  p partly  s skip  n own  tab notes  ↑↓ question  F2 pause  F10 end"
        assert lines(pilot)[-1] == footer
        assert lines(pilot)[-2] == "· escape goes back to this line"
        await keys(pilot, "tab")
        footer = " e edit  d delete  u undo  tab note line  ↑↓ note  F2 pause  F5 +5  F10 end"
        assert lines(pilot)[-1] == footer
        await keys(pilot, "tab")
        assert lines(pilot)[-2].startswith("› ! key")


async def test_a_letter_that_is_no_key_of_the_list_says_where_one_types(
    desk: Desk, store: Store, meeting: int
) -> None:
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "tab", "h")
        says = "The list has the keys; escape goes back to the note line."
        assert says in screen_text(pilot)
        await keys(pilot, "j", "j", "k")
        assert says not in screen_text(pilot)
        assert "› ○ 2  What would you study?" in screen_text(pilot)
        await keys(pilot, "tab", "x")
        says = "The notes have the keys; escape goes back to the note line."
        assert says in screen_text(pilot)


async def test_f9_goes_to_today_at_once_from_any_mode(desk: Desk, meeting: int) -> None:
    async with open_app(desk, OPEN) as pilot:
        for before in ((), ("tab",), ("tab", "tab"), ("f1",), ("f10",)):
            await keys(pilot, *before, "f9")
            assert "[1 Today]" in screen_text(pilot), before
            await keys(pilot, "f9")
            assert "20:00 left" in screen_text(pilot)


async def test_hundreds_of_notes_are_gone_through_by_the_screenful(
    desk: Desk, store: Store, now: datetime, meeting: int
) -> None:
    with store.write():
        for n in range(100):
            capture(store, now + timedelta(seconds=n), f"note {n}.", interview_id=meeting)
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "tab", "tab", "pageup", "pageup")
        row = next(row for row in lines(pilot) if row.startswith("›0"))
        assert 60 <= int(row.rstrip(".").rpartition(" ")[2]) < 95
        await keys(pilot, "home")
        assert any(row.startswith("›00:00") for row in lines(pilot))
        await keys(pilot, "pagedown", "end")
        assert any(row.startswith("›01:39") for row in lines(pilot))


@pytest.mark.parametrize("room", range(28, 90))
def test_the_legend_names_every_sign_and_cuts_no_word(room: int) -> None:
    words = legend(room)
    assert len(words) <= room
    assert [word for word in words.split() if len(word) == 1 and word != "I"] == list('!"@><?+')
    assert "! key" in words
    if room >= 38:
        assert '" quote @ name > I owe' in words.replace("  ", " ").replace("promise", "owe")


# The keys shown.


async def test_the_help_names_only_what_works_in_the_mode(
    desk: Desk, store: Store, meeting: int
) -> None:
    async with open_app(desk, OPEN, (80, 40)) as pilot:
        await keys(pilot, "tab", "f1")
        shown = screen_text(pilot)
        assert "save the note" not in shown
        assert "space   asked and answered" in shown
        await keys(pilot, "escape", "n", *"And", "f1")
        shown = await until(pilot, "enter   save this line")
        assert "escape  leave it; what is typed is kept" in shown
        assert "F2      pause or go on" in shown
        for off in ("save the note", "the question before", "into the checklist", "thanks"):
            assert off not in shown
        await keys(pilot, "f1", "f1", "enter")
        await until(pilot, "And")


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_a_key_of_the_lists_shows_them_again_before_it_changes_them(
    desk: Desk, store: Store, meeting: int, size: tuple[int, int]
) -> None:
    async with open_app(desk, OPEN, size) as pilot:
        for key in ("down", "tab", "s"):
            await keys(pilot, "f1")
            assert "Keys · F1" in screen_text(pilot)
            await keys(pilot, key)
            assert "Keys · F1" not in screen_text(pilot), key
        await keys(pilot, "escape", "f1", *"a note", "enter", "f2")
        assert "Keys · F1" in screen_text(pilot)
        await until(pilot, "paused")
    assert states(store)["What would you study?"] is ItemState.SKIPPED


# A line of its own.


async def test_while_a_line_is_typed_nothing_under_it_moves(
    desk: Desk, store: Store, now: datetime, meeting: int, soon: None
) -> None:
    capture(store, now, "one", interview_id=meeting)
    capture(store, now, "two", interview_id=meeting)
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "tab", "n", *"And the pay?")
        for key in ("up", "down", "tab", "f10"):
            await keys(pilot, key)
            shown = screen_text(pilot)
            assert "› ○ 1  How did you come?" in shown
            assert "Own question  And the pay?" in shown, key
            assert "enter saves it, escape leaves it." in shown
        await keys(pilot, "f10", "f10", "escape", "tab", "e", "up", "enter", "e")
        assert " Note  two" in screen_text(pilot)
    assert store.interviews.get(meeting).ended_at is None
    assert current(store) == "How did you come?"


async def test_an_own_question_in_a_burst_is_the_one_that_the_next_key_is_for(
    desk: Desk, store: Store, meeting: int
) -> None:
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "tab", "n", *"Why?", "enter", "p", "escape", *"so", "enter")
        await until(pilot, "Notes · 1")
        assert states(store)["Why?"] is ItemState.PARTLY
        assert states(store)["How did you come?"] is ItemState.OPEN
        # In the order in which they were done.
        await keys(pilot, "f8", "f8")
        await until(pilot, "› ○ 4  Why?")
        await keys(pilot, "f8")
        await until(pilot, "› ○ 1  How did you come?")
        assert "Why?" not in screen_text(pilot).replace('"Why?"', "")
        assert current(store) == "How did you come?"


async def test_ended_in_another_window_a_line_being_typed_is_kept_until_enter(
    desk: Desk, store: Store, now: datetime, zone: ZoneInfo, meeting: int
) -> None:
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "tab", "n", *"And the")
        end(store, now, meeting, zone)
        await until(pilot, "Ended in another window")
        await keys(pilot, *" pay?", "enter")
        await until(pilot, "Debrief")
    assert "And the pay?" in states(store)


# What a key costs.


async def test_a_step_in_the_list_draws_the_lines_that_changed(
    desk: Desk, meeting: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_app(desk, OPEN) as pilot:
        page = pilot.app.screen
        assert isinstance(page, MeetingPage)
        drawn: list[tuple[str | None, int]] = []
        render = Rows.render_line

        def spied(self: Rows, y: int) -> Strip:
            drawn.append((self.id, y))
            return render(self, y)

        monkeypatch.setattr(Rows, "render_line", spied)
        await keys(pilot, "down")
        assert "› ○ 2  What would you study?" in screen_text(pilot)
        assert set(drawn) == {("questions", 1), ("questions", 2)}
        # All of it after a change of size.
        await pilot.resize_terminal(70, 24)
        assert {y for id, y in drawn if id == "questions"} > {0, 1, 2, 3}
        await keys(pilot, "up")
        assert "› ○ 1  How did you come?" in screen_text(pilot)


# Names.


async def test_somebody_known_is_not_said_to_be_new(desk: Desk, store: Store, meeting: int) -> None:
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, *"@mai tran, registrar", "enter")
        await until(pilot, "Saved. mai tran is in People already.  F8 undo")
        await keys(pilot, *"@Selu Tupou, mount maker", "enter")
        await until(pilot, "Saved. Selu Tupou goes into People when you end.  F8 undo")


# The disk away.


async def test_what_is_asked_and_typed_is_read_while_the_disk_is_away(
    desk: Desk, store: Store, database: Path, meeting: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infoview_tui.storage.saver.RETRY_SECONDS", 0.05)
    async with open_app(desk, OPEN) as pilot:
        locked = sqlite3.connect(database, isolation_level=None)
        locked.execute("begin exclusive")
        try:
            await pilot.press(*"word", "enter")
            while "NOT SAVED  word" not in screen_text(pilot):
                await pilot.pause(0.02)
            await pilot.press("tab", "n", *"Why")
            await pilot.pause(0.1)
            assert lines(pilot)[-3] == " NOT SAVED  Own question  Why"
            await pilot.press("escape", "escape", "f10")
            await pilot.pause(0.1)
            asked = "Give thanks aloud now. 4 of 4 are open.  F10 again ends the meeting"
            assert lines(pilot)[-3] == f" NOT SAVED  {asked}"
            await pilot.press("escape")
        finally:
            locked.execute("rollback")
            locked.close()
        await until(pilot, "00:00 q1   word")
