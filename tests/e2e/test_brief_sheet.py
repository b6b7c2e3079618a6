"""The ten minutes before a visit: the brief, what is to hand, and the sheet on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from somebody import User, shell


@pytest.mark.timeout(60)
def test_the_brief_of_a_visit_is_ticked_and_taken_along_on_paper(
    database: Path, tmp_path: Path
) -> None:
    shell(database, "people", "add", "Hana Sato", "--role", "conservator")
    shell(database, "note", "> send her the list", "--for", "hana")
    shell(
        *(database, "interviews", "add", "hana", "--at", "in 10 min", "--mode", "in-person"),
        *("--place", "paper studio", "--payer", "I pay"),
    )
    file = tmp_path / "hana.txt"
    with User(database) as user:
        user.sees(r"Hana Sato +in person")
        user.presses("g", "enter")
        user.sees("Say first")
        user.sees("in (9|10) min")
        user.sees("Bill: I pay")
        user.sees("space takes the set Exploring a field")
        user.presses("space")
        user.sees("Questions · 5 core, 2 backup")
        user.presses("space")
        user.sees("✓ notepad, two pens")
        user.presses("w", "ctrl+u")
        user.sees("Sheet to")
        user.types(f"{file}\r")
        user.sees("The sheet is hana.txt in")
        user.presses("v")
        user.sees("3 opening, 13 questions, 4 closing")
        user.presses("pagedown")
        user.sees(r"\[x\] notepad, two pens")
        user.presses("escape")
        user.sees("w paper sheet")
        user.leaves()
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 60
    assert "Hana Sato\nconservator\n" in text
    assert "I owe     send her the list" in text
    assert text.count("____") > 10
    [question, *_] = shell(database, "questions", "list", "1", "--json")
    assert question["text"] in text.replace("\n    ", " ")
