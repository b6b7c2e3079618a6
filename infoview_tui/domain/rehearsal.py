"""Rehearsing aloud: the pace of a run, what its record says, and which card comes first next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from infoview_tui.domain.points import INTRODUCTIONS, Rehearsal, TalkingPoint
from infoview_tui.domain.wording import short_day, weekday_word
from infoview_tui.values import dataclass

CARD_SECONDS = 45
"""What a card may take, where none was set: two or three sentences and what shows them."""

GREEN_FROM, RED_FROM = Fraction(2, 3), Fraction(4, 3)
"""Shares of the aim. A Toastmasters speech of 5-7 minutes has green at 5, amber at 6 and red at 7;
for an introduction of 30 s that is taken as 20, 30 and 40 s, and any other aim in proportion."""

LEAST_SECONDS = 3
"""A shorter run is a slip of the key, and is not kept."""

MARKS = {1: "shaky", 2: "fair", 3: "sure"}
"""One's own word for a run."""

SHAKY, SURE = 1, 3

PLOTTED = 8
"""Runs that a trend goes back."""

_BARS = "▁▂▃▄▅▆▇█"


class Pace(StrEnum):
    """Where a run is; written out, since a colour alone says nothing to some."""

    EARLY = "early"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


def aim_of(point: TalkingPoint) -> int:
    """Return the seconds that a card or an introduction is to take."""
    return point.aim_seconds or dict(INTRODUCTIONS).get(point.length, CARD_SECONDS)


def marks_of(aim: int) -> tuple[int, int, int]:
    """Return the seconds from which a run is green, amber and red: 20, 30, 40 for 30."""
    return round(aim * GREEN_FROM), aim, round(aim * RED_FROM)


def pace(seconds: int, aim: int) -> Pace:
    """Judge a run by its whole seconds, which are what is shown."""
    green, amber, red = marks_of(aim)
    if seconds >= red:
        return Pace.RED
    if seconds >= amber:
        return Pace.AMBER
    return Pace.GREEN if seconds >= green else Pace.EARLY


@dataclass(frozen=True)
class Stopwatch:
    """A run that is going on; its times are seconds of a clock that nobody can set.

    `begun` is None while it stands still, `before` the seconds of the stretches that are over.
    """

    begun: float | None
    before: float = 0.0

    def seconds(self, at: float) -> float:
        """How long it has run."""
        return self.before + (max(0.0, at - self.begun) if self.begun is not None else 0.0)

    def pause(self, at: float) -> Stopwatch:
        """Let it stand still."""
        return Stopwatch(None, self.seconds(at))

    def go_on(self, at: float) -> Stopwatch:
        """Let it run."""
        return Stopwatch(at, self.before) if self.begun is None else self


@dataclass(frozen=True)
class Used:
    """A meeting that a card was in; `landed` is None where nobody has said."""

    interview_id: int
    who: str
    at: datetime | None
    landed: bool | None = None
    comment: str = ""


@dataclass(frozen=True)
class Practice:
    """What is known of one card: its runs and the meetings it was used in, the oldest first."""

    runs: tuple[Rehearsal, ...] = ()
    uses: tuple[Used, ...] = ()

    @property
    def last(self) -> Rehearsal | None:
        """The last run."""
        return self.runs[-1] if self.runs else None

    @property
    def missed(self) -> bool:
        """Whether it did not land the last time, and no sure run since has made up for that."""
        judged = [use for use in self.uses if use.landed is not None]
        if not judged or judged[-1].landed:
            return False
        at = judged[-1].at
        return not any(run.mark == SURE and (at is None or run.at > at) for run in self.runs)


NONE = Practice()


def in_order(
    points: Iterable[TalkingPoint], practice: Mapping[int, Practice]
) -> tuple[TalkingPoint, ...]:
    """Put the introduction first, then what needs it most: shaky, not landed, never run, long ago.

    Of those last run on one day the less sure comes first.
    """

    def rank(point: TalkingPoint) -> tuple[bool, int, date, int, float, int, int]:
        known = practice.get(point.id, NONE)
        last = known.last
        day, mark, at = date.min, 0, 0.0
        if last is not None:
            day, mark, at = last.at.date(), last.mark or 2, last.at.timestamp()
        need = 0 if mark == SHAKY else 1 if known.missed else 2 if last is None else 3
        return (not point.length, need, day, mark, at, point.position, point.id)

    return tuple(sorted(points, key=rank))


def landed_last(
    points: Iterable[TalkingPoint], practice: Mapping[int, Practice]
) -> tuple[TalkingPoint, ...]:
    """Put cards that did not land before the others, which stay as they are."""
    return tuple(sorted(points, key=lambda point: not practice.get(point.id, NONE).missed))


# In words.


def run_words(seconds: int, aim: int, before: Rehearsal | None = None) -> str:
    """`28 s of 30 · last 41`."""
    return f"{seconds} s of {aim}" + (f" · last {before.seconds}" if before else "")


def last_words(known: Practice) -> str:
    """`last 38 s of 45, sure`, or `never run`."""
    last = known.last
    if last is None:
        return "never run"
    mark = f", {MARKS[last.mark]}" if last.mark in MARKS else ""
    return f"last {last.seconds} s of {last.aim_seconds}{mark}"


def record_words(known: Practice, now: datetime) -> str:
    """`rehearsed: last Fri, "fair" · 3 times`; `now` is in the user's zone.

    Of one run its figures too; those of several are the trend's to tell. What differs from card to
    card stands behind what seldom does, so that little moves on the screen from one to the next.
    """
    last = known.last
    if last is None:
        return "rehearsed: never"
    times = len(known.runs)
    often = {1: "once", 2: "twice"}.get(times, f"{times} times")
    mark = f', "{MARKS[last.mark]}"' if last.mark in MARKS else ""
    day = last.at.astimezone(now.tzinfo).date()
    figures = f", {run_words(last.seconds, last.aim_seconds)}" if times == 1 else ""
    return f"rehearsed: last {_past_day(day, now.date())}{mark} · {often}{figures}"


def _past_day(day: date, today: date) -> str:
    gone = (today - day).days
    if gone == 1:
        return "yesterday"
    return weekday_word(day) if 1 < gone < 7 else "today" if gone == 0 else short_day(day, today)


def used_words(use: Used) -> str:
    """`Dana Okafor: landed`, with the comment where there is one."""
    verdict = "landed" if use.landed else "did not"
    return f"{use.who}: {verdict}" + (f", {use.comment}" if use.comment else "")


def spark(seconds: Sequence[int], aim: int) -> str:
    """Draw seconds as bars, a full one being where it is red or, beyond that, the longest."""
    top = max([*seconds, marks_of(aim)[2], 1])
    return "".join(_BARS[min(7, max(0, round(8 * each / top) - 1))] for each in seconds)


def trend(runs: Sequence[Rehearsal], aim: int) -> tuple[str, str]:
    """Plot the last runs against the aim: the bars, and `52, 44, 41 s of 45, getting closer`.

    Both are empty with fewer than two runs, which show no direction.
    """
    seconds = [run.seconds for run in runs[-PLOTTED:]]
    if len(seconds) < 2:
        return "", ""
    return spark(seconds, aim), (
        f"{', '.join(map(str, seconds))} s of {aim}, {direction(seconds, aim)}"
    )


def direction(seconds: Sequence[int], aim: int) -> str:
    """Say whether the last run is nearer to the aim than the first one shown."""
    first, last = abs(seconds[0] - aim), abs(seconds[-1] - aim)
    if last == first:
        return "steady"
    return "getting closer" if last < first else "further off"
