"""What waits for the saver, and the file that keeps it where the saver has to give up."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import stat
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from infoview_tui.domain.text import neutral
from infoview_tui.errors import ConflictError, InfoviewError, StorageError
from infoview_tui.storage.connection import looks_encrypted, sealing_key
from infoview_tui.storage.drafts import Owner
from infoview_tui.storage.store import Store
from infoview_tui.values import dataclass


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


def may_pass(error: InfoviewError) -> bool:
    """Whether trying again can help: the disk may have room later, a rule stays broken."""
    return (
        isinstance(error, StorageError)
        and not isinstance(error, ConflictError)
        and not isinstance(error.__cause__, sqlite3.IntegrityError | sqlite3.ProgrammingError)
    )


def write_emergency(
    file: Path, items: Sequence[WaitingDraft | WaitingJob], owner: Owner
) -> Path | None:
    """Add the typed words among items to a file of mode 0600; None when none are written.

    Where something else has its name, it is a new file of a longer one.
    """
    lines = _lines(items, owner)
    if not lines:
        return None
    text = "".join(json.dumps(line) + "\n" for line in lines)
    key = sealing_key()
    if key:
        return _sealed(file, text, key)
    try:
        handle = _opened(file)
        if handle is None:
            file = file.with_name(f"{file.name}-{os.urandom(4).hex()}")
            handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(text.encode())
            out.flush()
            os.fsync(out.fileno())
    except OSError:
        return None
    return file


def _sealed(file: Path, text: str, key: str) -> Path | None:
    """Write the words where the database is encrypted: in a file of their own, with its key."""
    from infoview_tui.storage.cipher import seal

    file = file.with_name(f"{file.name}-{os.urandom(4).hex()}")
    try:
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW, 0o600))
        seal(file, text, key)
    except (sqlite3.Error, OSError):
        with contextlib.suppress(OSError):
            file.unlink()
        return None
    return file


def unsealed(file: Path) -> str | None:
    """Read the words of an emergency file that is encrypted; None for one that is not.

    Raises:
        StorageError: its key is not known.

    """
    if not looks_encrypted(file):
        return None
    try:
        from infoview_tui.storage.cipher import unseal

        return unseal(file)
    except (sqlite3.Error, ImportError) as error:
        raise StorageError(f"{file} is encrypted with another key; it was left there.") from error


def _opened(file: Path) -> int | None:
    """Open a file to add to; None where it is not one that only we can read."""
    # A pipe would wait for somebody to read it.
    flags = os.O_CREAT | os.O_WRONLY | os.O_APPEND | os.O_NOFOLLOW | os.O_NONBLOCK
    try:
        handle = os.open(file, flags, 0o600)
    except OSError:
        return None
    with contextlib.suppress(OSError):
        status = os.fstat(handle)
        alone = stat.S_ISREG(status.st_mode) and status.st_nlink == 1
        if alone and status.st_uid == os.geteuid():
            os.fchmod(handle, 0o600)
            return handle
    os.close(handle)
    return None


def words_of(items: Sequence[WaitingDraft | WaitingJob]) -> tuple[str, ...]:
    """Return the typed words among items, for showing them where no file can take them."""
    notes = [i.note.line for i in items if isinstance(i, WaitingJob) and i.note is not None]
    return (*notes, *(body for body in _drafts_of(items).values() if body))


def farewell(database: Path, emergency: Path | None, homeless: Sequence[str]) -> str:
    """Say where the words are that could not be saved, "" when all are on the disk."""
    if emergency is not None:
        return (
            f"Not everything could be saved in {database}. The rest is in {emergency}, "
            "readable by you only; the next start takes it in."
        )
    if homeless:
        return "These words could be written nowhere; copy them from here:\n" + "\n".join(
            map(neutral, homeless)
        )
    return ""


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
