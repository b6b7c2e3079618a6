"""The lines of a meeting's note line: saved together, and taken back together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from infoview_tui.domain.notes import Note, NoteKind, as_typed, read_note
from infoview_tui.domain.preparation import ItemState
from infoview_tui.domain.text import clean_line
from infoview_tui.errors import ConflictError
from infoview_tui.services.closing import untick_names
from infoview_tui.services.notes import capture, delete_note, edit_note
from infoview_tui.storage.store import Store


def say_all(
    store: Store,
    now: datetime,
    lines: Sequence[tuple[str, str]],
    *,
    interview_id: int,
    item_id: int | None,
    zone: ZoneInfo,
) -> tuple[Note, ...]:
    """Capture lines of a meeting in one transaction; each is (uid, line)."""
    with store.write():
        person_id = store.interviews.get(interview_id).person_id
        return tuple(
            capture(
                store,
                now,
                line,
                uid=uid,
                interview_id=interview_id,
                person_id=person_id,
                item_id=item_id,
                zone=zone,
            )
            for uid, line in lines
        )


def take_back(
    store: Store,
    now: datetime,
    lines: Sequence[tuple[str, str]],
    *,
    interview_id: int,
    names: tuple[ItemState, ItemState],
) -> None:
    """Undo `say_all`; `names` is the state of the check of names before and after it.

    Raises:
        ConflictError: the words of one were changed since; all of them stay.

    """
    with store.write():
        for uid, line in lines:
            # None there: it was deleted since, or never saved.
            for note in store.notes.where("t.uid=?", uid):
                if (note.kind, note.body) != read_note(clean_line(line)):
                    raise ConflictError("Changed in another window since; it stays as it is.")
                delete_note(store, now, note.id)
        untick_names(store, now, interview_id, *names)


def change_back(
    store: Store,
    now: datetime,
    id: int,
    *,
    was: tuple[NoteKind, str],
    became: tuple[NoteKind, str],
    names: tuple[ItemState, ItemState],
    zone: ZoneInfo,
) -> None:
    """Undo the change of a note's words; `names` is as in `take_back`.

    Raises:
        ConflictError: they were changed again since.

    """
    with store.write():
        note = store.notes.get(id)
        if (note.kind, note.body) != became:
            raise ConflictError("This note was changed in another window; it stays as it is.")
        edit_note(store, now, id, as_typed(*was), zone)
        if note.interview_id is not None:
            untick_names(store, now, note.interview_id, *names)
