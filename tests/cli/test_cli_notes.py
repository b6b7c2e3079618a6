from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from infoview_tui.services.on_the_spot import meet_now
from infoview_tui.storage.store import Store


@pytest.fixture
def running(database: Path, now: datetime, zone: ZoneInfo) -> int:
    store = Store(database)
    begun = now - timedelta(seconds=90)
    met = meet_now(store, begun, zone, "Dana Okafor")
    store.close()
    return met.interview_id


@pytest.mark.parametrize(
    ("words", "kind", "body"),
    [
        (("plain", "words"), "note", "plain words"),
        (("-5", "euros"), "note", "-5 euros"),
        (("- a bullet",), "note", "- a bullet"),
        (("--for-sale", "sign"), "note", "--for-sale sign"),
        (("-", "dash", "first"), "note", "- dash first"),
        (("--", "--for"), "note", "--for"),
        (("! half the job",), "key_point", "half the job"),
        (('"', "quoted"), "quote", "quoted"),
        ((">send the list",), "my_promise", "send the list"),
        (("[/] [@click=app.quit]x[/]",), "note", "[/] [@click=app.quit]x[/]"),
        (("bad \udcff byte",), "note", "bad \ufffd byte"),
    ],
)
def test_note(shell: Any, words: tuple[str, ...], kind: str, body: str) -> None:
    assert shell("note", *words) == "1"
    (note,) = shell.json("notes", "list")
    assert (note["kind"], note["body"]) == (kind, body)


def test_without_a_meeting_it_goes_to_the_inbox(shell: Any) -> None:
    assert shell.run("note", "x").stderr == "Saved to the inbox.\n"
    (note,) = shell.json("notes", "list")
    assert list(note) == [
        *("id", "interview_id", "person_id", "question_id", "kind", "body", "at"),
        "offset_seconds",
    ]
    assert (note["interview_id"], note["person_id"], note["offset_seconds"]) == (None, None, None)


def test_into_the_running_meeting(shell: Any, running: int, now: datetime) -> None:
    with time_machine.travel(now.timestamp(), tick=False):
        assert "running meeting with Dana" in shell.run("note", "x").stderr
        assert "running meeting with Dana" in shell.run("note", "y", "--for", "dana").stderr
        first, second = shell.json("notes", "list", "--interview", "dana")
        asked = shell.json("questions", "list", str(running))[0]
    assert first["interview_id"] == second["interview_id"] == running
    assert (first["offset_seconds"], first["at"]) == (90, "2026-11-23T14:30:00+00:00")
    assert first["question_id"] == asked["id"]
    assert asked["note_ids"] == [first["id"], second["id"]]


def test_for_a_person(shell: Any) -> None:
    shell("people", "add", "Dana Okafor")
    shell("people", "add", "Dana Brown")
    assert "Saved to Dana Brown" in shell.run("note", "x", "--for", "brown").stderr
    assert "could be 2 people" in shell.refused("note", "x", "--for", "dana")
    assert len(shell.json("notes", "list", "--person", "brown")) == 1
    assert shell.json("notes", "list", "--person", "1") == []


def test_standard_input_is_a_note_a_line(shell: Any) -> None:
    result = shell.run("note", "-", stdin=b"one\n\n  \n! two\r\nbad \xff byte\nlast")
    assert result.stdout == "1\n2\n3\n4\n"
    assert result.stderr == "Saved to the inbox: 4.\n"
    bodies = [note["body"] for note in shell.json("notes", "list")]
    assert bodies == ["one", "two", "bad \ufffd byte", "last"]


def test_standard_input_that_is_refused(shell: Any) -> None:
    shell.refused("note", "-", stdin="\n")
    result = shell.run("note", "-", stdin="good\n" + "x" * 20_000 + "\nlater\n", code=1)
    assert result.stdout == "1\n"
    assert result.stderr.startswith("Line 2: ")
    assert "not saved" in result.stderr


def test_refused_and_wrong(shell: Any) -> None:
    shell.refused("note", "")
    shell.refused("note", " ", "\t")
    shell.run("note", code=2)


def test_edit_and_delete(shell: Any) -> None:
    shell("people", "add", "Dana")
    shell("note", ">send it", "--for", "dana")
    assert shell.json("promises", "list")[0]["body"] == "send it"
    shell("notes", "edit", "1", "> send", "the list", "-today-")
    assert shell.json("notes", "list")[0]["body"] == "send the list -today-"
    assert shell.json("promises", "list")[0]["body"] == "send the list -today-"
    shell("notes", "delete", "1")
    assert shell.json("notes", "list") == shell.json("promises", "list") == []
    shell.refused("notes", "delete", "1")
    shell.refused("notes", "edit", "1", "x")
    shell.run("notes", "edit", "one", "x", code=2)
    shell.run("notes", "delete", "9" * 30, code=2)


def test_a_listing_holds_no_control_characters(shell: Any) -> None:
    hostile = "a\x1b]0;x\x07 \x9b2J \u202eb\x7f"
    shell("note", hostile)
    for words in (("notes", "list"), ("notes", "list", "--json")):
        text = shell(*words)
        assert not set("\x1b\x07\x9b\u202e\x7f") & set(text)
    assert shell.json("notes", "list")[0]["body"] == hostile


def test_columns_line_up_under_wide_characters(shell: Any) -> None:
    shell("people", "add", "山田", "--role", "r")
    shell("people", "add", "e\u0301te", "--role", "r")
    narrow, wide = shell("people", "list").splitlines()
    assert wide.split("r")[0] == "1  山田  "
    assert narrow.split("r")[0] == "2  e\u0301te   "
