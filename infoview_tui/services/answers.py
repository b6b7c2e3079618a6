"""What several people said to one goal or question, gathered from all interviews in one go."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from datetime import datetime

from infoview_tui.domain.answers import (
    Answers,
    Asking,
    Said,
    Side,
    Topic,
    TopicKind,
    Unasked,
    Who,
    side_by_side,
)
from infoview_tui.domain.interviews import Interview, Status
from infoview_tui.domain.notes import NoteKind
from infoview_tui.domain.preparation import GoalState, ItemKind, ItemState, reached
from infoview_tui.domain.text import fold
from infoview_tui.domain.threads import same_goal
from infoview_tui.errors import AmbiguousError, NotFoundError
from infoview_tui.services.topic_keys import keys
from infoview_tui.storage.store import Store

_HELD = """
interviews i on i.id = t.interview_id and i.deleted_at is null and i.ended_at is not null
    and coalesce(i.host, 0) = 0
"""
_ASKED = f"state in ('{ItemState.ASKED}', '{ItemState.PARTLY}', '{ItemState.KNOWN}')"

# Grouped by SQLite: forty thousand lines of checklists come to a few hundred texts.
_GOALS = f"""
select t.text, null, null, min(t.id), json_group_array(t.interview_id),
    json_group_array(t.interview_id) filter (where coalesce(t.state <> 'open', exists (
            select 1 from checklist c where c.goal_id = t.id and c.deleted_at is null
            and c.kind = '{ItemKind.CORE}' and c.{_ASKED}))
        or exists (select 1 from checklist c
            join notes n on n.item_id = c.id and n.deleted_at is null
            where c.goal_id = t.id and c.deleted_at is null))
from goals t where t.deleted_at is null group by t.text
"""
_QUESTIONS = f"""
select t.text, t.bank, t.question_id, min(t.id), json_group_array(t.interview_id),
    json_group_array(t.interview_id) filter (where t.{_ASKED} or exists (
        select 1 from notes n where n.item_id = t.id and n.deleted_at is null))
from checklist t where t.deleted_at is null and t.kind <> '{ItemKind.CLOSING}'
group by t.text, t.bank, t.question_id
"""
_PEOPLE = f"""
select t.interview_id, i.ended_at, p.id, p.name from interview_people t join {_HELD}
join people p on p.id = t.person_id and p.deleted_at is null order by t.id
"""

_THE_GOALS = f"""
select t.id, t.text, null, null, t.interview_id, i.ended_at, t.state from goals t join {_HELD}
where t.deleted_at is null and t.text in (
    select text from goals where id in (select value from json_each(?)))
"""
_THE_QUESTIONS = f"""
select t.id, t.text, t.bank, t.question_id, t.interview_id, i.ended_at, t.state
from checklist t join {_HELD} where t.deleted_at is null and t.kind <> '{ItemKind.CLOSING}'
    and t.text in (
        select text from checklist where id in (select value from json_each(?)))
"""
_ITEMS_OF = """
select goal_id, state from checklist where goal_id in (select value from json_each(?))
    and kind = ? and deleted_at is null
