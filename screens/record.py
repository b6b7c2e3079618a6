"""An interview that was held, read whole: one list with all that was asked, said and promised."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual.widget import Widget

from infoview_tui.commands import Command
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.preparation import Goal, goal_state
from infoview_tui.domain.wording import short_day, time_kept
from infoview_tui.errors import RefusedError
from infoview_tui.screens.messages import GoTo
from infoview_tui.screens.page import Page
from infoview_tui.screens.record_rows import leads_to, record_rows
from infoview_tui.services.debrief import end_at, finish
from infoview_tui.services.desk import Desk
from infoview_tui.services.letter_choice import begin_letter
from infoview_tui.services.letters import draft_thanks
from infoview_tui.services.meeting import reopen
from infoview_tui.services.prepare import change_goal
from infoview_tui.services.record import Record, record
from infoview_tui.widgets.row import Row
from infoview_tui.widgets.rows import Rows

LEAST_WIDTH = 8
"""Cells under which there is no list yet, only a widget that has not been laid out."""


class RecordPage(Page):
    """Below the person's page; the cursor goes line by line, so that every line can be read."""

    NAME = "record"

    def __init__(self, desk: Desk, interview_id: int) -> None:
        super().__init__(desk)
        self.interview_id = interview_id
        self.found: Record | None = None

    def body(self) -> Sequence[Widget]:
        """The one list."""
        self.list = Rows("record")
        # Text that is read, not a row that is chosen: the sign at its head is enough.
        self.list.highlight = False
        self.panes = [self.list]
        return self.panes

    async def load(self) -> None:
        """Read the interview."""
        self.found = await self.desk.ask(record, self.interview_id)
        self._show_bar()
        self.list.show(partial(self._rows, self.found))

    def _rows(self, found: Record, width: int) -> Sequence[Row]:
        return record_rows(found, self.desk.now(), width) if width >= LEAST_WIDTH else ()

    def _show_bar(self) -> None:
        talk, now = self.talk, self.desk.now()
        name = self.talk.who
        at = talk.started_at or talk.starts_at
        day = f" › {short_day(at.astimezone(now.tzinfo).date(), now.date())}" if at else ""
        kept = time_kept(talk, now) if talk.ended_at else ""
        self.bar.show(f" People › {name}{day}", kept, bold=name)

    @property
    def talk(self) -> Interview:
        """The interview."""
        assert self.found is not None
        return self.found.debrief.live.interview

    @property
    def goal(self) -> Goal | None:
        """The goal of the line under the cursor."""
        key = self.list.current
        if self.found is None or not isinstance(key, tuple) or key[0] != "goal":
            return None
        return next((g for g in self.found.debrief.live.goals if g.id == key[1]), None)

    def title_words(self) -> str:
        """Name it on the help page."""
        return f"The interview with {self.talk.who}" if self.found else "An old interview"

    def why_not(self, command: Command) -> str:
        """Say what a row or an interview lacks for a command."""
        if command.scope == self.NAME:
            if self.found is None:
                return "This interview is not there any more."
            if command.action == "people" and leads_to(self.list.current) is None:
                return "enter opens a person or a letter; this line is neither."
            if command.action == "goal" and self.goal is None:
                return "This line is no goal; space on one says how far you came with it."
            if command.action == "reopen" and self.talk.ended_at is None:
                return "It has not ended."
        return super().why_not(command)

    async def do_page_down(self) -> None:
        """Read on: the last line becomes the first."""
        self._turn(1)

    async def do_page_up(self) -> None:
        """Read what stands before."""
        self._turn(-1)

    def _turn(self, pages: int) -> None:
        rows = self.list
        height = rows.size.height
        top = max(0, min(rows.top + pages * (height - 1), len(rows.rows) - height))
        if top == rows.top:
            rows.move(pages * len(rows.rows))
            return
        rows.top = top
        seen = (row.key for row in rows.rows[top : top + height] if row.key is not None)
        rows.go_to(next(seen))

    async def do_people(self) -> None:
        """Open the person or the letter of the row."""
        there = leads_to(self.list.current)
        assert there is not None
        page, id = there
        self.post_message(GoTo(page, {f"{page}_id": id}))

    async def do_debrief(self) -> None:
        """Change the answers."""
        self.post_message(GoTo("debrief", {"interview_id": self.interview_id}))

    async def do_goal(self) -> None:
        """Say how far the goal of the line was reached; what is open is offered to the next."""
        goal = self.goal
        assert self.found is not None and goal is not None
        before, id = goal.state, goal.id
        state = goal_state(goal, self.found.debrief.live.items).after
        await self.desk.ask(change_goal, self.desk.now(), id, state=state)
        self.desk.can_undo(
            f'"{goal.text}" {state}',
            lambda: self.desk.ask(change_goal, self.desk.now(), id, state=before),
        )
        await self.reload()
        self.say(f'"{goal.text}" is {state}.  u undo')

    async def do_write_up(self) -> None:
        """Add notes, or change the times."""
        self.post_message(GoTo("write_up", {"interview_id": self.interview_id}))

    async def do_write(self) -> None:
        """Open the thank-you that is owed for it, else the letter that the person needs now."""
        now, zone = self.desk.now(), self.desk.zone
        owed = await self.desk.ask(draft_thanks, now, zone, self.interview_id)
        person_id = self.talk.person_id
        if owed:
            letter_id = owed[0]
        elif person_id is None:
            raise RefusedError("Nobody is in this interview any more.")
        else:
            habits = self.desk.config.habits
            letter_id = await self.desk.ask(begin_letter, now, zone, person_id, habits)
        self.post_message(GoTo("letter", {"letter_id": letter_id}))

    async def do_reopen(self) -> None:
        """Take the clock up again, asked twice."""
        self.confirm("Ended by mistake?  r again takes the clock up", "r", self._reopen)

    async def _reopen(self) -> None:
        before = self.talk
        boot = self.desk.timekeeper.boot()
        await self.desk.ask(reopen, self.desk.now(), self.interview_id, boot)

        async def end_again() -> None:
            assert before.ended_at is not None
            now, zone = self.desk.now(), self.desk.zone
            await self.desk.ask(end_at, now, before.id, before.ended_at, zone)
            if before.debriefed_at is not None:
                await self.desk.ask(finish, now, before.id)

        self.desk.can_undo("taking the clock up again", end_again, of_clock=True)
        self.post_message(GoTo("meeting", {"interview_id": self.interview_id}))
