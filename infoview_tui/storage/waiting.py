"""What waits for the saver, and the file that keeps it where the saver has to give up."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from infoview_tui.storage.drafts import Owner
from infoview_tui.storage.store import Store


@dataclass(frozen=True)
class PendingNote:
    """A typed line on its way to the disk: all that `services.notes.capture` needs to know of it.

    The job that saves it uses the same `uid`, so that a note which was both saved and written to
    the emergency file stays one.
    """

    uid: str
    line: str
    at: datetime
    interview_id: int | None = None
    person_id: int | None = None
    item_id: int | None = None


@dataclass(frozen=True)
class WaitingDraft:
    """The text of a place; `number` counts what was handed in."""

    number: int
    place: str
    body: str


@dataclass(frozen=True)
class WaitingJob:
    """A use-case with what was typed for it, see `Saver.save`."""

    number: int
    work: Callable[[Store], Any]
    done: Callable[[Any], None]
    place: str
    words: str
    note: PendingNote | None


def write_emergency(file: Path, items: Sequence[WaitingDraft | WaitingJob], owner: Owner) -> bool:
    """Add the typed words among items to a file of mode 0600; False when none are written."""
    lines = _lines(items, owner)
    if not lines:
        return False
    flags = os.O_CREAT | os.O_WRONLY | os.O_APPEND | os.O_NOFOLLOW
    try:
        with os.fdopen(os.open(file, flags, 0o600), "wb") as out:
            out.write("".join(json.dumps(line) + "\n" for line in lines).encode())
            out.flush()
            os.fsync(out.fileno())
    except OSError:
        return False
    return True


def words_of(items: Sequence[WaitingDraft | WaitingJob]) -> tuple[str, ...]:
    """Return the typed words among items, for showing them where no file can take them."""
    notes = [i.note.line for i in items if isinstance(i, WaitingJob) and i.note is not None]
    return (*notes, *(body for body in _drafts_of(items).values() if body))


def _lines(items: Sequence[WaitingDraft | WaitingJob], owner: Owner) -> list[dict[str, Any]]:
    """Return the lines as `services.start.take_in` reads them."""
    notes = [i.note for i in items if isinstance(i, WaitingJob) and i.note is not None]
    drafts = _drafts_of(items)
    if not notes and not any(drafts.values()):
        return []
    at = datetime.now(UTC).isoformat()
    return [_note_line(note) for note in notes] + [
        {"at": at, "place": place, "body": body, "owner": str(owner)}
        for place, body in drafts.items()
    ]


def _note_line(note: PendingNote) -> dict[str, Any]:
    return {
        "at": note.at.isoformat(),
        "uid": note.uid,
        "note": note.line,
        "interview": note.interview_id,
        "person": note.person_id,
        "item": note.item_id,
    }


def _drafts_of(items: Sequence[WaitingDraft | WaitingJob]) -> dict[str, str]:
    """Return what is to stand at each place; "" takes away what the database has there."""
    words: defaultdict[str, list[str]] = defaultdict(list)
    typed: dict[str, str] = {}
    for item in items:
        if isinstance(item, WaitingDraft):
            typed[item.place] = item.body
        elif item.place:
            # The job was to take the draft before it away.
            typed[item.place] = ""
            if item.note is None:
                words[item.place].append(item.words)
    return {
        place: "\n".join(text for text in (*words[place], body) if text)
        for place, body in typed.items()
    }
