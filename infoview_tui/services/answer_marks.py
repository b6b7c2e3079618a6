"""One's own words on answers: a mark for each person, a line for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from infoview_tui.domain.answers import AnswerMark, Summary, Topic, TopicKind
from infoview_tui.domain.preparation import Goal, Item
from infoview_tui.domain.text import clean_line
from infoview_tui.domain.threads import same_goal
from infoview_tui.errors import RefusedError
from infoview_tui.services.answers import answers, topics
from infoview_tui.services.topic_keys import keys
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen

MOST_CHARACTERS = 40
"""Of a mark: it is a word to count by, and the line is for sentences."""


def mark_answer(store: Store, now: datetime, topic: Topic, person_id: int, mark: str) -> str:
    """Give a person's answer a mark, "" takes it away; returns the one before.

    Raises:
        RefusedError: it is no word but a sentence.

    """
    mark = clean_line(mark)
    if len(mark) > MOST_CHARACTERS:
        raise RefusedError(
            f"A mark is a word or two, {MOST_CHARACTERS} characters at most; e takes a whole line."
        )
    with store.write():
        known = _marks(store, topic.kind, topic.key, person_id)
        before = known[-1].mark if known else ""
        if not mark:
            # A merge of people leaves two marks, of which the older one is not to come back.
            for row in known:
                store.answer_marks.delete(now, row.id)
        elif known:
            store.answer_marks.change(now, known[-1].id, mark=mark, topic=topic.key)
        else:
            store.answer_marks.add(
                now, kind=topic.kind, topic=topic.key, person_id=person_id, mark=mark
            )
    return before


def line_on(store: Store, kind: TopicKind, key: str) -> Summary | None:
    """Return one's own line on a topic, by its key now or of the past."""
    key_of = keys(store, kind)
    rows = store.summaries.where("t.kind=?", kind)
    return next((row for row in reversed(rows) if key_of.now(row.topic) == key_of.now(key)), None)


def write_line(store: Store, now: datetime, topic: Topic, body: str, *, seen: Seen = None) -> None:
    """Keep one's own line on a topic; an empty one takes it away.

    Raises:
        ConflictError: another window wrote one since it was `seen`.

    """
    body = clean_line(body)
    with store.write():
        known = line_on(store, topic.kind, topic.key)
        if known is None:
            if body:
                store.summaries.add(now, kind=topic.kind, topic=topic.key, body=body)
            return
        if isinstance(seen, Mapping):
            store.summaries.unsettled(known.id, seen, body=body)
        if body:
            store.summaries.change(now, known.id, body=body, topic=topic.key)
        else:
            store.summaries.delete(now, known.id)


def follow_goal(store: Store, now: datetime, goal: Goal, text: str) -> None:
    """Let marks follow where a goal has other words now; `goal` is as it was before.

    The marks of its people go along, unless they were asked the old words by another interview;
    so does the line, where no other interview has them. What the new words have already stays.
    Belongs in the transaction that changed the words.
    """
    before, after = same_goal(goal.text), same_goal(text)
    _follow(store, now, TopicKind.GOAL, goal.interview_id, before, after)


def follow_question(store: Store, now: datetime, item: Item, text: str) -> None:
    """As `follow_goal`, for a question that was typed; those of the bank keep their marks."""
    key_of = keys(store, TopicKind.QUESTION)
    before, after = (key_of(words, item.bank, item.question_id) for words in (item.text, text))
    _follow(store, now, TopicKind.QUESTION, item.interview_id, before, after)


def _follow(
    store: Store, now: datetime, kind: TopicKind, interview_id: int, before: str, after: str
) -> None:
    if before == after:
        return
    marks, line = _marks(store, kind, before), line_on(store, kind, before)
    if not (marks or line):
        return
    left = [topic for topic in topics(store, kind) if topic.key == before]
    still = {side.person_id for found in answers(store, now, left) for side in found.sides}
    taken = {row.person_id for row in _marks(store, kind, after)}
    mine = {who.id for who in store.interviews.get(interview_id).people}
    for row in marks:
        if row.person_id in mine - still - taken:
            store.answer_marks.change(now, row.id, topic=after)
    if line and not left and line_on(store, kind, after) is None:
        store.summaries.change(now, line.id, topic=after)


def _marks(
    store: Store, kind: TopicKind, key: str, person_id: int | None = None
) -> list[AnswerMark]:
    """Return the marks of a topic, the latest last: of everybody or of one person."""
    key_of = keys(store, kind)
    whose = "t.kind=? and (? is null or t.person_id=?)"
    rows = store.answer_marks.where(whose, kind, person_id, person_id, order="t.updated_at, t.id")
    return [row for row in rows if key_of.now(row.topic) == key]
