from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from pilots import keys, lines, open_app, screen_text, type_text, until

from infoview_tui.app import Opening
from infoview_tui.domain.preparation import ItemKind
from infoview_tui.screens.prepare_rows import heights
from infoview_tui.services.desk import Desk
from infoview_tui.services.interviews import book
from infoview_tui.services.people import add_person
from infoview_tui.services.prepare import add_goal, add_question, preparation
from infoview_tui.storage.store import Store

OPEN: Opening = ("prepare", {})


@pytest.fixture
def interview_id(store: Store, now: datetime) -> int:
    kofi = add_person(store, now, name="Kofi [/]", organisation="Volta House")
    return book(store, now, [kofi], starts_at=now + timedelta(days=1), zone="Europe/Lisbon")


async def test_goals_then_questions_for_them(desk: Desk, store: Store, interview_id: int) -> None:
    async with open_app(desk, OPEN) as pilot:
        shown = await until(pilot, "What do you want to know when you hang up?")
        assert "Kofi [/] · tomorrow 14:30 · phone, 20 min" in shown
        await type_text(pilot, [*"How people get in", "enter"])
        await type_text(pilot, "An ordinary week")
        await keys(pilot, "enter", "enter")
        assert "[Bank for goal 1]" in screen_text(pilot)
        await keys(pilot, "space", "space", "space", "right", "space", "space")
        shown = screen_text(pilot)
        assert "[Bank for goal 2]" in shown
        assert "in list" in shown
        assert "5 core, 0 backup" in shown
        assert "13 of 13 min" in shown
    prep = preparation(store, interview_id)
    assert [goal.text for goal in prep.goals] == ["How people get in", "An ordinary week"]
    one, two = (goal.id for goal in prep.goals)
    assert [item.goal_id for item in prep.items] == [one, one, one, two, two]
    assert "week" in prep.items[3].text


async def test_a_half_typed_goal_comes_back(desk: Desk, interview_id: int) -> None:
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "Goal 1")
        await type_text(pilot, "What an ordi")
    assert desk.saver.flush(5.0)
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "Goal 1  What an ordi")


async def test_a_place_digit_alone_in_the_goal_line_says_how_to_go_there(
    desk: Desk, store: Store, interview_id: int
) -> None:
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "Goal 1")
        await keys(pilot, "2")
        assert lines(pilot)[-2].endswith("F3 goes to People, escape leaves")
        await type_text(pilot, " ways into the work?")
        assert "F3" not in lines(pilot)[-2]
        await keys(pilot, "enter")
        assert [goal.text for goal in preparation(store, interview_id).goals] == [
            "2 ways into the work?"
        ]
        await keys(pilot, "2", "f3")
        await until(pilot, "[2 People]")


async def test_without_goals_the_starter_sets_come_first(
    desk: Desk, store: Store, interview_id: int
) -> None:
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "Goal 1")
        await keys(pilot, "enter", "space")
        assert "5 core, 2 backup" in screen_text(pilot)
        assert len(preparation(store, interview_id).items) == 7
        await keys(pilot, "u")
        await until(pilot, 'Undone: taking the set "Exploring a field"')
    assert preparation(store, interview_id).items == ()


async def test_the_list_is_changed_by_single_keys(
    desk: Desk, store: Store, now: datetime, interview_id: int
) -> None:
    goal = add_goal(store, now, interview_id, "How people get in")
    for text in ("First?", "Second?", "Third?"):
        add_question(store, now, interview_id, text)

    def mine() -> list[tuple[str, ItemKind]]:
        return [(i.text, i.kind) for i in preparation(store, interview_id).items]

    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "[Bank for goal 1]")
        await keys(pilot, "shift+tab", "J")
        assert [text for text, _ in mine()] == ["Second?", "First?", "Third?"]
        await keys(pilot, "space", "c")
        assert mine()[2] == ("First?", ItemKind.BACKUP)
        assert preparation(store, interview_id).items[2].goal_id == goal
        await keys(pilot, "e", "backspace")
        await type_text(pilot, [*" of all?", "enter"])
        assert mine()[2][0] == "First of all?"
        await keys(pilot, "d")
        await until(pilot, 'Dropped "First of all?".  u undo')
        assert len(mine()) == 2
        await keys(pilot, "u", "n")
        await type_text(pilot, [*"My own?", "enter"])
        assert mine() == [
            ("Second?", ItemKind.CORE),
            ("Third?", ItemKind.CORE),
            ("My own?", ItemKind.CORE),
            ("First of all?", ItemKind.BACKUP),
        ]
        assert preparation(store, interview_id).items[2].goal_id == goal


