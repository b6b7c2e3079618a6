from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.domain.answers import Answers, Topic, TopicKind
from infoview_tui.domain.bank import Question
from infoview_tui.domain.preparation import ItemState
from infoview_tui.errors import AmbiguousError, ConflictError, NotFoundError, RefusedError
from infoview_tui.services.answer_marks import mark_answer, write_line
from infoview_tui.services.answers import answers, find_topic, topics
from infoview_tui.services.ask_next import ask_next, take_off
from infoview_tui.services.bank import add_own, archive, change_own, reword, whole_bank
from infoview_tui.services.facts import add_fact
from infoview_tui.services.interviews import book
from infoview_tui.services.meeting import end, start
from infoview_tui.services.notes import capture, delete_note
from infoview_tui.services.people import add_person, delete_person
from infoview_tui.services.people_many import restore_people
from infoview_tui.services.prepare import (
    add_goal,
    add_question,
    change_goal,
    change_item,
    preparation,
    take_question,
)
from infoview_tui.storage.store import Store

GOAL = "Is a degree needed?"
QUESTION = "Who decides?"
GOALS, QUESTIONS = TopicKind.GOAL, TopicKind.QUESTION


class Life:
    """Interviews that were held, each with a goal, a question for it, and what was said."""

    def __init__(self, store: Store, now: datetime, zone: ZoneInfo) -> None:
        self.store, self.now, self.zone = store, now, zone

    def person(self, name: str) -> int:
        return add_person(self.store, self.now, name=name)

    def held(
        self,
        *people: int,
        said: str = "",
        goal: str = GOAL,
        question: str | Question = QUESTION,
        state: ItemState = ItemState.ASKED,
        days: int = 0,
    ) -> tuple[int, int, int]:
        store, at = self.store, self.now - timedelta(days=days)
        talk = book(store, at, list(people), starts_at=at, zone="UTC")
        goal_id = add_goal(store, at, talk, goal)
        if isinstance(question, Question):
            item = take_question(store, at, talk, question, goal_id)
        else:
            item = add_question(store, at, talk, question, goal_id=goal_id)
        start(store, at, talk)
        if said:
            capture(store, at, said, interview_id=talk, item_id=item)
        change_item(store, at, item, state=state)
        end(store, at + timedelta(minutes=20), talk, self.zone)
        return talk, goal_id, item

    def topic(self, kind: TopicKind = GOALS, words: str = "") -> Topic:
        return find_topic(topics(self.store, kind), words)

    def of(self, kind: TopicKind = GOALS, words: str = "") -> Answers:
        (found,) = answers(self.store, self.now, [self.topic(kind, words)])
        return found


@pytest.fixture
def life(store: Store, now: datetime, zone: ZoneInfo) -> Life:
    return Life(store, now, zone)


def told(found: Answers) -> dict[str, list[str]]:
    return {s.who: [said.text for t in s.told for said in t.said] for s in found.sides}


def test_goals_are_tied_by_their_words_and_most_answered_comes_first(life: Life) -> None:
    life.held(life.person("Dana"), said="! no", goal="is a  degree needed")
    life.held(life.person("Kofi"), said="yes", days=1)
    life.held(life.person("Mai"), said="well", goal="Where?")
    first, second = topics(life.store, GOALS)
    assert (first.text, first.answered, len(first.rows)) == ("is a  degree needed", 2, 2)
    assert (second.text, second.answered) == ("Where?", 1)
    assert told(life.of(words="degree")) == {"Dana": ["no"], "Kofi": ["yes"]}


def test_questions_are_tied_by_the_bank_in_whatever_words(life: Life, now: datetime) -> None:
    store = life.store
    shipped = next(q for q in whole_bank(store) if q.number == 9)
    life.held(life.person("Dana"), said="writing", question=shipped)
    reword(store, now, 9, "Which skill counts?")
    life.held(
        life.person("Kofi"),
        said="patience",
        question=next(q for q in whole_bank(store) if q.number == 9),
        days=2,
    )
    # Typed in the words of the bank, it is that question.
    life.held(life.person("Mai"), said="writing too", question="which skill counts", days=3)
    found = life.of(QUESTIONS)
    assert told(found) == {"Dana": ["writing"], "Kofi": ["patience"], "Mai": ["writing too"]}


def test_an_own_question_keeps_its_marks_in_other_words_and_typed_ones_that_join_it(
    life: Life, now: datetime
) -> None:
    store, dana = life.store, life.person("Dana")
    life.held(dana, said="the board", question=QUESTION)
    mark_answer(store, now, life.topic(QUESTIONS), dana, "board")
    own = add_own(store, now, QUESTION)
    mine = next(q for q in whole_bank(store) if q.id == own)
    life.held(life.person("Kofi"), said="nobody", question=mine)
    found = life.of(QUESTIONS)
    assert {s.who: s.mark for s in found.sides} == {"Kofi": "", "Dana": "board"}
    kofi = found.sides[0].person_id
    mark_answer(store, now, found.topic, kofi, "nobody")
    change_own(store, now, own, text="Who has the last word?")
    archive(store, now, mine)
    marks = {s.who: s.mark for s in life.of(QUESTIONS, "decides").sides}
    assert marks == {"Kofi": "nobody", "Dana": "board"}


