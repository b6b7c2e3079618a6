from __future__ import annotations

import json
import os
import shlex
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from infoview_tui.cli.group import group

PAGE = 4096


def repaired(database: Path, *words: str) -> tuple[int, list[str], dict[str, str]]:
    """Run a repair: exit code, what it says it did, and the state of each check after it."""
    args = ["--database", str(database), "doctor", "--repair", "--json", *words]
    result = CliRunner().invoke(group, args)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "secret" not in result.output
    found = json.loads(result.stdout)
    done = [row["message"] for row in found if row["check"] == "repair"]
    return result.exit_code, done, {row["check"]: row["state"] for row in found}


@pytest.fixture
def sound(shell: Any) -> Path:
    shell("people", "add", "Dana")
    shell("note", "-", stdin="\n".join(f"a secret thing {n} {'x' * 300}" for n in range(60)))
    found: Path = shell.database
    return found


def zero(database: Path, table: str) -> None:
    with closing(sqlite3.connect(database)) as db:
        sql = "select rootpage from sqlite_master where name=?"
        (page,) = db.execute(sql, [table]).fetchone()
    data = bytearray(database.read_bytes())
    data[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)
    database.write_bytes(data)


def test_a_repair_says_each_thing_it_does_and_does_it_once(shell: Any, sound: Path) -> None:
    shell("backup")
    folder = sound.parent
    folder.chmod(0o755)
    sound.chmod(0o644)
    half = folder / "backups" / ".infoview-0123abcd.half"
    half.touch()
    waiting = folder / "infoview.db.emergency-7"
    line = {"at": "2026-11-01T10:00:00+00:00", "uid": "a1", "note": "from outside"}
    waiting.write_text(json.dumps({**line, "interview": None, "person": None, "item": None}))
    waiting.chmod(0o600)
    other = folder / "infoview.db.emergency-8"
    other.write_text("what is this")
    other.chmod(0o600)
    with closing(sqlite3.connect(sound, isolation_level=None)) as db:
        db.execute("pragma cache_size=1")
        db.execute("begin immediate")
        db.execute("update notes set body='half of a change'")
        left = sound.read_bytes(), sound.with_name("infoview.db-journal").read_bytes()
        db.execute("rollback")
    sound.write_bytes(left[0])
    sound.with_name("infoview.db-journal").write_bytes(left[1])
    sound.with_name("infoview.db-journal").chmod(0o600)
    code, done, states = repaired(sound)
    assert [words for words in done if str(other) not in words] == [
        f"Nobody else can get at {sound} any more.",
        f"Nobody else can get at {folder} any more.",
        f"{half}, a copy that was never finished, was removed.",
        f"A write that was cut off was taken back: {sound} is as it was before that write.",
        f"The words that waited in {waiting} are in the database now.",
    ]
    assert f"{other} is damaged; it was left as it is." in done
    assert (code, states["unsaved"]) == (1, "warn")
    assert other.exists()
    other.unlink()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    bodies = [note["body"] for note in shell.json("notes", "list")]
    assert len(bodies) == 61
    assert "from outside" in bodies
    assert "half of a change" not in bodies
    shell("backup")
    code, done, states = repaired(sound)
    assert (done, set(states.values())) == ([], {"ok"}), {
        k: v for k, v in states.items() if v != "ok"
    }


def test_a_damaged_database_is_saved_into_a_new_file_and_put_in_place_as_told(
    shell: Any, sound: Path
) -> None:
    backup = shell("backup")
    shell("note", "later")
    zero(sound, "notes")
    damaged = sound.read_bytes()
    code, done, states = repaired(sound)
    assert sound.read_bytes() == damaged
    assert (code, states["integrity"]) == (2, "bad")
    assert f"newest sound backup is {backup}, less than an hour old" in done[0]
    assert "61 of 61 notes, 1 of 1 people" in done[1]
    new = next(sound.parent.glob("infoview-salvaged-*.db"))
    assert "was salvaged before" in repaired(sound)[1][1]
    assert list(sound.parent.glob("infoview-salvaged-*.db")) == [new]
    told = shlex.split(done[1].split("`")[1])
    assert told[-2:] == ["restore", str(new)]
    shell(*told[1:], "--yes")
    assert len(shell.json("notes", "list")) == 61
    assert [file.read_bytes() for file in sound.parent.glob("*.damaged-*")] == [damaged]


def test_a_repair_leaves_what_is_not_ours(shell: Any, sound: Path, home: Path) -> None:
    theirs, text = home / "theirs.db", home / "text.db"
    with closing(sqlite3.connect(theirs)) as db:
        db.execute("create table t (x)")
    text.write_text("my letters " * 400)
    missing = home / "none.db"
    os.utime(text, (0, 0))
    before = {path: path.read_bytes() for path in (theirs, text)}
    for path in (theirs, text, missing):
        repaired(path)
    assert {path: path.read_bytes() for path in (theirs, text)} == before
    assert not missing.exists()
    assert not list(home.glob("*salvaged*"))
    shell("note", "-", stdin="more")
    with closing(sqlite3.connect(sound)) as db:
        db.execute("pragma user_version=99")
    assert repaired(sound)[2]["schema"] == "bad"
    assert not list(sound.parent.glob("*salvaged*"))
