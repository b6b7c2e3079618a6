"""Putting a goal or a question on the list of the next interview with somebody not yet asked."""

from __future__ import annotations

from datetime import datetime

from infoview_tui.domain.answers import Answers, Topic, TopicKind, Unasked
from infoview_tui.errors import RefusedError
from infoview_tui.services.answers import answers
from infoview_tui.services.bank import whole_bank
from infoview_tui.services.prepare import (
    add_goal,
    add_question,
    delete_goal,
    delete_item,
    take_question,
)
from infoview_tui.services.topic_keys import keys
from infoview_tui.storage.store import Store
from infoview_tui.values import dataclass


@dataclass(frozen=True)
class Put:
    """What was put on a list: whom it is for, and the goal or the question by its id."""

    whom: Unasked
    kind: TopicKind
    id: int


def next_to_ask(found: Answers) -> Unasked | None:
    """Return who is met next and does not have the topic on the list."""
    return next((u for u in found.unasked if u.interview_id is not None and not u.listed), None)


def ask_next(store: Store, now: datetime, topic: Topic) -> Put:
    """Put a topic on the list of the next interview that lacks it.

    Raises:
        RefusedError: there is none, or its list is full.

    """
    with store.write():
        (found,) = answers(store, now, [topic])
        whom = next_to_ask(found)
        if whom is None or whom.interview_id is None:
            there = next((u for u in found.unasked if u.listed), None)
            if there:
                raise RefusedError(f"It is on the list of {there.who} already; 3 goes there.")
            raise RefusedError("No interview ahead to ask it in. 2 People, then b books one.")
        add = _add_goal if topic.kind is TopicKind.GOAL else _add_question
        return Put(whom, topic.kind, add(store, now, whom, whom.interview_id, topic))


def _add_goal(store: Store, now: datetime, whom: Unasked, talk: int, topic: Topic) -> int:
    try:
        return add_goal(store, now, talk, topic.text)
    except RefusedError as error:
        raise RefusedError(
            f"{whom.who} has four goals on the list, and that is enough; 3 changes them."
        ) from error


def _add_question(store: Store, now: datetime, _whom: Unasked, talk: int, topic: Topic) -> int:
    key_of = keys(store, topic.kind)
    for question in whole_bank(store):
        own = question.id if question.own else None
        if key_of(question.text, question.number, own) == topic.key:
            return take_question(store, now, talk, question)
    return add_question(store, now, talk, topic.text)


def take_off(store: Store, now: datetime, put: Put) -> None:
    """Undo `ask_next`."""
    if put.kind is TopicKind.GOAL:
        delete_goal(store, now, put.id)
    else:
        delete_item(store, now, put.id)
