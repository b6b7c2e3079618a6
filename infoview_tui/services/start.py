"""What is looked at once, when the app starts."""

from __future__ import annotations

import contextlib
import glob
import json
import os
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from infoview_tui.errors import InfoviewError, RefusedError
from infoview_tui.storage.drafts import read_owner
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Table
from infoview_tui.storage.waiting import unsealed

MAX_EMERGENCY = 64 * 1024 * 1024
"""Bytes an emergency file may have; what a saver holds is far less."""


def at_start(store: Store, zone: ZoneInfo | None = None) -> bool:
    """Take in what an earlier run could not save; returns whether this is the first start.

    An emergency file that cannot be taken in is left where it is. `zone` is the user's: what
    follows from a note is due by its days.
    """
    for file in sorted(store.path.parent.glob(f"{glob.escape(store.path.name)}.emergency-*")):
        with contextlib.suppress(InfoviewError, OSError):
            take_in(store, file, zone)
    known = store.db.execute(
        "select exists (select 1 from settings) or exists (select 1 from people)"
    ).fetchone()[0]
    return not known


def take_in(store: Store, file: Path, zone: ZoneInfo | None = None) -> None:
    """Take an emergency file in: drafts to their places, notes to where they were typed.

    Raises:
        RefusedError: it is not a file that a saver of this user wrote.
        OSError: it cannot be read, or another window took it in.

    """
    with store.write():
        try:
            for line in _private_text(file).splitlines():
                _take_in_line(store, json.loads(line), zone)
        except (ValueError, ArithmeticError, LookupError, TypeError, RecursionError) as error:
            raise RefusedError(f"{file} is damaged; it was left as it is.") from error
    file.unlink()


def _private_text(file: Path) -> str:
    handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as opened:
        status = os.fstat(handle)
        ours = stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid()
        if not ours or status.st_size > MAX_EMERGENCY:
            raise RefusedError(f"{file} is not a file of infoview's; it was left as it is.")
        return unsealed(file) or opened.read().decode("utf-8")


def _take_in_line(store: Store, line: dict[str, Any], zone: ZoneInfo | None) -> None:
    from infoview_tui.services.notes import MAX_NOTE, capture

    at = datetime.fromisoformat(line["at"]).astimezone(UTC)
    if "note" not in line:
        place, body, owner = _text(line, "place"), _text(line, "body"), _text(line, "owner")
        store.drafts.keep(at, place, body, read_owner(owner))
        return
    words = _text(line, "note")
    # The uid makes it harmless when the note was saved after all, or the file could not be removed.
    uid = f"{int(_text(line, 'uid'), 16):016x}"
    for start in range(0, len(words), MAX_NOTE):
        # Nothing but blanks is refused.
        with contextlib.suppress(RefusedError):
            part = f"{uid}-{start}" if start else uid
            capture(
                store,
                at,
                words[start : start + MAX_NOTE],
                uid=part,
                interview_id=_still_there(store.interviews, line.get("interview")),
                person_id=_still_there(store.people, line.get("person")),
                item_id=_still_there(store.interviews.checklist, line.get("item")),
                zone=zone,
            )


def _still_there(table: Table[Any], id: object) -> int | None:
    # What was removed meanwhile must not keep the words out: they go to the inbox then.
    if id is not None and not isinstance(id, int):
        raise TypeError(table.name)
    return id if id is not None and table.where("t.id=?", id) else None


def _text(line: dict[str, Any], name: str) -> str:
    if not isinstance(line[name], str):
        raise TypeError(name)
    return str(line[name])


def first_answers(store: Store, now: datetime, name: str, exploring: str) -> None:
    """Keep the answers of the first start; both may be empty."""
    with store.write():
        store.change_setting(now, "name", name.strip())
        store.change_setting(now, "exploring", exploring.strip())
