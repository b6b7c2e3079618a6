"""What `infoview doctor` asks of the database file and its backups; nothing is ever written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from infoview_tui.domain.checks import Check, State, bad, guarded, ok, warn
from infoview_tui.paths import command
from infoview_tui.storage.backup import RESTORE, Backup, backups_of, rescue
from infoview_tui.storage.connection import reason
from infoview_tui.storage.drafts import read_owner
from infoview_tui.storage.kinds import faulty_values
from infoview_tui.storage.mending import INDEX_FAULT, search_faults_of
from infoview_tui.storage.schema import NEWEST
from infoview_tui.storage.soundness import (
    Kind,
    beside,
    damage,
    has_words,
    in_wal_mode,
    kind_of,
    lost_references,
    quoted,
    read_only,
    schema_of,
    strange_migrations,
    tables,
    tells_damage,
    unreadable_texts,
)

OLD = timedelta(days=2)
AHEAD = timedelta(minutes=1)
_WAL_SAFE = (3, 51, 3)


def _hope(path: Path) -> str:
    """Say what to do about a damaged database."""
    rescued = rescue(path)
    saves = f"`{command(path, 'doctor --repair')}` saves what can be read into a new file."
    return f"{rescued} {saves}" if rescued else saves


def database_checks(path: Path, now: datetime) -> Iterator[Check]:
    """Look at the file from the outside in, as far as it can be read."""
    try:
        kind = kind_of(path)
    except OSError as error:
        yield bad("database", f"{path} cannot be read: {reason(error)}.")
        return
    yield _kind(path, kind)
    if kind not in (Kind.OURS, Kind.NEWER):
        return
    yield from guarded("journal", lambda: _journal(path))
    try:
        db = read_only(path)
    except (sqlite3.Error, OSError) as error:
        yield bad("integrity", f"{path} cannot be read: {reason(error)}.")
        return
    with closing(db):
        try:
            db.execute("select count(*) from sqlite_master").fetchone()
        except sqlite3.Error as error:
            yield _unreadable(path, error)
            return
        yield from guarded("schema", lambda: _schema(path, db))
        structure = list(guarded("integrity", lambda: _integrity(path, db)))
        yield from structure
        if any(check.state is State.BAD for check in structure):
            # What is in it cannot be relied on, and most looks at it fail.
            return
        yield from guarded("references", lambda: _references(path, db))
        yield from guarded("text", lambda: _texts(path, db))
        yield from guarded("search", lambda: _search(path))
        yield from guarded("clock", lambda: _clock(db, now))
        yield from guarded("drafts", lambda: _drafts(db))


def _kind(path: Path, kind: Kind) -> Check:
    rescued = rescue(path)
    known = NEWEST
    if kind is Kind.OURS:
        return ok("database", f"{path} is a database of infoview.")
    if kind is Kind.MISSING and not rescued:
        return ok("database", f"{path} is not there yet; the first start makes it.")
    if kind is Kind.EMPTY and not rescued:
        return warn("database", f"{path} is empty; the next start makes a new database of it.")
    what = {
        Kind.MISSING: "is not there",
        Kind.EMPTY: "is empty",
        Kind.NO_FILE: "is not a file",
        Kind.NO_DATABASE: "is not a database",
        Kind.ENCRYPTED: "is encrypted or damaged, and no passphrase opened it",
        Kind.FOREIGN: "is not a database of infoview",
        Kind.NEWER: f"was written by a newer infoview (this one knows schema {known})",
    }[kind]
    next_step = rescued or "Name another file with --database."
    if kind is Kind.NO_DATABASE and rescued:
        next_step = _hope(path)
    if kind is Kind.ENCRYPTED:
        next_step = "Nothing in it can be looked at."
    if kind is Kind.NEWER:
        next_step = "Upgrade infoview to open it."
    return bad("database", f"{path} {what}. {next_step}")


def _journal(path: Path) -> Iterator[Check]:
    version = sqlite3.sqlite_version
    if in_wal_mode(path):
        broken = sqlite3.sqlite_version_info < _WAL_SAFE
        why = ", in which two writers can damage it" if broken else ""
        yield warn(
            "journal",
            f"Another program put it into WAL mode (SQLite {version}{why}); the next start of "
            "infoview takes it out of it.",
        )
        return
    stray = [f for s in ("-journal", "-wal") if has_words(f := beside(path, s))]
    if stray:
        yield warn(
            "journal",
            f"A write is under way or was cut off ({stray[0].name}); leave the file there, the "
            "next start of infoview takes back what is half done.",
        )
        return
    yield ok("journal", f"SQLite {version}, rollback journal, no write cut off.")


def _unreadable(path: Path, error: sqlite3.Error) -> Check:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_READONLY:
        return warn("integrity", "Not looked at before infoview has taken back what is half done.")
    if not tells_damage(error):
        return warn("integrity", f"Not looked at: {reason(error)}. Try again in a minute.")
    return bad("integrity", f"{path} is damaged. {_hope(path)}")


def _schema(path: Path, db: sqlite3.Connection) -> Iterator[Check]:
    schema, known, strange = schema_of(db), NEWEST, strange_migrations(db)
    if schema > known or strange:
        named = f", with {strange[0]}" if strange else ""
        yield bad(
            "schema",
            f"Schema {schema}{named}, and this infoview knows {known}; upgrade infoview.",
        )
    elif schema < known:
        yield ok("schema", f"Schema {schema}; the next start backs it up and makes it {known}.")
    else:
        yield ok("schema", f"Schema {schema}, the newest.")


def _integrity(path: Path, db: sqlite3.Connection) -> Iterator[Check]:
    found = damage(db)
    if found and all(map(INDEX_FAULT.match, found)):
        yield bad(
            "integrity",
            f"An index is damaged ({found[0]}), the rows are there; "
            f"`{command(path, 'doctor --repair')}` builds it anew.",
        )
    elif found:
        yield bad("integrity", f"It is damaged ({found[0]}). {_hope(path)}")
    else:
        yield ok("integrity", "Its structure is sound.")


def _references(path: Path, db: sqlite3.Connection) -> Iterator[Check]:
    found = lost_references(db)
    if found:
        lost = f"{len(found)} rows refer to rows that are gone ({found[0]})"
        yield bad("references", f"{lost}. {_hope(path)}")
    else:
        yield ok("references", "Every row that is referred to is there.")


def _texts(path: Path, db: sqlite3.Connection) -> Iterator[Check]:
    found = tuple(unreadable_texts(db))
    if found:
        lost = f"Text is damaged in {'; '.join(found[:3])}"
        yield bad("text", f"{lost}. {_hope(path)}")
        return
    wrong = tuple(faulty_values(db))
    if wrong:
        yield bad("text", f"A value is damaged in {'; '.join(wrong[:3])}. {_hope(path)}")
    else:
        yield ok("text", "Every text can be read.")


def _search(path: Path) -> Iterator[Check]:
    found = search_faults_of(path)
    if found:
        yield bad(
            "search",
            f"The search in {found[0]} misses words; `{command(path, 'doctor --repair')}` builds "
            "it anew.",
        )


def _clock(db: sqlite3.Connection, now: datetime) -> Iterator[Check]:
    newest = ""
    for table in tables(db):
        columns = [row[1] for row in db.execute(f"pragma table_info({quoted(table)})").fetchall()]
        for column in (b"created_at", b"updated_at"):
            if column in columns:
                row = db.execute(f"select max({column.decode()}) from {quoted(table)}").fetchone()
                newest = max(newest, (row[0] or b"").decode("utf-8", "replace"))
    if newest and datetime.fromisoformat(newest) > now + AHEAD:
        yield warn(
            "clock",
            f"Something was saved at {newest}, and by this computer it is {now:%Y-%m-%d %H:%M} "
            "UTC; set its clock (`date` shows it).",
        )
    else:
        yield ok("clock", "Nothing was saved later than now.")


def _drafts(db: sqlite3.Connection) -> Iterator[Check]:
    if b"drafts" not in [name.encode() for name in tables(db)]:
        return
    rows = db.execute("select place, owner from drafts order by place").fetchall()
    left = [p.decode("utf-8", "replace") for p, o in rows if not read_owner(o.decode()).alive]
    if left:
        yield ok("drafts", f"{len(left)} half-typed: {', '.join(left[:3])}; put back when opened.")
    else:
        yield ok("drafts", "No half-typed text is left over.")


def backup_checks(path: Path, now: datetime) -> Iterator[Check]:
    """Look at the backups: how many, how old, and whether the newest can be put back."""
    found = backups_of(path)
    saved = _revision(path)
    newest = next((b for b in found if not b.before), None)
    if newest is None:
        if saved:
            yield warn("backups", "There are none yet; `infoview backup` makes one.")
        else:
            yield ok("backups", "There are none, and nothing to back up.")
        return
    many = f"{len(found)} in {newest.path.parent}, the newest of {newest.at:%Y-%m-%d %H:%M} UTC"
    wrong = _fault(newest)
    if wrong:
        yield warn(
            "backups", f"{many}, which {wrong}; `infoview backup` makes a new one, if it can."
        )
    elif now - newest.at > OLD and saved is not None and saved != _revision(newest.path):
        yield warn("backups", f"{many}; something was saved since, so `infoview backup` is due.")
    else:
        yield ok("backups", f"{many}, which is sound.")


def newest_sound(path: Path) -> Backup | None:
    """Return the newest backup that can be put back; one from before a restore comes last."""
    found = sorted(backups_of(path), key=lambda b: b.before == RESTORE)
    return next((backup for backup in found if not _fault(backup)), None)


def _fault(backup: Backup) -> str:
    try:
        if kind_of(backup.path) not in (Kind.OURS, Kind.NEWER):
            return "is not a database of infoview"
        with closing(read_only(backup.path)) as db:
            return "is damaged" if damage(db) or lost_references(db) else ""
    except (sqlite3.Error, OSError) as error:
        return f"cannot be read ({reason(error)})"


def _revision(path: Path) -> int | None:
    try:
        with closing(read_only(path)) as db:
            return int(db.execute("select number from revision").fetchone()[0])
    except (sqlite3.Error, OSError, TypeError, ValueError):
        return None
