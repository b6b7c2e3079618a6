"""Changing the words of a note in the line, wherever it is listed."""

from __future__ import annotations

from infoview_tui.domain.notes import as_typed
from infoview_tui.screens.page import Page
from infoview_tui.screens.typed import SavesOver
from infoview_tui.widgets.line import Typing


class EditsNote(Page):
    """A page with notes in its list."""

    async def edit_note(self, id: int) -> None:
        """Open the line on a note, its sign before it."""
        from infoview_tui.services.note_lines import rewriting
        from infoview_tui.services.notes import NO_WORDS, read_line

        note = await self.desk.ask(lambda store: store.notes.get(id))
        seen = {"kind": note.kind, "body": note.body}
        saving = SavesOver(self.desk, f"note:{id}", rewriting(id, self.desk.zone), seen)

        async def done(text: str) -> None:
            kind, body = read_line(text, NO_WORDS)
            await saving("changing the note", kind=kind, body=body)
            await self.reload()
            self.say("Changed the note.  u undo")

        before = as_typed(note.kind, note.body)
        await self.type_over(Typing("Note", done, place=f"note:{id}"), before, saving)
