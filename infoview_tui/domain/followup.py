"""What follows a meeting: promises both ways, advice to try, letters to write."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from enum import StrEnum

from infoview_tui.domain.dates import parse_when
from infoview_tui.errors import RefusedError
from infoview_tui.values import dataclass

MINE_DUE_DAYS = 3
THEIRS_DUE_DAYS = 7
"""What was offered and not done earns a gentle word after a week (Wahlberg, module 8)."""

THANK_WITHIN = timedelta(hours=24)
"""Yale, Schofield: a thank-you goes out within 24 hours."""


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY_WORDS = frozenset(("today", "tomorrow", *_WEEKDAYS))


class Side(StrEnum):
    """Who owes whom."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True)
class Promise:
    """Something owed to or by a person; `due` is a day in the user's zone."""

    id: int
    uid: str
    person_id: int
    side: Side
    body: str
    due: date
    interview_id: int | None = None
    note_id: int | None = None
    kept_at: datetime | None = None
    created_at: datetime | None = None
    version: int = 1
    person: str = ""


def promised_day(text: str, side: Side, at: datetime) -> date:
    """Return when a promise is due: the day it names at its end, else the rule's.

    A day is named by `by friday`, `by 1 Dec`, or a last word such as `tomorrow` or `friday`;
    `at` is when it was said, in the user's zone.
    """
    words = text.rstrip(" .!").lower()
    _said, by, after = words.rpartition(" by ")
    last = words.rsplit(maxsplit=1)[-1:]
    named = [after] if by else [word for word in last if word in _DAY_WORDS]
    for when in named:
        with suppress(RefusedError):
            day = parse_when(when, at).day
            if day >= at.date():
                return day
    days = MINE_DUE_DAYS if side is Side.MINE else THEIRS_DUE_DAYS
    return at.date() + timedelta(days=days)


class AdviceState(StrEnum):
    """What became of advice."""

    TO_TRY = "to try"
    TRYING = "trying"
    DONE = "done"
    NOT_FOR_ME = "not for me"


@dataclass(frozen=True)
class Advice:
    """Advice that a person gave, to report back on.

    `result` is what came of it, `moved_at` when its state changed last, and `reported_at` when the
    person was told.
    """

    id: int
    uid: str
    person_id: int
    body: str
    interview_id: int | None = None
    note_id: int | None = None
    state: AdviceState = AdviceState.TO_TRY
    result: str = ""
    moved_at: datetime | None = None
    reported_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True)
class Letter:
    """A letter, a draft until `sent_at`; `kind` names its template.

    It may bring a thing of the shelf, or news of advice.
    """

    id: int
    uid: str
    person_id: int
    kind: str
    subject: str
    body: str
    interview_id: int | None = None
    sent_at: datetime | None = None
    channel: str = ""
    answered_at: datetime | None = None
    created_at: datetime | None = None
    shelf_id: int | None = None
    advice_id: int | None = None
    version: int = 1
    person: str = ""


@dataclass(frozen=True)
class LetterVersion:
    """What a letter said until `at`, when other words took its place."""

    id: int
    uid: str
    letter_id: int
    at: datetime
    subject: str
    body: str
    version: int = 1


@dataclass(frozen=True)
class DebriefAnswer:
    """One answered prompt of a debrief, numbered from 1."""

    id: int
    uid: str
    interview_id: int
    prompt: int
    body: str
    version: int = 1
