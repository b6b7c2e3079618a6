"""What a repair asks, and what it may do in place, since it changes no row."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from infoview_tui.storage.connection import open_file
from infoview_tui.storage.copying import open_live
from infoview_tui.storage.kinds import faulty_values
from infoview_tui.storage.soundness import (
    Kind,
    beside,
    damage,
    has_words,
    in_wal_mode,
    kind_of,
    lost_references,
    quoted,
    read_only,
    tells_damage,
    unreadable_texts,
)

_HELD_SECONDS = 1.0
INDEX_FAULT = re.compile(
    r"row \d+ missing from index |wrong # of entries in index |non-unique entry in index "
)
"""What SQLite's check says of an index alone; the rows are sound."""


def is_broken(path: Path) -> bool:
    """Whether rows or words of a database are damaged; its indexes are not asked about."""
    try:
        with closing(read_only(path)) as db:
            if damage(db) or lost_references(db):
                return True
            return any(unreadable_texts(db)) or any(faulty_values(db))
    except UnicodeDecodeError:
        # What SQLite says of the damage cannot be read itself.
        return True
    except sqlite3.Error as error:
        if not tells_damage(error):
            raise
        return True


def is_held(path: Path) -> bool:
    """Whether another program is writing, for a second and longer."""
    if kind_of(path) is not Kind.OURS or in_wal_mode(path) or has_words(beside(path, "-journal")):
        return False
    try:
        with closing(open_file(path, patience=_HELD_SECONDS)) as db:
            db.execute("begin immediate")
            db.rollback()
    except sqlite3.Error as error:
        return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
    except UnicodeDecodeError:
        # What it says of the damage cannot be read itself.
        pass
    return False


def finish_write(path: Path) -> str:
    """Open a database, such that a write that was cut off is taken back; says what was done."""
    cut_off, wal = has_words(beside(path, "-journal")), in_wal_mode(path)
    if not cut_off and not wal:
        return ""
    with closing(open_live(path)) as db:
        if wal:
            db.execute("pragma journal_mode=truncate").fetchall()
        db.execute("select count(*) from sqlite_master").fetchall()
    # Another window may just be writing.
    if has_words(beside(path, "-journal")):
        return ""
    done = "A write that was cut off was taken back" if cut_off else "It was taken out of WAL mode"
    return f"{done}: {path} is as it was before that write." if cut_off else f"{done}: {path}."


def build_indexes(path: Path) -> bool:
    """Build indexes and search tables anew where they alone are at fault; whether it helped."""
    with closing(open_live(path)) as db:
        db.execute("pragma secure_delete=on").fetchall()
        db.execute("begin immediate")
        try:
            found = [row[0] for row in db.execute("pragma integrity_check(1000)").fetchall()]
            indexes = found != ["ok"] and all(map(INDEX_FAULT.match, found))
            if indexes:
                db.execute("reindex")
            searches = list(search_faults(db))
            for name in searches:
                db.execute(f"insert into {quoted(name)}({quoted(name)}) values ('rebuild')")
            sound = db.execute("pragma integrity_check(1)").fetchone()[0] == "ok"
            if sound and (indexes or searches) and not list(search_faults(db)):
                db.commit()
                return True
        except sqlite3.DatabaseError as error:
            if not tells_damage(error) and not isinstance(error, sqlite3.IntegrityError):
                raise
        db.rollback()
    return False


def search_faults(db: sqlite3.Connection) -> Iterator[str]:
    """Yield the search tables (FTS5) that do not have what the rows have; this needs to write."""
    for name in search_tables(db):
        shown = quoted(name)
        try:
            db.execute(f"insert into {shown}({shown}, rank) values ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            if not tells_damage(error):
                raise
            yield name


def search_tables(db: sqlite3.Connection) -> list[str]:
    """Return the names of the search tables."""
    sql = "select name, sql from sqlite_master where type='table' order by name"
    return [
        _text(name)
        for name, made in db.execute(sql).fetchall()
        if re.search(r"(?i)\busing\s+fts5\b", _text(made or ""))
    ]


def search_faults_of(path: Path) -> tuple[str, ...]:
    """Return the search tables at fault, without a write to the database: of a copy in memory."""
    with closing(read_only(path)) as db:
        if not search_tables(db):
            return ()
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
            db.backup(copy)
            return tuple(search_faults(copy))


def _text(value: bytes | str) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
