"""The other side: somebody asks me for an information interview."""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum

from infoview_tui.domain.text import clean_line
from infoview_tui.values import dataclass

ANSWER_WITHIN = 2
"""Business days: as long as one would wait oneself before trying elsewhere (3B7, less one)."""

_WAY = re.compile(r"(?:by|via|on|through) [^,]{1,24}|in person", re.IGNORECASE)


class Answer(StrEnum):
    """What I answered; to ignore a request is none of the answers."""

    OPEN = "open"
    ACCEPTED = "accepted"
    OTHER_TIME = "other time"
    PASSED_ON = "passed on"
    NOT_NOW = "not now"

    @property
    def words(self) -> str:
        """The answer as it is chosen: `accepted, other time`."""
        return {Answer.OTHER_TIME: "accepted, other time", Answer.PASSED_ON: "pass on"}.get(
            self, str(self)
        )

    @property
    def yes(self) -> bool:
        """Whether there is to be a talk."""
        return self in (Answer.ACCEPTED, Answer.OTHER_TIME)

    @property
    def letter(self) -> str:
        """The kind of letter that tells it; an open one is most likely accepted."""
        return "not_now" if self in (Answer.PASSED_ON, Answer.NOT_NOW) else "yes"

    @property
    def after(self) -> Answer:
        """The next one to choose, for a key that goes through them."""
        answers = list(Answer)[1:]
        return answers[answers.index(self) + 1 - len(answers)] if self in answers else answers[0]


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
    """Somebody I could name, or named, to the seeker.

    `agreed` is what they said to that, if asked; `note_id` the note of the talk in which I did.
    """

    id: int
    uid: str
    interview_id: int
    person_id: int
    agreed: bool | None = None
    note_id: int | None = None
    version: int = 1


@dataclass(frozen=True)
class GiveBack:
    """How many talks one was given, and how many one gave."""

    received: int
    hosted: int

    def owed(self, one_for: int) -> int:
        """How many more to host for one in every `one_for` received; 0 is no aim."""
        return max(0, self.received // one_for - self.hosted) if one_for else 0


@dataclass(frozen=True)
class AskedLine:
    """A request typed in one line."""

    name: str
    body: str
    channel: str = ""


def read_request(line: str) -> AskedLine | None:
    """Read `name, what they want`, and how it came at the end (`by e-mail`); None without a name.

    Only the first comma divides: what they want is kept in their own words.
    """
    name, _comma, rest = (part.strip() for part in clean_line(line).partition(","))
    if not name:
        return None
    body, comma, last = rest.rpartition(",")
    if comma and _WAY.fullmatch(last.strip()):
        return AskedLine(name, body.strip(), last.strip())
    if _WAY.fullmatch(rest):
        return AskedLine(name, "", rest)
    return AskedLine(name, rest)
