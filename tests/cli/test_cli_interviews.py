from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine

from infoview_tui.storage.store import Store

KEYS = [
    *("id", "person", "person_id", "people", "host", "mode", "status", "starts_at"),
    *("agreed_minutes", "started_at", "ended_at", "used_seconds", "extension_minutes"),
    "overrun_seconds",
]


@pytest.fixture
def booked(shell: Any, now: datetime) -> Iterator[Any]:
    with time_machine.travel(now.timestamp(), tick=False):
        shell("people", "add", "Dana Okafor")
        shell("people", "add", "Mai Tran")
        shell("interviews", "add", "dana", "--at", "tomorrow 14:00", "--minutes", "30")
        yield shell


def test_add_echoes_the_date_and_prints_the_id_alone(booked: Any) -> None:
    result = booked.run(
        *("interviews", "add", "dana", "mai", "--at", "2026-12-01 15:00", "--host"),
        *("--mode", "video", "--place", "https://x.example/-5"),
    )
    assert result.stdout == "2\n"
    assert result.stderr == "Tue 1 Dec 2026, 15:00-15:20 Europe/Lisbon, in 8 days\n"
    row = booked.json("interviews", "list")[1]
    assert row["people"] == [{"id": 1, "name": "Dana Okafor"}, {"id": 2, "name": "Mai Tran"}]
    assert (row["host"], row["mode"]) == (True, "video")
    assert booked.json("interviews", "show", "2")["place"] == "https://x.example/-5"


def test_list_as_json(booked: Any) -> None:
    (row,) = booked.json("interviews", "list")
    assert list(row) == KEYS
    assert row["starts_at"] == "2026-11-24T14:00:00+00:00"
    assert (row["status"], row["agreed_minutes"], row["used_seconds"]) == ("booked", 30, 0)
    assert (row["person"], row["person_id"], row["started_at"]) == ("Dana Okafor", 1, None)


def test_an_overlap_is_told_and_not_refused(booked: Any) -> None:
    result = booked.run("interviews", "add", "mai", "--at", "tomorrow 14:15")
    assert "overlaps with interview 1 with Dana Okafor" in result.stderr


def test_edit(booked: Any) -> None:
    result = booked.run("interviews", "edit", "dana", "--at", "fri 9:00", "--minutes", "15")
    assert "Fri 27 Nov 2026, 09:00-09:15 Europe/Lisbon" in result.stderr
    (row,) = booked.json("interviews", "list")
    assert (row["starts_at"], row["agreed_minutes"]) == ("2026-11-27T09:00:00+00:00", 15)
    booked("interviews", "edit", "1", "--host", "--mode", "in-person")
    (row,) = booked.json("interviews", "list")
    assert (row["host"], row["mode"]) == (True, "in-person")
    booked.run("interviews", "edit", "1", code=2)


def test_cancel(booked: Any) -> None:
    booked("interviews", "cancel", "dana")
    assert booked.json("interviews", "list")[0]["status"] == "cancelled"


@pytest.mark.parametrize(
    "words",
    [
        ("--at", "never"),
        ("--at", "tomorrow"),
        ("--at", ""),
        ("--at", "fri 9:00", "--minutes", "0"),
        ("--at", "fri 9:00", "--minutes", "9" * 30),
    ],
)
def test_refused(booked: Any, words: tuple[str, ...]) -> None:
    booked.refused("interviews", "add", "dana", *words)
    assert len(booked.json("interviews", "list")) == 1


def test_wrong_usage(booked: Any) -> None:
    booked.run("interviews", "add", "dana", code=2)
    booked.run("interviews", "add", "--at", "fri 9:00", code=2)
    booked.run("interviews", "add", "dana", "--at", "fri 9:00", "--mode", "fax", code=2)


