"""Text that means harm, and a filled database with it wherever anybody can put text.

Nothing here names a table or a column: what is seeded follows from the schema and the domain, so
a new one is covered as it comes.
"""

from __future__ import annotations

import itertools
import re
import typing
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from infoview_tui.domain.answers import TopicKind
from infoview_tui.services.answers import answers, topics
from infoview_tui.services.example import load_example
from infoview_tui.storage.migrations import IDENTITY, TYPED
from infoview_tui.storage.removal import remove
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Table

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202d\u202e\u202c\u2066\u2067\u2068\u2069"
"""Marks that turn the direction of what is shown."""

MARKUP = ("[@click=app.quit]x[/]", "[/]", "[x] done", "array[i]", "[b", "{gap} [gap] %s {0}")
SEQUENCES = (
    "\x1b[2J\x1b[99;99H",
    "\x1b]0;owned\x07",
    "\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\",
    "\x1b]52;c;b3duZWQ=\x07",
    "\x1bP$qm\x1b\\",
    "\x1b[?1049l\x1bc",
    "\x9b31m\x9d0;c1\x9c",
    "a\x00b\x0e\x0f\x7f\x07\x08\x08",
    "over\rwritten",
)
SIGNS = (
    f"{BIDI}evil",
    "z\u200be\u200cr\u200do\ufeff",
    "עברית العربية",
    "👩‍🔬 🇵🇹🇩🇪 🏴‍☠️ ✍🏽",
    "e\u0301" * 9 + "Z\u0351\u036b\u0343",
    "兼業 ﾊﾝｶｸ Ｗ",
    "two\nlines\ta\u2028b\u2029c\x85d",
    "'\"; drop table notes; --",
    "=1+1",
    "../../etc/passwd",
    "w" * 90,
)
CORPUS = (*MARKUP, *SEQUENCES, *SIGNS)
"""What SQLite can store; `TYPED_ONLY` are the bytes that only a terminal can bring."""

TYPED_ONLY = (b"\xff\xfe", b"\xed\xa0\x80", b"\xc3(", b"\xe2\x82")
"""Invalid UTF-8: stray, a surrogate, broken, cut short."""

OURS = {
    "answer_marks.topic": "words of a goal or a question, folded to compare",
    "merges.changes": "what undoes a merge, in JSON",
    "summaries.topic": "words of a goal or a question, folded to compare",
    "drafts.owner": "the number of a process",
    "drafts.place": "where a draft was typed",
    "interviews.boot_id": "the run of a machine",
    "interviews.phases": "three figures",
    "interviews.zone": "a name of the zone database",
    "letters.channel": "a few words, cut where they are stored",
    "letters.kind": "a word of ours",
    "questions.category": "one of ours",
    "questions.phase": "a word of ours",
    "questions.tiara": "a letter of ours",
    "settings.name": "a word of ours",
    "snoozes.row": "the key of a row of Today",
    "snoozes.until": "a day",
    "talking_points.length": "a word of ours",
}
"""Columns in which nobody can write what they like, though their type does not say so."""

LONG = 1_000_000
"""Characters of the longest text that a field takes."""

ACTED_ON = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{BIDI}]")
"""Characters that a terminal acts on; it is no matter what the app takes for them."""

MARK = re.compile(r"z[0-9]+q")
"""The words that stand between the pieces of a seeded text, each one of its kind."""


@dataclass
class Seeded:
    """What was put where: the marks of each text, by table, column and id."""

    marks: dict[tuple[str, str, int], list[str]] = field(default_factory=dict)

    def cut(self, seen: set[str]) -> dict[tuple[str, str, int], list[str]]:
        """Return the texts that were seen in part alone, with the marks that were not."""
        left = {
            place: [mark for mark in marks if mark not in seen]
            for place, marks in self.marks.items()
        }
        return {p: marks for p, marks in left.items() if marks and len(marks) < len(self.marks[p])}

    def texts(self, store: Store) -> list[str]:
        """Return the texts as they are stored."""
        return [
            str(
                store.db.execute(f'select "{column}" from "{table}" where id=?', [id]).fetchone()[0]
            )
            for table, column, id in self.marks
        ]

    def columns(self, seen: set[str]) -> set[str]:
        """Return `table.column` of what was not seen at all, in no row."""
        every = {f"{table}.{column}" for table, column, _id in self.marks}
        return every - {
            f"{table}.{column}"
            for (table, column, _id), marks in self.marks.items()
            if seen.intersection(marks)
        }


def tables(store: Store) -> dict[str, type[Any]]:
    """Return the domain's type of each table that has one."""
    found = {}
    waiting: list[Any] = [store]
    while waiting:
        for part in vars(waiting.pop()).values():
            if isinstance(part, Table):
                found[part.name] = part.row
                waiting.append(part)
    return found


def is_fixed(kind: type[Any] | None, column: str, values: list[Any]) -> bool:
    """Whether a column holds a moment, a day or one of a few words, and no text of anybody's."""
    if column in IDENTITY or column in TYPED:
        return True
    if kind is not None and column in {each.name for each in fields(kind)}:
        hint = typing.get_type_hints(kind)[column]
        parts = typing.get_args(hint) or (hint,)
        return any(
            part is datetime
            or part is date
            or (isinstance(part, type) and issubclass(part, StrEnum))
            for part in parts
        )
    written = [value for value in values if value is not None]
    return bool(written) and all(_is_time(value) for value in written)


