"""The shelf of things to share: whom each fits, and what was given to whom."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence, Set
from datetime import datetime

from infoview_tui.domain.fitting import Cares, Crowd, Fit, Things, item_words, telling_words
from infoview_tui.domain.giving import Give, ShelfItem
from infoview_tui.domain.shelf import read_item
from infoview_tui.domain.text import clean_line
from infoview_tui.errors import RefusedError
from infoview_tui.storage.rows import columns_of, from_columns
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen
from infoview_tui.values import dataclass

_INTERESTS = """
select t.person_id, t.body from interests t join people p on p.id = t.person_id
where t.deleted_at is null and p.deleted_at is null{} order by t.id
"""
_TAGS = """
select pt.person_id, g.name from people_tags pt join tags g on g.id = pt.tag_id
join people p on p.id = pt.person_id where p.deleted_at is null{}
    and g.id in (select value from json_each(?))
"""
_NAMES = "select p.id, p.name from people p where p.deleted_at is null{}"
_GIVES = """
select t.*, p.name as person from gives t join people p on p.id = t.person_id
where t.deleted_at is null and p.deleted_at is null order by t.at desc, t.id desc
"""


@dataclass(frozen=True)
class Gift:
    """What was given, with the name of whom it was given to."""

    give: Give
    person: str


@dataclass(frozen=True)
class OnShelf:
    """A thing on the shelf: whom it fits, and the names of those who have it already."""

    item: ShelfItem
    fits: Sequence[Fit]
    given_to: tuple[str, ...]

    @property
    def waits(self) -> bool:
        """Whether it is on the shelf to be given.

        What was given and fits nobody else is not; it comes back with the next whom it fits.
        """
        return self.item.put_away_at is None and bool(self.fits or not self.given_to)


def all_gifts(store: Store) -> tuple[Gift, ...]:
    """Return all that was given, the latest first."""
    found = columns_of(store.db.execute(_GIVES))
    return tuple(map(Gift, from_columns(Give, found), found["person"]))


Fitting = Callable[[int], tuple[tuple[ShelfItem, str], ...]]
"""Says what of the shelf fits a person, by id, and was not given to them, with their interest."""


def every_item(store: Store) -> tuple[OnShelf, ...]:
    """Return all things, those put away or given too, the newest first."""
    return whole_shelf(store)[0]


def whole_shelf(store: Store) -> tuple[tuple[OnShelf, ...], Fitting]:
    """Return all things as `every_item` does, and what says which of those that wait fit whom."""
    items = store.shelf.where(order="t.id desc")
    if not items:
        return (), lambda _id: ()
    given: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for gift in reversed(all_gifts(store)):
        if gift.give.shelf_id is not None:
            given[gift.give.shelf_id][gift.give.person_id] = gift.person
    people = _cares(store, items)
    crowd = Crowd(items, people)
    things = tuple(
        OnShelf(item, crowd.fits(item, given[item.id]), tuple(given[item.id].values()))
        for item in items
    )
    pairs = {(id, item) for item, names in given.items() for id in names}
    return things, _fitting((each.item for each in things if each.waits), people, pairs)


def things_for(store: Store, ids: Collection[int]) -> Fitting:
    """Return what says which things of the shelf fit people, of these ids."""
    items = store.shelf.where("t.put_away_at is null", order="t.id desc")
    if not items:
        return lambda _id: ()
    among = ",".join(map(str, ids))
    sql = (
        f"select person_id, shelf_id from gives where deleted_at is null and person_id in ({among})"
    )
    given = set(store.db.execute(sql).fetchall())
    return _fitting(items, _cares(store, items, ids), given)


def _fitting(
    items: Iterable[ShelfItem], people: Iterable[Cares], given: Set[tuple[int, int]]
) -> Fitting:
    things = Things(items)
    caring = {person.person_id: person for person in people}

    def fitting(id: int) -> tuple[tuple[ShelfItem, str], ...]:
        if id not in caring:
            return ()
        return tuple(each for each in things.fitting(caring[id]) if (id, each[0].id) not in given)

    return fitting


def _cares(
    store: Store, items: Collection[ShelfItem], ids: Collection[int] | None = None
) -> tuple[Cares, ...]:
    """Return who cares for what any of the things is about, or may be named by one."""
    among = "" if ids is None else f" and p.id in ({','.join(map(str, ids))})"
    words = frozenset[str]().union(*(map(item_words, items)))
    named = any(item.about for item in items)
    all_tags = store.db.execute("select id, name from tags").fetchall()
    meant = json.dumps([id for id, name in all_tags if telling_words(name) & words])
    interests: defaultdict[int, list[str]] = defaultdict(list)
    for id, text in store.db.execute(_INTERESTS.format(among)).fetchall():
        if telling_words(text) & words:
            interests[id].append(text)
    tags: defaultdict[int, list[str]] = defaultdict(list)
    for id, text in store.db.execute(_TAGS.format(among), [meant]).fetchall():
        tags[id].append(text)
    return tuple(
        Cares(id, name, tuple(interests.get(id, ())), tuple(tags.get(id, ())))
        for id, name in store.db.execute(_NAMES.format(among)).fetchall()
        if named or id in interests or id in tags
    )


def put_on_shelf(store: Store, now: datetime, line: str) -> int:
    """Put a thing on the shelf, from a line with a link or a title; returns its id.

    Raises:
        RefusedError: the line has neither, or is too long.

    """
    title, link, about = read_item(line)
    with store.write():
        return store.shelf.add(now, title=title, link=link, about=about)


def change_item(store: Store, now: datetime, id: int, seen: Seen, /, **values: str) -> None:
    """Change what a thing is called (title), where it is (link) and whom it is for (about).

    Raises:
        ConflictError: it was changed elsewhere since it was `seen`.

    """
    with store.write():
        store.shelf.change(now, id, seen, **values)


def put_away(store: Store, now: datetime, id: int, *, on: bool) -> None:
    """Put a thing away, or back on the shelf."""
    with store.write():
        store.shelf.change(now, id, put_away_at=now if on else None)


def delete_item(store: Store, now: datetime, id: int) -> None:
    """Take a thing off the shelf; what was given of it stays given."""
    with store.write():
        store.shelf.delete(now, id)


def restore_item(store: Store, now: datetime, id: int) -> None:
    """Undo `delete_item`."""
    with store.write():
        store.shelf.restore(now, id)


def give_by_hand(store: Store, now: datetime, id: int, person_id: int) -> int:
    """Note that a thing was given without a letter; returns the id of the give."""
    with store.write():
        item, person = store.shelf.get(id), store.people.get(person_id)
        return store.gives.add(now, person_id=person.id, at=now, body=item.title, shelf_id=id)


def change_give(store: Store, now: datetime, id: int, seen: Seen, body: str) -> None:
    """Change what a give is called.

    Raises:
        RefusedError: it would be called nothing.
        ConflictError: it was changed elsewhere since it was `seen`.

    """
    words = clean_line(body)
    if not words:
        raise RefusedError("A give needs some words; d takes it back.")
    with store.write():
        store.gives.change(now, id, seen, body=words)


def delete_give(store: Store, now: datetime, id: int) -> None:
    """Take a give back."""
    with store.write():
        store.gives.delete(now, id)


def restore_give(store: Store, now: datetime, id: int) -> None:
    """Undo `delete_give`."""
    with store.write():
        store.gives.restore(now, id)
