"""A meeting prepared from nothing, with real keys: goal, bank, own question, fact, cards, brief."""

from __future__ import annotations

from pathlib import Path

import pytest
from somebody import User, shell


@pytest.mark.timeout(90)
def test_from_a_first_goal_to_the_brief(database: Path, tmp_path: Path) -> None:
    shell(database, "me", "--name", "Wren Castillo")
    shell(database, "people", "add", "Kofi Mensah", "--organisation", "Volta House")
    shell(database, "interviews", "add", "kofi", "--at", "tomorrow 14:30")
    with User(database) as user:
        user.sees("Today")
        user.presses("3")
        user.sees("What do you want to know when you hang up")
        user.types("How people get in\r\r")
        user.sees(r"\[Bank for goal 1\]")
        user.presses("space", "space")
        user.sees("My questions · 2 core")
        # The second is found out without asking.
        user.presses("shift+tab", "G", "x")
        user.sees("Fact")
        user.types("two of six came from shipping\rtheir site\r")
        user.sees("Crossed off, and the fact is kept")
        user.presses("8")
        user.sees(r"next: Kofi Mensah")
        user.presses("n")
        user.sees("Question")
        user.types("G3 Who decides when a loan is refused? -> know whom to ask\r")
        user.sees("Who decides when a loan")
        user.presses("space")
        user.sees("✓ own")
        user.presses("4")
        user.sees("What about you fits this field")
        user.presses("escape")
        user.sees("space turn")
        user.presses("g", "e")
        user.sees("past, present, next: what I did")
        user.types("I keep registers. Next I want to learn how loans are decided.\r")
        user.sees("back")
        user.presses("r")
        user.sees("Rehearsal")
        user.sees("00:03")
        user.presses("space")
        user.sees("1 shaky  2 fair  3 sure")
        user.presses("3")
        user.sees("This run")
        user.presses("q", "3", "B")
        brief = user.sees(r"(?s)Say first.*\+ 13 \+.*\? keys")
        assert "two of six came from shipping" in brief
        assert "Who decides when a loan is refused?" in brief
        assert "How people get in" in brief
        file = tmp_path / "sheet.txt"
        user.presses("w")
        user.sees("Sheet to")
        user.presses("ctrl+u")
        user.types(f"{file}\r")
        user.sees("The sheet is sheet.txt")
        user.leaves()
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 60
    questions = shell(database, "questions", "list", "kofi", "--json")
    assert [question["state"] for question in questions] == ["open", "known", "open"]
    (own,) = shell(database, "bank", "list", "--filter", "own", "--json")
    assert own["text"] == "Who decides when a loan is refused?"
