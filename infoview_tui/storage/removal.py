"""Removing rows for good, together with all that belongs to them."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Set
from typing import TYPE_CHECKING, NamedTuple

from infoview_tui.storage.table import removed_path

if TYPE_CHECKING:
    from sqlite_utils import Database

POINTERS = frozenset(
    {
        *("advice_id", "by_letter_id", "current_item_id", "goal_id", "item_id", "note_id"),
        *("organisation_id", "passed_to_id", "question_id", "shelf_id"),
    }
)
"""Columns that only point at a row: they are emptied when it goes. Any other reference is
ownership: what belongs to a person or an interview goes with it."""

# A draft or a snooze goes with its row: it would keep words of who was forgotten.
# A table's own word needs no rule (`letter:5`); these words name rows of the tables behind them.
_NAMED_AFTER: dict[str, tuple[str, ...]] = {
    "book": ("people", "interviews"),
    **dict.fromkeys(("loop", "thank_you"), ("interviews", "people")),
    **dict.fromkeys(("check_in", "edit_person", "log", "note:new", "promise:new"), ("people",)),
    "tags": ("people",),
    "introduced": ("people",),
    **dict.fromkeys(
        (
            *("asked", "confirm", "debrief", "fact:new", "goal:new", "hear", "meeting", "pass_on"),
            *(
                "question:new",
                "recover",
                "rehearsal",
                "running",
                "story:new",
                "suggestion:new",
                "write_up",
            ),
        ),
        ("interviews",),
    ),
    "advice": ("advice",),
    "shelf": ("shelf",),
    "shelf:new": (),
    **dict.fromkeys(("promise_mine", "promise_theirs"), ("promises",)),
    "card": ("talking_points",),
    "landed": ("talking_points", "interviews"),
    "inbox": ("notes",),
    "bank": ("questions",),
    "bank:new": (),
    "mark": ("people",),
    # Behind it stands what was asked, which is no row.
    "my_line": (),
    "question": ("checklist",),
    **dict.fromkeys(("elsewhere", "reminder"), ("letters",)),
    # The number behind it is no id: it says how many cards there are.
    "card:new": (),
}
_ID = re.compile(r"[0-9]{1,18}")
_NAME = re.compile(r"([a-z_]+(?::new)?):(.+)")


Rowid = tuple[str, int]
"""A table and an id in it."""


class Reference(NamedTuple):
    """`column` of table `child` holds an id of table `parent`."""

    child: str
    column: str
    parent: str


def references(db: Database) -> tuple[Reference, ...]:
    """Return every reference of the schema."""
    declared = [
        Reference(table, row[3], row[2])
        for table in db.table_names()
        for row in db.execute(f'pragma foreign_key_list("{table}")').fetchall()
    ]
    # The current question changes too often in a meeting to be worth a checked key.
    return (*declared, Reference("interviews", "current_item_id", "checklist"))


def remove(db: Database, rows: Mapping[str, Iterable[int]]) -> int:
    """Remove rows (ids by table) and what belongs to them; returns how many rows went.

    Belongs inside a write transaction. Drafts and snoozes of removed rows go too, uncounted.
    """
    doomed = with_dependents(db, rows)
    db.execute("pragma defer_foreign_keys=on")
    for child, column, parent in references(db):
        if column in POINTERS and doomed.get(parent):
            db.execute(
                f'update "{child}" set "{column}"=null where {_among(column)}',
                [json.dumps([*doomed[parent]])],
            )
    for table, ids in doomed.items():
        db.execute(f'delete from "{table}" where {_among("id")}', [json.dumps([*ids])])
    _never_again(db, doomed)
    _remove_named_after(db, "drafts", "place", doomed)
    _remove_named_after(db, "snoozes", "row", doomed)
    return sum(map(len, doomed.values()))


def _never_again(db: Database, doomed: Mapping[str, Set[int]]) -> None:
    """Remember the ids that are not to be given out again: numbers, which say nothing of a row."""
    if "removed" not in db.table("revision").columns_dict:
        # A backup of an older schema.
        return
    for table, ids in doomed.items():
        path = removed_path(table)
        db.execute(
            "update revision set removed = json_set("
            "coalesce(removed, '{}'), ?, max(coalesce(json_extract(removed, ?), 0), ?))",
            [path, path, max(ids)],
        )


def with_dependents(db: Database, rows: Mapping[str, Iterable[int]]) -> dict[str, set[int]]:
    """Return rows (ids by table) with all that belongs to them, however far removed."""
    found = going_with(db, {(table, id): {""} for table, ids in rows.items() for id in ids})
    return {table: set(ids) for table, ids in found.items()}


def going_with(
    db: Database, rows: Mapping[Rowid, Set[Hashable]]
) -> dict[str, dict[int, Set[Hashable]]]:
    """Return, by table and id, what each row goes with: `rows`, and all that belongs to them.

    Args:
        db: open.
        rows: what each row to be removed goes with, such as itself, so that those which are
            removed each by itself are told apart; a fixed number of queries however many there are.

    """
    owned = [link for link in references(db) if link.column not in POINTERS]
    found: defaultdict[str, dict[int, Set[Hashable]]] = defaultdict(dict)
    waiting: list[tuple[str, Mapping[int, Set[Hashable]]]] = [
        (table, {id: whom for (other, id), whom in rows.items() if other == table})
        for table in sorted({table for table, _id in rows})
    ]
    while waiting:
        table, going = waiting.pop()
        known, new = found[table], dict[int, Set[Hashable]]()
        for id, whom in going.items():
            had = known.get(id)
            more = whom - had if had else whom
            if more:
                new[id] = more
                known[id] = had | more if had else more
        if not new:
            continue
        for child, column, parent in owned:
            if parent == table:
                sql = f'select id, "{column}" from "{child}" where {_among(column)}'
                waiting.append((child, _below(db, sql, new)))
        if table == "people":
            waiting.append(("interviews", _left_alone(db, found["people"])))
            waiting.append(("people", _merged_into(db, new)))
    return {table: ids for table, ids in found.items() if ids}


def _below(db: Database, sql: str, above: Mapping[int, Set[Hashable]]) -> dict[int, Set[Hashable]]:
    """Return what rows go with, from a query of their ids and of those that they belong to."""
    pairs = db.execute(sql, [json.dumps([*above])]).fetchall()
    below: dict[int, Set[Hashable]] = {}
    for id, of in pairs:
        below[id] = below[id] | above[of] if id in below else above[of]
    return below


def _left_alone(db: Database, people: Mapping[int, Set[Hashable]]) -> dict[int, Set[Hashable]]:
    """Return the interviews that nobody is left in without these people."""
    sql = (
        "select interview_id, person_id from interview_people where interview_id in"
        f" (select interview_id from interview_people where {_among('person_id')})"
    )
    alone: dict[int, Set[Hashable]] = {}
    for id, person in db.execute(sql, [json.dumps([*people])]).fetchall():
        whom = people.get(person, frozenset())
        alone[id] = alone[id] & whom if id in alone else whom
    return alone


def _merged_into(db: Database, people: Mapping[int, Set[Hashable]]) -> dict[int, Set[Hashable]]:
    """Return the entries that went into these people: they are of the same persons."""
    if not db.table("merges").exists():
        # A backup of an older schema.
        return {}
    sql = (
        "select gone_id, kept_id from merges m join people p on p.id = m.gone_id"
        f" where m.undone_at is null and p.deleted_at is not null and {_among('kept_id')}"
    )
    return _below(db, sql, people)


def _among(column: str) -> str:
    return f'"{column}" in (select value from json_each(?))'


def named_after(name: str, tables: Collection[str]) -> tuple[tuple[str, int], ...] | None:
    """Return the rows (table, id) that a draft's place or a row of Today is named after.

    A name begins with a word and an id; the word is a table's own (`letter:5` of `letters`) or one
    with a rule. None for a word that nothing is known of.
    """
    found = _NAME.match(name)
    if found is None:
        return ()
    word, rest = found.groups()
    owners = _owners(word, tables)
    if owners is None:
        return None
    return tuple(
        (table, int(id))
        for table, id in zip(owners, rest.split(":"), strict=False)
        if _ID.fullmatch(id)
    )


def _owners(word: str, tables: Collection[str]) -> tuple[str, ...] | None:
    return _NAMED_AFTER.get(word, (f"{word}s",) if f"{word}s" in tables else None)


def renamed(name: str, tables: Collection[str], row: tuple[str, int], id: int) -> str:
    """Return a draft's place or a row of Today as named after another row of the same table."""
    found = _NAME.match(name)
    if found is None:
        return name
    word, rest = found.groups()
    owners, ids = _owners(word, tables) or (), rest.split(":")
    for at, (table, each) in enumerate(zip(owners, ids, strict=False)):
        if (table, each) == (row[0], str(row[1])):
            ids[at] = str(id)
    return ":".join((word, *ids))


def _remove_named_after(
    db: Database, table: str, column: str, doomed: Mapping[str, Set[int]]
) -> None:
    tables = db.table_names()
    for id, name in db.execute(f'select id, "{column}" from "{table}"').fetchall():
        if any(row in doomed.get(owner, ()) for owner, row in named_after(name, tables) or ()):
            db.execute(f'delete from "{table}" where id=?', [id])
