"""How ready one is for interviews: the one place that Prepare, Today and the brief ask."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime

from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.preparation import Goal, Item, in_order
from infoview_tui.domain.readiness import REHEARSED_WITHIN, Gate, Prepared, gates
from infoview_tui.services.day import CONFIRMED, complete
from infoview_tui.storage.store import Store


def readiness(
    store: Store, now: datetime, interviews: Iterable[Interview]
) -> dict[int, tuple[Gate, ...]]:
    """Judge interviews by their id, in a few queries however many they are."""
    talks = tuple(interviews)
    if not talks:
        return {}
    only = f"t.interview_id in ({_ids(talks)})"
    goals: defaultdict[int, list[Goal]] = defaultdict(list)
    for goal in store.interviews.goals.where(only):
        goals[goal.interview_id].append(goal)
    items: defaultdict[int, list[Item]] = defaultdict(list)
    for item in store.interviews.checklist.where(only):
        items[item.interview_id].append(item)
    ticks: defaultdict[int, set[str]] = defaultdict(set)
    for tick in store.interviews.ticks.where(only):
        ticks[tick.interview_id].add(tick.name)
    cards = store.points.where("coalesce(t.length, '')=''")
    chosen = {
        tuple(row)
        for row in store.db.execute(
            f"select t.interview_id, t.point_id from interview_points t where {only}"
        ).fetchall()
    }
    rehearsals = store.points.rehearsals.where(
        "t.at >= ? and t.point_id in"
        " (select id from talking_points where length<>'' and deleted_at is null)",
        now - REHEARSED_WITHIN,
    )
    named = Counter(each.interview_id for each in store.suggestions.where(only))
    confirmed = confirmed_ids(store, talks)
    return {
        talk.id: gates(
            Prepared(
                interview=talk,
                goals=goals[talk.id],
                items=in_order(items[talk.id]),
                cards=[card for card in cards if (talk.id, card.id) in chosen],
                rehearsals=rehearsals,
                confirmed=talk.id in confirmed,
                to_hand=complete(talk, ticks[talk.id]),
                names=named[talk.id],
            ),
            now,
        )
        for talk in talks
    }


def ready_gates(store: Store, now: datetime, interview_id: int) -> tuple[Gate, ...]:
    """Judge one interview.

    Raises:
        NotFoundError: no such interview.

    """
    return readiness(store, now, [store.interviews.get(interview_id)])[interview_id]


def confirmed_ids(store: Store, interviews: Iterable[Interview]) -> frozenset[int]:
    """Return those of the interviews that a confirmation was sent for, or ticked by hand."""
    rows = store.db.execute(
        "select interview_id from letters where kind='confirmation' and sent_at is not null"
        f" and deleted_at is null and interview_id in ({_ids(interviews)})"
        " union select interview_id from ticks where name=? and deleted_at is null"
        f" and interview_id in ({_ids(interviews)})",
        [CONFIRMED],
    )
    return frozenset(row[0] for row in rows.fetchall())


def _ids(interviews: Iterable[Interview]) -> str:
    return ",".join(str(talk.id) for talk in interviews)
