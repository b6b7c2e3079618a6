from __future__ import annotations

from typing import Any


def test_details_are_shown_and_changed_one_by_one(shell: Any) -> None:
    assert shell.json("me") == {"name": "", "line": "", "phone": "", "exploring": ""}
    shell("me", "--name", " Wren\nCastillo ", "--phone", "+351")
    assert shell("me", "--line", "a baker").splitlines()[:2] == [
        "Your name         Wren Castillo",
        "Who you are       a baker",
    ]
    shell("me", "--phone", "")
    assert shell.json("me") == {
        "name": "Wren Castillo",
        "line": "a baker",
        "phone": "",
        "exploring": "",
    }
