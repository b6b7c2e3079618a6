"""The debrief: six prompts answered while it is fresh, and what followed from the notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from infoview_tui.domain.followup import Advice, Promise
from infoview_tui.domain.people import Person
from infoview_tui.domain.text import clean
from infoview_tui.services.meeting import Live, live
from infoview_tui.storage.store import Store


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
            "t.id in (select person_id from introductions where interview_id=?)", interview_id
        ),
    )


def answer(store: Store, now: datetime, interview_id: int, prompt: int, body: str) -> None:
    """Keep the answer to a prompt; an empty one takes it away."""
    body = clean(body).strip()
    answers = store.interviews.answers
    with store.write():
        known = answers.where("t.interview_id=? and t.prompt=?", interview_id, prompt)
        if known and body:
            if known[0].body != body:
                answers.change(now, known[0].id, body=body)
        elif known:
            answers.delete(now, known[0].id)
        elif body:
            answers.add(now, interview_id=interview_id, prompt=prompt, body=body)


def finish(store: Store, now: datetime, interview_id: int) -> None:
    """Call the debrief done: Today lets go of it."""
    with store.write():
        interview = store.interviews.get(interview_id)
        if interview.debriefed_at is None:
            store.interviews.change(now, interview_id, debriefed_at=now)
