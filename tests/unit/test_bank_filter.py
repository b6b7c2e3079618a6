"""What a filter of the bank means: each term narrows, whatever the bank holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_tui.content.library import bank, categories
from infoview_tui.domain.bank import PHASES, TIARA, Question, read_question
from infoview_tui.domain.bank_filter import narrow, nearest, problem, terms
from infoview_tui.errors import RefusedError

BANK = tuple(
    Question(q.number, q.text, None, q.text, q.category, q.phase, q.tiara, q.serves) for q in bank()
)
OWN = Question(None, "Who decides on a loan?", 3, serves="own goals")
REWORDED = Question(9, "What else?", 4, "Which skill?", categories()[2], "core", "I")
AWAY = Question(None, "Old one", 5, archived=True)

texts = st.text(max_size=20) | st.sampled_from(["own", "a loan", "G3", 'the "week"', "Überblick"])
questions = st.builds(
    Question,
    number=st.none() | st.integers(1, 44),
    text=texts,
    id=st.integers(1, 9),
    category=st.none() | st.sampled_from(categories()),
    phase=st.sampled_from(PHASES),
    tiara=st.sampled_from(["", *TIARA]),
    serves=texts,
    archived=st.booleans(),
)
one_term = (
    st.sampled_from(["G3", "g99", "goal:", "goal:skills", "phase:o", "tiara:advice", "tiara:x"])
    | st.sampled_from(["own", "OWN", '"own"', "what", 'goal:"ordinary week"', "phase:", "loan"])
    | st.text("abcow:g3-?éß", min_size=1, max_size=5)
)
lines = st.lists(one_term, max_size=4).map(" ".join)


def numbers(line: str) -> list[int | None]:
    return [question.number for question in narrow(BANK, line)]


@given(st.lists(questions, max_size=12), lines, one_term, st.booleans())
def test_each_term_narrows_and_keeps_the_order(
    found: list[Question], line: str, term: str, archived: bool
) -> None:
    line = f"archived {line}" if archived else line
    fewer, more = narrow(found, f"{line} {term}"), narrow(found, line)
    assert [q for q in more if q in fewer] == list(fewer)
    assert [q for q in found if q in more] == list(more)
    assert all(q.archived is archived for q in more)


@given(lines, lines)
def test_the_order_of_terms_does_not_matter(one: str, other: str) -> None:
    mixed = (*BANK, OWN, REWORDED, AWAY)
    assert narrow(mixed, f"{one} {other}") == narrow(mixed, f"{other} {one}")


@given(st.text())
def test_any_line_can_be_half_typed(line: str) -> None:
    assert set(narrow(BANK, line)) <= set(BANK)
    assert isinstance(problem(line, categories()), str)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("G1", [1, 2, 3, 4]),
        ("g1", [1, 2, 3, 4]),
        ("goal:G1", [1, 2, 3, 4]),
        ("goal:skills", [9, 10, 11, 12]),
        ('goal:"ordinary week"', [13, 14, 15, 16]),
        ("goal:nonsense", []),
        ("G1 G2", []),
        ("phase:opening", [1, 2]),
        ("phase:e advice", []),
        ("phase:e names", [41]),
        ("tiara:S", [40]),
        ("tiara:assignments", [40]),
        ("tiara:r phase:core", [29, 38, 39]),
        ("tiara:res phase:end", [41]),
        ("tiara:nothing", []),
        ("G3 weak", [12]),
        ("WÉEK advert", [9]),
        ("qualif", [5]),
        ("ualif", []),
        ("own", []),
        ("archived", []),
        ("goal: phase: tiara: ?", list(range(1, 45))),
    ],
)
def test_what_a_term_means(line: str, found: list[int]) -> None:
    assert numbers(line) == found


def test_own_is_what_one_wrote_and_archived_what_is_away() -> None:
    mixed = (*BANK, OWN, REWORDED, AWAY)
    assert narrow(mixed, "own") == (OWN, REWORDED)
    assert narrow(mixed, '"own"') == (OWN,)
    assert narrow(mixed, "archived") == (AWAY,)
    assert AWAY not in narrow(mixed, "")
    assert narrow(mixed, "own archived") == (AWAY,)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("G13", 'No category is "g13": G1 to G12, or goal:skills.'),
        ("goal:money", 'No category is "money": G1 to G12, or goal:skills.'),
        ("phase:middle", 'No phase is "middle": opening, core or end.'),
        ("tiara:x", '"x" is none of Trends, Insights, Advice, Resources, Assignments.'),
        ("goal:skills phase:c tiara:t own week", ""),
        ("goal: phase: tiara:", ""),
        ("re:hello", ""),
    ],
)
def test_a_term_that_nothing_can_meet_is_named(line: str, said: str) -> None:
    assert problem(line, categories()) == said


def test_a_goal_ranks_and_leaves_nothing_out() -> None:
    ranked = [q.number for q in nearest(BANK, "What an ordinary week holds")]
    assert set(ranked[:4]) == {13, 14, 15, 16}
    assert sorted(ranked, key=str) == sorted(range(1, 45), key=str)
    assert [q.number for q in nearest(BANK, "Where the field is going")][:4] == [24, 25, 26, 27]
    assert nearest(BANK, "what is it to be") == BANK
    assert nearest((*BANK, OWN), "loans, or a loan")[0] == OWN


@pytest.mark.parametrize(
    ("line", "columns"),
    [
        ("Who decides?", {"text": "Who decides?"}),
        ("g3 Who decides?", {"category": "G3", "text": "Who decides?"}),
        ("G10 phase:e tiara:trends Who?", {"category": "G10", "phase": "end", "tiara": "T"}),
        ("goal:skills Who? -> see who counts", {"category": "G3", "serves": "see who counts"}),
        ("Who? → see", {"text": "Who?", "serves": "see"}),
        ("A -> B -> see", {"text": "A -> B", "serves": "see"}),
        ("Is it re:work, or phase:end?", {"text": "Is it re:work, or phase:end?"}),
        ("Note: why?", {"text": "Note: why?"}),
        ("a\nb\x00", {"text": "a b"}),
    ],
)
def test_a_question_is_read_from_one_line(line: str, columns: dict[str, str]) -> None:
    read = read_question(line, categories())
    assert read | columns == read


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "A question needs some words."),
        ("G3 phase:end", "A question needs some words."),
        ("G3 -> see", "A question needs some words."),
        ("G44 Who?", 'No category is "g44": G1 to G12, or goal:skills.'),
        ("phase:late Who?", 'No phase is "late": opening, core or end.'),
        ("w" * 1001, "A question is to be spoken: 1000 characters at most, not 1001."),
    ],
)
def test_a_question_that_cannot_be_read_says_why(line: str, said: str) -> None:
    with pytest.raises(RefusedError) as error:
        read_question(line, categories())
    assert str(error.value) == said


@given(st.text())
def test_whatever_is_typed_is_a_question_or_a_sentence(line: str) -> None:
    try:
        read = read_question(line, categories())
    except RefusedError as error:
        assert str(error)
    else:
        assert terms(read["text"]) and read["text"] == read["text"].strip()
