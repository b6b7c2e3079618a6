"""The debrief: six prompts answered while it is fresh, and what followed from the notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from infoview_tui.domain.followup import Advice, Promise
from infoview_tui.domain.people import Person
from infoview_tui.domain.text import clean
from infoview_tui.domain.wording import clock, weekday_date
from infoview_tui.errors import ConflictError, RefusedError
from infoview_tui.services.meeting import Live, close, live
from infoview_tui.storage.store import Store
from infoview_tui.values import dataclass


@dataclass(frozen=True)
class Debrief:
    """What the debrief shows: the meeting, the answers so far by prompt, and what followed."""

    live: Live
    answers: Mapping[int, str]
    promises: tuple[Promise, ...]
    advice: tuple[Advice, ...]
    named: tuple[Person, ...]


def debrief(store: Store, interview_id: int) -> Debrief:
    """Gather a debrief."""
    mine = "t.interview_id=?"
    return Debrief(
        live=live(store, interview_id),
        answers={a.prompt: a.body for a in store.interviews.answers.where(mine, interview_id)},
        promises=store.promises.where(mine, interview_id, order="t.due, t.id"),
        advice=store.advice.where(mine, interview_id),
        named=store.people.where(
            # Whom they named to me, or I to them.
            "t.id in (select person_id from introductions where interview_id=? union"
            " select person_id from suggestions where interview_id=? and note_id is not null"
            " and deleted_at is null)",
            interview_id,
            interview_id,
        ),
    )


def answer(
    store: Store,
    now: datetime,
    interview_id: int,
    prompt: int,
    body: str,
    *,
    seen: str | None = None,
) -> None:
    """Keep the answer to a prompt; an empty one takes it away.

    Raises:
        ConflictError: another window's answer is there, neither `seen` (the answer as it was
            read, "" for none) nor `body`; None lets the last writer win.

    """
    body = clean(body).strip()
    answers = store.interviews.answers
    with store.write():
        known = answers.where("t.interview_id=? and t.prompt=?", interview_id, prompt)
        stored = known[0].body if known else ""
        if seen is not None and stored not in (clean(seen).strip(), body):
            rows = store.db.execute(
                "select id from debrief_answers where interview_id=? and prompt=?"
                " order by deleted_at is not null, updated_at desc",
                [interview_id, prompt],
            )
            conflict = answers.conflict(rows.fetchone()[0], {"body": body})
            if not known and conflict.change is not None:
                # An answer that was taken away can be given again.
                change = replace(conflict.change, theirs={"body": ""}, gone=False)
                conflict = ConflictError(str(conflict), change)
            raise conflict
        if known and body:
            if known[0].body != body:
                answers.change(now, known[0].id, body=body)
        elif known:
            answers.delete(now, known[0].id)
        elif body:
            answers.add(now, interview_id=interview_id, prompt=prompt, body=body)


def end_at(
    store: Store, now: datetime, interview_id: int, moment: datetime, zone: ZoneInfo
) -> None:
    """Say afterwards when a meeting ended, and make what follows from its notes.

    Raises:
        RefusedError: it never began, has an end already, or the moment is not between its start
            and now.

    """
    with store.write():
        interview = store.interviews.get(interview_id)
        start = interview.started_at
        if start is None or interview.ended_at is not None:
            raise RefusedError(f"The meeting with {interview.who} is not running.")
        if not start < moment <= now:
            local = start.astimezone(zone)
            began = f"{weekday_date(local.date(), now.astimezone(zone).date())} {clock(local)}"
            raise RefusedError(f"It began {began}; the end is after that and not ahead of now.")
        close(store, now, interview, moment, zone)


def offered_after_all(store: Store, now: datetime, interview_id: int) -> int:
    """Record that they had offered what a meeting went over; returns those minutes.

    A minute that was begun is a whole one.

    Raises:
        RefusedError: it has no end.

    """
    with store.write():
        interview = store.interviews.get(interview_id)
        if interview.ended_at is None:
            raise RefusedError(f"The meeting with {interview.who} has not ended.")
        minutes = -(-interview.overrun_seconds(now) // 60)
        offered = interview.extension_minutes + minutes
        store.interviews.change(now, interview_id, extension_minutes=offered)
    return minutes


def not_offered(store: Store, now: datetime, interview_id: int, minutes: int) -> None:
    """Undo `offered_after_all`."""
    with store.write():
        offered = max(0, store.interviews.get(interview_id).extension_minutes - minutes)
        store.interviews.change(now, interview_id, extension_minutes=offered)


def finish(store: Store, now: datetime, interview_id: int) -> None:
    """Call the debrief done: Today lets go of it."""
    with store.write():
        interview = store.interviews.get(interview_id)
        if interview.debriefed_at is None:
            store.interviews.change(now, interview_id, debriefed_at=now)
