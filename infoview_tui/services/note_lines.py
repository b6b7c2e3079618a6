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
from infoview_tui.services.conflicts import Saved, Values, Write, save
from infoview_tui.services.conflicts import take_back as take_over_back
from infoview_tui.services.notes import capture, delete_note, edit_note
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen
from infoview_tui.values import dataclass


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


def rewriting(id: int, zone: ZoneInfo) -> Write:
    """Return what changes the words of a note, whose values are its `kind` and `body`."""

    def write(store: Store, now: datetime, seen: Seen, values: Values) -> None:
        line = as_typed(values["kind"], values["body"])
        edit_note(store, now, id, line, zone, seen=seen)

    return write


@dataclass
class Rewrite:
    """New words of a note of a meeting, which asks nothing: those of another window stay too.

    `names` is as in `take_back`.
    """

    note: Note
    kind: NoteKind
    body: str
    names: tuple[ItemState, ItemState]
    zone: ZoneInfo
    saved: Saved | None = None

    @property
    def _values(self) -> Values:
        return {"kind": self.kind, "body": self.body}

    def make(self, store: Store, now: datetime) -> Saved:
        """Change the note; what another window made of it meanwhile becomes one beside it."""
        seen = {"kind": self.note.kind, "body": self.note.body}
        write = rewriting(self.note.id, self.zone)
        self.saved = save(store, now, self.zone, write, seen, self._values, over=True)
        return self.saved

    def take_back(self, store: Store, now: datetime) -> None:
        """Undo `make`.

        Raises:
            ConflictError: the words were changed again since.

        """
        if self.saved is None:
            return
        with store.write():
            write = rewriting(self.note.id, self.zone)
            take_over_back(store, now, write, self.saved, self._values)
            if self.note.interview_id is not None:
                untick_names(store, now, self.note.interview_id, *self.names)
