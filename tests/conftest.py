from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result

from infoview_tui.config import Config
from infoview_tui.services.desk import Desk
from infoview_tui.services.start import first_answers
from infoview_tui.storage.drafts import this_owner
from infoview_tui.storage.saver import Saver
from infoview_tui.storage.store import Store
from infoview_tui.storage.thread import StorageThread
from infoview_tui.timekeeper import Timekeeper

# Hundreds of processes are started: without this, where bytecode is switched off, each of them
# compiles every module of the program again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


def pytest_collection_finish() -> None:
    """Leave what is there by now out of all looking for garbage, as the app does at its start."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("HOME", str(folder))
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
    for name in ("INFOVIEW_DATABASE", "INFOVIEW_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TZ", "Europe/Lisbon")
    return folder


@pytest.fixture
def database(home: Path) -> Path:
    return home / "data" / "infoview" / "infoview.db"


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    opened = Store(database)
    yield opened
    opened.close()


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 11, 23, 14, 30, tzinfo=UTC)


@pytest.fixture
def zone() -> ZoneInfo:
    return ZoneInfo("Europe/Lisbon")


@pytest.fixture
def empty_desk(database: Path, store: Store, now: datetime) -> Iterator[Desk]:
    saver = Saver(database, this_owner())
    saver.start()
    storage = StorageThread(database)
    yield Desk(
        storage,
        saver,
        Config(timezone="Europe/Lisbon", signs="unicode"),
        Timekeeper(lambda: now, None),
    )
    assert saver.stop(5.0)
    storage.close()


@pytest.fixture
def desk(empty_desk: Desk, store: Store, now: datetime) -> Desk:
    first_answers(store, now, "Wren Castillo", "museum collections")
    return empty_desk


class Shell:
    """Runs commands in this process on one database."""

    def __init__(self, database: Path) -> None:
        self.database = database

    def run(self, *args: str, stdin: str | bytes = "", code: int = 0) -> Result:
        from infoview_tui.cli.group import group

        words = ["--database", str(self.database), *args]
        result = CliRunner().invoke(group, words, input=stdin)
        assert result.exit_code == code, (args, result.output, result.exception)
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    def __call__(self, *args: str, stdin: str | bytes = "") -> str:
        return self.run(*args, stdin=stdin).stdout.rstrip("\n")

    def refused(self, *args: str, stdin: str = "") -> str:
        result = self.run(*args, stdin=stdin, code=1)
        assert result.stdout == ""
        return result.stderr

    def json(self, *args: str) -> Any:
        return json.loads(self(*args, "--json"))


@pytest.fixture
def shell(database: Path) -> Shell:
    return Shell(database)


@pytest.fixture
def spawn(home: Path, database: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run a command in a process of its own, under the usual umask."""

    def run(
        *args: str | bytes, stdin: bytes = b"", **env: str
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "infoview_tui", *args],
            input=stdin,
            capture_output=True,
            check=False,
            env={**os.environ, "INFOVIEW_DATABASE": str(database), **env},
            umask=0o022,
            timeout=60,
        )

    return run
