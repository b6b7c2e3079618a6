"""The notes of a meeting: lines become notes, and notes are changed and deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, ClassVar

from infoview_tui.domain.notes import Note, NoteKind, as_typed, in_parts, read_note
from infoview_tui.domain.preparation import ItemState
from infoview_tui.domain.text import clean_line
from infoview_tui.errors import InfoviewError
from infoview_tui.screens.meeting_base import Change
from infoview_tui.screens.meeting_list import MeetingList
from infoview_tui.services.closing import closing_item, count_names, raised
from infoview_tui.services.conflicts import Saved, when_and_where
from infoview_tui.services.desk import Desk
from infoview_tui.services.named import is_known
from infoview_tui.services.note_lines import Rewrite, say_all, take_back
from infoview_tui.services.notes import MAX_NOTE, NO_WORDS, delete_note, read_line, restore_note
from infoview_tui.storage.saver import PendingNote
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import new_uid
from infoview_tui.widgets.drawn import fit, shown
from infoview_tui.widgets.line import Typing

Kept = tuple[Note, ...]

NAMED = 24
"""Cells of a note that tell which one it is."""


class MeetingNotes(MeetingList):
    """Turns typed lines into notes, and changes those that are there."""

    NEW_PERSON: ClassVar[str] = "goes into People when you end"
    """What becomes of somebody who is named for the first time."""

    def __init__(self, desk: Desk, interview_id: int) -> None:
        super().__init__(desk, interview_id)
        self.place = f"meeting:{interview_id}:note"
        self.unsaved = desk.unsaved.setdefault(interview_id, {})

    # New ones.

    def keep_lines(self, lines: Sequence[str]) -> None:
        """Save what was typed, a note a line; the notes are shown once they are on the disk."""
        item = self.current()
        cleaned = filter(None, map(clean_line, lines))
        parts = [part for line in cleaned for part in in_parts(line, MAX_NOTE)]
        typed = [(new_uid(), part) for part in parts]
        names = self._names_with(parts)
        self.unsaved.update(typed)
        work = partial(_and_whether_known, parts, self.saying(typed, item.id if item else None))
        done = partial(self._kept, typed)
        if len(typed) == 1:
            (uid, line) = typed[0]
            note = PendingNote(
                uid=uid,
                line=line,
                at=self.desk.now(),
                interview_id=self.interview_id,
                person_id=self.live.interview.person_id if self.live else None,
                item_id=item.id if item else None,
            )
            self.save(work, done, place=self.place, note=note)
        else:
            self.save(work, done, place=self.place, words="\n".join(parts))
        words = f'the note "{named(typed[0][1])}"' if len(typed) == 1 else f"{len(typed)} notes"
        self.can_take_back(
            words, partial(take_back, lines=typed, interview_id=self.interview_id, names=names)
        )
        if self.prompt.trouble:
            self.show_notes()

    def saying(self, lines: Sequence[tuple[str, str]], item_id: int | None) -> Change:
        """Return the use-case that saves lines, each with its uid."""
        return partial(
            say_all,
            lines=lines,
            interview_id=self.interview_id,
            item_id=item_id,
            zone=self.desk.zone,
        )

    def _names_with(
        self, lines: Sequence[str], instead_of: Note | None = None
    ) -> tuple[ItemState, ItemState]:
        """Show the check of names as lines will leave it; return what it was and becomes."""
        live = self.live
        item = closing_item(live.items, "names") if live else None
        if live is None or item is None:
            return ItemState.OPEN, ItemState.OPEN
        read = [read_note(line) for line in lines]
        if all(kind is not NoteKind.PERSON for kind, _body in read):
            return item.state, item.state
        read += [(note.kind, note.body) for note in live.notes if note != instead_of]
        read += map(read_note, self.unsaved.values())
        became = raised(item.state, count_names(b for k, b in read if k is NoteKind.PERSON))
        ticked = replace(item, state=became)
        items = tuple(ticked if other.id == item.id else other for other in live.items)
        self.live = replace(live, items=items)
        self.show_questions()
        return item.state, became

    def _kept(
        self, typed: Sequence[tuple[str, str]], result: tuple[Kept, bool] | InfoviewError
    ) -> None:
        for uid, _line in typed:
            self.unsaved.pop(uid, None)
        if isinstance(result, InfoviewError):
            self.say(str(result))
            # In front of what was typed since: no word may go.
            lines = [line for _uid, line in typed]
            self.note.set(" ".join(part for part in (*lines, self.note.text) if part))
            self.edited()
            return
        if self.live is None or not self.is_attached:
            return
        kept, known = result
        shown = {note.id for note in self.live.notes}
        new = [note for note in kept if note.id not in shown]
        notes = sorted((*self.live.notes, *new), key=lambda note: (note.at, note.id))
        self.live = replace(self.live, notes=tuple(notes))
        self.say(self._said(kept, known=known))
        self.show()

    def _said(self, notes: Sequence[Note], *, known: bool) -> str:
        if len(notes) > 1:
            return f"Saved {len(notes)} notes.  F8 undo"
        if notes and notes[0].kind is NoteKind.PERSON:
            name = notes[0].body.split(",")[0].strip()
            where = "is in People already" if known else self.NEW_PERSON
            return f"Saved. {name} {where}.  F8 undo"
        return "Saved."

    # Those that are there.

    def chosen(self) -> Note | None:
        """Return the note under the cursor."""
        notes = self.live.notes if self.live else ()
        return next((n for n in notes if n.id == self.chosen_note), notes[-1] if notes else None)

    def up_or_down(self, steps: int) -> None:
        """Go so many rows further in what has the keys."""
        note = self.chosen()
        if self.mode != "notes":
            super().up_or_down(steps)
        elif note is not None and self.live is not None:
            notes = self.live.notes
            index = max(0, min(len(notes) - 1, notes.index(note) + steps))
            self.chosen_note = notes[index].id
            self.show()

    async def do_page_up(self) -> None:
        """Go a screenful of notes up."""
        self.up_or_down(2 - self.notes.size.height)

    async def do_page_down(self) -> None:
        """Go a screenful of notes down."""
        self.up_or_down(self.notes.size.height - 2)

    async def do_first(self) -> None:
        """Go to the first note."""
        self.up_or_down(-1_000_000)

    async def do_last(self) -> None:
        """Go to the last note."""
        self.up_or_down(1_000_000)

    async def do_list(self) -> None:
        """Go on to the next: note line, checklist, notes."""
        if self.mode == "list":
            await self.catch_up()
        await super().do_list()

    async def do_edit(self) -> None:
        """Change the words of the chosen note."""
        note = self.chosen()
        if note is None:
            self.say("There is no note yet.")
            return

        async def done(text: str) -> None:
            kind, body = read_line(text, NO_WORDS)
            names = self._names_with([text], instead_of=note)
            rewrite = Rewrite(read, kind, body, names, self.desk.zone)
            self.can_take_back("the change of a note", rewrite.take_back)
            self._edited(rewrite.make, place=place, words=text)
            self._show_changed(replace(note, kind=kind, body=body, version=note.version + 1))
            self.say("Changed.  F8 undo")

        place, read = f"note:{note.id}", note
        initial = as_typed(note.kind, note.body)
        await self.type(Typing("Note", done, place=place, clears=False), initial)

    def _show_changed(self, note: Note) -> None:
        assert self.live is not None
        notes = tuple(note if other.id == note.id else other for other in self.live.notes)
        self.live = replace(self.live, notes=notes)
        self.show()

    async def do_delete(self) -> None:
        """Delete the chosen note."""
        note = self.chosen()
        if note is None or self.live is None:
            self.say("There is no note yet.")
            return
        index = self.live.notes.index(note)
        rest = (*self.live.notes[:index], *self.live.notes[index + 1 :])

        async def back() -> None:
            self.chosen_note = note.id
            self.change(None, partial(restore_note, id=note.id))

        self.desk.can_undo("the deletion of a note", back)
        self._edited(partial(delete_note, id=note.id))
        self.chosen_note = rest[min(index, len(rest) - 1)].id if rest else None
        self.live = replace(self.live, notes=rest)
        self.show()
        self.say("Deleted.  F8 undo")

    def _edited(self, work: Change, **typed: str) -> None:
        """Save a change that can be undone; one that was refused leaves nothing to undo."""
        undo = self.desk.undos[-1]

        def done(result: Any) -> None:
            if isinstance(result, InfoviewError):
                self.cannot_undo(undo)
                self.say(self.words_of(result))
            elif isinstance(result, Saved) and result.over is not None and self.is_attached:
                where = when_and_where(result.over, self.desk.now())
                gone = f"Deleted {where}; yours is kept as a note.  F8 undo"
                both = f"Changed {where} too; both are notes now.  F8 undo"
                self.say(gone if result.gone else both)

        self.save(work, done, **typed)


def _and_whether_known(
    lines: Sequence[str], saying: Change, store: Store, now: datetime
) -> tuple[Kept, bool]:
    """Save lines; say whether one alone names somebody who was among the people before."""
    known = len(lines) == 1 and is_known(store, lines[0])
    return saying(store, now), known


def named(line: str) -> str:
    """Return as much of a note as tells which one it is."""
    return fit(shown(line), NAMED).rstrip()
