"""Goals beyond one interview: of whom each was asked, what was answered, what is still open."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from infoview_tui.domain.notes import Note
from infoview_tui.domain.preparation import GoalState, ItemKind, ItemState, reached
from infoview_tui.domain.threads import Asked, Thread, threads
from infoview_tui.storage.rows import store_moment
from infoview_tui.storage.store import Store
from infoview_tui.values import dataclass


@dataclass(frozen=True)
class Answer:
    """What one interview said to a goal: the notes on the questions that serve it."""

    asked: Asked
    notes: tuple[Note, ...]


def goal_threads(store: Store, since: datetime | None = None) -> tuple[Thread, ...]:
    """Return what was asked in interviews that are over, those asked last first.

    `since` leaves out the interviews that ended before.
    """
    rows = store.db.execute(
        "select g.id, g.text, g.state, g.interview_id, i.ended_at from goals g"
        " join interviews i on i.id = g.interview_id and i.deleted_at is null"
        " and i.ended_at >= ? and coalesce(i.host, 0) = 0 where g.deleted_at is null",
        [store_moment(since) if since else ""],
    ).fetchall()
    states = dict(
        store.db.execute(
            "select goal_id, group_concat(state) from checklist"
            " where goal_id is not null and kind=? and deleted_at is null group by goal_id",
            [ItemKind.CORE],
        ).fetchall()
    )
    who = _names(store, [row[3] for row in rows])
    return threads(
        Asked(
            text=text,
            who=", ".join(who[interview_id]) or "nobody any more",
            at=datetime.fromisoformat(ended),
            interview_id=interview_id,
            goal_id=id,
            state=_reached(state, states.get(id)),
        )
        for id, text, state, interview_id, ended in rows
    )


@lru_cache
def _reached(by_hand: str | None, states: str | None) -> GoalState:
    """Judge once what thousands of goals have in common."""
    items = [ItemState(state) for state in states.split(",")] if states else []
    return reached(GoalState(by_hand) if by_hand else None, items)


def _names(store: Store, interviews: Sequence[int]) -> defaultdict[int, list[str]]:
    names: defaultdict[int, list[str]] = defaultdict(list)
    for interview_id, name in store.db.execute(
        "select ip.interview_id, p.name from interview_people ip"
        " join people p on p.id = ip.person_id and p.deleted_at is null"
        " where ip.interview_id in (select value from json_each(?)) order by ip.id",
        [json.dumps(sorted(set(interviews)))],
    ).fetchall():
        names[interview_id].append(name)
    return names


def answers(store: Store, thread: Thread) -> tuple[Answer, ...]:
    """Return what each interview answered to a goal, the newest first."""
    found = []
    for asked in thread.asked:
        notes = store.notes.where(
            "t.item_id in (select id from checklist where goal_id=? and deleted_at is null)",
            asked.goal_id,
            order="t.at, t.id",
        )
        found.append(Answer(asked, notes))
    return tuple(found)
