from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from infoview_tui.errors import StorageError
from infoview_tui.services.desk import Desk
from infoview_tui.storage import drafts as drafts_module
from infoview_tui.storage.drafts import Owner, peek
from infoview_tui.storage.store import Store

PLACE = "letter:1"
DEAD = Owner(2**22 + 1, "boot-1", "/dev/pts/9")
WAIT = 10.0


def left_by_a_crash(store: Store, now: datetime, body: str) -> None:
    with store.write_draft():
        store.drafts.keep(now, PLACE, body, DEAD)


@pytest.fixture
def locked(store: Store, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another program that lets nobody read."""
    monkeypatch.setattr(drafts_module, "PEEK_SECONDS", 0.01)
    assert desk.saver.flush(WAIT)
    blocker = sqlite3.connect(store.path)
    blocker.execute("begin exclusive")
    yield
    blocker.rollback()
    blocker.close()


async def test_a_draft_comes_back_and_is_ours_from_then_on(
    desk: Desk, store: Store, now: datetime
) -> None:
    assert await desk.restored(PLACE) == ""
    left_by_a_crash(store, now, "Dear Dana")
    assert await desk.restored(PLACE) == "Dear Dana"
    assert desk.saver.flush(WAIT)
    assert [d.owner for d in store.drafts.at(PLACE)] == [desk.saver.owner]
    desk.saver.draft(PLACE, "")
    assert await desk.restored(PLACE) == ""
    assert desk.saver.flush(WAIT)
    assert store.drafts.at(PLACE) == ()


async def test_a_draft_comes_back_while_another_program_writes(
    desk: Desk, store: Store, now: datetime
) -> None:
    left_by_a_crash(store, now, "Dear Dana")
    blocker = sqlite3.connect(store.path)
    blocker.execute("begin immediate")
    assert await desk.restored(PLACE) == "Dear Dana"
    desk.saver.draft(PLACE, "Dear Dana,")
    assert await desk.restored(PLACE) == "Dear Dana,"
    blocker.rollback()
    blocker.close()
    assert desk.saver.flush(WAIT)
    assert [(d.body, d.owner) for d in store.drafts.at(PLACE)] == [("Dear Dana,", desk.saver.owner)]


@pytest.mark.usefixtures("locked")
async def test_nothing_that_was_typed_here_needs_a_readable_database(desk: Desk) -> None:
    desk.saver.draft(PLACE, "waiting")
    assert await desk.restored(PLACE) == "waiting"
    assert await desk.restored("note:new:1") == ""


async def test_what_is_saved_already_comes_back_too(
    desk: Desk, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts_module, "PEEK_SECONDS", 0.01)
    desk.saver.draft(PLACE, "saved")
    assert desk.saver.flush(WAIT)
    blocker = sqlite3.connect(store.path)
    blocker.execute("begin exclusive")
    assert await desk.restored(PLACE) == "saved"
    blocker.rollback()
    blocker.close()


async def test_it_does_not_wait_for_what_the_storage_thread_does(
    desk: Desk, store: Store, now: datetime
) -> None:
    left_by_a_crash(store, now, "Dear Dana")
    busy, free = threading.Event(), threading.Event()

    def work(_store: Store) -> bool:
        busy.set()
        return free.wait(WAIT)

    desk.storage._executor.submit(desk.storage._run, work)
    assert busy.wait(WAIT)
    assert await desk.restored(PLACE) == "Dear Dana"
    free.set()


def test_a_database_that_went_away_is_not_made_anew(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        peek(tmp_path / "away?.db", PLACE, DEAD)
    assert list(tmp_path.iterdir()) == []
