from __future__ import annotations

import re
from datetime import datetime

from benchmarks.seed import Seeder, Sizes
from pilots import keys, open_app, screen_text

from infoview_tui.screens.letters import PAGE, LettersPage
from infoview_tui.services.desk import Desk
from infoview_tui.storage.store import Store


async def test_the_last_of_many_letters_is_reached_whatever_key_one_takes(
    desk: Desk, store: Store, now: datetime
) -> None:
    Seeder(store, now, Sizes(people=30, interviews=0, notes=0, letters=900, promises=0)).fill()
    sql = "select id from letters where sent_at is not null order by sent_at desc, created_at, id"
    ids = [row[0] for row in store.db.execute(sql).fetchall()]
    async with open_app(desk, ("letters", {})) as pilot:
        page = pilot.app.screen
        assert isinstance(page, LettersPage)
        count = page.letters.sent_count
        assert len(page.letters.sent) == PAGE < count
        waiting = {each.letter.id for each in page.letters.waiting}
        to_write = len(page.letters.drafts) + len(page.letters.waiting)
        await keys(pilot, *["down"] * (to_write - 3))
        assert len(page.letters.sent) == PAGE
        shown = screen_text(pilot)
        assert f"Sent · {count}" in shown
        below = re.search(r"(\d+) more", shown)
        assert below is not None and count - 20 < int(below[1]) < count
        before = -1
        while before != page.list.cursor:
            before = page.list.cursor
            await keys(pilot, *["pagedown"] * 20)
        read = [*page.letters.sent]
        assert read == [id for id in ids if id not in waiting]
        assert page.list.current == read[-1]

    async with open_app(desk, ("letters", {})) as pilot:
        page = pilot.app.screen
        assert isinstance(page, LettersPage)
        await keys(pilot, "G")
        assert page.list.current == ids[-1]
