from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine

WANTS = "if museum work pays a rent"


@pytest.fixture
def asked(shell: Any, now: datetime) -> Iterator[Any]:
    with time_machine.travel(now.timestamp(), tick=False):
        added = shell("requests", "add", "Zofia Nowak", *WANTS.split(), "--channel", "by e-mail")
        assert added == "1"
        yield shell


def test_a_request_is_listed_with_its_talk(asked: Any) -> None:
    (row,) = asked.json("requests", "list")
    assert row == {
        "id": 1,
        "interview_id": 1,
        "person": "Zofia Nowak",
        "person_id": 1,
        "body": WANTS,
        "channel": "by e-mail",
        "at": "2026-11-23T14:30:00+00:00",
        "answer": "open",
        "answered_at": None,
        "passed_to_id": None,
        "status": "asked",
        "starts_at": None,
        "agreed_minutes": 20,
    }
    assert "Zofia Nowak  if museum work pays a rent" in asked("requests", "list")
    (due,) = asked.json("today")
    assert (due["kind"], due["person"], due["interview_id"]) == ("request", "Zofia Nowak", 1)


def test_it_was_asked_some_days_ago(asked: Any) -> None:
    asked("requests", "add", "Ann Lee", "pay", "--asked", "2026-11-16")
    assert [row["at"] for row in asked.json("requests", "list")] == [
        "2026-11-16T12:00:00+00:00",
        "2026-11-23T14:30:00+00:00",
    ]


def test_an_answer_books_the_time(asked: Any) -> None:
    said = asked.run(
        *("requests", "answer", "zofia", "accepted", "--at", "wed 17:00", "--minutes", "15")
    )
    assert said.stdout == ""
    assert "Wed 25 Nov 2026, 17:00-17:15" in said.stderr
    (row,) = asked.json("requests", "list")
    assert (row["answer"], row["status"], row["agreed_minutes"]) == ("accepted", "booked", 15)
    assert row["starts_at"] == "2026-11-25T17:00:00+00:00"
    (talk,) = asked.json("interviews", "list")
    assert (talk["host"], talk["status"]) == (True, "booked")


def test_it_is_passed_on(asked: Any) -> None:
    asked("requests", "answer", "1", "passed-on", "--to", "Aroha Ngata")
    (row,) = asked.json("requests", "list")
    assert (row["answer"], row["status"], row["passed_to_id"]) == ("passed on", "cancelled", 2)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("answer", "zofia", "not-now", "--at", "fri"), "not-now has none"),
        (("answer", "zofia", "accepted", "--to", "Ann"), "passes nothing on"),
        (("answer", "dana", "accepted"), "There is no request 'dana'"),
        (("answer", "7", "accepted"), "There is no request '7'"),
        (("answer", "zofia", "accepted", "--minutes", "0"), "minutes"),
        (("add", "Ann", " "), "What do they want"),
        (("add", "Ann", "pay", "--asked", "tomorrow"), "still ahead"),
    ],
)
def test_what_makes_no_sense_is_refused(asked: Any, words: tuple[str, ...], why: str) -> None:
    assert why in asked.refused("requests", *words)
    (row,) = asked.json("requests", "list")
    assert row["answer"] == "open"


def test_which_of_two_is_asked(asked: Any) -> None:
    asked("requests", "add", "Zofia Nowak", "a second talk")
    said = asked.refused("requests", "answer", "zofia", "accepted")
    assert "could be 2 requests" in said
    assert "1  Zofia Nowak" in said
    asked("requests", "answer", "1", "not-now")
    # The open one is meant.
    asked("requests", "answer", "zofia", "accepted")
    assert [row["answer"] for row in asked.json("requests", "list")] == ["not now", "accepted"]


def test_no_request_says_how_they_come(shell: Any) -> None:
    result = shell.run("requests", "list")
    assert result.stdout == ""
    assert "infoview requests add" in result.stderr
