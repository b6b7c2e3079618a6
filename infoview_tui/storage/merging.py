"""Moving all rows of one person to another, written down so that it can be taken back.

Nothing here lists the tables that belong to a person: that follows from the references of the
schema, so that a new table is moved as it comes.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from infoview_tui.domain.duplicates import folded
from infoview_tui.domain.merging import OUT_OF_SIGHT
from infoview_tui.storage.origin import terminal
from infoview_tui.storage.removal import Reference, references, renamed
from infoview_tui.storage.rows import store_moment
from infoview_tui.values import dataclass

if TYPE_CHECKING:
    from sqlite_utils import Database

Columns = dict[str, Any]

ONCE: Mapping[str, tuple[str, ...]] = {
    "answer_marks": ("kind", "topic", "person_id"),
    "interests": ("body", "person_id"),
    "interview_people": ("interview_id", "person_id"),
    "introductions": ("person_id", "introducer_id"),
    "people_tags": ("tag_id", "person_id"),
    "suggestions": ("interview_id", "person_id"),
}
"""Tables with one row for each of these: a second one after a merge would say it twice. Any other
table may well say a thing twice."""

NAMED = {"drafts": "place", "snoozes": "row"}
"""Tables whose rows are named after what they belong to."""

_GIVEN_LATER = frozenset({"may_mention"})
"""Leave that was given: one yes is enough."""


def of_people(db: Database) -> tuple[Reference, ...]:
    """Return the references to people that move: merges stay with those whom they name."""
    return tuple(r for r in references(db) if r.parent == "people" and r.child != "merges")


@dataclass
class Journal:
    """What was done, step by step, so that it can be undone from the last one to the first."""

    db: Database
    now: datetime
    steps: list[Columns] = field(default_factory=list)

    def set(self, table: str, uid: str, column: str, before: Any, after: Any) -> None:
        """Change a column of a row."""
        self._note("set", table, uid=uid, column=column, before=before, after=after)
        change(self.db, self.now, table, {column: after}, f'uid=? and "{column}" is ?', uid, before)

    def move(self, ref: Reference, before: int, after: int, rows: list[Columns]) -> None:
        """Let rows refer to another person; those of `ONCE` are also known by what they say."""
        if rows:
            keys = [_key(ref, row) for row in rows]
            uids = [row["uid"] for row in rows]
            self._note(
                "moved",
                ref.child,
                column=ref.column,
                before=before,
                after=after,
                uids=uids,
                keys=keys,
            )
            among = "uid in (select value from json_each(?))"
            change(self.db, self.now, ref.child, {ref.column: after}, among, json.dumps(uids))

    def take_out(self, table: str, row: Columns) -> None:
        """Remove a row that another one stands for; all of it is written down."""
        self._note("out", table, row=row)
        self.db.execute(f'delete from "{table}" where uid=?', [row["uid"]])

    def made(self, table: str, uid: str) -> None:
        """Write down a row that was added."""
        row = next(iter(self.db.query(f'select * from "{table}" where uid=?', [uid])))
        self._note("in", table, uid=uid, row=said(row))

    def _note(self, did: str, table: str, **what: Any) -> None:
        self.steps.append({"did": did, "table": table, **what})


def said(row: Mapping[str, Any]) -> Columns:
    """Return what a row says, without its stamps."""
    return {name: value for name, value in row.items() if name not in OUT_OF_SIGHT}


def change(
    db: Database, now: datetime, table: str, values: Columns, where: str, *arguments: Any
) -> int:
    """Change rows and stamp them where the table has stamps; returns how many there were."""
    sets = "".join(f'"{name}"=?, ' for name in values) + "updated_at=?"
    stamped = [*values.values(), store_moment(now)]
    if "version" in db.table(table).columns_dict:
        sets += ", written_on=?, version=version+1"
        stamped.append(terminal())
    return db.execute(f'update "{table}" set {sets} where {where}', [*stamped, *arguments]).rowcount


def _key(ref: Reference, row: Columns) -> Columns | None:
    once = ONCE.get(ref.child)
    return {name: row[name] for name in once if name != ref.column} if once else None


@dataclass(frozen=True)
class Double:
    """A row of the person who goes that another one says already; `first` None: it says nothing."""

    table: str
    row: Columns
    first: Columns | None


def doubles(db: Database, kept: int, gone: int) -> Iterator[Double]:
    """Yield the rows that would say a thing twice once two people are one."""
    columns: defaultdict[str, list[str]] = defaultdict(list)
    for child, column, _parent in of_people(db):
        columns[child].append(column)
    for table, key in ONCE.items():
        yield from _doubles_in(db, table, key, columns[table], (kept, gone))


def _doubles_in(
    db: Database, table: str, key: tuple[str, ...], whom: list[str], pair: tuple[int, int]
) -> Iterator[Double]:
    kept, gone = pair
    where = " or ".join(f'"{column}" in (?, ?)' for column in whom)
    sql = f'select * from "{table}" where deleted_at is null and ({where}) order by id'
    rows = list(db.query(sql, [kept, gone] * len(whom)))
    of_gone = [row for row in rows if any(row[column] == gone for column in whom)]
    own = [row for row in rows if row not in of_gone]
    there: dict[tuple[Any, ...], Columns] = {}
    for row in (*own, *of_gone):
        ids = {column: kept if row[column] == gone else row[column] for column in whom}
        moved = {**row, **ids}
        # Nobody led to themselves.
        if len(whom) > 1 and len(set(ids.values())) == 1 and row in of_gone:
            yield Double(table, row, None)
            continue
        says = tuple(folded(v) if isinstance(v, str) else v for v in (moved[name] for name in key))
        first = there.setdefault(says, row)
        if first is not row and row in of_gone:
            yield Double(table, row, first)


def move_rows(journal: Journal, kept: int, gone: int) -> list[str]:
    """Move all rows of a person to another; belongs inside a write transaction.

    Returns:
        Words of doubled rows that the one which stays does not say.

    """
    words: list[str] = []
    for double in list(doubles(journal.db, kept, gone)):
        if double.first is not None:
            words += _fill(journal, double)
        journal.take_out(double.table, double.row)
    for ref in of_people(journal.db):
        rows = journal.db.query(
            f'select * from "{ref.child}" where "{ref.column}"=? order by id', [gone]
        )
        journal.move(ref, gone, kept, list(rows))
    return words + list(_rename(journal, kept, gone))


def _fill(journal: Journal, double: Double) -> Iterator[str]:
    first, key = double.first, ONCE[double.table]
    assert first is not None
    for name, value in said(double.row).items():
        there = first[name]
        if name in key or value in (None, "") or value == there:
            continue
        if there in (None, "") or (name in _GIVEN_LATER and value):
            journal.set(double.table, first["uid"], name, there, value)
            # A third row is to see it.
            first[name] = value
        elif isinstance(value, str):
            about = [str(double.row[each]) for each in key if not each.endswith("_id")]
            yield ": ".join((*about[-1:], value))


def _rename(journal: Journal, kept: int, gone: int) -> Iterator[str]:
    db = journal.db
    tables = db.table_names()
    for table, column in NAMED.items():
        rows = list(db.query(f'select * from "{table}" order by id'))
        taken = {row[column] for row in rows}
        for row in rows:
            name = renamed(row[column], tables, ("people", gone), kept)
            if name == row[column]:
                continue
            if name not in taken:
                journal.set(table, row["uid"], column, row[column], name)
                continue
            journal.take_out(table, row)
            if table == "drafts":
                yield f"half typed: {row['body']}"
