"""Prepare on paper and in short: the sheet of the interview, and its brief."""

from __future__ import annotations

from infoview_tui.screens.before import Before
from infoview_tui.screens.messages import GoTo
from infoview_tui.screens.prepare_view import PrepareView


class PrepareSheet(PrepareView, Before):
    """Writes the sheet for paper, and opens the brief."""

    async def do_sheet(self) -> None:
        """Write the sheet for paper to a file."""
        assert self.interview_id is not None
        await self.write_sheet(self.interview_id)

    async def do_brief(self) -> None:
        """Go to the one screen for the minutes before."""
        self.post_message(GoTo("brief", {"interview_id": self.interview_id}))
