"""What one wants to know and how to ask: goals, the checklist, and whether it fits the time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.phases import Phases
from infoview_tui.values import dataclass

MINUTES_A_QUESTION = 2.5
"""About what an answer takes; 5 questions then fill the 13 minutes of a 20-minute talk."""


class ItemKind(StrEnum):
    """A question to ask, one for spare time, or a tick of the closing minutes."""

    CORE = "core"
    BACKUP = "backup"
    CLOSING = "closing"


class ItemState(StrEnum):
    """What became of a question; `known` was found out without asking."""

    OPEN = "open"
    ASKED = "asked"
    PARTLY = "partly"
    SKIPPED = "skipped"
    KNOWN = "known"


class GoalState(StrEnum):
    """How far a goal was reached."""

    OPEN = "open"
    PARTLY = "partly"
    ANSWERED = "answered"

    @property
    def after(self) -> GoalState:
        """The next one, for a key that goes through them."""
        states = list(GoalState)
        return states[(states.index(self) + 1) % len(states)]


@dataclass(frozen=True)
class Goal:
    """One thing to know at the end of the interview; `state` None lets its questions tell."""

    id: int
    uid: str
    interview_id: int
    position: int
    text: str
    state: GoalState | None = None
    version: int = 1


@dataclass(frozen=True)
class Item:
    """One line of an interview's checklist.

    `bank` is the number of a shipped question and `question_id` the id of one of one's own bank,
    where it came from there. `spent_seconds` is the time given to it before it became current last.
    """

    id: int
    uid: str
    interview_id: int
    position: int
    text: str
    kind: ItemKind = ItemKind.CORE
    state: ItemState = ItemState.OPEN
    goal_id: int | None = None
    bank: int | None = None
    question_id: int | None = None
    spent_seconds: int = 0
    version: int = 1

    @property
    def done(self) -> bool:
        """Nothing more to do about it in the meeting."""
        return self.state in (ItemState.ASKED, ItemState.SKIPPED, ItemState.KNOWN)


@dataclass(frozen=True)
class Fact:
    """Something found out about a person or their organisation before one asks.

    `source` says where; `item_id` is the question that it made needless.
    """

    id: int
    uid: str
    person_id: int
    text: str
    source: str = ""
    item_id: int | None = None
    version: int = 1


@dataclass(frozen=True)
class Tick:
    """Something of the day of an interview that is ready; `name` says what."""

    id: int
    uid: str
    interview_id: int
    name: str
    version: int = 1


@dataclass(frozen=True)
class OwnQuestion:
    """A question of one's own bank, or one's own wording of the shipped one of that `number`.

    `archived_at` keeps it out of sight without losing it.
    """

    id: int
    uid: str
    text: str
    number: int | None = None
    category: str = ""
    phase: str = ""
    tiara: str = ""
    serves: str = ""
    archived_at: datetime | None = None
    version: int = 1


def labels(items: Sequence[Item]) -> dict[int, str]:
    """Return what each item is called: 1.. for core, b1.. for backup, c1.. for closing."""
    counts = dict.fromkeys(ItemKind, 0)
    named = {}
    for item in items:
        counts[item.kind] += 1
        letter = {ItemKind.CORE: "", ItemKind.BACKUP: "b", ItemKind.CLOSING: "c"}[item.kind]
        named[item.id] = f"{letter}{counts[item.kind]}"
    return named


def in_order(items: Sequence[Item]) -> tuple[Item, ...]:
    """Core questions first, then backup, then the closing ticks, each by position."""
    rank = list(ItemKind)
    return tuple(sorted(items, key=lambda item: (rank.index(item.kind), item.position, item.id)))


def following(items: Sequence[Item], item: Item) -> Item | None:
    """Return the open item that comes after one that is done, from the top again if need be.

    Those of its own kind come first: what is for spare time waits for the questions before it.
    """
    index = next((n for n, other in enumerate(items) if other.id == item.id), -1)
    around = (*items[index + 1 :], *items[: index + 1])
    left = [i for i in around if i.id != item.id and i.state is ItemState.OPEN]
    return min(left, key=lambda i: i.kind is not item.kind, default=None)


def moved_on(
    interview: Interview, items: Sequence[Item], item_id: int | None, used: int
) -> tuple[Interview, tuple[Item, ...]]:
    """Give the current question its time, and make another the current one.

    Args:
        interview: the meeting.
        items: its checklist.
        item_id: the next current one, which may be the same; None when it is over.
        used: seconds of the meeting so far.

    """
    given = tuple(replace(item, spent_seconds=spent(interview, item, used)) for item in items)
    # A change that a slow disk held up comes late: no second is given twice.
    since = max(used, interview.current_since or 0) if item_id is not None else None
    return replace(interview, current_item_id=item_id, current_since=since), given


def spent(interview: Interview, item: Item, used: int) -> int:
    """Return the seconds given to a question so far; `used` are those of the meeting."""
    if interview.current_item_id != item.id or interview.current_since is None:
        return item.spent_seconds
    return item.spent_seconds + max(0, used - interview.current_since)


def minutes_needed(items: Sequence[Item]) -> int:
    """Minutes that the core questions still to be asked take, rounded up."""
    core = [i for i in items if i.kind is ItemKind.CORE and i.state is not ItemState.KNOWN]
    return -int(-len(core) * MINUTES_A_QUESTION // 1)


def fits(items: Sequence[Item], split: Phases) -> bool:
    """Whether the core questions fit the question phase."""
    return minutes_needed(items) <= split.questions


def count_line(items: Sequence[Item], split: Phases) -> str:
    """`5 core · 2 backup · about 13 of 13 min`."""
    core = sum(item.kind is ItemKind.CORE for item in items)
    backup = sum(item.kind is ItemKind.BACKUP for item in items)
    about = f"about {minutes_needed(items)} of {split.questions} min"
    return f"{core} core · {backup} backup · {about}"


def goal_state(goal: Goal, items: Sequence[Item]) -> GoalState:
    """What was said by hand, else what the questions that serve the goal show."""
    mine = [i.state for i in items if i.goal_id == goal.id and i.kind is ItemKind.CORE]
    return reached(goal.state, mine)


def reached(by_hand: GoalState | None, states: Sequence[ItemState]) -> GoalState:
    """How far a goal was reached; `states` are those of the core questions that serve it."""
    if by_hand is not None:
        return by_hand
    if states and all(state in (ItemState.ASKED, ItemState.KNOWN) for state in states):
        return GoalState.ANSWERED
    if any(state in (ItemState.ASKED, ItemState.PARTLY, ItemState.KNOWN) for state in states):
        return GoalState.PARTLY
    return GoalState.OPEN
