"""What can be done about a person, from their row in the list and from their page alike."""

from __future__ import annotations

from infoview_tui.screens.merges import Merges
from infoview_tui.screens.messages import GoTo
from infoview_tui.services.letter_choice import begin_letter


class AboutPerson(Merges):
    """Books, writes and edits besides; subclasses say whom it is about."""

    @property
    def whom(self) -> tuple[int, str]:
        """The id and the name."""
        raise NotImplementedError

    async def do_book(self) -> None:
        """Book an interview."""
        ids = [each.id for each in self.about]
        self.post_message(GoTo("book", {"person_id": ids[0], "others": tuple(ids[1:])}))

    async def do_write(self) -> None:
        """Open the letter that fits, half written."""
        (id, _name), desk = self.whom, self.desk
        now, habits = desk.now(), desk.config.habits
        letter_id = await desk.ask(begin_letter, now, desk.zone, id, habits)
        self.post_message(GoTo("letter", {"letter_id": letter_id}))

    async def do_any_letter(self) -> None:
        """Choose among all kinds of letters."""
        self.post_message(GoTo("letter_kinds", {"person_id": self.whom[0]}))

    async def do_edit(self) -> None:
        """Change what is known."""
        self.post_message(GoTo("edit_person", {"person_id": self.whom[0]}))
