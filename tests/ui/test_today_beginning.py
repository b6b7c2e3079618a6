from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from pilots import keys, lines, open_app, until

from infoview_tui.app import InfoviewApp
from infoview_tui.domain.followup import Side
from infoview_tui.errors import StorageError
from infoview_tui.screens.messages import GoTo
from infoview_tui.screens.page import Page
from infoview_tui.screens.today import TodayPage
from infoview_tui.services.desk import Desk
from infoview_tui.services.interviews import book
from infoview_tui.services.meeting import end, start
from infoview_tui.services.people import add_person
from infoview_tui.services.promises import add_promise
from infoview_tui.services.today import listed
from infoview_tui.storage.store import Store

FIRST, REST = "Debrief: Dana Okafor", "The list"


class Held(Desk):
    """A desk at which the rest of Today is long in coming, or cannot be read at first."""

    def __init__(self, desk: Desk) -> None:
        vars(self).update(vars(desk))
        self.come = asyncio.Event()
        self.asked = asyncio.Event()
        self.failing = 0

    async def ask(self, use_case: Any, *args: Any, **kwargs: Any) -> Any:
        if use_case is listed:
            self.asked.set()
            await self.come.wait()
            if self.failing:
                self.failing -= 1
                raise StorageError("The database cannot be read: the disk is away.")
        return await super().ask(use_case, *args, **kwargs)


@pytest.fixture
async def held(desk: Desk, store: Store, now: datetime) -> Held:
    dana = add_person(store, now, name="Dana Okafor")
    talk = book(store, now, [dana], starts_at=now - timedelta(hours=1), zone="Europe/Lisbon")
    start(store, now - timedelta(hours=1), talk)
    end(store, now - timedelta(minutes=30), talk, desk.zone)
    kofi = add_person(store, now, name="Kofi Mensah")
    add_promise(store, now, kofi, Side.MINE, REST, now.date() - timedelta(days=1))
    return Held(desk)


async def test_what_comes_first_is_shown_before_the_rest_is_read(held: Held) -> None:
    async with open_app(held) as pilot:
        await held.asked.wait()
        shown = await until(pilot, FIRST)
        assert REST not in shown
        assert "Due, Mon 23 Nov ─" in shown
        await pilot.resize_terminal(60, 20)
        await until(pilot, FIRST)
        await keys(pilot, "j", "G")
        held.come.set()
        shown = await until(pilot, REST)
        assert "Due, Mon 23 Nov · 2" in shown
        assert lines(pilot)[4].startswith("›")


async def test_a_page_that_is_left_before_the_rest_comes_is_left(held: Held) -> None:
    async with open_app(held) as pilot:
        await held.asked.wait()
        await keys(pilot, "2")
        await until(pilot, "[2 People]")
        held.come.set()
        await keys(pilot, "1")
        assert FIRST in await until(pilot, REST)


async def test_the_first_row_is_settled_before_the_rest_comes(held: Held, store: Store) -> None:
    async with open_app(held) as pilot:
        await held.asked.wait()
        await keys(pilot, "enter")
        await until(pilot, "Dana")
        assert pilot.app.screen.name == "debrief"
        held.come.set()
        await keys(pilot, "escape")
        assert FIRST in await until(pilot, REST)


async def test_the_rest_that_cannot_be_read_is_said_and_read_when_one_comes_back(
    held: Held,
) -> None:
    held.failing = 1
    held.come.set()
    async with open_app(held) as pilot:
        shown = await until(pilot, "the disk is away")
        assert FIRST in shown
        assert REST not in shown
        await keys(pilot, "2", "1")
        assert "the disk is away" not in await until(pilot, REST)


async def test_pages_between_are_not_read_on_the_way_to_a_place(
    desk: Desk, store: Store, now: datetime
) -> None:
    dana = add_person(store, now, name="Dana Okafor")
    async with open_app(desk) as pilot:
        app = pilot.app
        assert isinstance(app, InfoviewApp)
        today = app.page
        await app._go(GoTo("person", {"person_id": dana}))
        await app._go(GoTo("help", {"scopes": ("person",), "title": "Person"}))
        person = app.screen_stack[1]
        assert isinstance(person, Page)
        with pytest.MonkeyPatch.context() as patch:
            read: list[str] = []

            async def load(page: Page) -> None:
                read.append(page.NAME)

            patch.setattr(type(person), "load", load)
            patch.setattr(TodayPage, "load", load)
            await app._go(GoTo("today"))
            await keys(pilot)
        # The one that was there before, and once.
        assert app.page is today
        assert read == ["today"]
