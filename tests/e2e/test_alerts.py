from __future__ import annotations

import re
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from somebody import User
from tty_session import Tty

from infoview_tui.services.interviews import book
from infoview_tui.services.meeting import start
from infoview_tui.services.people import add_person
from infoview_tui.storage.store import Store
from infoview_tui.timekeeper import Timekeeper

APP = Path(__file__).with_name("driver_app.py")
FLASH = re.compile(rb"\x1b\[\?5[hl]")
ALERTS = re.compile(rb"\x1b\]9;[^\x07]*\x07|\x07|" + FLASH.pattern)


@pytest.mark.parametrize(
    ("bell", "told"),
    [
        ("off", []),
        ("bell", [b"\x07"]),
        ("flash", [b"\x1b[?5h", b"\x1b[?5l"]),
        ("message", [b"\x1b]9;Two minutes left\x07"]),
    ],
)
def test_at_two_minutes_the_terminal_is_told_once_and_in_the_chosen_way(
    database: Path, store: Store, tmp_path: Path, bell: str, told: list[bytes]
) -> None:
    now = datetime.now(UTC)
    boot = Timekeeper().boot()
    assert boot is not None
    dana = add_person(store, now, name="Dana Okafor")
    id = book(store, now, [dana], starts_at=now, zone="Europe/Lisbon")
    start(store, now, id, boot)
    config = tmp_path / "config.toml"
    config.write_text(f'bell = "{bell}"\n')
    with User(database, env={"INFOVIEW_CONFIG": str(config)}) as user:
        user.sees(r"19:\d\d")
        user.tty.quiet(0.3, 1)
        before = len(user.tty.raw)
        with store.write():
            store.interviews.change(now, id, boot_at=boot.at + timedelta(minutes=18))
        figure = user.sees(r"01:\d\d")
        user.sees(rf"01:(?!{figure.split('01:')[1][:2]})\d\d")
        sent = bytes(user.tty.raw[before:])
        user.leaves()
    assert ALERTS.findall(sent) == told
    assert len(sent) < 500, "the screen was sent again"


@pytest.mark.parametrize("way", ["quit", "suspend", "kill"])
def test_no_terminal_stays_reversed(tmp_path: Path, way: str) -> None:
    with Tty([sys.executable, APP, tmp_path, "keys"], env={"FLASH_SECONDS": "60"}) as tty:
        tty.wait("typed: 0")
        tty.send("F")
        tty.wait("typed: 1")
        tty.quiet()
        assert FLASH.findall(tty.raw) == [b"\x1b[?5h"]
        if way == "quit":
            tty.send("Q")
        else:
            tty.signal(signal.SIGTSTP if way == "suspend" else signal.SIGTERM)
        while b"\x1b[?1049l" not in tty.raw:
            assert tty.pump(5)
        assert FLASH.findall(tty.raw) == [b"\x1b[?5h", b"\x1b[?5l"]
