"""What a person cares for, to find things for them by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from infoview_tui.domain.people import Interest
from infoview_tui.domain.text import clean_line, fold
from infoview_tui.storage.store import Store


def interests_of(store: Store, id: int) -> tuple[Interest, ...]:
    """Return what a person cares for, as it was written down."""
    return store.people.interests.where("t.person_id=?", id)


def change_interests(store: Store, now: datetime, id: int, wanted: Sequence[str]) -> None:
    """Give a person exactly these interests; those that stay are not touched."""
    known = interests_of(store, id)
    for interest in known:
        if interest.body not in wanted:
            store.people.interests.delete(now, interest.id)
    for body in wanted:
        if body in {interest.body for interest in known}:
            continue
        gone = store.db.execute(
            "select max(id) from interests where person_id=? and body=?", [id, body]
        ).fetchone()[0]
        if gone is None:
            store.people.interests.add(now, person_id=id, body=body)
        else:
            store.people.interests.restore(now, gone)


def read_interests(texts: Sequence[str]) -> tuple[str, ...]:
    """Clean what was typed; the same in other letters is one interest."""
    cleaned = (clean_line(text) for text in texts)
    return tuple({fold(text): text for text in reversed([*cleaned]) if text}.values())[::-1]
