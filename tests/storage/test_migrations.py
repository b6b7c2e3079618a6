from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlite_utils import Database

from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.preparation import Item
from infoview_tui.errors import NewerDatabaseError, StorageError
from infoview_tui.services.example import load_example
from infoview_tui.storage.database import connect
from infoview_tui.storage.migrations import migrations
from infoview_tui.storage.migrations.making import table
from infoview_tui.storage.schema import APPLICATION_ID, MIGRATIONS
from infoview_tui.storage.schema import NEWEST as OURS
from infoview_tui.storage.store import Store

ROOT = Path(__file__).parents[2]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def refused(path: Path, error: type[StorageError] = StorageError) -> str:
    before = path.read_bytes(), path.stat().st_mtime_ns
    folder = sorted(path.parent.iterdir())
    with pytest.raises(error) as caught:
        connect(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert sorted(path.parent.iterdir()) == folder
    assert str(path) in str(caught.value)
    return str(caught.value)


def foreign(path: Path, *statements: str) -> Path:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return path


def test_the_steps_are_known_by_name_without_being_read() -> None:
    assert tuple(step.name for step in migrations._migrations) == MIGRATIONS


def test_a_new_database_is_private(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        path = tmp_path / "a" / "infoview" / "infoview.db"
        db = connect(path)
        db.execute("begin immediate")
        db.execute("update revision set number=2")
        journal = path.with_name(f"{path.name}-journal")
        assert (mode(path.parent), mode(path), mode(journal)) == (0o700, 0o600, 0o600)
        db.rollback()
        db.close()
    finally:
        os.umask(before)


def test_the_database_is_marked_as_ours_and_opens_again(tmp_path: Path) -> None:
    path = tmp_path / "infoview.db"
    connect(path).close()
    content = path.read_bytes()
    db = connect(path)
    assert db.execute("pragma application_id").fetchone() == (APPLICATION_ID,)
    assert db.execute("pragma user_version").fetchone() == (OURS,)
    assert db.execute("pragma integrity_check").fetchone() == ("ok",)
    db.close()
    assert path.read_bytes() == content


def test_an_empty_file_is_a_new_database(tmp_path: Path) -> None:
    path = tmp_path / "infoview.db"
    path.touch()
    path.with_name("infoview-2026-11-01.db").write_bytes(b"a backup")
    store = Store(path)
    assert store.people.where() == ()
    store.close()


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_a_database_of_another_program_is_left_alone(tmp_path: Path, journal: str) -> None:
    path = foreign(
        tmp_path / "other.db",
        f"pragma journal_mode={journal}",
        "create table t (a)",
        "insert into t values (1)",
    )
    assert "not a database of infoview" in refused(path)


def test_an_empty_database_marked_by_another_program_is_left_alone(tmp_path: Path) -> None:
    path = foreign(tmp_path / "other.db", "pragma application_id=7")
    assert "not a database of infoview" in refused(path)


@pytest.mark.parametrize("text", [b"x", b"my notes\n" * 500, b"\0" * 4096])
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(text)
    assert "not a database" in refused(path)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="is a folder"):
        connect(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_dangling_link_is_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "infoview.db"
    path.symlink_to(tmp_path / "victim")
    with pytest.raises(StorageError, match=r"cannot be opened|is a link to"):
        connect(path)
    assert not (tmp_path / "victim").exists()


def test_a_newer_schema_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "infoview.db"
    connect(path).close()
    foreign(path, f"pragma user_version={OURS + 1}")
    told = refused(path, NewerDatabaseError)
    assert f"schema {OURS + 1}, this one knows {OURS}" in told


def test_an_unknown_migration_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "infoview.db"
    connect(path).close()
    foreign(
        path,
        "insert into _sqlite_migrations (migration_set, name, applied_at)"
        " values ('infoview', 'm999_later', '2027-01-01')",
    )
    assert "newer infoview" in refused(path, NewerDatabaseError)


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_read_only_database_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    path = tmp_path / "infoview.db"
    connect(path).close()
    protected = path if what == "file" else tmp_path
    if os.geteuid() == 0:
        # Root may write anywhere, so only the answer of the system is changed.
        real = os.access
        monkeypatch.setattr(os, "access", lambda p, m: Path(p) != protected and real(p, m))
        assert "read-only" in refused(path)
        return
    usual = mode(protected)
    protected.chmod(0o500)
    try:
        assert "read-only" in refused(path)
    finally:
        protected.chmod(usual)


SCHEMA = "select type, name, tbl_name from sqlite_master order by 1, 2"
VALUES: dict[str, dict[str, Any]] = {
    "checklist": {"kind": "backup", "state": "partly"},
    "goals": {"state": "answered"},
    "interviews": {"mode": "video", "zone": "Asia/Kathmandu"},
    "letters": {"kind": "thanks"},
    "notes": {"kind": "quote"},
    "advice": {"state": "to try"},
    "promises": {"side": "mine", "due": "2026-11-26"},
}


def first_schema(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Make the database that the first version left, with a row in every table."""
    db = Database(path, execute_plugins=False)
    migrations.apply(db, stop_before="m002_meeting")
    db.execute("pragma user_version=1")
    names = [name for name in db.table_names() if not name.startswith("_")]
    for name in names:
        table = db.table(name)
        refers = {str(key.column) for key in table.foreign_keys}
        row: dict[str, Any] = {}
        for column in table.columns:
            if column.name in refers or column.type == "INTEGER":
                row[column.name] = 1
            elif column.name in ("at", "until") or column.name.endswith("_at"):
                row[column.name] = "2026-11-23T14:00:00.000+00:00"
            else:
                row[column.name] = f"{name} {column.name}"
        row |= {"deleted_at": None} if "deleted_at" in row else {}
        table.insert(row | VALUES.get(name, {}), replace=True)
    kept = {name: list(db.table(name).rows) for name in names}
    assert all(len(rows) == 1 for rows in kept.values())
    db.conn.commit()
    db.close()
    return kept


def test_the_first_schema_is_brought_up_to_date_with_all_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "infoview.db"
    kept = first_schema(path)
    store = Store(path)
    for name, rows in kept.items():
        (now,) = store.db.table(name).rows
        assert {column: now[column] for column in rows[0]} == rows[0]
        assert all(now[column] is None for column in now if column not in rows[0])
    # What is new is as it would be for a row that was made today.
    (talk,), (item,) = store.interviews.where(), store.interviews.checklist.where()
    new: list[tuple[Interview | Item, type, set[str]]] = [
        (talk, Interview, {"late_seconds", "phases", "current_since", "boot_id", "boot_at"}),
        (talk, Interview, {"missed_at"}),
        (item, Item, {"spent_seconds"}),
    ]
    for row, kind, names in new:
        defaults = {field.name: field.default for field in fields(kind)}
        assert {name: getattr(row, name) for name in names} == {n: defaults[n] for n in names}
    assert (talk.mode, talk.zone, item.state, item.text) == (
        *("video", "Asia/Kathmandu", "partly", "checklist text"),
    )
    assert store.notes.where()[0].body == "notes body"
    assert store.promises.where()[0].person == "people name"
    assert store.db.execute("pragma foreign_key_check").fetchall() == []
    assert store.db.execute("pragma integrity_check").fetchone() == ("ok",)
    store.close()


def test_an_old_database_ends_up_like_a_new_one(tmp_path: Path) -> None:
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    first_schema(old)
    one, two = connect(old), connect(new)
    assert one.execute(SCHEMA).fetchall() == two.execute(SCHEMA).fetchall()
    for name in two.table_names():
        assert one.table(name).columns == two.table(name).columns
    assert one.execute("pragma user_version").fetchone() == (OURS,)
    one.close()
    two.close()


def test_every_row_that_two_windows_can_change_says_where_it_was_written(
    tmp_path: Path, store: Store, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A table of a later schema, made as all are.
    table(store.db, "trips", {"body": str}, need=set())
    versioned = [n for n in store.db.table_names() if "version" in store.db.table(n).columns_dict]
    assert {"people", "settings", "snoozes", "trips"} <= set(versioned)
    for name in versioned:
        assert "written_on" in store.db.table(name).columns_dict, name
    monkeypatch.setattr("infoview_tui.storage.table.terminal", lambda: "pts/3")
    load_example(store, now, ZoneInfo("Europe/Lisbon"))
    with store.write():
        store.snooze(now, "inbox:1", now)
    filled = {name for name in versioned if store.db.table(name).count}
    assert len(filled) > len(versioned) - 9
    for name in filled:
        assert {row["written_on"] for row in store.db.table(name).rows} == {"pts/3"}, name
    monkeypatch.setattr("infoview_tui.storage.table.terminal", lambda: "pts/4")
    with store.write():
        store.snooze(now, "inbox:1", now)
        store.people.change(now, 1, role="curator")
    for name, id in (("snoozes", 1), ("people", 1)):
        assert store.db.table(name).get(id)["written_on"] == "pts/4"


def test_an_update_that_fails_leaves_the_old_database_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "infoview.db"
    kept = first_schema(path)
    monkeypatch.setattr(
        migrations._migrations[1], "fn", lambda db: (db.execute("drop table snoozes"), 1 / 0)
    )
    with pytest.raises(ZeroDivisionError):
        connect(path)
    monkeypatch.undo()
    db = Database(path, execute_plugins=False)
    assert {name: list(db.table(name).rows) for name in kept} == kept
    assert db.execute("pragma user_version").fetchone() == (1,)
    db.close()
    Store(path).close()


def test_four_processes_make_the_database_at_once(tmp_path: Path) -> None:
    path = tmp_path / "new" / "infoview.db"
    script = (
        "import sys\nfrom pathlib import Path\nfrom infoview_tui.storage.store import Store\n"
        "print('ready', flush=True)\nsys.stdin.readline()\n"
        "store = Store(Path(sys.argv[1]))\nprint(len(store.db.table_names()))\nstore.close()\n"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for _ in range(4)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    answers = {process.communicate(timeout=30)[0] for process in processes}
    assert [process.returncode for process in processes] == [0, 0, 0, 0]
    assert len(answers) == 1
    db = connect(path)
    assert db.execute("select count(*) from _sqlite_migrations").fetchone() == (OURS,)
    db.close()
