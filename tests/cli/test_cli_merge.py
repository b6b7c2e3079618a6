from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def two(shell: Any) -> Any:
    shell("people", "add", "Dana Okafor", "--email", "dana@new.example", "--tag", "museum")
    shell("people", "add", "D. Okafor", "--email", "dana@old.example", "--phone", "12")
    shell("note", "--for", "2", "the flood")
    return shell


def test_adding_the_same_warns_and_prints_the_id_alone(two: Any) -> None:
    told = two.run("people", "add", "dana okafor", "--role", "curator")
    assert told.stdout == "3\n"
    assert told.stderr == (
        "Dana Okafor is here already; `infoview people merge 1 3` makes them one.\n"
    )
    assert "here already" in two.run("people", "edit", "2", "--email", "DANA@new.example").stderr
    assert "here already" not in two.run("people", "edit", "2", "--phone", "13").stderr


def test_who_looks_the_same_is_listed(two: Any) -> None:
    assert two.run("people", "duplicates").stderr == "No two look the same.\n"
    assert two.json("people", "duplicates") == []
    two("people", "add", "dana  okafor", "--organisation", "City Museum")
    (pair,) = two.json("people", "duplicates")
    assert (pair["first"]["id"], pair["second"]["id"]) == (1, 3)
    assert pair["second"]["organisation"] == "City Museum"
    assert "Dana Okafor" in two("people", "duplicates")


def test_merging_says_what_it_did_and_how_it_is_undone(two: Any) -> None:
    shown = two("people", "merge", "1", "2", "--dry-run")
    assert "dana@old.example  to a note" in shown
    assert len(two.json("people", "list")) == 2
    assert "or --yes" in two.run("people", "merge", "1", "2", code=1).stderr
    told = two.run("people", "merge", "dana", "2", "--yes")
    assert told.stdout == ""
    assert told.stderr.splitlines() == [
        "D. Okafor (2) is part of Dana Okafor (1) now.",
        "`infoview people unmerge 1` takes them apart.",
    ]
    (left,) = two.json("people", "list")
    assert (left["name"], left["phone"]) == ("Dana Okafor", "12")
    texts = [event["text"] for event in two.json("people", "show", "1")["timeline"]]
    assert sorted(texts) == ["Merged: was D. Okafor, dana@old.example", "the flood"]
    told = two.run("people", "unmerge", "dana")
    assert told.stderr == "D. Okafor (2) is an entry of its own again.\n"
    assert len(two.json("people", "list")) == 2
    assert "Nothing was merged into that person." in two.refused("people", "unmerge", "dana")
    assert "two are needed" in two.refused("people", "merge", "1", "1", "--yes")


def test_who_was_merged_is_forgotten_with_the_one_they_are_part_of(two: Any) -> None:
    two("people", "merge", "1", "2", "--yes")
    told = two.run("people", "forget", "2", "--yes").stderr
    assert "Dana Okafor is gone" in told
    assert two.json("people", "list") == []
