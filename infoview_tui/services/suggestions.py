"""Whom I could name to a seeker, or pass the request on to."""

from __future__ import annotations

from datetime import datetime

from infoview_tui.domain.hosting import Answer
from infoview_tui.domain.people import Person
from infoview_tui.errors import RefusedError
from infoview_tui.services.hosting import Given, answer, unanswer
from infoview_tui.services.whom import find_or_add, take_back_new
from infoview_tui.storage.store import Store

_SUGGESTED = """
t.id in (select person_id from suggestions where interview_id=? and deleted_at is null)
"""


def hosted(store: Store, interview_id: int) -> bool:
    """Whether I am the one who was asked for a talk."""
    found = store.db.execute(
        "select 1 from interviews where id=? and host=1 and deleted_at is null", [interview_id]
    )
    return found.fetchone() is not None


def suggested(store: Store, interview_id: int) -> tuple[Person, ...]:
    """Return whom I could name in a talk, or did, in the order in which I thought of them."""
    rows = store.suggestions.where("t.interview_id=?", interview_id)
    people = {p.id: p for p in store.people.where(_SUGGESTED, interview_id)}
    return tuple(people[row.person_id] for row in rows if row.person_id in people)


def suggest(
    store: Store, now: datetime, interview_id: int, person_id: int, note_id: int | None = None
) -> int:
    """Put somebody among those I name to a seeker, once each; returns the id of the row."""
    with store.write():
        known = store.suggestions.where(
            "t.interview_id=? and t.person_id=?", interview_id, person_id
        )
        if known:
            return known[0].id
        return store.suggestions.add(
            now, interview_id=interview_id, person_id=person_id, note_id=note_id
        )


def suggest_named(store: Store, now: datetime, interview_id: int, text: str) -> tuple[int, int]:
    """Name whom a line means (`name, role, organisation`), found or added, to a seeker.

    Returns:
        The id of the row, and of the person where they are new, else 0.

    Raises:
        RefusedError: there is no name, or it is theirs.
        AmbiguousError: the name may be that of several people.

    """
    with store.write():
        person, new = find_or_add(store, now, text, "Whom should they meet? A name is enough.")
        talk = store.interviews.get(interview_id)
        if any(each.id == person for each in talk.people):
            raise RefusedError(f"{talk.who} asks you; name somebody else whom they should meet.")
        return suggest(store, now, interview_id, person), person if new else 0


def unsuggest(store: Store, now: datetime, id: int, new_person: int = 0) -> None:
    """Take a suggestion away, with the person that it added."""
    with store.write():
        store.suggestions.delete(now, id)
        if new_person:
            take_back_new(store, now, new_person)


def resuggest(store: Store, now: datetime, id: int) -> None:
    """Bring back what `unsuggest` took away."""
    with store.write():
        store.suggestions.restore(now, id)


def say_agreed(store: Store, now: datetime, id: int, agreed: bool | None) -> None:
    """Write down what somebody said to being named; None when they are not asked."""
    with store.write():
        store.suggestions.change(now, id, agreed=agreed)


def pass_on(store: Store, now: datetime, interview_id: int, text: str) -> tuple[Given, int]:
    """Pass a request on to whom a line means; returns what `unanswer` needs, and a new person."""
    with store.write():
        person, new = find_or_add(store, now, text, "Pass it on to whom? A name is enough.")
        talk = store.interviews.get(interview_id)
        if any(each.id == person for each in talk.people):
            raise RefusedError(f"{talk.who} asks; pass it on to somebody else.")
        before = answer(store, now, interview_id, Answer.PASSED_ON, person)
    return before, person if new else 0


def un_pass_on(store: Store, now: datetime, before: Given, new_person: int) -> None:
    """Undo `pass_on`."""
    with store.write():
        unanswer(store, now, before)
        if new_person:
            take_back_new(store, now, new_person)
