"""Pages that were left are let go of soon, whatever the collector does by itself."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Iterator
from datetime import datetime

import pytest
from pilots import keys, open_app

from infoview_tui import tidying
from infoview_tui.services.desk import Desk
from infoview_tui.services.people import add_person
from infoview_tui.storage.store import Store


@pytest.fixture(autouse=True)
def by_hand(store: Store, now: datetime) -> Iterator[None]:
    add_person(store, now, name="Dana Okafor")
    gc.disable()
    yield
    gc.enable()


async def test_a_page_that_was_left_is_gone_once_nobody_waits(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidying, "REST_SECONDS", 0.02)
    async with open_app(desk) as pilot:
        await keys(pilot, "escape", "2")
        left = weakref.ref(pilot.app.screen)
        assert pilot.app.screen.name == "people"
        async with asyncio.timeout(20):
            while left() is not None:
                await keys(pilot, "5" if pilot.app.screen.name == "people" else "2")


async def test_of_many_in_a_burst_no_more_stay_than_a_few(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidying, "REST_SECONDS", 3600)
    async with open_app(desk) as pilot:
        left = []
        await keys(pilot, "escape")
        for _ in range(3 * tidying.MOST_LEFT):
            await keys(pilot, "2" if pilot.app.screen.name != "people" else "5")
            left.append(weakref.ref(pilot.app.screen))
        await keys(pilot)
        assert sum(page() is not None for page in left) <= tidying.MOST_LEFT + 1
