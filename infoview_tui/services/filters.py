"""Filters of People that are kept under a name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from infoview_tui.domain.people import SavedFilter
from infoview_tui.domain.people_filter import read_filter
from infoview_tui.domain.text import clean_line, fold
from infoview_tui.errors import RefusedError
from infoview_tui.storage.store import Store
from infoview_tui.values import dataclass

MOST_CHARACTERS = 500
"""Of the terms: what is longer is a paste gone wrong."""

LONGEST_NAME = 40
"""Characters of a name, which stands in the line."""


def saved_filters(store: Store) -> tuple[SavedFilter, ...]:
    """Return the filters that are kept, by name."""
    return store.people.filters.where(order="t.name collate nocase, t.id")


@dataclass(frozen=True)
class Kept:
    """A filter that was kept, and the terms that its name stood for before, if any."""

    id: int
    name: str
    before: str = ""


def save_filter(store: Store, now: datetime, name: str, terms: str) -> Kept:
    """Keep terms under a name, in place of what was kept under it; `unsave_filter` undoes it.

    Raises:
        RefusedError: there is no name, or nothing that narrows or sorts.

    """
    name, terms = clean_line(name), clean_line(terms)
    _check(name, terms)
    with store.write():
        known = called(saved_filters(store), name)
        if known is None:
            return Kept(store.people.filters.add(now, name=name, terms=terms), name)
        store.people.filters.change(now, known.id, terms=terms)
    return Kept(known.id, known.name, known.terms)


def unsave_filter(store: Store, now: datetime, kept: Kept) -> None:
    """Undo `save_filter`."""
    with store.write():
        if kept.before:
            store.people.filters.change(now, kept.id, terms=kept.before)
        else:
            store.people.filters.delete(now, kept.id)


def edit_filter(store: Store, now: datetime, id: int, name: str, terms: str) -> SavedFilter:
    """Give a filter another name or other terms; returns it as it was.

    Raises:
        RefusedError: as `save_filter`, or another one has the name.

    """
    name, terms = clean_line(name), clean_line(terms)
    _check(name, terms)
    with store.write():
        other = called(saved_filters(store), name)
        if other is not None and other.id != id:
            raise RefusedError(f"Another filter is called {other.name}; choose another name.")
        before = store.people.filters.get(id)
        store.people.filters.change(now, id, name=name, terms=terms)
    return before


def drop_filter(store: Store, now: datetime, id: int) -> None:
    """Drop a filter; `restore_filter` brings it back."""
    with store.write():
        store.people.filters.delete(now, id)


def restore_filter(store: Store, now: datetime, id: int) -> None:
    """Undo `drop_filter`."""
    with store.write():
        store.people.filters.restore(now, id)


def called(filters: Iterable[SavedFilter], name: str) -> SavedFilter | None:
    """Return the filter of that name, None where there is none."""
    wanted = fold(clean_line(name))
    return next((each for each in filters if fold(each.name) == wanted), None)


def _check(name: str, terms: str) -> None:
    if not name:
        raise RefusedError("A filter is kept under a name: save:curators.")
    if len(name) > LONGEST_NAME:
        raise RefusedError(f"The name of a filter has at most {LONGEST_NAME} characters.")
    if any(sign in name for sign in ':"'):
        raise RefusedError("The name of a filter has neither a colon nor quotes.")
    if len(terms) > MOST_CHARACTERS:
        raise RefusedError(f"A filter has at most {MOST_CHARACTERS} characters.")
    read = read_filter(terms)
    if not read.terms and not read.sort:
        raise RefusedError("There is nothing to keep: type a filter, then save:name.")
