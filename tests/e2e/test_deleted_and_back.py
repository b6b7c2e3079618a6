from __future__ import annotations

from datetime import datetime
from pathlib import Path

from somebody import User, shell

from infoview_tui.services.people import add_person
from infoview_tui.storage.store import Store


def test_somebody_moves_on_is_deleted_and_comes_back_after_a_restart(
    database: Path, store: Store, now: datetime
) -> None:
    add_person(store, now, name="Dana Okafor", role="curator", organisation="City Museum")
    with User(database) as user:
        user.sees("Today")
        user.presses("2", "enter", "e", "down", "ctrl+u")
        user.types("director")
        user.presses("ctrl+o")
        user.sees("1 moved on  2 corrected")
        user.presses("1")
        user.sees(r"(?s)director, City Museum.*was +curator, City Museum, until")
        user.presses("d")
        user.sees(r"Deleted Dana Okafor\.  u undo; later T in People, the trash")
        user.leaves()
    with User(database) as user:
        user.sees("Today")
        user.presses("2")
        user.sees("New person")
        user.presses("escape")
        user.sees("n new")
        user.presses("T")
        user.sees("person +Dana Okafor +1 row")
        user.presses("D", "k", "enter")
        user.sees(r"Back: Dana Okafor\.  u undo")
        user.leaves()
    assert [row["name"] for row in shell(database, "people", "list", "--json")] == ["Dana Okafor"]
