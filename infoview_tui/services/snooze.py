"""Keeping a row of Today away for a while."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from infoview_tui.storage.store import Store


def snooze(store: Store, now: datetime, row: str, until: date, zone: ZoneInfo) -> None:
    """Keep the row of that key away until the morning of a day in the user's zone."""
    with store.write():
        store.snooze(now, row, datetime.combine(until, time.min, tzinfo=zone))


def wake(store: Store, now: datetime, row: str) -> None:
    """Undo `snooze`."""
    with store.write():
        store.snooze(now, row, now)
