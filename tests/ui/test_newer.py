from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from pilots import keys, open_app, screen_text, settled, type_text, until

from infoview_tui.services.desk import Desk
from infoview_tui.services.notes import quick_note
from infoview_tui.services.people import add_person
from infoview_tui.storage.schema import NEWEST as OURS
from infoview_tui.storage.store import Store


@pytest.fixture
def newer(desk: Desk, store: Store) -> Desk:
    """A database that the next version of infoview wrote, with somebody in it."""
    add_person(store, desk.now(), name="Dana Okafor", organisation="City Museum")
    quick_note(store, desk.now(), "bring the loan form")
    store.db.execute(f"pragma user_version={OURS + 1}")
    store.db.commit()
    return desk


async def test_what_a_newer_infoview_wrote_is_read_and_never_written(
    newer: Desk, store: Store, database: Path
) -> None:
    before = await asyncio.to_thread(database.read_bytes)
    async with open_app(newer) as pilot:
        shown = await until(pilot, "newer infoview")
        assert f"schema {OURS + 1}, this one knows {OURS}" in " ".join(shown.split())
        assert "bring the loan form" in shown
        await keys(pilot, "2", "enter")
        assert "City Museum" in await until(pilot, "Dana Okafor")
        await keys(pilot, "a")
        await type_text(pilot, "still typed")
        assert "still typed" in await until(pilot, "NOT SAVED")
        await keys(pilot, "enter")
        assert "still typed" in screen_text(pilot)
        assert pilot.app._exception is None
        assert await asyncio.to_thread(database.read_bytes) == before
        # Once it may be written, what waited is saved.
        store.db.execute(f"pragma user_version={OURS}")
        store.db.commit()
        while not newer.saver.settled():
            await settled(pilot)
    assert [draft.body for draft in store.drafts.at("note:new:1")] == ["still typed"]
