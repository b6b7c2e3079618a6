"""One consistent copy of a database: written beside its place, verified, and only then named."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from infoview_tui.errors import StorageError
from infoview_tui.storage.connection import PATIENCE_SECONDS, key_of, open_file
from infoview_tui.storage.schema import APPLICATION_ID
from infoview_tui.storage.soundness import (
    counts,
    damage,
    lost_references,
    read_only,
)

HALF = ".half"
"""What the name of a copy ends in until it is whole."""
ROOM = 3
"""How many times its size a database wants free on the disk, so that notes still fit after it."""


Opened = Callable[[Path], contextlib.AbstractContextManager[sqlite3.Connection]]


@contextlib.contextmanager
def copy_of(
    database: Path,
    folder: Path,
    stem: str,
    opened: Opened | None = None,
) -> Iterator[Path]:
    """Copy a database into a new file in a folder; the file is whole, verified and on the disk.

    It is removed after the block unless it was given a name with `put`. `opened` opens the
    database, as one that others may have open if it is None.

    Raises:
        StorageError: there is no room, or it is not a sound database of ours.
        OSError: the file cannot be written.
        sqlite3.Error: the database cannot be read.

    """
    need_room(database, folder)
    with half_file(folder, stem) as (half, handle):
        with (opened or _opened)(database) as source:
            # Under one lock, so that what is counted is what is copied.
            source.execute("begin")
            told = counts(source)
            copy_into(source, half)
            source.rollback()
        verify(half, told, database)
        os.fsync(handle)
        yield half


@contextlib.contextmanager
def half_file(folder: Path, stem: str) -> Iterator[tuple[Path, int]]:
    """Make an empty file of our own, locked while we work on it, and remove it in the end."""
    half = folder / f".{stem}-{secrets.token_hex(4)}{HALF}"
    handle = os.open(half, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_NOFOLLOW, 0o600)
    try:
        os.fchmod(handle, 0o600)
        # Not the kind of lock that SQLite takes, so they do not meet.
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield half, handle
    finally:
        half.unlink(missing_ok=True)
        os.close(handle)


def open_live(database: Path) -> sqlite3.Connection:
    """Open a database that others may have open, such that an unfinished write is rolled back.

    Raises:
        StorageError: it is not ours.

    """
    db = open_file(database, patience=PATIENCE_SECONDS)
    try:
        if db.execute("pragma application_id").fetchone()[0] != APPLICATION_ID:
            raise StorageError(
                f"{database} is not a database of infoview.", "it is not a database of infoview"
            )
    except BaseException:
        db.close()
        raise
    return db


def _opened(database: Path) -> contextlib.AbstractContextManager[sqlite3.Connection]:
    return closing(open_live(database))


@contextlib.contextmanager
def held(live: Path) -> Iterator[sqlite3.Connection]:
    """Open the database and keep all others out of it."""
    with closing(open_live(live)) as db:
        for pragma in ("locking_mode=exclusive", "journal_mode=TRUNCATE", "synchronous=FULL"):
            db.execute(f"pragma {pragma}").fetchall()
        db.execute("pragma secure_delete=on").fetchall()
        # Else each few pages would wait for the journal to be on the disk.
        db.execute("pragma cache_spill=off").fetchall()
        # It lasts until the connection is closed.
        db.execute("begin exclusive")
        db.execute("commit")
        yield db


@contextlib.contextmanager
def in_the_key_of(db: sqlite3.Connection, half: Path, stem: str) -> Iterator[Path]:
    """Yield a copy of a copy that is encrypted as the database is; itself where it is already."""
    with contextlib.ExitStack() as made:
        ready = half
        with closing(open_file(half)) as copy:
            if key_of(copy) != key_of(db):
                from infoview_tui.storage.cipher import export

                ready, _handle = made.enter_context(half_file(half.parent, stem))
                export(copy, ready, key_of(db))
        yield ready


def copy_into(source: sqlite3.Connection, half: Path) -> None:
    """Copy a database over a file of ours, encrypted as it is.

    In one step: in several it would begin anew each time that somebody writes.
    """
    with closing(open_file(half, key=key_of(source))) as copy:
        # Until it has its name it may be lost, so nothing has to be able to roll it back.
        copy.execute("pragma journal_mode=memory")
        copy.execute("pragma synchronous=off")
        source.backup(copy)
        copy.execute("pragma journal_mode=delete")


def verify(copy: Path, told: Mapping[str, int], database: Path) -> None:
    """Open a copy anew and compare.

    Raises:
        StorageError: it is damaged or has other rows than were `told`.

    """
    with closing(read_only(copy)) as db:
        wrong = [*damage(db)] or [*lost_references(db)]
        if not wrong and counts(db) != told:
            wrong = ["rows are missing"]
    if wrong:
        raise StorageError(
            f"The copy of {database} is not sound ({wrong[0]}).",
            "the database is damaged; `infoview doctor` says more",
        )


def put(half: Path, target: Path) -> None:
    """Give a copy its name.

    Raises:
        FileExistsError: something has that name; it is left as it is.

    """
    try:
        os.link(half, target, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:
        # A file system without links.
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        half.rename(target)
    sync_folder(target.parent)


def sync_file(path: Path) -> None:
    """Have what is in a file on the disk; it must not be open as a database."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as error:
        # Some network file systems know no such thing.
        if error.errno != errno.EINVAL:
            raise
    finally:
        os.close(handle)


def need_room(database: Path, folder: Path) -> None:
    """Refuse a copy after which there would be little room for notes.

    Raises:
        StorageError: how much there is, and is wanted.

    """
    size, free = database.stat().st_size, shutil.disk_usage(folder).free
    if free < ROOM * size:
        raise StorageError(
            f"{database} was not copied: the disk has {_size(free)} free, and three times the "
            f"{_size(size)} of the database is wanted. Make room on it.",
            f"the disk has only {_size(free)} free, make room on it",
        )


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB"
