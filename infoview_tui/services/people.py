"""People: adding, changing, logging a touch, and the page of one person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from infoview_tui.domain.due import Habits
from infoview_tui.domain.followup import Advice, Letter, Promise
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.notes import Note
from infoview_tui.domain.people import Contact, Introduction, Person, Stage, Tier
from infoview_tui.domain.stage import stage_of
from infoview_tui.domain.text import clean_line
from infoview_tui.errors import RefusedError
from infoview_tui.services.last_contact import last_contact
from infoview_tui.services.stages import story_of
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen

T = TypeVar("T")

MOST_CHARACTERS = 500
"""Of a field of a person: what is longer is a paste gone wrong."""

TEXTS = ("name", "role", "email", "phone", "found")


def add_person(
    store: Store,
    now: datetime,
    /,
    *,
    name: str,
    organisation: str = "",
    tags: tuple[str, ...] = (),
    introducer_id: int | None = None,
    cadence_days: int | None = None,
    tier: Tier | None = None,
    **texts: str,
) -> int:
    """Add a person and return the id; `texts` are role, email, phone and found.

    Raises:
        RefusedError: the name is empty.

    """
    values = {key: clean_line(value) for key, value in {"name": name, **texts}.items()}
    check_texts({**values, "organisation": organisation})
    with store.write():
        id = store.people.add(
            now,
            organisation_id=store.people.organisation_id(now, clean_line(organisation)),
            cadence_days=cadence_days,
            tier=tier,
            **values,
        )
        store.people.tag(now, id, _tags(tags))
        if introducer_id is not None:
            introduce(store, now, person_id=id, introducer_id=introducer_id)
    return id


def edit_person(store: Store, now: datetime, id: int, seen: Seen, /, **values: Any) -> None:
    """Change a person; values as in `add_person`, and `introducer_ids`: exactly who led to them.

    Of tags and introducers that were `seen`, only those that came or went are changed.

    Raises:
        RefusedError: the name would be empty.
        ConflictError: the same was changed elsewhere since it was `seen`.

    """
    changes: dict[str, Any] = {key: clean_line(values[key]) for key in TEXTS if key in values}
    check_texts({**changes, "organisation": values.get("organisation", "")})
    own = ("cadence_days", "tier", "paused_at")
    changes |= {name: values[name] for name in own if name in values}
    with store.write():
        if "organisation" in values:
            changes["organisation_id"] = store.people.organisation_id(
                now, clean_line(values["organisation"])
            )
        if "organisation_id" in values:
            changes["organisation_id"] = values["organisation_id"]
        read = seen if isinstance(seen, Mapping) else {}
        if "organisation" in read:
            name = clean_line(read["organisation"])
            seen = {"organisation_id": store.people.organisation_id(now, name), **read}
        if changes:
            store.people.change(now, id, seen, **changes)
        if "tags" in values:
            there = store.people.get(id).tags
            tags = _merged(_tags(values["tags"]), _tags(read.get("tags", there)), there)
            store.people.tag(now, id, tags)
        if values.get("introducer_id"):
            introduce(store, now, person_id=id, introducer_id=values["introducer_id"])
        if "introducer_ids" in values:
            known = store.people.introductions.where("t.person_id=?", id)
            led = tuple(each.introducer_id for each in known)
            wanted = tuple(values["introducer_ids"])
            _introduced_by(store, now, id, _merged(wanted, read.get("introducer_ids", led), led))


def _merged(wanted: tuple[T, ...], seen: Sequence[T], there: Sequence[T]) -> tuple[T, ...]:
    """Return what is wanted, with what another window added and without what it took away."""
    added = (each for each in there if each not in seen and each not in wanted)
    return (*(each for each in wanted if each in there or each not in seen), *added)


def _introduced_by(store: Store, now: datetime, id: int, introducer_ids: Sequence[int]) -> None:
    for known in store.people.introductions.where("t.person_id=?", id):
        if known.introducer_id not in introducer_ids:
            store.people.introductions.delete(now, known.id)
    for introducer_id in introducer_ids:
        introduce(store, now, person_id=id, introducer_id=introducer_id)


def check_texts(values: Mapping[str, Any]) -> None:
    """Refuse texts of a person, by what they are called, that are too long, and an empty name.

    Raises:
        RefusedError: one is.

    """
    if values.get("name") == "":
        raise RefusedError("A person needs a name.")
    for name, text in values.items():
        if isinstance(text, str) and len(text) > MOST_CHARACTERS:
            raise RefusedError(
                f"{name.capitalize()} has at most {MOST_CHARACTERS} characters, not {len(text)}; "
                "longer words are a note."
            )


def introduce(store: Store, now: datetime, /, **values: Any) -> None:
    """Record who led to whom, once a pair; values are the columns of `Introduction`.

    Leave to be named that was given later is kept with the pair.
    """
    pair = (values["person_id"], values["introducer_id"])
    with store.write():
        known = store.people.introductions.where("t.person_id=? and t.introducer_id=?", *pair)
        if not known:
            store.people.introductions.add(now, **values)
        elif values.get("may_mention") and not known[0].may_mention:
            store.people.introductions.change(now, known[0].id, may_mention=True)


def log_contact(store: Store, now: datetime, person_id: int, body: str) -> int:
    """Log a touch ("spoke today")."""
    with store.write():
        return store.people.contacts.add(
            now, person_id=person_id, at=now, body=clean_line(body) or "spoke"
        )


def delete_person(store: Store, now: datetime, id: int) -> Person:
    """Take a person out of sight; `restore_person` brings them back as they were."""
    person = store.people.get(id)
    with store.write():
        store.people.delete(now, id)
    return person


def restore_person(store: Store, now: datetime, id: int) -> None:
    """Undo `delete_person`."""
    with store.write():
        store.people.restore(now, id)


@dataclass(frozen=True)
class PersonPage:
    """All that is known of one person, for their page and for `people show`."""

    person: Person
    stage: Stage
    last_contact: datetime | None
    interviews: tuple[Interview, ...]
    letters: tuple[Letter, ...]
    contacts: tuple[Contact, ...]
    promises: tuple[Promise, ...]
    advice: tuple[Advice, ...]
    notes: tuple[Note, ...]
    named_by: tuple[tuple[Person, Introduction], ...]
    named: tuple[tuple[Person, Introduction], ...]


def person_page(store: Store, now: datetime, id: int, habits: Habits | None = None) -> PersonPage:
    """Gather a person's page, for a user of these habits; `now` in the user's zone.

    Raises:
        NotFoundError: no such person.

    """
    person = store.people.get(id)
    interviews = store.interviews.of_person(id)
    letters = store.letters.where("t.person_id=?", id, order="coalesce(t.sent_at, t.created_at)")
    contacts = store.people.contacts.where("t.person_id=?", id, order="t.at")
    by = store.people.introductions.where("t.person_id=?", id)
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
    return PersonPage(
        person=person,
        stage=stage_of(story_of(now, person, interviews, letters, contacts), now, habits),
        last_contact=last_contact(store, id),
        interviews=interviews,
        letters=letters,
        contacts=contacts,
        promises=store.promises.where("t.person_id=?", id, order="t.due"),
        advice=store.advice.where("t.person_id=?", id),
        notes=store.notes.where(
            "t.person_id=? or t.interview_id in"
            " (select interview_id from interview_people where person_id=?)",
            id,
            id,
            order="t.at, t.id",
        ),
        named_by=tuple((others[i.introducer_id], i) for i in by if i.introducer_id in others),
        named=tuple((others[i.person_id], i) for i in to if i.person_id in others),
    )


def _tags(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(tag for tag in (clean_line(name).casefold() for name in names) if tag)
