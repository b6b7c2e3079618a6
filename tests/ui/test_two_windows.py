from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from pilots import keys, lines, open_app, screen_text, type_text, until
from textual.app import App

from infoview_tui.app import Opening
from infoview_tui.domain.preparation import ItemState
from infoview_tui.screens.today import TodayPage
from infoview_tui.services import interviews, meeting, notes, people, points, prepare, trash
from infoview_tui.services.desk import Desk
from infoview_tui.storage.store import Store

Text = Callable[[], str]


@pytest.fixture
def dana(store: Store, now: datetime) -> int:
    return people.add_person(store, now, name="Dana Okafor")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infoview_tui.widgets.line.CONFIRM_AFTER", 0.0)


def one_line(shown: str) -> str:
    return " ".join(shown.split())


async def both_are_kept_when_asked_twice(
    desk: Desk,
    store: Store,
    opening: Opening,
    edit: tuple[str, ...],
    change: Callable[[], object],
    text: Text,
) -> list[str]:
    """Save over another window's words, take that back, leave a line; return what was kept."""
    before = {note.id for note in store.notes.where()}
    async with open_app(desk, opening) as pilot:
        await keys(pilot, *edit, "ctrl+u")
        change()
        await type_text(pilot, "mine")
        await keys(pilot, "enter")
        shown = await until(pilot, "Changed 14:30 in a shell: “theirs”. enter saves yours and")
        assert "and keeps that as a note, escape leaves it." in one_line(shown)
        assert "mine" in lines(pilot)[-2]
        assert text() == "theirs"
        await keys(pilot, "enter")
        assert text() == "mine"
        kept = [note.body for note in store.notes.where() if note.id not in before]
        # A card goes on to its next text.
        await keys(pilot, "escape", "u")
        await until(pilot, "Undone: ")
        assert text() == "theirs"
        assert {note.id for note in store.notes.where()} == before
    return kept


async def test_a_note(desk: Desk, store: Store, now: datetime, dana: int) -> None:
    note = notes.capture(store, now, "before", person_id=dana)
    kept = await both_are_kept_when_asked_twice(
        desk,
        store,
        ("person", {"person_id": dana}),
        ("enter",),
        lambda: notes.edit_note(store, now, note.id, "theirs", desk.zone),
        lambda: store.notes.get(note.id).body,
    )
    assert kept == ["theirs"]


async def test_a_goal_and_a_question(desk: Desk, store: Store, now: datetime, dana: int) -> None:
    talk = interviews.book(store, now, [dana], starts_at=now, zone="Europe/Lisbon")
    goal = prepare.add_goal(store, now, talk, "before")
    item = prepare.add_question(store, now, talk, "before")
    opening = ("prepare", {"interview_id": talk})
    kept = await both_are_kept_when_asked_twice(
        desk,
        store,
        opening,
        ("shift+tab", "shift+tab", "e"),
        lambda: prepare.change_goal(store, now, goal, text="theirs"),
        lambda: store.interviews.goals.get(goal).text,
    )
    assert kept == ["Before, in the goal (a shell, 14:30): theirs"]
    kept = await both_are_kept_when_asked_twice(
        desk,
        store,
        opening,
        ("shift+tab", "e"),
        lambda: prepare.change_item(store, now, item, text="theirs"),
        lambda: store.interviews.checklist.get(item).text,
    )
    assert kept == ["Before, in the question (a shell, 14:30): theirs"]


async def test_a_card(desk: Desk, store: Store, now: datetime) -> None:
    card = points.add_card(store, now, "before", "point")
    kept = await both_are_kept_when_asked_twice(
        desk,
        store,
        ("points", {}),
        ("G", "e"),
        lambda: points.change_card(store, now, card, title="theirs"),
        lambda: store.points.get(card).title,
    )
    assert kept == ["Before, in a card (a shell, 14:30): theirs"]


async def test_an_introduction(desk: Desk, store: Store, now: datetime) -> None:
    points.add_card(store, now, "a card")
    async with open_app(desk, ("points", {})) as pilot:
        await keys(pilot, "g", "e", *"first", "enter")
        await until(pilot, "first")
    (written,) = store.points.where("t.length<>''")
    assert written.point == "first"
    kept = await both_are_kept_when_asked_twice(
        desk,
        store,
        ("points", {}),
        ("g", "e"),
        lambda: points.write_introduction(store, now, written.length, "theirs"),
        lambda: store.points.get(written.id).point,
    )
    assert kept == ["Before, in the introduction of 15 s (a shell, 14:30): theirs"]


async def test_what_was_deleted_elsewhere_stays_deleted_and_the_text_typed_is_a_note(
    desk: Desk, store: Store, now: datetime
) -> None:
    card = points.add_card(store, now, "before")
    async with open_app(desk, ("points", {})) as pilot:
        await keys(pilot, "G", "e", "ctrl+u")
        points.delete_card(store, now, card)
        await type_text(pilot, "mine")
        await keys(pilot, "enter")
        await until(pilot, "Deleted 14:30 in a shell. enter keeps yours as a note, escape leaves")
        assert not store.notes.where()
        await keys(pilot, "enter")
    assert store.points.where("t.length=''") == ()
    (kept,) = store.notes.where("t.person_id is null and t.interview_id is null")
    assert kept.body == "For a card, deleted (a shell, 14:30): mine"


