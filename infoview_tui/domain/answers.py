"""What several people said to one goal or one question, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TopicKind(StrEnum):
    """What people were asked: a goal of mine, or a question."""

    GOAL = "goal"
    QUESTION = "question"


@dataclass(frozen=True)
class AnswerMark:
    """A word of my own for what a person answered; `topic` is in the words that are compared."""

    id: int
    uid: str
    kind: TopicKind
    topic: str
    person_id: int
    mark: str
    version: int = 1


@dataclass(frozen=True)
class Summary:
    """My one line on a topic."""

    id: int
    uid: str
    kind: TopicKind
    topic: str
    body: str
    version: int = 1