def _is_time(text: str) -> bool:
    with suppress(ValueError):
        datetime.fromisoformat(text)
        return True
    return False


def our_tables(store: Store) -> tuple[str, ...]:
    """Return the tables that hold rows of ours."""
    db = store.db
    return tuple(name for name in db.table_names() if "uid" in db.table(name).columns_dict)


def free_columns(store: Store) -> Iterator[tuple[str, str, list[int]]]:
    """Give each column where free text can stand, with the ids of the rows that have any there.

    What a row leaves empty may not go with the rest of it.
    """
    kinds = tables(store)
    for table in our_tables(store):
        for column in store.db.table(table).columns:
            if column.type != "TEXT" or f"{table}.{column.name}" in OURS:
                continue
            rows = store.db.execute(
                f'select id, "{column.name}" from "{table}" order by id'
            ).fetchall()
            written = [(id, value) for id, value in rows if value] or rows
            if not is_fixed(kinds.get(table), column.name, [value for _id, value in written]):
                yield table, column.name, [id for id, _value in written]


def rows_of(store: Store, name: str) -> list[int]:
    """Return the ids of a table, or of that which `person_id` and the like refer to."""
    refers = {
        str(key.column): str(key.other_table)
        for table in store.db.table_names()
        for key in store.db.table(table).foreign_keys
    }
    stem = name.removesuffix("_id")
    table = name if stem == name else refers.get(name, f"{stem}s")
    return [row[0] for row in store.db.execute(f'select id from "{table}" order by id').fetchall()]


LEFT_OUT = {"questions.archived_at", "questions.number"}
"""What would make of a filled row one that is out of sight, or of one of its own a shipped one."""


def fill_empty(store: Store) -> None:
    """Give every table that has no row one, with what its columns ask for."""
    kinds = tables(store)
    with store.write():
        for table in our_tables(store):
            if not store.db.table(table).count:
                _add_row(store, table, kinds.get(table))


def _add_row(store: Store, table: str, kind: type[Any] | None) -> None:
    refers = {str(key.column): str(key.other_table) for key in store.db.table(table).foreign_keys}
    row: dict[str, Any] = {"uid": f"filled-{table}"}
    for column in store.db.table(table).columns:
        if column.name in refers:
            row[column.name] = _first(store, refers[column.name])
        elif (
            column.name not in IDENTITY
            and column.name not in TYPED
            and f"{table}.{column.name}" not in LEFT_OUT
        ):
            row[column.name] = _some(kind, column.name) if column.type == "TEXT" else 1
    store.db.table(table).insert(row)


def _some(kind: type[Any] | None, column: str) -> str:
    of = typing.get_type_hints(kind).get(column) if kind is not None else None
    if isinstance(of, type) and issubclass(of, StrEnum):
        return next(iter(of)).value
    hint = str(of)
    if "datetime.datetime" in hint:
        return "2026-11-20T10:00:00.000+00:00"
    return "2026-11-20" if "datetime.date" in hint or column == "until" else "x"


def _first(store: Store, table: str) -> int:
    return int(store.db.execute(f'select min(id) from "{table}"').fetchone()[0])


def seed(store: Store) -> Seeded:
    """Put a text into every free column of every table, straight into SQLite."""
    seeded = Seeded()
    numbers = itertools.count(100)
    turns = itertools.cycle(range(len(CORPUS)))
    columns = list(free_columns(store))
    with store.write():
        for table, column, ids in columns:
            for id in ids:
                count = len(CORPUS) if id == ids[0] else 3
                start = next(turns)
                pieces = [CORPUS[(start + n) % len(CORPUS)] for n in range(count)]
                marks = [f"z{next(numbers)}q" for _ in range(count + 1)]
                text = marks[0] + "".join(
                    f" {piece} {mark}" for piece, mark in zip(pieces, marks[1:], strict=True)
                )
                store.db.execute(f'update "{table}" set "{column}"=? where id=?', [text, id])
                seeded.marks[table, column, id] = marks
    return seeded


KEPT = (5, 6)
"""Of the example's interviews one that was held and one to come: all pages have something."""


def harmed(store: Store, now: datetime, zone: ZoneInfo) -> Seeded:
    """Fill a database with a small life, and put text that means harm wherever there is any."""
    load_example(store, now, zone)
    with store.write():
        among = f"interview_id in {KEPT}"
        for table, ids in {
            "interviews": f"select id from interviews where id not in {KEPT}",
            "people": "select id from people where id not in"
            f" (select person_id from interview_people where {among})",
        }.items():
            remove(store.db, {table: [row[0] for row in store.db.execute(ids).fetchall()]})
        # What is noted of a visit stands nowhere else.
        store.db.execute("update interviews set mode='in-person' where ended_at is null")
    fill_empty(store)
    seeded = seed(store)
    mark_answers(store, now)
    return seeded


def mark_answers(store: Store, now: datetime) -> None:
    """Let the marks and the lines be on the goal that Answers begins with, in its words of now."""
    goal = topics(store, TopicKind.GOAL)[0]
    (found,) = answers(store, now, [goal])
    with store.write():
        for table in ("answer_marks", "summaries"):
            on = [TopicKind.GOAL, goal.key]
            store.db.execute(f"update {table} set kind=?, topic=?", on)
        store.db.execute("update answer_marks set person_id=?", [found.sides[0].person_id])
