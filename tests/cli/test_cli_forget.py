from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def known(shell: Any) -> Any:
    shell("people", "add", "Dana Okafor", "--organisation", "City Museum")
    shell("people", "add", "Mai Tran")
    shell("note", "--for", "Dana", "the flood")
    shell("note", "--for", "Mai", "Dana Okafor sent me")
    return shell


def test_forget_says_what_went_and_where_the_name_still_stands(known: Any, database: Path) -> None:
    known("backup")
    told = known.run("people", "forget", "dana", "--yes").stderr
    assert f"Dana Okafor is gone from {database}" in told
    assert "Backups without them now: 1." in told
    assert "The name still stands in the words of others: notes 2." in told
    assert [row["name"] for row in known.json("people", "list")] == ["Mai Tran"]
    assert b"City Museum" not in database.read_bytes()
    assert "Nobody is called 'dana'" in known.refused("people", "forget", "dana", "--yes")


def test_forget_wants_a_word_and_an_unambiguous_name(known: Any) -> None:
    assert "or --yes" in known.refused("people", "forget", "dana")
    many = known.refused("people", "forget", "a", "--yes")
    assert many.splitlines() == [
        "'a' could be 2 people; give an id:",
        "1  Dana Okafor",
        "2  Mai Tran",
    ]
    assert len(known.json("people", "list")) == 2


def test_words_that_wait_outside_come_in_first(known: Any, database: Path) -> None:
    waiting = database.with_name(f"{database.name}.emergency-1")
    waiting.write_text("{}\n", encoding="utf-8")
    assert str(waiting) in known.refused("people", "forget", "dana", "--yes")
    assert len(known.json("people", "list")) == 2
