"""What can be done about a person, from their row in the list and from their page alike."""

from __future__ import annotations

from infoview_tui.screens.messages import GoTo
from infoview_tui.screens.page import Page
from infoview_tui.services.letters import draft_letter, letter_that_fits
from infoview_tui.services.people import delete_person, log_contact, restore_person, unlog_contact
from infoview_tui.widgets.line import Typing


class AboutPerson(Page):
    """Books, writes, logs, edits and deletes; subclasses say whom it is about."""

    @property
    def whom(self) -> tuple[int, str]:
        """The id and the name."""
        raise NotImplementedError

    async def deleted(self, message: str) -> None:
        """Show that the person is gone and say so."""
        raise NotImplementedError

    async def do_book(self) -> None:
        """Book an interview."""
        self.post_message(GoTo("book", {"person_id": self.whom[0]}))

    async def do_write(self) -> None:
        """Open the letter that fits, half written."""
        id, _name = self.whom
        kind, interview_id = await self.desk.ask(letter_that_fits, self.desk.now(), id)
        letter_id = await self.desk.ask(
            draft_letter, self.desk.now(), self.desk.zone, kind, id, interview_id
        )
        self.post_message(GoTo("letter", {"letter_id": letter_id}))

    async def do_any_letter(self) -> None:
        """Choose among all kinds of letters."""
        self.post_message(GoTo("letter_kinds", {"person_id": self.whom[0]}))

    async def do_log(self) -> None:
        """Log a contact that was neither a letter nor an interview."""
        id, name = self.whom

        async def done(text: str) -> None:
            contact = await self.desk.ask(log_contact, self.desk.now(), id, text)
            self.desk.can_undo(
                f"the contact with {name}",
                lambda: self.desk.ask(unlog_contact, self.desk.now(), contact),
            )
            await self.reload()
            self.say(f"Logged with {name}, today.  u undo")

        await self.type(
            Typing(f"{name}, today", done, place=f"log:{id}", hint="spoke, met at the fair ...")
        )

    async def do_edit(self) -> None:
        """Change what is known."""
        self.post_message(GoTo("edit_person", {"person_id": self.whom[0]}))

    async def do_delete(self) -> None:
        """Delete at once; it can be undone."""
        id, name = self.whom
        await self.desk.ask(delete_person, self.desk.now(), id)
        self.desk.can_undo(
            f"deleting {name}", lambda: self.desk.ask(restore_person, self.desk.now(), id)
        )
        await self.deleted(f"Deleted {name}.  u undo")
