"""The keys of encrypted files, for this process alone, and the SQLite that reads with them.

Only what has met an encrypted file imports this: it wants the package sqlcipher3. Its errors are
turned into those of sqlite3 here, so that nothing else has to know of it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from infoview_tui.storage.connection import first_page, open_file, open_with

if TYPE_CHECKING:
    from sqlite3 import dbapi2 as sqlcipher
else:
    from sqlcipher3 import dbapi2 as sqlcipher

Method = TypeVar("Method", bound=Callable[..., Any])

# What SQLCipher 4 does with a passphrase, so that its own shell opens our files too.
_ROUNDS, _SALT, _KEY, _IV, _MAC = 256_000, 16, 32, 16, 64
_SALT_OF_MAC, _ROUNDS_OF_MAC = 0x3A, 2

_keys: dict[bytes, str] = {}
"""The keys that fitted, by the salt that their files begin with."""


def knows(path: Path) -> bool:
    """Whether the key of an encrypted file is known; it may be damaged all the same."""
    return first_page(path)[:_SALT] in _keys


def unlock(path: Path, passphrase: bytes, witnesses: Sequence[Path] = ()) -> bool:
    """Open an encrypted file, and all of its key, to this process; False for a wrong passphrase.

    It is right if it fits one of the `witnesses` with the same salt: then the file is damaged.
    """
    salt = first_page(path)[:_SALT]
    key = _derived(passphrase, salt)
    pages = [page for file in (path, *witnesses) if (page := first_page(file))[:_SALT] == salt]
    if not any(_fits(page, key) for page in pages):
        return False
    _remember(key, salt)
    return True


def new_key(passphrase: bytes) -> str:
    """Make a key for files to be made; this process knows it from now on."""
    salt = secrets.token_bytes(_SALT)
    return _remember(_derived(passphrase, salt), salt)


def forget() -> None:
    """Forget all keys."""
    _keys.clear()
    open_with(None)


def _remember(key: bytes, salt: bytes) -> str:
    _keys[salt] = f"x'{key.hex()}{salt.hex()}'"
    open_with(_open, _keys[salt])
    return _keys[salt]


def _derived(passphrase: bytes, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha512", passphrase, salt, _ROUNDS, _KEY)


def _fits(page: bytes, key: bytes) -> bool:
    """Whether the first page of a file was written with a key.

    SQLite could tell too, but not while a write that was cut off waits to be taken back.
    """
    salt = bytes(byte ^ _SALT_OF_MAC for byte in page[:_SALT])
    of_mac = hashlib.pbkdf2_hmac("sha512", key, salt, _ROUNDS_OF_MAC, _KEY)
    words = page[_SALT:-_MAC] + (1).to_bytes(4, "little")
    return hmac.compare_digest(hmac.digest(of_mac, words, "sha512"), page[-_MAC:])


def _open(path: Path, uri: str, patience: float, key: str) -> sqlite3.Connection:
    # It must not be read here: closing it would take the locks of SQLite with it.
    if path.exists() and not path.stat().st_size:
        return _connected(uri, patience, key)
    for known in _keys.values():
        db = _connected(uri, patience, known)
        try:
            db.execute("select 1 from sqlite_master limit 1").fetchall()
        except BaseException as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code == sqlite3.SQLITE_READONLY:
                # A write that was cut off is not taken back by a reader; it is told when read.
                return db
            db.close()
            if code != sqlite3.SQLITE_NOTADB:
                raise
        else:
            return db
    return _connected(uri, patience, "")


def _connected(uri: str, patience: float, key: str) -> sqlite3.Connection:
    db: _Connection = sqlcipher.connect(uri, uri=True, timeout=patience, factory=_Connection)
    # A key that does not fit would be told on the screen.
    db.execute("pragma cipher_log_level=none").fetchall()
    if key:
        db.key = key
        db.execute(f'pragma key="{key}"').fetchall()
    return db


def export(source: sqlite3.Connection, target: Path, key: str) -> None:
    """Copy a database into an empty file with another key, or with none."""
    # Until it has its name it may be lost; what counts is that it is synced after that.
    source.execute("attach ? as other key ?", [str(target), key])
    try:
        for pragma in ("journal_mode=memory", "synchronous=off"):
            source.execute(f"pragma other.{pragma}").fetchall()
        source.execute("select sqlcipher_export('other')").fetchall()
        for pragma in ("application_id", "user_version"):
            (number,) = source.execute(f"pragma main.{pragma}").fetchone()
            source.execute(f"pragma other.{pragma}={number}")
    finally:
        source.execute("detach other")


def seal(file: Path, text: str, key: str) -> None:
    """Write a text into an empty file so that only the key reads it."""
    with closing(open_file(file, key=key)) as db:
        db.execute("pragma journal_mode=memory")
        db.execute("pragma synchronous=full")
        db.execute("create table words (text text)")
        db.execute("insert into words values (?)", [text])
        db.commit()


def unseal(file: Path) -> str:
    """Read what was sealed.

    Raises:
        sqlite3.Error: its key is not known, or it is damaged.

    """
    with closing(open_file(file, "ro")) as db:
        return str(db.execute("select text from words").fetchone()[0])


def _told(method: Method) -> Method:
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return method(*args, **kwargs)
        except sqlcipher.Error as error:
            known = getattr(sqlite3, type(error).__name__, sqlite3.DatabaseError)
            told = known(*error.args)
            for name in ("sqlite_errorcode", "sqlite_errorname"):
                if hasattr(error, name):
                    setattr(told, name, getattr(error, name))
            raise told from None

    return cast(Method, call)


class _Cursor(sqlcipher.Cursor):
    """A cursor with the errors of sqlite3."""

    execute = _told(sqlcipher.Cursor.execute)
    executemany = _told(sqlcipher.Cursor.executemany)
    executescript = _told(sqlcipher.Cursor.executescript)
    fetchone = _told(sqlcipher.Cursor.fetchone)
    fetchmany = _told(sqlcipher.Cursor.fetchmany)
    fetchall = _told(sqlcipher.Cursor.fetchall)
    __next__ = _told(sqlcipher.Cursor.__next__)


class _Connection(sqlcipher.Connection):
    """A connection with the errors of sqlite3; `key` is what its file is encrypted with."""

    key = ""

    __init__ = _told(sqlcipher.Connection.__init__)

    def cursor(self, factory: type[sqlite3.Cursor] = _Cursor) -> sqlite3.Cursor:  # type: ignore[override]
        """Return a cursor with the errors of sqlite3."""
        return super().cursor(factory)

    execute = _told(sqlcipher.Connection.execute)
    executemany = _told(sqlcipher.Connection.executemany)
    executescript = _told(sqlcipher.Connection.executescript)
    commit = _told(sqlcipher.Connection.commit)
    rollback = _told(sqlcipher.Connection.rollback)
    backup = _told(sqlcipher.Connection.backup)
    create_function = _told(sqlcipher.Connection.create_function)
    close = _told(sqlcipher.Connection.close)


# What is caught by the name that a connection has for it.
for _name in ("Error", "DatabaseError", "IntegrityError", "OperationalError"):
    setattr(_Connection, _name, getattr(sqlite3, _name))
