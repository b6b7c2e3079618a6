"""Two entries that are one person: made one, and taken apart again."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from infoview_tui.domain.duplicates import folded
from infoview_tui.domain.merging import (
    OUT_OF_SIGHT,
    WORK,
    Fate,
    Side,
    merge_words,
    past_work,
    settle,
)
from infoview_tui.domain.notes import NoteKind
from infoview_tui.domain.people import Merge, Person
from infoview_tui.errors import AmbiguousError, NotFoundError, RefusedError
from infoview_tui.services.duplicates import described
from infoview_tui.services.names import meant_of_all
from infoview_tui.storage.merging import Journal, doubles, move_rows, of_people
from infoview_tui.storage.rows import store_moment
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import new_uid
from infoview_tui.storage.unmerging import undo_steps
from infoview_tui.values import dataclass

COUNTED = {
    "interview_people.person_id": "interviews",
    "letters.person_id": "letters",
    "contacts.person_id": "contacts",
    "notes.person_id": "notes",
    "promises.person_id": "promises",
    "advice.person_id": "advice",
    "gives.person_id": "given",
    "facts.person_id": "facts",
    "people_tags.person_id": "tags",
    "interests.person_id": "interests",
    "positions.person_id": "past jobs",
    "introductions.person_id": "introduced by",
    "introductions.introducer_id": "introduced",
    "answer_marks.person_id": "answers marked",
    "suggestions.person_id": "suggested",
    "requests.passed_to_id": "passed on to",
}
"""What the rows of a reference to a person are called, in the order in which they are shown."""


@dataclass(frozen=True)
class Count:
    """How many rows of a kind both have, and how many there are once they are one."""

    label: str
    kept: int
    gone: int
    together: int


@dataclass(frozen=True)
class Preview:
    """What a merge would do, side by side."""

    kept: Person
    gone: Person
    sides: tuple[Side, ...]
    counts: tuple[Count, ...]


@dataclass(frozen=True)
class Merged:
    """An entry that went into another one at a time (`at` is UTC) and can be taken out again."""

    id: int
    at: datetime
    kept_id: int
    gone_id: int
    name: str
    """Of the one that went."""


def preview(store: Store, kept_id: int, gone_id: int) -> Preview:
    """Say what a merge of `gone_id` into `kept_id` would do.

    Raises:
        NotFoundError: one of them is not there.
        RefusedError: they are one already.

    """
    kept, gone = _both(store, kept_id, gone_id)
    return Preview(kept, gone, _sides(store, kept_id, gone_id), _counts(store, kept_id, gone_id))


def merge(store: Store, now: datetime, kept_id: int, gone_id: int) -> int:
    """Make two people one and return the id of the merge, by which `undo_merge` takes it back.

    All that belongs to `gone_id` moves to `kept_id`; what both have stays once. Empty fields of
    the kept one are filled, and what differs becomes a past job or stands in a note.

    Raises:
        NotFoundError: one of them is not there.
        RefusedError: they are one already.

    """
    with store.write():
        kept, gone = _both(store, kept_id, gone_id)
        journal = Journal(store.db, now)
        sides = _sides(store, kept_id, gone_id)
        before, other = _columns(store, kept_id), _columns(store, gone_id)
        words = move_rows(journal, kept_id, gone_id)
        for name in [side.column for side in sides if side.fate is Fate.FILLS]:
            column = "organisation_id" if name == "organisation" else name
            journal.set("people", kept.uid, column, before[column], other[column])
        _keep_rest(store, now, journal, kept_id, sides, words)
        journal.set("people", gone.uid, "deleted_at", None, store_moment(now))
        changes = json.dumps(journal.steps, ensure_ascii=False)
        return store.people.merges.add(
            now, kept_id=kept_id, gone_id=gone_id, at=now, changes=changes
        )


def undo_merge(store: Store, now: datetime, merge_id: int) -> Merged:
    """Take two people apart again: what still is where `merge` put it goes back.

    What was added to the kept one, or changed there, since then stays there. Where it was undone
    and the same two were merged anew, that merge is meant: whoever undoes step by step knows the
    first one only.

    Raises:
        NotFoundError: there is no such merge.
        RefusedError: it was undone already, or a later one has to be undone first.

    """
    with store.write():
        done = _latest(store, store.people.merges.get(merge_id))
        merged = _merged(store, done)
        if done.undone_at is not None:
            raise RefusedError(f"{merged.name} was taken apart already; nothing was changed.")
        _refuse_earlier(store, done, merged.name)
        try:
            steps = json.loads(done.changes)
            undo_steps(store.db, now, steps)
        except (ValueError, KeyError, TypeError) as error:
            raise RefusedError(
                f"What was written down of merging {merged.name} is damaged; nothing was changed."
            ) from error
        store.people.merges.change(now, done.id, undone_at=now)
    return merged


def merges_into(store: Store, person_id: int) -> tuple[Merged, ...]:
    """Return what went into a person and can be taken out, the newest last."""
    found = store.people.merges.where("t.kept_id=? and t.undone_at is null", person_id)
    return tuple(_merged(store, each) for each in found)


def merge_away(store: Store, gone_id: int) -> Merged | None:
    """Return the merge by which an entry went into another one, for whoever lists deleted ones."""
    found = store.people.merges.where("t.gone_id=? and t.undone_at is null", gone_id)
    return _merged(store, found[-1]) if found else None


def another(store: Store, text: str, than: int) -> Person:
    """Return whom a typed name, id, or line of an offer means, other than one person.

    Raises:
        NotFoundError: nobody goes by it.
        AmbiguousError: several do; the error lists them.
        RefusedError: it is the person themselves.

    """
    if not text.strip():
        raise RefusedError("Whom does it go together with? Part of a name is enough.")
    found = meant_of_all(store, text)
    others = [person for person in found if person.id != than]
    if found and not others:
        raise RefusedError("That is the same entry; whom does it go together with?")
    if len(others) > 1:
        said = [each for each in others if folded(described(each)) == folded(text)]
        others = said if len(said) == 1 else others
    if not others:
        raise NotFoundError(f"Nobody else is called '{text.strip()}'; part of a name is enough.")
    if len(others) > 1:
        lines = tuple(f"{p.id}  {p.name}  {p.place_of_work}".rstrip() for p in others)
        raise AmbiguousError(f"'{text}' could be {len(others)} people; give an id:", lines)
    return others[0]


def _both(store: Store, kept_id: int, gone_id: int) -> tuple[Person, Person]:
    if kept_id == gone_id:
        raise RefusedError("That is one entry; two are needed to merge them.")
    kept, gone = store.people.get(kept_id), store.people.get(gone_id)
    # Only here: the example's words need not be read for it.
    from infoview_tui.services.example_scene import PREFIX

    if kept.uid.startswith(PREFIX) and not gone.uid.startswith(PREFIX):
        raise RefusedError(
            f"{kept.name} is of the example and goes when that is removed; let {gone.name} stay."
        )
    return kept, gone


def _latest(store: Store, done: Merge) -> Merge:
    again = store.people.merges.where(
        "t.id>=? and t.kept_id=? and t.gone_id=? and t.undone_at is null",
        *(done.id, done.kept_id, done.gone_id),
    )
    return again[-1] if again else done


def _merged(store: Store, done: Merge) -> Merged:
    row = store.db.execute("select name from people where id=?", [done.gone_id]).fetchone()
    return Merged(done.id, done.at, done.kept_id, done.gone_id, str(row[0]))


def _refuse_earlier(store: Store, done: Merge, name: str) -> None:
    later = store.people.merges.where(
        "t.id>? and t.undone_at is null and (t.kept_id in (?, ?) or t.gone_id in (?, ?))",
        done.id,
        *(done.kept_id, done.gone_id) * 2,
        order="t.id desc",
    )
    if later:
        last = _merged(store, later[0])
        into = store.db.execute("select name from people where id=?", [last.kept_id]).fetchone()
        raise RefusedError(
            f"{name} cannot be taken apart yet: {last.name} was merged into {into[0]} later; "
            "take that apart first."
        )


def _columns(store: Store, id: int) -> dict[str, Any]:
    return dict(next(iter(store.db.query("select * from people where id=?", [id]))))


def _sides(store: Store, kept_id: int, gone_id: int) -> tuple[Side, ...]:
    named = []
    for id in (kept_id, gone_id):
        columns = _columns(store, id)
        organisation = store.people.get(id).organisation
        named.append(
            {
                "organisation" if name == "organisation_id" else name: (
                    organisation if name == "organisation_id" else value
                )
                for name, value in columns.items()
                if name not in OUT_OF_SIGHT
            }
        )
    return settle(*named)


def _keep_rest(
    store: Store,
    now: datetime,
    journal: Journal,
    kept_id: int,
    sides: tuple[Side, ...],
    words: Collection[str],
) -> None:
    """Keep what differs: a past job, and a note."""
    work = past_work(sides)
    if work:
        uid = new_uid()
        values = {name: work.get(name, "") for name in WORK}
        store.people.positions.add(now, uid, person_id=kept_id, until=now, **values)
        journal.made("positions", uid)
    body = merge_words(sides, tuple(words))
    if body:
        uid = new_uid()
        store.notes.add(now, uid, kind=NoteKind.NOTE, body=body, at=now, person_id=kept_id)
        journal.made("notes", uid)


def _counts(store: Store, kept_id: int, gone_id: int) -> tuple[Count, ...]:
    twice = [(double.table, double.row) for double in doubles(store.db, kept_id, gone_id)]
    found = []
    for child, column, _parent in of_people(store.db):
        sql = f'select count(*) from "{child}" where "{column}"=? and deleted_at is null'
        if child == "interview_people":
            sql += (
                " and exists (select 1 from interviews i"
                " where i.id = interview_id and i.deleted_at is null)"
            )
        kept, gone = (store.db.execute(sql, [id]).fetchone()[0] for id in (kept_id, gone_id))
        less = sum(table == child and row[column] == gone_id for table, row in twice)
        # An introduction of one by the other is none any more.
        less += sum(table == child and row[column] == kept_id for table, row in twice)
        name = f"{child}.{column}"
        label = COUNTED.get(name, child.replace("_", " "))
        if kept or gone:
            found.append((name, Count(label.capitalize(), kept, gone, kept + gone - less)))
    order = [*COUNTED]
    found.sort(key=lambda each: order.index(each[0]) if each[0] in order else len(order))
    return tuple(count for _name, count in found)
