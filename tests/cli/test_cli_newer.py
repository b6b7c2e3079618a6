from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from infoview_tui.storage.schema import NEWEST as OURS


def test_what_a_newer_infoview_wrote_is_listed_and_not_changed(shell: Any, database: Path) -> None:
    shell("people", "add", "Dana Okafor")
    shell("note", "the loan form")
    with closing(sqlite3.connect(database)) as db:
        db.execute(f"pragma user_version={OURS + 2}")
    before = database.read_bytes()
    listed = shell.run("people", "list")
    assert "Dana Okafor" in listed.stdout
    assert f"schema {OURS + 2}, this one knows {OURS}" in listed.stderr
    assert [note["body"] for note in shell.json("notes", "list")] == ["the loan form"]
    assert shell.json("today")
    for words in (("note", "more"), ("people", "edit", "dana", "--role", "x")):
        assert "Upgrade infoview to write in it." in shell.refused(*words)
    assert database.read_bytes() == before
