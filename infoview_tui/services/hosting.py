"""Somebody asks me: the request, my answer, and how much I give back."""

from __future__ import annotations

from datetime import datetime

from infoview_tui.domain.hosting import Answer, GiveBack, Request
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.text import clean_line
from infoview_tui.errors import RefusedError
from infoview_tui.services.interviews import book, edit_interview
from infoview_tui.services.whom import find_or_add, take_back_new
from infoview_tui.storage.interviews import WITH_SOMEBODY
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen
from infoview_tui.values import dataclass

MOST_WORDS = 2000
"""Characters of a request: what they want in their words, not their whole letter."""

_GAVE = f"""
select coalesce(sum(coalesce(host, 0) = 0), 0), coalesce(sum(host = 1), 0) from interviews t
where deleted_at is null and cancelled_at is null and ended_at is not null and {WITH_SOMEBODY}
"""


@dataclass(frozen=True)
class Logged:
    """What `log_request` made, and so what there is to take back; `new_person` was not known."""

    request_id: int
    interview_id: int
    person_id: int
    new_person: bool = False


@dataclass(frozen=True)
class Given:
    """How a request was answered before it was answered anew, for taking that back."""

    interview_id: int
    answer: Answer
    answered_at: datetime | None
    passed_to_id: int | None
    cancelled_at: datetime | None


def log_request(
    store: Store,
    now: datetime,
    zone: str,
    name: str,
    body: str,
    channel: str = "",
    at: datetime | None = None,
) -> Logged:
    """Write down who asks me for a talk and what they want; the person is found or added.

    It makes the talk that I would host, which has no time yet.

    Args:
        store: where it is kept.
        now: the moment.
        zone: where I am, for the time to be agreed on.
        name: theirs, or a part of one that is known.
        body: what they want, in their words.
        channel: how they asked, such as `by e-mail`.
        at: when they asked; now without it.

    Raises:
        RefusedError: there is no name, or nothing that they want, or too much of it.
        AmbiguousError: the name may be that of several people.

    """
    values = _words(body=body, channel=channel)
    if not values["body"]:
        raise RefusedError("What do they want? After the name and a comma, in their words.")
    with store.write():
        person, new = find_or_add(store, now, name, "Who asks? A name, a comma, what they want.")
        talk = book(store, now, [person], starts_at=None, zone=zone, host=True)
        request = store.requests.add(
            now, interview_id=talk, at=at or now, answer=Answer.OPEN, **values
        )
    return Logged(request, talk, person, new)


def _words(**texts: str) -> dict[str, str]:
    values = {name: clean_line(text) for name, text in texts.items()}
    for text in values.values():
        if len(text) > MOST_WORDS:
            raise RefusedError(f"A request has at most {MOST_WORDS} characters, not {len(text)}.")
    return values


def unlog_request(store: Store, now: datetime, logged: Logged) -> None:
    """Undo `log_request`; a person who is more than a name by now stays."""
    with store.write():
        delete_request(store, now, logged.interview_id)
        if logged.new_person:
            take_back_new(store, now, logged.person_id)


def delete_request(store: Store, now: datetime, interview_id: int) -> None:
    """Take a request away with its talk; `restore_request` brings both back.

    Raises:
        RefusedError: the talk was held.

    """
    with store.write():
        _not_begun(store, interview_id)
        for request in store.requests.where("t.interview_id=?", interview_id):
            store.requests.delete(now, request.id)
        store.interviews.delete(now, interview_id)


def restore_request(store: Store, now: datetime, interview_id: int) -> None:
    """Undo `delete_request`."""
    with store.write():
        store.interviews.restore(now, interview_id)
        gone = store.db.execute(
            "select max(id) from requests where interview_id=? and deleted_at is not null",
            [interview_id],
        ).fetchone()[0]
        if gone is not None:
            store.requests.restore(now, gone)


def request_of(store: Store, interview_id: int) -> Request | None:
    """Return the request of a talk; one that was booked without has none."""
    found = store.requests.where("t.interview_id=?", interview_id)
    return found[0] if found else None


