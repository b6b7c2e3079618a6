"""What can be said of a booked interview from any row that stands for one: called off, missed."""

from __future__ import annotations

from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.wording import row_moment
from infoview_tui.screens.page import Page


class CallsOff(Page):
    """Calls an interview off, or says that they did not come; pages say which one it is."""

    @property
    def booked(self) -> int | None:
        """The interview of the row, None where the row stands for none that is booked."""
        raise NotImplementedError

    async def do_cancel(self) -> None:
        """Call it off at once; it can be undone."""
        from infoview_tui.services.interviews import cancel, uncancel

        talk = await self._booked()
        await self.desk.ask(cancel, self.desk.now(), talk.id)
        self.desk.can_undo(
            f"calling off {talk.who}", lambda: self.desk.ask(uncancel, self.desk.now(), talk.id)
        )
        await self.reload()
        when = row_moment(talk.starts_at, self.desk.now()) if talk.starts_at else ""
        which = ", ".join(part for part in (talk.who, when) if part)
        self.say(f"Called off: {which}.  u undo")

    async def do_missed(self) -> None:
        """Say that they did not come; the next step is to agree on another time."""
        from infoview_tui.services.interviews import missed, unmissed

        talk = await self._booked()
        await self.desk.ask(missed, self.desk.now(), talk.id)
        self.desk.can_undo(
            f"that {talk.who} did not come",
            lambda: self.desk.ask(unmissed, self.desk.now(), talk.id),
        )
        await self.reload()
        self.missed(talk, f"{talk.who} did not come.  b books again  u undo")

    def missed(self, talk: Interview, words: str) -> None:
        """Say that it was written down, and offer the next step."""
        self.say(words)

    async def _booked(self) -> Interview:
        from infoview_tui.services.interviews import interview

        assert self.booked is not None
        return await self.desk.ask(interview, self.booked)
