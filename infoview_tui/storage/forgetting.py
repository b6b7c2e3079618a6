"""Forgetting a person for good: in the database, its search tables and all its backups."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from infoview_tui.domain.text import fold
from infoview_tui.errors import NotFoundError, StorageError
from infoview_tui.storage.backup import Backup, backups_of
from infoview_tui.storage.connection import reason
from infoview_tui.storage.copying import held, open_live
from infoview_tui.storage.database import immediate
from infoview_tui.storage.mending import search_tables
from infoview_tui.storage.opened import opened
from infoview_tui.storage.removal import remove
from infoview_tui.storage.soundness import damage, lost_references, quoted
from infoview_tui.values import dataclass

_SHARED = {"organisations": ("people", "organisation_id"), "tags": ("people_tags", "tag_id")}
"""Names that several may have: one goes with the last who has it, also where that was before they
moved on. By table: who refers to it."""


@dataclass(frozen=True)
class Forgotten:
    """What was done: how many rows went, and the backups with and without the person."""

    rows: int
    backups: tuple[Backup, ...]
    left: tuple[Backup, ...]
    mentions: tuple[str, ...]
    """Where the name still stands in the words of other rows, as `notes 5`."""


def forget(
    database: Path, uid: str, name: str, merged: Mapping[str, str] | None = None
) -> Forgotten:
    """Remove a person, and what belongs to them, from a database and from each of its backups.

    The pages that held it are overwritten and the files built anew, so that no byte of it stays in
    them. Other windows may be open. What cannot be changed in a backup is told, not raised: the
    person is gone from the database then.

    Args:
        database: the file.
        uid: of the person; in a backup they may have another id.
        name: looked for in what is left.
        merged: names by uid of the entries that went into theirs: in a backup from before they are
            on their own.

    Raises:
        NotFoundError: there is no such person.
        StorageError: it was not done, and why; the database is as it was.

    """
    also = merged or {}
    uids, names = (uid, *also), (name, *also.values())
    try:
        with closing(open_live(database)) as connection:
            rows = _forget_in(connection, uids)
            mentions = tuple(_mentions(connection, names))
    except (sqlite3.Error, OSError) as error:
        why = reason(error)
        raise StorageError(f"Nobody was forgotten in {database}: {why}.", why) from error
    if not rows:
        raise NotFoundError(f"There is nobody of that name in {database} any more.")
    backups = backups_of(database)
    done = tuple(backup for backup in backups if _forgets(backup.path, uids))
    left = tuple(backup for backup in backups if backup not in done)
    return Forgotten(rows, done, left, mentions)


def _forgets(backup: Path, uids: Collection[str]) -> bool:
    try:
        with held(backup) as connection:
            _forget_in(connection, uids)
            # A backup has nothing beside it.
            connection.execute("pragma journal_mode=delete").fetchall()
            return not (damage(connection) or lost_references(connection))
    except (sqlite3.Error, OSError, StorageError, UnicodeDecodeError):
        return False


def _forget_in(connection: sqlite3.Connection, uids: Collection[str]) -> int:
    """Remove a person from an open database, whatever its schema; returns how many rows went."""
    db = opened(connection)
    for pragma in ("journal_mode=truncate", "synchronous=full", "secure_delete=on"):
        connection.execute(f"pragma {pragma}").fetchall()
    with immediate(db):
        among = "uid in (select value from json_each(?))"
        sql = f"select id from people where {among}"
        found = [row[0] for row in db.execute(sql, [json.dumps([*uids])]).fetchall()]
        if not found:
            return 0
        rows = remove(db, {"people": found})
        for table, (child, column) in _SHARED.items():
            sql = (
                f'select id from "{table}" where id not in'
                f' (select "{column}" from "{child}" where "{column}" is not null)'
            )
            rows += remove(db, {table: {row[0] for row in db.execute(sql).fetchall()}})
        db.execute("update revision set number = number + 1")
    # A search table keeps the words of rows that are gone until it is built anew.
    for name in search_tables(connection):
        with immediate(db):
            db.execute(f"insert into {quoted(name)}({quoted(name)}) values ('rebuild')")
    # Bytes between the rows of a page are not overwritten by a deletion.
    connection.execute("vacuum")
    return rows


def _mentions(connection: sqlite3.Connection, names: Collection[str]) -> Iterator[str]:
    """Yield the rows with one of these names in their words."""
    db, wanted = opened(connection), {fold(name) for name in names}
    for table in db.table_names():
        columns = db.table(table).columns_dict
        texts = [column for column, kind in columns.items() if kind is str]
        if not texts or "id" not in columns:
            continue
        chosen = ", ".join(map(quoted, ("id", *texts)))
        for id, *words in db.execute(f"select {chosen} from {quoted(table)}").fetchall():
            folded = [fold(text) for text in words if isinstance(text, str)]
            if any(name in text for text in folded for name in wanted):
                yield f"{table} {id}"
