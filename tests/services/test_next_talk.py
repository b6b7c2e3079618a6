from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.domain.preparation import GoalState
from infoview_tui.services.interviews import book
from infoview_tui.services.meeting import end, start
from infoview_tui.services.notes import capture
from infoview_tui.services.people import add_person
from infoview_tui.services.person_page import person_page
from infoview_tui.services.prepare import add_goal, change_goal
from infoview_tui.storage.store import Store


@pytest.fixture
def dana(store: Store, now: datetime) -> int:
    return add_person(store, now, name="Dana Okafor")


def held(store: Store, at: datetime, zone: ZoneInfo, dana: int, *goals: str) -> int:
    talk = book(store, at, [dana], starts_at=at, zone="UTC")
    for goal in goals:
        add_goal(store, at, talk, goal)
    start(store, at, talk)
    end(store, at + timedelta(minutes=20), talk, zone)
    return talk


def test_goals_that_no_talk_with_them_answered_are_for_the_next(
    store: Store, now: datetime, zone: ZoneInfo, dana: int
) -> None:
    held(store, now - timedelta(days=30), zone, dana, "How people get in", "What it pays")
    last = held(store, now - timedelta(days=3), zone, dana, "how people get in?", "Who decides")
    mai = add_person(store, now, name="Mai")
    held(store, now, zone, mai, "Something else")
    book(store, now, [dana], starts_at=now + timedelta(days=1), zone="UTC")
    page = person_page(store, now, dana)
    assert [goal.text for goal in page.open_goals] == [
        "how people get in?",
        "Who decides",
        "What it pays",
    ]
    (first,) = (goal for goal in page.open_goals if goal.text == "how people get in?")
    assert first.interview_id == last
    change_goal(store, now, first.id, state=GoalState.ANSWERED)
    page = person_page(store, now, dana)
    assert [goal.text for goal in page.open_goals] == ["Who decides", "What it pays"]


def test_what_to_ask_later_is_that_since_the_last_talk(
    store: Store, now: datetime, zone: ZoneInfo, dana: int
) -> None:
    capture(store, now - timedelta(days=9), "? the first", person_id=dana)
    assert [note.body for note in person_page(store, now, dana).to_ask] == ["the first"]
    talk = held(store, now - timedelta(days=3), zone, dana)
    capture(store, now - timedelta(days=3), "? in the talk", interview_id=talk, person_id=dana)
    capture(store, now, "? after it", person_id=dana)
    capture(store, now, "just a note", person_id=dana)
    page = person_page(store, now, dana)
    assert [note.body for note in page.to_ask] == ["in the talk", "after it"]


def test_both_directions_of_an_introduction(store: Store, now: datetime, dana: int) -> None:
    mai = add_person(store, now, name="Mai", introducer_id=dana)
    assert [p.name for p, _ in person_page(store, now, dana).named] == ["Mai"]
    page = person_page(store, now, mai)
    assert [p.name for p, _ in page.named_by] == ["Dana Okafor"]
    assert (page.balance.theirs, page.fits) == (0, "request_introduced")
