"""How far an acquaintance has come: what happened says so, or a word by hand until more does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

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
"""Where any contact moves one on; after a meeting it takes thanks."""


class Talk(NamedTuple):
    """An interview, as much as a stage needs; `at` is when something happened with it last.

    `held_at` is when it ended, or what is known of that: when it began, was to, or was agreed.
    """

    status: Status
    at: datetime | None = None
    thanked_at: datetime | None = None
    host: bool = False
    held_at: datetime | None = None


def talk_of(interview: Interview, now: datetime) -> Talk:
    """Return what a stage needs of an interview."""
    # A debrief is written without them: it is nothing that happens with a person.
    it = interview
    moments = (it.created_at, it.started_at, it.ended_at, it.thanked_at)
    last = max((moment for moment in moments if moment), default=None)
    held = it.ended_at or it.started_at or it.starts_at or it.created_at
    return Talk(it.status(now), last, it.thanked_at, it.host, held)


class Story(NamedTuple):
    """What happened with a person, as much as a stage needs; moments are the last of their kind.

    `contact_at` is the last real contact, of whatever kind (services/last_contact.py), and
    `logged_at` the last that was logged. `asked_at` is the last request that was sent, and
    `reminders` and `reminded_at` are those since. `by_hand` was set at `by_hand_at`.
    """

    talks: Sequence[Talk] = ()
    contact_at: datetime | None = None
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
    meeting begins a new round, and any real contact moves on who was not met yet, rests or was
    thanked; but only a request makes somebody asked.
    """
    if not story.talks:
        return _from_words(story, now, habits or _USUAL)
    since = story.by_hand_at if story.by_hand else None
    talks = [t for t in story.talks if t.status not in _OFF and _after(t.at, since)]
    ahead = _from_ahead(talks)
    if ahead is not None:
        return ahead
    held = [talk for talk in talks if talk.status in _HELD]
    if not held:
        return _from_words(story, now, habits or _USUAL)
    last = max(held, key=lambda talk: talk.held_at.timestamp() if talk.held_at else 0)
    if last.host:
        return Stage.HOST
    if last.status is not Status.THANKED:
        return Stage.MET
    return Stage.IN_TOUCH if _after(story.contact_at, last.thanked_at) else Stage.THANKED


_OFF = (Status.CANCELLED, Status.MISSED)
_HELD = (Status.ENDED, Status.DEBRIEFED, Status.THANKED)

_USUAL = Habits()


def _from_words(story: Story, now: datetime, habits: Habits) -> Stage:
    begun = story.by_hand or Stage.NAMED
    since = story.by_hand_at if story.by_hand else None
    touched = _after(story.contact_at, since)
    if begun in _ONLY_WORDS:
        # A reminder asks again.
        if _after(story.asked_at, since) or _after(story.reminded_at, since):
            return Stage.RESTING if to_rest(story, now, habits) else Stage.ASKED
        return Stage.IN_TOUCH if touched and begun is not Stage.ASKED else begun
    if begun is Stage.MET and _after(story.thanked_at, since):
        return Stage.THANKED
    return Stage.IN_TOUCH if begun is Stage.THANKED and touched else begun


def _after(moment: datetime | None, since: datetime | None) -> bool:
    return moment is not None and (since is None or moment > since)


def _from_ahead(talks: Sequence[Talk]) -> Stage | None:
    """Tell what is still to come: a talk of my own goes before one that I was asked for."""
    open_talks = [talk for talk in talks if talk.status in (Status.BOOKED, Status.RUNNING)]
    if any(not talk.host for talk in open_talks):
        return Stage.BOOKED
    asked = any(talk.host and talk.status is Status.ASKED for talk in talks)
    return Stage.HOST if asked or open_talks else None


def to_rest(story: Story, now: datetime, habits: Habits) -> bool:
    """Whether they were asked, reminded as often as one likes to, and are silent all the same.

    The last word has to be as old as makes one remind (SFU after Dalton: once, then others).
    """
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