def test_questions(booked: Any) -> None:
    assert booked("questions", "add", "dana", "How", "did you", "come", "-here?") == "1"
    assert booked("questions", "add", "1", "Who else?", "--backup") == "2"
    core, backup = booked.json("questions", "list", "dana")
    assert core == {
        "id": 1,
        "position": 1,
        "text": "How did you come -here?",
        "goal": None,
        "kind": "core",
        "state": "open",
        "note_ids": [],
    }
    assert (backup["kind"], backup["position"]) == ("backup", 2)
    assert "Who else?" in booked("questions", "list", "1")
    assert "1 core · 1 backup" in booked("interviews", "show", "dana")
    booked.refused("questions", "add", "7", "x")
    booked.refused("questions", "add", "1", " ")
    booked.run("questions", "add", "1", code=2)


def test_a_name_says_which_interview_was_taken(booked: Any) -> None:
    named = booked.run("questions", "list", "dana").stderr
    assert named.startswith("Interview 1 with Dana Okafor.")
    assert "Interview" not in booked.run("questions", "list", "1").stderr.splitlines()[0]


def test_a_new_time_books_again_what_was_called_off_or_missed(booked: Any, now: datetime) -> None:
    def status() -> str:
        return str(booked.json("interviews", "list")[0]["status"])

    assert "can be called off or moved" in booked.refused("interviews", "missed", "dana")
    booked("interviews", "cancel", "1")
    assert "was called off" in booked.refused("interviews", "missed", "1")
    result = booked.run("interviews", "edit", "1", "--at", "today 14:00")
    assert result.stderr.endswith("Changed interview 1 with Dana Okafor. It is booked again.\n")
    assert status() == "booked"
    result = booked.run("interviews", "missed", "dana")
    assert result.stdout == ""
    assert result.stderr.endswith("Did not come: interview 1 with Dana Okafor.\n")
    assert status() == "missed"
    booked("interviews", "edit", "1", "--minutes", "15")
    assert status() == "missed"
    booked("interviews", "edit", "1", "--at", "tomorrow 9:00")
    assert status() == "booked"


def test_what_was_held_is_neither_called_off_nor_missed(
    booked: Any, database: Path, now: datetime
) -> None:
    store = Store(database)
    store.interviews.change(now, 1, started_at=now, ended_at=now)
    store.close()
    for word in ("cancel", "missed"):
        assert "was held; it stays as it is" in booked.refused("interviews", word, "1")
    assert booked.json("interviews", "list")[0]["status"] == "ended"


def test_dress_and_payer_are_set_and_shown_with_what_is_ready(booked: Any) -> None:
    booked("interviews", "edit", "1", "--mode", "in-person", "--dress", "no rings")
    booked("interviews", "edit", "1", "--payer", "I pay")
    row = booked.json("interviews", "show", "1")
    assert (row["dress"], row["payer"]) == ("no rings", "I pay")
    assert [name for name, passed in row["ready"].items() if passed] == ["dress", "payer"]
    shown = booked("interviews", "show", "1")
    for line in ("dress      no rings", "pays       I pay", "ready      2/10"):
        assert line in shown
    booked(
        *("interviews", "add", "mai", "--at", "fri 9:00", "--mode", "in-person"),
        *("--dress", "a\ntie", "--payer", "they insist"),
    )
    second = booked.json("interviews", "show", "2")
    assert (second["dress"], second["payer"]) == ("a tie", "they insist")


def test_the_brief_is_plain_text(booked: Any) -> None:
    booked("people", "edit", "1", "--found", "her \x1b[2Jtalk")
    booked("questions", "add", "1", "Which door?")
    text = booked("interviews", "brief", "dana")
    assert text.startswith("Dana Okafor · phone\nin 23 h · 14:00-14:30\n\nSay first\n")
    assert "Found through her ␛[2Jtalk." in text
    assert "\n  1  Which door?\n" in text
    assert "To hand (ready 2/8)\n  [ ] number tested" in text
    assert "interview" in booked.refused("interviews", "brief", "7")
