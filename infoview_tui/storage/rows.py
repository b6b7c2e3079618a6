"""Rows to frozen dataclasses and back: the one place that converts times, days and enums."""

from __future__ import annotations

import builtins
import sqlite3
import sys
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import MISSING, Field, fields
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from inspect import get_annotations
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from infoview_tui.domain.text import whole

if TYPE_CHECKING:
    from sqlite_utils import Database

T = TypeVar("T")

Columns = Mapping[str, Sequence[Any]]
"""The values that a query found, by column: all columns are equally long."""


def store_moment(moment: datetime) -> str:
    """Write an aware moment as UTC ISO 8601; text in this form sorts by time."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


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
        return whole(value.replace("\0", ""))
    return value


def read(db: Database, kind: type[T], sql: str, arguments: Sequence[Any] = ()) -> tuple[T, ...]:
    """Return what a query finds as dataclasses of `kind`; see `from_columns`."""
    return from_columns(kind, columns_of(db.execute(sql, arguments)))


def columns_of(cursor: sqlite3.Cursor) -> dict[str, Sequence[Any]]:
    """Return all that a query finds, by column; of two columns of one name the last."""
    names = [column[0] for column in cursor.description]
    rows = cursor.fetchall()
    return dict(zip(names, zip(*rows, strict=True) if rows else repeat(()), strict=False))


def from_row(kind: type[T], row: Mapping[str, Any]) -> T:
    """Build a dataclass of `kind` from one row; see `from_columns`."""
    (made,) = from_columns(kind, {name: (value,) for name, value in row.items()})
    return made


def from_columns(kind: type[T], columns: Columns) -> tuple[T, ...]:
    """Build a dataclass of `kind` for each row; columns that it does not know are left out.

    A column at a time takes two thirds of the time of a row at a time, the query included.

    Raises:
        sqlite3.DataError: a value is damaged; it is not in the message.

    """
    known = [plan for plan in _plan(cast(Hashable, kind)) if plan.name in columns]
    values = []
    for plan in known:
        column = columns[plan.name]
        try:
            values.append(plan.made_of(column))
        except ValueError:
            ids = columns.get("id")
            place = f"row {ids[_damaged(plan, column)]}" if ids else "a row"
            raise sqlite3.DataError(f"{place} is damaged in its {plan.name}") from None
    names = [plan.name for plan in known]
    return tuple(kind(**dict(zip(names, row, strict=True))) for row in zip(*values, strict=True))


def _damaged(plan: _Plan, column: Sequence[Any]) -> int:
    """Return the place of the first value that cannot be read."""
    for place, value in enumerate(column):
        try:
            plan.made_of([value])
        except ValueError:
            return place
    raise AssertionError


class _Plan(NamedTuple):
    """How a field is made; what stands for a value that is not there, if anything may."""

    name: str
    made: Any
    missing: Any

    def made_of(self, column: Sequence[Any]) -> Sequence[Any]:
        made = self.made
        if {*map(type, column)} == {made}:
            return column
        if self.missing is MISSING and None in column:
            raise ValueError
        convert = _CONVERT.get(made, made)
        missing = self.missing
        return [
            missing if value is None else value if type(value) is made else convert(value)
            for value in column
        ]


@cache
def _plan(kind: Any) -> tuple[_Plan, ...]:
    found = []
    for field in fields(kind):
        made, optional = _made_of(kind, field)
        # What is gathered is no column.
        if made is not tuple:
            found.append(_Plan(field.name, made, None if optional else field.default))
    return tuple(found)


def converters(kind: Any) -> dict[str, Any]:
    """Return what makes of a stored value the one of the dataclass, by field."""
    return {plan.name: _CONVERT.get(plan.made, plan.made) for plan in _plan(kind)}


_CONVERT: dict[Any, Any] = {datetime: datetime.fromisoformat, date: date.fromisoformat}


def _made_of(kind: Any, field: Field[Any]) -> tuple[Any, bool]:
    """Return a field's type, and whether it may be None: `datetime | None`, `str`.

    Looking up all names of a class as `typing` does takes a tenth of the time to the first screen.
    """
    name, _, optional = str(field.type).partition(" | ")
    name = name.partition("[")[0]
    owner = next(each for each in kind.__mro__ if field.name in get_annotations(each))
    known = {**vars(builtins), **vars(sys.modules[owner.__module__])}
    return known[name], bool(optional)
