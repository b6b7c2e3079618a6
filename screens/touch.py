"""Keep in touch: whose turn it is and what there is to say, the advice, the shelf."""

from __future__ import annotations

from infoview_tui.screens.messages import GoTo
from infoview_tui.screens.touch_advice import TouchAdvice
from infoview_tui.screens.touch_shelf import TouchShelf
from infoview_tui.screens.touch_turns import TouchTurns
from infoview_tui.services.advice import Given
from infoview_tui.services.rhythm import Kept
from infoview_tui.services.shelf import Gift, OnShelf


class TouchPage(TouchTurns, TouchAdvice, TouchShelf):
    """A key means for each row what it would for the thing that the row is about."""

    @property
    def whom(self) -> tuple[int, str]:
        """The person that the row is about."""
        row = self.row
        if isinstance(row, Kept):
            return row.id, row.known.person
        if isinstance(row, Given):
            return row.advice.person_id, row.person
        assert isinstance(row, Gift)
        return row.give.person_id, row.person

    async def do_open(self) -> None:
        """Do what the row asks for: its letter, its person, its words."""
        if isinstance(self.row, Kept):
            await self.write_to(self.row)
        elif isinstance(self.row, OnShelf):
            await self.edit_item(self.row)
        else:
            await self.do_person()

    async def do_write(self) -> None:
        """Begin the letter that the row is about."""
        row = self.row
        if isinstance(row, Kept):
            await self.write_to(row)
        elif isinstance(row, Given):
            await self.tell(row)
        elif isinstance(row, OnShelf):
            await self.send(row)

    async def do_send(self) -> None:
        """Send the thing of the row."""
        await self.do_write()

    async def do_person(self) -> None:
        """Open the person's page; a thing has the first whom it fits."""
        row = self.row
        if isinstance(row, OnShelf):
            for fit in row.fits[:1]:
                self.post_message(GoTo("person", {"person_id": fit.person_id}))
            if not row.fits:
                self.say("It fits no one yet: interests are on each person's page.")
            return
        self.post_message(GoTo("person", {"person_id": self.whom[0]}))

    async def do_log(self) -> None:
        """Log a contact, or that the thing was given by hand."""
        if isinstance(self.row, OnShelf):
            await self.give(self.row)
        else:
            await super().do_log()

    async def do_step(self) -> None:
        """Say how the advice goes, or put the thing away."""
        if isinstance(self.row, Given):
            await self.step_advice(self.row)
        elif isinstance(self.row, OnShelf):
            await self.put_away(self.row)

    async def do_edit(self) -> None:
        """Change the person, what came of the advice, or the words of the thing."""
        row = self.row
        if isinstance(row, Kept):
            self.post_message(GoTo("edit_person", {"person_id": row.id}))
        elif isinstance(row, Given):
            await self.ask_result(row.advice.id)
        elif isinstance(row, OnShelf):
            await self.edit_item(row)
        elif isinstance(row, Gift):
            await self.edit_give(row)

    async def do_delete(self) -> None:
        """Take the advice, the thing or the give away."""
        row = self.row
        if isinstance(row, Given):
            await self.delete_the_advice(row)
        elif isinstance(row, OnShelf):
            await self.delete_thing(row)
        elif isinstance(row, Gift):
            await self.delete_gift(row)
