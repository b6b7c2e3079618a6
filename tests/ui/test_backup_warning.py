from __future__ import annotations

import shutil
from pathlib import Path

from pilots import keys, screen_text, settled, until

from infoview_tui.app import InfoviewApp
from infoview_tui.services.desk import Desk
from infoview_tui.storage.keeper import BackupKeeper


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
        again.begin(lambda text: app.call_from_thread(app._show_warning, text))
        while " NO BACKUP  " in screen_text(pilot):
            await settled(pilot)
        again.stop()
    assert len(list(folder.iterdir())) == 1
    shutil.rmtree(folder)
