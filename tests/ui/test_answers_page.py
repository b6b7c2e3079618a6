from __future__ import annotations

import stat
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pilots import keys, lines, open_app, screen_text, type_text, until

from infoview_tui.app import Opening
from infoview_tui.domain.answers import TopicKind
from infoview_tui.domain.preparation import ItemState
from infoview_tui.services.answer_marks import write_line
from infoview_tui.services.answers import topics
from infoview_tui.services.desk import Desk
from infoview_tui.services.interviews import book
from infoview_tui.services.meeting import end, start
from infoview_tui.services.notes import capture
from infoview_tui.services.people import add_person
from infoview_tui.services.prepare import (
    add_goal,
    add_question,
    change_item,
    preparation,
)
from infoview_tui.storage.store import Store

OPEN: Opening = ("answers", {})
GOAL = "Is a degree needed?"
HEAD, COUNT, FIRST, LINE = 2, 3, 4, -2

Held = Callable[..., int]


@pytest.fixture
def held(store: Store, now: datetime, zone: ZoneInfo) -> Held:
    def make(*names: str, said: tuple[str, ...] = (), goal: str = GOAL, days: int = 1) -> int:
        at = now - timedelta(days=days)
        people = [add_person(store, at, name=name) for name in names]
        talk = book(store, at, people, starts_at=at, zone="UTC")
        goal_id = add_goal(store, at, talk, goal)
        item = add_question(store, at, talk, "Did the paper matter?", goal_id=goal_id)
        start(store, at, talk)
        for line in said:
            capture(store, at, line, interview_id=talk, item_id=item, zone=zone)
        change_item(store, at, item, state=ItemState.ASKED)
        end(store, at + timedelta(minutes=20), talk, zone)
        return talk

    return make


@pytest.fixture
def told(held: Held) -> None:
    held("Dana Okafor", said=("! certificate counts more", '" nobody asked me for the paper'))
    held("Tomás Herrera", said=("they test you for a week instead",), days=2)
    held("Zofia Nowak", said=("three years",), goal="How long?", days=3)


@pytest.fixture
def kofi(store: Store, now: datetime) -> int:
    person = add_person(store, now, name="Kofi Mensah")
    return book(store, now, [person], starts_at=now + timedelta(days=1), zone="UTC")


async def test_without_answers_it_says_what_comes_here(desk: Desk) -> None:
    async with open_app(desk, OPEN) as pilot:
        shown = await until(pilot, "Ask two people about one goal")
        assert lines(pilot)[0].endswith("[7 Insights]")
        assert "2 People, then b books an interview" in shown
        for key in ("space", "n", "f", "left"):
            await keys(pilot, key)
            assert "yet" in lines(pilot)[LINE]


@pytest.mark.usefixtures("told")
async def test_the_answers_of_all_stand_beside_each_other(desk: Desk, kofi: int) -> None:
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "[Answers]")
        rows = lines(pilot)
        assert rows[HEAD].startswith(f"Goal: {GOAL} · 2 of 3 people answered ─")
        assert rows[HEAD].endswith("1 of 2 goals")
        assert rows[FIRST : FIRST + 5] == [
            "› ○  Dana Okafor       ! certificate counts more",
            '                       " nobody asked me for the paper',
            "  ○  Tomás Herrera       they test you for a week instead",
            "",
            "  not asked   Kofi Mensah tomorrow",
        ]
        assert rows[LINE] == " Kofi Mensah is tomorrow: n puts this goal on the list."
        await keys(pilot, "right")
        assert lines(pilot)[HEAD].startswith("Goal: How long? · 1 of 2 people answered")
        await keys(pilot, "right")
        assert lines(pilot)[LINE] == " That is the last of 2 goals."
        await keys(pilot, "c")
        assert lines(pilot)[HEAD].startswith("Question: Did the paper matter? · 3 of 4 people")


@pytest.mark.usefixtures("told")
async def test_marks_are_given_by_one_key_each_and_counted(desk: Desk) -> None:
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "[Answers]")
        await keys(pilot, "space")
        assert lines(pilot)[LINE].startswith(" Dana Okafor:  1 yes  2 no  3 depends  w a word")
        await keys(pilot, "2", "space", "w")
        await type_text(pilot, "not really")
        await keys(pilot, "enter")
        rows = lines(pilot)
        assert rows[LINE] == " Tomás Herrera: not really.  u undo"
        assert rows[COUNT] == "  no 1 · not really 1, in your own marks"
        assert rows[5].startswith("  no         Dana Okafor")
        await keys(pilot, "space")
        assert "1 yes  2 no  3 depends  4 not really" in screen_text(pilot)
        await keys(pilot, "0")
        assert lines(pilot)[COUNT] == "  no 1, in your own marks; 1 without one"
        await keys(pilot, "u", "u", "u")
        assert "in your own marks" not in screen_text(pilot)


async def test_a_shared_answer_stands_once(desk: Desk, held: Held) -> None:
    held("Dana", "Priya", said=("no, neither of us",))
    async with open_app(desk, OPEN) as pilot:
        shown = await until(pilot, "no, neither of us")
        assert "together with Priya" in shown
        assert "said together with Dana, above" in shown
        assert shown.count("neither") == 1


