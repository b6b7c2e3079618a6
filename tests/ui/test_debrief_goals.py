from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pilots import keys, lines, open_app, screen_text, type_text, until

from infoview_tui.services.desk import Desk
from infoview_tui.services.interviews import book
from infoview_tui.services.meeting import end, start
from infoview_tui.services.people import add_person
from infoview_tui.services.prepare import add_goal
from infoview_tui.storage.store import Store

OPEN = ("debrief", {"interview_id": 1})


@pytest.fixture
def held(store: Store, now: datetime, zone: ZoneInfo) -> int:
    began = now - timedelta(hours=2)
    dana = add_person(store, began, name="Dana Okafor")
    id = book(store, began, [dana], starts_at=began, zone=str(zone))
    start(store, began, id)
    end(store, began + timedelta(minutes=20), id, zone)
    return id


def states(store: Store) -> list[str | None]:
    return [goal.state for goal in store.interviews.goals.where()]


async def test_each_goal_is_said_to_be_answered_or_left_for_the_next(
    desk: Desk, store: Store, held: int, now: datetime
) -> None:
    for text in ("How people get in", "An ordinary week", "Where it is going"):
        add_goal(store, now, held, text)
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "f8")
        assert "Goal 1 of 3, now open: 1 answered  2 partly" in screen_text(pilot)
        assert "1 answered  2 partly  3 open  enter as it is  escape leave it" in lines(pilot)[-1]
        # Any other key is nothing here, and types nothing.
        await keys(pilot, "x", "1", "2")
        assert states(store) == ["answered", "partly", None]
        assert "Goal 3 of 3" in screen_text(pilot)
        await keys(pilot, "enter")
        assert "The one that is open will be offered" in screen_text(pilot)
        await type_text(pilot, "a prompt")
        assert "a prompt" in screen_text(pilot)
        await keys(pilot, "f8", "escape")
        assert states(store) == ["answered", "partly", None]
        await keys(pilot, "escape", "u", "u")
        await until(pilot, "Undone")
    assert states(store) == [None, None, None]


async def test_a_long_goal_takes_more_rows_and_none_is_said(
    desk: Desk, store: Store, held: int, now: datetime
) -> None:
    async with open_app(desk, OPEN, (60, 20)) as pilot:
        await keys(pilot, "f8")
        assert "This interview had no goals." in screen_text(pilot)
    add_goal(store, now, held, "what they really weigh " * 6)
    async with open_app(desk, OPEN, (60, 20)) as pilot:
        await keys(pilot, "f8")
        shown = " ".join(screen_text(pilot).split())
        assert "1 answered 2 partly 3 open" in shown
        assert shown.count("what they really weigh") >= 5
