"""Takes the pictures of the README: the program itself, on the practice week, at 80x24.

`python -m docs.pictures` writes docs/meeting.svg and docs/today.svg.
"""

from __future__ import annotations

import asyncio
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from infoview_tui.app import InfoviewApp, Opening
from infoview_tui.config import Config
from infoview_tui.domain.preparation import ItemState, following
from infoview_tui.services.desk import Desk
from infoview_tui.services.example import load_example
from infoview_tui.services.lookup import find_interview
from infoview_tui.services.meeting import live, start, tick
from infoview_tui.services.notes import capture
from infoview_tui.storage.drafts import this_owner
from infoview_tui.storage.saver import Saver
from infoview_tui.storage.store import Store
from infoview_tui.storage.thread import StorageThread
from infoview_tui.timekeeper import Timekeeper

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
CONFIG = Config(timezone="Europe/Lisbon", signs="unicode")

SAID = (
    (1.8, False, "joined as a joiner, 2009: crates before catalogues"),
    (3.2, True, "! certificate counts more than a second degree"),
    (4.9, False, '" half the job is writing to lenders'),
    (5.4, True, "< will send the loan-form example"),
    (6.6, False, "@Amara Diallo, registrar, Harbour Gallery"),
)


def hold_the_meeting(store: Store) -> int:
    """Run the meeting with Kofi Mensah up to a third of its time; returns its id."""
    id = find_interview(store, "kofi", NOW).id
    interview = start(store, NOW, id)
    for minutes, asked, line in SAID:
        now = NOW + timedelta(minutes=minutes)
        current = store.interviews.get(id).current_item_id
        capture(store, now, line, interview_id=id, person_id=interview.person_id, item_id=current)
        if asked and current is not None:
            items = live(store, id).items
            here = next(item for item in items if item.id == current)
            upcoming = following(items, here)
            tick(store, now, id, current, ItemState.ASKED, upcoming.id if upcoming else None)
    return id


async def take(path: Path, name: str, now: datetime, opening: Opening | None) -> None:
    """Open a page and save what it shows."""
    saver = Saver(path, this_owner())
    saver.start()
    storage = StorageThread(path)
    app = InfoviewApp(Desk(storage, saver, CONFIG, Timekeeper(lambda: now, None)), opening)
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(5):
            await pilot.pause()
            await storage.run(lambda _store: None)
        svg = app.export_screenshot(title="infoview")
    (HERE / f"{name}.svg").write_text(svg, encoding="utf-8")
    saver.stop(2)
    storage.close()


def main() -> None:
    """Take all pictures."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pictures.db"
        store = Store(path)
        load_example(store, NOW, CONFIG.zone)
        asyncio.run(take(path, "today", NOW, None))
        id = hold_the_meeting(store)
        later = NOW + timedelta(minutes=7, seconds=20)
        asyncio.run(take(path, "meeting", later, ("meeting", {"interview_id": id})))
        store.close()


if __name__ == "__main__":
    main()
