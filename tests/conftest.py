from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.storage.store import Store


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
