from __future__ import annotations

import json
import stat
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from infoview_tui.domain.preparation import ItemState
from infoview_tui.services.interviews import book
from infoview_tui.services.meeting import end, start
from infoview_tui.services.notes import capture
from infoview_tui.services.people import add_person
from infoview_tui.services.prepare import add_goal, add_question, change_item
from infoview_tui.storage.store import Store


@pytest.fixture(autouse=True)
def told(store: Store, now: datetime, zone: Any) -> None:
    for days, (who, said, goal) in enumerate(
        (
            ("Dana", "! no, a certificate", "Is a degree needed?"),
            ("Kofi", "yes", "is a degree needed"),
            ("Mai", "three years", "How long?"),
        )
    ):
        at = now - timedelta(days=days)
        talk = book(store, at, [add_person(store, at, name=who)], starts_at=at, zone="UTC")
        item = add_question(store, at, talk, "Why?", goal_id=add_goal(store, at, talk, goal))
        start(store, at, talk)
        capture(store, at, said, interview_id=talk, item_id=item, zone=zone)
        change_item(store, at, item, state=ItemState.ASKED)
        end(store, at + timedelta(minutes=20), talk, zone)


def test_the_topics_are_listed_and_one_of_them_is_told(shell: Any) -> None:
    assert shell("answers") == "2  Is a degree needed?\n1  How long?"
    assert shell("answers", "--questions") == "3  Why?"
    told = shell.run("answers", "degree")
    assert told.stdout == "-  Dana  no, a certificate\n-  Kofi  yes\n"
    assert "goal: Is a degree needed?" in told.stderr


def test_a_mark_and_a_line_are_written_and_told_for_scripts(shell: Any) -> None:
    shell("answers", "degree", "--mark", "dana", "no", "--line", "Rather not.")
    told = shell.run("answers", "degree")
    assert told.stdout.startswith("no  Dana  no, a certificate\n-   Kofi")
    assert "no 1, in your own marks; 1 without one" in told.stderr
    assert "in one line: Rather not." in told.stderr
    [degree, _long] = shell.json("answers")
    assert degree["marks"] == {"no": 1} and degree["line"] == "Rather not."
    assert [a["mark"] for a in degree["answers"]] == ["no", ""]
    (talk,) = degree["answers"][0]["interviews"]
    assert talk["state"] == "answered"
    assert [(s["kind"], s["body"]) for s in talk["said"]] == [("key_point", "no, a certificate")]
    shell("answers", "degree", "--mark", "dana", "", "--line", "")
    [degree] = json.loads(shell("answers", "degree", "--json"))
    assert (degree["marks"], degree["line"]) == ({}, "")


def test_markdown_is_printed_or_written(shell: Any, tmp_path: Path) -> None:
    text = shell.run("answers", "how", "long", "--markdown").stdout
    assert text.startswith("# How long?\n\nA goal: 1 person answered.\n")
    path = tmp_path / "long.md"
    shell("answers", "long", "--output", str(path))
    assert path.read_text(encoding="utf-8") == text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_cannot_be_is_said(shell: Any) -> None:
    assert "Nobody was asked 'boat'" in shell.refused("answers", "boat")
    every = shell.run("answers", "--markdown").stdout
    assert every.count("\n# ") + every.startswith("# ") == len(shell.json("answers"))
    shell.run("answers", "degree", "--json", "--markdown", code=2)
    assert "a word or two" in shell.refused("answers", "degree", "--mark", "dana", "x" * 50)


def test_two_topics_are_named(shell: Any, store: Store) -> None:
    with store.write():
        store.db.execute("update goals set text='How long a degree?' where text='How long?'")
    told = shell.refused("answers", "degree")
    assert "goal: How long a degree?" in told and "goal: Is a degree needed?" in told
