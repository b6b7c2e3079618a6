from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def deleted(shell: Any) -> Any:
    shell("people", "add", "Dana Okafor")
    shell("note", "--for", "Dana", "the flood")
    shell("note", "--for", "Dana", "the roof")
    shell("notes", "delete", "1")
    return shell


def test_nothing_was_deleted(shell: Any) -> None:
    assert shell.json("trash", "list") == []
    told = shell.run("trash", "list")
    assert (told.stdout, told.stderr) == ("", "Nothing was deleted.\n")
    assert shell.run("trash", "empty", "--yes").stderr == "The trash is empty.\n"


def test_list_and_restore(deleted: Any) -> None:
    (row,) = deleted.json("trash", "list")
    assert row["deleted_at"]
    del row["deleted_at"]
    assert row == {
        "id": "notes:1",
        "kind": "note",
        "text": "the flood",
        "person": "Dana Okafor",
        "person_id": 1,
        "at": None,
        "rows": 0,
        "merged_into": None,
    }
    listed = deleted("trash", "list")
    assert "notes:1" in listed and "the flood  Dana Okafor" in listed
    told = deleted.run("trash", "restore", "notes:1")
    assert (told.stdout, told.stderr) == ("notes:1\n", 'Brought back the note "the flood".\n')
    assert [note["body"] for note in deleted.json("notes", "list")] == ["the flood", "the roof"]


@pytest.mark.parametrize("id", ["1", "notes", "notes:x", "notes:" + "9" * 40, ":1"])
def test_an_id_that_is_none(deleted: Any, id: str) -> None:
    assert "`trash list` shows" in deleted.refused("trash", "restore", id)


def test_emptying_wants_a_word_or_yes(deleted: Any) -> None:
    assert "or --yes" in deleted.refused("trash", "empty")
    assert len(deleted.json("trash", "list")) == 1
    assert deleted.run("trash", "empty", "--yes").stderr == "Removed 1 row for good.\n"
    assert deleted.json("trash", "list") == []
    assert [note["body"] for note in deleted.json("notes", "list")] == ["the roof"]
