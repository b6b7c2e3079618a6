"""The store: one connection with a repository for each aggregate, and the way to write."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from infoview_tui.domain.answers import AnswerMark, Summary
from infoview_tui.domain.followup import Advice, Letter, LetterVersion, Promise
from infoview_tui.domain.giving import Give, ShelfItem
from infoview_tui.domain.hosting import Request, Suggestion
from infoview_tui.domain.notes import Note
from infoview_tui.domain.preparation import Fact, OwnQuestion
from infoview_tui.errors import NewerDatabaseError, StorageError
from infoview_tui.paths import command
from infoview_tui.storage.connection import reason
from infoview_tui.storage.database import connect, connect_to_read, immediate, refuse_newer
from infoview_tui.storage.drafts import Drafts
from infoview_tui.storage.interviews import Interviews, TalkingPoints
from infoview_tui.storage.people import People
from infoview_tui.storage.rows import store_moment
from infoview_tui.storage.soundness import tells_damage
from infoview_tui.storage.table import Table, stamps


class WithPerson:
    """A select that joins the person's name."""

    name: str

    def select(self) -> str:
        """Join the person's name as `person`."""
        return (
            f'select t.*, p.name as person from "{self.name}" t'
            " join people p on p.id = t.person_id and p.deleted_at is null"
        )


class Promises(WithPerson, Table[Promise]):
    """What is owed, both ways."""


class Letters(WithPerson, Table[Letter]):
    """Letters and their drafts."""


class Store:
    """Everything that is kept, over one connection; it stays with the thread that opened it.

    What a newer infoview wrote is open to be read: `newer` is the error of every write then.
    """

    def __init__(self, path: Path, patience: float | None = None) -> None:
        self.path = path
        self.newer: NewerDatabaseError | None = None
        try:
            self.db = connect(path, patience)
        except NewerDatabaseError as error:
            self.newer = error
            self.db = connect_to_read(path)
        self.people = People(self.db)
        self.interviews = Interviews(self.db)
        self.points = TalkingPoints(self.db)
        self.questions = Table(self.db, "questions", OwnQuestion)
        self.facts = Table(self.db, "facts", Fact)
        self.notes = Table(self.db, "notes", Note)
        self.promises = Promises(self.db, "promises", Promise)
        self.advice = Table(self.db, "advice", Advice)
        self.letters = Letters(self.db, "letters", Letter)
        self.letter_versions = Table(self.db, "letter_versions", LetterVersion)
        self.shelf = Table(self.db, "shelf", ShelfItem)
        self.gives = Table(self.db, "gives", Give)
        self.requests = Table(self.db, "requests", Request)
        self.suggestions = Table(self.db, "suggestions", Suggestion)
        self.answer_marks = Table(self.db, "answer_marks", AnswerMark)
        self.summaries = Table(self.db, "summaries", Summary)
        self.drafts = Drafts(self.db)

    @contextmanager
    def write(self) -> Iterator[None]:
        """Run a write transaction: all of it is on the disk after the block, or none.

        Raises:
            StorageError: the disk is full, the file is locked or cannot be written.
            NewerDatabaseError: it can only be read.

        """
        with self.write_draft():
            yield
            self.db.execute("update revision set number = number + 1")

    @contextmanager
    def write_draft(self) -> Iterator[None]:
        """Like `write`, but no news for other windows."""
        if self.newer is not None:
            raise NewerDatabaseError(str(self.newer), self.newer.reason)
        try:
            with immediate(self.db):
                # A newer infoview may have come since this window was opened.
                refuse_newer(self.db, self.path)
                yield
        except sqlite3.Error as error:
            why = reason(error)
            told = f"Not saved in {self.path}: {why}."
            if tells_damage(error):
                told += f" `{command(self.path, 'doctor')}` says what to do."
            raise StorageError(told, why) from error

    def revision(self) -> int:
        """Return how often something besides drafts was written."""
        return int(self.db.execute("select number from revision").fetchone()[0])

    def setting(self, name: str, default: str = "") -> str:
        """Return a setting."""
        row = self.db.execute("select value from settings where name=?", [name]).fetchone()
        return str(row[0]) if row else default

    def change_setting(self, now: datetime, name: str, value: str) -> None:
        """Store a setting."""
        self._put(now, "settings", "name", name=name, value=value)

    def snooze(self, now: datetime, row: str, until: datetime) -> None:
        """Keep a row of Today away until a moment."""
        self._put(now, "snoozes", "row", row=row, until=store_moment(until))

    def _put(self, now: datetime, table: str, key: str, **values: str) -> None:
        """Insert a row, or change the one of that key."""
        row = {**stamps(now), **values}
        columns = ", ".join(f'"{name}"' for name in row)
        changed = (*values, "updated_at", "written_on")
        sets = ", ".join(f'"{name}"=excluded."{name}"' for name in changed)
        self.db.execute(
            f'insert into "{table}" ({columns}) values ({", ".join("?" * len(row))})'
            f' on conflict ("{key}") do update set {sets}, version=version+1',
            list(row.values()),
        )

    def snoozed(self, now: datetime) -> frozenset[str]:
        """Return the rows of Today that are to stay away now."""
        rows = self.db.execute("select row from snoozes where until > ?", [store_moment(now)])
        return frozenset(row[0] for row in rows.fetchall())

    def close(self) -> None:
        """Close the connection."""
        self.db.close()
