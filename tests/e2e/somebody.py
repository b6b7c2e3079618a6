"""Somebody at a terminal, and a shell beside it: how the end-to-end tests use the real program."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tty_session import Tty

from infoview_tui.storage.rows import store_moment
from infoview_tui.storage.store import Store

INFOVIEW = (sys.executable, "-m", "infoview_tui")
FIGURE = re.compile(r"(\d\d+):(\d\d) (left|over)")


class User:
    """Somebody at a terminal: types, presses keys, and waits for what the screen says."""

    def __init__(
        self,
        database: Path,
        *args: str,
        cols: int = 80,
        rows: int = 24,
        env: Mapping[str, str | None] | None = None,
    ) -> None:
        self.database = database
        words = (*INFOVIEW, "--database", str(database), *args)
        self.tty = Tty(words, cols, rows, env={"TZ": "Europe/Lisbon", **(env or {})})

    def __enter__(self) -> User:
        return self

    def __exit__(self, *_: object) -> None:
        self.tty.kill()
        self.tty.hang_up()

    def sees(self, words: str) -> str:
        return self.tty.wait(words, 15)

    def types(self, text: str) -> None:
        self.tty.send(text)

    def presses(self, *names: str) -> None:
        for name in names:
            self.tty.key(name)

    def presses_again(self, name: str) -> None:
        """Confirm: the second press counts once a held key would have repeated."""
        earliest = time.monotonic() + 0.35
        while time.monotonic() < earliest:
            self.tty.pump(0.05)
        self.tty.key(name)

    def leaves(self) -> None:
        self.tty.key("ctrl+q")
        assert self.tty.ended(5) == 0

    def row(self, number: int) -> str:
        """Return a row of the screen; -2 is the line that is typed in."""
        return self.tty.text().split("\n")[number].rstrip()

    def seconds_left(self) -> int:
        """Return what the meeting's clock shows, below zero when it is over."""
        found = FIGURE.search(self.sees(FIGURE.pattern))
        assert found is not None
        seconds = int(found[1]) * 60 + int(found[2])
        return seconds if found[3] == "left" else -seconds


def shell(database: Path, *args: str) -> Any:
    words = (*INFOVIEW, "--database", str(database), *args)
    result = subprocess.run(words, capture_output=True, text=True, check=True, timeout=30)
    return json.loads(result.stdout) if "--json" in args else result.stdout.strip()


def later(store: Store, minutes: float) -> timedelta:
    """Let minutes go by for every process: all that has happened in a meeting happened sooner."""
    gone = timedelta(minutes=minutes)
    with store.write():
        for table, column in (
            ("interviews", "started_at"),
            ("pauses", "started_at"),
            ("pauses", "ended_at"),
            ("notes", "at"),
        ):
            rows = store.db.execute(
                f"select id, {column} from {table} where {column} is not null"
            ).fetchall()
            for id, at in rows:
                sooner = store_moment(datetime.fromisoformat(at) - gone)
                store.db.execute(f"update {table} set {column}=? where id=?", [sooner, id])
    return gone
