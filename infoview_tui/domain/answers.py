"""What several people said to one goal or one question, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from infoview_tui.domain.notes import NoteKind
from infoview_tui.domain.preparation import GoalState
from infoview_tui.domain.wording import plural, row_day
from infoview_tui.values import dataclass


class TopicKind(StrEnum):
    """What people were asked: a goal of mine, or a question."""

    GOAL = "goal"
    QUESTION = "question"


@dataclass(frozen=True)
class AnswerMark:
    """A word of my own for what a person answered; `topic` is a `Topic.key`."""

    id: int
    uid: str
    kind: TopicKind
    topic: str
    person_id: int
    mark: str
    version: int = 1


@dataclass(frozen=True)
class Summary:
    """My one line on a topic; `topic` is a `Topic.key`."""

    id: int
    uid: str
    kind: TopicKind
    topic: str
    body: str
    version: int = 1


@dataclass(frozen=True)
class Topic:
    """A goal or a question that interviews which are over had.

    Attributes:
        kind: goal or question.
        key: what ties those together that are the same, as marks name it.
        text: its newest words.
        rows: the id of a goal, or of a line of a checklist, for each wording that it had.
        answered: people who answered it.
        at: when the last interview that had it ended.
    """

    kind: TopicKind
    key: str
    text: str
    rows: frozenset[int]
    answered: int
    at: datetime

    @property
    def name(self) -> str:
        """`goal: Is a degree needed?`."""
        return f"{self.kind}: {self.text}"


class Who(NamedTuple):
    """A person of an interview."""

    id: int
    name: str


@dataclass(frozen=True)
class Said:
    """One thing of an answer: a note, or without a kind what was found out before one asked."""

    text: str
    kind: NoteKind | None = None
    note_id: int | None = None
    source: str = ""


@dataclass(frozen=True)
class Asking:
    """A topic on the list of an interview that is over; `facts` are by person."""

    interview_id: int
    at: datetime
    reached: GoalState
    people: tuple[Who, ...]
    said: tuple[Said, ...] = ()
    facts: Mapping[int, tuple[Said, ...]] | None = None


@dataclass(frozen=True)
class Told:
    """What one interview says of a topic; `together` are the others in it."""

    interview_id: int
    at: datetime
    reached: GoalState
    said: tuple[Said, ...]
    together: tuple[str, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether anything is known, if only that it was asked."""
        return bool(self.said) or self.reached is not GoalState.OPEN


@dataclass(frozen=True)
class Side:
    """One person's answer, from all interviews with them, the newest first."""

    person_id: int
    who: str
    told: tuple[Told, ...]
    mark: str = ""

    @property
    def answered(self) -> bool:
        """Whether one of the interviews has an answer."""
        return any(told.answered for told in self.told)


@dataclass(frozen=True)
class Unasked:
    """Somebody who was not asked; with the interview ahead, if there is one, and when it is.

    `listed` says that the topic is on the list of that interview.
    """

    person_id: int
    who: str
    interview_id: int | None = None
    starts_at: datetime | None = None
    listed: bool = False


@dataclass(frozen=True)
class Answers:
    """A topic with all answers to it, those who were not asked, and one's own line on it."""

    topic: Topic
    sides: tuple[Side, ...]
    unasked: tuple[Unasked, ...]
    line: str = ""

    @property
    def people(self) -> int:
        """How many there are to ask, those who answered among them."""
        return len(self.sides) + len(self.unasked)

    def with_mark(self, person_id: int, mark: str) -> Answers:
        """Return the same with another mark on a person's answer."""
        sides = (
            replace(side, mark=mark) if side.person_id == person_id else side for side in self.sides
        )
        return replace(self, sides=tuple(sides))


def side_by_side(askings: Iterable[Asking], marks: Mapping[int, str]) -> tuple[Side, ...]:
    """Give each person of these interviews their side, who was asked last first.

    An answer of several people is on the side of each.
    """
    told: dict[int, list[Told]] = {}
    names: dict[int, str] = {}
    for asking in sorted(askings, key=lambda a: (a.at, a.interview_id), reverse=True):
        for who in asking.people:
            names.setdefault(who.id, who.name)
            mine = told.setdefault(who.id, [])
            found = (asking.facts or {}).get(who.id, ())
            if mine and mine[-1].interview_id == asking.interview_id:
                mine[-1] = _both(mine[-1], asking, found)
                continue
            together = tuple(other.name for other in asking.people if other.id != who.id)
            said = (*found, *asking.said)
            mine.append(Told(asking.interview_id, asking.at, asking.reached, said, together))
    return tuple(
        Side(id, names[id], tuple(interviews), marks.get(id, "")) for id, interviews in told.items()
    )


def _both(told: Told, asking: Asking, found: Sequence[Said]) -> Told:
    """Put two lines of one interview that are the same topic together."""
    furthest = max(told.reached, asking.reached, key=list(GoalState).index)
    more = (said for said in (*found, *asking.said) if said not in told.said)
    return replace(told, reached=furthest, said=(*told.said, *more))


def answered_words(answers: Answers, *, short: bool = False) -> str:
    """`6 of 9 people answered`; `6 of 9` in short."""
    count = len(answers.sides)
    if short:
        return f"{count} of {answers.people}"
    if count == answers.people:
        return f"{plural(count, 'person', 'people')} answered"
    return f"{count} of {answers.people} people answered"


def nothing_words(told: Told) -> str:
    """Say what is known of an answer of which nothing was noted."""
    if told.reached is GoalState.OPEN:
        return ""
    return f"{'partly answered' if told.reached is GoalState.PARTLY else 'asked'}, nothing noted"


def unasked_words(unasked: Unasked, now: datetime) -> str:
    """`Kofi Mensah tomorrow (on the list)`; `now` is in the user's zone."""
    day = unasked.starts_at.astimezone(now.tzinfo).date() if unasked.starts_at else None
    when = f" {row_day(day, now.date())}" if day else ""
    return f"{unasked.who}{when}" + (" (on the list)" if unasked.listed else "")