LONG = "theirs, \x1b[31m\u202e" + "and so on " * 9


async def test_a_line_left_and_opened_again_still_knows_what_it_was_typed_over(
    desk: Desk, store: Store, now: datetime, dana: int
) -> None:
    talk = interviews.book(store, now, [dana], starts_at=now, zone="Europe/Lisbon")
    goal = prepare.add_goal(store, now, talk, "before")
    item = prepare.add_question(store, now, talk, "before")
    async with open_app(desk, ("prepare", {"interview_id": talk}), (60, 20)) as pilot:
        await keys(pilot, "shift+tab", "shift+tab", "e", *" mine")
        prepare.change_goal(store, now - timedelta(days=4), goal, text=LONG)
        await keys(pilot, "enter")
        shown = await until(pilot, "Changed Thu 19 Nov 14:30 in a shell: “theirs, ␛[3…”. enter")
        assert "enter saves yours and keeps that as a note, escape leaves it" in one_line(shown)
        await keys(pilot, "escape")
        await until(pilot, " Changed Thu 19 Nov 14:30 in a shell; it stays as it is.")
        await until(pilot, "› 1   theirs")
        await keys(pilot, "e")
        assert " Goal  before mine" in screen_text(pilot)
        await keys(pilot, "enter")
        await until(pilot, "Changed Thu 19 Nov 14:30")
        # Any other key goes on typing, and the next enter has been asked for.
        await keys(pilot, *" too")
        assert "Changed Thu" not in lines(pilot)[-3]
        assert store.interviews.goals.get(goal).text == LONG.strip()
        await keys(pilot, "enter")
        await until(pilot, "before mine too")
        # Two windows that wrote the same, or something else of the row, ask nothing.
        await keys(pilot, "tab", "e", "ctrl+u", *"both")
        meeting.tick(store, now, talk, item, ItemState.PARTLY)
        prepare.change_item(store, now, item, text="both")
        await keys(pilot, "enter")
        assert not store.notes.where("t.body like '%both%'")
    known = store.interviews.checklist.get(item)
    assert (known.text, known.state) == ("both", ItemState.PARTLY)
    (kept,) = store.notes.where("t.interview_id=?", talk)
    assert kept.body == f"Before, in the goal (a shell, Thu 19 Nov 14:30): {LONG.strip()}"


async def test_a_line_that_is_on_its_way_to_the_disk_is_kept_once(
    desk: Desk, store: Store, now: datetime, dana: int
) -> None:
    talk = interviews.book(store, now, [dana], starts_at=now, zone="Europe/Lisbon")
    async with open_app(desk, ("meeting", {"interview_id": talk})) as pilot:
        await type_text(pilot, "half a line")
        meeting.end(store, now, talk, desk.zone)
        await until(pilot, "Ended in another window")
        with desk.saver._committing:
            await keys(pilot, "f10")
            await until(pilot, "Debrief")
            await keys(pilot, "down")
        assert desk.saver.flush(5)
        await keys(pilot, "up")
    assert [note.body for note in store.notes.where()] == ["half a line"]


async def test_a_start_that_another_window_took_back_is_not_made_again(
    desk: Desk, store: Store, now: datetime, dana: int
) -> None:
    talk = interviews.book(store, now, [dana], starts_at=now, zone="Europe/Lisbon")
    async with open_app(desk, ("meeting", {"interview_id": talk})) as pilot:
        await until(pilot, "20:00 left")
        meeting.unstart(store, now, talk)
        await until(pilot, "Undone: the start of the meeting.")
    assert store.interviews.get(talk).started_at is None


async def test_an_undo_of_who_was_removed_since_is_not_about_somebody_new(
    desk: Desk, store: Store, now: datetime, dana: int
) -> None:
    async with open_app(desk, ("people", {})) as pilot:
        await keys(pilot, "n")
        await type_text(pilot, "Mai Tran")
        await keys(pilot, "enter")
        await until(pilot, "People › Mai Tran")
        people.delete_person(store, now, store.people.called("Mai Tran".__eq__)[0].id)
        trash.empty(store)
        kofi = people.add_person(store, now, name="Kofi Mensah")
        await keys(pilot, "u")
        await until(pilot, "There is no person")
    assert [person.id for person in store.people.where()] == [dana, kofi]


async def test_a_fault_while_another_window_is_followed_ends_the_app_as_any_other(
    desk: Desk, store: Store, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_page: TodayPage) -> None:
        raise ZeroDivisionError

    apps: list[App[int]] = []
    with pytest.raises(ZeroDivisionError):
        async with open_app(desk) as pilot:
            apps.append(pilot.app)
            monkeypatch.setattr(TodayPage, "load", fail)
            people.add_person(store, now, name="Dana Okafor")
            await asyncio.wait_for(pilot.app._exception_event.wait(), 5)
    assert [app.return_code for app in apps] == [1]
