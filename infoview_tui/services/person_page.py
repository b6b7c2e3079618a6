"""All that is known of one person, in one reading: for their page and for `people show`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from infoview_tui.domain.due import Habits
from infoview_tui.domain.followup import Advice, Letter, Promise
from infoview_tui.domain.giving import Balance, Give
from infoview_tui.domain.hosting import Request
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.notes import Note, NoteKind
from infoview_tui.domain.people import Contact, Interest, Introduction, Person, Position, Stage
from infoview_tui.domain.preparation import Goal, GoalState, goal_state
from infoview_tui.domain.stage import stage_of
from infoview_tui.domain.threads import same_goal
from infoview_tui.services.balance import balance_of
from infoview_tui.services.interests import interests_of
from infoview_tui.services.last_contact import last_contact
from infoview_tui.services.letter_choice import letter_that_fits
from infoview_tui.services.stages import story_of
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Table
from infoview_tui.values import dataclass


@dataclass(frozen=True)
class PersonPage:
    """All that is known of one person.

    `open_goals` are those of the talks so far that were not answered, and `to_ask` the notes to
    ask later since the last of them; `fits` is the kind of the letter that fits now.
    """

    person: Person
    stage: Stage
    last_contact: datetime | None
    interests: tuple[Interest, ...]
    balance: Balance
    interviews: tuple[Interview, ...]
    requests: tuple[Request, ...]
    letters: tuple[Letter, ...]
    contacts: tuple[Contact, ...]
    gives: tuple[Give, ...]
    positions: tuple[Position, ...]
    promises: tuple[Promise, ...]
    advice: tuple[Advice, ...]
    notes: tuple[Note, ...]
    named_by: tuple[tuple[Person, Introduction], ...]
    named: tuple[tuple[Person, Introduction], ...]
    open_goals: tuple[Goal, ...]
    to_ask: tuple[Note, ...]
    fits: str


def person_page(store: Store, now: datetime, id: int, habits: Habits | None = None) -> PersonPage:
    """Gather a person's page, for a user of these habits; `now` in the user's zone.

    Raises:
        NotFoundError: no such person.

    """
    person = store.people.get(id)
    interviews = store.interviews.of_person(id)
    letters = store.letters.where("t.person_id=?", id, order="coalesce(t.sent_at, t.created_at)")
    contacts = _of(store.people.contacts, id, "t.at")
    notes = store.notes.where(
        "t.person_id=? or t.interview_id in"
        " (select interview_id from interview_people where person_id=?)",
        id,
        id,
        order="t.at, t.id",
    )
    by = _of(store.people.introductions, id)
    to = store.people.introductions.where("t.introducer_id=?", id)
    others = {
        p.id: p
        for p in store.people.where(
            "t.id in (select introducer_id from introductions where person_id=?)"
            " or t.id in (select person_id from introductions where introducer_id=?)",
            id,
            id,
        )
    }
    last_contact_at = last_contact(store, id)
    asked = tuple(i for i in interviews if i.ended_at and not i.cancelled_at and not i.host)
    return PersonPage(
        person=person,
        stage=stage_of(
            story_of(now, person, interviews, letters, contacts, last_contact_at), now, habits
        ),
        last_contact=last_contact_at,
        interests=interests_of(store, id),
        balance=balance_of(store, id),
        interviews=interviews,
        requests=store.requests.where(
            "t.interview_id in (select interview_id from interview_people where person_id=?)", id
        ),
        letters=letters,
        contacts=contacts,
        gives=_of(store.gives, id, "t.at"),
        positions=_of(store.people.positions, id, "t.until"),
        promises=_of(store.promises, id, "t.due"),
        advice=_of(store.advice, id),
        notes=notes,
        named_by=tuple((others[i.introducer_id], i) for i in by if i.introducer_id in others),
        named=tuple((others[i.person_id], i) for i in to if i.person_id in others),
        open_goals=_open_goals(store, asked),
        to_ask=_to_ask(notes, asked),
        fits=letter_that_fits(store, now, id, habits)[0],
    )


def _of(table: Table[Any], id: int, order: str = "t.id") -> tuple[Any, ...]:
    return table.where("t.person_id=?", id, order=f"{order}, t.id")


def _open_goals(store: Store, talks: Sequence[Interview]) -> tuple[Goal, ...]:
    """Return the goals of talks that none of them answered, those asked last first."""
    if not talks:
        return ()
    among = f"t.interview_id in ({','.join(str(talk.id) for talk in talks)})"
    goals = store.interviews.goals.where(among, order="t.position, t.id")
    items = store.interviews.checklist.where(f"{among} and t.goal_id is not null")
    answered = {
        same_goal(goal.text) for goal in goals if goal_state(goal, items) is GoalState.ANSWERED
    }
    left = dict[str, Goal]()
    for talk in reversed(talks):
        for goal in goals:
            words = same_goal(goal.text)
            if goal.interview_id == talk.id and words not in answered:
                left.setdefault(words, goal)
    return tuple(left.values())


def _to_ask(notes: Sequence[Note], talks: Sequence[Interview]) -> tuple[Note, ...]:
    since = max((talk.started_at for talk in talks if talk.started_at), default=None)
    return tuple(
        note
        for note in notes
        if note.kind is NoteKind.ASK_LATER and (since is None or note.at >= since)
    )
