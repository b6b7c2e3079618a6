"""What is read of those who ask me: all of them as a list, and one with all that is ready."""

from __future__ import annotations

from datetime import datetime

from infoview_tui.domain.followup import Letter
from infoview_tui.domain.hosting import Answer, GiveBack, Request, Suggestion
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.people import Person
from infoview_tui.domain.points import TalkingPoint, for_seekers
from infoview_tui.domain.preparation import Item, ItemKind, in_order
from infoview_tui.domain.readiness import Gate
from infoview_tui.services.host_letters import ANSWERS
from infoview_tui.services.hosting import give_back, request_of
from infoview_tui.services.readiness import ready_gates
from infoview_tui.storage.interviews import WITH_SOMEBODY
from infoview_tui.storage.store import Store
from infoview_tui.values import dataclass


@dataclass(frozen=True)
class Asked:
    """A talk that I was asked for; one that was booked at once has no request."""

    interview: Interview
    request: Request | None

    @property
    def answer(self) -> Answer:
        """My answer; a time agreed on is a yes."""
        if self.request is not None:
            return self.request.answer
        return Answer.ACCEPTED if self.interview.starts_at else Answer.OPEN

    @property
    def at(self) -> datetime | None:
        """When I was asked."""
        return self.request.at if self.request else self.interview.created_at

    @property
    def body(self) -> str:
        """What they want, in their words."""
        return self.request.body if self.request else ""


@dataclass(frozen=True)
class Hosted:
    """A request's page.

    Attributes:
        asked: the talk and the request.
        items: what they want to know, question by question.
        stories: the cards for seekers, and any other that was chosen for this talk.
        chosen: the ids of those chosen.
        named: whom I could name, with what they said to it.
        passed_to: whom I passed the request on to.
        told: the letter that told them my answer, once sent.
        balance: how many talks I received and hosted.
        gates: how ready I am.
    """

    asked: Asked
    items: tuple[Item, ...]
    stories: tuple[TalkingPoint, ...]
    chosen: frozenset[int]
    named: tuple[tuple[Suggestion, Person], ...]
    passed_to: Person | None
    told: Letter | None
    balance: GiveBack
    gates: tuple[Gate, ...]


def asked_of_me(store: Store) -> tuple[Asked, ...]:
    """Return everybody who asked me, the oldest request first."""
    by_talk = {request.interview_id: request for request in store.requests.where()}
    talks = store.interviews.where(
        # Also one that was said to be no host's since: the request is not to vanish.
        "(t.host=1 or t.id in (select interview_id from requests where deleted_at is null))"
        f" and {WITH_SOMEBODY}"
    )
    found = [Asked(talk, by_talk.get(talk.id)) for talk in talks]
    return tuple(
        sorted(found, key=lambda each: (each.at.timestamp() if each.at else 0, each.interview.id))
    )


def hosted(store: Store, now: datetime, interview_id: int) -> Hosted:
    """Gather a request's page.

    Raises:
        NotFoundError: no such interview.

    """
    talk = store.interviews.get(interview_id)
    request = request_of(store, interview_id)
    chosen = frozenset(point.id for point in store.points.chosen_for(interview_id))
    cards = store.points.where("coalesce(t.length, '')=''", order="t.position, t.id")
    rows = store.suggestions.where("t.interview_id=?", interview_id)
    people = {
        person.id: person
        for person in store.people.where(
            "t.id in (select person_id from suggestions where interview_id=? union all select ?)",
            interview_id,
            request.passed_to_id if request else None,
        )
    }
    letters = store.letters.where(
        "t.interview_id=? and t.sent_at is not null", interview_id, order="t.sent_at"
    )
    return Hosted(
        asked=Asked(talk, request),
        items=in_order(
            store.interviews.checklist.where(
                "t.interview_id=? and t.kind<>?", interview_id, ItemKind.CLOSING
            )
        ),
        stories=tuple(card for card in cards if for_seekers(card) or card.id in chosen),
        chosen=chosen,
        named=tuple((row, people[row.person_id]) for row in rows if row.person_id in people),
        passed_to=people.get(request.passed_to_id or 0) if request else None,
        told=next((each for each in reversed(letters) if each.kind in ANSWERS), None),
        balance=give_back(store),
        gates=ready_gates(store, now, interview_id),
    )
