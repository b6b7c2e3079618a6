"""The bytes that pass between the real program and a terminal, when they mean harm."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hostile import ACTED_ON, SEQUENCES, TYPED_ONLY, harmed
from somebody import User, shell

from infoview_tui.commands import PLACES
from infoview_tui.domain.text import neutral
from infoview_tui.storage.store import Store

OURS = re.compile(
    r"\x1b\[[\d;]*[A-DHJKbm]"  # moving, erasing, repeating, colours
    r"|\x1b\[\?\d+(?:[hl]|\$p)|\x1b\[6n|\x1b\[[<>]\d*u"  # modes, and what the terminal is asked
    r"|\x1b\]22;default\x07"  # the pointer's shape
    r"|[\r\b]"
)
"""The sequences that the app sends of its own accord."""


def test_of_a_hostile_text_no_byte_reaches_the_terminal_but_as_text(
    database: Path, store: Store, zone: ZoneInfo
) -> None:
    harmed(store, datetime.now(zone), zone)
    with User(database) as user:
        shown = user.sees(r"\[1 Today\]")
        for _name, key, _field, label in (PLACES[1], PLACES[4]):
            user.presses(key)
            user.sees(rf"\[{key} {label}\]")
            # Into the row, and back.
            user.presses("down", "enter")
            user.tty.idle()
            shown += user.tty.text()
            user.presses("escape")
            user.tty.idle()
            user.presses("escape")
            user.tty.idle()
        sent = bytes(user.tty.raw).decode()
    assert any(neutral(words) in shown for words in SEQUENCES)
    assert not ACTED_ON.findall(OURS.sub("", sent))
    assert "\x1b[99;99H" not in sent
    assert "\x1b[?1049l" not in sent
    # A new screen, and what it was asked by is wiped away.
    assert sent.count("\x1b[2J") == 2


def test_what_is_typed_in_bytes_that_mean_harm_is_kept_and_no_command(database: Path) -> None:
    shell(database, "people", "add", "Dana Okafor")
    with User(database, "meet", "--with", "dana") as user:
        user.sees(r"(19:5\d|20:00) left")
        for number, typed in enumerate(TYPED_ONLY, 1):
            user.tty.send(typed + b"ok\r")
            user.sees(f"Notes · {number}")
        # The end of a paste within it ends it: the rest is typed.
        user.types("\x1b[200~\x11\x1b[21~\x1b[201~ typed\x1b[201~ on\r")
        user.sees("Notes · 5")
        # A terminal without bracketed paste: its escapes are keys, and none is the yes to any.
        user.types("first\r[@click=app.quit]\x1b\x1b\x1b[21~\x1b[21~ second\r\x1b]52;c;eA==\x07z\r")
        user.sees("Notes · 9")
        user.leaves()
    notes = [note["body"] for note in shell(database, "notes", "list", "--json")]
    assert notes == [
        *("\ufffd\ufffdok", "\ufffd\ufffd\ufffdok", "\ufffd(ok", "\ufffdok"),
        *("\x11\x1b[21~ typed on", "first", "[@click=app.quit]", "second", "]52;c;eA==z"),
    ]
    [meeting] = shell(database, "interviews", "list", "--json")
    assert meeting["ended_at"] is None
