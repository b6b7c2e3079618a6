"""Two people answered one goal: marked, put on the next list, and taken along as a file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from somebody import User, shell

from infoview_tui.domain.preparation import ItemState
from infoview_tui.services.meeting import end, start
from infoview_tui.services.notes import capture
from infoview_tui.services.prepare import add_goal, add_question, change_item
from infoview_tui.storage.store import Store


@pytest.mark.timeout(60)
def test_what_two_people_said_is_compared_and_asked_of_a_third(
    database: Path, store: Store, tmp_path: Path
) -> None:
    now = datetime.now(UTC)
    for name, said in (("Dana Okafor", "! a certificate counts more"), ("Priya Raman", "yes")):
        shell(database, "people", "add", name)
        talk = int(shell(database, "interviews", "add", name, "--at", "in 10 min"))
        item = add_question(
            store, now, talk, "Did it matter?", goal_id=add_goal(store, now, talk, "A degree?")
        )
        start(store, now, talk)
        capture(store, now, said, interview_id=talk, item_id=item, zone=ZoneInfo("UTC"))
        change_item(store, now, item, state=ItemState.ASKED)
        end(store, now + timedelta(seconds=1), talk, ZoneInfo("UTC"))
    shell(database, "people", "add", "Kofi Mensah")
    shell(database, "interviews", "add", "kofi", "--at", "tomorrow 14:30")
    file = tmp_path / "degree.md"
    with User(database) as user:
        user.sees("Today")
        user.types("7")
        user.sees("Answers")
        user.types("]")
        user.sees(r"\[Answers\]")
        user.sees(r"Goal: A degree\? · 2 of 3 people answered")
        user.types(" ")
        user.sees("1 yes  2 no  3 depends")
        user.types("2")
        user.sees("u undo")
        user.types(" ")
        user.sees("1 yes  2 no  3 depends")
        user.types("1")
        user.sees("no 1 · yes 1, in your own marks|yes 1 · no 1, in your own marks")
        user.types("n")
        user.sees("On the list of Kofi Mensah, tomorrow 14:30")
        user.types("e")
        user.sees("In one line")
        user.types("It depends on the house.\r")
        user.sees("Kept your line")
        user.types("w")
        user.sees("a-degree.md")
        user.presses("ctrl+u")
        user.types(f"{file}\r")
        user.sees("The page is degree.md in")
        user.leaves()
    text = file.read_text(encoding="utf-8")
    assert "- key point: a certificate counts more" in text
    assert "In one line: It depends on the house." in text
    [goal] = shell(database, "answers", "degree", "--json")
    assert sorted(goal["marks"]) == ["no", "yes"]
    assert [each["listed"] for each in goal["not_asked"]] == [True]
