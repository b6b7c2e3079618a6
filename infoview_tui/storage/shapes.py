"""What the rows of each table look like, so that a row can be told by its looks."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable

from infoview_tui.storage.pages import Record
from infoview_tui.storage.soundness import quoted
from infoview_tui.values import dataclass

TIME = re.compile(r"\d{4}-\d\d-\d\d")
"""How a moment or a day begins."""


@dataclass(frozen=True)
class Column:
    """A column of a table as it is today."""

    name: str
    type: str
    needed: bool

    @property
    def is_time(self) -> bool:
        """Whether a moment or a day is in it."""
        return self.name in ("at", "due", "until") or self.name.endswith("_at")

    def takes(self, value: object) -> bool:
        """Whether a value can be in it."""
        if value is None:
            return not self.needed
        if self.type == "INTEGER":
            return isinstance(value, int)
        return isinstance(value, str)

    def surely_takes(self, value: object) -> bool:
        """Whether a value is like those that are in it."""
        return self.takes(value) and not (
            self.is_time and isinstance(value, str) and not TIME.match(value)
        )


@dataclass(frozen=True)
class Shape:
    """What the rows of a table look like, `columns` in the order in which they are stored."""

    columns: tuple[Column, ...]

    def fits(self, record: Record) -> bool:
        """Whether a row can be one of the table; one from before the last columns is shorter."""
        return self._has_its_columns(record) and all(c.takes(v) for c, v in self._pairs(record))

    def surely_fits(self, record: Record) -> bool:
        """Whether a row can be told from those of other tables: its times are times."""
        return self.fits(record) and all(c.surely_takes(v) for c, v in self._pairs(record))

    @property
    def has_words(self) -> bool:
        """Whether its rows have words of the user, not only references."""
        texts = (c for c in self.columns if c.type == "TEXT" and c.needed and not c.is_time)
        return any(column.name != "uid" for column in texts)

    def _has_its_columns(self, record: Record) -> bool:
        many = len(record.values)
        missing = any(column.needed for column in self.columns[many:])
        # The id is stored elsewhere.
        return 0 < many <= len(self.columns) and record.values[0] is None and not missing

    def _pairs(self, record: Record) -> Iterable[tuple[Column, object]]:
        return zip(self.columns[1:], record.values[1:], strict=False)


def shapes_of(db: sqlite3.Connection) -> dict[str, Shape]:
    """Return the shape of each table of a sound database."""
    names = [row[0] for row in db.execute("select name from sqlite_master where type='table'")]
    found = {}
    for name in names:
        rows = db.execute(f"pragma table_info({quoted(name)})").fetchall()
        found[name] = Shape(tuple(Column(r[1], r[2], bool(r[3] and r[4] is None)) for r in rows))
    return found
