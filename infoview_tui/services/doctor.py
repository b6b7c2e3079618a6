"""What `infoview doctor` looks at: the database, its place, its backups and the settings."""

from __future__ import annotations

import glob
import importlib.util
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from infoview_tui.config import load_config, machine_zone
from infoview_tui.domain.checks import Check, bad, guarded, ok, warn
from infoview_tui.errors import RefusedError
from infoview_tui.paths import Paths, backup_folder, find_paths
from infoview_tui.services.place import NETWORK, PASSING, file_system
from infoview_tui.storage.backup import backups_of
from infoview_tui.storage.checkup import backup_checks, database_checks
from infoview_tui.storage.copying import ROOM
from infoview_tui.storage.mending import is_held
from infoview_tui.storage.soundness import open_elsewhere

BEFORE_ALL = datetime(2026, 1, 1, tzinfo=UTC)
"""No clock that is right shows less: infoview is younger."""


def examine(paths: Paths, now: datetime) -> Iterator[Check]:
    """Look at everything, in the order in which it is worth mending; nothing is written."""
    path = paths.database
    yield from guarded("database", lambda: database_checks(path, now))
    yield from guarded("access", lambda: _access(path))
    yield from guarded("place", lambda: _place(path))
    yield from guarded("space", lambda: _space(path))
    yield from guarded("backups", lambda: backup_checks(path, now))
    yield from guarded("unsaved", lambda: _unsaved(path))
    yield from guarded("windows", lambda: _windows(path))
    yield from guarded("config", lambda: _config(paths.config))
    yield from guarded("time", lambda: _time(paths.config, now))
    yield from guarded("library", _library)


def emergency_files(path: Path) -> list[Path]:
    """Return the files with words that the database could not take, in the order of their names."""
    return sorted(path.parent.glob(f"{glob.escape(path.name)}.emergency-*"))


def _access(path: Path) -> Iterator[Check]:
    if not path.exists():
        return
    for place in (path, path.parent):
        if not os.access(place, os.R_OK | os.W_OK):
            yield bad("access", f"{place} is read-only for you; make it writable.")
            return
    beside = [path.with_name(path.name + end) for end in ("-journal", "-wal", "-shm")]
    files = [path, *beside, *emergency_files(path), *(b.path for b in backups_of(path))]
    loose = [_loose(file, 0o077) for file in files if file.exists()]
    ours = path.parent.absolute() == find_paths().database.parent.absolute()
    loose.append(_loose(path.parent, 0o077) if ours else _open_folder(path.parent))
    if backup_folder(path).is_dir():
        loose.append(_loose(backup_folder(path), 0o077))
    wrong = [words for words in loose if words]
    if wrong:
        more = f" The same for {len(wrong) - 1} more." if len(wrong) > 1 else ""
        yield warn("access", wrong[0] + more)
    else:
        yield ok("access", "Only you can read and change the files.")


def _loose(path: Path, others: int) -> str:
    status = path.stat()
    if status.st_uid != os.geteuid():
        return f"{path} belongs to another user; `chown` gives it to you."
    if stat.S_IMODE(status.st_mode) & others:
        usual = "700" if stat.S_ISDIR(status.st_mode) else "600"
        return f"Others can get at {path}; `chmod {usual}` on it keeps them out."
    return ""


def _open_folder(folder: Path) -> str:
    """Say that others can change what is in a folder of the user's choice; to read it is theirs."""
    status = folder.stat()
    mine = status.st_uid == os.geteuid()
    if mine and not status.st_mode & stat.S_ISVTX:
        return _loose(folder, 0o022)
    if status.st_mode & 0o022 or status.st_uid not in (os.geteuid(), 0):
        return f"Others can write to {folder}; keep the database in a folder of yours."
    return ""


def _place(path: Path) -> Iterator[Check]:
    kind = file_system(path)
    if kind in NETWORK:
        yield warn(
            "place",
            f"It is on a network file system ({kind}), where locks and syncs may not hold; keep it "
            "on a disk of this machine, and open it from one machine at a time.",
        )
    elif kind in PASSING:
        yield warn("place", f"It is in memory ({kind}) and gone at a restart; keep it on a disk.")
    elif kind:
        yield ok("place", f"It is on a disk of this machine ({kind}).")


def _space(path: Path) -> Iterator[Check]:
    folder = next(folder for folder in path.absolute().parents if folder.is_dir())
    free = shutil.disk_usage(folder).free
    size = path.stat().st_size if path.exists() else 0
    shown = f"{free / 1_000_000:,.0f} MB free, the database has {size / 1_000_000:.1f} MB"
    if free < ROOM * size or free < 1_000_000:
        yield warn("space", f"{shown}; make room, since backups want three times its size.")
    else:
        yield ok("space", f"{shown}.")


def _unsaved(path: Path) -> Iterator[Check]:
    files = emergency_files(path)
    if files:
        yield warn(
            "unsaved",
            f"Words that could not be saved wait in {files[0]}; the next start of infoview takes "
            "them in.",
        )
    else:
        yield ok("unsaved", "No words wait outside the database.")


def _windows(path: Path) -> Iterator[Check]:
    found = open_elsewhere(path)
    if is_held(path):
        who = f" (process {', '.join(found)})" if found else ""
        yield warn(
            "windows",
            f"Another program{who} is in the middle of a write and keeps it; where that goes on, "
            "close that program.",
        )
    elif found:
        yield ok("windows", f"It is open elsewhere too: process {', '.join(found)}.")
    else:
        yield ok("windows", "It is open nowhere else.")


def _config(path: Path) -> Iterator[Check]:
    try:
        load_config(path)
    except RefusedError as error:
        yield warn("config", str(error))
    else:
        yield ok("config", "The settings are sound.")


def _time(path: Path, now: datetime) -> Iterator[Check]:
    if now < BEFORE_ALL:
        yield warn(
            "time", f"By this computer it is {now:%Y-%m-%d %H:%M} UTC; set its clock (`date`)."
        )
        return
    try:
        named = load_config(path).timezone
    except RefusedError:
        # The line before says so.
        named = ""
    zone = named or machine_zone()
    local = f"{now.astimezone(ZoneInfo(zone)):%H:%M}"
    asked = os.environ.get("TZ", "").lstrip(":")
    if named:
        yield ok("time", f"It is {local} in {zone}, the zone of the settings.")
    elif asked and asked != zone:
        yield warn(
            "time",
            f"TZ is `{asked}`, which is no zone like `Europe/Lisbon`, so that {zone} is taken, "
            f"where it is {local}; write `timezone` into {path}.",
        )
    else:
        yield ok(
            "time",
            f"It is {local} in {zone}, this machine's zone; `timezone` in {path} sets another.",
        )


def _library() -> Iterator[Check]:
    python = ".".join(map(str, sys.version_info[:3]))
    if importlib.util.find_spec("pysqlite3") is not None:
        yield warn(
            "library",
            "pysqlite3 is installed beside infoview, so that two libraries are loaded; "
            "`pip uninstall pysqlite3` leaves the one of Python.",
        )
    else:
        yield ok("library", f"The SQLite of Python {python} is the only one.")
