"""Whether a file is a database of ours and sound: it is only read, in whatever state it is.

A file that this process has open as a database must not be asked for its `kind_of`: closing the
file would take the locks of SQLite with it. The commands ask before they open the database.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from enum import StrEnum
from pathlib import Path

from infoview_tui.storage.connection import (
    HEADER,
    first_page,
    key_of,
    looks_encrypted,
    open_file,
)
from infoview_tui.storage.schema import APPLICATION_ID, MIGRATIONS, NEWEST

_ROWS_SHOWN = 3


class Kind(StrEnum):
    """What there is under the name of a database."""

    MISSING = "missing"
    NO_FILE = "no file"
    EMPTY = "empty"
    NO_DATABASE = "no database"
    ENCRYPTED = "encrypted"
    FOREIGN = "foreign"
    NEWER = "newer"
    OURS = "ours"


def kind_of(path: Path) -> Kind:
    """Tell from its first bytes what a file is; of an encrypted one, if its key is known.

    Raises:
        OSError: it cannot be read.

    """
    try:
        status = path.stat()
    except NotADirectoryError:
        return Kind.NO_FILE
    except FileNotFoundError:
        return Kind.NO_FILE if path.is_symlink() else Kind.MISSING
    if not stat.S_ISREG(status.st_mode):
        return Kind.NO_FILE
    header = first_page(path)
    if not header:
        return Kind.EMPTY
    if looks_encrypted(path):
        return _kind_of_encrypted(path)
    if len(header) < 100 or not header.startswith(HEADER):
        return Kind.NO_DATABASE
    application, schema = header[68:72], header[60:64]
    return _kind(int.from_bytes(application, "big"), int.from_bytes(schema, "big"))


def _kind(application: int, schema: int) -> Kind:
    if application != APPLICATION_ID:
        return Kind.FOREIGN
    return Kind.NEWER if schema > NEWEST else Kind.OURS


def _kind_of_encrypted(path: Path) -> Kind:
    try:
        with closing(open_file(path, "ro")) as db:
            # Without the key it is noise to read.
            if not key_of(db):
                return Kind.ENCRYPTED
            return _kind(db.execute("pragma application_id").fetchone()[0], schema_of(db))
    except sqlite3.Error as error:
        # It has the key, and a write that was cut off, or somebody writes: ours, as far as is seen.
        return Kind.ENCRYPTED if tells_damage(error) else Kind.OURS


def open_elsewhere(path: Path) -> tuple[str, ...]:
    """Return the other processes that have a file open, as far as the system lets us see."""
    processes = Path("/proc")
    if not (processes / "self" / "fd").is_dir():
        return ()
    # Not `resolve`, which fails where links go in a circle.
    real, found = os.path.realpath(path), []
    for process in processes.iterdir():
        if not process.name.isdecimal() or int(process.name) == os.getpid():
            continue
        try:
            if any(str(handle.readlink()) == real for handle in (process / "fd").iterdir()):
                found.append(process.name)
        except OSError:
            # It ended meanwhile, or is somebody else's.
            continue
    return tuple(found)


def in_wal_mode(path: Path) -> bool:
    """Whether a database keeps its changes in a `-wal` file (we never make one so)."""
    page = first_page(path)
    return page.startswith(HEADER) and page[18:20] == b"\2\2"


def beside(path: Path, suffix: str) -> Path:
    """Return a file that SQLite keeps beside a database: `-journal`, `-wal` or `-shm`."""
    return path.with_name(path.name + suffix)


def has_words(path: Path) -> bool:
    """Whether a file is there and has something in it."""
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def read_only(path: Path) -> sqlite3.Connection:
    """Open a database of which nothing is changed, nor anything beside it."""
    still = in_wal_mode(path) and not has_words(beside(path, "-wal"))
    connection = open_file(path, "ro", immutable=still)
    # What is undecodable is to be counted, not stumbled over.
    connection.text_factory = bytes
    return connection


def tables(db: sqlite3.Connection) -> tuple[str, ...]:
    """Return the names of all tables that can be counted."""
    rows = db.execute("select name from sqlite_master where type='table' order by name").fetchall()
    return tuple(_text(row[0]) for row in rows)


def quoted(name: str) -> str:
    """Quote a name for SQL."""
    return '"' + name.replace('"', '""') + '"'


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def counts(db: sqlite3.Connection) -> dict[str, int]:
    """Return how many rows each table has."""
    return {
        name: int(db.execute(f"select count(*) from {quoted(name)}").fetchone()[0])
        for name in tables(db)
    }


def revision_of(path: Path) -> int:
    """Return how often something was saved in a database that others may have open."""
    with closing(open_file(path)) as db:
        return int(db.execute("select number from revision").fetchone()[0])


def schema_of(db: sqlite3.Connection) -> int:
    """Return the number of the schema."""
    return int(db.execute("pragma user_version").fetchone()[0])


def strange_migrations(db: sqlite3.Connection) -> tuple[str, ...]:
    """Return the migrations that a newer infoview made."""
    if "_sqlite_migrations" not in tables(db):
        return ()
    sql = "select name from _sqlite_migrations where migration_set='infoview'"
    rows = db.execute(sql).fetchall()
    return tuple(name for (row,) in rows if (name := _text(row)) not in MIGRATIONS)


def damage(db: sqlite3.Connection) -> tuple[str, ...]:
    """Return what is wrong with the structure of a database, in SQLite's words; () for sound.

    None of the words of the user is in them.
    """
    try:
        found = [_text(row[0]) for row in db.execute("pragma integrity_check(5)").fetchall()]
    except sqlite3.DatabaseError as error:
        if not tells_damage(error):
            raise
        return (str(error),)
    except UnicodeDecodeError:
        return ("what it says of its tables is no text",)
    # Its first word may be the name of the database, on a line of its own.
    return () if found == ["ok"] else tuple(line for text in found for line in text.splitlines())


def tells_damage(error: sqlite3.Error) -> bool:
    """Whether an error says that the file is damaged, not that it is busy or the disk fails."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)


def lost_references(db: sqlite3.Connection) -> tuple[str, ...]:
    """Return the rows that refer to a row which is not there, as `notes 5 -> interviews`."""
    return tuple(
        f"{_text(child)} {row} -> {_text(parent)}"
        for child, row, parent, _ in db.execute("pragma foreign_key_check")
    )


def unreadable_texts(db: sqlite3.Connection) -> Iterator[str]:
    """Yield the columns with text that is no UTF-8, as `notes.body 5, 9` with the ids."""
    for table in tables(db):
        found = db.execute(f"pragma table_info({quoted(table)})").fetchall()
        columns = [_text(column[1]) for column in found]
        for column in columns if "id" in columns else ():
            rows = _unreadable_rows(db, table, column)
            if rows:
                more = " ..." if len(rows) > _ROWS_SHOWN else ""
                yield f"{table}.{column} {', '.join(rows[:_ROWS_SHOWN])}{more}"


def _unreadable_rows(db: sqlite3.Connection, table: str, column: str) -> list[str]:
    name, found = quoted(column), []
    sql = f"select id, {name} from {quoted(table)} where typeof({name})='text'"
    for row, text in db.execute(sql):
        try:
            text.decode("utf-8")
        except UnicodeDecodeError:
            found.append(str(row))
    return found
