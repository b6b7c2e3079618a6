"""Finding the one person or interview that a user means by an id or a part of a name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from infoview_tui.domain.interviews import Boot, Interview, Status
from infoview_tui.domain.people import Person
from infoview_tui.domain.text import fold
from infoview_tui.errors import AmbiguousError, NotFoundError
from infoview_tui.storage.interviews import WITH_SOMEBODY
from infoview_tui.storage.store import Store


def find_person(store: Store, text: str) -> Person:
    """Return the person of that id, or of that (part of a) name; an exact name wins.

    Raises:
        NotFoundError: nobody goes by it.
        AmbiguousError: several do; the error lists them.

    """
    if _is_id(text.strip()):
        return store.people.get(int(text))
    hits = _called(store, text)
    if len(hits) > 1:
        lines = tuple(f"{p.id}  {p.name}  {p.place_of_work}".rstrip() for p in hits)
        raise AmbiguousError(f"'{text}' could be {len(hits)} people; give an id:", lines)
    return hits[0]


def people_named(store: Store, text: str, known: Mapping[int, str]) -> tuple[int, ...]:
    """Return the ids of those whose names, parts of them or ids were typed with commas.

    Args:
        store: where they are looked for.
        text: what was typed.
        known: names by id of those whom the line began with; as often as a name of theirs stands
            there still, so many of them are meant.

    Raises:
        NotFoundError: nobody goes by one of the names.
        AmbiguousError: several do, or went by it and are no longer all there.

    """
    names = [name.strip() for name in text.split(",") if name.strip()]
    found: list[int] = []
    for name in names:
        same = [id for id, each in known.items() if each == name]
        all_there = same and names.count(name) >= len(same)
        found += same if all_there else [find_person(store, name).id]
    return tuple(dict.fromkeys(found))


def _called(store: Store, text: str) -> list[Person]:
    wanted = fold(text.strip())
    hits = list(store.people.called(lambda name: bool(wanted) and wanted in fold(name)))
    if not hits:
        raise NotFoundError(f"Nobody is called '{text}'; part of a name in People is enough.")
    return [p for p in hits if fold(p.name) == wanted] or hits


def _is_id(text: str) -> bool:
    # Python refuses to read thousands of digits.
    return text.isdecimal() and len(text) < 20


def preferred(interviews: tuple[Interview, ...], now: datetime) -> Interview | None:
    """Of several interviews choose the running one, else the next booked, else the last.

    One that was called off or missed is the last only where there is no other.
    """
    running = [i for i in interviews if i.status(now) is Status.RUNNING]
    if running:
        return max(running, key=lambda i: i.started_at or now)
    booked = [i for i in interviews if i.status(now) is Status.BOOKED]
    if booked:
        return min(booked, key=lambda i: i.starts_at or now)
    off = (Status.CANCELLED, Status.MISSED)
    held = [i for i in interviews if i.status(now) not in off or _to_write_up(i)]
    return (held or interviews)[-1] if interviews else None


def _to_write_up(interview: Interview) -> bool:
    """Whether nobody has said yet what became of it: Today asks for the write-up."""
    return interview.cancelled_at is None and interview.missed_at is None


def find_interview(store: Store, text: str, now: datetime) -> Interview:
    """Return the interview of that id, or the preferred one with the person of that name.

    Raises:
        NotFoundError: there is none.
        AmbiguousError: the name fits several people with interviews; the error lists these.

    """
    if _is_id(text.strip()):
        return store.interviews.get(int(text))
    people = _called(store, text)
    each = (preferred(store.interviews.of_person(person.id), now) for person in people)
    found = {interview.id: interview for interview in each if interview is not None}
    if not found:
        name = people[0].name
        raise NotFoundError(
            f'There is no interview with {name}. infoview interviews add "{name}" --at WHEN '
            "books one."
        )
    if len(found) > 1:
        lines = tuple(f"{i.id}  {i.who}  {i.status(now)}" for i in found.values())
        raise AmbiguousError(f"'{text}' could be {len(found)} interviews; give an id:", lines)
    return next(iter(found.values()))


def running_interview(store: Store, now: datetime, boot: Boot | None = None) -> Interview | None:
    """Return the running interview that started last.

    `boot` is this run of the machine by the clock of `now`: with it a clock that was set does
    not make a meeting look as if nobody had ended it.
    """
    running = [
        i
        for i in store.interviews.where("t.started_at is not null and t.ended_at is null")
        if i.status(i.own_time(now, boot)) is Status.RUNNING
    ]
    return max(running, key=lambda i: i.started_at or now) if running else None


def meeting_for_today(store: Store, now: datetime, zone: ZoneInfo) -> Interview:
    """Return the running interview, else the next booked one of today.

    Raises:
        NotFoundError: there is neither.

    """
    running = running_interview(store, now)
    if running is not None:
        return running
    today = now.astimezone(zone).date()
    for interview in store.interviews.where(
        f"t.starts_at is not null and t.started_at is null and {WITH_SOMEBODY}",
        order="t.starts_at",
    ):
        booked = interview.status(now) is Status.BOOKED
        if booked and interview.starts_at and interview.starts_at.astimezone(zone).date() == today:
            return interview
    raise NotFoundError(
        "No meeting is running or booked for today. infoview meet --with NAME starts one now."
    )
