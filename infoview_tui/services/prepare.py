"""Preparing an interview: goals, the checklist, the cards it takes, and how ready it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from infoview_tui.content.library import StarterSet
from infoview_tui.domain.bank import Question
from infoview_tui.domain.interviews import Interview, Status
from infoview_tui.domain.points import TalkingPoint
from infoview_tui.domain.preparation import Fact, Goal, Item, ItemKind, ItemState, in_order
from infoview_tui.domain.text import clean_line
from infoview_tui.errors import RefusedError
from infoview_tui.services.answer_marks import follow_goal, follow_question
from infoview_tui.services.bank import taken, whole_bank
from infoview_tui.services.day import ticked
from infoview_tui.services.facts import facts_for
from infoview_tui.storage.interviews import WITH_SOMEBODY
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen
from infoview_tui.values import dataclass

MAX_GOALS = 4


@dataclass(frozen=True)
class Preparation:
    """All that Prepare shows of one interview; `items` without the closing ticks, in order.

    `services.readiness` judges how ready one is, which the day decides too, and `services.goals`
    tells what was asked in other interviews.
    """

    interview: Interview
    goals: tuple[Goal, ...]
    items: tuple[Item, ...]
    cards: tuple[TalkingPoint, ...]
    facts: tuple[Fact, ...]
    ticks: frozenset[str] = frozenset()


def ahead(store: Store, now: datetime) -> tuple[Interview, ...]:
    """Return the interviews to prepare for: running, then by their time, then those asked for.

    What I host is prepared on the request's page.
    """
    rank = {Status.RUNNING: 0, Status.BOOKED: 1, Status.ASKED: 2}
    found = store.interviews.where(
        f"t.cancelled_at is null and t.ended_at is null and coalesce(t.host, 0) = 0"
        f" and (t.started_at is not null or {WITH_SOMEBODY})",
        order="t.starts_at, t.id",
    )
    waiting = [i for i in found if i.status(now) in rank]
    return tuple(sorted(waiting, key=lambda i: rank[i.status(now)]))


def next_interview(store: Store, now: datetime) -> Interview | None:
    """Return the first interview of `ahead`, else the last one held, else None."""
    coming = ahead(store, now)
    if coming:
        return coming[0]
    held = store.interviews.where(
        f"t.cancelled_at is null and coalesce(t.host, 0) = 0 and {WITH_SOMEBODY}",
        order="coalesce(t.started_at, t.starts_at, t.created_at), t.id",
    )
    return held[-1] if held else None


def preparation(store: Store, interview_id: int) -> Preparation:
    """Gather the preparation of an interview.

    Raises:
        NotFoundError: no such interview.

    """
    interview = store.interviews.get(interview_id)
    goals = store.interviews.goals.where("t.interview_id=?", interview_id, order="t.position, t.id")
    items = in_order(
        store.interviews.checklist.where(
            "t.interview_id=? and t.kind<>?", interview_id, ItemKind.CLOSING
        )
    )
    cards = store.points.chosen_for(interview_id)
    return Preparation(
        interview,
        goals,
        items,
        cards,
        facts_for(store, interview),
        ticked(store, interview_id),
    )


def add_goal(store: Store, now: datetime, interview_id: int, text: str) -> int:
    """Add a goal and return its id.

    Raises:
        RefusedError: it is empty, or there are four already.

    """
    text = clean_line(text)
    if not text:
        raise RefusedError("A goal needs some words: what do you want to know?")
    with store.write():
        goals = store.interviews.goals.where("t.interview_id=?", interview_id)
        if len(goals) >= MAX_GOALS:
            raise RefusedError("Four goals are enough for one talk; e changes one, d drops one.")
        return store.interviews.goals.add(
            now, interview_id=interview_id, position=len(goals) + 1, text=text
        )


def add_question(
    store: Store,
    now: datetime,
    interview_id: int,
    text: str,
    *,
    kind: ItemKind = ItemKind.CORE,
    goal_id: int | None = None,
    number: int | None = None,
    question_id: int | None = None,
) -> int:
    """Add a question to the end of an interview's list and return its id.

    `number` is that of the shipped question it came from, `question_id` the own one's.

    Raises:
        RefusedError: it is empty.

    """
    text = clean_line(text)
    if not text:
        raise RefusedError("A question needs some words.")
    with store.write():
        store.interviews.get(interview_id)
        last = store.db.execute(
            "select coalesce(max(position), 0) from checklist where interview_id=?", [interview_id]
        ).fetchone()[0]
        return store.interviews.checklist.add(
            now,
            interview_id=interview_id,
            position=last + 1,
            text=text,
            kind=kind,
            state=ItemState.OPEN,
            goal_id=goal_id,
            bank=number,
            question_id=question_id,
        )


def add_starter_set(
    store: Store,
    now: datetime,
    interview_id: int,
    starter: StarterSet,
    goal_id: int | None = None,
) -> tuple[int, ...]:
    """Add the questions of a set that are not yet on the list, for a goal; returns their ids.

    They come in the user's own wording; what is archived is left out.
    """
    with store.write():
        there = {q.number: q for q in whole_bank(store) if not q.archived}
        known = taken(store, interview_id)
        wanted = [(n, ItemKind.CORE) for n in starter.core]
        wanted += [(n, ItemKind.BACKUP) for n in starter.backup]
        return tuple(
            add_question(
                store,
                now,
                interview_id,
                there[n].text,
                kind=kind,
                goal_id=goal_id,
                number=n,
            )
            for n, kind in wanted
            if n in there and n not in known
        )


def take_question(
    store: Store, now: datetime, interview_id: int, question: Question, goal_id: int | None = None
) -> int:
    """Take a question of the bank for a goal, as a core question."""
    return add_question(
        store,
        now,
        interview_id,
        question.text,
        goal_id=goal_id,
        number=question.number,
        question_id=question.id if question.own else None,
    )


def change_item(
    store: Store, now: datetime, id: int, /, *, seen: Seen = None, **values: Any
) -> None:
    """Change columns of a checklist item (text, kind, state, goal_id).

    Raises:
        RefusedError: the text would be empty.
        ConflictError: the same was changed elsewhere since it was `seen`.

    """
    _check_text("A question", values)
    with store.write():
        before = store.interviews.checklist.where("t.id=?", id) if "text" in values else ()
        store.interviews.checklist.change(now, id, seen, **values)
        for item in before:
            follow_question(store, now, item, values["text"])


def change_goal(
    store: Store, now: datetime, id: int, /, *, seen: Seen = None, **values: Any
) -> None:
    """Change columns of a goal (text, state).

    Raises:
        RefusedError: the text would be empty.
        ConflictError: the same was changed elsewhere since it was `seen`.

    """
    _check_text("A goal", values)
    with store.write():
        before = store.interviews.goals.where("t.id=?", id) if "text" in values else ()
        store.interviews.goals.change(now, id, seen, **values)
        for goal in before:
            follow_goal(store, now, goal, values["text"])


def _check_text(what: str, values: dict[str, Any]) -> None:
    if "text" in values:
        values["text"] = clean_line(values["text"])
        if not values["text"]:
            raise RefusedError(f"{what} needs some words; d drops it.")


def reorder(store: Store, now: datetime, ids: Sequence[int]) -> None:
    """Put checklist items into this order."""
    with store.write():
        for position, id in enumerate(ids, 1):
            store.interviews.checklist.change(now, id, position=position)


def delete_item(store: Store, now: datetime, id: int) -> None:
    """Drop a question from the list; `restore_item` brings it back."""
    with store.write():
        store.interviews.checklist.delete(now, id)


def restore_item(store: Store, now: datetime, id: int) -> None:
    """Undo `delete_item`."""
    with store.write():
        store.interviews.checklist.restore(now, id)


def delete_goal(store: Store, now: datetime, id: int) -> tuple[int, ...]:
    """Drop a goal; its questions stay without one. Returns their ids, for `restore_goal`."""
    with store.write():
        items = tuple(item.id for item in store.interviews.checklist.where("t.goal_id=?", id))
        for item in items:
            store.interviews.checklist.change(now, item, goal_id=None)
        store.interviews.goals.delete(now, id)
    return items


def restore_goal(store: Store, now: datetime, id: int, items: Sequence[int]) -> None:
    """Undo `delete_goal`."""
    with store.write():
        store.interviews.goals.restore(now, id)
        for item in items:
            store.interviews.checklist.change(now, item, goal_id=id)
