"""The brief: all that one would glance at in the ten minutes before a meeting, gathered."""

from __future__ import annotations

from datetime import datetime

from infoview_tui.content.library import DayItem, courtesy_lines, day_list
from infoview_tui.domain.followup import Promise
from infoview_tui.domain.letters import fill, minutes_words
from infoview_tui.domain.people import Person
from infoview_tui.domain.readiness import Gate, GateName
from infoview_tui.services.hosting import request_of
from infoview_tui.services.last_contact import last_contact
from infoview_tui.services.prepare import Preparation, preparation
from infoview_tui.services.readiness import ready_gates
from infoview_tui.services.suggestions import suggested
from infoview_tui.storage.store import Store
from infoview_tui.values import dataclass


@dataclass(frozen=True)
class Known:
    """Somebody one meets: who named them and what was said to naming those, and the last touch.

    `introduced_by` holds names with `Introduction.may_mention`.
    """

    person: Person
    introduced_by: tuple[tuple[str, bool | None], ...]
    last_contact: datetime | None


@dataclass(frozen=True)
class Brief:
    """What stands in the brief of an interview; `promises` are those open, both ways, by day.

    `opening` is the first sentence to say. For a host `asked` is what they want, in their words,
    and `to_name` whom one could name to them.
    """

    prepared: Preparation
    gates: tuple[Gate, ...]
    people: tuple[Known, ...]
    promises: tuple[Promise, ...]
    opening: str
    day: tuple[DayItem, ...]
    asked: str = ""
    to_name: tuple[Person, ...] = ()

    @property
    def confirmed(self) -> bool:
        """Whether the end time is, by letter or by hand."""
        return any(gate.passed for gate in self.gates if gate.name is GateName.CONFIRMED)


def brief(store: Store, now: datetime, interview_id: int) -> Brief:
    """Gather the brief of an interview.

    Raises:
        NotFoundError: no such interview.

    """
    prepared = preparation(store, interview_id)
    talk = prepared.interview
    people, promises = acquaintance(store, [person.id for person in talk.people])
    agreed = {"agreed": minutes_words(talk.agreed_minutes)}
    request = request_of(store, interview_id) if talk.host else None
    return Brief(
        prepared=prepared,
        gates=ready_gates(store, now, interview_id),
        people=people,
        promises=promises,
        opening=fill(courtesy_lines(host=talk.host).opening, agreed),
        # Who hosts has nothing to bring, to wear or to pay.
        day=() if talk.host else day_list(talk.mode),
        asked=request.body if request else "",
        to_name=suggested(store, interview_id) if talk.host else (),
    )


def acquaintance(
    store: Store, person_ids: list[int]
) -> tuple[tuple[Known, ...], tuple[Promise, ...]]:
    """Return how one knows people, and what is open between them and oneself, by day."""
    people: list[Known] = []
    promises: list[Promise] = []
    for id in person_ids:
        led = store.people.introductions.where("t.person_id=?", id)
        names = {
            each.id: each.name
            for each in store.people.where(
                "t.id in (select introducer_id from introductions where person_id=?)", id
            )
        }
        named = ((names[i.introducer_id], i.may_mention) for i in led if i.introducer_id in names)
        people.append(Known(store.people.get(id), tuple(named), last_contact(store, id)))
        promises += store.promises.where("t.person_id=? and t.kept_at is null", id)
    return tuple(people), tuple(sorted(promises, key=lambda p: (p.due, p.id)))
