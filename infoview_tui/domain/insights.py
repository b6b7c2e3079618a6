"""The figures of Insights, each made of the cases behind it, so that no count is without them.

What is deleted, called off or missed is no case of anything. All figures are counts, or a count
out of a count: a percentage of nine people would be a lie.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime, tzinfo
from enum import StrEnum
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple

from infoview_tui.domain.giving import Given
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.periods import Period
from infoview_tui.domain.threads import Thread
from infoview_tui.domain.wording import MONTHS
from infoview_tui.values import dataclass

FEW = 3
"""With fewer cases than that a bar would say more than is known."""


class About(StrEnum):
    """What a case is, and what one goes to from it."""

    LETTER = "letter"
    INTERVIEW = "interview"
    INTRODUCTION = "introduction"
    PROMISE = "promise"
    GIVE = "give"


class Case(NamedTuple):
    """One of those that a figure is made of; `counts` is False where it is only out of how many.

    `id` is that of its row, `at` when it happened.
    """

    kind: About
    id: int
    person_id: int | None
    person: str
    at: datetime
    what: str
    counts: bool = True


@dataclass(frozen=True)
class Figure:
    """A count of rows, each with whether it counts; a `share` is out of how many rows there are.

    `case` makes of a row what a list says of it, once somebody asks.
    """

    name: str
    rows: Sequence[tuple[Any, bool]]
    case: Callable[[Any, bool], Case]
    share: bool = False
    words: str = ""

    @cached_property
    def count(self) -> int:
        """How many count."""
        return sum(counts for _row, counts in self.rows)

    @property
    def of(self) -> int | None:
        """Out of how many; None for a mere count."""
        return len(self.rows) if self.share else None

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """Its rows in the words of a list, the newest first."""
        made = [self.case(row, counts) for row, counts in self.rows]
        return tuple(sorted(made, key=attrgetter("at", "kind", "id"), reverse=True))

    @property
    def label(self) -> str:
        """What it is called."""
        return LABELS[self.name]


LABELS = {
    "requests": "Requests sent",
    "replies": "Replies",
    "meetings": "Meetings",
    "other_meetings": "Other meetings",
    "names": "Names given",
    "on_time": "On time",
    "thanked": "Thanked in 24 h",
    "promises": "My promises kept",
    "goals": "Goals answered",
    "they_gave": "They gave",
    "you_gave": "You gave",
    "meetings_a_month": "Meetings a month",
    "introductions": "Introductions a month",
}
"""The figures in their order, with what each is called."""

PARTS = (
    ("", ("requests", "replies", "meetings", "other_meetings", "names")),
    ("Courtesy", ("on_time", "thanked", "promises", "goals")),
    ("Give back", ("they_gave", "you_gave")),
    ("Pace", ("meetings_a_month", "introductions")),
)
"""How they stand together; the first part is headed by the period."""


class Sent(NamedTuple):
    """A letter sent to ask for a talk, or to remind of one that did."""

    id: int
    person_id: int
    reminder: bool
    at: datetime
    answered: bool
    subject: str = ""


class Owed(NamedTuple):
    """A promise of mine; `due` is a day of the user's calendar."""

    id: int
    person_id: int
    body: str
    made_at: datetime
    due: date
    kept_at: datetime | None = None


class Named(NamedTuple):
    """`introducer_id` named `person_id`, `at` the moment they did; `id` is of the introduction."""

    id: int
    person_id: int
    introducer_id: int
    interview_id: int | None
    at: datetime


@dataclass(frozen=True)
class Facts:
    """All that the figures of a period are made of; it may go beyond it. `people` are names by id.

    `talks` are those that were held: begun, ended, not called off, those that I hosted too. `met`
    has when I first met each person, whenever that was, and `booked` when a talk that is still
    ahead was booked with them, or is to begin.
    """

    people: Mapping[int, str] = field(default_factory=dict)
    sent: Sequence[Sent] = ()
    talks: Sequence[Interview] = ()
    met: Mapping[int, datetime] = field(default_factory=dict)
    booked: Mapping[int, Sequence[datetime]] = field(default_factory=dict)
    promises: Sequence[Owed] = ()
    named: Sequence[Named] = ()
    threads: Sequence[Thread] = ()
    given: Sequence[Given] = ()


@dataclass(frozen=True)
class Numbers:
    """The figures of a period, by name."""

    period: Period
    figures: Mapping[str, Figure]

    @property
    def begun(self) -> bool:
        """Whether there is anything to count."""
        return any(figure.rows for figure in self.figures.values())

    def __getitem__(self, name: str) -> Figure:
        """Return a figure."""
        return self.figures[name]


class Within:
    """Tells what is of a period, by its days in a zone."""

    def __init__(self, period: Period, zone: tzinfo) -> None:
        self.first, self.last = period.bounds(zone)

    def __contains__(self, at: datetime) -> bool:
        """Whether a moment is of the period."""
        return (self.first is None or at >= self.first) and (self.last is None or at < self.last)


def months(
    figure: Figure, period: Period, now: datetime, most: int
) -> tuple[tuple[date, int], ...]:
    """Count a figure by the months of a period, each named by its first day, empty ones too.

    Of a long period the last `most` months; `now` is in the user's zone.
    """
    counts: dict[date, int] = {}
    for case in figure.cases:
        if case.counts:
            month = case.at.astimezone(now.tzinfo).date().replace(day=1)
            counts[month] = counts.get(month, 0) + 1
    last = max([period.until or now.date(), *counts]).replace(day=1)
    first = min([period.since or last, *counts]).replace(day=1)
    found: list[tuple[date, int]] = []
    while last >= first and len(found) < most:
        found.append((last, counts.get(last, 0)))
        if (last.year, last.month) == (1, 1):
            break
        last = (
            last.replace(year=last.year - 1, month=12)
            if last.month == 1
            else last.replace(month=last.month - 1)
        )
    return tuple(reversed(found))


def said(figure: Figure) -> str:
    """Say what a figure is besides its count: `8 of 9, twice they offered more`."""
    share = f"{figure.count} of {figure.of}" if figure.share and figure.of else ""
    return ", ".join(part for part in (share, figure.words) if part)


def months_said(counts: Sequence[tuple[date, int]]) -> str:
    """Say the months: `Sep 2  Oct 3  Nov 4`."""
    return "  ".join(f"{MONTHS[day.month - 1][:3]} {count}" for day, count in counts)
