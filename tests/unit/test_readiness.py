from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from infoview_tui.content.library import day_list
from infoview_tui.domain.interviews import Interview, Mode
from infoview_tui.domain.points import Rehearsal, TalkingPoint
from infoview_tui.domain.preparation import Goal, Item, ItemKind, ItemState
from infoview_tui.domain.readiness import GateName, Prepared, gates, ready

NOW = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
TALK = Interview(1, "u", starts_at=NOW)


def passes(name: GateName, talk: Interview = TALK, **values: Any) -> bool:
    found = gates(Prepared(talk, **values), NOW)
    return next(gate.passed for gate in found if gate.name is name)


def goals(count: int) -> list[Goal]:
    return [Goal(n, "u", 1, n, "what?") for n in range(count)]


def items(count: int, goal_id: int | None = 1, **values: Any) -> list[Item]:
    return [Item(n, "u", 1, n, "?", goal_id=goal_id, **values) for n in range(count)]


def cards(count: int) -> list[TalkingPoint]:
    return [TalkingPoint(n, "u", n, "tours") for n in range(count)]


@pytest.mark.parametrize(
    ("mode", "place", "dated", "passed"),
    [
        (Mode.PHONE, "", True, True),
        (Mode.PHONE, "+351", False, False),
        (Mode.VIDEO, "", True, False),
        (Mode.VIDEO, "link", True, True),
        (Mode.IN_PERSON, "", True, False),
        (Mode.IN_PERSON, "the museum", True, True),
    ],
)
def test_when_and_where(mode: Mode, place: str, dated: bool, passed: bool) -> None:
    talk = replace(TALK, mode=mode, place=place, starts_at=NOW if dated else None)
    assert passes(GateName.AGREED, talk) is passed


@pytest.mark.parametrize(("count", "passed"), [(0, False), (1, True), (4, True), (5, False)])
def test_one_to_four_goals(count: int, passed: bool) -> None:
    assert passes(GateName.GOALS, goals=goals(count)) is passed


def test_every_core_question_that_is_still_to_be_asked_serves_a_goal() -> None:
    def served(of: list[Item]) -> bool:
        return passes(GateName.SERVES, items=of)

    assert not served([])
    assert served(items(1))
    assert not served([*items(4), *items(1, goal_id=None)])
    assert served([*items(4), *items(1, goal_id=None, kind=ItemKind.BACKUP)])
    assert not served(items(1, kind=ItemKind.BACKUP))
    assert served([*items(4), *items(1, goal_id=None, state=ItemState.KNOWN)])
    assert not served(items(4, state=ItemState.KNOWN))


@pytest.mark.parametrize(
    ("count", "minutes", "passed"), [(0, 20, False), (5, 20, True), (6, 20, False), (6, 25, True)]
)
def test_questions_fit_the_time(count: int, minutes: int, passed: bool) -> None:
    talk = replace(TALK, agreed_minutes=minutes)
    assert passes(GateName.FITS, talk, items=items(count)) is passed


@pytest.mark.parametrize(("count", "passed"), [(2, False), (3, True)])
def test_three_cards(count: int, passed: bool) -> None:
    assert passes(GateName.CARDS, cards=cards(count)) is passed


def test_a_rehearsal_counts_for_two_weeks() -> None:
    def rehearsed(*moments: datetime) -> bool:
        runs = [Rehearsal(1, "u", 1, at, 34, 30) for at in moments]
        return passes(GateName.REHEARSED, rehearsals=runs)

    edge = NOW - timedelta(days=14)
    assert not rehearsed()
    assert rehearsed(edge)
    assert not rehearsed(edge - SECOND)
    assert rehearsed(edge - SECOND, NOW)


def test_what_is_said_of_the_day() -> None:
    assert not passes(GateName.CONFIRMED)
    assert passes(GateName.CONFIRMED, confirmed=True)
    assert not passes(GateName.TO_HAND)
    assert passes(GateName.TO_HAND, to_hand=True)


def test_a_visit_asks_what_to_wear_and_who_pays_and_a_call_or_a_host_does_not() -> None:
    visit = replace(TALK, mode=Mode.IN_PERSON)
    for name in (GateName.DRESS, GateName.PAYER):
        assert not passes(name, visit)
    assert passes(GateName.DRESS, replace(visit, dress="x"))
    assert passes(GateName.PAYER, replace(visit, payer="x"))
    away = {GateName.DRESS, GateName.PAYER}
    for talk, count in ((visit, 10), (TALK, 8), (replace(visit, host=True), 4)):
        found = gates(Prepared(talk), NOW)
        assert len(found) == len({gate.name for gate in found}) == count
        assert (away <= {gate.name for gate in found}) is (count == 10)


def test_ready_counts_and_each_gate_says_why() -> None:
    found = gates(Prepared(replace(TALK, mode=Mode.IN_PERSON, dress="a tie")), NOW)
    assert ready(found) == "ready 1/10"
    assert all(len(gate.text) <= 24 and gate.why.endswith(".") for gate in found)


@pytest.mark.parametrize("mode", Mode)
def test_the_list_of_the_day_fits_a_narrow_list_and_the_line(mode: Mode) -> None:
    day = day_list(mode)
    assert len({item.key for item in day}) == len(day) == 5
    assert all(len(item.text) <= 22 and len(item.why) <= 57 for item in day)
