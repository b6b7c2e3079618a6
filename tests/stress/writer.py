"""Types notes through the real saver and says what is saved: the process that faults are put into.

Run with the database and how many notes; each line on stdout is a promise that was made.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from infoview_tui.services.notes import capture
from infoview_tui.storage import saver as saver_module
from infoview_tui.storage.drafts import this_owner
from infoview_tui.storage.saver import PendingNote, Saver
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import new_uid

LINES = tuple(
    f"{number}: né {'what she said of it ' * (number % 3 + 1)}and more" for number in range(200)
)
LEFT = "and half a li"
"""What stands in the line at the end."""


def tell(*words: object) -> None:
    # One write, so that a kill leaves a whole line or none.
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def write(path: Path, place: str, count: int) -> None:
    saver = Saver(path, this_owner())
    saver.start()
    patience, position = 0.5, 0

    def draft(text: str) -> None:
        nonlocal patience
        saver.draft(place, text)
        if patience and saver.flush(patience):
            tell("saved", position + len(text))
        else:
            # One goes on typing while the disk refuses.
            patience = 0.0

    for text in LINES[:count]:
        draft(text[: len(text) // 2])
        draft(text)
        note = PendingNote(new_uid(), text, datetime.now(UTC), 1)
        position += len(text) + 1

        def work(store: Store, note: PendingNote = note) -> Any:
            return capture(store, note.at, note.line, uid=note.uid, interview_id=1)

        def done(result: Any, position: int = position) -> None:
            tell(*(("refused", result) if isinstance(result, Exception) else ("saved", position)))

        saver.save(work, done, place=place, note=note)
        if patience and not saver.flush(patience):
            patience = 0.0
    draft(LEFT)
    saver.stop(0.3 if patience else 0.05)
    for words in saver.homeless:
        tell("homeless", words)
    tell("end")


if __name__ == "__main__":
    saver_module.RETRY_SECONDS = 0.02
    write(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
