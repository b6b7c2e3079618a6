"""Opening, locking and migrating the one SQLite file, so that saved means saved."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from infoview_tui.errors import NewerDatabaseError, StorageError
from infoview_tui.storage.migrations import APPLICATION_ID, migrations

BUSY_SECONDS = 5.0

_REASONS = {
    sqlite3.SQLITE_BUSY: "another program holds the database",
    sqlite3.SQLITE_LOCKED: "another program holds the database",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "it is read-only",
}
_DISK_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk is full",
    errno.EROFS: "it is read-only",
}


def reason(error: sqlite3.Error | OSError) -> str:
    """Say in a few words why the database did not do what it was asked to."""
    if isinstance(error, OSError):
        return _DISK_REASONS.get(error.errno or 0) or error.strerror or type(error).__name__
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        # The lowest byte is the kind, the others only say more.
        return _REASONS.get(code & 0xFF) or str(error)
    # What sqlite3 says of text that it cannot decode has the text in it.
    return "it is damaged" if isinstance(error, sqlite3.OperationalError) else str(error)


def connect(path: Path, patience: float | None = None) -> Database:
    """Open `path` (made 0600 in a 0700 folder when new) and bring its schema up to date.

    Every thread opens its own: a connection stays with the thread that made it. `patience` is how
    many seconds it waits for another writer, if that is less than `BUSY_SECONDS`.

    Raises:
        NewerDatabaseError: a newer infoview wrote the file.
        StorageError: it is no infoview database, or cannot be opened.

    """
    try:
        _make_private(path)
        return _open(path, min(BUSY_SECONDS, patience or BUSY_SECONDS))
    except (sqlite3.Error, OSError) as error:
        why = reason(error)
        raise StorageError(
            f"{path} cannot be opened: {why}. Nothing was changed; --database names another file.",
            why,
        ) from error


def _open(path: Path, patience: float) -> Database:
    connection = sqlite3.connect(path, timeout=patience)
    db = Database(connection, execute_plugins=False)
    try:
        # First of all: setting the journal mode would already write to another program's file.
        _check_ours(db, path)
        # A rollback journal with FULL sync lost nothing in a power-cut replay, where
        # WAL needs a newer SQLite and a local disk.
        for pragma in (
            "journal_mode=TRUNCATE",
            "synchronous=FULL",
            "foreign_keys=on",
            "trusted_schema=off",
            "secure_delete=on",
            "temp_store=MEMORY",
        ):
            connection.execute(f"pragma {pragma}")
        if _schema(db) < len(migrations._migrations):
            with immediate(db):
                migrations.apply(db)
                db.execute(f"pragma user_version={len(migrations._migrations)}")
    except BaseException:
        connection.close()
        raise
    return db


def _make_private(path: Path) -> None:
    if path.is_dir():
        raise StorageError(
            f"{path} is a folder; --database wants the name of a file.", "it is a folder"
        )
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600))
    # SQLite would open it all the same and refuse the first note.
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise StorageError(
            f"{path} or its folder is read-only; make both writable, or name another file with "
            "--database.",
            "it is read-only",
        )


def _check_ours(db: Database, path: Path) -> None:
    # One reading of all: another process may be making the database just now.
    db.execute("begin")
    marked = db.execute("pragma application_id").fetchone()[0]
    if marked != APPLICATION_ID and path.stat().st_size:
        raise StorageError(
            f"{path} is not a database of infoview and was left as it is; --database names "
            "another file.",
            "it is not a database of infoview",
        )
    known, ours = _schema(db), len(migrations._migrations)
    strange = {m.name for m in migrations.applied(db)} - {m.name for m in migrations._migrations}
    db.rollback()
    if known > ours or strange:
        raise NewerDatabaseError(
            f"{path} was written by a newer infoview (schema {max(known, ours + len(strange))}, "
            f"this one knows {ours}); upgrade infoview to open it, nothing was changed.",
            "a newer infoview wrote it",
        )


def _schema(db: Database) -> int:
    return int(db.execute("pragma user_version").fetchone()[0])


@contextmanager
def immediate(db: Database) -> Iterator[None]:
    """Run a write transaction that waits for other processes.

    `db.atomic()` begins deferred, which fails at once where another writer is under way.
    """
    if db.conn.in_transaction:
        with db.atomic():
            yield
        return
    db.execute("begin immediate")
    try:
        yield
        db.commit()
    except BaseException:
        db.rollback()
        raise
