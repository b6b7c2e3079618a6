"""Putting a row of Today off, from wherever it is listed."""

from __future__ import annotations

from datetime import date

from infoview_tui.domain.wording import echo, weekday_date
from infoview_tui.errors import RefusedError
from infoview_tui.screens.page import Page
from infoview_tui.screens.typed import read_when
from infoview_tui.services.snooze import snooze, wake
from infoview_tui.widgets.line import Typing


class Snoozes(Page):
    """A page with rows that can wait."""

    async def snooze_row(self, key: str, what: str, due: date | None = None) -> None:
        """Ask until when the row of that key is to stay away; `what` names it.

        Before the day that it is `due` there is nothing to keep away.
        """

        async def done(text: str) -> None:
            until = read_when(self.desk, text)
            if until.day <= self.desk.now().date():
                raise RefusedError("That day is not ahead; 3d, 2w or a date keeps the row away.")
            if due is not None and until.day <= due:
                on = weekday_date(due, self.desk.now().date())
                raise RefusedError(f"It is not due before {on}; a later day puts it off.")
            await self.desk.ask(snooze, self.desk.now(), key, until.day, self.desk.zone)
            self.desk.can_undo(
                f'snoozing "{what}"',
                lambda: self.desk.ask(wake, self.desk.now(), key),
            )
            await self.reload()
            self.say(
                f"Away until {weekday_date(until.day, self.desk.now().date())}: {what}.  u undo"
            )

        await self.type(Typing("Until when?", done, echo=self.echo_day, hint="3d, 2w, a date"))

    def echo_day(self, text: str) -> str:
        """Say how a typed day is understood."""
        try:
            return echo(read_when(self.desk, text), None, self.desk.zone, self.desk.now())
        except RefusedError:
            return "not a date yet"
