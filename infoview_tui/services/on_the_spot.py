"""A meeting on the spot: a name is enough, known or new; all else can be filled in afterwards."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from infoview_tui.content.library import starter_sets
from infoview_tui.domain.interviews import DEFAULT_MINUTES, Boot, Interview, Status
from infoview_tui.services.interviews import book, check_minutes
from infoview_tui.services.meeting import start, unstart
from infoview_tui.services.prepare import add_starter_set
from infoview_tui.services.whom import find_or_add, take_back_new
from infoview_tui.storage.store import Store
from infoview_tui.values import dataclass

NEAR = timedelta(hours=1)
"""What is booked with somebody for within an hour is what one meets them for now."""


@dataclass(frozen=True)
class Met:
    """What `meet_now` did, and so what there is to take back.

    Attributes:
        interview_id: the meeting that runs now.
        started: its clock was started by this.
        made: it was made by this, not booked before.
        new_person: whom it was made with, where the name was new.
    """

    interview_id: int
    started: bool
    made: bool
    new_person: int | None = None


def meet_now(
    store: Store,
    now: datetime,
    zone: ZoneInfo,
    text: str,
    minutes: int | None = None,
    boot: Boot | None = None,
) -> Met:
    """Start a meeting with somebody, known or new (`name, role, organisation`), at once.

    What runs with them, or is booked for about now, is that meeting; else one is made, with a
    starter set of questions. `minutes` are the agreed ones, as booked or the usual ones without;
    `boot` as in `start`.

    Raises:
        RefusedError: there is no name, or the minutes make no sense.
        NotFoundError: a number that is nobody's.
        AmbiguousError: the name may be that of several people; the error lists them.

    """
    check_minutes(DEFAULT_MINUTES if minutes is None else minutes)
    with store.write():
        person, new = find_or_add(store, now, text, "Meet whom? A name is enough.")
        known = _about_now(store, now, person)
        if known is not None:
            id = known.id
            if minutes is not None:
                store.interviews.change(now, id, agreed_minutes=minutes)
        else:
            length = DEFAULT_MINUTES if minutes is None else minutes
            id = book(store, now, [person], starts_at=now, zone=str(zone), minutes=length)
            add_starter_set(store, now, id, starter_sets()[0])
        start(store, now, id, boot)
    started = known is None or known.started_at is None
    return Met(id, started, made=known is None, new_person=person if new else None)


def unmeet(store: Store, now: datetime, met: Met) -> None:
    """Undo `meet_now`, as long as nothing was noted; what was made for it goes too.

    Raises:
        RefusedError: it was held.

    """
    with store.write():
        if met.started:
            unstart(store, now, met.interview_id)
        if met.made:
            store.interviews.delete(now, met.interview_id)
        if met.new_person is not None:
            take_back_new(store, now, met.new_person)


def _about_now(store: Store, now: datetime, person_id: int) -> Interview | None:
    """Return what runs with somebody, else what is booked with them for about now."""
    talks = store.interviews.of_person(person_id)
    running = [talk for talk in talks if talk.status(now) is Status.RUNNING]
    if running:
        return running[-1]
    near = [
        talk
        for talk in talks
        if talk.status(now) is Status.BOOKED
        and talk.starts_at is not None
        and abs(talk.starts_at - now) <= NEAR
    ]
    return min(near, key=lambda talk: abs((talk.starts_at or now) - now), default=None)