def test_who_was_not_asked_stands_with_when_they_are_met_next(life: Life, now: datetime) -> None:
    store = life.store
    life.held(life.person("Dana"), said="no")
    life.held(life.person("Selu"), state=ItemState.SKIPPED)
    later, soon = now + timedelta(days=4), now + timedelta(days=1)
    hana = book(store, now, [life.person("Hana")], starts_at=later, zone="UTC")
    book(store, now, [life.person("Kofi")], starts_at=soon, zone="UTC")
    book(store, now, [life.person("Ingrid")], starts_at=None, zone="UTC")
    book(store, now, [life.person("Zofia")], starts_at=soon, zone="UTC", host=True)
    add_goal(store, now, hana, GOAL)
    found = life.of()
    assert [(u.who, u.starts_at, u.listed) for u in found.unasked] == [
        ("Kofi", soon, False),
        ("Hana", later, True),
        ("Ingrid", None, False),
        ("Selu", None, False),
    ]
    assert (len(found.sides), found.people) == (1, 5)


def test_an_answer_is_what_was_noted_asked_or_found_out(
    life: Life, now: datetime, zone: ZoneInfo
) -> None:
    store = life.store
    talk, _goal, item = life.held(life.person("Dana"), state=ItemState.OPEN)
    assert not life.of().sides
    assert topics(store, GOALS)[0].answered == 0
    note = capture(store, now, "no", interview_id=talk, item_id=item, zone=zone)
    assert topics(store, GOALS)[0].answered == topics(store, QUESTIONS)[0].answered == 1
    assert told(life.of()) == {"Dana": ["no"]}
    delete_note(store, now, note.id)
    assert topics(store, QUESTIONS)[0].answered == 0
    add_fact(store, now, talk, "it is on the page", "site", item_id=item)
    assert told(life.of()) == told(life.of(QUESTIONS)) == {"Dana": ["it is on the page"]}


def test_a_shared_answer_is_on_the_side_of_each(life: Life, now: datetime) -> None:
    dana, priya = life.person("Dana"), life.person("Priya")
    life.held(dana, priya, said="no")
    found = life.of()
    assert told(found) == {"Dana": ["no"], "Priya": ["no"]}
    mark_answer(life.store, now, found.topic, priya, "yes")
    assert [s.mark for s in life.of().sides] == ["", "yes"]
    delete_person(life.store, now, dana)
    assert told(life.of()) == {"Priya": ["no"]}
    restore_people(life.store, now, [dana])
    assert len(life.of().sides) == 2


def test_a_mark_is_given_changed_and_taken_away(life: Life, now: datetime) -> None:
    dana = life.person("Dana")
    life.held(dana, said="no")
    topic = life.topic()
    assert mark_answer(life.store, now, topic, dana, " no ") == ""
    assert mark_answer(life.store, now, topic, dana, "yes") == "no"
    assert life.of().sides[0].mark == "yes"
    assert mark_answer(life.store, now, topic, dana, "") == "yes"
    assert life.of().sides[0].mark == ""
    assert not life.store.answer_marks.where()
    with pytest.raises(RefusedError, match="a word or two"):
        mark_answer(life.store, now, topic, dana, "x" * 41)


def test_of_two_marks_that_a_merge_left_the_later_one_holds_and_goes_for_good(
    life: Life, now: datetime
) -> None:
    dana, other = life.person("Dana"), life.person("D. Okafor")
    life.held(dana, said="no")
    topic = life.topic()
    mark_answer(life.store, now, topic, dana, "no")
    mark_answer(life.store, now + timedelta(days=1), topic, other, "yes")
    with life.store.write():
        life.store.db.execute("update answer_marks set person_id=?", [dana])
    assert life.of().sides[0].mark == "yes"
    mark_answer(life.store, now, topic, dana, "")
    assert life.of().sides[0].mark == ""


def test_marks_and_the_line_follow_a_goal_into_other_words(life: Life, now: datetime) -> None:
    store, dana, kofi = life.store, life.person("Dana"), life.person("Kofi")
    _talk, goal, _item = life.held(dana, said="no")
    mark_answer(store, now, life.topic(), dana, "no")
    write_line(store, now, life.topic(), "Rather not.")
    change_goal(store, now, goal, text="Is a degree any use?")
    found = life.of()
    assert (found.topic.text, found.sides[0].mark, found.line) == (
        "Is a degree any use?",
        "no",
        "Rather not.",
    )
    # Another interview has the old words: its marks and the line stay with them.
    life.held(kofi, said="yes", goal="Is a degree any use?")
    mark_answer(store, now, life.topic(), kofi, "yes")
    change_goal(store, now, goal, text=GOAL)
    old, new = life.of(words="any use"), life.of(words="needed")
    assert [(s.who, s.mark) for s in old.sides] == [("Kofi", "yes")]
    assert [(s.who, s.mark) for s in new.sides] == [("Dana", "no")]
    assert (old.line, new.line) == ("Rather not.", "")


