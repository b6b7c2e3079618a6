"""How ready one is for an interview: gates that explain and never block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from infoview_tui.domain.interviews import Interview, Mode
from infoview_tui.domain.points import TalkingPoint
from infoview_tui.domain.preparation import Goal, Item, ItemKind, fits


@dataclass(frozen=True)
class Gate:
    """One thing to have ready, whether it is, and why it helps."""

    passed: bool
    text: str
    why: str


def gates(
    interview: Interview,
    goals: Sequence[Goal],
    items: Sequence[Item],
    cards: Sequence[TalkingPoint],
    introductions: Sequence[TalkingPoint],
    *,
    confirmed: bool,
) -> tuple[Gate, ...]:
    """Judge the eight gates of an interview; `cards` are those chosen for it."""
    core = [item for item in items if item.kind is ItemKind.CORE]
    where = bool(interview.place) or interview.mode is Mode.PHONE
    return (
        Gate(
            interview.starts_at is not None and where,
            "date, time, way agreed",
            "Both of you know when and where; a video or a visit needs its link or address.",
        ),
        Gate(
            1 <= len(goals) <= 4,
            "one to four goals named",
            "A goal is what you want to know when you hang up; more than four is another talk.",
        ),
        Gate(
            4 <= len(core) <= 10,
            "four or more questions",
            "Four or five thoughtful questions fill twenty minutes.",
        ),
        Gate(
            bool(core) and all(item.goal_id for item in core),
            "each question has a goal",
            "A question that serves no goal is small talk; keep it as a backup.",
        ),
        Gate(
            bool(core) and fits(items, interview.split),
            "questions fit the time",
            "An answer takes about two and a half minutes, and the ends of the talk need theirs.",
        ),
        Gate(
            len(cards) >= 3,
            "three cards chosen",
            "Three or four talking points show that you care about the field.",
        ),
        Gate(
            any(card.point for card in introductions),
            "introduction written",
            "You will be asked who you are: thirty seconds, in your own words (MIT).",
        ),
        Gate(
            confirmed,
            "confirmed the day before",
            "A short message the day before (Rice) saves both of you a wait.",
        ),
    )


def ready(all_gates: Sequence[Gate]) -> str:
    """`ready 6/8`."""
    return f"ready {sum(gate.passed for gate in all_gates)}/{len(all_gates)}"
