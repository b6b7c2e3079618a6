"""Know yourself: the introduction in three lengths and the cards that show what one brings."""

from __future__ import annotations

from dataclasses import dataclass

INTRODUCTIONS = (("15 s", 15), ("30 s", 30), ("2 min", 120))
"""Lengths to have ready, with their seconds (MIT: a 30-second pitch; two minutes at most)."""

WORDS_A_MINUTE = 130
"""An unhurried speaking rate, for the hint under a text."""


@dataclass(frozen=True)
class TalkingPoint:
    """A card (front `title`; back point, proof, why) or an introduction (`length` is its name)."""

    id: int
    uid: str
    position: int
    title: str
    point: str = ""
    proof: str = ""
    why: str = ""
    length: str = ""
    version: int = 1


def spoken_seconds(text: str) -> int:
    """About how long it takes to say `text` aloud."""
    return round(len(text.split()) * 60 / WORDS_A_MINUTE)
