"""What is done with one person or with several at once, each in one step that can be undone."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from infoview_tui.domain.people import Person
from infoview_tui.domain.text import clean_line, fold
from infoview_tui.errors import RefusedError
from infoview_tui.services.people import check_texts
from infoview_tui.storage.store import Store
from infoview_tui.values import dataclass


@dataclass(frozen=True)
class Tags:
    """Tags to give and to take off."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


def read_tags(line: str) -> Tags:
    """Read `museum, curators -old`: a comma or a blank between them, a dash takes one off.

    Quotes hold a tag of several words together.

    Raises:
        RefusedError: there is none.

    """
    add, remove = [], []
    for number, part in enumerate(clean_line(line).split('"')):
        words = [part.strip()] if number % 2 else part.replace(",", " ").split()
        for word in words:
            tag = word.casefold()
            if number % 2 == 0 and tag.startswith("-"):
                remove.append(tag.lstrip("-"))
            elif tag:
                add.append(tag)
    # A dash before a quote: -"old times".
    for place, tag in enumerate(remove):
        if not tag and add:
            remove[place] = add.pop()
    found = Tags(tuple(dict.fromkeys(add)), tuple(tag for tag in dict.fromkeys(remove) if tag))
    if not found.add and not found.remove:
        raise RefusedError("Which tag? Such as museum, or -old to take one off.")
    return found


def of_ids(store: Store, ids: Collection[int]) -> tuple[Person, ...]:
    """Return the people of these ids who are there."""
    among = "t.id in (select value from json_each(?))"
    return store.people.where(among, json.dumps([*ids]))


def tag_people(store: Store, now: datetime, ids: Collection[int], tags: Tags) -> dict[int, Tags]:
    """Give tags to people and take others off; returns what that changed of each by id."""
    for tag in tags.add:
        check_texts({"tag": tag})
    gone = set(map(fold, tags.remove))
    changed = {}
    with store.write():
        for id, mine in store.people.tags_of(ids).items():
            there = set(map(fold, mine))
            added = tuple(tag for tag in tags.add if fold(tag) not in there | gone)
            removed = tuple(tag for tag in mine if fold(tag) in gone)
            if added or removed:
                changed[id] = Tags(added, removed)
        _retag(store, now, changed)
    return changed


def untag_people(store: Store, now: datetime, changed: Mapping[int, Tags]) -> None:
    """Undo `tag_people`; what was tagged since stays."""
    with store.write():
        back = {}
        for id, mine in store.people.tags_of(changed).items():
            again = tuple(tag for tag in changed[id].remove if tag not in mine)
            back[id] = Tags(again, changed[id].add)
        _retag(store, now, back)


def _retag(store: Store, now: datetime, changes: Mapping[int, Tags]) -> None:
    """Give and take each tag in one go, however many people."""
    given: defaultdict[str, list[int]] = defaultdict(list)
    taken: defaultdict[str, list[int]] = defaultdict(list)
    for id, tags in changes.items():
        for tag in tags.add:
            given[tag].append(id)
        for tag in tags.remove:
            taken[tag].append(id)
    for tag, ids in taken.items():
        store.people.take_tag(tag, ids)
    for tag, ids in given.items():
        store.people.give_tag(now, tag, ids)


def log_contacts(
    store: Store, now: datetime, ids: Sequence[int], body: str, at: datetime
) -> tuple[int, ...]:
    """Log one touch with several people, a row each; returns the ids of the rows."""
    body = clean_line(body)
    with store.write():
        return tuple(
            store.people.contacts.add(now, person_id=id, at=at, body=body)
            for id in dict.fromkeys(ids)
        )


def unlog_contacts(store: Store, now: datetime, ids: Sequence[int]) -> None:
    """Undo `log_contacts`."""
    with store.write():
        for id in ids:
            store.people.contacts.delete(now, id)


def delete_people(store: Store, now: datetime, ids: Collection[int]) -> None:
    """Take people out of sight; `restore_people` brings them back as they were."""
    with store.write():
        for id in ids:
            store.people.delete(now, id)


def restore_people(store: Store, now: datetime, ids: Collection[int]) -> None:
    """Undo `delete_people`."""
    with store.write():
        for id in ids:
            store.people.restore(now, id)
