"""Saving what a damaged database still has: into a new file beside it, the old one only read."""

from __future__ import annotations

import contextlib
import fcntl
import itertools
import os
import shutil
import sqlite3
import time
from collections.abc import Container, Mapping
from contextlib import closing
from dataclasses import field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from infoview_tui.errors import StorageError
from infoview_tui.storage.backup import stem_of
from infoview_tui.storage.connection import PATIENCE_SECONDS, open_file, reason
from infoview_tui.storage.copying import half_file, put, sync_folder, verify
from infoview_tui.storage.database import bring_up_to_date
from infoview_tui.storage.kinds import is_right, stand_in
from infoview_tui.storage.opened import opened
from infoview_tui.storage.pages import Pages, Record, rows_of
from infoview_tui.storage.shapes import TIME, Column, Shape, shapes_of
from infoview_tui.storage.soundness import beside, counts, has_words, quoted
from infoview_tui.storage.table import new_uid
from infoview_tui.values import dataclass

_SCHEMA_KINDS = ("table", "index", "view", "trigger")
# Where SQLite locks for reading and writing.
_SHARED_FIRST, _SHARED_SIZE = 0x40000002, 510


@dataclass
class Salvaged:
    """What came out of it: rows by table, of how many at least, and rows with damaged text.

    `cut` is set where the end of the file is missing, so that nobody knows how many there were.
    """

    path: Path
    rows: dict[str, int] = field(default_factory=dict)
    of: dict[str, int] = field(default_factory=dict)
    torn: int = 0
    cut: bool = False


def salvage(database: Path, now: datetime) -> Salvaged | None:
    """Write all rows that can be read into a new database beside; None where there are none.

    Nothing about the damaged one is changed. Rows that refer to lost ones lose the reference, and
    where they cannot be without it, get a person or interview called `(lost 12)`. This process must
    not have the database open: reading the file ends its locks.

    Raises:
        StorageError: it cannot be read, or the new file not be written.

    """
    try:
        with half_file(database.parent, stem_of(database)) as (half, handle):
            pages = Pages(_content(database, half, handle))
            os.ftruncate(handle, 0)
            found = _fill(half, pages, database)
            if found is None:
                return None
            os.fsync(handle)
            found.path = _named(half, database, now)
            return found
    except (sqlite3.Error, OSError) as error:
        why = reason(error)
        raise StorageError(
            f"{database} was not salvaged: {why}. Nothing was changed.", why
        ) from error


def _content(database: Path, half: Path, handle: int) -> bytes:
    """Return the bytes of a database as they are after a write that was cut off is taken back."""
    with database.open("rb") as source:
        _lock(source.fileno())
        journals = [s for s in ("-journal", "-wal") if has_words(beside(database, s))]
        if not journals:
            return source.read()
        # SQLite takes it back in a copy of both, so that nothing of the old one is touched.
        with open(handle, "wb", closefd=False) as out:
            shutil.copyfileobj(source, out)
        for suffix in journals:
            _copy_privately(beside(database, suffix), beside(half, suffix))
    try:
        with contextlib.suppress(sqlite3.Error), closing(open_file(half)) as db:
            db.execute("pragma writable_schema=on")
            db.execute("pragma journal_mode=delete").fetchall()
            db.execute("select count(*) from sqlite_master").fetchall()
        return half.read_bytes()
    finally:
        for suffix in ("-journal", "-wal", "-shm"):
            beside(half, suffix).unlink(missing_ok=True)


def _copy_privately(source: Path, target: Path) -> None:
    handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW, 0o600)
    with source.open("rb") as read, os.fdopen(handle, "wb") as out:
        shutil.copyfileobj(read, out)


def _lock(handle: int) -> None:
    # As SQLite does it to read; closing the file ends it.
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            fcntl.lockf(handle, fcntl.LOCK_SH | fcntl.LOCK_NB, _SHARED_SIZE, _SHARED_FIRST)
            return
        except OSError as error:
            if time.monotonic() > end:
                raise StorageError(
                    "Another program holds the database; close it first.",
                    "another program holds the database",
                ) from error
        time.sleep(0.05)


def _fill(half: Path, pages: Pages, database: Path) -> Salvaged | None:
    found = _schema(pages)
    with closing(open_file(half)) as connection:
        connection.execute("pragma journal_mode=memory")
        db = opened(connection)
        with db.atomic():
            bring_up_to_date(db)
        shapes = shapes_of(connection)
        # In a file that was never packed, the tables are where they are in a new one.
        roots = {n: _root(connection, n) for n in shapes} | {
            n: r for n, (r, _) in found.items() if n in shapes
        }
        taken = _take(pages, shapes, roots, found)
        # Known for their pages, which are nobody else's; a new database has its own.
        taken = {
            n: records for n, records in taken.items() if not n.startswith("_") and n != "revision"
        }
        if not any(taken.values()):
            return None
        told = Salvaged(database, cut=pages.cut)
        for name, records in taken.items():
            _insert(connection, name, shapes[name], records)
            told.torn += sum(not record.whole for record in records)
        # Never the number of a window that is still open.
        connection.execute("update revision set number = number + 1")
        _mend_references(connection, shapes)
        connection.commit()
        connection.execute("pragma journal_mode=delete")
        rows = counts(connection)
    verify(half, rows, database)
    for name in taken:
        indexes = [root for root, table in found.values() if table == name]
        told.rows[name] = rows[name]
        entries = max((pages.entries(root) for root in indexes), default=0)
        told.of[name] = max(rows[name], len({record.id for record in taken[name]}), entries)
    return told


