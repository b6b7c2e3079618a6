"""A table: its rows are added, changed, deleted and brought back, and no change is lost."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from infoview_tui.errors import ConflictError, Elsewhere, NotFoundError
from infoview_tui.storage.origin import terminal
from infoview_tui.storage.rows import read, store_moment, to_column

if TYPE_CHECKING:
    from sqlite_utils import Database

T = TypeVar("T")

Seen = Mapping[str, Any] | int | None
"""What a change was made from: the columns as they were read, or the row's version. With the
columns, what another window changed in others stands beside it. None lets the last writer win."""


def new_uid() -> str:
    """Return a random name that no other row anywhere has."""
    return os.urandom(8).hex()


def stamps(now: datetime) -> dict[str, Any]:
    """Return what every new row says of itself."""
    moment = store_moment(now)
    return {
        "uid": new_uid(),
        "created_at": moment,
        "updated_at": moment,
        "version": 1,
        "written_on": terminal(),
    }


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
        row = stamps(now) | {name: to_column(value) for name, value in values.items()}
        return inserted(self.db, self.name, row | ({"uid": uid} if uid else {}))

    def change(self, now: datetime, id: int, seen: Seen = None, **values: Any) -> None:
        """Change columns of a row; belongs in the transaction that read what is `seen`, or later.

        Args:
            now: stamped as `updated_at`.
            id: the row.
            seen: what the change was made from.
            values: columns and their new values.

        Raises:
            ConflictError: one of them was changed elsewhere since, or the row is deleted.

        """
        if seen is not None:
            values = self.unsettled(id, seen, **values)
            if not values:
                return
        sets = "".join(f'"{name}"=?, ' for name in values)
        arguments = [to_column(value) for value in values.values()]
        sql = (
            f'update "{self.name}" set {sets}updated_at=?, written_on=?, version=version+1'
            " where id=?"
        )
        arguments += [store_moment(now), terminal(), id]
        if "deleted_at" not in values:
            sql += " and deleted_at is null"
        if self.db.execute(sql, arguments).rowcount != 1:
            raise self.conflict(id, values)

    def unsettled(self, id: int, seen: Seen, **values: Any) -> dict[str, Any]:
        """Return what of a change is still to be written.

        Raises:
            ConflictError: what is there is neither as it was seen nor as it is to become.

        """
        there = self._raw(id)
        if there is None or there["deleted_at"] is not None:
            raise self.conflict(id, values)
        wanted = {name: to_column(value) for name, value in values.items()}
        if isinstance(seen, Mapping):
            base = {name: to_column(seen[name]) for name in wanted if name in seen}
            changed = {n: v for n, v in wanted.items() if n not in base or v != base[n]}
            free = {n for n in changed if n not in base or _words(there[n]) == _words(base[n])}
        else:
            changed = wanted
            free = set(wanted) if seen in (None, there["version"]) else set()
        both = [n for n in changed if n not in free and _words(there[n]) != _words(wanted[n])]
        if both:
            raise self.conflict(id, {name: values[name] for name in both})
        return {name: values[name] for name in changed if there[name] != wanted[name]}

    def conflict(self, id: int, values: Mapping[str, Any]) -> ConflictError:
        """Return the error that says how another window keeps these values from being written."""
        there = self._raw(id) or {"deleted_at": "", "updated_at": None, "written_on": None}
        gone = there["deleted_at"] is not None
        at = there["updated_at"]
        return ConflictError(
            "This was deleted in another window; nothing was written."
            if gone
            else "This was changed in another window; nothing was overwritten.",
            Elsewhere(
                table=self.name,
                id=id,
                at=datetime.fromisoformat(at) if at else None,
                terminal=there["written_on"] or "",
                theirs={name: there.get(name) for name in values},
                mine={name: to_column(value) for name, value in values.items()},
                gone=gone,
            ),
        )

    def _raw(self, id: int) -> dict[str, Any] | None:
        rows = list(self.db.query(f'select * from "{self.name}" where id=?', [id]))
        return rows[0] if rows else None

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
            one = "person" if self.name == "people" else self.name.rstrip("s")
            raise NotFoundError(f"There is no {one} {id}.")
        return found[0]

    def where(self, condition: str = "1", *arguments: Any, order: str = "t.id") -> tuple[T, ...]:
        """Return the rows that meet an SQL condition on `t`, in order."""
        sql = f"{self.select()} where t.deleted_at is null and ({condition}) order by {order}"
        return read(self.db, self.row, sql, [to_column(value) for value in arguments])

    def select(self) -> str:
        """Return the part of the query before `where`; repositories add their joins."""
        return f'select t.* from "{self.name}" t'


def removed_path(table: str) -> str:
    """Return where the highest id that was removed of a table stands in `revision.removed`."""
    return f'$."{table}"'


def inserted(db: Database, table: str, row: dict[str, Any]) -> int:
    """Insert a row and return its id, which no row had before, be it removed for good.

    SQLite gives out the id of the last row again once that is removed; an older step that another
    window can undo would then be about the new row.
    """
    path = removed_path(table)
    last = db.execute(
        "select json_extract(removed, ?) from revision"
        f' where json_extract(removed, ?) > (select coalesce(max(id), 0) from "{table}")',
        [path, path],
    ).fetchone()
    if last is not None:
        row = {"id": last[0] + 1, **row}
    id = db.table(table).insert(row).last_pk
    assert isinstance(id, int)
    return id


def _words(value: Any) -> Any:
    """Return what two windows have to agree on: blanks that were cleaned away are no change."""
    return " ".join(value.split()) if isinstance(value, str) else "" if value is None else value
