"""Every page over a database that means harm, whatever tables and pages there are."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hostile import LONG, MARKUP, Seeded, harmed
from pilots import keys, open_app, screen_text
from reader import Reader, openings, page_class
from textual.screen import Screen

from infoview_tui.screens import PAGES
from infoview_tui.services.desk import Desk
from infoview_tui.services.interviews import book
from infoview_tui.services.letters import draft_letter
from infoview_tui.services.meeting import end, start
from infoview_tui.services.notes import MAX_NOTE, capture
from infoview_tui.services.people import add_person
from infoview_tui.services.prepare import add_goal
from infoview_tui.storage.store import Store

SIZES = ((40, 10), (120, 40), (80, 24))
NOT_ON_A_PAGE = {
    "drafts.body": "comes back in the line where it was typed",
    "ticks.name": "names one of the list of the day, which is ours",
}


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Draw only what is looked at, and leave the garbage: both take longer than the app."""
    monkeypatch.setattr(Screen, "_compositor_refresh", lambda self: self._dirty_widgets.clear())
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def seeded(store: Store, now: datetime, zone: ZoneInfo) -> Seeded:
    found = harmed(store, now, zone)
    # Half typed where every page goes on with it, in a window that is gone.
    store.db.execute("update drafts set place='note', owner='1:then:tty9'")
    return found


@asynccontextmanager
async def reading(desk: Desk) -> AsyncIterator[Reader]:
    async with open_app(desk) as pilot:
        yield Reader(pilot, desk.storage.path)


@pytest.mark.timeout(120)
@pytest.mark.usefixtures("quick")
async def test_every_page_shows_all_of_every_text_and_obeys_none(
    empty_desk: Desk, store: Store, seeded: Seeded
) -> None:
    async with reading(empty_desk) as reader:
        for name, values in openings(store):
            await reader.read(await reader.open(name, values))
            await reader.restore()
    assert seeded.columns(reader.seen) == set(NOT_ON_A_PAGE)
    # The side of a question is read row by row with the cursor on it, which the reader has on the
    # last one alone: test_all_that_a_question_serves_is_read_at_its_side.
    cut = {place for place in seeded.cut(reader.seen) if place[:2] != ("questions", "serves")}
    assert not cut
    assert reader.markup == set(MARKUP)


@pytest.mark.timeout(120)
@pytest.mark.usefixtures("quick")
async def test_every_key_works_over_text_that_means_harm(
    empty_desk: Desk, store: Store, seeded: Seeded
) -> None:
    sized = set()
    async with reading(empty_desk) as reader:
        for name, values in openings(store):
            if name not in sized:
                await reader.open(name, values)
                for size in SIZES:
                    await reader.pilot.resize_terminal(*size)
                    await reader.press("end")
                sized.add(name)
            await reader.press_all(name, values)
            await reader.restore()
    assert reader.pages == {page_class(name) for name in PAGES}
    assert "drafts.body" not in seeded.columns(reader.seen)


@pytest.mark.timeout(30)
async def test_a_million_characters_are_read_to_their_end(
    desk: Desk, store: Store, now: datetime, zone: ZoneInfo
) -> None:
    words = f"{'兼 word ' * LONG}"[: LONG - 8] + " the-end"
    dana = add_person(store, now, name="Dana")
    talk = book(store, now, [dana], starts_at=now, zone=str(zone))
    add_goal(store, now, talk, words)
    start(store, now, talk)
    capture(store, now, words[-MAX_NOTE:], interview_id=talk, zone=zone)
    letter = draft_letter(store, now, zone, "thank_you", dana, talk)
    store.letters.change(now, letter, body=words)
    talk_of = {"interview_id": talk}
    async with open_app(desk, ("meeting", talk_of)) as pilot:
        await keys(pilot, "tab", "tab", "e", "end")
        assert "the-end" in screen_text(pilot)
        await keys(pilot, "escape")
    end(store, now, talk, zone)
    for page, values, *read in (
        ("record", talk_of, "G"),
        ("prepare", talk_of, "tab", "tab", "tab", "e", "end"),
        ("letter", {"letter_id": letter}, "G"),
    ):
        async with open_app(desk, (page, values)) as pilot:
            await keys(pilot, *read)
            assert "the-end" in screen_text(pilot), page
