"""Typed into a database by a process of its own, for the tests that kill it."""

from __future__ import annotations

import itertools
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from infoview_tui.services.notes import capture
from infoview_tui.storage.drafts import this_owner
from infoview_tui.storage.saver import Saver
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import new_uid

PLACE = "meeting:1"


def line(number: int) -> str:
    """Return what is typed as the note of that number."""
    return f"{number}: né {'what she said of it ' * (number % 3 + 1)}"


def acknowledge(*words: object) -> None:
    print(*words, flush=True)


def type_notes(path: Path) -> None:
    """Type note after note until killed; a line on stdout for all that is said to be saved."""
    saver = Saver(path, this_owner())
    saver.start()
    for number in itertools.count():
        text = line(number)
        for length in range(1, len(text) + 1):
            saver.draft(PLACE, text[:length])
            if (number + length) % 4 == 0 and saver.flush(30):
                acknowledge("draft", number, length)
        uid = new_uid()

        def work(store: Store, text: str = text, uid: str = uid) -> Any:
            return capture(store, datetime.now(UTC), text, uid=uid)

        def done(_note: Any, number: int = number) -> None:
            acknowledge("note", number)

        saver.save(work, done, place=PLACE, words=text)


def capture_notes(path: Path, who: str, interview_id: int, count: int) -> None:
    """Capture notes into a running meeting, once told to."""
    store = Store(path)
    acknowledge("ready")
    sys.stdin.readline()
    for number in range(count):
        capture(store, datetime.now(UTC), f"{who} {number}", interview_id=interview_id)
    store.close()


if __name__ == "__main__":
    if sys.argv[1] == "type":
        type_notes(Path(sys.argv[2]))
    else:
        capture_notes(Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))
