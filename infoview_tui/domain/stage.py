"""How far an acquaintance has come: what happened says so, or a word by hand until more does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from infoview_tui.domain.due import Habits
from infoview_tui.domain.interviews import Interview, Status
from infoview_tui.domain.people import Stage
from infoview_tui.domain.text import fold
from infoview_tui.domain.today_letters import SILENT_BUSINESS_DAYS
from infoview_tui.domain.wording import add_business_days
from infoview_tui.errors import RefusedError

ORDER = tuple(Stage)
"""The way that `>` and `<` go."""

_ONLY_WORDS = frozenset((Stage.NAMED, Stage.ASKED, Stage.RESTING, Stage.DECLINED))
"""Where a letter or a word moves one on; after a meeting it takes thanks."""


@dataclass(frozen=True)
class Story:
    """What happened with a person, as much as a stage needs; moments are the last of their kind.

    `asked_at` is the last request that was sent, `reminders` and `reminded_at` are those since.
    `by_hand` was set at `by_hand_at`.
    """

    interviews: Sequence[Interview] = ()
    sent_at: datetime | None = None
    thanked_at: datetime | None = None
    """When a thank-you letter was sent, with an interview or without."""
    logged_at: datetime | None = None
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    reminders: int = 0
    reminded_at: datetime | None = None
    by_hand: Stage | None = None
    by_hand_at: datetime | None = None


def stage_of(story: Story, now: datetime, habits: Habits | None = None) -> Stage:
    """Return the stage at `now`, in the user's zone, for a user of these habits.

    Without a word by hand it follows from all that happened, with one from what happened since: a
    meeting begins a new round, a letter or a contact moves on who was not met yet or was thanked.
    """
    since = story.by_hand_at if story.by_hand else None
    begun = story.by_hand or Stage.NAMED

    def newer(*moments: datetime | None) -> bool:
        return any(moment and (since is None or moment > since) for moment in moments)

    talks = [talk for talk in story.interviews if since is None or newer(*_moments(talk))]
    met = _from_talks(talks, now)
    if met is Stage.THANKED:
        thanked = max(talk.thanked_at for talk in talks if talk.thanked_at)
        later = any(moment and moment > thanked for moment in (story.sent_at, story.logged_at))
        return Stage.IN_TOUCH if later else Stage.THANKED
    if met is not None:
        return met
    sent, logged = newer(story.sent_at), newer(story.logged_at)
    if begun in _ONLY_WORDS and sent:
        return Stage.RESTING if to_rest(story, now, habits) else Stage.ASKED
    if begun in _ONLY_WORDS and begun is not Stage.ASKED and logged:
        return Stage.IN_TOUCH
    if begun is Stage.MET and newer(story.thanked_at):
        return Stage.THANKED
    return Stage.IN_TOUCH if begun is Stage.THANKED and (sent or logged) else begun


def _from_talks(talks: Sequence[Interview], now: datetime) -> Stage | None:
    if any(talk.host for talk in talks):
        return Stage.HOST
    states = {talk.status(now) for talk in talks}
    if states & {Status.BOOKED, Status.RUNNING}:
        return Stage.BOOKED
    if Status.THANKED in states:
        return Stage.THANKED
    return Stage.MET if states & {Status.ENDED, Status.DEBRIEFED} else None


def _moments(talk: Interview) -> tuple[datetime | None, ...]:
    # A debrief is written without them: it is nothing that happens with a person.
    return (talk.created_at, talk.started_at, talk.ended_at, talk.thanked_at)


def to_rest(story: Story, now: datetime, habits: Habits | None = None) -> bool:
    """Whether they were asked, reminded as often as one likes to, and are silent all the same.

    The last word has to be as old as makes one remind (SFU after Dalton: once, then others).
    """
    habits = habits or Habits()
    asked = story.asked_at
    if asked is None or story.reminders < habits.reminders:
        return False
    if any(moment and moment >= asked for moment in (story.answered_at, story.logged_at)):
        return False
    last = (story.reminded_at or asked).astimezone(now.tzinfo).date()
    return add_business_days(last, SILENT_BUSINESS_DAYS, habits.holidays) <= now.date()


def step(stage: Stage, steps: int) -> Stage:
    """Return the stage so many further on, or back.

    Raises:
        RefusedError: there is none.

    """
    at = ORDER.index(stage) + steps
    if not 0 <= at < len(ORDER):
        way = "after" if steps > 0 else "before"
        raise RefusedError(f"There is no stage {way} {stage}.")
    return ORDER[at]


def read_stage(text: str) -> Stage:
    """Read the name of a stage, of which the beginning of one is enough.

    Raises:
        RefusedError: it is none, or could be several.

    """
    wanted = fold(text.strip()).replace("-", " ").replace("_", " ")
    hits = [stage for stage in ORDER if stage == wanted]
    hits = hits or [stage for stage in ORDER if wanted and stage.startswith(wanted)]
    if len(hits) != 1:
        raise RefusedError(f"A stage is one of {', '.join(ORDER)}; not '{text.strip()}'.")
    return hits[0]
