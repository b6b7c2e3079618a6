"""The inbox on Today: notes that belong to nobody yet, to be filed, changed or deleted."""

from __future__ import annotations

from functools import partial

from infoview_tui.domain.due import Due
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.people import Person
from infoview_tui.domain.wording import weekday_date
from infoview_tui.screens.edits_note import EditsNote
from infoview_tui.screens.typed import person_called
from infoview_tui.services.desk import Desk
from infoview_tui.widgets.choice import Choice
from infoview_tui.widgets.line import Typing
from infoview_tui.widgets.rows import Rows

MOST_TALKS = 3
"""Talks of a person that a note is offered for, the newest first."""


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
        """Ask whose note it is, and of which talk where there were some."""

        async def done(text: str) -> None:
            person = await person_called(self.desk, text)
            talks = await self.desk.ask(lambda store: store.interviews.of_person(person.id))
            held = [talk for talk in reversed(talks) if talk.ended_at is not None][:MOST_TALKS]
            if not held or await self.in_a_meeting():
                await self._filed(row, person)
                return
            now = self.desk.now()
            answers = {"1": ("none", partial(self._filed, row, person))}
            for number, talk in enumerate(held, 2):
                assert talk.ended_at is not None
                day = weekday_date(talk.ended_at.astimezone(self.desk.zone).date(), now.date())
                answers[str(number)] = (day, partial(self._filed, row, person, talk))
            self.choose(Choice.of("Which talk?", answers, self._left_there))

        await self.type(Typing("Whose?", done, hint="a name, or part of it"))

    async def _left_there(self) -> None:
        self.say("It stays in the inbox.")

    async def _filed(self, row: Due, person: Person, talk: Interview | None = None) -> None:
        from infoview_tui.services.notes import file_note

        assert row.target_id is not None
        id = talk.id if talk is not None else None
        now, zone = self.desk.now(), self.desk.zone
        await self.desk.ask(file_note, now, row.target_id, str(person.id), zone, id)
        await self.reload()
        with_them = f"the talk with {person.name}" if talk is not None else person.name
        self.say(f"Filed to {with_them}.")

    async def do_edit(self) -> None:
        """Change a note of the inbox, or read all of it."""
        id = self.row.target_id
        assert id is not None
        await self.edit_note(id)

    async def do_delete(self) -> None:
        """Delete a note of the inbox."""
        from infoview_tui.services.notes import delete_note, restore_note

        id = self.row.target_id
        assert id is not None
        await self.desk.ask(delete_note, self.desk.now(), id)
        self.desk.can_undo(
            "the deletion of a note", lambda: self.desk.ask(restore_note, self.desk.now(), id)
        )
        await self.reload()
        self.say("Deleted.  u undo")