async def test_more_core_questions_than_time_is_said(
    desk: Desk, store: Store, now: datetime, interview_id: int
) -> None:
    add_goal(store, now, interview_id, "How people get in")
    for number in range(5):
        add_question(store, now, interview_id, f"Question {number}?")
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "[Bank for goal 1]")
        await keys(pilot, "space")
        assert "6 core questions take about 15 min; the talk has 13." in screen_text(pilot)


async def test_the_bank_is_filtered_by_category_and_words(
    desk: Desk, store: Store, now: datetime, interview_id: int
) -> None:
    add_goal(store, now, interview_id, "How people get in")
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "[Bank for goal 1]")
        await keys(pilot, "f")
        await type_text(pilot, "goal:skills weak")
        assert "1 of 44" in screen_text(pilot)
        assert "Which weakness is hardest" in screen_text(pilot)
        await keys(pilot, "enter", "space", "escape")
        assert " of 44" not in screen_text(pilot)
    assert "weakness" in preparation(store, interview_id).items[0].text


async def test_the_next_meeting_is_chosen_and_the_others_are_a_key_away(
    desk: Desk, store: Store, now: datetime, interview_id: int
) -> None:
    mai = add_person(store, now, name="Mai Tran")
    later = book(store, now, [mai], starts_at=now + timedelta(days=3), zone="Europe/Lisbon")
    for id in (interview_id, later):
        add_goal(store, now, id, "How people get in")
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "Kofi [/] · tomorrow 14:30")
        await keys(pilot, "right_square_bracket")
        await until(pilot, "Mai Tran · Thu 14:30")
        await keys(pilot, "right_square_bracket")
        await until(pilot, "There is no meeting after this one.")
        await keys(pilot, "left_square_bracket")
        await until(pilot, "Kofi [/]")


async def test_nothing_to_prepare(desk: Desk) -> None:
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "No interview yet. 2 People, then b books one.")
        await keys(pilot, "space", "n", "left", "tab", "s", "f", "K")
        assert "No interview yet" in lines(pilot)[-2]


async def test_ready_stands_in_the_others_place_at_60_columns(
    desk: Desk, store: Store, now: datetime, interview_id: int
) -> None:
    add_goal(store, now, interview_id, "How people get in")
    async with open_app(desk, OPEN, (60, 20)) as pilot:
        await until(pilot, "[Bank for goal 1]")
        assert "Ready?" not in screen_text(pilot)
        await keys(pilot, "tab")
        assert "[Ready? 2/8]" in screen_text(pilot)
        assert "Bank" not in screen_text(pilot)


async def test_one_pane_at_a_time_in_few_rows(
    desk: Desk, store: Store, now: datetime, interview_id: int
) -> None:
    add_goal(store, now, interview_id, "How people get in")
    async with open_app(desk, OPEN, (40, 10)) as pilot:
        shown = await until(pilot, "[Bank for goal 1]")
        assert "What led you" in shown
        assert "Goals" not in shown
        await keys(pilot, "tab", "tab", "tab")
        shown = screen_text(pilot)
        assert "[Goals]" in shown
        assert "Bank" not in shown


def test_the_left_column_keeps_room_for_the_bank() -> None:
    assert heights(20, 2, 7) == (3, 8)
    assert heights(16, 4, 30) == (5, 6)
    assert heights(6, 4, 30) == (5, 4)
