from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from pilots import keys, screen_text, settled, until

from infoview_tui.app import InfoviewApp
from infoview_tui.services.desk import Desk
from infoview_tui.services.people import add_person
from infoview_tui.storage.keeper import BackupKeeper
from infoview_tui.storage.store import Store


async def test_a_backup_that_fails_is_said_on_every_page_until_one_works(
    desk: Desk, database: Path
) -> None:
    folder = database.parent / "backups"
    folder.write_text("in the way")
    keeper = BackupKeeper(database, 0.0)
    app = InfoviewApp(desk, backups=keeper)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, " NO BACKUP  ")
        await keys(pilot, "escape", "2")
        assert " NO BACKUP  " in screen_text(pilot)
        # What one types hides it for so long.
        await keys(pilot, "n", "x")
        assert " NO BACKUP  " not in screen_text(pilot)
        await keys(pilot, "escape", "escape")
        assert " NO BACKUP  " in screen_text(pilot)
        keeper.stop()
        folder.unlink()
        again = BackupKeeper(database, 0.0)
        app._backups = again
        again.begin(lambda text: app.call_from_thread(app.show_warning, text))
        while " NO BACKUP  " in screen_text(pilot):
            await settled(pilot)
        again.stop()
    assert len(list(folder.iterdir())) == 1
    shutil.rmtree(folder)


async def test_a_network_disk_is_said_once_at_the_start(
    desk: Desk, store: Store, now: datetime, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_person(store, now, name="Dana")
    mounts = database.parent / "mountinfo"
    mounts.write_text(f"23 22 0:5 / {database.parent} rw - nfs4 server:/x rw\n")
    monkeypatch.setattr("infoview_tui.services.place._MOUNTS", mounts)
    keeper = BackupKeeper(database, 60.0)
    async with InfoviewApp(desk, backups=keeper).run_test(size=(80, 24)) as pilot:
        told = "On a network disk (nfs4), where words can be lost: see `infoview doctor`."
        assert told in await until(pilot, "network disk")
        await keys(pilot, "2")
        assert "network disk" not in screen_text(pilot)
    keeper.stop()
