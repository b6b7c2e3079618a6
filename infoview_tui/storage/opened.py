"""An open database, as the repositories use it: sqlite-utils, read in where it is needed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from sqlite_utils import Database


# None that writes begins with `with`, as a test has it.
_AS_IT_IS = ("select", "pragma", "with", "begin ")


def opened(connection: sqlite3.Connection) -> Database:
    """Return the database behind a connection.

    Reading, and a statement within a transaction, is answered by the connection alone: neither the
    first screen nor the first word waits for a library that takes as long to read in as all of
    ours.
    """
    return cast("Database", _Opened(connection))


def ready_to_write() -> None:
    """Read sqlite-utils in, so that the first row added need not wait for it."""
    import sqlite_utils  # noqa: F401


class _Opened:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.conn = connection

    def execute(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> sqlite3.Cursor:
        if self.conn.in_transaction or sql.lstrip()[:6].lower().startswith(_AS_IT_IS):
            return self.conn.execute(sql, parameters)
        # It commits what is written outside a transaction.
        return self._whole.execute(sql, parameters)

    def query(
        self, sql: str, params: Sequence[Any] | dict[str, Any] = ()
    ) -> Iterator[dict[str, Any]]:
        cursor = self.conn.execute(sql, params)
        names = [column[0] for column in cursor.description]
        return (dict(zip(names, row, strict=True)) for row in cursor.fetchall())

    def commit(self) -> None:
        self.conn.commit()

    def rollback(self) -> None:
        self.conn.rollback()

    def close(self) -> None:
        self.conn.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._whole, name)

    @cached_property
    def _whole(self) -> Database:
        from sqlite_utils import Database

        return Database(self.conn, execute_plugins=False)
