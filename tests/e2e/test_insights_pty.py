"""From a person who named another to the tree, the thanks and the figures, in a real terminal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from somebody import User, shell

from infoview_tui.services.people import add_person
from infoview_tui.storage.store import Store


@pytest.mark.timeout(60)
def test_who_led_to_whom_and_what_came_of_asking(database: Path, tmp_path: Path) -> None:
    then = datetime.now(UTC) - timedelta(days=3)
    store = Store(database)
    priya = add_person(store, then, name="Priya Raman")
    add_person(store, then, name="Dana Okafor", introducer_id=priya)
    store.close()
    shell(database, "interviews", "add", "dana", "--at", "2 hours ago")
    shell(database, "interviews", "held", "dana", "--minutes", "8")
    file = tmp_path / "tree.dot"
    with User(database) as user:
        user.sees("Today")
        user.presses("7")
        user.sees(r"Other meetings +1")
        user.presses("[")
        user.sees("Priya thanked for it: not yet")
        user.presses("j")
        user.sees("Priya Raman would like to hear of it")
        user.presses("w", "ctrl+u")
        user.sees("Tree to")
        user.types(f"{file}\r")
        user.sees("The tree is tree.dot in")
        user.presses("o")
        user.sees("I met Dana Okafor, thanks to you")
        user.presses("ctrl+o")
        user.sees("s sent  e edit")
        user.leaves()
    assert file.read_text(encoding="utf-8").count(" -> ") == 1
    found = {row["figure"]: row for row in shell(database, "insights", "--json")}
    assert found["meetings_a_month"]["count"] == 1
    [dana] = [r for r in shell(database, "introductions", "--json") if r["depth"]]
    assert (dana["person"], dana["met"], dana["thanked"]) == ("Dana Okafor", True, False)
