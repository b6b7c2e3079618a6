"""Backups: verified copies beside the database, thinned with age, that only their user can read.

They are in `backups/` beside the database: `infoview-<UTC>.db` from time to time, and from before
an upgrade or a restore `pre-<schema>-infoview-<UTC>.db` and `pre-restore-infoview-<UTC>.db`.
`infoview` is the name of the database, so that several in one folder keep apart.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import shlex
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from infoview_tui.domain.thinning import superfluous, superfluous_copies
from infoview_tui.errors import RefusedError, StorageError
from infoview_tui.paths import backup_folder, command
from infoview_tui.storage.connection import reason
from infoview_tui.storage.copying import HALF, Opened, copy_of, put, sync_folder
from infoview_tui.storage.soundness import read_only, revision_of
from infoview_tui.values import dataclass

RESTORE = "restore"
"""What a backup is from before, when it was made as the safety copy of a restore."""
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Backup:
    """A backup by its name; `before` is the schema of an upgrade, `restore`, or "" for neither."""

    path: Path
    at: datetime
    before: str = ""


def stem_of(database: Path) -> str:
    """Return what the names of the backups of a database are made of."""
    return database.name.removesuffix(".db")


def backups_of(database: Path) -> tuple[Backup, ...]:
    """Return the backups of a database, the newest first; only files that we named."""
    stem = re.escape(stem_of(database))
    named = re.compile(rf"(?:pre-({RESTORE}|[0-9]+)-)?{stem}-([0-9]{{8}}T[0-9]{{6}}Z)\.db")
    found = []
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        for entry in os.scandir(backup_folder(database)):
            match = named.fullmatch(entry.name)
            if match is None or not entry.is_file(follow_symlinks=False):
                continue
            with contextlib.suppress(ValueError):
                at = datetime.strptime(match[2], _STAMP).replace(tzinfo=UTC)
                found.append(Backup(Path(entry.path), at, match[1] or ""))
    return tuple(sorted(found, key=lambda backup: backup.at, reverse=True))


def back_up(database: Path, now: datetime, before: str = "", opened: Opened | None = None) -> Path:
    """Make a verified backup now and thin the older ones; returns the new file.

    `before` is what it is made before: the schema of an upgrade, or `RESTORE`; `opened` opens the
    database where it is locked.

    Raises:
        StorageError: there is no backup, and why; nothing half done is left.

    """
    try:
        folder = _private_folder(database)
        sweep(folder, stem_of(database))
        path = _write(database, folder, now, f"pre-{before}-" if before else "", opened)
        _thin(database, now)
    except (sqlite3.Error, OSError, StorageError, UnicodeDecodeError) as error:
        raise _none(database, error) from error
    return path


def back_up_if_changed(database: Path, now: datetime) -> Path | None:
    """Make a backup if something was saved since the last one that can be read; None if not.

    Raises:
        StorageError: there is no backup, and why.

    """
    try:
        revision = revision_of(database)
        if revision == 0 or revision == _last_backed_up(database):
            return None
    except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
        raise _none(database, error) from error
    return back_up(database, now)


def back_up_to(database: Path, target: Path, now: datetime) -> Path:
    """Make a verified backup in a folder or a new file of the user's; returns the file.

    Raises:
        RefusedError: the file is there already, or its folder is not.
        StorageError: there is no backup, and why.

    """
    folder = target if target.is_dir() else target.parent
    if not folder.is_dir():
        raise RefusedError(f"There is no folder {folder}; make it, or name another file.")
    try:
        sweep(folder, stem_of(database))
        if target.is_dir():
            return _write(database, folder, now)
        with copy_of(database, folder, stem_of(database)) as half:
            try:
                put(half, target)
            except FileExistsError as error:
                raise RefusedError(
                    f"{target} is there already and was left as it is; name a new file."
                ) from error
    except (sqlite3.Error, OSError, StorageError, UnicodeDecodeError) as error:
        raise _none(database, error) from error
    return target


def _none(
    database: Path, error: sqlite3.Error | OSError | StorageError | UnicodeDecodeError
) -> StorageError:
    why = error.reason if isinstance(error, StorageError) else reason(error)
    told = f"There is no new backup of {database}: {why}."
    # Some reasons have the next step in them.
    return StorageError(
        told if "," in why or "`" in why else f"{told} `{command(database, 'doctor')}` says more.",
        why,
    )


def rescue(database: Path) -> str:
    """Name the newest backup and the command that puts it back; "" where there is none."""
    found = [backup for backup in backups_of(database) if backup.path.stat().st_size]
    # A safety copy is what somebody wanted to leave behind.
    newest = next((b for b in found if b.before != RESTORE), found[0] if found else None)
    if newest is None:
        return ""
    restore = command(database, f"restore {shlex.quote(str(newest.path))}")
    return f"`{restore}` puts the newest backup back, of {newest.at:%Y-%m-%d %H:%M} UTC."


def sweep(folder: Path, stem: str) -> None:
    """Remove the half files that killed runs left; one that is being written is locked."""
    named = re.compile(rf"\.{re.escape(stem)}-[0-9a-f]+{re.escape(HALF)}(-journal|-wal|-shm)?")
    for entry in os.scandir(folder):
        if named.fullmatch(entry.name) is None or not entry.is_file(follow_symlinks=False):
            continue
        with contextlib.suppress(OSError):
            handle = os.open(entry.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                Path(entry.path).unlink()
            finally:
                os.close(handle)


def _private_folder(database: Path) -> Path:
    folder = backup_folder(database)
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        folder.chmod(0o700)
    # Somebody else's link or folder, in a place where others may write, gets none of the words.
    owners = {folder.lstat().st_uid, folder.stat().st_uid}
    if not (stat.S_ISDIR(folder.stat().st_mode) and owners <= {os.geteuid(), 0}):
        raise StorageError(
            f"{folder} is not a folder of yours; move it away, so that backups can be made.",
            f"{folder} is not a folder of yours",
        )
    return folder


def _write(
    database: Path, folder: Path, now: datetime, prefix: str = "", opened: Opened | None = None
) -> Path:
    at = now.astimezone(UTC)
    with copy_of(database, folder, stem_of(database), opened) as half:
        while True:
            target = folder / f"{prefix}{stem_of(database)}-{at.strftime(_STAMP)}.db"
            try:
                put(half, target)
            except FileExistsError:
                # Another window made one in the same second.
                at += timedelta(seconds=1)
            else:
                return target


def _last_backed_up(database: Path) -> int | None:
    """Return the revision of the last backup; None where there is none that can be read."""
    last = next((b for b in backups_of(database) if not b.before), None)
    if last is None:
        return None
    try:
        with closing(read_only(last.path)) as db:
            return int(db.execute("select number from revision").fetchone()[0])
    except (sqlite3.Error, OSError, TypeError):
        return None


def _thin(database: Path, now: datetime) -> None:
    found = backups_of(database)
    moment = now.astimezone(UTC)
    rotating = superfluous([b.at for b in found if not b.before], moment)
    upgrades = superfluous_copies([b.at for b in found if b.before not in ("", RESTORE)], moment)
    safety = superfluous_copies([b.at for b in found if b.before == RESTORE], moment)
    gone = False
    for backup in found:
        if backup.at in (
            safety if backup.before == RESTORE else upgrades if backup.before else rotating
        ):
            backup.path.unlink(missing_ok=True)
            gone = True
    if gone:
        sync_folder(backup_folder(database))
