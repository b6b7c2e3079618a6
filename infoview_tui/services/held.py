"""Recording by hand when an interview was held: on paper, or without the clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from infoview_tui.domain.interviews import Interview, Status
from infoview_tui.domain.preparation import ItemKind
from infoview_tui.domain.wording import clock, weekday_date
from infoview_tui.errors import ConflictError, RefusedError
from infoview_tui.services.interviews import MAX_MINUTES, check_minutes
from infoview_tui.services.meeting import add_closing_checks, close, live, unstart
from infoview_tui.services.notes import follow
from infoview_tui.storage.store import Store


def held(
    store: Store,
    now: datetime,
    interview_id: int,
    start: datetime,
    end: datetime,
    zone: ZoneInfo,
    offered_minutes: int | None = None,
) -> Interview:
    """Record when an interview was held; a second call corrects the times.

    It leaves what a meeting on the clock leaves: the closing ticks, a current question, and what
    follows from the notes. Pauses of a meeting that was on the clock stay as they were, and
    count as far as they lie within the new times. `offered_minutes` None leaves what they
    offered as it is.

    Raises:
        RefusedError: it runs, was called off, or the times cannot be.

    """
    with store.write():
        before = store.interviews.get(interview_id)
        _check(before, now, start, end, zone)
        if offered_minutes is not None:
            _check_offered(offered_minutes)
            store.interviews.change(now, interview_id, extension_minutes=offered_minutes)
        store.interviews.change(now, interview_id, started_at=start, missed_at=None)
        if before.started_at is None:
            store.interviews.change(now, interview_id, ended_at=end)
            _make_ready(store, now, interview_id)
            for note in store.notes.where("t.interview_id=?", interview_id):
                follow(store, now, note, zone)
        elif before.ended_at is None:
            close(store, now, store.interviews.get(interview_id), end, zone)
        else:
            store.interviews.change(now, interview_id, ended_at=end)
        after = store.interviews.get(interview_id)
        if after.current_item_id is not None:
            # No question is given time by what is written up: none is shorter or longer for it.
            since = after.used_seconds(end)
            store.interviews.change(now, interview_id, current_since=since)
    return store.interviews.get(interview_id)


def take_back(store: Store, now: datetime, before: Interview, after: Interview) -> None:
    """Undo `held`, which gave `after`: the times are as they were `before`.

    Raises:
        RefusedError: it had none, and something was noted since.
        ConflictError: they were changed again since.

    """
    with store.write():
        if _times(store.interviews.get(before.id)) != _times(after):
            raise ConflictError("The times were changed in another window; they stay as they are.")
        if before.started_at is None:
            if store.notes.where("t.interview_id=?", before.id):
                raise RefusedError("There are notes of this talk, so it was held; F2 moves it.")
            store.interviews.change(now, before.id, ended_at=None)
            unstart(store, now, before.id)
        store.interviews.change(
            now,
            before.id,
            started_at=before.started_at,
            ended_at=before.ended_at,
            extension_minutes=before.extension_minutes,
            missed_at=before.missed_at,
        )


def _check(
    interview: Interview, now: datetime, start: datetime, end: datetime, zone: ZoneInfo
) -> None:
    status = interview.status(now)
    if status is Status.CANCELLED:
        raise RefusedError(f"The interview with {interview.who} was called off; book it again.")
    if status is Status.RUNNING:
        raise RefusedError(f"The meeting with {interview.who} is running; end it first.")
    if end <= start:
        raise RefusedError("The end has to be after the start, such as 10:02-10:31.")
    if end - start > timedelta(minutes=MAX_MINUTES):
        raise RefusedError("That is more than a day; give an end, or how many minutes.")
    if end > now:
        local = end.astimezone(zone)
        until = f"{weekday_date(local.date(), now.astimezone(zone).date())} {clock(local)}"
        raise RefusedError(f"Still ahead: it would end {until}.")


def _times(talk: Interview) -> tuple[datetime | None, datetime | None, int]:
    return talk.started_at, talk.ended_at, talk.extension_minutes


def _check_offered(minutes: int) -> None:
    if minutes:
        check_minutes(minutes)


def _make_ready(store: Store, now: datetime, interview_id: int) -> None:
    items = live(store, interview_id).items
    if not any(item.kind is ItemKind.CLOSING for item in items):
        add_closing_checks(store, now, interview_id)
    first = next((i for i in items if i.kind is not ItemKind.CLOSING), None)
    if first is not None:
        store.interviews.change(now, interview_id, current_item_id=first.id)
