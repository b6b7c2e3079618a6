"""Several people at once, with real keys: marked, tagged, logged, filtered, undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from somebody import User, shell


@pytest.mark.timeout(90)
def test_a_fair_with_two_people_and_a_filter_for_them(database: Path) -> None:
    shell(database, "me", "--name", "Wren Castillo")
    for name in ("Aroha Ngata", "Dana Okafor", "Kofi Mensah"):
        shell(database, "people", "add", name)
    with User(database) as user:
        user.sees("Today")
        user.presses("2")
        user.sees("People · 3")
        user.types("mm")
        user.sees("2 marked")
        user.types("tfair\r")
        user.sees("2 people: fair")
        user.types("lyesterday: met at the fair")
        user.sees("yesterday")
        user.types("\r")
        user.sees("Logged with 2 people")
        user.presses("escape")
        user.sees("People · 3, by next step ─")
        user.types("ftag:fair sort:-name save:fair\r")
        user.sees("People · 2 of 3, by name, backwards")
        user.types("g>")
        user.sees("Dana Okafor: in touch -> host, by hand")
        user.types("u")
        user.sees("Undone: the stage of Dana Okafor")
    found = shell(database, "people", "list", "--json", "--filter", ":fair last:<7")
    assert [row["name"] for row in found] == ["Dana Okafor", "Aroha Ngata"]
    assert shell(database, "people", "filters", "--json")[0]["name"] == "fair"
