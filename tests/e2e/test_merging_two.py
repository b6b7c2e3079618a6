"""Somebody who is in twice: warned of, merged on one page, and taken apart another day."""

from __future__ import annotations

from pathlib import Path

import pytest
from somebody import User, shell


@pytest.mark.timeout(60)
def test_somebody_who_is_in_twice_becomes_one_and_two_again(database: Path) -> None:
    shell(database, "people", "add", "Hana Sato", "--role", "conservator")
    with User(database) as user:
        user.sees("Due")
        user.presses("2", "n")
        user.types("hana sato, conservator, Volta House, hana@volta.example\r")
        user.sees("Hana Sato, conservator is here already")
        user.presses_again("enter")
        user.sees("People › hana sato")
        user.types("l")
        user.types("met at the fair\r")
        user.sees("Logged with hana sato")
        user.types("M")
        user.sees("Merge hana sato with +Hana Sato, conservator")
        user.presses("enter")
        user.sees("What belongs to them")
        user.types("s")
        user.sees("Hana Sato stays now")
        user.presses("enter")
        user.sees("enter again merges")
        user.presses_again("enter")
        user.sees("hana sato is part of Hana Sato now")
        user.sees("met at the fair")
        user.leaves()
    (hana,) = shell(database, "people", "list", "--json")
    assert (hana["name"], hana["role"]) == ("Hana Sato", "conservator")
    assert (hana["organisation"], hana["email"]) == ("Volta House", "hana@volta.example")
    with User(database) as user:
        user.sees("Due")
        user.types("2M")
        user.sees("Merged with hana sato on")
        user.types("1")
        user.sees("hana sato is an entry of its own again")
        user.leaves()
    assert len(shell(database, "people", "list", "--json")) == 2
