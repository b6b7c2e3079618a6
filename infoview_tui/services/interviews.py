"""Booking an interview, changing it, and what scripts read of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from infoview_tui.domain.clock import ends_at
from infoview_tui.domain.hosting import Answer
from infoview_tui.domain.interviews import DEFAULT_MINUTES, Interview, Mode, Status
from infoview_tui.domain.phases import read_phases, share_out
from infoview_tui.domain.text import clean_line
from infoview_tui.errors import RefusedError
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen

MAX_MINUTES = 24 * 60
TEXTS = ("place", "dress", "payer")


def book(
    store: Store,
    now: datetime,
    person_ids: Sequence[int],
    *,
    starts_at: datetime | None,
    zone: str,
    minutes: int = DEFAULT_MINUTES,
    mode: Mode = Mode.PHONE,
    place: str = "",
    host: bool = False,
    phases: str = "",
    dress: str = "",
    payer: str = "",
) -> int:
    """Book an interview and return its id; `starts_at` None means only asked for.

    Raises:
        RefusedError: nobody is in it, or the minutes or `phases` make no sense.

    """
    if not person_ids:
        raise RefusedError("An interview needs somebody to meet.")
    check_minutes(minutes)
    plan = own_phases(phases, minutes)
    with store.write():
        id = store.interviews.add(
            now,
            starts_at=starts_at,
            zone=zone,
            agreed_minutes=minutes,
            mode=mode,
            place=clean_line(place),
            host=host,
            phases=plan,
            dress=clean_line(dress),
            payer=clean_line(payer),
            extension_minutes=0,
        )
        for person_id in dict.fromkeys(person_ids):
            store.interviews.join(now, id, store.people.get(person_id).id)
    return id


def edit_interview(
    store: Store,
    now: datetime,
    id: int,
    seen: Seen,
    /,
    person_ids: Sequence[int] = (),
    **values: Any,
) -> None:
    """Change an interview; values are columns of `Interview`, `person_ids` replaces who is in it.

    A new time books one again that was called off, or that they did not come to. Phases that
    are not given are scaled to other minutes (`Interview.split`).

    Raises:
        RefusedError: the minutes or the phases make no sense.
        ConflictError: the same was changed elsewhere since it was `seen`.

    """
    if "agreed_minutes" in values:
        check_minutes(values["agreed_minutes"])
    values |= {name: clean_line(values[name]) for name in TEXTS if name in values}
    if values.get("starts_at") is not None:
        values |= {"cancelled_at": None, "missed_at": None}
    with store.write():
        if "phases" in values:
            known = store.interviews.get(id).agreed_minutes
            values["phases"] = own_phases(values["phases"], values.get("agreed_minutes", known))
        if values:
            store.interviews.change(now, id, seen, **values)
        if values.get("starts_at") is not None:
            _accepted(store, now, id)
        if person_ids:
            there = [person.id for person in store.interviews.get(id).people]
            before = seen.get("person_ids", there) if isinstance(seen, Mapping) else there
            added = [each for each in there if each not in before]
            gone = [each for each in before if each not in there]
            person_ids = [*(each for each in person_ids if each not in gone), *added]
            _attend(store, now, id, tuple(dict.fromkeys(person_ids)), there)


def _attend(
    store: Store, now: datetime, id: int, wanted: Sequence[int], there: Sequence[int]
) -> None:
    """Put exactly these people into an interview, in order; `there` are those who are seen in it.

    Who is deleted stays in it, to be there again once they are restored.
    """
    stay = tuple(each for each in there if each in wanted)
    # The order is that of the links, so another one wants them anew.
    out = set(there) - set(wanted) if wanted[: len(stay)] == stay else there
    for person_id in out:
        store.interviews.leave(id, person_id)
    for person_id in wanted:
        store.interviews.join(now, id, person_id)


def unbook(store: Store, now: datetime, id: int) -> None:
    """Take a booking back, as if it had never been made.

    Raises:
        RefusedError: it has begun.

    """
    _not_held(store, id)
    with store.write():
        store.interviews.delete(now, id)


def _accepted(store: Store, now: datetime, id: int) -> None:
    """Let a time agreed on be the yes to the request of a talk that I host."""
    for request in store.requests.where("t.interview_id=?", id):
        if not request.answer.yes:
            store.requests.change(
                now, request.id, answer=Answer.ACCEPTED, answered_at=now, passed_to_id=None
            )


def cancel(store: Store, now: datetime, id: int) -> None:
    """Call an interview off; what was prepared stays.

    Raises:
        RefusedError: it was held already.

    """
    with store.write():
        if _not_held(store, id).cancelled_at is None:
            store.interviews.change(now, id, cancelled_at=now)


def uncancel(store: Store, now: datetime, id: int) -> None:
    """Undo `cancel`."""
    with store.write():
        store.interviews.change(now, id, cancelled_at=None)


def missed(store: Store, now: datetime, id: int) -> None:
    """Write down that they did not come; what was prepared stays.

    Raises:
        RefusedError: it was held or called off, or its time has not come.

    """
    with store.write():
        talk = _not_held(store, id)
        if talk.cancelled_at:
            raise RefusedError(f"The interview with {talk.who} was called off; nobody was to come.")
        if talk.starts_at is None or talk.starts_at > now:
            raise RefusedError("Its time has not come; it can be called off or moved.")
        if talk.missed_at is None:
            store.interviews.change(now, id, missed_at=now)


def unmissed(store: Store, now: datetime, id: int) -> None:
    """Undo `missed`."""
    with store.write():
        store.interviews.change(now, id, missed_at=None)


def _not_held(store: Store, id: int) -> Interview:
    talk = store.interviews.get(id)
    if talk.started_at:
        raise RefusedError(f"The interview with {talk.who} was held; it stays as it is.")
    return talk


def interview(store: Store, id: int) -> Interview:
    """Return an interview.

    Raises:
        NotFoundError: there is none of that id.
    """
    return store.interviews.get(id)


def check_minutes(minutes: int) -> None:
    """Refuse an agreed time that is none.

    Raises:
        RefusedError: not within 1 minute and a day.

    """
    if not 1 <= minutes <= MAX_MINUTES:
        raise RefusedError(f"Agreed minutes are 1 to {MAX_MINUTES}, not {minutes}.")


def own_phases(text: str, minutes: int) -> str:
    """Return phases as they are stored: "" where they are the usual ones of those minutes.

    Raises:
        RefusedError: they are not understood or do not add up.

    """
    if not text.strip():
        return ""
    phases = read_phases(text, minutes)
    return "" if phases == share_out(minutes) else str(phases)


def overlapping(store: Store, now: datetime, interview: Interview) -> tuple[Interview, ...]:
    """Return the other interviews, running or booked, that are under way at the same time."""
    if interview.starts_at is None:
        return ()
    start = interview.starts_at
    end = start + timedelta(minutes=interview.agreed_minutes)
    others = store.interviews.where(
        "t.id<>? and t.ended_at is null"
        " and (t.started_at is not null or (t.starts_at<? and t.starts_at>?))",
        interview.id,
        end,
        start - timedelta(minutes=MAX_MINUTES),
    )
    return tuple(other for other in others if _in_the_way(other, now, start, end))


def _in_the_way(other: Interview, now: datetime, start: datetime, end: datetime) -> bool:
    begins, status = other.starts_at, other.status(now)
    until = ends_at(other, now)
    if status is Status.RUNNING:
        # One that is over its time may end at any moment, but it has not yet.
        begins, until = other.started_at, max(until or now, now)
    elif status is not Status.BOOKED:
        return False
    return begins is not None and until is not None and begins < end and until > start
