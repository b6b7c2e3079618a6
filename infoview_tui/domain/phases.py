"""How the agreed minutes are shared out: opening, questions and closing, which always add up."""

from __future__ import annotations

import re

from infoview_tui.errors import RefusedError
from infoview_tui.values import dataclass


@dataclass(frozen=True)
class Phases:
    """Minutes of opening, questions and closing."""

    opening: int
    questions: int
    closing: int

    def __str__(self) -> str:
        """Write them as they are typed: `3/13/4`."""
        return f"{self.opening}/{self.questions}/{self.closing}"

    @property
    def minutes(self) -> int:
        """Minutes in all."""
        return self.opening + self.questions + self.closing


USUAL = Phases(3, 13, 4)
"""Of 20 minutes (three phases: Wahlberg and Dalton; the figures are our judgement)."""


def share_out(minutes: int, plan: Phases = USUAL) -> Phases:
    """Share minutes out as `plan` does; short talks keep a minute for each end."""
    if plan.minutes == minutes:
        return plan
    if minutes <= 2:
        return Phases(0, minutes, 0)
    opening = max(min(plan.opening, 1), round(minutes * plan.opening / plan.minutes))
    closing = max(min(plan.closing, 1), round(minutes * plan.closing / plan.minutes))
    # Rounding up both ends must not leave the questions without a minute.
    closing = min(closing, minutes - 1 - min(opening, minutes - 2))
    opening = min(opening, minutes - 1 - closing)
    return Phases(opening, minutes - opening - closing, closing)


def read_phases(text: str, minutes: int) -> Phases:
    """Read `3/13/4` (or with blanks, commas, colons between) as phases of `minutes`.

    Raises:
        RefusedError: not three numbers, no time for questions, or they do not add up.

    """
    words = re.split(r"[\s/,:+|]+", text.strip())
    if len(words) != 3 or not all(word.isdecimal() and len(word) < 6 for word in words):
        raise RefusedError(f"Phases are opening/questions/closing, such as {USUAL}; not '{text}'.")
    phases = Phases(*map(int, words))
    if not phases.questions:
        raise RefusedError(f"{phases} leaves no minute for questions.")
    if phases.minutes != minutes:
        sums = " + ".join(str(phases).split("/"))
        raise RefusedError(f"{sums} is {phases.minutes}, not the agreed {minutes} min.")
    return phases
