"""Talking points: writing the cards and choosing which go into an interview."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.points import INTRODUCTIONS, TalkingPoint, for_seekers
from infoview_tui.domain.text import clean_line, fold
from infoview_tui.errors import RefusedError
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen


def all_points(store: Store) -> tuple[TalkingPoint, ...]:
    """Return the introductions, shortest first, then the cards in order."""
    lengths = [name for name, _seconds in INTRODUCTIONS]
    points = store.points.where(order="t.position, t.id")
    intros = sorted((p for p in points if p.length), key=lambda p: lengths.index(p.length))
    return (*intros, *(p for p in points if not p.length))


def matches(card: TalkingPoint, terms: str) -> bool:
    """Whether a card is for an audience, or has words, that begin with all of these terms."""
    texts = (card.audience, card.title, card.point, card.proof, card.why)
    own = _words(" ".join(texts))
    return all(any(word.startswith(term) for word in own) for term in _words(terms))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


def add_card(store: Store, now: datetime, title: str, point: str = "", /, **rest: str) -> int:
    """Write a new card; `rest` are proof, why and audience.

    Raises:
        RefusedError: the front is empty.

    """
    title = clean_line(title)
    if not title:
        raise RefusedError("A card needs a few words on its front.")
    with store.write():
        last = store.db.execute("select coalesce(max(position), 0) from talking_points")
        return store.points.add(
            now,
            position=last.fetchone()[0] + 1,
            title=title,
            point=clean_line(point),
            length="",
            **{name: clean_line(text) for name, text in rest.items()},
        )


def write_introduction(
    store: Store, now: datetime, length: str, text: str, *, seen: Seen = None
) -> int:
    """Write the introduction of a length (`15 s`, `30 s`, `2 min`), over the one there was.

    Raises:
        ConflictError: written elsewhere since it was `seen` (with no words where there was none).

    """
    with store.write():
        known = store.points.where("t.length=?", length)
        if known:
            store.points.change(now, known[0].id, seen, point=clean_line(text))
            return known[0].id
        if seen["point"] if isinstance(seen, Mapping) else seen:
            gone = store.db.execute(
                "select id from talking_points where length=? order by updated_at desc", [length]
            ).fetchone()
            raise store.points.conflict(gone[0] if gone else 0, {"point": clean_line(text)})
        return store.points.add(
            now, position=0, title="Introduction", point=clean_line(text), length=length
        )


def change_card(
    store: Store, now: datetime, id: int, /, *, seen: Seen = None, **values: Any
) -> None:
    """Change a card's title, point, proof, why or audience.

    Raises:
        RefusedError: the front would be empty.
        ConflictError: the same was changed elsewhere since it was `seen`.

    """
    values = {name: clean_line(text) for name, text in values.items()}
    if values.get("title") == "":
        raise RefusedError("A card needs a few words on its front; d deletes it.")
    with store.write():
        store.points.change(now, id, seen, **values)


def delete_card(store: Store, now: datetime, id: int) -> None:
    """Take a card away; `restore_card` brings it back."""
    with store.write():
        store.points.delete(now, id)


def restore_card(store: Store, now: datetime, id: int) -> None:
    """Undo `delete_card`."""
    with store.write():
        store.points.restore(now, id)


def cards_for(store: Store, talk: Interview) -> tuple[TalkingPoint, ...]:
    """Return the cards of an interview; where none was chosen all of them, or a host's stories."""
    chosen = store.points.chosen_for(talk.id)
    if chosen:
        return chosen
    cards = store.points.where(order="t.position, t.id")
    return tuple(card for card in cards if for_seekers(card)) if talk.host else cards


def choose(store: Store, now: datetime, interview_id: int, point_id: int) -> bool:
    """Take a card into an interview, or out of it when it was in; returns whether it is in now."""
    with store.write():
        if any(p.id == point_id for p in store.points.chosen_for(interview_id)):
            store.interviews.drop_point(interview_id, point_id)
            return False
        store.interviews.choose_point(now, interview_id, point_id)
        return True
