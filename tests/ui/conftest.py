from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from infoview_tui.config import Config
from infoview_tui.services.desk import Desk
from infoview_tui.services.start import first_answers
from infoview_tui.storage.drafts import this_owner
from infoview_tui.storage.saver import Saver
from infoview_tui.storage.store import Store
from infoview_tui.storage.thread import StorageThread


@pytest.fixture
def empty_desk(database: Path, store: Store, now: datetime) -> Iterator[Desk]:
    saver = Saver(database, this_owner())
    saver.start()
    storage = StorageThread(database)
    yield Desk(storage, saver, Config(timezone="Europe/Lisbon"), lambda: now)
    assert saver.stop(5.0)
    storage.close()


@pytest.fixture
def desk(empty_desk: Desk, store: Store, now: datetime) -> Desk:
    first_answers(store, now, "Wren Castillo", "museum collections")
    return empty_desk
