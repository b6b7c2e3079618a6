"""What every threat stands on: a database with a meeting in it, and what is found there after."""

from __future__ import annotations

import math
import os
import shutil
import signal
import stat
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlite_utils import Database
from tty_session import Tty

from infoview_tui import app as _imported_before_a_fork  # noqa: F401
from infoview_tui.cli import main
from infoview_tui.services.interviews import book
from infoview_tui.services.meeting import start
from infoview_tui.services.people import add_person
from infoview_tui.services.start import at_start, first_answers
from infoview_tui.storage.store import Store

INFOVIEW = (sys.executable, "-m", "infoview_tui")
NOTE_LINE = "meeting:1:note"
READY = "F10 end"
"""What the meeting screen says once it takes keys."""


@contextmanager
def folder() -> Iterator[Path]:
    """Give a folder of one's own that goes again."""
    with tempfile.TemporaryDirectory(prefix="infoview-stress-") as name:
        yield Path(name)


@cache
def _template() -> bytes:
    with folder() as place:
        path = place / "infoview.db"
        now = datetime.now(UTC)
        with closing(Store(path)) as store:
            first_answers(store, now, "Wren Castillo", "museum collections")
            dana = add_person(store, now, name="Dana Okafor", organisation="City Museum")
            book(store, now, [dana], starts_at=now, zone="UTC", minutes=60)
            start(store, now, 1)
        return path.read_bytes()


def meeting_database(place: Path) -> Path:
    """Make a database in a folder, with interview 1 running."""
    path = place / "infoview.db"
    path.write_bytes(_template())
    path.chmod(0o600)
    return path


class Fork(Tty):
    """infoview in a fork of this process, which has imported it: most of a start is that."""

    def become(self, argv: list[str], environment: dict[str, str]) -> None:
        """Run the command in this child, as the console script does."""
        os.environ.clear()
        os.environ.update(environment)
        for caught in (signal.SIGINT, signal.SIGALRM):
            signal.signal(caught, signal.SIG_DFL)
        os.closerange(3, 1024)
        for number, name in enumerate(("stdin", "stdout", "stderr")):
            stream = os.fdopen(number, "w" if number else "r", closefd=False)
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)
        sys.argv = ["infoview", *argv[len(INFOVIEW) :]]
        try:
            main()
        except SystemExit as ended:
            os._exit(ended.code if isinstance(ended.code, int) else 1)


class Start:
    """How windows are opened: each a program of its own, or with `forks`, soon."""

    forks = False


def window(
    path: Path, *args: str, rows: int = 24, cols: int = 80, deaf_to: int | None = None
) -> Tty:
    """Open infoview in a terminal; it inherits that the signal `deaf_to` is ignored."""
    before = signal.signal(deaf_to, signal.SIG_IGN) if deaf_to is not None else None
    try:
        kind = Fork if Start.forks else Tty
        return kind((*INFOVIEW, "--database", str(path), *args), cols, rows)
    finally:
        if deaf_to is not None:
            signal.signal(deaf_to, before)


def faults_of(db: Database) -> str:
    """Say what is broken in a database, "" when it is whole: every table, every text."""
    told = [row[0] for row in db.execute("pragma integrity_check").fetchall()]
    if told != ["ok"]:
        return f"integrity_check: {told[:3]}"
    strays = db.execute("pragma foreign_key_check").fetchall()
    if strays:
        return f"foreign_key_check: {strays[:3]}"
    for name in db.table_names():
        list(db.table(name).rows)
        if name.endswith("_fts"):
            db.execute(f'insert into "{name}" ("{name}") values (\'integrity-check\')')
            db.rollback()
    return ""


def fill(tty: Tty) -> None:
    """Have the app send more than a pty holds for one who does not read."""
    for _ in range(60):
        tty.send("\x0c")
        time.sleep(0.003)


def kept(path: Path, place: str = NOTE_LINE) -> tuple[list[str], str, str]:
    """Start anew on a database: its notes in order, the half-typed text of a place, its faults."""
    with closing(Store(path)) as store:
        at_start(store, ZoneInfo("UTC"))
        drafts = store.drafts.at(place)
        notes = [note.body for note in store.notes.where(order="t.at, t.id")]
        return notes, drafts[0].body if drafts else "", faults_of(store.db)


def reached(typed: str, notes: Sequence[str], draft: str) -> int | None:
    """Return how much of what was typed is kept; None when that is not how it was typed."""
    stored = "".join(f"{note}\r" for note in notes) + draft
    return len(stored) if typed.startswith(stored) else None


def stands_in(path: Path, words: str) -> bool:
    """Whether words are in any text of any table, whatever screen they were typed on."""
    with closing(Store(path)) as store:
        at_start(store)
        for table in store.db.table_names():
            for row in store.db.table(table).rows:
                if any(isinstance(value, str) and words in value for value in row.values()):
                    return True
    return False


def emergency_files(path: Path) -> list[Path]:
    return sorted(path.parent.glob(f"{path.name}.emergency-*"))


def others_may_read(path: Path) -> list[Path]:
    """Return the files beside a database that anybody but the user may read."""
    return [f for f in path.parent.iterdir() if stat.S_IMODE(f.stat().st_mode) & 0o077]


def strace() -> str:
    """Return why faults cannot be injected here, "" when they can."""
    if shutil.which("strace") is None:
        return "skipped: strace is not installed"
    if os.spawnlp(os.P_WAIT, "strace", "strace", "-o", os.devnull, "true"):
        return "skipped: strace may not trace here (ptrace)"
    return ""


class Time:
    """Until when a threat may begin another run, by the clock that all processes share."""

    ends = math.inf

    @classmethod
    def left(cls) -> bool:
        return time.monotonic() < cls.ends


def spread(most: int, count: int) -> list[int]:
    """Return `count` numbers from 1 to `most`, evenly apart; all of them for 0."""
    if not count or most <= count:
        return list(range(1, most + 1))
    return [1 + (2 * step + 1) * (most - 1) // (2 * count) for step in range(count)]


def in_short(error: Exception) -> str:
    """Say what a wait missed, without the empty rows of the screen."""
    return " / ".join(line.strip() for line in str(error).splitlines() if line.strip())
