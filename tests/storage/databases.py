"""Databases of a test: with notes, as a released version left them, damaged."""

from __future__ import annotations

import random
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from infoview_tui.services.notes import quick_note
from infoview_tui.storage.soundness import damage, lost_references
from infoview_tui.storage.store import Store

SCHEMAS = sorted(Path(__file__).with_name("schemas").glob("*.sql"))
NOW = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)


def note(path: Path, *bodies: str) -> None:
    store = Store(path)
    for body in bodies:
        quick_note(store, NOW, body)
    store.close()


def notes(path: Path) -> list[str]:
    store = Store(path)
    found = [note.body for note in store.notes.where()]
    store.close()
    return found


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of all tables, read without a change."""
    with closing(sqlite3.connect(path)) as db:
        assert not damage(db)
        assert not lost_references(db)
        names = db.execute("select name from sqlite_master where type='table'").fetchall()
        return {name: db.execute(f'select * from "{name}"').fetchall() for (name,) in names}


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def released(schema: Path, path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Make the database that a released version left, with a row in every table."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with closing(sqlite3.connect(path)) as db:
        db.executescript(schema.read_text(encoding="utf-8"))
    return rows(path)


def flip(path: Path) -> None:
    """Damage a page in the middle of a database."""
    data = bytearray(path.read_bytes())
    with closing(sqlite3.connect(path)) as db:
        (page,) = db.execute("select rootpage from sqlite_master where name='notes'").fetchone()
    data[(page - 1) * 4096 : page * 4096] = random.Random(1).randbytes(4096)
    path.write_bytes(data)
