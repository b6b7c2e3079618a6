"""The agreed time of a meeting that runs: fewer minutes, more that they offer, an end as booked."""

from __future__ import annotations

from datetime import datetime

from infoview_tui.errors import ConflictError, RefusedError
from infoview_tui.services.interviews import check_minutes
from infoview_tui.services.meeting import running
from infoview_tui.storage.store import Store

OFFERED_MINUTES = 5
"""What one press of "they offer more" adds (Rice: ask for five more)."""


def agree(
    store: Store,
    now: datetime,
    interview_id: int,
    minutes: int,
    late_seconds: int | None = None,
    *,
    instead_of: tuple[int, int] | None = None,
) -> None:
    """Change the agreed minutes in mid-meeting ("I only have ten minutes").

    Args:
        store: where the meeting is.
        now: the moment.
        interview_id: the meeting.
        minutes: the new agreed ones.
        late_seconds: what a late start takes off them; None leaves that as it is.
        instead_of: both as they were set by what this undoes; None lets the last writer win.

    Raises:
        RefusedError: the minutes make no sense, or the meeting is not running.
        ConflictError: something else was agreed on since `instead_of`.

    """
    with store.write():
        talk = running(store, interview_id)
        if instead_of not in (None, (talk.agreed_minutes, talk.late_seconds)):
            raise ConflictError("Another window changed the agreed minutes since; they stay.")
        late = talk.late_seconds if late_seconds is None else late_seconds
        check_agreed(minutes, late)
        store.interviews.change(now, interview_id, agreed_minutes=minutes, late_seconds=late)


def check_agreed(minutes: int, late_seconds: int) -> None:
    """Refuse agreed minutes of which a late start leaves less than one.

    Raises:
        RefusedError: they do, or are no agreed time at all.

    """
    if minutes * 60 - late_seconds < 60:
        raise RefusedError("A minute is the least there is to agree on.")
    check_minutes(minutes)


def extend(store: Store, now: datetime, interview_id: int, minutes: int = OFFERED_MINUTES) -> int:
    """Record minutes more that they offered (less, to undo); returns how many so far."""
    with store.write():
        offered = max(0, running(store, interview_id).extension_minutes + minutes)
        store.interviews.change(now, interview_id, extension_minutes=offered)
    return offered


def end_as_booked(store: Store, now: datetime, interview_id: int, on: bool) -> int:
    """Let a meeting that began late end as booked, or after its full length.

    Returns:
        The seconds taken off the agreed time, 0 where there is nothing to take off.

    Raises:
        RefusedError: it began when it should have been over.

    """
    with store.write():
        interview = running(store, interview_id)
        late = interview.late_by if on else 0
        if late >= interview.agreed_minutes * 60:
            raise RefusedError("It began past its booked end; agree on fewer minutes instead.")
        store.interviews.change(now, interview_id, late_seconds=late)
    return late
