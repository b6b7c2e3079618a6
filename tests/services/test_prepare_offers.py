from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from infoview_tui.services.interviews import book, cancel
from infoview_tui.services.meeting import end, start
from infoview_tui.services.people import add_person
from infoview_tui.services.prepare import ahead, next_interview
from infoview_tui.storage.store import Store


def _book(store: Store, now: datetime, days: int | None) -> int:
    person = add_person(store, now, name="Dana Okafor")
    at = None if days is None else now + timedelta(days=days)
    return book(store, now, [person], starts_at=at, zone="Europe/Lisbon")


def test_the_meetings_ahead_are_in_the_order_in_which_they_are_held(
    store: Store, now: datetime
) -> None:
    asked, late, soon, off, running = (_book(store, now, d) for d in (None, 5, 1, 2, 9))
    cancel(store, now, off)
    start(store, now, running)
    assert [i.id for i in ahead(store, now)] == [running, soon, late, asked]


def test_the_last_held_is_next_when_nothing_is_ahead(
    store: Store, now: datetime, zone: ZoneInfo
) -> None:
    assert next_interview(store, now) is None
    held, _missed = _book(store, now, -5), _book(store, now, -9)
    start(store, now - timedelta(days=5), held)
    end(store, now - timedelta(days=5), held, zone)
    assert (found := next_interview(store, now)) is not None
    assert found.id == held
    coming = _book(store, now, 1)
    assert (found := next_interview(store, now)) is not None
    assert found.id == coming
