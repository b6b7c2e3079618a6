"""Prepare on paper: the sheet of the interview, written to a file that the line asks for."""

from __future__ import annotations

from infoview_tui.screens.prepare_view import PrepareView
from infoview_tui.screens.writes_file import WritesFile
from infoview_tui.services import sheet as paper
from infoview_tui.services.files import is_markdown


class PrepareSheet(PrepareView, WritesFile):
    """Writes the sheet for paper."""

    async def do_sheet(self) -> None:
        """Write the sheet for paper to a file."""
        assert self.interview_id is not None
        of = await self.desk.ask(paper.sheet, self.interview_id, self.desk.zone)
        await self.ask_file(
            "sheet",
            paper.file_name(of),
            lambda to: paper.sheet_text(of, markdown=is_markdown(to)),
            hint="a file; .md for Markdown",
        )
