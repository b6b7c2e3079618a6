"""Prepare's goals: one's own, and those that others were asked and may be asked again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from infoview_tui.domain.threads import asked_words
from infoview_tui.screens.prepare_facts import PrepareFacts
from infoview_tui.screens.prepare_state import BANK, GOALS
from infoview_tui.screens.typed import leads_away
from infoview_tui.services import prepare as plan
from infoview_tui.storage.store import Store
from infoview_tui.widgets.line import Typing

ASK_GOAL = "What do you want to know when you hang up?"


class PrepareGoals(PrepareFacts):
    """Asks for goals, turns to another one, and takes the ones that are offered."""

    async def ask_goal(self) -> None:
        """Ask for goal after goal, until four or an empty one."""
        number = len(self.goals) + 1
        interview_id = self.meeting

        async def done(text: str) -> None:
            if text.strip():
                id = await self.desk.ask(plan.add_goal, self.desk.now(), interview_id, text)
                self.undoable(f'the goal "{text.strip()}"', plan.delete_goal, id)
                await self.reload()
                if len(self.goals) < plan.MAX_GOALS:
                    await self.ask_goal()
                    return
            self.panes[GOALS].move(-1_000_000)
            self.go_to_pane(BANK)

        hint = ASK_GOAL if number == 1 else "the next; an empty enter goes to the questions"
        place = f"goal:new:{interview_id}:{number}"
        typing = Typing(f"Goal {number}", done, place=place, echo=leads_away, hint=hint)
        await self.type(typing)

    @property
    def meeting(self) -> int:
        """The id of the interview, when there is one."""
        assert self.interview_id is not None
        return self.interview_id

    async def do_take(self) -> None:
        """Take the goal of another interview into this one."""
        thread = self.offer
        assert thread is not None
        id = await self.desk.ask(plan.add_goal, self.desk.now(), self.meeting, thread.text)
        self.undoable(f'the goal "{thread.text}"', plan.delete_goal, id)
        await self.reload()
        self.panes[GOALS].go_to(id)
        self.row_changed()
        self.say(f"Goal {len(self.goals)}: asked of {asked_words(thread)}.")

    async def do_goal_before(self) -> None:
        """Turn everything to the goal before."""
        self._turn(-1)

    async def do_goal_after(self) -> None:
        """Turn everything to the next goal."""
        self._turn(1)

    def _turn(self, steps: int) -> None:
        if self.panes[GOALS].move(steps):
            # The best match of the other goal comes first, and so does the cursor.
            self.panes[BANK].move(-1_000_000)
            self.row_changed()

    async def do_bank(self) -> None:
        """Go to the bank, for the goal under the cursor; an offered one is taken first."""
        if self.offer is not None:
            await self.do_take()
        else:
            self.go_to_pane(BANK)

    def undoable(self, words: str, act: Callable[[Store, datetime, int], object], id: int) -> None:
        """Let `act` on the row of that id take back what was just done."""
        self.desk.can_undo(words, lambda: self.desk.ask(act, self.desk.now(), id))
