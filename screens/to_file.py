"""Writing to a file that the line asks for; one that is there is written over when asked twice."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from infoview_tui.screens.page import Page
from infoview_tui.services import sheet as paper
from infoview_tui.widgets.line import Typing


class ToFile(Page):
    """A page that writes files for its user, which nobody else may read."""

    async def ask_file(
        self, what: str, name: str, text_of: Callable[[str], str], hint: str = "a file"
    ) -> None:
        """Ask where to, and write.

        Args:
            what: what is written, as the line calls it.
            name: the file that is proposed.
            text_of: makes the text for a file of that name.
            hint: shown while nothing is typed.

        """

        async def written(to: str, *, over: bool = False) -> None:
            path = await asyncio.to_thread(paper.write_file, to, text_of(to), over=over)
            self.stop_typing()
            self.say(f"The {what} is {path.name} in {paper.at_home(path.parent)}")

        async def done(to: str) -> None:
            try:
                await written(to)
            except paper.FileIsThereError:
                # The line stays, so that another name is a few keys away.
                await self.ask_file(what, to, text_of, hint)
                where = f"{to.strip()} is there already.  enter again writes over it"
                self.confirm(where, "enter", lambda: written(to, over=True))

        await self.type(Typing(f"{what.capitalize()} to", done, hint=hint), name)
