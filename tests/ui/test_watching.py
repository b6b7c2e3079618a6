from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from pilots import keys, open_app, screen_text, settled, until
from textual.pilot import Pilot

from infoview_tui import watching
from infoview_tui.app import Opening
from infoview_tui.screens.points import PointsPage
from infoview_tui.services.desk import Desk
from infoview_tui.services.points import add_card
from infoview_tui.storage.store import Store

OPEN: Opening = ("points", {})


class Looks:
    """Counts how often the app looked for changes, and how often the page was read."""

    def __init__(self) -> None:
        self.looked = 0
        self.read = 0
        self.meanwhile: list[Callable[[], object]] = []
        """What another window does just after the page was read, one thing a reading."""

    async def twice_more(self, pilot: Pilot[int]) -> None:
        wanted = self.looked + 2
        while self.looked < wanted:
            await settled(pilot)


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Looks:
    looks = Looks()
    listen, load = watching.Watching._listen, PointsPage.load

    def listened(app: watching.Watching) -> None:
        looks.looked += 1
        listen(app)

    async def loaded(page: PointsPage) -> None:
        looks.read += 1
        await load(page)
        if looks.meanwhile:
            looks.meanwhile.pop(0)()

    monkeypatch.setattr(watching, "POLL_SECONDS", 0.01)
    monkeypatch.setattr(watching.Watching, "_listen", listened)
    monkeypatch.setattr(PointsPage, "load", loaded)
    return looks


async def test_what_a_page_changed_itself_is_read_once_and_what_others_change_too(
    desk: Desk, store: Store, now: datetime, looks: Looks
) -> None:
    add_card(store, now, "Tours")
    async with open_app(desk, OPEN) as pilot:
        await looks.twice_more(pilot)
        assert looks.read == 1
        await keys(pilot, "G", "d")
        await looks.twice_more(pilot)
        assert "Tours" not in screen_text(pilot).partition("Deleted")[0]
        assert looks.read == 2
        add_card(store, now, "Sheets")
        await until(pilot, "Sheets")
        await looks.twice_more(pilot)
        assert looks.read == 3


async def test_what_others_change_while_a_page_reads_its_own_change_is_not_missed(
    desk: Desk, store: Store, now: datetime, looks: Looks
) -> None:
    add_card(store, now, "Tours")
    async with open_app(desk, OPEN) as pilot:
        looks.meanwhile.append(lambda: add_card(store, now, "Sheets"))
        await keys(pilot, "G", "d")
        await until(pilot, "Sheets")


async def test_what_others_change_while_a_page_opens_is_not_missed(
    desk: Desk, store: Store, now: datetime, looks: Looks
) -> None:
    looks.meanwhile.append(lambda: add_card(store, now, "Tours"))
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "Tours")
