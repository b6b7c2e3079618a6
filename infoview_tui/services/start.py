"""What is looked at once, when the app starts."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from infoview_tui.services.notes import quick_note
from infoview_tui.storage.drafts import Owner
from infoview_tui.storage.store import Store

NOBODY = Owner(0, "", "")


def at_start(store: Store) -> bool:
    """Take in what an earlier run could not save; returns whether this is the first start."""
    for file in sorted(store.path.parent.glob(f"{store.path.name}.emergency-*")):
        take_in(store, file)
    known = store.db.execute(
        "select exists (select 1 from settings) or exists (select 1 from people)"
    ).fetchone()[0]
    return not known


def take_in(store: Store, file: Path) -> None:
    """Take an emergency file in: drafts to their places, notes to where they belong."""
    now = datetime.now(UTC)
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    with store.write():
        for line in lines:
            if "note" in line:
                quick_note(store, now, line["note"])
            else:
                store.drafts.keep(now, line["place"], line["body"], NOBODY)
    file.unlink()


def first_answers(store: Store, now: datetime, name: str, exploring: str) -> None:
    """Keep the answers of the first start; both may be empty."""
    with store.write():
        store.change_setting(now, "name", name.strip())
        store.change_setting(now, "exploring", exploring.strip())
