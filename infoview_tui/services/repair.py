"""What `infoview doctor --repair` does: only what is safe, and each thing is said."""

from __future__ import annotations

import os
import shlex
import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from infoview_tui.domain.checks import Check, bad, guarded, ok, warn
from infoview_tui.errors import InfoviewError, StorageError
from infoview_tui.paths import Paths, backup_folder, command, find_paths
from infoview_tui.services.doctor import emergency_files
from infoview_tui.services.start import take_in
from infoview_tui.storage.backup import backups_of, stem_of, sweep
from infoview_tui.storage.checkup import newest_sound
from infoview_tui.storage.connection import looks_encrypted
from infoview_tui.storage.copying import HALF
from infoview_tui.storage.mending import build_indexes, finish_write, is_broken
from infoview_tui.storage.salvage import Salvaged, salvage
from infoview_tui.storage.soundness import Kind, beside, kind_of
from infoview_tui.storage.store import Store


def repair(paths: Paths, now: datetime, zone: ZoneInfo) -> Iterator[Check]:
    """Do what can be done without a loss; the rows and words of the database stay as they are."""
    path = paths.database
    yield from guarded("repair", lambda: _keep_others_out(path))
    yield from guarded("repair", lambda: _remove_half_copies(path))
    yield from guarded("repair", lambda: _mend(path, now))
    yield from guarded("repair", lambda: _take_in(path, zone))


def _keep_others_out(path: Path) -> Iterator[Check]:
    files = [path, *(beside(path, end) for end in ("-journal", "-wal", "-shm"))]
    files += [*emergency_files(path), *(backup.path for backup in backups_of(path))]
    folders = [backup_folder(path)]
    if path.parent.absolute() == find_paths().database.parent.absolute():
        # A folder that we did not make may be shared on purpose.
        folders.append(path.parent)
    for place in (*files, *folders):
        mode = _loose_mode(place)
        if mode:
            # A link of the user's stays one, and what it names is not ours to close.
            place.chmod(mode, follow_symlinks=not place.is_symlink())
            yield ok("repair", f"Nobody else can get at {place} any more.")


def _loose_mode(place: Path) -> int:
    """Return the mode that a file or folder of ours should have; 0 where it is right."""
    try:
        status = place.lstat()
    except OSError:
        return 0
    mode = stat.S_IMODE(status.st_mode)
    plain = stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)
    if not plain or status.st_uid != os.geteuid() or not mode & 0o077:
        return 0
    return 0o700 if stat.S_ISDIR(status.st_mode) else 0o600


def _remove_half_copies(path: Path) -> Iterator[Check]:
    for folder in (path.parent, backup_folder(path)):
        if not folder.is_dir():
            continue
        before = set(folder.glob(f".*{HALF}*"))
        sweep(folder, stem_of(path))
        for gone in sorted(before - set(folder.glob(f".*{HALF}*"))):
            yield ok("repair", f"{gone}, a copy that was never finished, was removed.")


def _mend(path: Path, now: datetime) -> Iterator[Check]:
    kind = kind_of(path)
    if kind not in (Kind.OURS, Kind.NO_DATABASE):
        return
    if kind is Kind.OURS:
        try:
            finished = finish_write(path)
            if finished:
                yield ok("repair", finished)
            if build_indexes(path):
                yield ok("repair", f"The indexes of {path} were built anew.")
            if not is_broken(path):
                return
        except InfoviewError as error:
            yield warn("repair", str(error))
            return
    backup = newest_sound(path)
    if backup is not None:
        yield ok(
            "repair",
            f"The newest sound backup is {backup.path}, {_age(now - backup.at)} old; "
            f"`{_restore(path, backup.path)}` puts it back.",
        )
    yield _salvaged(path, now)


def _salvaged(path: Path, now: datetime) -> Check:
    there = sorted(path.parent.glob(f"{stem_of(path)}-salvaged-*.db"))
    if there and there[-1].stat().st_mtime >= path.stat().st_mtime:
        again = _restore(path, there[-1])
        return ok(
            "repair", f"It was salvaged before, into {there[-1]}; `{again}` puts it in place."
        )
    try:
        found = salvage(path, now)
    except StorageError as error:
        return bad("repair", str(error))
    if found is None:
        why = (
            "; around the damage of an encrypted file nothing can" if looks_encrypted(path) else ""
        )
        return warn(
            "repair", f"Nothing of infoview's can be read in {path}{why}; it was left as it is."
        )
    more = " The end of the file is missing, so there was more." if found.cut else ""
    torn = f" {found.torn:,} have damaged text." if found.torn else ""
    return ok(
        "repair",
        f"Saved what can be read into {found.path}: {_told(found)}.{torn}{more} Nothing of {path} "
        f"was changed; `{_restore(path, found.path)}` puts it in place and keeps "
        "the damaged file.",
    )


def _restore(path: Path, source: Path) -> str:
    return command(path, f"restore {shlex.quote(str(source))}")


def _told(found: Salvaged) -> str:
    first = ("notes", "people", "interviews")
    names = [*first, *(n for n in found.rows if n not in first and found.of[n])]
    return ", ".join(
        f"{found.rows[name]:,} of {found.of[name]:,} {name.replace('_', ' ')}"
        for name in names
        if name in first or found.rows[name] != found.of[name]
    )


def _age(age: timedelta) -> str:
    hours = int(age.total_seconds() // 3600)
    if hours < 1:
        return "less than an hour"
    many, word = (hours, "hour") if hours < 48 else (hours // 24, "day")
    return f"{many} {word}{'s' if many > 1 else ''}"


def _take_in(path: Path, zone: ZoneInfo) -> Iterator[Check]:
    files = emergency_files(path)
    if not files or kind_of(path) is not Kind.OURS or is_broken(path):
        return
    try:
        store = Store(path)
    except StorageError as error:
        yield warn("repair", str(error))
        return
    try:
        for file in files:
            try:
                take_in(store, file, zone)
                yield ok("repair", f"The words that waited in {file} are in the database now.")
            except InfoviewError as error:
                yield warn("repair", str(error))
    finally:
        store.close()
