from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
import time_machine

from infoview_tui.services.example import load_example
from infoview_tui.storage.store import Store


@pytest.fixture
def practice(shell: Any, store: Store, now: datetime, zone: Any) -> Any:
    load_example(store, now, zone)
    return shell


def test_goals_are_listed_with_whom_they_were_asked_and_what_was_said(
    practice: Any, now: datetime
) -> None:
    with time_machine.travel(now, tick=False):
        rows = {row["goal"]: row for row in practice.json("goals", "list")}
        degree = rows["Is a degree needed"]
        asked_of = [asked["who"] for asked in degree["asked"]]
        assert asked_of[0] == "Dana Okafor"
        assert asked_of[-2:] == ["Léa Fournier", "Priya Raman"]
        said = [note["body"] for asked in degree["asked"] for note in asked["answers"]]
        assert said and all(isinstance(body, str) for body in said)
        still_open = practice("goals", "list", "--open").splitlines()
        assert len(still_open) == sum(row["state"] != "answered" for row in rows.values())
        assert not any(line.startswith("answered") for line in still_open)


def test_no_goals_is_said(shell: Any) -> None:
    assert shell.run("goals", "list").stderr == "No goal was asked of anybody yet.\n"
    assert shell.json("goals", "list") == []
