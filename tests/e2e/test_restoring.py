"""Backups that the real app makes, and a restore on a real terminal while a window is open."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tty_session import Tty

from infoview_tui.services.notes import quick_note
from infoview_tui.services.people import add_person
from infoview_tui.services.start import first_answers
from infoview_tui.storage.backup import back_up, backups_of
from infoview_tui.storage.store import Store

NOW = datetime.now(UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "data" / "infoview.db"
    store = Store(found)
    first_answers(store, NOW, "Wren", "museums")
    add_person(store, NOW, name="Dana Okafor")
    store.close()
    return found


def infoview(path: Path, *words: str | Path) -> list[str]:
    return [sys.executable, "-m", "infoview_tui", "--database", str(path), *map(str, words)]


def test_an_app_backs_up_at_its_start_and_shows_what_a_restore_puts_back(path: Path) -> None:
    made = back_up(path, NOW)
    store = Store(path)
    quick_note(store, NOW, "a later note")
    with Tty(infoview(path)) as window:
        window.wait("a later note")
        # What was saved since is backed up at the start.
        while len(backups_of(path)) < 2:
            window.pump(0.1)
        for typed, code in (("yes", 1), ("", 1), ("restore", 0)):
            with Tty(infoview(path, "restore", made)) as shell:
                shell.wait("Type restore to do it")
                shell.send(f"{typed}\r")
                assert shell.ended() == code
            assert bool(store.notes.where()) == bool(code)
        while "a later note" in window.text():
            window.pump(0.1)
        # It works on in what was put back.
        window.send("2")
        window.wait("Dana Okafor")
    store.close()
