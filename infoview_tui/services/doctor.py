"""What `infoview doctor` looks at: the database, its place, its backups and the settings."""

from __future__ import annotations

import glob
import os
import shutil
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from infoview_tui.config import load_config
from infoview_tui.domain.checks import Check, bad, guarded, ok, warn
from infoview_tui.errors import RefusedError
from infoview_tui.paths import Paths, backup_folder, find_paths
from infoview_tui.storage.backup import backups_of
from infoview_tui.storage.checkup import backup_checks, database_checks
from infoview_tui.storage.copying import ROOM

_NETWORK = {
    *("9p", "afs", "beegfs", "ceph", "cifs", "coda", "gfs2", "glusterfs", "lustre", "ncpfs", "nfs"),
    *("nfs4", "ocfs2", "orangefs", "smb3", "smbfs", "fuse.sshfs", "fuse.rclone", "fuse.s3fs"),
    *("fuse.glusterfs", "fuse.ceph", "fuse.gvfsd-fuse"),
}
_PASSING = {"tmpfs", "ramfs"}
_MOUNTS = Path("/proc/self/mountinfo")


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


def _emergency_files(path: Path) -> list[Path]:
    return sorted(path.parent.glob(f"{glob.escape(path.name)}.emergency-*"))


def _access(path: Path) -> Iterator[Check]:
    if not path.exists():
        return
    for place in (path, path.parent):
        if not os.access(place, os.R_OK | os.W_OK):
            yield bad("access", f"{place} is read-only for you; make it writable.")
            return
    beside = [path.with_name(path.name + end) for end in ("-journal", "-wal", "-shm")]
    files = [path, *beside, *_emergency_files(path), *(b.path for b in backups_of(path))]
    loose = [_loose(file, 0o077) for file in files if file.exists()]
    ours = path.parent.absolute() == find_paths().database.parent.absolute()
    loose.append(_loose(path.parent, 0o077 if ours else 0o022))
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


def _place(path: Path) -> Iterator[Check]:
    kind = file_system(path)
    if kind in _NETWORK:
        yield warn(
            "place",
            f"It is on a network file system ({kind}), where locks and syncs may not hold; keep it "
            "on a disk of this machine, and open it from one machine at a time.",
        )
    elif kind in _PASSING:
        yield warn("place", f"It is in memory ({kind}) and gone at a restart; keep it on a disk.")
    elif kind:
        yield ok("place", f"It is on a disk of this machine ({kind}).")


def file_system(path: Path, mounts: Path = _MOUNTS) -> str:
    """Return the type of the file system that a path is on; "" where the system does not say."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    real, best, kind = str(path.resolve()), "", ""
    for line in lines:
        before, _, after = line.partition(" - ")
        # A blank in a name is written as \040.
        point = before.split()[4].replace("\\040", " ")
        inside = real == point or real.startswith(f"{point.rstrip('/')}/")
        # Of two mounts on one point the later one is seen.
        if inside and len(point) >= len(best):
            best, kind = point, after.split()[0]
    return kind


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
    files = _emergency_files(path)
    if files:
        yield warn(
            "unsaved",
            f"Words that could not be saved wait in {files[0]}; the next start of infoview takes "
            "them in.",
        )
    else:
        yield ok("unsaved", "No words wait outside the database.")


def _windows(path: Path) -> Iterator[Check]:
    processes = Path("/proc")
    if not (processes / "self" / "fd").is_dir():
        return
    real, found = str(path.resolve()), []
    for process in processes.iterdir():
        if not process.name.isdecimal() or int(process.name) == os.getpid():
            continue
        try:
            if any(str(handle.readlink()) == real for handle in (process / "fd").iterdir()):
                found.append(process.name)
        except OSError:
            # It ended meanwhile, or is somebody else's.
            continue
    if found:
        yield ok("windows", f"It is open elsewhere too: process {', '.join(found)}.")
    else:
        yield ok("windows", "It is open nowhere else.")


def _config(path: Path) -> Iterator[Check]:
    try:
        settings = load_config(path)
    except RefusedError as error:
        yield warn("config", str(error))
    else:
        yield ok("config", f"The settings are sound; the time zone is {settings.zone}.")
