from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from infoview_tui.domain.preparation import GoalState
from infoview_tui.domain.threads import Asked, asked_words, offers, same_goal, threads

NOW = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
OPEN, PARTLY, ANSWERED = GoalState.OPEN, GoalState.PARTLY, GoalState.ANSWERED


def asked(id: int, text: str, state: GoalState, who: str = "Dana", days: int = 0) -> Asked:
    return Asked(text, who, NOW + timedelta(days=days), id, id, state)


def test_the_same_words_are_one_goal_whatever_their_case_blanks_and_mark() -> None:
    one, two = "Is a  certificate worth it?", "is a certificate worth it"
    (thread,) = threads([asked(1, one, OPEN), asked(2, two, PARTLY, "Priya", 5)])
    assert thread.text == two
    assert asked_words(thread) == "Priya (partly), Dana (open)"
    assert thread.state is PARTLY
    assert same_goal("Where?") != same_goal("When?")


def test_what_is_open_is_offered_first_and_what_one_has_not_at_all() -> None:
    known = threads(
        [
            asked(1, "Answered", ANSWERED, days=9),
            asked(2, "Open", OPEN, days=1),
            asked(3, "Partly", PARTLY, days=3),
            asked(4, "Mine", OPEN, days=8),
        ]
    )
    assert [t.text for t in offers(known, ["mine?"])] == ["Partly", "Open", "Answered"]


def test_one_good_answer_closes_a_goal_for_the_offers() -> None:
    (thread,) = threads([asked(1, "Is it?", OPEN, days=4), asked(2, "Is it?", ANSWERED)])
    assert thread.state is ANSWERED


ASKED = st.builds(
    Asked,
    text=st.sampled_from(["a", "A?", "b", "c c", "C  c."]),
    who=st.sampled_from(["Dana", "Priya"]),
    at=st.integers(0, 99).map(lambda days: NOW + timedelta(days=days)),
    interview_id=st.integers(1, 9),
    goal_id=st.integers(1, 999),
    state=st.sampled_from(GoalState),
)


@given(st.lists(ASKED), st.lists(st.sampled_from(["a", "b", "c c"])))
def test_every_goal_stands_in_one_thread_and_an_offer_is_never_ones_own(
    goals: list[Asked], mine: list[str]
) -> None:
    known = threads(goals)
    spread = [each for thread in known for each in thread.asked]
    assert sorted(spread, key=repr) == sorted(goals, key=repr)
    assert len({same_goal(t.text) for t in known}) == len(known)
    for thread in known:
        assert [a.at for a in thread.asked] == sorted((a.at for a in thread.asked), reverse=True)
    offered = offers(known, mine)
    assert {same_goal(t.text) for t in offered} == {same_goal(t.text) for t in known} - {
        same_goal(text) for text in mine
    }
    closed = [t.state is ANSWERED for t in offered]
    assert closed == sorted(closed)
