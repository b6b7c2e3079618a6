from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_tui.domain.phases import share_out
from infoview_tui.domain.preparation import (
    Goal,
    GoalState,
    Item,
    ItemKind,
    ItemState,
    count_line,
    fits,
    following,
    goal_state,
    in_order,
    labels,
    minutes_needed,
)

items = st.lists(
    st.builds(
        Item,
        id=st.integers(1, 10**6),
        uid=st.just("u"),
        interview_id=st.just(1),
        position=st.integers(1, 5),
        text=st.just("?"),
        kind=st.sampled_from(ItemKind),
        state=st.sampled_from(ItemState),
        goal_id=st.none() | st.integers(1, 2),
    ),
    max_size=30,
    unique_by=lambda item: item.id,
)


def core(count: int, state: ItemState = ItemState.OPEN, goal_id: int | None = None) -> list[Item]:
    return [Item(n, "u", 1, n, "?", state=state, goal_id=goal_id) for n in range(1, count + 1)]


@given(items)
def test_the_order_is_core_backup_closing_by_position(found: list[Item]) -> None:
    ordered = in_order(found)
    assert sorted(i.id for i in ordered) == sorted(i.id for i in found)
    assert in_order(ordered[::-1]) == ordered
    kinds = [list(ItemKind).index(item.kind) for item in ordered]
    assert kinds == sorted(kinds)
    for kind in ItemKind:
        places = [(i.position, i.id) for i in ordered if i.kind is kind]
        assert places == sorted(places)


def test_the_next_question_is_of_the_same_kind_while_one_is_open() -> None:
    asked, backup = ItemState.ASKED, ItemKind.BACKUP
    first, second, own = core(3)
    spare = Item(4, "u", 1, 1, "?", kind=backup)
    done = replace(own, state=asked)
    assert following([first, second, done, spare], done) == first
    assert following([replace(first, state=asked), second, own, spare], first) == second
    assert following([replace(i, state=asked) for i in core(3)] + [spare], done) == spare
    assert following([replace(first, state=asked)], first) is None
    assert following([first, replace(second, state=asked), own, spare], second) == own


@given(items)
def test_every_item_has_a_label_of_its_own(found: list[Item]) -> None:
    named = labels(in_order(found))
    assert set(named) == {item.id for item in found}
    assert len(set(named.values())) == len(found)
    for kind, letter in zip(ItemKind, ("", "b", "c"), strict=True):
        mine = [named[i.id] for i in in_order(found) if i.kind is kind]
        assert mine == [f"{letter}{n}" for n in range(1, len(mine) + 1)]


@given(items)
def test_minutes_are_those_of_core_questions_not_known_yet(found: list[Item]) -> None:
    count = sum(i.kind is ItemKind.CORE and i.state is not ItemState.KNOWN for i in found)
    assert minutes_needed(found) == math.ceil(count * 2.5)


@pytest.mark.parametrize(
    ("count", "minutes", "fit"), [(0, 1, True), (5, 20, True), (6, 20, False), (1, 2, False)]
)
def test_what_fits(count: int, minutes: int, fit: bool) -> None:
    assert fits(core(count), share_out(minutes)) is fit


def test_the_count_line() -> None:
    found = [*core(5), replace(core(1)[0], kind=ItemKind.BACKUP)]
    assert count_line(found, share_out(20)) == "5 core · 1 backup · about 13 of 13 min"
    assert count_line([], share_out(1)) == "0 core · 0 backup · about 0 of 1 min"


@pytest.mark.parametrize(
    ("states", "reached"),
    [
        ([], "open"),
        (["open", "open"], "open"),
        (["skipped"], "open"),
        (["open", "partly"], "partly"),
        (["asked", "open"], "partly"),
        (["asked", "skipped"], "partly"),
        (["asked", "known"], "answered"),
    ],
)
def test_a_goal_is_reached_by_its_questions(states: list[str], reached: str) -> None:
    goal = Goal(1, "g", 1, 1, "what?")
    mine = [core(1, ItemState(state), goal_id=1)[0] for state in states]
    others = core(3, ItemState.ASKED, goal_id=2)
    backup = [replace(core(1, ItemState.ASKED, goal_id=1)[0], kind=ItemKind.BACKUP)]
    assert goal_state(goal, [*mine, *others, *backup]) == reached
    assert goal_state(replace(goal, state=GoalState.PARTLY), mine) is GoalState.PARTLY


def test_what_is_done() -> None:
    assert [s for s in ItemState if core(1, s)[0].done] == ["asked", "skipped", "known"]
