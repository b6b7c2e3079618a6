from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from pilots import keys, lines, open_app, screen_text, type_text, until

from infoview_tui.app import Opening
from infoview_tui.services.bank import add_own, archive, reword, whole_bank
from infoview_tui.services.desk import Desk
from infoview_tui.services.interviews import book
from infoview_tui.services.people import add_person
from infoview_tui.services.prepare import add_goal, preparation
from infoview_tui.storage.store import Store

OPEN: Opening = ("prepare", {})


@pytest.fixture
def interview_id(store: Store, now: datetime) -> int:
    kofi = add_person(store, now, name="Kofi")
    talk = book(store, now, [kofi], starts_at=now + timedelta(days=1), zone="Europe/Lisbon")
    add_goal(store, now, talk, "How loans are decided")
    return talk


async def test_own_questions_are_marked_and_taken_as_such(
    desk: Desk, store: Store, now: datetime, interview_id: int
) -> None:
    own = add_own(store, now, "G3 [/] Who decides on loans? -> know whom to ask")
    async with open_app(desk, OPEN) as pilot:
        shown = await until(pilot, "[Bank for goal 1] · 45")
        assert "› own      [/] Who decides on loans?" in shown
        assert "Serves: know whom to ask." in shown
        await keys(pilot, "space", "up")
        assert "› in list  [/] Who decides on loans?" in screen_text(pilot)
        (item,) = preparation(store, interview_id).items
        assert (item.question_id, item.bank, item.text) == (own, None, "[/] Who decides on loans?")
        await keys(pilot, "space")
        assert lines(pilot)[-2] == " It is in your list already; tab goes there."


async def test_the_bank_follows_the_goal_where_one_stops_and_at_once_where_one_goes_to_it(
    desk: Desk, store: Store, now: datetime, interview_id: int
) -> None:
    for text in ("Who pays for it", "Where the field is going"):
        add_goal(store, now, interview_id, text)
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "[Bank for goal 1]")
        await keys(pilot, "shift+tab", "shift+tab", "down", "down")
        await until(pilot, "Bank for goal 3 ·")
        await keys(pilot, "up", "enter")
        assert "[Bank for goal 2]" in screen_text(pilot)


async def test_the_filter_understands_all_terms_and_what_is_away_stays_away(
    desk: Desk, store: Store, now: datetime, interview_id: int
) -> None:
    add_own(store, now, "phase:end tiara:R Who else?")
    reword(store, now, 42, "May I name you?")
    archive(store, now, next(q for q in whole_bank(store) if q.number == 41))
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "[Bank for goal 1] · 44")
        await keys(pilot, "f")
        await type_text(pilot, "phase:end tiara:r")
        assert "[Bank for goal 1] · 1 of 44, phase:end tiara:r" in screen_text(pilot)
        await keys(pilot, "ctrl+u")
        await type_text(pilot, "own phase:e")
        shown = screen_text(pilot)
        assert "Who else?" in shown
        assert "May I name you?" in shown
        assert "2 of 44" in shown
        await keys(pilot, "ctrl+u")
        await type_text(pilot, "zzz")
        assert "No question has these words." in screen_text(pilot)
