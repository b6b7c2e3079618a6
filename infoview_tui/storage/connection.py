"""The one place where SQLite opens a file, and where its errors get words."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path
from typing import Literal

PATIENCE_SECONDS = 5.0
"""How long a connection waits for another program unless it is told otherwise."""

_REASONS = {
    sqlite3.SQLITE_BUSY: "another program holds the database",
    sqlite3.SQLITE_LOCKED: "another program holds the database",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "it is read-only",
    sqlite3.SQLITE_CORRUPT: "it is damaged",
}
_DISK_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk is full",
    errno.EROFS: "it is read-only",
}


def open_file(
    path: Path,
    mode: Literal["ro", "rw"] = "rw",
    *,
    patience: float = PATIENCE_SECONDS,
    immutable: bool = False,
) -> sqlite3.Connection:
    """Open a file that is there.

    `immutable` tells SQLite that nobody writes: it then makes no file beside it, not even to read
    one in WAL mode.

    Raises:
        sqlite3.OperationalError: there is no such file, or it cannot be opened.

    """
    # A name in full, so that SQLite takes none (`:memory:`) for something else than a file, and
    # never makes a new file where one is missing.
    uri = f"{path.absolute().as_uri()}?mode={mode}{'&immutable=1' if immutable else ''}"
    return sqlite3.connect(uri, uri=True, timeout=patience)


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
