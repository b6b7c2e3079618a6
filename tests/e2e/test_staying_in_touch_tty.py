"""Advice given, tried and told, and something to give: months after the meeting, at a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from somebody import User, shell


@pytest.mark.timeout(90)
def test_news_of_advice_goes_out_and_a_thing_is_given(database: Path) -> None:
    shell(database, "people", "add", "Priya Raman", "--tag", "paper", "--tier", "A")
    shell(database, "note", "+read the lending standard", "--for", "priya")
    with User(database) as user:
        user.sees("Nothing is due")
        user.presses("6")
        user.sees(r"\[Whose turn\] · 0 of 1")
        user.sees(r"to try +Priya Raman +read the lending standard")
        user.presses("enter")
        user.sees("Find something to give first: n puts a link on the shelf")
        user.types("nhttps://example.org/paper Paper day\r")
        user.sees("On the shelf, fits Priya.  s sends it")
        user.types("k ")
        user.sees("Trying: read the lending standard.  u undo")
        user.types(" ")
        user.sees("What came of it")
        user.types("clearer now\r")
        user.sees("What came of it is kept; o tells Priya Raman")
        user.types("o")
        user.sees("Check-in with news of their advice to Priya Raman")
        user.presses("ctrl+o")
        user.sees("s sent")
        user.presses("s")
        user.sees("s again")
        user.presses_again("s")
        user.sees("Marked as sent: now, by e-mail")
        user.types("6")
        user.sees(r"done, told +Priya Raman")
        user.types("kk\r")
        user.sees("Something for you to Priya Raman")
        user.presses("escape", "escape")
        user.types("6")
        user.sees("1 thing on the shelf")
        user.leaves()
    (advice,) = shell(database, "advice", "list", "--json")
    assert (advice["state"], advice["result"]) == ("done", "clearer now")
    assert advice["reported_at"]
    (row,) = shell(database, "people", "list", "--json")
    assert row["turn"] == "coming"
