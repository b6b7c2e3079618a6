"""The closing ticks that follow from what is said: more than one name, and leave to be named."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from infoview_tui.domain.notes import NoteKind
from infoview_tui.domain.people import read_person
from infoview_tui.domain.preparation import Item, ItemKind, ItemState
from infoview_tui.domain.text import fold
from infoview_tui.storage.store import Store

YES = frozenset(("y", "yes", "sure", "gladly"))
NO = frozenset(("n", "no", "not", "rather"))
"""How an answer to "May I say you sent me?" begins ("rather not")."""

ENOUGH_NAMES = 2
"""Ask for more than one name (Bolles, What Color Is Your Parachute?)."""


def closing_item(items: Iterable[Item], key: str) -> Item | None:
    """Return the tick of a closing check, by the check's key."""
    # Not above: a note from a shell that names nobody is to be quick.
    from infoview_tui.content.library import check_keys

    keys = check_keys()
    return next((i for i in items if i.kind is ItemKind.CLOSING and keys.get(i.text) == key), None)


def answered(bodies: Iterable[str]) -> bool | None:
    """Read yes or no from how the notes of a question begin, the last answer of all; else None.

    A tick alone says that it was asked: leave to be named in a letter is never guessed.
    """
    first = [re.split(r"\W", fold(body).strip(), maxsplit=1)[0] for body in bodies]
    answers = [word in YES for word in first if word in YES | NO]
    return answers[-1] if answers else None


def count_names(bodies: Iterable[str]) -> int:
    """Count the different people whom notes name, from the texts of the notes."""
    people = (read_person(body) for body in bodies)
    return len({fold(person.name) for person in people if person is not None})


def raised(state: ItemState, names: int) -> ItemState:
    """Return what the check of names becomes with so many of them; never less than it was."""
    if names == 0 or state not in (ItemState.OPEN, ItemState.PARTLY):
        return state
    return ItemState.ASKED if names >= ENOUGH_NAMES else ItemState.PARTLY


def tick_names(store: Store, now: datetime, interview_id: int) -> None:
    """Let the check of names follow the people who were named in an interview."""
    item = closing_item(_items(store, interview_id), "names")
    if item is None or item.done:
        return
    notes = store.notes.where("t.interview_id=? and t.kind=?", interview_id, NoteKind.PERSON)
    state = raised(item.state, count_names(note.body for note in notes))
    if state is not item.state:
        store.interviews.checklist.change(now, item.id, state=state)


def untick_names(
    store: Store, now: datetime, interview_id: int, was: ItemState, became: ItemState
) -> None:
    """Take back what a note made of the check of names, unless it was ticked since."""
    item = closing_item(_items(store, interview_id), "names")
    if item is not None and was is not became and item.state is became:
        store.interviews.checklist.change(now, item.id, state=was)


def may_mention(store: Store, interview_id: int | None) -> bool | None:
    """Return the answer to "May I say you sent me?"; None while there is none."""
    if interview_id is None:
        return None
    item = closing_item(_items(store, interview_id), "permission")
    if item is None:
        return None
    notes = store.notes.where("t.item_id=?", item.id, order="t.at, t.id")
    return answered(note.body for note in notes)


def keep_permission(store: Store, now: datetime, interview_id: int) -> None:
    """Store that answer on the introductions of an interview; to be called in a transaction."""
    answer = may_mention(store, interview_id)
    for made in store.people.introductions.where("t.interview_id=?", interview_id):
        if made.may_mention is not answer:
            store.people.introductions.change(now, made.id, may_mention=answer)


def _items(store: Store, interview_id: int) -> tuple[Item, ...]:
    return store.interviews.checklist.where("t.interview_id=?", interview_id)
