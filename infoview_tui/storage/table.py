"""Rows to frozen dataclasses and back: the one place that converts times, days and enums."""

from __future__ import annotations

import secrets
import types
import typing
from collections.abc import Hashable
from dataclasses import fields
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, Generic, TypeVar, cast

from sqlite_utils import Database

from infoview_tui.errors import ConflictError, NotFoundError

T = TypeVar("T")


def new_uid() -> str:
    """Return a random name that no other row anywhere has."""
    return secrets.token_hex(8)


def store_moment(moment: datetime) -> str:
    """Write an aware moment as UTC ISO 8601; text in this form sorts by time."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


class Table(Generic[T]):
    """One table whose rows are dataclasses of type `row`.

    Fields of the dataclass that are no columns (joined or gathered ones) keep their default.
    Rows with `deleted_at` are not there for `get` and `where`.
    """

    def __init__(self, db: Database, name: str, row: type[T]) -> None:
        self.db = db
        self.name = name
        self.row = row

    def add(self, now: datetime, uid: str | None = None, **values: Any) -> int:
        """Insert a row and return its id; `uid` lets a caller make a second try harmless."""
        stamp = store_moment(now)
        row = {
            "uid": uid or new_uid(),
            "created_at": stamp,
            "updated_at": stamp,
            "version": 1,
            **{name: to_column(value) for name, value in values.items()},
        }
        return inserted(self.db, self.name, row)

    def change(self, now: datetime, id: int, version: int | None = None, **values: Any) -> None:
        """Change columns of a row.

        Args:
            now: stamped as `updated_at`.
            id: the row.
            version: the version that was read; None where the last writer may win.
            values: columns and their new values.

        Raises:
            ConflictError: the row was changed elsewhere since `version`, or is deleted.

        """
        sets = "".join(f'"{name}"=?, ' for name in values)
        arguments = [to_column(value) for value in values.values()]
        sql = f'update "{self.name}" set {sets}updated_at=?, version=version+1 where id=?'
        arguments += [store_moment(now), id]
        if version is not None:
            sql += " and version=?"
            arguments.append(version)
        if "deleted_at" not in values:
            sql += " and deleted_at is null"
        if self.db.execute(sql, arguments).rowcount != 1:
            raise ConflictError("This was changed in another window; nothing was overwritten.")

    def delete(self, now: datetime, id: int) -> None:
        """Take a row out of sight; `restore` brings it back."""
        self.change(now, id, deleted_at=now)

    def restore(self, now: datetime, id: int) -> None:
        """Bring a deleted row back."""
        self.change(now, id, deleted_at=None)

    def get(self, id: int) -> T:
        """Return the row of that id.

        Raises:
            NotFoundError: there is none.

        """
        # SQLite has no form for a larger number.
        found = self.where("t.id=?", id) if id.bit_length() < 64 else ()
        if not found:
            raise NotFoundError(f"There is no {self.name.rstrip('s')} {id}.")
        return found[0]

    def where(self, condition: str = "1", *arguments: Any, order: str = "t.id") -> tuple[T, ...]:
        """Return the rows that meet an SQL condition on `t`, in order."""
        sql = f"{self.select()} where t.deleted_at is null and ({condition}) order by {order}"
        rows = list(self.db.query(sql, [to_column(value) for value in arguments]))
        return tuple(from_row(self.row, row) for row in rows)

    def select(self) -> str:
        """Return the part of the query before `where`; repositories add their joins."""
        return f'select t.* from "{self.name}" t'


def inserted(db: Database, table: str, row: dict[str, Any]) -> int:
    """Insert a row and return its id."""
    id = db.table(table).insert(row).last_pk
    assert isinstance(id, int)
    return id


def to_column(value: Any) -> Any:
    """Turn a value of the domain into what SQLite stores."""
    if isinstance(value, datetime):
        return store_moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, str):
        # Lone surrogates come from undecodable bytes in arguments; SQLite has no form for them.
        return value.replace("\0", "").encode("utf-8", "replace").decode()
    return value


def from_row(kind: type[T], row: dict[str, Any]) -> T:
    """Build a dataclass of `kind` from a row; columns that it does not know are left out."""
    values = {}
    key = cast(Hashable, kind)
    for name, convert in _converters(key).items():
        if name in row:
            value = row[name]
            values[name] = None if value is None else convert(value)
    kept = {name: v for name, v in values.items() if v is not None or name in _optional(key)}
    return kind(**kept)


@cache
def _converters(kind: Any) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {
        field.name: _converter(hints[field.name])
        for field in fields(kind)
        if typing.get_origin(hints[field.name]) is not tuple
    }


@cache
def _optional(kind: Any) -> frozenset[str]:
    hints = typing.get_type_hints(kind)
    return frozenset(name for name, hint in hints.items() if isinstance(hint, types.UnionType))


def _converter(hint: Any) -> Any:
    if isinstance(hint, types.UnionType):
        hint = next(part for part in typing.get_args(hint) if part is not type(None))
    if hint is datetime:
        return datetime.fromisoformat
    if hint is date:
        return date.fromisoformat
    return hint
