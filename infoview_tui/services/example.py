"""The practice example: a made-up autumn inside any database, and its removal.

Each of its rows has a uid that begins with `PREFIX`; that alone tells it from the user's own.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from infoview_tui.content.library import example
from infoview_tui.errors import RefusedError
from infoview_tui.services.example_life import live_through
from infoview_tui.services.example_scene import FILLED, PREFIX, Scene
from infoview_tui.storage.removal import references, remove
from infoview_tui.storage.store import Store

SHARED = ("organisations", "tags")
"""Names that rows of the user may have come to use as well."""


def load_example(store: Store, now: datetime, zone: ZoneInfo) -> None:
    """Put the example into a database, as if its user had lived it until `now`.

    Rows that are there already are never touched, but for a name and a field of interest that
    were left empty.

    Raises:
        RefusedError: it is in there already.

    """
    tables = _tables(store)
    with store.write():
        if _example_rows(store):
            raise RefusedError(
                "The example is loaded already; infoview example remove takes it out."
            )
        last = {
            table: store.db.execute(f'select coalesce(max(id), 0) from "{table}"').fetchone()[0]
            for table in tables
        }
        live_through(Scene(store, now, zone), example())
        for table, id in last.items():
            store.db.execute(f'update "{table}" set uid=?||uid where id>?', [PREFIX, id])


def remove_example(store: Store, now: datetime) -> int:
    """Remove the example for good, with all that was added to its people and interviews.

    What the user made besides stays, a person whom an example person introduced included.

    Returns:
        How many rows went.

    Raises:
        RefusedError: there is none.

    """
    with store.write():
        rows = _example_rows(store)
        if not rows:
            raise RefusedError("There is no example to remove.")
        gone = _give_back_settings(store, now)
        shared = {table: rows.pop(table) for table in SHARED if table in rows}
        rows.pop("settings", None)
        gone += remove(store.db, rows)
        for link in references(store.db):
            if link.parent in shared:
                used = store.db.execute(f'select "{link.column}" from "{link.child}"').fetchall()
                shared[link.parent] -= {row[0] for row in used}
        gone += remove(store.db, shared)
        for table in SHARED:
            _adopt(store, table)
    return gone


def _tables(store: Store) -> tuple[str, ...]:
    """Return the tables whose rows have a uid."""
    db = store.db
    return tuple(name for name in db.table_names() if "uid" in db.table(name).columns_dict)


def _example_rows(store: Store) -> dict[str, set[int]]:
    rows = {
        table: {
            row[0]
            for row in store.db.execute(
                f'select id from "{table}" where uid glob ?', [f"{PREFIX}*"]
            ).fetchall()
        }
        for table in _tables(store)
    }
    return {table: ids for table, ids in rows.items() if ids}


def _give_back_settings(store: Store, now: datetime) -> int:
    """Undo what `live_through` set, except where the user has written over it since."""
    gone = 0
    for name, value in example()["settings"].items():
        row = store.db.execute("select uid, value from settings where name=?", [name]).fetchone()
        if row is None or row[1] != value:
            continue
        if row[0].startswith(FILLED):
            store.change_setting(now, name, "")
        elif row[0].startswith(PREFIX):
            store.db.execute("delete from settings where name=?", [name])
            gone += 1
    _adopt(store, "settings")
    return gone


def _adopt(store: Store, table: str) -> None:
    """Make the rows of the example that are left in a table the user's own."""
    for prefix in (FILLED, PREFIX):
        store.db.execute(
            f'update "{table}" set uid=substr(uid, ?) where uid glob ?',
            [len(prefix) + 1, f"{prefix}*"],
        )
