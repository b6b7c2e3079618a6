from __future__ import annotations

import asyncio
import string
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from infoview_tui.app import InfoviewApp, Opening
from infoview_tui.services.desk import Desk

DEADLINE = 5.0
HANDLED_WITHIN = 1.0
SAVED_WITHIN = 0.05
"""Seconds to wait for the saver, which in some tests cannot save."""
CHARACTERS = {_character_to_key(c): c for c in string.punctuation + " "}


@asynccontextmanager
async def open_app(
    desk: Desk, opening: Opening | None = None, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Pilot[int]]:
    """Run the app headless on `desk`, beginning on `opening`; the first page is loaded."""
    app = InfoviewApp(desk, opening)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        yield pilot


def lines(pilot: Pilot[int]) -> list[str]:
    strips = pilot.app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


def screen_text(pilot: Pilot[int]) -> str:
    """Return the text of the screen as it is now."""
    return "\n".join(lines(pilot))


async def settled(pilot: Pilot[int]) -> None:
    """Wait until what was asked for is done and shown."""
    assert isinstance(pilot.app, InfoviewApp)
    for _ in range(2):
        await pilot._wait_for_screen()
        await pilot.app.desk.ask(lambda _store: None)
    await asyncio.to_thread(pilot.app.desk.saver.flush, SAVED_WITHIN)
    # Of no length: Textual's own waits for an idle process, which costs 60 ms.
    await pilot.pause(0)


async def until(pilot: Pilot[int], text: str) -> str:
    """Wait until the screen says `text`; return all that it says."""
    deadline = time.monotonic() + DEADLINE
    while text not in (shown := screen_text(pilot)):
        assert time.monotonic() < deadline, f"{text!r} never came:\n{shown}"
        await settled(pilot)
    return shown


async def keys(pilot: Pilot[int], *names: str) -> None:
    """Press keys in one burst, as a terminal sends them, and wait for what they do."""
    for typed in names:
        name = _character_to_key(typed) if len(typed) == 1 else typed
        key = events.Key(name, typed if len(typed) == 1 else CHARACTERS.get(name))
        key.set_sender(pilot.app)
        pilot.app.post_message(key)
    await _handled(pilot)
    await settled(pilot)


async def _handled(pilot: Pilot[int]) -> None:
    """Wait until the app has looked at all that was pressed, a second where a disk holds it up."""
    handled = asyncio.Event()
    pilot.app.call_later(handled.set)
    deadline = time.monotonic() + HANDLED_WITHIN
    while not handled.is_set() and pilot.app.is_running and time.monotonic() < deadline:
        await pilot.pause(0)


async def type_text(pilot: Pilot[int], text: Iterable[str]) -> None:
    """Type a text in one burst."""
    await keys(pilot, *text)