"""


def topics(store: Store, kind: TopicKind) -> tuple[Topic, ...]:
    """Return what was on the list of interviews that are over: what most people answered first."""
    when: dict[int, str] = {}
    people: defaultdict[int, list[int]] = defaultdict(list)
    for talk, ended, person, _name in store.db.execute(_PEOPLE).fetchall():
        when[talk] = ended
        people[talk].append(person)
    key_of = keys(store, kind)
    answered: defaultdict[str, set[int]] = defaultdict(set)
    newest: dict[str, tuple[str, str]] = {}
    rows: defaultdict[str, set[int]] = defaultdict(set)
    sql = _GOALS if kind is TopicKind.GOAL else _QUESTIONS
    for text, bank, own, row, talks, told in store.db.execute(sql).fetchall():
        key = key_of(text, bank, own)
        held = [talk for talk in json.loads(talks) if talk in when]
        if held:
            rows[key].add(row)
            last = (max(map(when.__getitem__, held)), text)
            newest[key] = max(newest.get(key, last), last)
        for talk in json.loads(told):
            answered[key].update(people.get(talk, ()))
    found = [
        Topic(
            kind,
            key,
            text,
            frozenset(rows[key]),
            len(answered[key]),
            datetime.fromisoformat(at),
        )
        for key, (at, text) in newest.items()
    ]
    return tuple(sorted(found, key=lambda t: (-t.answered, -t.at.timestamp(), t.text)))


def find_topic(found: Sequence[Topic], words: str) -> Topic:
    """Return the topic that has all of these words; one of exactly these wins.

    Raises:
        NotFoundError: none has.
        AmbiguousError: several have; the error lists them.

    """
    hits = narrowed(found, words)
    if not hits:
        raise NotFoundError(
            f"Nobody was asked '{words}'; infoview answers lists what people were asked."
        )
    exact = [topic for topic in hits if same_goal(topic.text) == same_goal(words)]
    if len(exact or hits) > 1:
        lines = tuple(topic.name for topic in hits)
        raise AmbiguousError(f"'{words}' could be {len(hits)} topics; give more words:", lines)
    return (exact or hits)[0]


def narrowed(found: Sequence[Topic], words: str) -> tuple[Topic, ...]:
    """Return the topics that have all of these words, or the beginnings of them."""
    wanted = fold(words).split()
    return tuple(t for t in found if all(word in fold(t.text) for word in wanted))


def answers(store: Store, now: datetime, wanted: Sequence[Topic]) -> tuple[Answers, ...]:
    """Return the answers to topics of one kind, in as many queries as for one of them."""
    if not wanted:
        return ()
    kind = wanted[0].kind
    by_topic = _askings(store, kind, wanted)
    marks = _marks(store, kind)
    lines = _lines(store, kind)
    coming = _coming(store, now)
    listed = _listed(store, kind, coming)
    found = []
    for topic in wanted:
        mine = marks.get(topic.key, {})
        everyone = side_by_side(by_topic.get(topic.key, ()), mine)
        sides = tuple(side for side in everyone if side.answered)
        unasked = _unasked(coming, listed[topic.key], everyone)
        found.append(Answers(topic, sides, unasked, lines.get(topic.key, "")))
    return tuple(found)


def _askings(
    store: Store, kind: TopicKind, wanted: Sequence[Topic]
) -> Mapping[str, Sequence[Asking]]:
    wordings = json.dumps([row for topic in wanted for row in topic.rows])
    is_goal = kind is TopicKind.GOAL
    sql = _THE_GOALS if is_goal else _THE_QUESTIONS
    key_of, asked = keys(store, kind), {topic.key for topic in wanted}
    # Different questions of the bank may have been asked in the same words.
    rows = [
        (key, id, talk, ended, state)
        for id, text, bank, own, talk, ended, state in store.db.execute(sql, [wordings]).fetchall()
        if (key := key_of(text, bank, own)) in asked
    ]
    ids = json.dumps([row[1] for row in rows])
    talks = {row[2] for row in rows}
    states: defaultdict[int, list[ItemState]] = defaultdict(list)
    if is_goal:
        for goal, state in store.db.execute(_ITEMS_OF, [ids, ItemKind.CORE]).fetchall():
            states[goal].append(ItemState(state))
    people: defaultdict[int, list[Who]] = defaultdict(list)
    for talk, _ended, id, name in store.db.execute(_PEOPLE).fetchall():
        if talk in talks:
            people[talk].append(Who(id, name))
    said, facts = _said(store, is_goal, ids), _facts(store, is_goal, ids)
    found: defaultdict[str, list[Asking]] = defaultdict(list)
    for key, id, talk, ended, state in rows:
        if is_goal:
            far = reached(GoalState(state) if state else None, states[id])
        else:
            far = reached(None, [ItemState(state)])
        found[key].append(
            Asking(
                interview_id=talk,
                at=datetime.fromisoformat(ended),
                reached=far,
                people=tuple(people[talk]),
                said=tuple(said[id]),
                facts={person: tuple(all_of) for person, all_of in facts[id].items()},
            )
        )
    return found


def _said(store: Store, is_goal: bool, ids: str) -> defaultdict[int, list[Said]]:
    column = "c.goal_id" if is_goal else "c.id"
    found: defaultdict[int, list[Said]] = defaultdict(list)
    for asking, id, kind, body in store.db.execute(
        f"select {column}, n.id, n.kind, n.body from checklist c"
        " join notes n on n.item_id = c.id and n.deleted_at is null"
        f" where {column} in (select value from json_each(?)) and c.deleted_at is null"
        " order by n.at, n.id",
        [ids],
    ).fetchall():
        found[asking].append(Said(body, NoteKind(kind), id))
    return found


def _facts(store: Store, is_goal: bool, ids: str) -> defaultdict[int, dict[int, list[Said]]]:
    column = "c.goal_id" if is_goal else "c.id"
    found: defaultdict[int, dict[int, list[Said]]] = defaultdict(dict)
    for asking, person, text, source in store.db.execute(
        f"select {column}, f.person_id, f.text, f.source from checklist c"
        " join facts f on f.item_id = c.id and f.deleted_at is null"
        f" where {column} in (select value from json_each(?)) and c.deleted_at is null"
        " order by f.id",
        [ids],
    ).fetchall():
        found[asking].setdefault(person, []).append(Said(text, source=source or ""))
    return found


def _marks(store: Store, kind: TopicKind) -> Mapping[str, Mapping[int, str]]:
    """Return the marks by topic and person; where a merge of people left two, the later one."""
    key_of = keys(store, kind)
    found: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for topic, person, mark in store.db.execute(
        "select topic, person_id, mark from answer_marks"
        " where kind=? and deleted_at is null order by updated_at, id",
        [kind],
    ).fetchall():
        found[key_of.now(topic)][person] = mark
    return found


def _lines(store: Store, kind: TopicKind) -> Mapping[str, str]:
    key_of = keys(store, kind)
    sql = "select topic, body from summaries where kind=? and deleted_at is null order by id"
    return {key_of.now(topic): body for topic, body in store.db.execute(sql, [kind]).fetchall()}


def _coming(store: Store, now: datetime) -> list[Interview]:
    """Return the interviews ahead in which the user asks, those with a date first."""
    found = store.interviews.where(
        "t.cancelled_at is null and t.started_at is null and coalesce(t.host, 0) = 0",
        order="t.starts_at is null, t.starts_at, t.id",
    )
    return [talk for talk in found if talk.status(now) in (Status.BOOKED, Status.ASKED)]


def _listed(
    store: Store, kind: TopicKind, coming: Sequence[Interview]
) -> defaultdict[str, set[int]]:
    """Return which of the interviews ahead have a topic on their list, by its key."""
    columns = (
        "null, null from goals" if kind is TopicKind.GOAL else "bank, question_id from checklist"
    )
    key_of = keys(store, kind)
    found: defaultdict[str, set[int]] = defaultdict(set)
    for talk, text, bank, own in store.db.execute(
        f"select interview_id, text, {columns} where deleted_at is null"
        " and interview_id in (select value from json_each(?))",
        [json.dumps([talk.id for talk in coming])],
    ).fetchall():
        found[key_of(text, bank, own)].add(talk)
    return found


def _unasked(
    coming: Sequence[Interview], listed: Set[int], everyone: Sequence[Side]
) -> tuple[Unasked, ...]:
    """Return who is met next and was not asked, by when; then who was met and not asked."""
    answered = {side.person_id for side in everyone if side.answered}
    found: dict[int, Unasked] = {}
    for talk in coming:
        for person in talk.people:
            if person.id not in answered:
                mine = Unasked(
                    person.id, person.name, talk.id, talk.starts_at, listed=talk.id in listed
                )
                found.setdefault(person.id, mine)
    for side in everyone:
        if not side.answered:
            found.setdefault(side.person_id, Unasked(side.person_id, side.who))
    return tuple(found.values())
