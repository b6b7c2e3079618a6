from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

import pytest
from pilots import keys, lines, open_app, type_text, until
from textual.app import App

from infoview_tui.app import Opening
from infoview_tui.screens.today import TodayPage
from infoview_tui.services import interviews, meeting, notes, people, points, prepare
from infoview_tui.services.desk import Desk
from infoview_tui.storage.store import Store

Text = Callable[[], str]


@pytest.fixture
def dana(store: Store, now: datetime) -> int:
    return people.add_person(store, now, name="Dana Okafor")


async def saved_over_when_asked_twice(
    desk: Desk, opening: Opening, edit: tuple[str, ...], change: Callable[[], object], text: Text
) -> None:
    async with open_app(desk, opening) as pilot:
        await keys(pilot, *edit, "ctrl+u")
        change()
        await type_text(pilot, "mine")
        await keys(pilot, "enter")
        await until(pilot, "Changed in another window")
        assert "mine" in lines(pilot)[-2]
        assert text() == "theirs"
        await keys(pilot, "enter")
        await pilot.pause()
        assert text() == "mine"


async def test_a_note(desk: Desk, store: Store, now: datetime, dana: int) -> None:
    note = notes.capture(store, now, "before", person_id=dana)
    await saved_over_when_asked_twice(
        desk,
        ("person", {"person_id": dana}),
        ("enter",),
        lambda: notes.edit_note(store, now, note.id, "theirs", desk.zone),
        lambda: store.notes.get(note.id).body,
    )


async def test_a_goal_and_a_question(desk: Desk, store: Store, now: datetime, dana: int) -> None:
    talk = interviews.book(store, now, [dana], starts_at=now, zone="Europe/Lisbon")
    goal = prepare.add_goal(store, now, talk, "before")
    item = prepare.add_question(store, now, talk, "before")
    opening = ("prepare", {"interview_id": talk})
    await saved_over_when_asked_twice(
        desk,
        opening,
        ("shift+tab", "shift+tab", "e"),
        lambda: prepare.change_goal(store, now, goal, text="theirs"),
        lambda: store.interviews.goals.get(goal).text,
    )
    await saved_over_when_asked_twice(
        desk,
        opening,
        ("shift+tab", "e"),
        lambda: prepare.change_item(store, now, item, text="theirs"),
        lambda: store.interviews.checklist.get(item).text,
    )


async def test_a_card(desk: Desk, store: Store, now: datetime) -> None:
    card = points.add_card(store, now, "before", "point")
    await saved_over_when_asked_twice(
        desk,
        ("points", {}),
        ("G", "e"),
        lambda: points.change_card(store, now, card, title="theirs"),
        lambda: store.points.get(card).title,
    )


async def test_an_introduction(desk: Desk, store: Store, now: datetime) -> None:
    points.add_card(store, now, "a card")
    async with open_app(desk, ("points", {})) as pilot:
        await keys(pilot, "g", "e", *"first", "enter")
        await until(pilot, "first")
    (written,) = store.points.where("t.length<>''")
    assert written.point == "first"
    await saved_over_when_asked_twice(
        desk,
        ("points", {}),
        ("g", "e"),
        lambda: points.write_introduction(store, now, written.length, "theirs"),
        lambda: store.points.get(written.id).point,
    )


async def test_what_was_deleted_elsewhere_stays_deleted_and_the_text_typed(
    desk: Desk, store: Store, now: datetime
) -> None:
    card = points.add_card(store, now, "before")
    async with open_app(desk, ("points", {})) as pilot:
        await keys(pilot, "G", "e", "ctrl+u")
        points.delete_card(store, now, card)
        await type_text(pilot, "mine")
        await keys(pilot, "enter", "enter")
        await until(pilot, "nothing was overwritten")
        assert "mine" in lines(pilot)[-2]
    assert store.points.where("t.length=''") == ()


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
