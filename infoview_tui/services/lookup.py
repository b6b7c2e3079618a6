"""Finding the one person or interview that a user means by an id or a part of a name."""

from __future__ import annotations

from datetime import datetime

from infoview_tui.domain.interviews import Interview, Status
from infoview_tui.domain.people import Person
from infoview_tui.domain.text import fold
from infoview_tui.errors import AmbiguousError, NotFoundError
from infoview_tui.storage.store import Store


def find_person(store: Store, text: str) -> Person:
    """Return the person of that id, or of that (part of a) name; an exact name wins.

    Raises:
        NotFoundError: nobody goes by it.
        AmbiguousError: several do; the error lists them.

    """
    wanted = fold(text.strip())
    if _is_id(wanted):
        return store.people.get(int(wanted))
    people = store.people.where(order="t.name, t.id")
    hits = [p for p in people if wanted and wanted in fold(p.name)]
    exact = [p for p in hits if fold(p.name) == wanted]
    hits = exact or hits
    if not hits:
        raise NotFoundError(f"Nobody is called '{text}'; part of a name in People is enough.")
    if len(hits) > 1:
        lines = tuple(f"{p.id}  {p.name}  {p.place_of_work}".rstrip() for p in hits)
        raise AmbiguousError(f"'{text}' could be {len(hits)} people; give an id:", lines)
    return hits[0]


def _is_id(text: str) -> bool:
    # Python refuses to read thousands of digits.
    return text.isdecimal() and len(text) < 20


def preferred(interviews: tuple[Interview, ...], now: datetime) -> Interview | None:
    """Of several interviews choose the running one, else the next booked, else the last."""
    running = [i for i in interviews if i.status(now) is Status.RUNNING]
    if running:
        return max(running, key=lambda i: i.started_at or now)
    booked = [i for i in interviews if i.status(now) is Status.BOOKED]
    if booked:
        return min(booked, key=lambda i: i.starts_at or now)
    return interviews[-1] if interviews else None


def find_interview(store: Store, text: str, now: datetime) -> Interview:
    """Return the interview of that id, or the preferred one with the person of that name.

    Raises:
        NotFoundError: there is none.
        AmbiguousError: the name fits several people.

    """
    wanted = text.strip()
    if _is_id(wanted):
        return store.interviews.get(int(wanted))
    person = find_person(store, wanted)
    found = preferred(store.interviews.of_person(person.id), now)
    if found is None:
        raise NotFoundError(
            f"There is no interview with {person.name}. "
            f'infoview interviews add "{person.name}" --at WHEN books one.'
        )
    return found


def running_interview(store: Store, now: datetime) -> Interview | None:
    """Return the running interview that started last."""
    running = [
        i
        for i in store.interviews.where("t.started_at is not null and t.ended_at is null")
        if i.status(now) is Status.RUNNING
    ]
    return max(running, key=lambda i: i.started_at or now) if running else None
