"""Which letter a person needs now, and what it is about."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from infoview_tui.domain.check_in import GIVE_FIRST
from infoview_tui.domain.due import Habits
from infoview_tui.domain.interviews import Status
from infoview_tui.domain.letters import THANK_YOU
from infoview_tui.errors import RefusedError
from infoview_tui.services import host_letters
from infoview_tui.services.check_in import opening_for
from infoview_tui.services.letters import draft_letter
from infoview_tui.services.lookup import preferred
from infoview_tui.services.rests import resting
from infoview_tui.services.silence import still_silent
from infoview_tui.storage.store import Store


def interview_of(store: Store, now: datetime, kind: str, person_id: int) -> int | None:
    """Return the interview that a letter of a kind to a person would be about, None for none."""
    if kind in host_letters.KINDS:
        return host_letters.talk_of(store, now, kind, person_id)
    talks = tuple(talk for talk in store.interviews.of_person(person_id) if not talk.host)
    if kind == THANK_YOU:
        held = [talk for talk in talks if talk.ended_at]
        return held[-1].id if held else None
    if kind == "confirmation":
        ahead = [talk for talk in talks if talk.status(now) is Status.BOOKED]
        return ahead[0].id if ahead else None
    return None


def letter_that_fits(
    store: Store, now: datetime, person_id: int, habits: Habits | None = None
) -> tuple[str, int | None]:
    """Choose the letter that a person's row needs now: its kind and its interview.

    The kind is "" where there is nothing to say yet: no letter is better than an empty one.
    """
    interviews = store.interviews.of_person(person_id)
    unthanked = [i for i in interviews if i.ended_at and not i.thanked_at and not i.host]
    if unthanked:
        return THANK_YOU, unthanked[-1].id
    ahead = preferred(tuple(i for i in interviews if not i.host), now)
    if ahead is not None and ahead.status(now) is Status.BOOKED:
        return "confirmation", ahead.id
    to_seeker = host_letters.letter_to_seeker(store, now, interviews)
    if to_seeker:
        return to_seeker
    if any(i.thanked_at for i in interviews):
        return opening_for(store, person_id).kind, None
    if any(i.host for i in interviews):
        return "something_for_you", None
    requests = store.letters.where(
        "t.person_id=? and t.kind like 'request%' and t.sent_at is not null", person_id
    )
    if requests:
        return _after_asking(store, person_id, habits or Habits()), None
    introduced = store.people.introductions.where("t.person_id=?", person_id)
    return ("request_introduced" if introduced else "request_cold"), None


def _after_asking(store: Store, person_id: int, habits: Habits) -> str:
    """Remind as Today does, the silent and no more often than one likes to."""
    silence = still_silent(store, person_id)
    if silence is None:
        return opening_for(store, person_id).kind
    reminds = silence.reminders < habits.reminders and person_id not in resting(store)
    return "reminder" if reminds else ""


def begin_letter(
    store: Store, now: datetime, zone: ZoneInfo, person_id: int, habits: Habits | None = None
) -> int:
    """Return a draft of the letter that fits a person now.

    Raises:
        RefusedError: there is nothing to say yet.

    """
    kind, interview_id = letter_that_fits(store, now, person_id, habits)
    if not kind:
        raise RefusedError(f"{GIVE_FIRST.removesuffix('.')} of Touch (6).")
    return draft_letter(store, now, zone, kind, person_id, interview_id)
