"""What Today is made of: the rows, and the open matters that they follow from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cached_property

from infoview_tui.domain.check_in import Opening
from infoview_tui.domain.followup import AdviceState, Letter, Promise
from infoview_tui.domain.hosting import Answer
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.notes import Note
from infoview_tui.domain.rhythm import USUAL_TIERS, Acquaintance, Tiers
from infoview_tui.domain.wording import weekday_date
from infoview_tui.values import dataclass

_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class Kind(StrEnum):
    """What a row is about; scripts read these words."""

    RUNNING = "running"
    RECOVER = "recover"
    DEBRIEF = "debrief"
    THANK_YOU = "thank_you"
    PROMISE_MINE = "promise_mine"
    PROMISE_THEIRS = "promise_theirs"
    REMINDER = "reminder"
    CONFIRM = "confirm"
    MEETING = "meeting"
    REHEARSAL = "rehearsal"
    INTRODUCTION = "introduction"
    ADVICE = "advice"
    CHECK_IN = "check_in"
    REQUEST = "request"
    INBOX = "inbox"


SOURCES = {
    Kind.RECOVER: "A meeting nobody ended is one whose notes lead to nothing.",
    Kind.DEBRIEF: "Few notes during, a write-up straight after (Yale; Lawrence).",
    Kind.THANK_YOU: "Thanks within 24 hours (Yale; Schofield); late at 48.",
    Kind.PROMISE_MINE: "What you promised is due in three days unless you said when.",
    Kind.PROMISE_THEIRS: "An offer not kept in a week earns one gentle word (Wahlberg).",
    Kind.REMINDER: "Day 3: somebody else there; day 7: a reminder (3B7, Dalton; once only, SFU).",
    Kind.CONFIRM: "A short message the day before (Rice) saves both of you a wait.",
    Kind.MEETING: "State the time you ask for, and keep to it (Berkeley).",
    Kind.INTRODUCTION: "Write to whom they name within 24 hours, and tell them what came of it.",
    Kind.ADVICE: "Tell them what you did with their advice (Yale; Santa Clara).",
    Kind.CHECK_IN: "A word every two or three months (Wahlberg), when you need nothing.",
    Kind.REQUEST: "You were helped the same way: say yes, pass it on, or say when. Never nothing.",
    Kind.INBOX: "A note that belongs to somebody is found again.",
}
"""Why a row is there, and where its rule comes from."""


class Group(StrEnum):
    """The headings a row can stand under, in their order."""

    DUE = "due"
    NEXT = "next"
    INBOX = "inbox"


@dataclass(frozen=True)
class Due:
    """One row; `key` names it for snoozing.

    `target_id` is its promise, letter, introduction or note. `due` is a moment in the user's
    zone, a day, or None for the inbox. `why_short` is for 60 columns; `more` is the readiness
    of a meeting, and `over` says that the time of one has gone by without a start. `elsewhere` is
    the organisation where somebody else may answer, `letter` the kind of the letter that settles
    the row where its kind does not say so, and `others` are the ids of whom else the talk is with.
    """

    kind: Kind
    key: str
    person: str
    person_id: int | None
    interview_id: int | None
    target_id: int | None
    due: datetime | date | None
    overdue: bool
    badge: str
    what: str
    why: str
    why_short: str
    more: str = ""
    group: Group = Group.DUE
    over: bool = False
    elsewhere: str = ""
    letter: str = ""
    others: tuple[int, ...] = ()

    @property
    def day_badge(self) -> str:
        """The badge of a meeting without its clock: at 60 columns the time is in `why_short`."""
        return self.badge.split()[0] if ":" in self.badge else self.badge


@dataclass(frozen=True)
class Listed:
    """The rows of Today, in order, and how many more check-ins are late, below those that are.

    Their people have nothing else open.
    """

    rows: tuple[Due, ...] = ()
    more: int = 0


@dataclass(frozen=True)
class Named:
    """A person named by `introducer` at `at`, and neither written to, met nor spoken with since."""

    introduction_id: int
    person_id: int
    person: str
    introducer: str
    at: datetime
    interview_id: int | None = None


@dataclass(frozen=True)
class Loop:
    """Somebody led to a person one has met since, and has not heard of it."""

    introducer_id: int
    introducer: str
    person: str
    met_at: datetime
    interview_id: int


@dataclass(frozen=True)
class Advised:
    """Advice to try, given at `at`, or in another state since then and not told yet."""

    advice_id: int
    person_id: int
    person: str
    body: str
    state: AdviceState
    at: datetime


@dataclass(frozen=True)
class AskedOfMe:
    """A request for a talk with me that has no time yet, or was declined.

    `told_at` is the last word to them since, a letter or a logged contact.
    """

    id: int
    interview_id: int
    person_id: int
    person: str
    at: datetime
    answer: Answer = Answer.OPEN
    answered_at: datetime | None = None
    told_at: datetime | None = None


@dataclass(frozen=True)
class Habits:
    """What a user may set of Today: days on which nobody works, and how often one reminds.

    `reminders` is for one request (SFU: one; Coffee Chat Tracker: three); `most` is how many due
    rows are shown, and `tiers` how often one is in touch.
    """

    holidays: frozenset[date] = frozenset()
    reminders: int = 1
    most: int = 7
    tiers: Tiers = USUAL_TIERS


@dataclass(frozen=True)
class Silence:
    """What happened about a request since it was sent, and nobody answered.

    `elsewhere` tells that somebody else of the same organisation was asked meanwhile.
    """

    organisation: str = ""
    reminders: int = 0
    reminded_at: datetime | None = None
    elsewhere: bool = False


@dataclass(frozen=True)
class Rehearsed:
    """What there is to rehearse for an interview, and when that was done last.

    `what` is said in the row; `at` is the last run of the introduction or of a chosen card, and
    `seconds` those of the introduction's last run.
    """

    what: str
    at: datetime | None = None
    seconds: int | None = None


@dataclass(frozen=True)
class World:
    """All that is open at `now` (aware, in the user's zone); other moments are in UTC.

    Rows that are settled or far off may be left out of it: the rules judge when the rest is due.
    """

    now: datetime
    interviews: tuple[Interview, ...] = ()
    readiness: Mapping[int, str] = field(default_factory=dict)
    """`ready 6/8` by interview."""
    confirmed: frozenset[int] = frozenset()
    """Interviews that a confirmation was sent for."""
    thanked: frozenset[tuple[int, int]] = frozenset()
    """(interview, person) that a thank-you was sent for."""
    rehearsed: Mapping[int, Rehearsed] = field(default_factory=dict)
    """By interview, where anything is written that could be rehearsed."""
    promises: tuple[Promise, ...] = ()
    """Those not kept."""
    requests: tuple[Letter, ...] = ()
    """Sent, unanswered, and nothing happened with the person since."""
    silence: Mapping[int, Silence] = field(default_factory=dict)
    """By the id of a request; one that is left out was sent and nothing more."""
    habits: Habits = Habits()
    named: tuple[Named, ...] = ()
    loops: tuple[Loop, ...] = ()
    acquaintances: tuple[Acquaintance, ...] = ()
    openings: Mapping[int, Opening] = field(default_factory=dict)
    """What there is to say at a check-in, by person."""
    advice: tuple[Advised, ...] = ()
    asked_of_me: tuple[AskedOfMe, ...] = ()
    unheard: tuple[Interview, ...] = ()
    """Talks I hosted about a month ago, nothing having been heard of the seeker since."""
    inbox: tuple[Note, ...] = ()
    """Notes with neither interview nor person."""
    snoozed: frozenset[str] = frozenset()

    @cached_property
    def today(self) -> date:
        """The user's day."""
        return self.now.date()

    @cached_property
    def utc(self) -> datetime:
        """The moment to count from."""
        return self.now.astimezone(UTC)

    def day(self, moment: datetime) -> date:
        """The day a moment has in the user's zone."""
        return moment.astimezone(self.now.tzinfo).date()


def one_a_person(rows: Sequence[Due]) -> tuple[Due, ...]:
    """Keep the first due row of each person, and every meeting: no promise may hide one.

    A rehearsal is owed to nobody: it neither hides a row nor is hidden.
    """
    seen: set[int] = set()
    kept = []
    for row in rows:
        mine = row.kind is Kind.REHEARSAL
        if row.group is Group.DUE and row.person_id is not None and not mine:
            if row.person_id in seen and row.kind is not Kind.MEETING:
                continue
            seen.add(row.person_id)
        kept.append(row)
    return tuple(kept)


def counts(rows: Sequence[Due], more: int = 0) -> str:
    """Count the due rows, and as many more that are late: `5, two late`, or `nothing`."""
    due = [row for row in rows if row.group is Group.DUE]
    overdue = sum(row.overdue for row in due) + more
    words = str(len(due) + more) if due else "nothing"
    if not overdue:
        return words
    number = _NUMBERS[overdue] if overdue < len(_NUMBERS) else str(overdue)
    return f"{words}, {number} late"


def day(now: datetime) -> str:
    """`Due, Mon 23 Nov`."""
    return f"Due, {weekday_date(now.date(), now.date())}"


def heading(rows: Sequence[Due], now: datetime, more: int = 0) -> str:
    """`Due, Mon 23 Nov · 5, two late`."""
    return f"{day(now)} · {counts(rows, more)}"
