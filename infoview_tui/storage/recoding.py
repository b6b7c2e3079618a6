"""Giving a database another key, or taking its key away: a verified copy takes its place."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import zip_longest
from pathlib import Path

from infoview_tui.errors import RefusedError, StorageError
from infoview_tui.storage.backup import Backup, backups_of, stem_of, sweep
from infoview_tui.storage.cipher import export
from infoview_tui.storage.connection import key_of, reason
from infoview_tui.storage.copying import half_file, held, need_room, sync_folder
from infoview_tui.storage.soundness import (
    damage,
    lost_references,
    open_elsewhere,
    quoted,
    read_only,
    tables,
)

_CHUNK = 1 << 20


def recode(path: Path, key: str, stem: str = "") -> bool:
    """Give a database another key, "" for none; False where it has that key already.

    `stem` is what its half file is named by, so that the next backup finds one that a kill left.

    The file that was there is overwritten with zeros. A window which has it open all the same saves
    nothing into a file without a name: SQLite sees that it has lost it, and says so.

    Raises:
        RefusedError: another process has it open, or it has a second name.
        StorageError: it was not done, and why; the file is as it was.

    """
    # A link of the user's own stays one.
    live = path.resolve() if path.is_symlink() else path
    try:
        # Nobody makes a copy there but us: the lock of a half file tells the others.
        stem = stem or stem_of(live)
        sweep(live.parent, stem)
        with _kept_open(live) as old, held(live) as db:
            if key_of(db) == key:
                return False
            _refuse_others(live)
            need_room(live, live.parent)
            with half_file(live.parent, stem) as (half, handle):
                export(db, half, key)
                _compare(db, half, path)
                os.fsync(handle)
                half.replace(live)
            _settle(live)
            _wipe(old)
    except (sqlite3.Error, OSError) as error:
        why = reason(error)
        raise StorageError(f"{path} was left as it is: {why}.", why) from error
    return True


def recode_backups(database: Path, key: str) -> tuple[tuple[Backup, ...], tuple[Backup, ...]]:
    """Give all backups another key; returns those that have it, and those that were left alone."""
    done, left = [], []
    for backup in backups_of(database):
        try:
            recode(backup.path, key, stem_of(database))
        except (RefusedError, StorageError):
            left.append(backup)
        else:
            done.append(backup)
    return tuple(done), tuple(left)


@contextmanager
def _kept_open(live: Path) -> Iterator[int]:
    """Open the file itself, and close it last: closing it takes the locks of SQLite with it."""
    old = os.open(live, os.O_RDWR | os.O_NOFOLLOW)
    try:
        yield old
    finally:
        os.close(old)


def _refuse_others(live: Path) -> None:
    others = open_elsewhere(live)
    if others:
        raise RefusedError(
            f"{live} is open elsewhere (process {', '.join(others)}). Close it there first; "
            "nothing was changed."
        )
    if live.stat().st_nlink > 1:
        raise RefusedError(
            f"{live} has a second name (a hard link), under which its words would stay as they "
            "are. Remove that name first; nothing was changed."
        )


def _settle(live: Path) -> None:
    """Have the new file under its name on the disk, before anything is lost with the old one.

    Raises:
        StorageError: the disk does not say that it is.

    """
    try:
        sync_folder(live.parent)
    except OSError as error:
        why = reason(error)
        raise StorageError(
            f"{live} has its new key, but the disk does not say that it keeps it ({why}). Look at "
            "the disk, then do this again for the backups.",
            why,
        ) from error


def _compare(db: sqlite3.Connection, half: Path, path: Path) -> None:
    """Read the copy anew and compare every row.

    Raises:
        StorageError: it is not the same, or not sound.

    """
    db.text_factory = bytes
    with closing(read_only(half)) as copy:
        wrong = [*damage(copy), *lost_references(copy)]
        queries = [
            "pragma application_id",
            "pragma user_version",
            "select type, name, sql from sqlite_master order by 1, 2",
            *(f"select * from {quoted(name)}" for name in tables(db)),
        ]
        for sql in queries:
            for row, copied in zip_longest(db.execute(sql), copy.execute(sql)):
                if row != copied:
                    wrong.append("rows are missing")
                    break
    if wrong:
        raise StorageError(
            f"The copy of {path} is not sound ({wrong[0]}); it was left as it is.",
            "the database is damaged; `infoview doctor` says more",
        )


def _wipe(old: int) -> None:
    left = os.fstat(old).st_size
    os.lseek(old, 0, os.SEEK_SET)
    while left > 0:
        left -= os.write(old, bytes(min(left, _CHUNK)))
    os.fsync(old)
    os.ftruncate(old, 0)
    os.fsync(old)
