"""Booking an interview, changing it, and what scripts read of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from infoview_tui.domain.interviews import DEFAULT_MINUTES, Interview, Mode, Status
from infoview_tui.domain.text import clean_line
from infoview_tui.errors import RefusedError
from infoview_tui.storage.store import Store

MAX_MINUTES = 24 * 60


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
) -> int:
    """Book an interview and return its id; `starts_at` None means only asked for.

    Raises:
        RefusedError: nobody is in it, or the minutes make no sense.

    """
    if not person_ids:
        raise RefusedError("An interview needs somebody to meet.")
    check_minutes(minutes)
    with store.write():
        id = store.interviews.add(
            now,
            starts_at=starts_at,
            zone=zone,
            agreed_minutes=minutes,
            mode=mode,
            place=clean_line(place),
            host=host,
            extension_minutes=0,
        )
        for person_id in dict.fromkeys(person_ids):
            store.interviews.join(now, id, store.people.get(person_id).id)
    return id


def edit_interview(
    store: Store,
    now: datetime,
    id: int,
    version: int | None,
    /,
    person_ids: Sequence[int] = (),
    **values: Any,
) -> None:
    """Change an interview; values are columns of `Interview`, `person_ids` replaces who is in it.

    Raises:
        RefusedError: the minutes make no sense.
        ConflictError: changed elsewhere since `version`.

    """
    if "agreed_minutes" in values:
        check_minutes(values["agreed_minutes"])
    if "place" in values:
        values["place"] = clean_line(values["place"])
    with store.write():
        if values:
            store.interviews.change(now, id, version, **values)
        if person_ids:
            store.db.execute("delete from interview_people where interview_id=?", [id])
            for person_id in dict.fromkeys(person_ids):
                store.interviews.join(now, id, person_id)


def cancel(store: Store, now: datetime, id: int) -> None:
    """Call an interview off; what was prepared stays.

    Raises:
        RefusedError: it was held already.

    """
    with store.write():
        interview = store.interviews.get(id)
        if interview.started_at:
            raise RefusedError(f"The interview with {interview.who} was held; it stays as it is.")
        store.interviews.change(now, id, cancelled_at=now)


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


def overlapping(store: Store, now: datetime, interview: Interview) -> tuple[Interview, ...]:
    """Return the other booked interviews that are under way at the same time."""
    if interview.starts_at is None:
        return ()
    start = interview.starts_at
    end = start + timedelta(minutes=interview.agreed_minutes)
    return tuple(
        other
        for other in store.interviews.where(
            "t.id<>? and t.starts_at<? and t.starts_at>?",
            interview.id,
            end,
            start - timedelta(minutes=MAX_MINUTES),
        )
        if other.status(now) is Status.BOOKED
        and other.starts_at is not None
        and other.starts_at + timedelta(minutes=other.agreed_minutes) > start
    )