async def test_a_long_answer_is_read_to_its_end(desk: Desk, held: Held) -> None:
    words = " ".join(f"word{number}" for number in range(400))
    held("Dana", said=(words, "the end of it"))
    held("Kofi", said=("yes",), days=2)
    async with open_app(desk, OPEN, size=(60, 20)) as pilot:
        await until(pilot, "word0")
        for _ in range(8):
            await keys(pilot, "j")
            if "the end of it" in screen_text(pilot):
                break
        assert "the end of it" in screen_text(pilot)
        assert "Goal: Is a degree needed?" in screen_text(pilot)


@pytest.mark.usefixtures("told")
async def test_my_line_is_kept_and_taken_back(desk: Desk, store: Store, now: datetime) -> None:
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "[Answers]")
        await keys(pilot, "e")
        await type_text(pilot, "Small houses: no.")
        await keys(pilot, "escape", "e")
        assert "Small houses: no." in lines(pilot)[LINE]
        await keys(pilot, "enter")
        shown = await until(pilot, "In one line, yours")
        assert "› Small houses: no." in shown
        await keys(pilot, "enter")
        (topic, *_rest) = topics(store, TopicKind.GOAL)
        write_line(store, now, topic, "From a shell.")
        await type_text(pilot, " Large: yes.")
        await keys(pilot, "enter")
        assert "From a shell." in screen_text(pilot)
        await keys(pilot, "escape", "u")
        await until(pilot, "it stays as it is")


@pytest.mark.usefixtures("told")
async def test_it_goes_on_the_list_of_who_is_met_next(desk: Desk, store: Store, kofi: int) -> None:
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "[Answers]")
        await keys(pilot, "n")
        assert lines(pilot)[LINE] == " On the list of Kofi Mensah, tomorrow 14:30.  u undo"
        assert "Kofi Mensah tomorrow (on the list)" in screen_text(pilot)
        assert [goal.text for goal in preparation(store, kofi).goals] == [GOAL]
        await keys(pilot, "n")
        assert lines(pilot)[LINE] == " It is on the list of Kofi Mensah already; 3 goes there."
        await keys(pilot, "u")
        assert preparation(store, kofi).goals == ()
        await keys(pilot, "G", "space")
        assert [goal.text for goal in preparation(store, kofi).goals] == [GOAL]
        await keys(pilot, "enter")
        await until(pilot, "[3 Prepare]")


async def test_without_anybody_to_meet_enter_says_where_to_go(desk: Desk, held: Held) -> None:
    held(" ".join(f"Name{number}" for number in range(9)), said=("no",))
    held("Dana", said=("yes",), goal=" ".join(f"Why{number}" for number in range(30)), days=2)
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "[Answers]")
        await keys(pilot, "n")
        assert "No interview ahead to ask it in" in lines(pilot)[LINE]
        assert "Name8" in screen_text(pilot)
        await keys(pilot, "right", "k")
        for key, says in (("enter", "go to a row with a name"), ("space", "a row with a name")):
            await keys(pilot, key)
            assert says in lines(pilot)[LINE]


@pytest.mark.usefixtures("told")
async def test_enter_opens_the_interview_and_leads_back(desk: Desk) -> None:
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "[Answers]")
        await keys(pilot, "down", "enter")
        await until(pilot, "People › Tomás Herrera")
        await keys(pilot, "escape")
        shown = await until(pilot, "[Answers]")
        assert "› ○  Tomás Herrera" in shown


@pytest.mark.usefixtures("told")
async def test_a_topic_is_chosen_by_its_words(desk: Desk) -> None:
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "[Answers]")
        await keys(pilot, "f")
        shown = await until(pilot, "people who answered")
        assert "›      2  Is a degree needed?" in shown
        assert "       3  Did the paper matter?" in shown
        await type_text(pilot, "paper")
        assert "degree" not in screen_text(pilot)
        await keys(pilot, "enter")
        await until(pilot, "Question: Did the paper matter?")
        await keys(pilot, "f", "enter", "g", "down")
        assert "›      1  How long?" in screen_text(pilot)
        await keys(pilot, "enter")
        await until(pilot, "Goal: How long?")
        await keys(pilot, "f", "x", "x", "enter")
        await until(pilot, "None has all of: xx")
        await keys(pilot, "escape")
        await until(pilot, "Goal: How long?")


@pytest.mark.usefixtures("told")
async def test_it_is_written_to_a_file_and_shown_plain(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "degree.md"
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "[Answers]")
        await keys(pilot, "w")
        assert "is-a-degree-needed.md" in lines(pilot)[LINE]
        await keys(pilot, "ctrl+u")
        await type_text(pilot, str(path))
        await keys(pilot, "enter")
        await until(pilot, "The page is degree.md in")
        await keys(pilot, "v")
        await until(pilot, "## Dana Okafor")
        await keys(pilot, "escape")
        await until(pilot, "[Answers]")
    assert path.read_text(encoding="utf-8").startswith(f"# {GOAL}\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_long_words_of_a_topic_stand_below_the_heading(desk: Desk, held: Held) -> None:
    words = " ".join(f"Why{number}" for number in range(40))
    held("Dana", said=("no",), goal=words)
    async with open_app(desk, OPEN, size=(60, 20)) as pilot:
        shown = await until(pilot, "Why39")
        assert shown.splitlines()[HEAD].startswith("Goal · 1 person answered ─")


async def test_who_asks_without_goals_sees_questions(desk: Desk, held: Held, store: Store) -> None:
    held("Dana", said=("no",))
    with store.write():
        store.db.execute("update goals set deleted_at=created_at")
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "Question: Did the paper matter?")
