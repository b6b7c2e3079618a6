"""What Prepare and the brief both do before a meeting: tick, confirm, write the sheet."""

from __future__ import annotations

from collections.abc import Collection

from infoview_tui.domain.interviews import Interview
from infoview_tui.errors import RefusedError
from infoview_tui.screens.messages import GoTo
from infoview_tui.screens.writes_file import WritesFile
from infoview_tui.services import sheet as paper
from infoview_tui.services.day import CONFIRMED, tick
from infoview_tui.services.files import is_markdown
from infoview_tui.services.letters import draft_letter

END_TIME = "the end time is confirmed"


class Before(WritesFile):
    """A page of a meeting that is still to come."""

    async def tick_off(self, interview_id: int, name: str, words: str, *, on: bool) -> None:
        """Tick a thing of the day, or take its tick away; `words` name it."""
        await self.desk.ask(tick, self.desk.now(), interview_id, name, on=on)
        self.desk.can_undo(
            f'{"ticking" if on else "taking the tick from"} "{words}"',
            lambda: self.desk.ask(tick, self.desk.now(), interview_id, name, on=not on),
        )
        await self.reload()

    async def tick_confirmed(
        self, interview_id: int, ticks: Collection[str], *, passed: bool
    ) -> None:
        """Say by hand that the end time is confirmed, where no letter has said so."""
        if passed and CONFIRMED not in ticks:
            self.say("The confirmation that you sent says so; there is nothing to tick.")
        else:
            on = CONFIRMED not in ticks
            await self.tick_off(interview_id, CONFIRMED, END_TIME, on=on)

    async def write_confirmation(self, interview: Interview) -> None:
        """Open the letter that confirms the meeting."""
        if interview.person_id is None:
            raise RefusedError("Nobody is in this interview any more.")
        now, zone = self.desk.now(), self.desk.zone
        person_id, id = interview.person_id, interview.id
        letter_id = await self.desk.ask(draft_letter, now, zone, "confirmation", person_id, id)
        self.post_message(GoTo("letter", {"letter_id": letter_id}))

    async def write_sheet(self, interview_id: int) -> None:
        """Ask for a file and write the sheet for paper to it."""
        of = await self.desk.ask(paper.sheet, interview_id, self.desk.zone)
        await self.ask_file(
            "sheet",
            paper.file_name(of),
            lambda to: paper.sheet_text(of, markdown=is_markdown(to)),
            hint="a file; .md for Markdown",
        )
