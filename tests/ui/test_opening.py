"""A page is drawn once it is whole: what a slow line carries is never half a page."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from pilots import keys, lines, open_app
from reader import Reader, openings
from rich.console import RenderableType
from textual.pilot import Pilot
from textual.screen import Screen

from infoview_tui.commands import PLACES
from infoview_tui.services.desk import Desk
from infoview_tui.services.example import load_example
from infoview_tui.storage.store import Store

PLACE_OF = {digit: name for name, digit, *_ in PLACES} | {"8": "library"}


@pytest.fixture
def example(desk: Desk, store: Store, now: datetime, zone: ZoneInfo) -> Desk:
    load_example(store, now, zone)
    return desk


def record(pilot: Pilot[int], patch: pytest.MonkeyPatch) -> list[list[str]]:
    """Return the list that each drawing from now on is added to, where it changes anything."""
    drawn: list[list[str]] = []

    display = pilot.app._display

    def drawing(screen: Screen[None], update: RenderableType | None) -> None:
        shown = lines(pilot)
        if update is not None and drawn[-1:] != [shown]:
            drawn.append(shown)
        display(screen, update)

    patch.setattr(pilot.app, "_display", drawing)
    return drawn


@pytest.mark.parametrize("size", [(60, 20), (120, 40), (200, 50)])
async def test_each_place_comes_in_one_drawing(
    example: Desk, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async with open_app(example, size=size) as pilot:
        drawn = record(pilot, monkeypatch)
        for key in "23456781":
            drawn.clear()
            await keys(pilot, key)
            assert pilot.app.screen.name == PLACE_OF[key]
            assert drawn == [lines(pilot)], key


async def test_so_does_each_page(
    example: Desk, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_app(example, size=(80, 24)) as pilot:
        reader = Reader(pilot, store.path)
        drawn = record(pilot, monkeypatch)
        for name, values in dict(openings(store)).items():
            await reader.leave()
            drawn.clear()
            page = await reader.open(name, values)
            # The write-up of a meeting that runs gives way to it, which then says so in its line.
            said = 0 if name == page.NAME else 3
            bodies = {tuple(each[: len(each) - said]) for each in drawn}
            assert bodies == {tuple(lines(pilot)[: page.size.height - said])}, name
            assert len(drawn) == 1 or said, name
