from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.content.library import day_list
from infoview_tui.domain.interviews import Mode
from infoview_tui.domain.readiness import GateName
from infoview_tui.errors import NotFoundError, RefusedError
from infoview_tui.services.day import CONFIRMED, tick, ticked
from infoview_tui.services.interviews import book, edit_interview
from infoview_tui.services.letters import draft_letter, mark_sent, unmark_sent
from infoview_tui.services.people import add_person
from infoview_tui.services.points import add_card, delete_card, write_introduction
from infoview_tui.services.readiness import readiness, ready_gates
from infoview_tui.storage.removal import remove
from infoview_tui.storage.store import Store

DAY = timedelta(days=1)


@pytest.fixture
def talk(store: Store, now: datetime) -> int:
    hana = add_person(store, now, name="Hana")
    return book(store, now, [hana], starts_at=now + DAY, zone="UTC", mode=Mode.IN_PERSON)


def passed(store: Store, now: datetime, talk: int, name: GateName) -> bool:
    return next(gate.passed for gate in ready_gates(store, now, talk) if gate.name is name)


def rows(store: Store) -> int:
    return int(
        store.db.execute("select count(*) from ticks where deleted_at is null").fetchone()[0]
    )


def test_a_tick_is_one_row_that_comes_and_goes(store: Store, talk: int, now: datetime) -> None:
    for on in (True, True, False, False, True):
        tick(store, now, talk, "route", on=on)
        assert ticked(store, talk) == ({"route"} if on else frozenset())
        assert rows(store) == on


def test_what_is_not_on_the_list_of_that_way_to_meet_is_refused(
    store: Store, talk: int, now: datetime
) -> None:
    with pytest.raises(RefusedError, match='"charger" is not on the list'):
        tick(store, now, talk, "charger", on=True)
    with pytest.raises(NotFoundError):
        tick(store, now, 99, "route", on=True)
    assert rows(store) == 0


def test_all_of_the_list_is_to_hand_and_another_way_to_meet_has_another_list(
    store: Store, talk: int, now: datetime
) -> None:
    keys = [item.key for item in day_list(Mode.IN_PERSON)]
    for key in keys:
        assert not passed(store, now, talk, GateName.TO_HAND)
        tick(store, now, talk, key, on=True)
    assert passed(store, now, talk, GateName.TO_HAND)
    edit_interview(store, now, talk, None, mode=Mode.PHONE)
    assert not passed(store, now, talk, GateName.TO_HAND)
    # What stays with one whatever the way.
    assert "notepad" in ticked(store, talk)


def test_confirmed_by_letter_or_by_hand(store: Store, talk: int, now: datetime) -> None:
    def confirmed() -> bool:
        return passed(store, now, talk, GateName.CONFIRMED)

    letter = draft_letter(store, now, ZoneInfo("UTC"), "confirmation", 1, talk)
    assert not confirmed()
    mark_sent(store, now, letter)
    assert confirmed()
    unmark_sent(store, now, letter)
    tick(store, now, talk, CONFIRMED, on=True)
    assert confirmed()
    tick(store, now, talk, CONFIRMED, on=False)
    assert not confirmed()


def test_only_a_run_of_an_introduction_that_is_still_there_counts(
    store: Store, talk: int, now: datetime
) -> None:
    def rehearsed(at: datetime = now) -> bool:
        return passed(store, at, talk, GateName.REHEARSED)

    card = add_card(store, now, "Tours")
    intro = write_introduction(store, now, "30 s", "I keep ledgers.")
    store.points.rehearsals.add(now, point_id=card, at=now, seconds=30, aim_seconds=30)
    assert not rehearsed()
    run = store.points.rehearsals.add(now, point_id=intro, at=now, seconds=30, aim_seconds=30)
    assert rehearsed(now + 14 * DAY)
    assert not rehearsed(now + 14 * DAY + timedelta(seconds=1))
    store.points.rehearsals.delete(now, run)
    assert not rehearsed()
    store.points.rehearsals.restore(now, run)
    delete_card(store, now, intro)
    assert not rehearsed()


def test_dress_and_payer_are_one_line_each(store: Store, talk: int, now: datetime) -> None:
    edit_interview(store, now, talk, None, dress=" no\nrings ", payer="I pay")
    found = store.interviews.get(talk)
    assert (found.dress, found.payer) == ("no rings", "I pay")
    assert passed(store, now, talk, GateName.DRESS)
    assert passed(store, now, talk, GateName.PAYER)


def test_many_interviews_are_judged_each_by_its_own(store: Store, talk: int, now: datetime) -> None:
    other = book(store, now, [1], starts_at=now, zone="UTC")
    tick(store, now, other, CONFIRMED, on=True)
    judged = readiness(store, now, store.interviews.where())
    assert {id: judged[id] == ready_gates(store, now, id) for id in judged} == {
        talk: True,
        other: True,
    }
    assert readiness(store, now, ()) == {}
    assert sum(g.passed for g in judged[other]) == 2


def test_ticks_go_with_a_person_who_is_gone_for_good(
    store: Store, talk: int, now: datetime
) -> None:
    tick(store, now, talk, "route", on=True)
    with store.write():
        remove(store.db, {"people": [1]})
    assert store.db.execute("select count(*) from ticks").fetchone() == (0,)
