"""Who is let rest: paused, or set by hand to rest or to have declined, until the next contact."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.domain.due import Kind
from infoview_tui.domain.followup import AdviceState, Side
from infoview_tui.domain.people import Stage
from infoview_tui.domain.rhythm import Tiers
from infoview_tui.services import interviews, letters, people, promises
from infoview_tui.services.people_list import people_rows
from infoview_tui.services.person_page import person_page
from infoview_tui.services.rests import resting, set_to_rest
from infoview_tui.services.rhythm import keeping, pause
from infoview_tui.services.stages import set_stages
from infoview_tui.services.today import due_rows
from infoview_tui.storage.store import Store

ZONE = ZoneInfo("Europe/Lisbon")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def kinds(store: Store, person: int) -> set[Kind]:
    return {row.kind for row in due_rows(store, NOW, ZONE) if row.person_id == person}


def met(store: Store, person: int, days: float) -> int:
    at = NOW - days * DAY
    id = interviews.book(store, at - DAY, [person], starts_at=at, zone="UTC")
    with store.write():
        store.interviews.change(
            at, id, started_at=at, ended_at=at, debriefed_at=at, thanked_at=at + DAY / 12
        )
    return id


def advised(store: Store, dana: int) -> None:
    met(store, dana, 40)
    with store.write():
        store.advice.add(
            NOW - 40 * DAY, person_id=dana, body="learn the forms", state=AdviceState.TO_TRY
        )


def named(store: Store, dana: int) -> None:
    mai = people.add_person(store, NOW - 9 * DAY, name="Mai")
    people.introduce(store, NOW - 9 * DAY, person_id=dana, introducer_id=mai)


def led_to_mai(store: Store, dana: int) -> None:
    mai = people.add_person(store, NOW - 50 * DAY, name="Mai")
    people.introduce(store, NOW - 50 * DAY, person_id=mai, introducer_id=dana)
    met(store, mai, 9)


def silent(store: Store, dana: int) -> None:
    letter = letters.draft_letter(store, NOW - 20 * DAY, ZONE, "request_cold", dana)
    letters.mark_sent(store, NOW - 20 * DAY, letter)


def long_ago(store: Store, dana: int) -> None:
    met(store, dana, 300)


def offered(store: Store, dana: int) -> None:
    promises.add_promise(store, NOW - 9 * DAY, dana, Side.THEIRS, "the forms", NOW.date())


MATTERS = (
    (advised, Kind.ADVICE),
    (named, Kind.INTRODUCTION),
    (led_to_mai, Kind.INTRODUCTION),
    (silent, Kind.REMINDER),
    (long_ago, Kind.CHECK_IN),
    (offered, Kind.PROMISE_THEIRS),
)


@pytest.mark.parametrize("way", [Stage.RESTING, Stage.DECLINED, None])
@pytest.mark.parametrize(("matter", "kind"), MATTERS)
def test_of_who_rests_nothing_is_asked(
    store: Store, matter: Callable[[Store, int], None], kind: Kind, way: Stage | None
) -> None:
    dana = people.add_person(store, NOW - 400 * DAY, name="Dana Okafor")
    matter(store, dana)
    assert kind in kinds(store, dana)
    if way is None:
        pause(store, NOW - DAY, dana, on=True)
    else:
        set_stages(store, NOW - DAY, {dana: way})
    assert kinds(store, dana) == set()
    assert resting(store) == {dana}


def test_what_i_owe_and_what_is_booked_stand(store: Store) -> None:
    dana = people.add_person(store, NOW - 400 * DAY, name="Dana Okafor")
    promises.add_promise(store, NOW - 9 * DAY, dana, Side.MINE, "the forms", NOW.date())
    interviews.book(store, NOW - DAY, [dana], starts_at=NOW + DAY, zone="UTC")
    pause(store, NOW, dana, on=True)
    set_stages(store, NOW, {dana: Stage.DECLINED})
    assert {Kind.PROMISE_MINE, Kind.MEETING} <= kinds(store, dana)


def test_any_real_contact_wakes_for_the_stage_and_for_the_check_in_alike(store: Store) -> None:
    dana = people.add_person(store, NOW - 400 * DAY, name="Dana Okafor")
    met(store, dana, 300)
    set_stages(store, NOW - 200 * DAY, {dana: Stage.RESTING})
    assert set_to_rest(store) == {dana}
    assert keeping(store, NOW, ZONE, Tiers()) == ()
    (row,) = people_rows(store, NOW, ZONE)
    assert (row.stage, row.next) == (Stage.RESTING, "")
    with store.write():
        store.gives.add(NOW, person_id=dana, at=NOW - 150 * DAY, body="the old forms")
    assert set_to_rest(store) == frozenset()
    (row,) = people_rows(store, NOW, ZONE)
    assert (row.stage, row.next) == (Stage.IN_TOUCH, "check in, late")


@pytest.mark.parametrize("kind", ["check_in", "request_cold"])
def test_only_a_request_makes_who_rests_asked(store: Store, kind: str) -> None:
    dana = people.add_person(store, NOW - 400 * DAY, name="Dana Okafor")
    met(store, dana, 300)
    set_stages(store, NOW - 200 * DAY, {dana: Stage.RESTING})
    letter = letters.draft_letter(store, NOW, ZONE, kind, dana)
    letters.mark_sent(store, NOW, letter)
    wanted = Stage.ASKED if kind == "request_cold" else Stage.IN_TOUCH
    (row,) = people_rows(store, NOW, ZONE)
    assert row.stage is person_page(store, NOW, dana).stage is wanted
