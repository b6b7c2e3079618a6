"""Whom a `forget` means: also those who were deleted, since their rows are still there."""

from __future__ import annotations

from dataclasses import dataclass

from infoview_tui.domain.text import fold
from infoview_tui.errors import AmbiguousError, NotFoundError
from infoview_tui.storage.removal import with_dependents
from infoview_tui.storage.store import Store


@dataclass(frozen=True)
class Doomed:
    """A person and how many rows of each table would go with them."""

    uid: str
    name: str
    rows: dict[str, int]


def to_forget(store: Store, text: str) -> Doomed:
    """Find the person of that id, or of that (part of a) name; an exact name wins.

    Raises:
        NotFoundError: nobody goes by it.
        AmbiguousError: several do; the error lists them.

    """
    people = list(store.db.query("select id, uid, name, deleted_at from people order by id"))
    wanted = fold(text.strip())
    hits = [row for row in people if wanted and str(row["id"]) == wanted]
    hits = hits or [row for row in people if wanted and wanted in fold(row["name"])]
    hits = [row for row in hits if fold(row["name"]) == wanted] or hits
    if not hits:
        raise NotFoundError(f"Nobody is called '{text}'; part of a name in People is enough.")
    if len(hits) > 1:
        lines = tuple(
            f"{row['id']}  {row['name']}{'  deleted' if row['deleted_at'] else ''}" for row in hits
        )
        raise AmbiguousError(f"'{text}' could be {len(hits)} people; give an id:", lines)
    (row,) = hits
    rows = with_dependents(store.db, {"people": [row["id"]]})
    return Doomed(row["uid"], row["name"], {table: len(ids) for table, ids in rows.items()})
