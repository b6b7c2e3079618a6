"""What Textual draws over a walk through the real pages, sent whole and as the difference."""

from __future__ import annotations

import random
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hostile import harmed
from pilots import keys, open_app
from reader import Reader, openings
from rich.color import Color, ColorSystem
from rich.color_triplet import ColorTriplet
from rich.style import Style
from shown import connected, unlike
from textual.drivers.headless_driver import HeadlessDriver
from textual.pilot import Pilot

from infoview_tui.services.desk import Desk
from infoview_tui.storage.store import Store
from infoview_tui.terminal.frames import Frames
from infoview_tui.terminal.pen import REPEATS

SIZE, OTHER_SIZE = (80, 24), (60, 20)
RGB = re.compile(r"([34])8;2;(\d+);(\d+);(\d+)")
Tape = list[str | tuple[int, int]]


@pytest.fixture
def tape(monkeypatch: pytest.MonkeyPatch) -> Tape:
    """Keep what is written to a terminal that is not there."""
    kept: Tape = ["\x1b[?1049h", "\x1b[?7l", "\x1b[?25l"]

    class Recorder(HeadlessDriver):
        @property
        def is_headless(self) -> bool:
            return False

        def write(self, data: str) -> None:
            kept.append(data)

    monkeypatch.setattr("textual.drivers.headless_driver.HeadlessDriver", Recorder)
    # It keeps the codes of the colours that it was drawn in first.
    monkeypatch.setattr(Style, "_ansi", property(lambda _style: None, lambda _style, _codes: None))
    return kept


async def walk(pilot: Pilot[int], store: Store, tape: Tape) -> None:
    """Open each page, press keys that move, and make the terminal another size."""
    reader = Reader(pilot, store.path)
    for name, values in dict(reversed(list(openings(store)))).items():
        await reader.open(name, values)
        await keys(pilot, "down", "tab", "pagedown")
    for size in (OTHER_SIZE, SIZE):
        tape.append(size)
        await pilot.resize_terminal(*size)
        await keys(pilot, "?")
        await keys(pilot, "ctrl+l")
    tape.append("\x1b[?25h")


def fewer(data: str, system: ColorSystem) -> str:
    """Give the colours as a terminal with fewer of them is sent them."""

    def nearest(found: re.Match[str]) -> str:
        triplet = ColorTriplet(*map(int, found.group(2, 3, 4)))
        colour = Color.from_triplet(triplet).downgrade(system)
        return ";".join(colour.get_ansi_codes(found[1] == "3"))

    return RGB.sub(nearest, data)


def same(tape: Tape, rng: random.Random | None = None) -> None:
    """Show all of the tape on two terminals; with `rng` the lean one's line stalls at times."""
    (plain, whole), (lean, sent) = connected(*SIZE), connected(*SIZE)
    frames = Frames(*SIZE)
    frames.repeats = REPEATS[7, 1] if rng is None else None
    size = saved = 0
    for data in tape:
        if isinstance(data, tuple):
            sent.feed(frames.take())
            for screen in (plain, lean):
                screen.resize(*reversed(data))
            frames.resize(*data)
            continue
        whole.feed(data)
        frames.write(data)
        if rng is None or rng.random() < 0.5:
            difference = frames.take()
            sent.feed(difference)
            assert not unlike(lean, plain)
            saved += len(difference)
        size += len(data)
    sent.feed(frames.take())
    assert not unlike(lean, plain)
    assert saved < size / 3


async def test_every_page_is_the_same_cell_for_cell(
    tape: Tape, desk: Desk, store: Store, now: datetime, zone: ZoneInfo
) -> None:
    harmed(store, now, zone)
    async with open_app(desk, size=SIZE) as pilot:
        # The app's own theme has sixteen colours.
        pilot.app.theme = "nord"
        pilot.app.console._color_system = ColorSystem.TRUECOLOR
        await walk(pilot, store, tape)
    assert any(isinstance(data, str) and RGB.search(data) for data in tape)
    same(tape)
    for system in (ColorSystem.EIGHT_BIT, ColorSystem.STANDARD):
        coloured: Tape = [fewer(d, system) if isinstance(d, str) else d for d in tape]
        same(coloured, random.Random(system.value))
