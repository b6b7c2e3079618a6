"""Prepare on paper: the sheet of the interview, written to a file that the line asks for."""

from __future__ import annotations

from infoview_tui.screens.prepare_view import PrepareView
from infoview_tui.screens.to_file import ToFile
from infoview_tui.services import sheet as paper


class PrepareSheet(ToFile, PrepareView):
    """Writes the sheet for paper."""

    async def do_sheet(self) -> None:
        """Write the sheet for paper to a file."""
        assert self.interview_id is not None
        of = await self.desk.ask(paper.sheet, self.interview_id, self.desk.zone)

        def text_of(name: str) -> str:
            return paper.sheet_text(of, markdown=paper.is_markdown(name))

        await self.ask_file("sheet", paper.file_name(of), text_of, "a file; .md for Markdown")
