from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from pilots import open_app
from textual.pilot import Pilot

from infoview_tui import watching
from infoview_tui.app import InfoviewApp, Opening
from infoview_tui.services import agreed_time, meeting
from infoview_tui.services.desk import Desk
from infoview_tui.services.interviews import book
from infoview_tui.services.people import add_person
from infoview_tui.storage.store import Store

SOON, UP = "Two minutes left", "Time is up"
MEETING: Opening = ("meeting", {"interview_id": 1})


@pytest.fixture
def at(desk: Desk, now: datetime) -> Callable[[int, int], None]:
    """Move the desk's clock to minutes and seconds after the start."""

    def move(minutes: int, seconds: int = 0) -> None:
        desk.timekeeper.wall = lambda: now + timedelta(minutes=minutes, seconds=seconds)

    return move


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(watching, "POLL_SECONDS", 0.01)
    found: list[str] = []
    monkeypatch.setattr(InfoviewApp, "alert", lambda _app, text: found.append(str(text)))
    return found


@pytest.fixture
def id(store: Store, now: datetime) -> int:
    dana = add_person(store, now, name="Dana Okafor")
    id = book(store, now, [dana], starts_at=now, zone="Europe/Lisbon")
    return meeting.start(store, now, id).id


async def heard(pilot: Pilot[int]) -> None:
    """Wait until the clock was listened to, with all that was done before."""
    app = pilot.app
    assert isinstance(app, InfoviewApp)
    for _ in range(2):
        before = app._heard
        while app._heard is before:
            await app.desk.ask(lambda _store: None)


@pytest.mark.parametrize("opening", [MEETING, ("people", {})])
async def test_it_rings_once_at_two_minutes_and_once_at_the_end_on_any_page(
    desk: Desk,
    store: Store,
    now: datetime,
    id: int,
    at: Callable[..., None],
    rung: list[str],
    opening: Opening,
) -> None:
    at(17, 59)
    async with open_app(desk, opening) as pilot:
        await heard(pilot)
        assert rung == []
        at(18, 0)
        await heard(pilot)
        assert rung == [SOON]
        with store.write():
            store.interviews.change(now, id, place="room 2")
        at(19, 59)
        await heard(pilot)
        assert rung == [SOON]
        at(20, 0)
        await heard(pilot)
        at(20, 1)
        await heard(pilot)
        assert rung == [SOON, UP]


async def test_minutes_that_they_offered_have_an_end_of_their_own(
    desk: Desk, store: Store, now: datetime, id: int, at: Callable[..., None], rung: list[str]
) -> None:
    at(19, 59)
    async with open_app(desk, MEETING) as pilot:
        await heard(pilot)
        agreed_time.extend(store, now, id)
        await heard(pilot)
        at(22, 0)
        await heard(pilot)
        assert rung == [], "the end that was moved is none"
        at(23, 0)
        await heard(pilot)
        at(25, 0)
        await heard(pilot)
        assert rung == [SOON, UP]
        # Taken back: over again, but by a key.
        at(25, 30)
        agreed_time.extend(store, now, id, -5)
        await heard(pilot)
        assert rung == [SOON, UP]


async def test_a_window_opened_later_a_pause_and_a_shorter_time_ring_nothing(
    desk: Desk, store: Store, now: datetime, id: int, at: Callable[..., None], rung: list[str]
) -> None:
    at(18, 30)
    async with open_app(desk, MEETING) as pilot:
        await heard(pilot)
        meeting.pause(store, desk.now(), id)
        await heard(pilot)
        at(40, 0)
        await heard(pilot)
        agreed_time.agree(store, now, id, 10)
        await heard(pilot)
        agreed_time.agree(store, now, id, 20)
        await heard(pilot)
        assert rung == []
        meeting.pause(store, desk.now(), id)
        await heard(pilot)
        at(41, 30)
        await heard(pilot)
        assert rung == [UP]
