"""Putting a backup back: into the live file, and never before what is there is safe."""

from __future__ import annotations

import sqlite3
from contextlib import closing, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path

from infoview_tui.errors import NewerDatabaseError, RefusedError, StorageError
from infoview_tui.paths import command
from infoview_tui.storage.backup import RESTORE, back_up, stem_of, sweep
from infoview_tui.storage.connection import open_file, reason
from infoview_tui.storage.copying import (
    copy_of,
    held,
    in_the_key_of,
    open_live,
    put,
    sync_file,
    sync_folder,
)
from infoview_tui.storage.database import bring_up_to_date, immediate
from infoview_tui.storage.opened import opened
from infoview_tui.storage.private import refuse_what_others_put
from infoview_tui.storage.schema import NEWEST
from infoview_tui.storage.soundness import (
    Kind,
    beside,
    counts,
    damage,
    has_words,
    kind_of,
    lost_references,
    read_only,
    schema_of,
    strange_migrations,
    tells_damage,
)
from infoview_tui.values import dataclass

_ASIDE = {Kind.EMPTY: "empty", Kind.FOREIGN: "foreign"}


@dataclass(frozen=True)
class Restored:
    """What was put back, as rows by table, and where what was there before is; None for nothing.

    `aside` is set where that was no sound database: the windows that have it open still have it.
    """

    rows: dict[str, int]
    safety: Path | None
    aside: Path | None


def check_source(source: Path, database: Path) -> None:
    """Refuse what cannot be put back; nothing is changed.

    Raises:
        RefusedError: it is the database itself, or no file.
        NewerDatabaseError: a newer infoview wrote it.
        StorageError: it cannot be read, is not ours, or is damaged.

    """
    try:
        _check_source(source, database)
    except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
        why = reason(error)
        raise StorageError(f"{source} cannot be read: {why}. Nothing was changed.", why) from error


def _check_source(source: Path, database: Path) -> None:
    kind = kind_of(source)
    wrong = {
        Kind.MISSING: "is not there",
        Kind.NO_FILE: "is not a file",
        Kind.EMPTY: "is empty",
        Kind.NO_DATABASE: "is not a database",
        Kind.ENCRYPTED: "is encrypted, and its passphrase is not known",
        Kind.FOREIGN: "is not a database of infoview",
    }.get(kind)
    if wrong:
        raise RefusedError(f"{source} {wrong}, so there is nothing to put back; name a backup.")
    if database.exists() and database.samefile(source):
        raise RefusedError(f"{source} is the database itself; name a backup.")
    with closing(read_only(source)) as db:
        faults = damage(db) or lost_references(db)
        newer = kind is Kind.NEWER or (not faults and bool(strange_migrations(db)))
    if newer:
        raise NewerDatabaseError(
            f"{source} was written by a newer infoview; upgrade infoview to put it back. Nothing "
            "was changed.",
            "a newer infoview wrote it",
        )
    if faults:
        raise StorageError(
            f"{source} is damaged ({faults[0]}). Nothing was changed; try an older backup.",
            "it is damaged",
        )


def is_current(database: Path) -> bool:
    """Whether the database is a sound one of this schema, so that opening it changes nothing."""
    try:
        if kind_of(database) is not Kind.OURS or not _is_sound(database):
            return False
        with closing(open_live(database)) as db:
            return schema_of(db) == NEWEST
    except (sqlite3.Error, OSError, StorageError, UnicodeDecodeError):
        return False


def restore(source: Path, database: Path, now: datetime) -> Restored:
    """Put a backup in the place of the database; what is there is kept first.

    A sound database is copied into the backups and then overwritten as one write, which other
    windows see as any other; anything else is moved aside.

    Raises:
        RefusedError, StorageError: it was not done, and why; the database is as it was.

    """
    check_source(source, database)
    # A link of the user's own stays one.
    live = database.resolve() if database.is_symlink() and database.exists() else database
    try:
        live.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        refuse_what_others_put(database)
        sweep(live.parent, stem_of(live))
        present = kind_of(live)
        if present is Kind.NO_FILE:
            raise RefusedError(f"{database} is not a file; move it away, then restore again.")
        sound = present in (Kind.OURS, Kind.NEWER) and _is_sound(live)
        with copy_of(
            source, live.parent, stem_of(live), lambda path: closing(read_only(path))
        ) as half:
            if sound:
                with held(live) as db, in_the_key_of(db, half, stem_of(live)) as ready:
                    rows = _make_ready(ready, _revision(db))
                    # Nobody saves anything between the two.
                    safety = back_up(live, now, RESTORE, lambda _path: nullcontext(db))
                    _overwrite(ready, db, live)
                return Restored(rows, safety, None)
            rows, aside = _make_ready(half, 0), None
            if present is Kind.MISSING:
                put(half, live)
            else:
                aside = _put_in_place(half, live, now, _ASIDE.get(present, "damaged"))
    except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
        why = reason(error)
        raise StorageError(
            f"{source} was not put back into {database}: {why}. `{command(database, 'doctor')}` "
            "says what to do.",
            why,
        ) from error
    return Restored(rows, None, aside)


def _is_sound(database: Path) -> bool:
    try:
        with closing(open_live(database)) as db:
            return not damage(db) and not lost_references(db)
    except sqlite3.Error as error:
        if not tells_damage(error):
            raise
        return False


def _revision(db: sqlite3.Connection) -> int:
    return int(db.execute("select number from revision").fetchone()[0])


def _make_ready(half: Path, seen: int) -> dict[str, int]:
    """Bring a copy up to date and give it a revision that no window has seen.

    So a window never meets an older schema, nor one content under two revisions.
    """
    db = opened(open_file(half))
    with closing(db):
        db.execute("pragma journal_mode=memory")
        db.execute("pragma foreign_keys=on")
        with immediate(db):
            bring_up_to_date(db)
            db.execute("update revision set number = max(number, ?) + 1", [seen])
        rows = counts(db.conn)
    sync_file(half)
    return {name: number for name, number in rows.items() if not name.startswith(("_", "sqlite_"))}


def _overwrite(half: Path, db: sqlite3.Connection, live: Path) -> None:
    """Write a copy over the database as one transaction, which a kill or a full disk takes back."""
    with closing(read_only(half)) as copy:
        told = counts(copy)
        copy.backup(db)
        wrong = damage(db) or lost_references(db)
        if not wrong and counts(db) != told:
            wrong = ("rows are missing",)
    if wrong:
        raise StorageError(
            f"{live} is not sound after the restore ({wrong[0]}); restore again, or the safety "
            "copy in its backups.",
            "it is damaged",
        )


def _put_in_place(half: Path, live: Path, now: datetime, word: str) -> Path:
    """Move what is no sound database aside, with all that SQLite keeps beside it."""
    at = now.astimezone(UTC)
    while True:
        aside = live.with_name(f"{live.name}.{word}-{at:%Y%m%dT%H%M%SZ}")
        try:
            put(live, aside)
        except FileExistsError:
            at += timedelta(seconds=1)
        else:
            break
    # A journal of the old file would be played back into the new one.
    for suffix in ("-journal", "-wal", "-shm"):
        if has_words(beside(live, suffix)):
            beside(live, suffix).rename(beside(aside, suffix))
    half.replace(live)
    sync_folder(live.parent)
    return aside
