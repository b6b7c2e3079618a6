"""Know yourself: the introduction in three lengths and the cards that show what one brings."""

from __future__ import annotations

import re
from datetime import datetime

from infoview_tui.values import dataclass

INTRODUCTIONS = (("15 s", 15), ("30 s", 30), ("2 min", 120))
"""Lengths to have ready, with their seconds (MIT: a 30-second pitch; two minutes at most)."""

SEEKERS = "seekers"
"""The audience of a card that is a story for those who ask me."""

WORDS_A_MINUTE = 130
"""An unhurried speaking rate, for the hint under a text."""


@dataclass(frozen=True)
class TalkingPoint:
    """A card (front `title`; back point, proof, why) or an introduction (`length` is its name).

    `audience` says whom it is for, `aim_seconds` how long it may take, None for the usual.
    """

    id: int
    uid: str
    position: int
    title: str
    point: str = ""
    proof: str = ""
    why: str = ""
    length: str = ""
    audience: str = ""
    aim_seconds: int | None = None
    version: int = 1


@dataclass(frozen=True)
class Rehearsal:
    """One run-through of a card, aloud: its seconds of those aimed at, and one's own mark.

    `mark` is 1 shaky, 2 fair, 3 sure, None where it was not said.
    """

    id: int
    uid: str
    point_id: int
    at: datetime
    seconds: int
    aim_seconds: int
    mark: int | None = None
    version: int = 1


@dataclass(frozen=True)
class CardUse:
    """A card in an interview; `landed` is 1 or 0, None where it was not used or nobody said."""

    id: int
    uid: str
    interview_id: int
    point_id: int
    landed: int | None = None
    comment: str = ""
    version: int = 1


def for_seekers(point: TalkingPoint) -> bool:
    """Whether a card is a story for those who ask me: its audience is `seekers`, among others."""
    words = re.findall(r"\w+", point.audience.casefold())
    return any(word.startswith(SEEKERS[:-1]) for word in words)


def spoken_seconds(text: str) -> int:
    """About how long it takes to say `text` aloud."""
    return round(len(text.split()) * 60 / WORDS_A_MINUTE)
