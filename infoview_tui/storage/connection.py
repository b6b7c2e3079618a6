"""The one place where SQLite opens a file, and where its errors get words."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Literal

HEADER = b"SQLite format 3\0"
"""What every SQLite file begins with, unless it is encrypted."""
PAGE = 4096
"""How many bytes of an encrypted file belong together; they look like noise."""
_NOISE = 200
"""How many of the 256 bytes are in a page of noise (about all); no page of words has as many."""

PATIENCE_SECONDS = 5.0
"""How long a connection waits for another program unless it is told otherwise."""

_REASONS = {
    sqlite3.SQLITE_BUSY: "another program holds the database",
    sqlite3.SQLITE_LOCKED: "another program holds the database",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "it is read-only",
    sqlite3.SQLITE_CORRUPT: "it is damaged",
}
# Kinds of error whose message names files, tables and columns at most. Others may have the words
# of the user in them, as a search that SQLite cannot read has.
_WORDLESS = {
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_CONSTRAINT,
}
_DISK_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk is full",
    errno.EROFS: "it is read-only",
}


Opener = Callable[[Path, str, float, str], sqlite3.Connection]
_opener: Opener | None = None
_key = ""


def open_with(opener: Opener | None, key: str = "") -> None:
    """Have `opener` open all files of this process from now on: it knows keys, `key` the newest.

    One library opens all of them, since two do not see each other's locks.
    """
    global _opener, _key
    _opener, _key = opener, key


def sealing_key() -> str:
    """Return what new files with words are to be encrypted with; "" where nothing is."""
    return _key


def open_file(
    path: Path,
    mode: Literal["ro", "rw"] = "rw",
    *,
    patience: float = PATIENCE_SECONDS,
    immutable: bool = False,
    key: str = "",
) -> sqlite3.Connection:
    """Open a file that is there; an encrypted one if its key is known.

    `immutable` tells SQLite that nobody writes: it then makes no file beside it, not even to read
    one in WAL mode. `key` is what an empty file is encrypted with, as `key_of` gives it.

    Raises:
        sqlite3.OperationalError: there is no such file, or it cannot be opened.

    """
    # A name in full, so that SQLite takes none (`:memory:`) for something else than a file, and
    # never makes a new file where one is missing.
    uri = f"{path.absolute().as_uri()}?mode={mode}{'&immutable=1' if immutable else ''}"
    if _opener is not None:
        return _opener(path, uri, patience, key)
    return sqlite3.connect(uri, uri=True, timeout=patience)


def key_of(connection: sqlite3.Connection) -> str:
    """Return what a file is encrypted with; "" for one that is not."""
    return str(getattr(connection, "key", ""))


def first_page(path: Path) -> bytes:
    """Read the first page of a file that this process does not have open as a database.

    Closing the file would take the locks of SQLite with it.

    Raises:
        OSError: it cannot be read, or is no file.

    """
    # A pipe would wait for somebody to write into it.
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "it is not a file")
        return os.read(handle, PAGE)
    finally:
        os.close(handle)


def looks_encrypted(path: Path) -> bool:
    """Whether a file is whole pages of noise; see `first_page`."""
    try:
        if path.stat().st_size % PAGE:
            return False
        page = first_page(path)
    except OSError:
        return False
    return not page.startswith(HEADER) and len(set(page)) > _NOISE


def reason(error: sqlite3.Error | OSError | UnicodeError) -> str:
    """Say in a few words, and none of the user's, why the database did not do as it was asked."""
    if isinstance(error, OSError):
        return _DISK_REASONS.get(error.errno or 0) or error.strerror or type(error).__name__
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        # The lowest byte is the kind, the others only say more.
        kind = code & 0xFF
        name = getattr(error, "sqlite_errorname", "")
        return _REASONS.get(kind) or (str(error) if kind in _WORDLESS else f"SQLite says {name}")
    # What sqlite3 says of text that it cannot decode has the text in it.
    damaged = isinstance(error, sqlite3.OperationalError | UnicodeError)
    return "it is damaged" if damaged else str(error)
