"""How Today, the meeting and Prepare look, on the practice week at the design size."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pilots import keys
from textual.pilot import Pilot

from infoview_tui.app import InfoviewApp, Opening
from infoview_tui.screens.rehearsal import RehearsalPage
from infoview_tui.services.bank import add_own
from infoview_tui.services.desk import Desk
from infoview_tui.services.example import load_example
from infoview_tui.services.lookup import find_interview
from infoview_tui.services.meeting import start
from infoview_tui.services.notes import capture
from infoview_tui.storage.store import Store

Compare = Callable[..., bool]


@pytest.fixture
def kofi(desk: Desk, store: Store, now: datetime, zone: ZoneInfo) -> int:
    load_example(store, now, zone)
    return find_interview(store, "kofi", now).id


async def loaded(pilot: Pilot[int]) -> None:
    assert isinstance(pilot.app, InfoviewApp)
    for _ in range(5):
        await pilot.pause()
        await pilot.app.desk.ask(lambda _store: None)


def looks(compare: Compare, desk: Desk, opening: Opening | None) -> bool:
    app = InfoviewApp(desk, opening)
    return compare(app, terminal_size=(80, 24), run_before=loaded)


def test_today(snap_compare: Compare, desk: Desk, kofi: int) -> None:
    assert looks(snap_compare, desk, None)


def test_prepare(snap_compare: Compare, desk: Desk, kofi: int) -> None:
    assert looks(snap_compare, desk, ("prepare", {"interview_id": kofi}))


def test_brief(snap_compare: Compare, desk: Desk, kofi: int) -> None:
    assert looks(snap_compare, desk, ("brief", {"interview_id": kofi}))


def test_library(snap_compare: Compare, desk: Desk, store: Store, now: datetime, kofi: int) -> None:
    add_own(store, now, "G3 Who decides when a loan is refused? -> know whom to ask")
    assert looks(snap_compare, desk, ("library", {}))


def test_meeting_near_its_end(
    snap_compare: Compare, desk: Desk, store: Store, now: datetime, kofi: int
) -> None:
    interview = start(store, now, kofi)
    for minutes, line in ((2, "began as a joiner"), (9, "! a certificate counts")):
        at = now + timedelta(minutes=minutes)
        capture(store, at, line, interview_id=kofi, person_id=interview.person_id)
    desk.timekeeper.wall = lambda: now + timedelta(minutes=18)
    assert looks(snap_compare, desk, ("meeting", {"interview_id": kofi}))


def test_a_card_with_its_record(snap_compare: Compare, desk: Desk, kofi: int) -> None:
    async def turned(pilot: Pilot[int]) -> None:
        await loaded(pilot)
        await keys(pilot, "j", "j", "j", "j", "space")

    app = InfoviewApp(desk, ("points", {}))
    assert snap_compare(app, terminal_size=(80, 24), run_before=turned)


def test_a_rehearsal_at_27_seconds(
    snap_compare: Compare, desk: Desk, now: datetime, kofi: int
) -> None:
    async def spoken(pilot: Pilot[int]) -> None:
        await loaded(pilot)
        desk.timekeeper.wall = lambda: now + timedelta(seconds=27)
        page = pilot.app.screen
        assert isinstance(page, RehearsalPage)
        page.show()

    app = InfoviewApp(desk, ("rehearsal", {"interview_id": kofi}))
    assert snap_compare(app, terminal_size=(80, 24), run_before=spoken)
