"""The trash: what was deleted rests there, comes back, or is removed for good."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from infoview_tui.domain.wording import short_day
from infoview_tui.errors import RefusedError
from infoview_tui.services.facts import delete_fact, restore_fact
from infoview_tui.services.hosting import delete_request
from infoview_tui.services.letters import delete_letter, restore_letter
from infoview_tui.services.merging import Merged, merge, merge_away, undo_merge
from infoview_tui.services.notes import delete_note, restore_note
from infoview_tui.services.prepare import delete_goal
from infoview_tui.services.room import check_room
from infoview_tui.storage.removal import Rowid, remove
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Table
from infoview_tui.storage.trash import (
    KINDS,
    Deleted,
    deleted,
    followers,
    hidden_above,
    the_deleted,
)
from infoview_tui.values import dataclass

_UseCase = Callable[[Store, datetime, int], object]


def _delete_request(store: Store, now: datetime, id: int) -> None:
    delete_request(store, now, store.requests.get(id).interview_id)


# More follows from these than the row itself.
_RESTORES: Mapping[str, _UseCase] = {
    "facts": restore_fact,
    "letters": restore_letter,
    "notes": restore_note,
}
_DELETES: Mapping[str, _UseCase] = {
    "facts": delete_fact,
    "goals": delete_goal,
    "letters": delete_letter,
    "notes": delete_note,
    "requests": _delete_request,
}


NAME_LENGTH = 24
"""Characters of a text that name it in a sentence."""


@dataclass(frozen=True)
class BroughtBack:
    """What came back, and the people and other rows that had to come with it, by their names.

    `merged` is what took two entries of one person apart.
    """

    what: Deleted
    rows: tuple[Rowid, ...]
    along: tuple[str, ...] = ()
    merged: Merged | None = None


def in_trash(store: Store) -> tuple[Deleted, ...]:
    """Return what was deleted, the newest first; a fixed number of queries."""
    return deleted(store.db)


def named(row: Deleted, now: datetime) -> str:
    """Say which row it is: `Dana Okafor`, `the note "half the job"`; `now` is in the user's zone.

    An interview has no words but its day.
    """
    if row.table == "people":
        return row.words
    if row.table == "interviews":
        day = f" of {short_day(row.at.astimezone(now.tzinfo).date(), now.date())}" if row.at else ""
        return f"the interview{day}" + (f" with {row.person}" if row.person else "")
    words = " ".join(row.words.split())
    if len(words) > NAME_LENGTH:
        words = f"{words[: NAME_LENGTH - 1].rstrip()}…"
    return f'the {row.called} "{words}"'


def bring_back(store: Store, now: datetime, table: str, id: int) -> BroughtBack:
    """Bring a row back, and what it belongs to where that is deleted too: else nobody sees it.

    An entry that was merged into another one is taken apart from it.

    Raises:
        NotFoundError: it is not in the trash.
        RefusedError: a later merge has to be undone first, or another text has taken its place.

    """
    with store.write():
        row = the_deleted(store.db, table, id)
        merged = merge_away(store, id) if row.merged_into else None
        if merged is not None:
            return BroughtBack(row, (), merged=undo_merge(store, now, merged.id))
        check_room(store, table, id)
        above = tuple(dict.fromkeys(hidden_above(store.db, table, id)))
        _check_not_merged(store, above)
        for each in (*above, (table, id)):
            _restore(store, now, *each)
    along = tuple(_called(store, each) for each in above)
    return BroughtBack(row, ((table, id), *reversed(above)), along)


def put_back(store: Store, now: datetime, back: BroughtBack) -> None:
    """Undo `bring_back`: what came back rests in the trash again.

    Raises:
        RefusedError: the talk of a request was held since.

    """
    if back.merged is not None:
        merge(store, now, back.merged.kept_id, back.merged.gone_id)
    with store.write():
        for table, id in back.rows:
            # A request takes its talk along.
            if _there(store, table, id):
                _delete(store, now, table, id)


def remove_for_good(store: Store, table: str, id: int) -> int:
    """Remove a row of the trash, with what belongs to it, for good; returns how many rows went.

    Raises:
        NotFoundError: it is not in the trash.

    """
    with store.write():
        the_deleted(store.db, table, id)
        rows = defaultdict(set, {table: {id}})
        for follower, follower_id in followers(store.db, table, id):
            rows[follower].add(follower_id)
        return remove(store.db, rows)


def empty(store: Store) -> int:
    """Remove all that is deleted for good; returns how many rows went.

    An entry that was merged into another person stays: it takes them apart again.
    """
    with store.write():
        rows = {
            table: {row[0] for row in store.db.execute(_sql_of_deleted(table)).fetchall()}
            for table in store.db.table_names()
            if "deleted_at" in store.db.table(table).columns_dict
        }
        return remove(store.db, rows)


def _sql_of_deleted(table: str) -> str:
    sql = f'select id from "{table}" where deleted_at is not null'
    if table == "people":
        sql += " and id not in (select gone_id from merges where undone_at is null)"
    return sql


def _restore(store: Store, now: datetime, table: str, id: int) -> None:
    restore = _RESTORES.get(table)
    if restore is not None:
        restore(store, now, id)
    else:
        _table(store, table).restore(now, id)


def _delete(store: Store, now: datetime, table: str, id: int) -> None:
    delete = _DELETES.get(table)
    if delete is not None:
        delete(store, now, id)
    else:
        _table(store, table).delete(now, id)


def _there(store: Store, table: str, id: int) -> bool:
    sql = f'select 1 from "{table}" where id=? and deleted_at is null'
    return store.db.execute(sql, [id]).fetchone() is not None


def _table(store: Store, name: str) -> Table[object]:
    return Table(store.db, name, object)


def _called(store: Store, row: Rowid) -> str:
    """Name a row that is back."""
    table, id = row
    if table == "people":
        return store.people.get(id).name
    if table == "interviews":
        return f"the interview with {store.interviews.get(id).who}"
    return KINDS[table].called if table in KINDS else table


def _check_not_merged(store: Store, above: Sequence[Rowid]) -> None:
    for table, id in above:
        person = the_deleted(store.db, table, id) if table == "people" else None
        if person is not None and person.merged_into:
            raise RefusedError(
                f"It belongs to {person.words}, who was merged into {person.merged_into}; "
                "M on that page takes them apart."
            )
