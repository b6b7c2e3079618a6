"""The letters of a host: which one fits, what it says, and the answer that sending it gives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from infoview_tui.domain.followup import Letter
from infoview_tui.domain.hosting import Answer, Request
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.wording import clock
from infoview_tui.services.hosting import Given, request_of, unanswer
from infoview_tui.storage.store import Store

ANSWERS = ("yes", "not_now")
"""Letters that tell an answer."""

_TOLD = f"t.interview_id=? and t.sent_at is not null and t.kind in {ANSWERS}"

MAY_I_NAME = "may_i_name"
"""The letter that asks somebody before one names them to a seeker."""

KINDS = (*ANSWERS, MAY_I_NAME)


def letter_to_seeker(
    store: Store, now: datetime, talks: Sequence[Interview]
) -> tuple[str, int] | None:
    """Choose the letter to somebody who asked me and was not told: its kind and its talk."""
    asked = _not_met(store, now, talks)
    if asked is None or store.letters.where(_TOLD, asked.id):
        return None
    request = request_of(store, asked.id)
    return request.answer.letter if request else "yes", asked.id


def _not_met(store: Store, now: datetime, talks: Sequence[Interview]) -> Interview | None:
    """Return the last talk that is still to be, or that I declined."""
    asked = [t for t in talks if t.host and t.started_at is None and t.missed_at is None]
    for talk in reversed(asked):
        if talk.cancelled_at is None:
            if talk.starts_at is None or talk.starts_at > now:
                return talk
        # A talk that was called off needs no answer any more; a request that I declined does.
        elif (request := request_of(store, talk.id)) and request.answer.letter == "not_now":
            return talk
    return None


def talk_of(store: Store, now: datetime, kind: str, person_id: int) -> int | None:
    """Return the talk that one of these letters to a person is about, None for none."""
    if kind == MAY_I_NAME:
        named = store.suggestions.where("t.person_id=?", person_id)
        return named[-1].interview_id if named else None
    found = _not_met(store, now, store.interviews.of_person(person_id))
    return found.id if found else None


def host_values(store: Store, zone: ZoneInfo, kind: str, talk: Interview) -> dict[str, str]:
    """Return the time agreed on, or who knows it well and may be named, to one who asks me.

    To one whom I would name: who asks, and for what.
    """
    if kind == "may_i_name":
        request = store.requests.where("t.interview_id=?", talk.id)
        return {"seeker": talk.who, "their_wish": request[0].body.rstrip(".") if request else ""}
    if kind == "yes":
        if talk.starts_at is None:
            return {}
        at = talk.starts_at.astimezone(zone)
        slot = f"{at:%A}, {at.day} {at:%B} at {clock(at)}"
        return {"slot_1": slot, "slot_2": "another time that suits you better"}
    if kind != "not_now":
        return {}
    named = store.people.where(
        "t.id in (select passed_to_id from requests where interview_id=? and deleted_at is null"
        " union select person_id from suggestions where interview_id=? and agreed=1"
        " and deleted_at is null)",
        talk.id,
        talk.id,
        # Whom it was passed on to goes first.
        order="t.id in (select passed_to_id from requests"
        f" where interview_id={talk.id} and deleted_at is null) desc, t.id",
    )
    return {"other_person": named[0].name} if named else {}


def settle_with_letter(store: Store, now: datetime, sent: datetime, letter: Letter) -> None:
    """Let a letter that tells an answer give it where the request has none yet."""
    request = _told_by(store, letter)
    if request is not None and request.answer is Answer.OPEN:
        said = Answer.ACCEPTED if letter.kind == "yes" else Answer.NOT_NOW
        no = None if said.yes else sent
        unanswer(store, now, Given(request.interview_id, said, sent, None, no))


def unsettle(store: Store, now: datetime, letter: Letter) -> None:
    """Open a request again that the sending of a letter answered, at the same moment."""
    request = _told_by(store, letter)
    if request is not None and request.answered_at == letter.sent_at:
        unanswer(store, now, Given(request.interview_id, Answer.OPEN, None, None, None))


def _told_by(store: Store, letter: Letter) -> Request | None:
    if letter.kind not in ANSWERS or letter.interview_id is None:
        return None
    return request_of(store, letter.interview_id)
