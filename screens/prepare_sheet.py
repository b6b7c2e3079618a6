"""Prepare on paper: the sheet of the interview."""

from __future__ import annotations

from infoview_tui.screens.before import Before
from infoview_tui.screens.prepare_view import PrepareView


class PrepareSheet(PrepareView, Before):
    """Writes the sheet for paper."""

    async def do_sheet(self) -> None:
        """Write the sheet for paper to a file."""
        assert self.interview_id is not None
        await self.write_sheet(self.interview_id)
