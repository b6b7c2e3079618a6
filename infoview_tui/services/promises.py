"""Promises both ways: keeping them, moving their day, and the rate of those kept."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta

from infoview_tui.domain.dates import parse_when
from infoview_tui.domain.followup import MINE_DUE_DAYS, THEIRS_DUE_DAYS, Promise, Side
from infoview_tui.domain.text import clean_line
from infoview_tui.errors import RefusedError
from infoview_tui.storage.store import Store
from infoview_tui.values import dataclass

_COUNTS = """
select t.side, count(*), count(t.kept_at) from promises t
join people p on p.id = t.person_id and p.deleted_at is null
where t.deleted_at is null group by t.side
"""


def all_promises(store: Store) -> tuple[Promise, ...]:
    """Return every promise, by due day."""
    return store.promises.where(order="t.due, t.id")


@dataclass(frozen=True)
class Owed:
    """What is owed both ways: the open ones by due day, and those kept last, the latest first.

    `counts` has of each side that there is how many there ever were, and how many were kept.
    """

    left: tuple[Promise, ...]
    kept: tuple[Promise, ...]
    counts: Mapping[Side, tuple[int, int]]


def owed(store: Store, lately: int) -> Owed:
    """Gather what is owed, with no more than so many of those that were kept lately."""
    return Owed(
        store.promises.where("t.kept_at is null", order="t.due, t.id"),
        store.promises.where(
            "t.id in (select q.id from promises q join people p on p.id = q.person_id"
            " and p.deleted_at is null where q.deleted_at is null and q.kept_at is not null"
            " order by q.kept_at desc, q.due, q.id limit ?)",
            lately,
            order="t.kept_at desc, t.due, t.id",
        ),
        {Side(side): (there, kept) for side, there, kept in store.db.execute(_COUNTS).fetchall()},
    )


def count_open(store: Store) -> int:
    """Count those not kept yet."""
    found = store.db.execute(
        "select count(*) from promises t join people p on p.id = t.person_id"
        " and p.deleted_at is null where t.deleted_at is null and t.kept_at is null"
    )
    return int(found.fetchone()[0])


def add_promise(
    store: Store, now: datetime, person_id: int, side: Side, body: str, due: date
) -> int:
    """Write down a promise by hand.

    Raises:
        RefusedError: it has no words.

    """
    body = clean_line(body)
    if not body:
        raise RefusedError("A promise needs some words: what was promised?")
    with store.write():
        return store.promises.add(now, person_id=person_id, side=side, body=body, due=due)


def read_promise(line: str, now: datetime, *, day_first: bool = False) -> tuple[Side, str, date]:
    """Read `> what I will do by friday`: whose it is, what, and the day it is due.

    `<` makes it theirs, anything else mine. What stands behind the last `by` stays in the words
    when it is no day; without a day it is due as a promise in a note is. `now` is aware, in the
    user's zone; `day_first` says how `1/12` is read.
    """
    text = clean_line(line)
    side = Side.THEIRS if text.startswith("<") else Side.MINE
    text = text.lstrip("<>").strip()
    days = MINE_DUE_DAYS if side is Side.MINE else THEIRS_DUE_DAYS
    words, by, when = text.rpartition(" by ")
    if by and words.strip():
        with suppress(RefusedError):
            return side, words.strip(), parse_when(when, now, day_first=day_first).day
    return side, text, now.date() + timedelta(days=days)


def delete_promise(store: Store, now: datetime, id: int) -> None:
    """Take a promise away."""
    with store.write():
        store.promises.delete(now, id)


def keep(store: Store, now: datetime, id: int) -> bool:
    """Mark a promise as kept, or open again when it was; returns whether it is kept now."""
    with store.write():
        kept = store.promises.get(id).kept_at is None
        store.promises.change(now, id, kept_at=now if kept else None)
    return kept


def move(store: Store, now: datetime, id: int, due: date) -> None:
    """Give a promise another day."""
    with store.write():
        store.promises.change(now, id, due=due)
