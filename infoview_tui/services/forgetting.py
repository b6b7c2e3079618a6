"""Forgetting for good: also who was deleted or merged, since their rows are still there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from infoview_tui.domain.text import fold
from infoview_tui.errors import AmbiguousError, NotFoundError, RefusedError
from infoview_tui.services.doctor import emergency_files
from infoview_tui.storage.forgetting import Forgotten, forget
from infoview_tui.storage.removal import with_dependents
from infoview_tui.storage.store import Store
from infoview_tui.values import dataclass


@dataclass(frozen=True)
class Doomed:
    """A person and how many rows of each table would go with them."""

    uid: str
    name: str
    rows: dict[str, int]
    merged: dict[str, str]
    """Names by uid of the entries that went into theirs."""


def to_forget(store: Store, text: str) -> Doomed:
    """Find the person of that id, or of that (part of a) name; an exact name wins.

    An entry that was merged into another one means that one: it is the same person.

    Raises:
        NotFoundError: nobody goes by it.
        AmbiguousError: several do; the error lists them.

    """
    people = list(store.db.query("select id, uid, name, deleted_at from people order by id"))
    wanted = fold(text.strip())
    hits = [row for row in people if wanted and str(row["id"]) == wanted]
    hits = hits or [row for row in people if wanted and wanted in fold(row["name"])]
    hits = [row for row in hits if fold(row["name"]) == wanted] or hits
    by_id, kept_by = {row["id"]: row for row in people}, _kept_by(store)
    hits = [by_id[id] for id in dict.fromkeys(_last(kept_by, row["id"]) for row in hits)]
    if not hits:
        raise NotFoundError(f"Nobody is called '{text}'; part of a name in People is enough.")
    if len(hits) > 1:
        lines = tuple(
            f"{row['id']}  {row['name']}{'  deleted' if row['deleted_at'] else ''}" for row in hits
        )
        raise AmbiguousError(f"'{text}' could be {len(hits)} people; give an id:", lines)
    (row,) = hits
    rows = with_dependents(store.db, {"people": [row["id"]]})
    counts = {table: len(ids) for table, ids in rows.items()}
    return Doomed(row["uid"], row["name"], counts, merged_away(store, row["id"]))


def merged_away(store: Store, id: int) -> dict[str, str]:
    """Return the names by uid of all entries that went into a person, however far removed."""
    kept_by = _kept_by(store)
    gone = [each for each in kept_by if _last(kept_by, each) == id]
    among = "id in (select value from json_each(?))"
    sql = f"select uid, name from people where {among} order by id"
    return dict(store.db.execute(sql, [json.dumps(gone)]).fetchall())


def _kept_by(store: Store) -> dict[int, int]:
    """Return into whom each entry went that was merged and not taken apart."""
    rows = store.db.execute(
        "select m.gone_id, m.kept_id from merges m join people p on p.id = m.gone_id"
        " where m.undone_at is null and p.deleted_at is not null and m.gone_id <> m.kept_id"
        " order by m.id"
    )
    return dict(rows.fetchall())


def _last(kept_by: Mapping[int, int], id: int) -> int:
    """Follow an entry to the one that it is part of now."""
    seen = {id}
    while id in kept_by and kept_by[id] not in seen:
        id = kept_by[id]
        seen.add(id)
    return id


def check_nothing_waits(database: Path) -> None:
    """Refuse while words wait beside the database that it has yet to take in.

    Raises:
        RefusedError: there are some.

    """
    waiting = emergency_files(database)
    if waiting:
        raise RefusedError(
            f"Words that could not be saved wait in {waiting[0]}. Open infoview once, which takes "
            "them in; then do this again."
        )


def forget_deleted(store: Store, id: int) -> Forgotten:
    """Forget somebody who rests in the trash, in the database and its backups.

    Raises:
        NotFoundError: there is no such person.
        RefusedError: words wait to be saved.
        StorageError: it was not done, and why.

    """
    if store.newer is not None:
        raise store.newer
    check_nothing_waits(store.path)
    doomed = to_forget(store, str(id))
    return forget(store.path, doomed.uid, doomed.name, doomed.merged)
