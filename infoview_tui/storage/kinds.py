"""Which values the rows of a table can have: what is stored as text and read as something else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from infoview_tui.domain.answers import AnswerMark, Summary
from infoview_tui.domain.followup import Advice, DebriefAnswer, Letter, LetterVersion, Promise
from infoview_tui.domain.giving import Give, ShelfItem
from infoview_tui.domain.hosting import Request, Suggestion
from infoview_tui.domain.interviews import Interview, Pause
from infoview_tui.domain.notes import Note
from infoview_tui.domain.people import (
    Contact,
    Interest,
    Introduction,
    Merge,
    Person,
    Position,
    SavedFilter,
)
from infoview_tui.domain.points import CardUse, Rehearsal, TalkingPoint
from infoview_tui.domain.preparation import Fact, Goal, Item, OwnQuestion, Tick
from infoview_tui.storage.rows import converters
from infoview_tui.storage.soundness import quoted

_ROWS: dict[str, Any] = {
    "advice": Advice,
    "answer_marks": AnswerMark,
    "checklist": Item,
    "contacts": Contact,
    "debrief_answers": DebriefAnswer,
    "facts": Fact,
    "filters": SavedFilter,
    "gives": Give,
    "goals": Goal,
    "interview_points": CardUse,
    "interests": Interest,
    "interviews": Interview,
    "introductions": Introduction,
    "letter_versions": LetterVersion,
    "letters": Letter,
    "merges": Merge,
    "notes": Note,
    "pauses": Pause,
    "people": Person,
    "positions": Position,
    "promises": Promise,
    "questions": OwnQuestion,
    "rehearsals": Rehearsal,
    "requests": Request,
    "shelf": ShelfItem,
    "suggestions": Suggestion,
    "summaries": Summary,
    "talking_points": TalkingPoint,
    "ticks": Tick,
}


def is_right(table: str, column: str, value: str) -> bool:
    """Whether a text of a column can be read as what it stands for."""
    convert = converters(_ROWS[table]).get(column, str) if table in _ROWS else str
    try:
        convert(value)
    except ValueError:
        return False
    return True


def stand_in(table: str, column: str) -> str | None:
    """Return the usual value of a column that has only certain words; None for any other."""
    convert = converters(_ROWS[table]).get(column) if table in _ROWS else None
    if isinstance(convert, type) and issubclass(convert, StrEnum):
        return next(iter(convert)).value
    return None


def faulty_values(db: sqlite3.Connection) -> Iterator[str]:
    """Yield columns with a value that cannot be read, as `notes.kind 5` with the first id."""
    for table, row in _ROWS.items():
        found = db.execute(f"pragma table_info({quoted(table)})").fetchall()
        columns = {_text(column[1]) for column in found}
        for column, convert in converters(row).items():
            if convert in (str, int, bool, float) or column not in columns:
                continue
            sql = f"select id, {quoted(column)} from {quoted(table)} where typeof({quoted(column)})"
            for id, value in db.execute(f"{sql}='text'").fetchall():
                if not is_right(table, column, _text(value)):
                    yield f"{table}.{column} {id}"
                    break


def _text(value: bytes | str) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
