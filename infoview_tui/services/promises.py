"""Promises both ways: keeping them, moving their day, and the rate of those kept."""

from __future__ import annotations

from datetime import date, datetime

from infoview_tui.domain.followup import Promise, Side
from infoview_tui.domain.text import clean_line
from infoview_tui.errors import RefusedError
from infoview_tui.storage.store import Store


def all_promises(store: Store) -> tuple[Promise, ...]:
    """Return every promise, by due day."""
    return store.promises.where(order="t.due, t.id")


def add_promise(
    store: Store, now: datetime, person_id: int, side: Side, body: str, due: date
) -> int:
    """Write down a promise by hand.

    Raises:
        RefusedError: it has no words.

    """
    body = clean_line(body)
    if not body:
        raise RefusedError("A promise needs some words: what was promised?")
    with store.write():
        return store.promises.add(now, person_id=person_id, side=side, body=body, due=due)


def keep(store: Store, now: datetime, id: int) -> bool:
    """Mark a promise as kept, or open again when it was; returns whether it is kept now."""
    with store.write():
        kept = store.promises.get(id).kept_at is None
        store.promises.change(now, id, kept_at=now if kept else None)
    return kept


def move(store: Store, now: datetime, id: int, due: date) -> None:
    """Give a promise another day."""
    with store.write():
        store.promises.change(now, id, due=due)
