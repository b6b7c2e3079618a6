from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infoview_tui.domain.due import Habits
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.people import Stage
from infoview_tui.domain.stage import ORDER, Story, Talk, read_stage, stage_of, step, talk_of
from infoview_tui.errors import RefusedError

NOW = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def talk(
    booked: float = 30,
    held: float | None = None,
    thanked: float | None = None,
    *,
    host: bool = False,
    starts: float | None = None,
    cancelled: float | None = None,
) -> Talk:
    begins = starts if starts is not None else held
    interview = Interview(
        0,
        "",
        host=host,
        created_at=ago(booked),
        starts_at=ago(begins) if begins is not None else None,
        started_at=ago(held) if held is not None else None,
        ended_at=ago(held - 0.01) if held is not None else None,
        thanked_at=ago(thanked) if thanked is not None else None,
        cancelled_at=ago(cancelled) if cancelled is not None else None,
    )
    return talk_of(interview, NOW)


HELD = talk(held=9)
THANKED = talk(held=9, thanked=8)
BOOKED = talk(booked=3, starts=-2)


@pytest.mark.parametrize(
    ("story", "stage"),
    [
        (Story(), Stage.NAMED),
        (Story(contact_at=ago(1)), Stage.IN_TOUCH),
        (Story(contact_at=ago(3), asked_at=ago(3)), Stage.ASKED),
        (Story(contact_at=ago(3), asked_at=ago(3), logged_at=ago(1)), Stage.ASKED),
        (Story([BOOKED], contact_at=ago(5)), Stage.BOOKED),
        (Story([THANKED, BOOKED]), Stage.BOOKED),
        (Story([HELD], contact_at=ago(5)), Stage.MET),
        (Story([THANKED], contact_at=ago(8)), Stage.THANKED),
        (Story([THANKED], contact_at=ago(7)), Stage.IN_TOUCH),
        (Story([THANKED], contact_at=ago(8)), Stage.THANKED),
        (Story([talk(held=40, thanked=39), talk(held=9)]), Stage.MET),
        (Story([talk(held=40, thanked=2), talk(held=9)]), Stage.MET),
        (Story([talk(held=40), talk(held=9, thanked=8)]), Stage.THANKED),
        (Story([talk(held=40, thanked=39), talk(held=9, thanked=8)], ago(20)), Stage.THANKED),
        (Story([THANKED, talk(booked=3, host=True, cancelled=2)]), Stage.THANKED),
        (Story([THANKED, talk(booked=9, host=True, starts=3)]), Stage.THANKED),
        (Story([talk(booked=3, host=True, cancelled=2)]), Stage.NAMED),
        (Story([THANKED, talk(booked=3, host=True)]), Stage.HOST),
        (Story([talk(booked=3, host=True), BOOKED]), Stage.BOOKED),
        (Story([talk(host=True, held=20, thanked=20), THANKED]), Stage.THANKED),
        (Story([talk(host=True, held=5), THANKED]), Stage.HOST),
        (Story([HELD, talk(host=True)]), Stage.HOST),
        (Story([talk(booked=9, starts=-3, cancelled=2)]), Stage.NAMED),
        (Story([talk(booked=9, starts=3)]), Stage.NAMED),
    ],
)
def test_a_stage_follows_from_what_happened(story: Story, stage: Stage) -> None:
    assert stage_of(story, NOW) is stage


SILENT = Story(
    contact_at=ago(11), asked_at=ago(30), reminders=1, reminded_at=ago(11)
)  # 12 Nov, a Thursday; 7 business days later is Mon 23 Nov


@pytest.mark.parametrize(
    ("changed", "habits", "stage"),
    [
        ({}, Habits(), Stage.RESTING),
        ({"reminded_at": ago(10)}, Habits(), Stage.ASKED),
        ({}, Habits(reminders=2), Stage.ASKED),
        ({}, Habits(holidays=frozenset({ago(5).date()})), Stage.ASKED),
        ({"reminders": 2}, Habits(reminders=2), Stage.RESTING),
        ({"reminders": 0, "reminded_at": None}, Habits(reminders=0), Stage.RESTING),
        ({"answered_at": ago(2)}, Habits(), Stage.ASKED),
        ({"answered_at": ago(40)}, Habits(), Stage.RESTING),
        ({"logged_at": ago(2)}, Habits(), Stage.ASKED),
        ({"talks": [BOOKED]}, Habits(), Stage.BOOKED),
    ],
)
def test_who_stays_silent_after_the_last_reminder_is_let_rest(
    changed: dict[str, object], habits: Habits, stage: Stage
) -> None:
    story = SILENT._replace(**changed)  # type: ignore[arg-type]
    assert stage_of(story, NOW, habits) is stage


