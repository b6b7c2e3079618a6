"""The other side: somebody asks me for an information interview."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Answer(StrEnum):
    """What I answered; to ignore a request is none of the answers."""

    OPEN = "open"
    ACCEPTED = "accepted"
    OTHER_TIME = "other time"
    PASSED_ON = "passed on"
    NOT_NOW = "not now"


@dataclass(frozen=True)
class Request:
    """What a seeker asked for, in their words; who asked, and what, stand with the interview.

    The interview is there from the request on (I am its host, it has no time until one is agreed).
    """

    id: int
    uid: str
    interview_id: int
    at: datetime
    body: str
    channel: str = ""
    answer: Answer = Answer.OPEN
    answered_at: datetime | None = None
    passed_to_id: int | None = None
    version: int = 1


@dataclass(frozen=True)
class Suggestion:
    """Somebody I could name to the seeker; `agreed` is what they said to that, if asked."""

    id: int
    uid: str
    interview_id: int
    person_id: int
    agreed: bool | None = None
    version: int = 1
