"""Taking two people apart again: what a merge wrote down, undone from its last step on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from infoview_tui.storage.merging import Columns, change, said
from infoview_tui.storage.removal import POINTERS, references, remove
from infoview_tui.storage.table import inserted

if TYPE_CHECKING:
    from sqlite_utils import Database


def undo_steps(db: Database, now: datetime, steps: Sequence[Columns]) -> None:
    """Put back what still is where a merge put it; belongs inside a write transaction.

    What was changed or removed since is left as it is.
    """
    undo = {"set": _set, "moved": _moved, "out": _out, "in": _in}
    for step in reversed(steps):
        undo[step["did"]](db, now, step)


def _set(db: Database, now: datetime, step: Columns) -> None:
    column, where = step["column"], f'uid=? and "{step["column"]}" is ?'
    change(db, now, step["table"], {column: step["before"]}, where, step["uid"], step["after"])


def _moved(db: Database, now: datetime, step: Columns) -> None:
    table, column = step["table"], step["column"]
    back = {column: step["before"]}
    found = db.execute(
        f'select uid from "{table}" where uid in (select value from json_each(?))',
        [json.dumps(step["uids"])],
    )
    there = {row[0] for row in found.fetchall()}
    among = f'uid in (select value from json_each(?)) and "{column}"=?'
    change(db, now, table, back, among, json.dumps(sorted(there)), step["after"])
    for uid, key in zip(step["uids"], step["keys"], strict=True):
        if uid in there or key is None:
            continue
        # Tags and who is in an interview are written anew when they are changed.
        same = "".join(f' and "{name}" is ?' for name in key)
        where = f'"{column}"=? and deleted_at is null{same}'
        change(db, now, table, back, where, step["after"], *key.values())


def _out(db: Database, _now: datetime, step: Columns) -> None:
    table, row = step["table"], dict(step["row"])
    if _there(db, table, "uid", row["uid"]):
        return
    for child, column, parent in references(db):
        if child == table and row[column] is not None and not _there(db, parent, "id", row[column]):
            if column not in POINTERS:
                # What it belonged to was removed for good since.
                return
            row[column] = None
    if _there(db, table, "id", row["id"]):
        del row["id"]
    inserted(db, table, row)


def _in(db: Database, _now: datetime, step: Columns) -> None:
    rows = list(db.query(f'select * from "{step["table"]}" where uid=?', [step["uid"]]))
    if rows and said(rows[0]) == step["row"]:
        remove(db, {step["table"]: [rows[0]["id"]]})


def _there(db: Database, table: str, column: str, value: Any) -> bool:
    sql = f'select exists (select 1 from "{table}" where "{column}"=?)'
    return bool(db.execute(sql, [value]).fetchone()[0])
