"""The inbox on Today: notes that belong to nobody yet, to be filed, changed or deleted."""

from __future__ import annotations

from infoview_tui.domain.due import Due
from infoview_tui.screens.edits_note import EditsNote
from infoview_tui.screens.typed import person_called
from infoview_tui.services.desk import Desk
from infoview_tui.services.notes import delete_note, file_note, restore_note
from infoview_tui.widgets.line import Typing
from infoview_tui.widgets.rows import Rows


class Inbox(EditsNote):
    """What is done to a note of the inbox; `due` has the rows of Today by key."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list = Rows("today")
        self.due: dict[str, Due] = {}

    @property
    def row(self) -> Due:
        """The row under the cursor."""
        return self.due[str(self.list.current)]

    async def file(self, row: Due) -> None:
        """Ask whose note it is."""

        async def done(text: str) -> None:
            assert row.target_id is not None
            person = await person_called(self.desk, text)
            await self.desk.ask(
                file_note, self.desk.now(), row.target_id, str(person.id), self.desk.zone
            )
            await self.reload()
            self.say(f"Filed to {person.name}.")

        await self.type(Typing("Whose?", done, hint="a name, or part of it"))

    async def do_edit(self) -> None:
        """Change a note of the inbox, or read all of it."""
        id = self.row.target_id
        assert id is not None
        await self.edit_note(id)

    async def do_delete(self) -> None:
        """Delete a note of the inbox."""
        id = self.row.target_id
        assert id is not None
        await self.desk.ask(delete_note, self.desk.now(), id)
        self.desk.can_undo(
            "the deletion of a note", lambda: self.desk.ask(restore_note, self.desk.now(), id)
        )
        await self.reload()
        self.say("Deleted.  u undo")
