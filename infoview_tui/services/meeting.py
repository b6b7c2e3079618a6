"""The live meeting: starting, pausing, ticking, ending, and the snapshot that its screen shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from infoview_tui.content.library import closing_checks
from infoview_tui.domain.interviews import FORGOTTEN_AFTER, Boot, Interview
from infoview_tui.domain.notes import Note
from infoview_tui.domain.people import Person
from infoview_tui.domain.points import TalkingPoint
from infoview_tui.domain.preparation import Goal, Item, ItemKind, ItemState, in_order, moved_on
from infoview_tui.errors import ConflictError, RefusedError
from infoview_tui.services.closing import keep_permission
from infoview_tui.services.notes import follow
from infoview_tui.services.points import cards_for
from infoview_tui.services.prepare import add_question
from infoview_tui.services.suggestions import suggested
from infoview_tui.storage.store import Store
from infoview_tui.values import dataclass


@dataclass(frozen=True)
class Live:
    """Everything the meeting screen shows, read in one go."""

    interview: Interview
    goals: tuple[Goal, ...]
    items: tuple[Item, ...]
    notes: tuple[Note, ...]
    cards: tuple[TalkingPoint, ...]
    to_name: tuple[Person, ...] = ()
    """Whom a host could name."""


def live(store: Store, interview_id: int) -> Live:
    """Read a meeting; items in screen order, notes in time order."""
    interviews = store.interviews
    talk = interviews.get(interview_id)
    return Live(
        interview=talk,
        goals=interviews.goals.where("t.interview_id=?", interview_id, order="t.position, t.id"),
        items=in_order(interviews.checklist.where("t.interview_id=?", interview_id)),
        notes=store.notes.where("t.interview_id=?", interview_id, order="t.at, t.id"),
        cards=cards_for(store, talk),
        to_name=suggested(store, interview_id) if talk.host else (),
    )


def start(store: Store, now: datetime, interview_id: int, boot: Boot | None = None) -> Interview:
    """Start a meeting's clock, or find it running; whatever the booked time.

    `boot` is this run of the machine: with it the meeting's time does not follow a clock that is
    set while it lasts.

    Raises:
        RefusedError: it was called off.

    """
    with store.write():
        interview = store.interviews.get(interview_id)
        if interview.cancelled_at:
            raise RefusedError(f"The interview with {interview.who} was called off; book it again.")
        if interview.started_at is None:
            store.interviews.change(
                now,
                interview_id,
                started_at=now,
                missed_at=None,
                boot_id=boot.id if boot else "",
                boot_at=boot.at if boot else None,
            )
            add_closing_checks(store, now, interview_id)
            items = live(store, interview_id).items
            first = next((i for i in items if i.kind is not ItemKind.CLOSING), None)
            if first is not None:
                set_current(store, now, interview_id, first.id)
    return store.interviews.get(interview_id)


def add_closing_checks(store: Store, now: datetime, interview_id: int) -> None:
    """Give a meeting the ticks of its last minutes."""
    for check in closing_checks(host=store.interviews.get(interview_id).host):
        add_question(store, now, interview_id, check.text, kind=ItemKind.CLOSING)


def take_up(store: Store, now: datetime, interview_id: int, boot: Boot) -> Interview:
    """Count a meeting on, on another run of the machine than it began on.

    Only the time of day spans a restart. Where it lies before something that happened in the
    meeting, the clock goes on from there: it never goes back.
    """
    with store.write():
        if store.interviews.get(interview_id).boot_id != boot.id:
            last = store.db.execute(
                "select max(updated_at) from (select updated_at from interviews where id=:id"
                " union all select at from notes where interview_id=:id)",
                {"id": interview_id},
            ).fetchone()[0]
            behind = max(datetime.fromisoformat(last) - now, timedelta())
            store.interviews.change(
                now + behind, interview_id, boot_id=boot.id, boot_at=boot.at + behind
            )
    return store.interviews.get(interview_id)


def unstart(store: Store, now: datetime, interview_id: int) -> None:
    """Undo `start`: the interview is booked again, as long as nothing was noted in it.

    Raises:
        RefusedError: there are notes, so it was held, or it has ended.

    """
    with store.write():
        talk = store.interviews.get(interview_id)
        if talk.ended_at is not None:
            raise RefusedError(f"The meeting with {talk.who} has ended, so it stays.")
        if store.notes.where("t.interview_id=?", interview_id):
            raise RefusedError("Notes were taken in this meeting, so it stays; F10 ends it.")
        for item in store.interviews.checklist.where("t.interview_id=?", interview_id):
            if item.kind is ItemKind.CLOSING:
                store.interviews.checklist.delete(now, item.id)
            elif item.spent_seconds:
                store.interviews.checklist.change(now, item.id, spent_seconds=0)
        for pause_of in store.interviews.pauses.where("t.interview_id=?", interview_id):
            store.interviews.pauses.delete(now, pause_of.id)
        store.interviews.change(
            now,
            interview_id,
            started_at=None,
            current_item_id=None,
            current_since=None,
            extension_minutes=0,
            late_seconds=0,
        )


def pause(store: Store, now: datetime, interview_id: int, on: bool | None = None) -> bool:
    """Stop the clock, or let it go on (None: whichever it does not do now).

    Returns:
        Whether it stands still now.

    """
    with store.write():
        interview = running(store, interview_id)
        open_pauses = [p for p in interview.pauses if p.ended_at is None]
        on = not open_pauses if on is None else on
        if on and not open_pauses:
            store.interviews.pauses.add(now, interview_id=interview_id, started_at=now)
        for lasting in () if on else open_pauses:
            store.interviews.pauses.change(now, lasting.id, ended_at=now)
        store.interviews.change(now, interview_id)
    return on


def set_current(store: Store, now: datetime, interview_id: int, item_id: int | None) -> None:
    """Make a question the current one: notes from anywhere are tied to it.

    The one before is given the time since it became current.
    """
    with store.write():
        interview = store.interviews.get(interview_id)
        items = store.interviews.checklist.where("t.interview_id=?", interview_id)
        moved, given = moved_on(interview, items, item_id, interview.used_seconds(now))
        for before, after in zip(items, given, strict=True):
            if before != after:
                store.interviews.checklist.change(now, after.id, spent_seconds=after.spent_seconds)
        store.interviews.change(
            now, interview_id, current_item_id=item_id, current_since=moved.current_since
        )


def tick(
    store: Store,
    now: datetime,
    interview_id: int,
    item_id: int,
    state: ItemState,
    current_id: int | None = None,
    *,
    instead_of: ItemState | None = None,
) -> None:
    """Mark an item; `current_id` becomes the current one in the same transaction.

    Raises:
        ConflictError: the item is marked otherwise than `instead_of`, which this undoes.

    """
    with store.write():
        if instead_of not in (None, store.interviews.checklist.get(item_id).state):
            raise ConflictError("Another window marked that question since; its mark stays.")
        store.interviews.checklist.change(now, item_id, state=state)
        if current_id is not None:
            set_current(store, now, interview_id, current_id)


def end(store: Store, now: datetime, interview_id: int, zone: ZoneInfo) -> Interview:
    """End a meeting and make what follows from its notes, all in one transaction."""
    with store.write():
        close(store, now, running(store, interview_id), now, zone)
    return store.interviews.get(interview_id)


def close(
    store: Store, now: datetime, interview: Interview, moment: datetime, zone: ZoneInfo
) -> None:
    """Let a meeting that has begun be over since `moment`; to be called in a transaction."""
    for lasting in interview.pauses:
        if lasting.ended_at is None:
            until = max(lasting.started_at, moment)
            store.interviews.pauses.change(now, lasting.id, ended_at=until)
    set_current(store, moment, interview.id, interview.current_item_id)
    store.interviews.change(now, interview.id, ended_at=moment)
    for note in store.notes.where("t.interview_id=?", interview.id):
        follow(store, now, note, zone)
    keep_permission(store, now, interview.id)


def reopen(store: Store, now: datetime, interview_id: int, boot: Boot | None = None) -> None:
    """Take the clock up again, as if it had never stopped; what followed from notes stays.

    `boot` is this run of the machine by the clock of `now`.

    Raises:
        RefusedError: so long after its time that it would count as forgotten.

    """
    with store.write():
        interview = store.interviews.get(interview_id)
        own = interview.own_time(now, boot)
        if replace(interview, ended_at=None).forgotten(own):
            hours = FORGOTTEN_AFTER // timedelta(hours=1)
            raise RefusedError(f"It is more than {hours} hours past its time: set its end by hand.")
        # A stamp of the meeting's own time: after a restart it counts on from the last one.
        store.interviews.change(own, interview_id, ended_at=None, debriefed_at=None)


def running(store: Store, interview_id: int) -> Interview:
    """Return a meeting that has begun and not ended.

    Raises:
        RefusedError: it does not run.

    """
    interview = store.interviews.get(interview_id)
    if interview.started_at is None or interview.ended_at is not None:
        raise RefusedError(f"The meeting with {interview.who} is not running.")
    return interview
