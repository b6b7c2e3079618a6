"""Where everything is: the database, the config file, and nothing anywhere else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from platformdirs import PlatformDirs


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


def backup_folder(database: Path) -> Path:
    """Return where the backups of a database are."""
    return database.parent / "backups"
