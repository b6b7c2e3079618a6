"""Opening, locking and migrating the one SQLite file, so that saved means saved."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from infoview_tui.errors import NewerDatabaseError, StorageError
from infoview_tui.paths import command
from infoview_tui.storage.connection import PATIENCE_SECONDS, open_file, reason
from infoview_tui.storage.opened import opened
from infoview_tui.storage.private import make_private, rescue_words
from infoview_tui.storage.schema import APPLICATION_ID, NEWEST
from infoview_tui.storage.soundness import strange_migrations

if TYPE_CHECKING:
    from sqlite_utils import Database


def connect(path: Path, patience: float | None = None) -> Database:
    """Open `path` (made 0600 in a 0700 folder when new) and bring its schema up to date.

    Every thread opens its own: a connection stays with the thread that made it. `patience` is how
    many seconds it waits for another writer, if that is less than `PATIENCE_SECONDS`.

    Raises:
        NewerDatabaseError: a newer infoview wrote the file.
        StorageError: it is no infoview database, or cannot be opened.

    """
    try:
        make_private(path)
        return _open(path, min(PATIENCE_SECONDS, patience or PATIENCE_SECONDS))
    except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
        why = reason(error)
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        # What SQLite says of a damaged schema may be no text.
        damaged = code == sqlite3.SQLITE_CORRUPT or isinstance(error, UnicodeDecodeError)
        rescued = rescue_words(path) if damaged or code == sqlite3.SQLITE_NOTADB else ""
        if damaged and not rescued:
            rescued = f"`{command(path, 'doctor --repair')}` saves what can be read."
        next_step = f". {rescued}" if rescued else "; --database names another file."
        raise StorageError(
            f"{path} cannot be opened: {why}. Nothing was changed{next_step}", why
        ) from error


def _open(path: Path, patience: float) -> Database:
    connection = open_file(path, patience=patience)
    db = opened(connection)
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
        if _schema(db) < NEWEST:
            with immediate(db):
                _back_up_before_upgrade(db, path)
                bring_up_to_date(db)
    except BaseException:
        connection.close()
        raise
    return db


def connect_to_read(path: Path) -> Database:
    """Open a database, of whatever schema, so that nothing in it can be changed.

    Raises:
        StorageError: it cannot be opened.

    """
    try:
        connection = open_file(path, "ro")
        connection.execute("pragma query_only=on")
    except sqlite3.Error as error:
        why = reason(error)
        raise StorageError(f"{path} cannot be opened: {why}. Nothing was changed.", why) from error
    return opened(connection)


def bring_up_to_date(db: Database) -> None:
    """Apply the migrations that are missing; belongs inside one transaction."""
    from sqlite_utils import Database

    from infoview_tui.storage.migrations import migrations

    migrations.apply(Database(db.conn, execute_plugins=False))
    db.execute(f"pragma user_version={NEWEST}")


def _back_up_before_upgrade(db: Database, path: Path) -> None:
    """Make a verified backup of an older schema with rows in it.

    Raises:
        StorageError: there is none, so that the upgrade must not be made.

    """
    # Another process may have made the upgrade while this one waited for the lock.
    schema = _schema(db)
    if schema == NEWEST or not _has_rows(db):
        return
    from infoview_tui.storage.backup import back_up

    try:
        back_up(path, datetime.now(UTC), before=str(schema))
    except StorageError as error:
        raise StorageError(
            f"{path} is of an older infoview and was not brought up to date, since no backup of it "
            f"could be made first: {error.reason}. Nothing was changed.",
            error.reason,
        ) from error


def _has_rows(db: Database) -> bool:
    return any(
        db.execute(f'select exists (select 1 from "{name}")').fetchone()[0]
        for name in db.table_names()
        if name not in ("revision", "_sqlite_migrations")
    )


def _check_ours(db: Database, path: Path) -> None:
    # One reading of all: another process may be making the database just now.
    db.conn.execute("begin")
    marked = db.execute("pragma application_id").fetchone()[0]
    if marked != APPLICATION_ID and path.stat().st_size:
        rescued = rescue_words(path)
        next_step = f". {rescued}" if rescued else "; --database names another file."
        raise StorageError(
            f"{path} is not a database of infoview and was left as it is{next_step}",
            "it is not a database of infoview",
        )
    try:
        refuse_newer(db, path, len(strange_migrations(db.conn)))
    finally:
        db.rollback()


def refuse_newer(db: Database, path: Path, strange: int = 0) -> None:
    """Refuse a schema that is newer than ours, also one that an open window finds itself on.

    `strange` is the number of migrations in it that we do not know.

    Raises:
        NewerDatabaseError: with both schemas.

    """
    known, ours = _schema(db), NEWEST
    if known > ours or strange:
        why = (
            f"a newer infoview wrote it (schema {max(known, ours + strange)}, this one knows "
            f"{ours})"
        )
        raise NewerDatabaseError(
            f"{path} can only be read: {why}. Upgrade infoview to write in it.", why
        )


def _schema(db: Database) -> int:
    return int(db.execute("pragma user_version").fetchone()[0])


def _begin(db: Database) -> None:
    """Take the write lock, within the connection's patience.

    SQLite asks ever more seldom while it waits, so that among busy writers one would never get it.
    """
    patience = int(db.execute("pragma busy_timeout").fetchall()[0][0])
    end = time.monotonic() + patience / 1000
    db.execute("pragma busy_timeout=0").fetchall()
    try:
        while True:
            try:
                db.execute("begin immediate")
                return
            except sqlite3.OperationalError as error:
                busy = getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
                if not busy or time.monotonic() >= end:
                    raise
            time.sleep(random.uniform(0.001, 0.01))  # nosec B311
    finally:
        db.execute(f"pragma busy_timeout={patience}").fetchall()


@contextmanager
def immediate(db: Database) -> Iterator[None]:
    """Run a write transaction that waits for other processes.

    `db.atomic()` begins deferred, which fails at once where another writer is under way.
    """
    if db.conn.in_transaction:
        with db.atomic():
            yield
        return
    _begin(db)
    try:
        yield
        db.commit()
    except BaseException:
        db.rollback()
        raise
