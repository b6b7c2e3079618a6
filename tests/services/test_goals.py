from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from infoview_tui.domain.preparation import GoalState, ItemKind, ItemState
from infoview_tui.services.goals import answers, goal_threads
from infoview_tui.services.interviews import book, cancel
from infoview_tui.services.meeting import end, start
from infoview_tui.services.notes import capture
from infoview_tui.services.people import add_person, delete_person
from infoview_tui.services.prepare import add_goal, add_question, change_goal, change_item
from infoview_tui.storage.store import Store

GOAL = "Is a certificate worth it?"


class Held:
    """A meeting that is over: its goal, a question for it, and what was said."""

    def __init__(
        self,
        store: Store,
        now: datetime,
        zone: object,
        who: str,
        state: ItemState,
        said: str = "",
        *,
        text: str = GOAL,
    ) -> None:
        self.person = add_person(store, now, name=who)
        self.id = book(store, now, [self.person], starts_at=now, zone="Europe/Lisbon")
        self.goal = add_goal(store, now, self.id, text)
        self.item = add_question(store, now, self.id, f"{who}?", goal_id=self.goal)
        # What is for spare time says nothing of a goal.
        add_question(store, now, self.id, "Backup?", goal_id=self.goal, kind=ItemKind.BACKUP)
        start(store, now, self.id)
        if said:
            capture(store, now, said, interview_id=self.id, item_id=self.item)
        change_item(store, now, self.item, state=state)
        end(store, now + timedelta(minutes=20), self.id, zone)  # type: ignore[arg-type]


@pytest.fixture
def dana(store: Store, now: datetime, zone: object) -> Held:
    return Held(store, now, zone, "Dana", ItemState.SKIPPED)


def test_a_goal_left_open_is_known_with_of_whom_it_was_asked(
    store: Store, dana: Held, now: datetime, zone: object
) -> None:
    (thread,) = goal_threads(store)
    assert (thread.text, thread.state, thread.asked[0].who) == (GOAL, GoalState.OPEN, "Dana")
    later = now + timedelta(days=3)
    Held(
        store, later, zone, "Priya", ItemState.ASKED, "! yes, one", text="is a certificate worth it"
    )
    (thread,) = goal_threads(store)
    assert thread.state is GoalState.ANSWERED
    assert [(a.who, a.state) for a in thread.asked] == [
        ("Priya", GoalState.ANSWERED),
        ("Dana", GoalState.OPEN),
    ]
    told = answers(store, thread)
    assert [[note.body for note in each.notes] for each in told] == [["yes, one"], []]


def test_what_one_says_of_a_goal_counts_more_than_its_questions(
    store: Store, dana: Held, now: datetime
) -> None:
    change_goal(store, now, dana.goal, state=GoalState.ANSWERED)
    assert goal_threads(store)[0].state is GoalState.ANSWERED


def test_only_meetings_that_are_over_and_there_are_asked(
    store: Store, dana: Held, now: datetime
) -> None:
    ahead = book(store, now, [dana.person], starts_at=now, zone="UTC")
    add_goal(store, now, ahead, "Not asked yet")
    off = book(store, now, [dana.person], starts_at=now, zone="UTC")
    add_goal(store, now, off, "Called off")
    cancel(store, now, off)
    hosted = book(store, now, [dana.person], starts_at=now, zone="UTC", host=True)
    add_goal(store, now, hosted, "What they want to know")
    with store.write():
        store.db.execute("update interviews set ended_at=started_at where host=1")
    assert [thread.text for thread in goal_threads(store)] == [GOAL]
    delete_person(store, now, dana.person)
    assert goal_threads(store)[0].asked[0].who == "nobody any more"
