"""Goals that go from one person to the next, and what one finds out oneself."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pilots import keys, open_app, screen_text, type_text

from infoview_tui.domain.preparation import ItemState
from infoview_tui.services.desk import Desk
from infoview_tui.services.interviews import book
from infoview_tui.services.meeting import end, start
from infoview_tui.services.people import add_person
from infoview_tui.services.prepare import add_goal, add_question, change_item
from infoview_tui.storage.store import Store

GOAL = "Where the field is going"


@pytest.fixture
def thread(desk: Desk, store: Store, now: datetime, zone: ZoneInfo) -> tuple[int, int]:
    """Dana left a goal open last week; Kofi is met tomorrow. Returns both interviews."""
    before = now - timedelta(days=7)
    dana = add_person(store, before, name="Dana Okafor")
    held = book(store, before, [dana], starts_at=before, zone=str(zone))
    goal = add_goal(store, before, held, GOAL)
    item = add_question(store, before, held, "What is changing?", goal_id=goal)
    start(store, before, held)
    change_item(store, before, item, state=ItemState.SKIPPED)
    end(store, before + timedelta(minutes=20), held, zone)
    kofi = add_person(store, now, name="Kofi Mensah")
    ahead = book(store, now, [kofi], starts_at=now + timedelta(days=1), zone=str(zone))
    return held, ahead


def at(interview: int) -> tuple[str, dict[str, Any]]:
    return "prepare", {"interview_id": interview}


async def test_a_goal_left_open_with_one_is_offered_for_the_next(
    desk: Desk, store: Store, thread: tuple[int, int]
) -> None:
    _held, ahead = thread
    async with open_app(desk, at(ahead)) as pilot:
        shown = screen_text(pilot)
        assert f"+   {GOAL}" in shown
        assert "open, Dana Okafor" in shown
        assert "Asked of Dana Okafor (open). space takes it as a goal." in shown
        await keys(pilot, "space")
        assert [g.text for g in store.interviews.goals.where("t.interview_id=?", ahead)] == [GOAL]
        shown = screen_text(pilot)
        assert f"1   {GOAL}" in shown
        assert "open, Dana" not in shown
        assert "Goal 1: asked of Dana Okafor (open)." in shown
        await keys(pilot, "u")
        assert f"+   {GOAL}" in screen_text(pilot)
        # Enter takes it too, and a second one goes on to the bank.
        await keys(pilot, "enter", "enter")
        assert "[Bank for goal 1]" in screen_text(pilot)


async def test_an_offered_goal_is_changed_and_dropped_where_it_belongs(
    desk: Desk, store: Store, thread: tuple[int, int]
) -> None:
    async with open_app(desk, at(thread[1])) as pilot:
        await keys(pilot, "e")
        assert "then e changes it here" in screen_text(pilot)
        await keys(pilot, "d")
        assert "belongs to another interview" in screen_text(pilot)
        # One's own goal comes first, and four leave no room for an offer.
        await keys(pilot, "n")
        for number in range(4):
            await type_text(pilot, f"goal {number}")
            await keys(pilot, "enter")
        assert "open, Dana" not in screen_text(pilot)
        assert len(store.interviews.goals.where()) == 5


async def test_a_question_one_answers_oneself_is_crossed_off_and_the_fact_kept(
    desk: Desk, store: Store, thread: tuple[int, int], now: datetime
) -> None:
    _held, ahead = thread
    item = add_question(store, now, ahead, "How many objects?")
    async with open_app(desk, at(ahead)) as pilot:
        await keys(pilot, "tab", "x")
        await type_text(pilot, "4,000 moved")
        await keys(pilot, "enter")
        await type_text(pilot, "their site")
        await keys(pilot, "enter")
        assert store.interviews.checklist.get(item).state is ItemState.KNOWN
        shown = screen_text(pilot)
        assert "found" in shown and "u undo" in shown
        assert "q1 4,000 moved (their" in shown
        assert "0 of 13 min" in shown
        await keys(pilot, "x")
        assert store.interviews.checklist.get(item).state is ItemState.OPEN
        await keys(pilot, "u", "u")
        assert store.interviews.checklist.get(item).state is ItemState.OPEN
        assert store.facts.where() == ()
        assert "Facts ──" in screen_text(pilot)


async def test_facts_are_written_changed_and_dropped(
    desk: Desk, store: Store, thread: tuple[int, int]
) -> None:
    async with open_app(desk, at(thread[1])) as pilot:
        await keys(pilot, *["tab"] * 4)
        assert "[Facts]" in screen_text(pilot)
        await keys(pilot, "n")
        await type_text(pilot, "trained as a joiner")
        # A line that is left comes back, the fact with it.
        await keys(pilot, "enter", "escape", "n")
        assert "trained as a joiner" in screen_text(pilot)
        await keys(pilot, "enter", "enter")
        (fact,) = store.facts.where()
        assert (fact.text, fact.source) == ("trained as a joiner", "")
        await keys(pilot, "enter", "enter")
        await type_text(pilot, "podcast")
        await keys(pilot, "enter")
        assert store.facts.get(fact.id).source == "podcast"
        assert "(podcast)" in screen_text(pilot)
        await keys(pilot, "d")
        assert store.facts.where() == ()
        await keys(pilot, "u")
        assert len(store.facts.where()) == 1
        await pilot.resize_terminal(60, 20)
        await keys(pilot, "G")
        assert "[Facts]" in screen_text(pilot)
        assert "trained as a joiner (podcast)" in screen_text(pilot)
