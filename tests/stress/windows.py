"""Two windows on one file: nobody writes over what they have not seen, and no note is lost."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as run_machine
from sqlite_utils import Database

from infoview_tui.domain.notes import NoteKind
from infoview_tui.errors import ConflictError
from infoview_tui.services import conflicts
from infoview_tui.services.debrief import answer, debrief
from infoview_tui.services.interviews import edit_interview
from infoview_tui.services.letters import draft_letter, save_letter
from infoview_tui.services.notes import capture, edit_note
from infoview_tui.services.people import edit_person
from infoview_tui.storage.rows import store_moment
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Table

from .ground import INFOVIEW, READY, faults_of, folder, in_short, meeting_database, window
from .result import Result

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
ZONE = ZoneInfo("UTC")
OURS = {"id", "uid", "created_at", "updated_at", "deleted_at", "version", "written_on"}


@dataclass(frozen=True)
class Text:
    """A text that two windows can change.

    `read` gives it with what tells that it was seen, `by_values` turns the text that was seen into
    what a screen hands over, and `write` takes either.
    """

    read: Callable[[Store], tuple[Any, str]]
    write: Callable[[Store, datetime, Any, str], object]
    by_values: Callable[[str], Any] = str


def _row(store: Store, table: str, column: str) -> tuple[Any, str]:
    found = store.db.execute(f'select version, "{column}" from "{table}" where id=1').fetchone()
    return found[0], found[1] or ""


def fill(db: Database) -> None:
    """Put a row into every table that has versions and none: whatever tables there come to be."""
    for name in versioned(db):
        if db.table(name).count:
            continue
        foreign = [key.column for key in db.table(name).foreign_keys if key.column]
        row: dict[str, Any] = {"uid": f"{name:.16}", "created_at": store_moment(NOW)}
        for column in db.table(name).columns:
            if column.name in foreign and column.notnull:
                row[column.name] = 1
            elif column.notnull and column.name not in row and column.default_value is None:
                row[column.name] = 1 if column.type == "INTEGER" else "words"
        db.table(name).insert(row)


def versioned(db: Database) -> list[str]:
    return [n for n in db.table_names() if {c.name for c in db.table(n).columns} >= OURS]


def texts_of_tables(db: Database) -> dict[str, Text]:
    """Return a free text of every table, changed as every repository changes its rows."""
    found = {}
    for name in versioned(db):
        fixed = OURS | {key.column for key in db.table(name).foreign_keys}
        columns = [c for c in db.table(name).columns if c.name not in fixed and c.type == "TEXT"]
        if columns:
            column = columns[0].name

            def read(store: Store, name: str = name, column: str = column) -> tuple[Any, str]:
                return _row(store, name, column)

            def write(
                store: Store,
                now: datetime,
                seen: Any,
                text: str,
                name: str = name,
                column: str = column,
            ) -> None:
                with store.write():
                    Table(store.db, name, object).change(now, 1, seen, **{column: text})

            found[name] = Text(read, write)
    return found


def _body(seen: Any) -> Any:
    return seen["body"] if isinstance(seen, dict) else seen


def _debrief_answer(store: Store) -> tuple[Any, str]:
    text = debrief(store, 1).answers.get(1, "")
    return text, text


TEXTS_OF_SCREENS = {
    "a person": Text(
        lambda store: _row(store, "people", "name"),
        lambda store, now, seen, text: edit_person(store, now, 1, seen, name=text),
        lambda text: {"name": text},
    ),
    "a note": Text(
        lambda store: _row(store, "notes", "body"),
        lambda store, now, seen, text: edit_note(store, now, 1, text, ZONE, seen=seen),
        lambda text: {"kind": NoteKind.NOTE, "body": text},
    ),
    "an interview": Text(
        lambda store: _row(store, "interviews", "place"),
        lambda store, now, seen, text: edit_interview(store, now, 1, seen, place=text),
        lambda text: {"place": text},
    ),
    "a letter": Text(
        lambda store: _row(store, "letters", "body"),
        lambda store, now, seen, text: save_letter(store, now, 1, seen, "Words", text),
        lambda text: {"subject": "Words", "body": text},
    ),
    "an answer": Text(
        _debrief_answer,
        lambda store, now, seen, text: answer(store, now, 1, 1, text, seen=_body(seen)),
        lambda text: {"body": text},
    ),
}


class TwoWindows(RuleBasedStateMachine):
    """Two windows look, write and save over in any order; a third connection sees what is there.

    A text that was saved stays, in its row or in a note, unless a window that had seen it put
    another in its place.
    """

    SAVES_OVER = True

    @initialize()
    def open(self) -> None:
        self.folder = TemporaryDirectory(prefix="infoview-stress-")
        path = meeting_database(Path(self.folder.name))
        self.windows = [Store(path), Store(path)]
        self.third = Store(path)
        self.texts = list(self.prepare(self.third).items())
        self.written = 0
        self.seen: dict[tuple[int, str], Any] = {}
        self.read: dict[tuple[int, str], str] = {}
        # Every text that was written, and that nobody who knew it has replaced.
        self.alive: set[str] = set()

    def prepare(self, store: Store) -> dict[str, Text]:
        """Return the texts that are worked on: here, as the screens change them."""
        capture(store, NOW, "words", interview_id=1)
        draft_letter(store, NOW, ZONE, "request_cold", 1)
        with store.write():
            store.db.execute("update interviews set ended_at=started_at")
        return TEXTS_OF_SCREENS

    def _text(self, which: int) -> tuple[str, Text]:
        return self.texts[which % len(self.texts)]

    @rule(window=st.integers(0, 1), which=st.integers(0, 59))
    def look(self, window: int, which: int) -> None:
        name, text = self._text(which)
        self.seen[window, name], self.read[window, name] = text.read(self.windows[window])

    @rule(window=st.integers(0, 1), which=st.integers(0, 59))
    def write(self, window: int, which: int) -> None:
        name, text = self._text(which)
        now_there, words = text.read(self.third)
        seen = self.seen.setdefault((window, name), now_there)
        self.read.setdefault((window, name), words)
        self.written += 1
        new = f"window {window} wrote {self.written}"
        moment = NOW + timedelta(minutes=self.written)
        try:
            text.write(self.windows[window], moment, seen, new)
        except ConflictError:
            assert seen != now_there, f"{name}: refused, though seen as it is"
            assert text.read(self.third)[1] == words, f"{name}: refused, and changed"
        else:
            assert seen == now_there, f"{name}: {words!r} was overwritten unseen"
            assert text.read(self.third)[1] == new, f"{name}: said to be saved, and is not"
            self.seen[window, name], self.read[window, name] = text.read(self.windows[window])
            self.alive = (self.alive - {words}) | {new}

    @rule(window=st.integers(0, 1), which=st.integers(0, 59), undone=st.booleans())
    def save_over(self, window: int, which: int, undone: bool) -> None:
        """Save as a screen does whose user pressed enter a second time, and maybe undo it."""
        if not self.SAVES_OVER:
            return
        name, text = self._text(which)
        words = text.read(self.third)[1]
        read = self.read.setdefault((window, name), words)
        self.written += 1
        new = f"window {window} saved {self.written}"
        moment = NOW + timedelta(minutes=self.written)
        store, seen, values = self.windows[window], text.by_values(read), text.by_values(new)

        def write(store: Store, now: datetime, seen: Any, values: conflicts.Values) -> None:
            text.write(store, now, seen, list(values.values())[-1])

        notes = self.third.db.execute("select count(*) from notes").fetchone()[0]
        try:
            conflicts.save(store, moment, ZONE, write, seen, values)
        except ConflictError as error:
            assert read != words, f"{name}: refused, though seen as it is"
            assert error.change is not None
            assert error.change.words == words, f"{name}: {error.change.words!r} is not theirs"
        else:
            # What it was undone to may be what it was.
            assert read == words, f"{name}: {words!r} was overwritten unseen"
            self.alive = (self.alive - {words}) | {new}
            self.seen[window, name], self.read[window, name] = text.read(store)
            return
        assert text.read(self.third)[1] == words, f"{name}: refused, and changed"
        assert self.third.db.execute("select count(*) from notes").fetchone()[0] == notes
        saved = conflicts.save(store, moment, ZONE, write, seen, values, over=True)
        assert text.read(self.third)[1] == new, f"{name}: said to be saved, and is not"
        assert saved.kept, f"{name}: no note has {words!r}"
        if undone:
            conflicts.take_back(store, moment, write, saved, values)
            assert text.read(self.third)[1] == words, f"{name}: undone, but not to {words!r}"
        else:
            self.alive |= {new, words}
        self.seen[window, name], self.read[window, name] = text.read(store)

    @invariant()
    def every_text_is_somewhere(self) -> None:
        if not getattr(self, "alive", None):
            return
        notes = self.third.db.execute("select body from notes where deleted_at is null").fetchall()
        there = "\n".join(body for (body,) in notes) + "\n"
        there += "\n".join(text.read(self.third)[1] for _name, text in self.texts) + "\n"
        # A line each, so that 1 is not found in 11.
        lost = [words for words in self.alive if f"{words}\n" not in there]
        assert not lost, f"lost: {lost}"

    @invariant()
    def nothing_is_left_open(self) -> None:
        for store in getattr(self, "windows", ()):
            assert not store.db.conn.in_transaction

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            for store in (*self.windows, self.third):
                store.close()
            self.folder.cleanup()


class EveryTable(TwoWindows):
    """A text of every table, as all repositories change their rows; the words make no sense."""

    # Nor could a note say them.
    SAVES_OVER = False

    def prepare(self, store: Store) -> dict[str, Text]:
        with store.write():
            fill(store.db)
        return texts_of_tables(store.db)


def interleavings(count: int, steps: int = 40) -> settings:
    return settings(
        max_examples=count,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )


def run(count: int = 100) -> Result:
    """Let two windows work on every text of every table, `count` times anew."""
    result = Result("two windows, every text", 2 * count)
    for machine in (TwoWindows, EveryTable):
        try:
            run_machine(machine, settings=interleavings(count))
        except Exception as error:
            # Several failures come as a group.
            result.lose(f"{machine.__name__}: {in_short(error)}")
    with folder() as place, closing(Store(meeting_database(place))) as store:
        tables = len(texts_of_tables(store.db))
    result.note = f"{len(TEXTS_OF_SCREENS)} texts of screens, {tables} tables, 40 steps each"
    return result


def run_processes(count: int = 200) -> Result:
    """Note from four shells at once, `count` each, while two windows type into the same meeting."""
    result = Result("2 windows, 4 processes", 4 * count)
    with folder() as place:
        path = meeting_database(place)
        shells: list[subprocess.Popen[str]] = []
        typed = 0
        words = (*INFOVIEW, "--database", str(path), "note", "--for", "Dana", "-")
        with (
            window(path, "meet", "1", rows=40) as here,
            window(path, "meet", "1", rows=40) as there,
        ):
            try:
                here.wait(READY, 20)
                there.wait(READY, 20)
                shells = [
                    subprocess.Popen(
                        words,
                        stdin=subprocess.PIPE,
                        stdout=subprocess.PIPE,
                        stderr=subprocess.PIPE,
                        text=True,
                    )
                    for _ in range(4)
                ]
                for who, shell in zip("abcd", shells, strict=True):
                    assert shell.stdin is not None
                    shell.stdin.write("".join(f"{who}{n} from a shell\n" for n in range(count)))
                    shell.stdin.close()
                while any(shell.poll() is None for shell in shells):
                    for name, tty in (("here", here), ("there", there)):
                        tty.send(f"{name}{typed} typed\r")
                        tty.pump(0.1)
                    typed += 1
                whole = 4 * count + 2 * typed
                for tty in (here, there):
                    tty.wait(rf"Notes · {whole}\b", 20)
            except AssertionError as error:
                result.stick(in_short(error))
            for shell in shells:
                assert shell.stdout is not None
                assert shell.stderr is not None
                told = shell.stdout.read().split()
                said = shell.stderr.read().splitlines()[-2:]
                if shell.wait() or len(set(told)) != count:
                    result.lose(f"a shell ended with {shell.returncode}, {len(told)} ids: {said}")
        with closing(Store(path)) as store:
            found = Counter(note.body.split()[0] for note in store.notes.where())
            broken = faults_of(store.db)
        for who in "abcd":
            mine = sum(found[f"{who}{n}"] == 1 for n in range(count))
            if mine != count:
                result.lose(f"{count - mine} notes of shell {who} are not there once")
        for who in ("here", "there"):
            if any(found[f"{who}{n}"] != 1 for n in range(typed)):
                result.lose(f"a note typed in the window {who} is not there once")
        if broken:
            result.lose(broken)
    result.note = f"and {2 * typed} typed meanwhile"
    return result
