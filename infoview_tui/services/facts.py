"""What was found out before one asks: facts with their source, and questions they make needless."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.preparation import Fact, ItemState
from infoview_tui.domain.text import clean_line
from infoview_tui.errors import RefusedError
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen


def facts_for(store: Store, interview: Interview) -> tuple[Fact, ...]:
    """Return what is known of the people of an interview, as it was found."""
    found: list[Fact] = []
    for person in interview.people:
        found += store.facts.where("t.person_id=?", person.id)
    return tuple(found)


def add_fact(
    store: Store,
    now: datetime,
    interview_id: int,
    text: str,
    source: str = "",
    *,
    item_id: int | None = None,
) -> int:
    """Keep a fact about whom an interview is with, and return its id.

    With `item_id` the question of the checklist that it answers is crossed off.

    Raises:
        RefusedError: it is empty, or nobody is in the interview.

    """
    text = clean_line(text)
    if not text:
        raise RefusedError("A fact needs some words: what did you find?")
    with store.write():
        person = store.interviews.get(interview_id).person_id
        if person is None:
            raise RefusedError("Nobody is in this interview any more.")
        if item_id is not None:
            store.interviews.checklist.change(now, item_id, state=ItemState.KNOWN)
        return store.facts.add(
            now, person_id=person, text=text, source=clean_line(source), item_id=item_id
        )


def unfind(store: Store, now: datetime, item_id: int) -> tuple[int, ...]:
    """Put a crossed-off question back on the list; returns the facts that had answered it.

    The facts stay, and answer no question any more.
    """
    with store.write():
        store.interviews.checklist.change(now, item_id, state=ItemState.OPEN)
        found = store.facts.where("t.item_id=?", item_id)
        for fact in found:
            store.facts.change(now, fact.id, item_id=None)
    return tuple(fact.id for fact in found)


def find_again(store: Store, now: datetime, item_id: int, facts: Sequence[int]) -> None:
    """Undo `unfind`."""
    with store.write():
        store.interviews.checklist.change(now, item_id, state=ItemState.KNOWN)
        for id in facts:
            if store.facts.where("t.id=?", id):
                store.facts.change(now, id, item_id=item_id)


def change_fact(
    store: Store, now: datetime, id: int, /, *, seen: Seen = None, **values: Any
) -> None:
    """Change the words of a fact, or its source.

    Raises:
        RefusedError: the fact would be empty.
        ConflictError: the same was changed elsewhere since it was `seen`.

    """
    values = {name: clean_line(text) for name, text in values.items()}
    if values.get("text") == "":
        raise RefusedError("A fact needs some words; d drops it.")
    with store.write():
        store.facts.change(now, id, seen, **values)


def delete_fact(store: Store, now: datetime, id: int) -> None:
    """Drop a fact; a question that it had crossed off is to be asked again."""
    with store.write():
        item = store.facts.get(id).item_id
        store.facts.delete(now, id)
        if item is not None and store.interviews.checklist.where("t.id=?", item):
            store.interviews.checklist.change(now, item, state=ItemState.OPEN)


def restore_fact(store: Store, now: datetime, id: int) -> None:
    """Undo `delete_fact`."""
    with store.write():
        store.facts.restore(now, id)
        item = store.facts.get(id).item_id
        if item is not None and store.interviews.checklist.where("t.id=?", item):
            store.interviews.checklist.change(now, item, state=ItemState.KNOWN)
