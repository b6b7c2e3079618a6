"""How ready one is for an interview: gates that explain and never block."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from infoview_tui.domain.interviews import Interview, Mode
from infoview_tui.domain.points import Rehearsal, TalkingPoint
from infoview_tui.domain.preparation import Goal, Item, ItemKind, ItemState, fits
from infoview_tui.values import dataclass

REHEARSED_WITHIN = timedelta(days=14)
"""A run-through longer ago is forgotten again (our judgement)."""

MOST_GOALS, CARDS = 4, 3
NAMES = 2
"""People to name to a seeker: one may not answer."""


class GateName(StrEnum):
    """What each gate is about."""

    AGREED = "agreed"
    GOALS = "goals"
    SERVES = "serves"
    FITS = "fits"
    CARDS = "cards"
    REHEARSED = "rehearsed"
    CONFIRMED = "confirmed"
    DRESS = "dress"
    PAYER = "payer"
    TO_HAND = "to_hand"
    STORIES = "stories"
    NAMES = "names"
    THEIRS = "theirs"


@dataclass(frozen=True)
class Gate:
    """One thing to have ready, whether it is, and why it helps, with who says so."""

    name: GateName
    passed: bool
    text: str
    why: str


@dataclass(frozen=True)
class Prepared:
    """What the gates of an interview judge.

    `cards` are those chosen for it, `rehearsals` those of introductions; `confirmed` says that the
    end time is, `to_hand` that everything of the list of the day is.
    """

    interview: Interview
    goals: Sequence[Goal] = ()
    items: Sequence[Item] = ()
    cards: Sequence[TalkingPoint] = ()
    rehearsals: Sequence[Rehearsal] = ()
    confirmed: bool = False
    to_hand: bool = False
    names: int = 0
    """People whom a host could name."""


def gates(of: Prepared, now: datetime) -> tuple[Gate, ...]:
    """Judge the eight gates of an interview, and two more where one goes there as a guest.

    A host has four of their own.
    """
    return _host_gates(of) if of.interview.host else _own_gates(of, now)


def _host_gates(of: Prepared) -> tuple[Gate, ...]:
    return (
        _agreed(of.interview),
        Gate(
            GateName.STORIES,
            len(of.cards) >= CARDS,
            "three stories to have ready",
            "What happened to you is worth more to them than advice; one of a time it went wrong.",
        ),
        Gate(
            GateName.NAMES,
            of.names >= NAMES,
            "two people to name",
            "One more door is what helps most; ask those people first.",
        ),
        Gate(
            GateName.THEIRS,
            bool(of.items),
            "what they want to know",
            "Ask for two or three questions beforehand, so that the time goes to them.",
        ),
    )


def _agreed(talk: Interview) -> Gate:
    where = bool(talk.place) or talk.mode is Mode.PHONE
    return Gate(
        GateName.AGREED,
        talk.starts_at is not None and where,
        "date, time, way agreed",
        "Both of you know when, where and for how long: say the limit beforehand (Berkeley)."
        " A video or a visit needs its link or address.",
    )


def _own_gates(of: Prepared, now: datetime) -> tuple[Gate, ...]:
    talk = of.interview
    core = [i for i in of.items if i.kind is ItemKind.CORE and i.state is not ItemState.KNOWN]
    rehearsed = any(each.at >= now - REHEARSED_WITHIN for each in of.rehearsals)
    away = talk.mode is Mode.IN_PERSON
    guest = (
        Gate(
            GateName.DRESS,
            bool(talk.dress),
            "dress thought of",
            "As they dress there, one notch up; asking what they wear is fine (Wahlberg).",
        ),
        Gate(
            GateName.PAYER,
            bool(talk.payer),
            "who pays is clear",
            "You asked, so you pay (Dorie Clark, Denver Career Catalyst); if they insist, let them"
            " (Beckerman PR).",
        ),
    )
    return (
        _agreed(talk),
        Gate(
            GateName.GOALS,
            1 <= len(of.goals) <= MOST_GOALS,
            "one to four goals",
            "A goal is what you want to know when you hang up; more than four is another talk.",
        ),
        Gate(
            GateName.SERVES,
            bool(core) and all(item.goal_id for item in core),
            "each question has a goal",
            "Write questions down and put them in order (Pomona); one that serves no goal is small"
            " talk: keep it as a backup.",
        ),
        Gate(
            GateName.FITS,
            bool(core) and fits(of.items, talk.split),
            "questions fit the time",
            "An answer takes about two and a half minutes, and the ends of the talk need theirs:"
            " ask for 20 minutes and keep to them (Berkeley, Pomona).",
        ),
        Gate(
            GateName.CARDS,
            len(of.cards) >= CARDS,
            "three cards chosen",
            "Three or four talking points show that you care about the field.",
        ),
        Gate(
            GateName.REHEARSED,
            rehearsed,
            "introduction rehearsed",
            "You will be asked who you are: thirty seconds, said aloud until it is easy (MIT). It"
            " counts for two weeks.",
        ),
        Gate(
            GateName.CONFIRMED,
            of.confirmed,
            "end time confirmed",
            "A message the day before (Rice) with time and length saves both a wait; ask again as"
            " you begin (Chitwood, after Bolles).",
        ),
        *(guest if away else ()),
        Gate(
            GateName.TO_HAND,
            of.to_hand,
            "to hand on the day",
            "Near 10 minutes early (Pomona), in 5 early (Mac's List)."
            if away
            else "Few notes during, more straight after (Yale).",
        ),
    )


def ready(all_gates: Sequence[Gate]) -> str:
    """`ready 6/8`."""
    return f"ready {sum(gate.passed for gate in all_gates)}/{len(all_gates)}"
