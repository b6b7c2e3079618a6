from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_tui.domain.answer_counts import MOST_OFFERED, count_words, named, offered, tally
from infoview_tui.domain.answers import (
    Answers,
    Asking,
    Said,
    Side,
    Topic,
    TopicKind,
    Unasked,
    Who,
    answered_words,
    side_by_side,
)
from infoview_tui.domain.notes import NoteKind
from infoview_tui.domain.preparation import GoalState

NOW = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
DANA, KOFI, PRIYA = Who(1, "Dana"), Who(2, "Kofi"), Who(3, "Priya")
OPEN, PARTLY, ANSWERED = GoalState.OPEN, GoalState.PARTLY, GoalState.ANSWERED


def asking(
    talk: int, *people: Who, said: str = "", reached: GoalState = ANSWERED, days: int = 0
) -> Asking:
    notes = (Said(said, NoteKind.NOTE, talk),) if said else ()
    return Asking(talk, NOW - timedelta(days=days), reached, people, notes)


def marked(*marks: str) -> list[Side]:
    return [Side(n, f"P{n}", (), mark) for n, mark in enumerate(marks)]


def texts(side: Side) -> list[str]:
    return [said.text for told in side.told for said in told.said]


def test_each_person_has_a_side_who_was_asked_last_first() -> None:
    old, new = asking(1, DANA, said="no", days=5), asking(2, KOFI, said="yes", days=1)
    kofi, dana = side_by_side([old, new], {1: "no"})
    assert (kofi.who, texts(kofi), kofi.mark) == ("Kofi", ["yes"], "")
    assert (dana.who, texts(dana), dana.mark) == ("Dana", ["no"], "no")


def test_what_several_people_said_is_on_the_side_of_each() -> None:
    dana, priya = side_by_side([asking(1, DANA, PRIYA, said="no")], {1: "no", 3: "yes"})
    assert texts(dana) == texts(priya) == ["no"]
    assert dana.told[0].together == ("Priya",)
    assert (dana.mark, priya.mark) == ("no", "yes")


def test_somebody_asked_twice_has_one_side_with_both_answers() -> None:
    (dana,) = side_by_side(
        [asking(1, DANA, said="no", days=5), asking(2, DANA, said="yes after all")], {}
    )
    assert texts(dana) == ["yes after all", "no"]


def test_the_same_question_twice_on_one_list_is_one_answer() -> None:
    one, two = asking(1, DANA, said="no", reached=OPEN), asking(1, DANA, said="yes")
    (dana,) = side_by_side([one, two], {})
    assert len(dana.told) == 1 and sorted(texts(dana)) == ["no", "yes"]
    assert dana.told[0].reached is ANSWERED


def test_what_one_found_out_oneself_is_an_answer_of_that_person_alone() -> None:
    found = {1: (Said("it says so on the page", source="their site"),)}
    both = Asking(1, NOW, OPEN, (DANA, KOFI), (), found)
    dana, kofi = side_by_side([both], {})
    assert texts(dana) == ["it says so on the page"] and dana.answered
    assert not kofi.answered


@pytest.mark.parametrize(
    ("marks", "words"),
    [
        ((), ""),
        (("", ""), ""),
        (("no", "no", "no", "no", "yes", "yes"), "no 4 · yes 2, in your own marks"),
        (("No", "no", "yes", ""), "No 2 · yes 1, in your own marks; 1 without one"),
        (("writing",) * 6 + ("",), "6 of 7 named writing"),
        (("writing, patience", "Writing", ""), "2 of 3 named writing · 1 patience"),
        (("depends: on the house", "no"), "depends: on the house 1 · no 1, in your own marks"),
        (("\u0301", "yes"), "\u0301 1 · yes 1, in your own marks"),
    ],
)
def test_the_marks_are_counted_in_plain_words(marks: tuple[str, ...], words: str) -> None:
    assert count_words(marked(*marks)) == words


def test_the_marks_of_a_topic_are_offered_and_the_usual_ones_beside_a_usual_one() -> None:
    assert offered(marked("", "")) == ("yes", "no", "depends")
    assert offered(marked("No", "No", "not now")) == ("yes", "No", "depends", "not now")
    assert offered(marked("writing", "patience, writing")) == ("patience", "writing")


@given(st.lists(st.text(max_size=12), max_size=20))
def test_counts_never_lose_or_make_a_mark(marks: list[str]) -> None:
    sides = marked(*marks)
    counts = dict(tally(sides))
    assert all(0 < count <= len(sides) for count in counts.values())
    assert sum(counts.values()) >= sum(bool(named(mark)) for mark in marks)
    assert len(offered(sides)) <= MOST_OFFERED
    assert bool(count_words(sides)) == any(named(mark) for mark in marks)


@given(st.lists(st.tuples(st.integers(1, 4), st.sets(st.integers(1, 4), min_size=1))))
def test_no_answer_is_lost_and_nobody_has_two_sides(talks: list[tuple[int, set[int]]]) -> None:
    askings = [
        asking(number, *(Who(p, f"P{p}") for p in sorted(people)), said=f"s{number}", days=days)
        for number, (days, people) in enumerate(talks)
    ]
    sides = side_by_side(askings, {})
    assert len({side.person_id for side in sides}) == len(sides)
    for number, (_days, people) in enumerate(talks):
        for side in sides:
            assert (f"s{number}" in texts(side)) == (side.person_id in people)


def test_how_many_answered_is_said_of_all_there_are_to_ask() -> None:
    topic = Topic(TopicKind.GOAL, "why", "Why?", frozenset({1}), 1, NOW)
    one = Answers(topic, tuple(marked("")), ())
    assert answered_words(one) == "1 person answered"
    left = Answers(topic, tuple(marked("", "")), (Unasked(9, "Kofi"),))
    assert answered_words(left) == "2 of 3 people answered"
    assert answered_words(left, short=True) == "2 of 3"
