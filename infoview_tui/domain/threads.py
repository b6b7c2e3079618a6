"""The thread of a goal: of whom it was asked, what came of it, and to whom it can be put next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from infoview_tui.domain.preparation import GoalState
from infoview_tui.domain.text import fold
from infoview_tui.values import dataclass


class Asked(NamedTuple):
    """A goal as one interview had it: with whom, when it ended, and how far it was reached."""

    text: str
    who: str
    at: datetime
    interview_id: int
    goal_id: int
    state: GoalState


@dataclass(frozen=True)
class Thread:
    """One thing that one wants to know, whoever was asked; `asked` has the newest first."""

    asked: tuple[Asked, ...]

    @property
    def text(self) -> str:
        """The goal in its newest words."""
        return self.asked[0].text

    @property
    def state(self) -> GoalState:
        """The furthest that anybody brought it: one good answer is an answer."""
        states = {asked.state for asked in self.asked}
        return next(state for state in reversed(GoalState) if state in states)


@lru_cache(maxsize=4096)
def same_goal(text: str) -> str:
    """Return what two goals have in common that are the same: their words."""
    return " ".join(fold(text).split()).rstrip(" ?!.")


def threads(asked: Iterable[Asked]) -> tuple[Thread, ...]:
    """Tie the goals of all interviews together by their words, those asked last first."""
    latest_first = sorted(asked, key=lambda a: (a.at, a.goal_id), reverse=True)
    by_words: dict[str, list[Asked]] = {}
    for each in latest_first:
        by_words.setdefault(same_goal(each.text), []).append(each)
    found = [Thread(tuple(group)) for group in by_words.values()]
    return tuple(sorted(found, key=lambda t: (t.asked[0].at, t.asked[0].goal_id), reverse=True))


def offers(known: Sequence[Thread], mine: Iterable[str]) -> tuple[Thread, ...]:
    """Return what may be asked again, without the goals one has already.

    Those that are still open come first; an answered one can be put to somebody else too.
    """
    taken = {same_goal(text) for text in mine}
    left = [thread for thread in known if same_goal(thread.text) not in taken]
    return tuple(sorted(left, key=lambda thread: thread.state is GoalState.ANSWERED))


def asked_words(thread: Thread) -> str:
    """Say of whom it was asked: `Dana Okafor (partly), Priya Raman (open)`."""
    return ", ".join(f"{asked.who} ({asked.state})" for asked in thread.asked)
