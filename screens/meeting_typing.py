"""The note line of a meeting: what is typed in it, on its way to the disk and into the notes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from infoview_tui.commands import FIELD
from infoview_tui.domain.notes import Note, NoteKind
from infoview_tui.domain.preparation import ItemState
from infoview_tui.errors import InfoviewError
from infoview_tui.screens.keyboard import HELP_SIGN
from infoview_tui.screens.meeting_list import MeetingList
from infoview_tui.services import meeting as meetings
from infoview_tui.services.desk import Desk
from infoview_tui.services.half_typed import half_typed_elsewhere, take_over, taken_from
from infoview_tui.services.notes import MAX_NOTE, delete_by_uid
from infoview_tui.storage.drafts import Draft
from infoview_tui.storage.saver import PendingNote
from infoview_tui.storage.table import new_uid
from infoview_tui.widgets.editing import Editor
from infoview_tui.widgets.note_line import NoteLine


class MeetingTyping(MeetingList):
    """Keeps every word that is typed in the note line."""

    def __init__(self, desk: Desk, interview_id: int) -> None:
        super().__init__(desk, interview_id)
        self.place = f"meeting:{interview_id}:note"
        self.note_line = NoteLine(self.note)
        self.unsaved = desk.unsaved.setdefault(interview_id, {})
        self.offered: Draft | None = None

    async def load(self) -> None:
        """Read the meeting, and say so when another window took the line that is typed here."""
        await super().load()
        saver, text = self.desk.saver, self.note.text
        if not text or not saver.settled():
            return
        taken = await self.desk.ask(taken_from, self.place, saver.owner)
        # Only said: clearing the line on a guess could cost a word.
        if taken and saver.settled() and self.note.text == text:
            self.say("Another window took this line over; ctrl+u clears it here.")

    async def ready(self) -> None:
        """Put back what was half typed."""
        self.note.set(await self.desk.restored(self.place))
        self.note_line.refresh()
        if not self.note.text:
            owner = self.desk.saver.owner
            self.offered = await self.desk.ask(half_typed_elsewhere, self.place, owner)
        if self.offered is not None:
            where = self.offered.owner.terminal or "another window"
            self.say(f'→ takes the line from {where}: "{self.offered.body}"')

    async def press(self, key: str, character: str | None) -> None:
        """Take what another window has half typed, while the line is empty; else as everywhere."""
        offered, self.offered = self.offered, None
        empty = self.mode == "note" and self.prompt.typing is None and not self.note.text
        if offered is not None and key == "right" and empty:
            self.note.set(await self.desk.ask(take_over, offered, self.desk.saver.owner))
            self.say("")
            self.note_line.refresh()
        else:
            await super().press(key, character)

    def editor(self) -> Editor | None:
        """The note line, unless a question of its own is typed or the list has the keys."""
        return super().editor() or (self.note if self.mode == "note" else None)

    def edited(self) -> None:
        """Keep the half-typed note."""
        if self.prompt.typing is not None:
            super().edited()
            return
        self.desk.saver.draft(self.place, self.note.text)
        self.note_line.refresh()

    def scopes(self) -> tuple[str, ...]:
        """The list and the notes have keys of their own before the page's."""
        if self.prompt.typing is not None:
            return (FIELD,)
        first = {"list": ("meeting_list",), "notes": ("meeting_notes",)}.get(self.mode, ())
        return (*first, self.NAME)

    async def do_save(self) -> None:
        """Save the note; an empty line means that the current question is done."""
        if self.mode != "note":
            await self.do_answered()
            return
        text = self.note.text
        if text.strip() == HELP_SIGN:
            self.note.set("")
            self.edited()
            await self.do_keys()
        elif text.strip():
            self.save_note()
        else:
            self.note.set("")
            self.tick_current(ItemState.ASKED)

    async def do_keys(self) -> None:
        """Show the keys that work here."""
        raise NotImplementedError

    def save_note(self) -> None:
        """Save the note line; the note is shown once it is on the disk."""
        text = self.note.text
        if len(text) > MAX_NOTE:
            self.say(f"A note has at most {MAX_NOTE} characters; this line has {len(text)}.")
            return
        item = self.current()
        note = PendingNote(
            uid=new_uid(),
            line=text,
            at=self.desk.now(),
            interview_id=self.interview_id,
            person_id=self.live.interview.person_id if self.live else None,
            item_id=item.id if item else None,
        )
        self.unsaved[note.uid] = text
        # The draft stays until the transaction that saves the note takes it away.
        self.note.set("")
        self.note_line.refresh()
        save = partial(
            meetings.say,
            line=text,
            uid=note.uid,
            interview_id=self.interview_id,
            item_id=note.item_id,
            zone=self.desk.zone,
        )
        self.save(save, partial(self._saved, note), place=self.place, note=note)
        self.can_take_back("the last note", partial(delete_by_uid, uid=note.uid))
        if self.prompt.trouble:
            self.show_notes()

    def _saved(self, typed: PendingNote, result: Note | InfoviewError) -> None:
        self.unsaved.pop(typed.uid, None)
        if isinstance(result, InfoviewError):
            self.say(str(result))
            # In front of what was typed since: no word may go.
            self.note.set(" ".join(part for part in (typed.line, self.note.text) if part))
            self.edited()
            return
        if self.live is None or not self.is_attached:
            return
        if all(note.id != result.id for note in self.live.notes):
            notes = sorted((*self.live.notes, result), key=lambda note: (note.at, note.id))
            self.live = replace(self.live, notes=tuple(notes))
        self.noted(result)
        self.say(self._said(result))
        self.show()

    def noted(self, note: Note) -> None:
        """Called once a note of this window is on the disk."""

    def _said(self, note: Note) -> str:
        if note.kind is NoteKind.PERSON:
            name = note.body.split(",")[0].strip()
            return f"Saved. {name} goes into People when you end.  F8 undo"
        return "Saved."