@pytest.mark.parametrize(
    ("by_hand", "since", "stage"),
    [
        (Stage.ASKED, {}, Stage.ASKED),
        (Stage.ASKED, {"contact_at": ago(1)}, Stage.ASKED),
        (Stage.NAMED, {"contact_at": ago(1)}, Stage.IN_TOUCH),
        (Stage.NAMED, {"contact_at": ago(1), "asked_at": ago(1)}, Stage.ASKED),
        (Stage.DECLINED, {"contact_at": ago(6), "logged_at": ago(6)}, Stage.DECLINED),
        (Stage.DECLINED, {"contact_at": ago(1), "asked_at": ago(1)}, Stage.ASKED),
        (Stage.RESTING, {"contact_at": ago(1)}, Stage.IN_TOUCH),
        (Stage.RESTING, {"contact_at": ago(1), "asked_at": ago(9)}, Stage.IN_TOUCH),
        (
            Stage.RESTING,
            {"contact_at": ago(1), "asked_at": ago(9), "reminded_at": ago(1)},
            Stage.ASKED,
        ),
        (Stage.RESTING, {"talks": [BOOKED]}, Stage.BOOKED),
        (Stage.BOOKED, {"contact_at": ago(1)}, Stage.BOOKED),
        (Stage.MET, {"contact_at": ago(1)}, Stage.MET),
        (Stage.MET, {"contact_at": ago(1), "thanked_at": ago(1)}, Stage.THANKED),
        (Stage.THANKED, {"contact_at": ago(1)}, Stage.IN_TOUCH),
        (Stage.THANKED, {"talks": [HELD]}, Stage.THANKED),
        (Stage.THANKED, {"talks": [BOOKED]}, Stage.BOOKED),
        (Stage.IN_TOUCH, {"talks": [talk(held=1)]}, Stage.MET),
        (Stage.IN_TOUCH, {"talks": [talk(booked=3, starts=1)]}, Stage.IN_TOUCH),
        (Stage.HOST, {"contact_at": ago(1)}, Stage.HOST),
        (Stage.MET, {"talks": [talk(booked=2, host=True)]}, Stage.HOST),
    ],
)
def test_a_stage_by_hand_stands_until_more_happens(
    by_hand: Stage, since: dict[str, object], stage: Stage
) -> None:
    story = Story(by_hand=by_hand, by_hand_at=ago(5), **since)  # type: ignore[arg-type]
    assert stage_of(story, NOW) is stage


moments = st.none() | st.floats(0.01, 100).map(ago)
talks = st.lists(
    st.builds(talk, st.floats(0.1, 90), st.none() | st.floats(0.1, 90), st.none()), max_size=3
)
stories = st.builds(
    Story,
    talks,
    moments,
    moments,
    moments,
    moments,
    moments,
    st.integers(0, 3),
    moments,
    st.none(),
    st.none(),
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(stories, st.sampled_from(Stage))
def test_what_was_set_just_now_is_what_is_shown(story: Story, by_hand: Stage) -> None:
    assert stage_of(story._replace(by_hand=by_hand, by_hand_at=NOW), NOW) is by_hand


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(stories)
def test_named_by_hand_before_all_that_happened_changes_nothing(story: Story) -> None:
    long_ago = story._replace(by_hand=Stage.NAMED, by_hand_at=ago(1000))
    assert stage_of(long_ago, NOW) is stage_of(story, NOW)


def test_the_way_goes_on_to_its_ends() -> None:
    assert [step(stage, 1) for stage in ORDER[:-1]] == list(ORDER[1:])
    assert [step(stage, -1) for stage in ORDER[1:]] == list(ORDER[:-1])
    with pytest.raises(RefusedError, match="no stage after declined"):
        step(Stage.DECLINED, 1)
    with pytest.raises(RefusedError, match="no stage before named"):
        step(Stage.NAMED, -1)


@pytest.mark.parametrize(
    ("text", "stage"),
    [("met", Stage.MET), ("In-Touch", Stage.IN_TOUCH), ("res", Stage.RESTING), (" h ", Stage.HOST)],
)
def test_the_beginning_of_a_stage_is_enough(text: str, stage: Stage) -> None:
    assert read_stage(text) is stage


@pytest.mark.parametrize("text", ["", "d e", "friend"])
def test_what_is_no_stage_is_refused_with_all_of_them(text: str) -> None:
    with pytest.raises(RefusedError, match=r"named, asked, booked, met, .*declined; not"):
        read_stage(text)
