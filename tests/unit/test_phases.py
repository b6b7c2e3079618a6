from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_tui.domain.clock import Reading, bar
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.phases import USUAL, Phases, read_phases, share_out
from infoview_tui.errors import RefusedError

MINUTES = st.integers(1, 1440)
PLANS = st.builds(Phases, st.integers(0, 200), st.integers(1, 1000), st.integers(0, 200))
"""What `read_phases` lets in: some time for questions, and the ends as one likes."""


@pytest.mark.parametrize(
    ("minutes", "parts"),
    [
        *[(1, "0/1/0"), (2, "0/2/0"), (3, "1/1/1"), (4, "1/2/1"), (5, "1/3/1"), (10, "2/6/2")],
        *[(15, "2/10/3"), (20, "3/13/4"), (30, "4/20/6"), (60, "9/39/12")],
    ],
)
def test_the_usual_phases(minutes: int, parts: str) -> None:
    assert str(share_out(minutes)) == parts


@pytest.mark.parametrize(
    ("plan", "minutes", "parts"),
    [
        (Phases(5, 10, 5), 20, "5/10/5"),
        (Phases(5, 10, 5), 10, "2/6/2"),
        (Phases(0, 20, 0), 10, "0/10/0"),
        (Phases(0, 15, 5), 3, "0/2/1"),
        # Long ends leave the questions a minute, and each other one too.
        (Phases(10, 1, 10), 20, "10/1/9"),
        (Phases(20, 1, 0), 5, "4/1/0"),
        (Phases(0, 1, 20), 5, "0/1/4"),
        (Phases(18, 1, 1), 10, "8/1/1"),
        (Phases(1, 1, 18), 3, "1/1/1"),
    ],
)
def test_own_phases_keep_their_shares(plan: Phases, minutes: int, parts: str) -> None:
    assert str(share_out(minutes, plan)) == parts


@given(MINUTES, PLANS)
def test_phases_always_add_up_and_leave_time_for_questions(minutes: int, plan: Phases) -> None:
    shared = share_out(minutes, plan)
    assert shared.minutes == minutes
    assert shared.questions >= 1
    for planned, end in ((plan.opening, shared.opening), (plan.closing, shared.closing)):
        assert end >= 0
        if planned == 0:
            assert end == 0
        elif minutes > 2:
            assert end >= 1


@given(PLANS)
def test_a_plan_of_just_those_minutes_is_taken_as_it_is(plan: Phases) -> None:
    assert share_out(plan.minutes, plan) == plan


@given(MINUTES, PLANS)
def test_an_interview_gives_back_the_phases_it_was_given(minutes: int, plan: Phases) -> None:
    assert Interview(1, "", agreed_minutes=plan.minutes, phases=str(plan)).split == plan
    shared = Interview(1, "", agreed_minutes=minutes, phases=str(plan)).split
    assert shared == share_out(minutes, plan)
    assert Interview(1, "", agreed_minutes=minutes).split == share_out(minutes)


@given(MINUTES, PLANS, st.integers(3, 60))
def test_the_bar_shows_each_phase_at_any_length(minutes: int, plan: Phases, cells: int) -> None:
    talk = Interview(1, "", agreed_minutes=minutes, phases=str(plan))
    drawn = bar(Reading(0, talk.allowed_seconds, "opening", False), talk.split, cells)
    assert len(drawn) == cells + 2
    assert all(drawn.split("│"))


@given(st.integers(0, 99999), st.integers(1, 99999), st.integers(0, 99999))
def test_what_is_written_is_read_again(opening: int, questions: int, closing: int) -> None:
    phases = Phases(opening, questions, closing)
    assert read_phases(str(phases), phases.minutes) == phases


@pytest.mark.parametrize(
    "text",
    ["3/13/4", " 3/13/4 ", "3 13 4", "3, 13, 4", "3:13:4", "3 / 13 / 4", "03/13/04", "3+13+4"],
)
def test_phases_are_read_however_they_are_divided(text: str) -> None:
    assert read_phases(text, 20) == USUAL


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Phases are opening/questions/closing, such as 3/13/4; not ''."),
        ("3/13", "Phases are opening/questions/closing, such as 3/13/4; not '3/13'."),
        ("3/13/4/", "Phases are opening/questions/closing, such as 3/13/4; not '3/13/4/'."),
        ("3/x/4", "Phases are opening/questions/closing, such as 3/13/4; not '3/x/4'."),
        ("3/-13/4", "Phases are opening/questions/closing, such as 3/13/4; not '3/-13/4'."),
        ("3/13.5/4", "Phases are opening/questions/closing, such as 3/13/4; not '3/13.5/4'."),
        ("3/²/4", "Phases are opening/questions/closing, such as 3/13/4; not '3/²/4'."),
        ("1/100000/1", "Phases are opening/questions/closing, such as 3/13/4; not '1/100000/1'."),
        ("10/0/10", "10/0/10 leaves no minute for questions."),
        ("0/0/0", "0/0/0 leaves no minute for questions."),
        ("3/13/5", "3 + 13 + 5 is 21, not the agreed 20 min."),
        ("0/1/0", "0 + 1 + 0 is 1, not the agreed 20 min."),
    ],
)
def test_what_does_not_add_up_is_told(text: str, says: str) -> None:
    with pytest.raises(RefusedError) as caught:
        read_phases(text, 20)
    assert str(caught.value) == says
