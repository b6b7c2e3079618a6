from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.domain.followup import Side
from infoview_tui.domain.giving import Balance, GivenKind, counted
from infoview_tui.services.balance import balance_of, given
from infoview_tui.services.interviews import book, cancel
from infoview_tui.services.meeting import end, start
from infoview_tui.services.people import add_person, delete_person, introduce
from infoview_tui.services.promises import add_promise, keep
from infoview_tui.storage.store import Store


@pytest.fixture
def people(store: Store, now: datetime) -> list[int]:
    return [add_person(store, now, name=name) for name in ("Dana", "Mai", "Priya")]


def held(store: Store, at: datetime, zone: ZoneInfo, *people: int, host: bool = False) -> int:
    talk = book(store, at, list(people), starts_at=at, zone="UTC", host=host)
    start(store, at, talk)
    end(store, at + timedelta(minutes=20), talk, zone)
    return talk


def promised(store: Store, now: datetime, person: int, side: Side, *, kept: bool = True) -> int:
    id = add_promise(store, now, person, side, "a list", now.date())
    if kept:
        keep(store, now, id)
    return id


def test_nothing_given_is_nought(store: Store, people: list[int]) -> None:
    assert balance_of(store, people[0]) == Balance()
    assert given(store) == ()


def test_everything_counts_on_its_side(
    store: Store, now: datetime, zone: ZoneInfo, people: list[int]
) -> None:
    dana, mai, _priya = people
    held(store, now, zone, dana)
    held(store, now, zone, dana, host=True)
    introduce(store, now, person_id=mai, introducer_id=dana)
    for side in Side:
        promised(store, now, dana, side)
        promised(store, now, dana, side, kept=False)
    with store.write():
        store.gives.add(now, person_id=dana, at=now, body="an article")
    found = balance_of(store, dana)
    assert found == Balance(talks=1, named=1, offers=1, gives=1, promises=1, hosted=1)
    assert (found.theirs, found.mine) == (3, 3)
    words = {row.kind: row.words for row in given(store, person_id=dana)}
    assert words[GivenKind.NAMED] == "Mai"
    assert words[GivenKind.GIVE] == "an article"


def test_what_was_not_held_kept_or_is_gone_does_not_count(
    store: Store, now: datetime, zone: ZoneInfo, people: list[int]
) -> None:
    dana, mai, priya = people
    cancel(store, now, book(store, now, [dana], starts_at=now, zone="UTC"))
    book(store, now, [dana], starts_at=now, zone="UTC")
    introduce(store, now, person_id=mai, introducer_id=dana)
    delete_person(store, now, mai)
    held(store, now, zone, priya)
    delete_person(store, now, priya)
    with store.write():
        store.promises.delete(now, promised(store, now, dana, Side.MINE))
    assert given(store) == ()


def test_a_period_and_a_talk_with_two(
    store: Store, now: datetime, zone: ZoneInfo, people: list[int]
) -> None:
    dana, mai, _priya = people
    held(store, now - timedelta(days=40), zone, dana)
    held(store, now, zone, dana, mai)
    month = now - timedelta(days=30)
    assert sorted(row.person_id for row in given(store, month)) == [dana, mai]
    assert counted(given(store, month)) == Balance(talks=1)
    assert counted(given(store)) == Balance(talks=2)
    assert [row.at for row in given(store)] == sorted(
        (row.at for row in given(store)), reverse=True
    )
