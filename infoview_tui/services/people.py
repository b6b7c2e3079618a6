"""People: adding, changing and deleting them, and who led to whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from infoview_tui.domain.people import Person, Tier
from infoview_tui.domain.text import clean_line
from infoview_tui.errors import RefusedError
from infoview_tui.services.interests import change_interests, interests_of, read_interests
from infoview_tui.services.positions import keep_position
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
    interests: tuple[str, ...] = (),
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
    _check_lengths("An interest", interests)
    with store.write():
        id = store.people.add(
            now,
            organisation_id=store.people.organisation_id(now, clean_line(organisation)),
            cadence_days=cadence_days,
            tier=tier,
            **values,
        )
        store.people.tag(now, id, _tags(tags))
        change_interests(store, now, id, read_interests(interests))
        if introducer_id is not None:
            introduce(store, now, person_id=id, introducer_id=introducer_id)
    return id


def edit_person(store: Store, now: datetime, id: int, seen: Seen, /, **values: Any) -> None:
    """Change a person; values as in `add_person`, and `introducer_ids`: exactly who led to them.

    Of tags, interests and introducers that were `seen`, only those that came or went are changed.
    With `moved` the role and organisation they had are kept as a former position; `moved` that was
    `seen` and is no longer wanted takes that back.

    Raises:
        RefusedError: the name would be empty.
        ConflictError: the same was changed elsewhere since it was `seen`.

    """
    changes: dict[str, Any] = {key: clean_line(values[key]) for key in TEXTS if key in values}
    _check_lengths("An interest", values.get("interests", ()))
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
        # One that is gone is told of by the change.
        before = next(iter(store.people.where("t.id=?", id)), None)
        if changes:
            store.people.change(now, id, seen, **changes)
        if before is not None:
            keep_position(store, now, before, moved=values.get("moved"), was=read.get("moved"))
        if "tags" in values:
            there = store.people.get(id).tags
            tags = _merged(_tags(values["tags"]), _tags(read.get("tags", there)), there)
            store.people.tag(now, id, tags)
        if "interests" in values:
            here = tuple(each.body for each in interests_of(store, id))
            interests = read_interests(values["interests"])
            interests = _merged(interests, read_interests(read.get("interests", here)), here)
            change_interests(store, now, id, interests)
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
        _check_lengths(name.capitalize(), (text,) if isinstance(text, str) else ())


def _check_lengths(name: str, texts: Sequence[str]) -> None:
    for text in texts:
        if len(text) > MOST_CHARACTERS:
            raise RefusedError(
                f"{name} has at most {MOST_CHARACTERS} characters, not {len(text)}; "
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


def delete_person(store: Store, now: datetime, id: int) -> Person:
    """Take a person out of sight; `restore_people` brings them back as they were."""
    person = store.people.get(id)
    with store.write():
        store.people.delete(now, id)
    return person


def _tags(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(tag for tag in (clean_line(name).casefold() for name in names) if tag)
