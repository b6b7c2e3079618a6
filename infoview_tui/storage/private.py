"""The place of the one file: made private, and refused where something is wrong with it."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from infoview_tui.errors import StorageError
from infoview_tui.paths import backup_folder, find_paths, planted


def make_private(path: Path) -> None:
    """Make the file that a database is to be in, so that nobody else can read it.

    Files and the folder in the default place are made private again where something else made
    them otherwise; in a folder that the user named, whom he lets in is his choice.

    Raises:
        StorageError: there is something else in its place, or it cannot be written.
        OSError: the folder or the file cannot be made.

    """
    if path.is_dir():
        raise StorageError(
            f"{path} is a folder; --database wants the name of a file.", "it is a folder"
        )
    if path.exists() and not path.is_file():
        raise StorageError(
            f"{path} is no file to write in; --database wants the name of one.", "it is no file"
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except (FileExistsError, NotADirectoryError) as error:
        raise StorageError(
            f"{path} cannot be made, since {error.filename} is a file and not a folder; --database "
            "names another place.",
            "a file is in the place of its folder",
        ) from error
    refuse_what_others_put(path)
    _refuse_where_backups(path)
    if path.parent.absolute() == find_paths().database.parent.absolute():
        for ours in (path.parent, path, *_journals(path)):
            _tighten(ours)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600))
    # SQLite would open it all the same and refuse the first note.
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise StorageError(
            f"{path} or its folder is read-only; make both writable, or name another file with "
            "--database.",
            "it is read-only",
        )


def _journals(path: Path) -> tuple[Path, ...]:
    return tuple(path.with_name(path.name + suffix) for suffix in ("-journal", "-wal", "-shm"))


def refuse_what_others_put(path: Path) -> None:
    """Refuse a file or link that somebody else laid in wait: the words would be theirs.

    A journal of theirs would even be played into the database.

    Raises:
        StorageError: there is one, or a link that leads nowhere.

    """
    for place in (path, *_journals(Path(os.path.realpath(path)))):
        if (found := planted(place)) is not None:
            raise StorageError(
                f"{found} belongs to another user and was left as it is; keep the database in a "
                "folder where only you can write.",
                "a file of another user is in its place",
            )
    if path.is_symlink() and not path.exists():
        raise StorageError(
            f"{path} is a link to {path.readlink()}, which is not there; make it reachable, or "
            "take the link away.",
            "what it links to is not there",
        )


def _tighten(path: Path) -> None:
    # What is somebody else's is not ours to change; the doctor tells of it.
    with suppress(OSError):
        mode = path.lstat().st_mode
        if not stat.S_ISLNK(mode) and mode & (stat.S_IRWXG | stat.S_IRWXO):
            path.chmod(stat.S_IMODE(mode) & stat.S_IRWXU)


def _refuse_where_backups(path: Path) -> None:
    """Refuse to begin anew where there was something: the words are in its backups."""
    empty = path.exists() and not path.stat().st_size
    if (empty or not path.exists()) and (rescued := rescue_words(path)):
        why = "is empty" if empty else "is not there"
        raise StorageError(
            f"{path} {why}, but there are backups of it. {rescued} To begin anew, move the folder "
            f"{backup_folder(path)} away.",
            f"the database {why}",
        )


def rescue_words(path: Path) -> str:
    """Say how a backup is put in the place of a database; "" where there is none."""
    if not backup_folder(path).is_dir():
        return ""
    from infoview_tui.storage.backup import rescue

    return rescue(path)
