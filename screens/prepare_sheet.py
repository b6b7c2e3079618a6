"""Prepare on paper: the sheet of the interview, written to a file that the line asks for."""

from __future__ import annotations

import asyncio

from infoview_tui.exchange.sheet import Sheet
from infoview_tui.screens.prepare_view import PrepareView
from infoview_tui.services import sheet as paper
from infoview_tui.widgets.line import Typing


class PrepareSheet(PrepareView):
    """Writes the sheet for paper; a file that is there is written over only when asked twice."""

    async def do_sheet(self) -> None:
        """Write the sheet for paper to a file."""
        assert self.interview_id is not None
        of = await self.desk.ask(paper.sheet, self.interview_id, self.desk.zone)
        await self._ask_file(of, paper.file_name(of))

    async def _ask_file(self, of: Sheet, name: str) -> None:
        async def written(to: str, *, over: bool = False) -> None:
            text = paper.sheet_text(of, markdown=paper.is_markdown(to))
            path = await asyncio.to_thread(paper.write_file, to, text, over=over)
            self.stop_typing()
            self.say(f"The sheet is {path.name} in {paper.at_home(path.parent)}")

        async def done(to: str) -> None:
            try:
                await written(to)
            except paper.FileIsThereError:
                # The line stays, so that another name is a few keys away.
                await self._ask_file(of, to)
                where = f"{to.strip()} is there already.  enter again writes over it"
                self.confirm(where, "enter", lambda: written(to, over=True))

        await self.type(Typing("Sheet to", done, hint="a file; .md for Markdown"), name)
