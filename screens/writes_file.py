"""Writing something to a file that the line asks for; one that is there only when asked twice."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from infoview_tui.screens.page import Page
from infoview_tui.services.files import FileIsThereError, at_home, write_file
from infoview_tui.widgets.line import Typing


class WritesFile(Page):
    """A page whose text can be taken along as a file."""

    async def ask_file(
        self, what: str, name: str, text_for: Callable[[str], str], *, hint: str = "a file"
    ) -> None:
        """Ask for the name of a file, and write it.

        Args:
            what: the thing, as the line calls it: `sheet`.
            name: offered to begin with.
            text_for: makes the text for a name, whose ending may choose its form.
            hint: what names there can be.

        """

        async def written(to: str, *, over: bool = False) -> None:
            path = await asyncio.to_thread(write_file, to, text_for(to), over=over)
            self.stop_typing()
            self.say(f"The {what} is {path.name} in {at_home(path.parent)}")

        async def done(to: str) -> None:
            try:
                await written(to)
            except FileIsThereError:
                # The line stays, so that another name is a few keys away.
                await self.ask_file(what, to, text_for, hint=hint)
                where = f"{to.strip()} is there already.  enter again writes over it"
                self.confirm(where, "enter", lambda: written(to, over=True))

        await self.type(Typing(f"{what.capitalize()} to", done, hint=hint), name)
