from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any


def test_backup_prints_where_it_is(shell: Any, home: Path) -> None:
    assert "nothing to back up" in shell.refused("backup")
    assert not shell.database.exists()
    shell("note", "kept")
    made = Path(shell("backup"))
    assert made.parent == shell.database.parent / "backups"
    mine = home / "mine.db"
    assert shell("backup", str(mine)) == str(mine)
    assert "already" in shell.refused("backup", str(mine))
    assert shell("backup", str(home)).startswith(f"{home}/infoview-")
    assert "no folder" in shell.refused("backup", str(home / "none" / "x.db"))
    with closing(sqlite3.connect(mine)) as db:
        assert db.execute("select body from notes").fetchall() == [("kept",)]


def test_restore_puts_back_and_says_what_and_where(shell: Any) -> None:
    shell("note", "kept")
    made = shell("backup")
    shell("note", "later")
    result = shell.run("restore", made, "--yes")
    said = result.stderr.splitlines()
    assert said[0] == (
        f"{made} was put back into {shell.database}: people 0, interviews 0, notes 1, letters 0."
    )
    safety = said[1].removeprefix("What was there before is in ").removesuffix(".")
    assert len(said) == 2
    assert "later" not in shell("notes", "list")
    shell("restore", safety, "--yes")
    assert "later" in shell("notes", "list")


def test_restore_wants_a_terminal_or_yes(shell: Any) -> None:
    shell("note", "kept")
    made = shell("backup")
    assert "--yes" in shell.refused("restore", made)
    assert "not there" in shell.refused("restore", "none.db", "--yes")
    assert "the database itself" in shell.refused("restore", str(shell.database), "--yes")


def test_restore_in_a_meeting_wants_yes(shell: Any) -> None:
    shell("people", "add", "Dana")
    made = shell("backup")
    shell("interviews", "add", "Dana", "--at", "+1h")
    with closing(sqlite3.connect(shell.database)) as db:
        db.execute("update interviews set started_at = strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')")
        db.commit()
    assert "A meeting with Dana is running" in shell.refused("restore", made)
    shell("restore", made, "--yes")
    assert shell.json("interviews", "list") == []
