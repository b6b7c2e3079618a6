from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from tty_session import Tty

from infoview_tui.storage.store import Store


def test_a_fault_of_ours_says_one_sentence_and_none_of_the_words(
    database: Path, store: Store, now: datetime
) -> None:
    with store.write():
        store.change_setting(now, "name", "Wren")
    app = Path(__file__).with_name("failing_app.py")
    with Tty([sys.executable, app, database, "page"]) as tty:
        tty.wait("Today", 15)
        tty.send("half a line that is typed")
        tty.wait("half a line that is typed")
        tty.key("ctrl+l")
        assert tty.ended(10) == 1
        told = tty.text()
    assert "infoview had to stop: ZeroDivisionError" in told
    assert "flood" not in bytes(tty.raw).decode(errors="replace")
    assert b"\x1b[?1049l" in bytes(tty.raw)
    place = "person:new"
    assert [draft.body for draft in store.drafts.at(place)] == ["half a line that is typed"]


def test_a_fault_before_the_first_page_is_there_ends_it_too(
    database: Path, store: Store, now: datetime
) -> None:
    with store.write():
        store.change_setting(now, "name", "Wren")
    app = Path(__file__).with_name("failing_app.py")
    with Tty([sys.executable, app, database, "first"]) as tty:
        assert tty.ended(10) == 1
        told = tty.text()
    assert "infoview had to stop: ZeroDivisionError" in told
    assert b"\x1b[?1049l" in bytes(tty.raw)


def test_a_fault_in_reading_keys_ends_it_with_none_of_the_words(database: Path) -> None:
    app = Path(__file__).with_name("failing_app.py")
    with Tty([sys.executable, app, database, "keyboard"]) as tty:
        tty.wait("Your name", 15)
        tty.key("ctrl+l")
        assert tty.ended(10) == 1
        told = tty.text()
    assert "infoview had to stop: ZeroDivisionError in fail_to_read, line" in told
    assert "flood" not in bytes(tty.raw).decode(errors="replace")