def edit_request(
    store: Store, now: datetime, interview_id: int, /, *, seen: Seen = None, **values: str
) -> None:
    """Change what they want or how they asked (`body`, `channel`).

    Raises:
        RefusedError: nothing would be left of what they want, or it is too long.
        ConflictError: the same was changed elsewhere since it was `seen`.

    """
    values = _words(**values)
    if values.get("body") == "":
        raise RefusedError("What do they want? A few of their words; d in the list deletes it.")
    with store.write():
        store.requests.change(now, _request(store, now, interview_id).id, seen, **values)


def _request(store: Store, now: datetime, interview_id: int) -> Request:
    """Return the request of a hosted talk, made where it was booked without one."""
    found = request_of(store, interview_id)
    if found is not None:
        return found
    talk = store.interviews.get(interview_id)
    id = store.requests.add(
        now,
        interview_id=interview_id,
        at=talk.created_at or now,
        body="",
        channel="",
        answer=Answer.OPEN if talk.starts_at is None else Answer.ACCEPTED,
    )
    return store.requests.get(id)


def answer(
    store: Store, now: datetime, interview_id: int, said: Answer, passed_to_id: int | None = None
) -> Given:
    """Answer a request; a no calls the talk off, and a yes after it takes that back.

    Returns:
        How it was answered before, for `unanswer`.

    Raises:
        RefusedError: the talk has begun, or was held.

    """
    with store.write():
        talk = _not_begun(store, interview_id)
        request = _request(store, now, interview_id)
        before = _given(talk, request)
        given = None if said is Answer.OPEN else now
        no = given is not None and not said.yes
        _answer(store, now, Given(interview_id, said, given, passed_to_id, now if no else None))
    return before


def agree_on(
    store: Store, now: datetime, interview_id: int, starts_at: datetime, zone: str
) -> tuple[Given, datetime | None]:
    """Agree on the time of a talk that I host, which is a yes; returns how it was before.

    Raises:
        RefusedError: the talk has begun, or was held.

    """
    with store.write():
        talk = _not_begun(store, interview_id)
        request = _request(store, now, interview_id)
        before = _given(talk, request)
        edit_interview(store, now, interview_id, None, starts_at=starts_at, zone=zone)
    return before, talk.starts_at


def disagree(store: Store, now: datetime, before: Given, starts_at: datetime | None) -> None:
    """Undo `agree_on`."""
    with store.write():
        store.interviews.change(now, before.interview_id, starts_at=starts_at)
        _answer(store, now, before)


def unanswer(store: Store, now: datetime, before: Given) -> None:
    """Undo `answer`."""
    with store.write():
        _answer(store, now, before)


def _given(talk: Interview, request: Request) -> Given:
    return Given(
        talk.id, request.answer, request.answered_at, request.passed_to_id, talk.cancelled_at
    )


def _answer(store: Store, now: datetime, given: Given) -> None:
    store.requests.change(
        now,
        _request(store, now, given.interview_id).id,
        answer=given.answer,
        answered_at=given.answered_at,
        passed_to_id=given.passed_to_id,
    )
    store.interviews.change(now, given.interview_id, cancelled_at=given.cancelled_at)


def _not_begun(store: Store, interview_id: int) -> Interview:
    talk = store.interviews.get(interview_id)
    if talk.started_at is not None:
        raise RefusedError(f"The talk with {talk.who} has begun, so its request stays as it is.")
    return talk


def open_requests(store: Store) -> int:
    """Count the requests that wait for an answer."""
    found = store.db.execute(
        "select count(*) from requests r join interviews t on t.id = r.interview_id"
        " where r.answer = ? and r.deleted_at is null and t.deleted_at is null"
        f" and t.cancelled_at is null and t.ended_at is null and {WITH_SOMEBODY}",
        [Answer.OPEN.value],
    )
    return int(found.fetchone()[0])


def give_back(store: Store) -> GiveBack:
    """Count the talks that I was given, and those I gave."""
    received, hosted = store.db.execute(_GAVE).fetchone()
    return GiveBack(received, hosted)
