"""Where everything is: the database, the config file, and nothing anywhere else."""

from __future__ import annotations

import os
import re
import shlex
import stat
import unicodedata
from pathlib import Path

from platformdirs import PlatformDirs

from infoview_tui.domain.text import fold
from infoview_tui.values import dataclass

MOST_OF_A_NAME = 40
"""Characters of a person's name in the name of a file; whole names may be longer than files'."""
_DEVICES = re.compile("con|prn|aux|nul|(com|lpt)[0-9]")
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_MOST_LINKS = 40


@dataclass(frozen=True)
class Paths:
    """The files this run works with."""

    database: Path
    config: Path


def find_paths(database: str | None = None, config: str | None = None) -> Paths:
    """Return the files to use: those named, else the platform's own folders for `infoview`."""
    dirs = PlatformDirs("infoview", appauthor=False)
    return Paths(
        database=Path(database).expanduser() if database else dirs.user_data_path / "infoview.db",
        config=Path(config).expanduser() if config else dirs.user_config_path / "config.toml",
    )


def letters_path(paths: Paths) -> Path:
    """Return where the user's own letters are: beside the config file."""
    return paths.config.with_name("letters.toml")


def backup_folder(database: Path) -> Path:
    """Return where the backups of a database are."""
    return database.parent / "backups"


def command(database: Path, words: str) -> str:
    """Return the command `infoview WORDS` for a database, which is named where it has to be."""
    usual = database.absolute() == find_paths().database.absolute()
    named = "" if usual else f"--database {shlex.quote(str(database))} "
    return f"infoview {named}{words}"


def safe_name(words: str) -> str:
    """Return lower-case letters, digits and dashes of a text, to make the name of a file of.

    It names a file of its own folder on any system; "" where the text has nothing for it.
    """
    name = "-".join(re.findall(r"[^\W_]+", fold(words)))
    # Folding takes the syllables of Korean apart.
    name = unicodedata.normalize("NFC", name)[:MOST_OF_A_NAME].strip("-")
    return "" if _DEVICES.fullmatch(name) else name


def planted(path: Path) -> Path | None:
    """Return what another user put under a name, in a folder where others may write; else None.

    A link is followed: neither it nor what it leads to may be somebody else's. Where only one's
    own programs write, whatever is there is meant.
    """
    for _ in range(_MOST_LINKS):
        try:
            status = path.lstat()
            open_to_others = path.parent.stat().st_mode & _OTHERS_WRITE
        except OSError:
            return None
        if open_to_others and status.st_uid not in (os.geteuid(), 0):
            return path
        if not stat.S_ISLNK(status.st_mode):
            return None
        path = path.parent / path.readlink()
    return None
