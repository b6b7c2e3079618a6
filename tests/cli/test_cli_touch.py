"""Rhythm, advice, the shelf and what was given, from the shell."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from infoview_tui.storage.store import Store


@pytest.fixture
def dana(shell: Any) -> Any:
    shell("people", "add", "Dana Okafor", "--tag", "archives", "--tier", "a")
    shell("people", "log", "dana", "spoke")
    return shell


def test_the_rhythm_of_a_person(dana: Any) -> None:
    (row,) = dana.json("people", "list")
    assert (row["tier"], row["rhythm_days"], row["turn"]) == ("A", 60, "coming")
    assert datetime.fromisoformat(row["next_contact"]) > datetime.fromisoformat(
        row["last_contact"][:10]
    )
    dana("people", "edit", "dana", "--cadence", "45")
    (row,) = dana.json("people", "list")
    assert (row["tier"], row["rhythm_days"], row["cadence_days"]) == (None, 45, 45)
    dana("people", "edit", "dana", "--tier", "C", "--pause")
    (row,) = dana.json("people", "list")
    assert (row["tier"], row["turn"], row["next_contact"]) == ("C", "paused", None)
    assert dana.json("people", "show", "dana")["turn"] == "paused"
    dana("people", "edit", "dana", "--resume")
    assert dana.json("people", "list")[0]["turn"] == "coming"
    dana("people", "edit", "dana", "--cadence", "0")
    assert dana.json("people", "list")[0]["turn"] == "off"


def test_one_of_both_is_the_rhythm(dana: Any) -> None:
    refused = dana.run("people", "edit", "dana", "--tier", "A", "--cadence", "9", code=2)
    assert "Give --cadence or --tier" in refused.stderr
    dana.run("people", "add", "Kofi", "--tier", "D", code=2)


def test_the_tiers_are_a_setting(dana: Any, home: Any) -> None:
    file = home / "config.toml"
    file.write_text("tier_a = 10\n")
    (row,) = dana.json("--config", str(file), "people", "list")
    assert row["rhythm_days"] == 10
    file.write_text("tier_a = 0\n")
    assert "tier_a is a number from 1 to 3660" in dana.refused(
        "--config", str(file), "people", "list"
    )


def test_advice_and_what_came_of_it(dana: Any) -> None:
    assert dana.json("advice", "list") == []
    dana("note", "--for", "dana", "+learn the forms")
    (row,) = dana.json("advice", "list")
    assert (row["state"], row["person"], row["body"]) == (
        "to try",
        "Dana Okafor",
        "learn the forms",
    )
    told = dana.run("advice", "set", "1", "done", "--result", "clearer now").stderr
    assert told == "Done: learn the forms\n"
    (row,) = dana.json("advice", "list")
    assert (row["state"], row["result"], row["reported_at"]) == ("done", "clearer now", None)
    assert row["moved_at"] is not None
    dana("advice", "set", "1", "not-for-me")
    assert "not for me" in dana("advice", "list")
    assert "one of to-try" in dana.run("advice", "set", "1", "maybe", code=2).stderr
    assert "no advice 7" in dana.refused("advice", "set", "7", "done")


def test_the_shelf_and_what_was_given(dana: Any, store: Store, now: datetime) -> None:
    added = dana.run("shelf", "add", "Archive", "blog", "https://example.org/a", "for: anyone")
    assert (added.stdout, added.stderr) == ("1\n", "It fits Dana Okafor.\n")
    (row,) = dana.json("shelf", "list")
    assert (row["title"], row["link"], row["about"]) == (
        "Archive blog",
        "https://example.org/a",
        "anyone",
    )
    assert row["fits"] == [{"person": "Dana Okafor", "person_id": 1, "interest": "archives"}]
    assert dana("gives", "list") == ""
    with store.write():
        store.gives.add(now, person_id=1, at=now, body="Archive blog", shelf_id=1)
    (gift,) = dana.json("gives", "list")
    assert (gift["person"], gift["body"], gift["shelf_id"]) == ("Dana Okafor", "Archive blog", 1)
    assert dana.json("shelf", "list")[0]["on_shelf"] is False
    assert "given to Dana Okafor" in dana("shelf", "list")
    dana("shelf", "remove", "1")
    assert dana.json("shelf", "list") == []
    assert len(dana.json("gives", "list")) == 1
    assert "needs a link or a title" in dana.refused("shelf", "add", "for: Dana")
