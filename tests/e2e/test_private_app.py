"""The app in a careless shell: what it leaves on the disk, and what others can see of it."""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
import stat
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from somebody import INFOVIEW
from tty_session import Tty

from infoview_tui.services.interviews import book
from infoview_tui.services.people import add_person
from infoview_tui.storage.store import Store


class Careless(Tty):
    """A shell that lets everybody read its files and its cores, and asks Textual to tell all."""

    def become(self, argv: list[str], environment: dict[str, str]) -> None:
        os.umask(0)
        hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
        resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
        super().become(argv, environment)


def until(tty: Tty, there: Callable[[], object]) -> None:
    deadline = time.monotonic() + 15
    while not there():
        assert time.monotonic() < deadline, tty.text()
        tty.pump(0.05)


def test_the_app_leaves_nothing_that_others_can_read(
    home: Path, database: Path, store: Store
) -> None:
    now = datetime.now(UTC)
    dana = add_person(store, now, name="Dana Okafor")
    soon = now + timedelta(hours=2)
    book(store, now, [dana], starts_at=soon, zone="Europe/Lisbon", minutes=20)
    store.close()
    (home / "data").chmod(0o700)
    out = home / "out"
    out.mkdir(mode=0o700)
    leak = {"TEXTUAL_LOG": str(out / "log"), "TEXTUAL": "debug", "TEXTUAL_PRESS": "q,q"}
    leak |= {"TEXTUAL_SCREENSHOT": "0", "TEXTUAL_SCREENSHOT_LOCATION": str(out)}
    words = [*INFOVIEW, "--database", str(database)]
    with Careless(words, env={**leak}, cwd=out) as tty:
        tty.wait("Dana Okafor", 15)
        limits = Path(f"/proc/{tty.pid}/limits").read_text(encoding="ascii")
        assert next(x for x in limits.splitlines() if "core" in x).split()[4:6] == ["0", "0"]
        backups = database.parent / "backups"
        until(tty, lambda: [*backups.glob("infoview-*.db")])
        tty.key("3")
        tty.wait("Goal 1  ")
        tty.key("escape")
        tty.wait("F1 keys")
        tty.idle()
        tty.key("w")
        tty.wait("Sheet to")
        tty.key("enter")
        until(tty, lambda: [*out.glob("dana-okafor-*.txt")])
        tty.key("n")
        tty.wait("Goal 1  ")
        with closing(sqlite3.connect(database, isolation_level=None)) as db:
            db.execute("begin exclusive")
            tty.send("why the flood was kept quiet")
            tty.wait("why the flood was kept quiet")
            tty.signal(signal.SIGTERM)
            assert tty.ended(5) == 128 + signal.SIGTERM
            assert "The rest is in" in tty.text()
    (emergency,) = database.parent.glob("*.emergency-*")
    assert b"flood" in emergency.read_bytes()
    for path in (home, *home.rglob("*")):
        mode = stat.S_IMODE(path.lstat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path
    assert [path.suffix for path in out.iterdir()] == [".txt"]
    for title in (b"\x1b]0;", b"\x1b]1;", b"\x1b]2;", b"\x1bk"):
        assert title not in tty.raw