def test_marks_follow_a_typed_question(life: Life, now: datetime) -> None:
    dana = life.person("Dana")
    _talk, _goal, item = life.held(dana, said="the board")
    mark_answer(life.store, now, life.topic(QUESTIONS), dana, "board")
    change_item(life.store, now, item, text="Who decides in the end?")
    assert life.of(QUESTIONS).sides[0].mark == "board"


def test_the_line_of_another_window_is_not_written_over(life: Life, now: datetime) -> None:
    life.held(life.person("Dana"), said="no")
    topic = life.topic()
    write_line(life.store, now, topic, "Mine.", seen={"body": ""})
    with pytest.raises(ConflictError):
        write_line(life.store, now, topic, "Theirs.", seen={"body": ""})
    write_line(life.store, now, topic, "Mine, longer.", seen={"body": "Mine."})
    assert life.of().line == "Mine, longer."
    write_line(life.store, now, topic, "", seen={"body": "Mine, longer."})
    assert life.of().line == ""


@pytest.mark.parametrize("kind", TopicKind)
def test_it_is_put_on_the_next_list_that_lacks_it(
    life: Life, now: datetime, kind: TopicKind
) -> None:
    store = life.store
    question = next(q for q in whole_bank(store) if q.number == 9)
    life.held(life.person("Dana"), said="no", question=question)
    topic = life.topic(kind)
    with pytest.raises(RefusedError, match="No interview ahead"):
        ask_next(store, now, topic)
    kofi = book(store, now, [life.person("Kofi")], starts_at=now + timedelta(days=1), zone="UTC")
    hana = book(store, now, [life.person("Hana")], starts_at=now + timedelta(days=2), zone="UTC")
    first, second = ask_next(store, now, topic), ask_next(store, now, topic)
    assert (first.whom.who, second.whom.who) == ("Kofi", "Hana")
    assert [u.listed for u in life.of(kind).unasked] == [True, True]
    with pytest.raises(RefusedError, match="on the list of Kofi already"):
        ask_next(store, now, topic)
    lists = [preparation(store, talk) for talk in (kofi, hana)]
    if kind is GOALS:
        assert [[g.text for g in each.goals] for each in lists] == [[GOAL], [GOAL]]
    else:
        assert [[i.bank for i in each.items] for each in lists] == [[9], [9]]
    take_off(store, now, second)
    assert [u.listed for u in life.of(kind).unasked] == [True, False]


def test_a_full_list_of_goals_takes_no_fifth(life: Life, now: datetime) -> None:
    life.held(life.person("Dana"), said="no")
    kofi = book(
        life.store, now, [life.person("Kofi")], starts_at=now + timedelta(days=1), zone="UTC"
    )
    for number in range(4):
        add_goal(life.store, now, kofi, f"Goal {number}?")
    with pytest.raises(RefusedError, match="Kofi has four goals"):
        ask_next(life.store, now, life.topic())


def test_a_topic_is_found_by_its_words(life: Life) -> None:
    life.held(life.person("Dana"), said="no")
    life.held(life.person("Kofi"), said="no", goal="Is a degree needed here?")
    found = topics(life.store, GOALS)
    assert find_topic(found, GOAL).text == GOAL
    assert find_topic(found, "HERE").text == "Is a degree needed here?"
    with pytest.raises(AmbiguousError):
        find_topic(found, "degree")
    with pytest.raises(NotFoundError, match="Nobody was asked 'boat'"):
        find_topic(found, "boat")


def test_only_interviews_that_are_over_count_and_not_those_as_a_host(
    life: Life, now: datetime
) -> None:
    ahead = book(life.store, now, [life.person("Kofi")], starts_at=now, zone="UTC")
    add_goal(life.store, now, ahead, GOAL)
    add_question(life.store, now, ahead, QUESTION)
    talk, *_ = life.held(life.person("Zofia"), said="hm", goal="Theirs?")
    with life.store.write():
        life.store.db.execute("update interviews set host=1 where id=?", [talk])
    assert topics(life.store, GOALS) == topics(life.store, QUESTIONS) == ()


def test_the_number_of_queries_does_not_grow(
    life: Life, now: datetime, queries: Callable[..., int]
) -> None:
    counts: list[tuple[int, int]] = []
    for name in ("Dana", "Kofi", "Mai"):
        life.held(life.person(name), said="no", days=len(counts))
        topic = life.topic()
        counts.append(
            (
                queries(life.store, topics, GOALS),
                queries(life.store, answers, now, [topic]),
            )
        )
    assert len(set(counts)) == 1


@pytest.fixture
def queries() -> Callable[..., int]:
    def count(store: Store, use_case: Callable[..., object], *args: object) -> int:
        sent: list[str] = []
        store.db.conn.set_trace_callback(sent.append)
        use_case(store, *args)
        store.db.conn.set_trace_callback(None)
        return len(sent)

    return count