def _schema(pages: Pages) -> dict[str, tuple[int, str]]:
    """Return root and table of all tables and indexes that the schema still names."""

    def fits(record: Record) -> bool:
        values = record.values
        return len(values) == 5 and values[0] in _SCHEMA_KINDS and isinstance(values[3], int)

    tree = pages.tree(1, fits)
    leaves = [n for n in pages.leaves() if n not in tree.leaves and pages.holds(n, fits)]
    found: dict[str, tuple[int, str]] = {}
    for record in rows_of(pages, [*tree.leaves, *(leaves if tree.broken else ())], fits):
        kind, name, table, root, _ = record.values
        # Of an index only what refers to a table, so that the names do not meet.
        if isinstance(root, int) and root > 1 and kind in ("table", "index"):
            found[str(name)] = root, str(table) if kind == "index" else ""
    return found


def _root(db: sqlite3.Connection, name: str) -> int:
    sql = "select rootpage from sqlite_master where name=?"
    return int(db.execute(sql, [name]).fetchone()[0])


def _take(
    pages: Pages, shapes: Mapping[str, Shape], roots: Mapping[str, int], sure: Container[str]
) -> dict[str, list[Record]]:
    """Return the rows of each table: those under its root, and those that lost their way to it.

    Of the tables that are not `sure`, the root is guessed.
    """
    trees = {
        name: pages.tree(roots[name], shape.fits if name in sure else shape.surely_fits)
        for name, shape in shapes.items()
    }
    leaves = {name: list(tree.leaves) for name, tree in trees.items()}
    claimed = set(itertools.chain.from_iterable(leaves.values()))
    broken = [name for name, tree in trees.items() if tree.broken]
    for number in pages.leaves():
        if number in claimed or not any(True for _ in pages.rows(number)):
            continue
        likely = [name for name in broken if pages.holds(number, shapes[name].surely_fits)]
        if len(likely) == 1:
            leaves[likely[0]].append(number)
    return {
        name: list(rows_of(pages, numbers, shapes[name].fits)) for name, numbers in leaves.items()
    }


def _insert(db: sqlite3.Connection, name: str, shape: Shape, records: list[Record]) -> None:
    for record in records:
        values: list[Any] = [record.id, *record.values[1:]]
        for place, column in enumerate(shape.columns[: len(values)]):
            values[place] = _right(name, column, values[place], record)
        columns = ", ".join(quoted(c.name) for c in shape.columns[: len(values)])
        marks = ", ".join("?" * len(values))
        db.execute(
            # Of two rows with one id or name the one in its proper place comes first.
            f"insert or ignore into {quoted(name)} ({columns}) values ({marks})",
            values,
        )


def _right(table: str, column: Column, value: Any, record: Record) -> Any:
    """Return a value that the app can read: what is no such time or word gives way to one."""
    if not isinstance(value, str):
        return value
    if column.is_time and not _is_time(value):
        return _any_time(record) if column.needed else None
    if not is_right(table, column.name, value):
        return stand_in(table, column.name) if column.needed else None
    return value.replace("\0", "")


def _is_time(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _any_time(record: Record) -> str:
    texts = (value for value in record.values if isinstance(value, str))
    found = next((t for t in texts if TIME.match(t) and _is_time(t)), None)
    return found or datetime(2000, 1, 1, tzinfo=UTC).isoformat(timespec="milliseconds")


def _mend_references(db: sqlite3.Connection, shapes: Mapping[str, Shape]) -> None:
    for table, row, parent, key in db.execute("pragma foreign_key_check").fetchall():
        keys = db.execute(f"pragma foreign_key_list({quoted(table)})").fetchall()
        column = next(k[3] for k in keys if k[0] == key)
        where = f"from {quoted(table)} where id=?"
        lost = db.execute(f"select {quoted(column)} {where}", [row]).fetchone()
        if lost is None:
            continue
        by_name = {c.name: c for c in shapes[table].columns}
        if not by_name[column].needed:
            db.execute(f"update {quoted(table)} set {quoted(column)}=null where id=?", [row])
        elif shapes[table].has_words:
            _stand_in(db, parent, shapes[parent], lost[0])
        else:
            db.execute(f"delete {where}", [row])
    # What stands in refers to nothing that could be lost, unless it must.
    if db.execute("pragma foreign_key_check").fetchone() is not None:
        _mend_references(db, shapes)


def _stand_in(db: sqlite3.Connection, name: str, shape: Shape, id: int) -> None:
    values: dict[str, Any] = {"id": id, "uid": new_uid(), "version": 1}
    for column in shape.columns:
        if column.needed and column.name not in values:
            values[column.name] = f"(lost {id})" if column.type == "TEXT" else 1
    columns = ", ".join(map(quoted, values))
    marks = ", ".join("?" * len(values))
    db.execute(
        f"insert or ignore into {quoted(name)} ({columns}) values ({marks})", [*values.values()]
    )


def _named(half: Path, database: Path, now: datetime) -> Path:
    at = now.astimezone(UTC)
    while True:
        target = database.with_name(f"{stem_of(database)}-salvaged-{at:%Y%m%dT%H%M%SZ}.db")
        try:
            put(half, target)
        except FileExistsError:
            at += timedelta(seconds=1)
        else:
            sync_folder(target.parent)
            return target
