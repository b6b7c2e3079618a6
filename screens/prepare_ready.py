"""Prepare's Ready: what settles each gate, from the booking to the list of the day."""

from __future__ import annotations

from datetime import datetime

from infoview_tui.domain.readiness import GateName
from infoview_tui.screens.messages import GoTo
from infoview_tui.screens.prepare_goals import PrepareGoals
from infoview_tui.screens.prepare_state import BANK, GOALS, QUESTIONS, READY
from infoview_tui.screens.ready_rows import day_key, of_the_day
from infoview_tui.screens.typed import SavesOver
from infoview_tui.services.conflicts import Values
from infoview_tui.services.interviews import edit_interview
from infoview_tui.services.points import all_points
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen
from infoview_tui.widgets.line import Typing

LINES = {
    "dress": ("Dress", "", "as they dress there, one notch up"),
    "payer": ("Who pays", "I pay", "I pay; card or cash to hand"),
}
"""What is asked in the line: the prompt, what it begins with, and a hint."""


class PrepareReady(PrepareGoals):
    """Goes to what settles a gate, and ticks what is settled by hand."""

    async def do_settle(self) -> None:
        """Go to what settles the gate, or tick it."""
        chosen = self.panes[READY].current
        if of_the_day(chosen) or chosen is GateName.CONFIRMED:
            await self.do_tick()
        elif chosen is GateName.AGREED:
            await self.do_booking()
        elif chosen is GateName.CARDS:
            self.post_message(GoTo("points", {"interview_id": self.meeting}))
        elif chosen is GateName.REHEARSED:
            await self._rehearse()
        elif chosen in (GateName.DRESS, GateName.PAYER):
            assert isinstance(chosen, GateName)
            await self._ask(chosen.value)
        elif chosen is GateName.TO_HAND:
            open_items = [i.key for i in self.day if i.key not in self.ticks]
            self.panes[READY].go_to(day_key(open_items[0] if open_items else self.day[0].key))
            self.row_changed()
        elif chosen is GateName.GOALS:
            self.go_to_pane(GOALS)
        else:
            self.go_to_pane(QUESTIONS if self.items else BANK)

    async def _rehearse(self) -> None:
        written = await self.desk.ask(all_points)
        # What is not written cannot be said; there it is written.
        ready = any(point.length and point.point for point in written)
        page = "rehearsal" if ready else "points"
        self.post_message(GoTo(page, {"interview_id": self.meeting}))

    async def do_tick(self) -> None:
        """Tick what is to hand and step down, or say that the end time is confirmed."""
        pane = self.panes[READY]
        gate = self.gate
        if gate is not None and gate.name is GateName.CONFIRMED:
            await self.tick_confirmed(self.meeting, self.ticks, passed=gate.passed)
            return
        name = of_the_day(pane.current)
        if not name:
            self.say("space ticks what is to hand, and the end time; enter settles this row.")
            return
        words = next(item.text for item in self.day if item.key == name)
        await self.tick_off(self.meeting, name, words, on=name not in self.ticks)
        pane.move(1)
        self.row_changed()

    async def do_write(self) -> None:
        """Write the confirmation."""
        assert self.prep is not None
        await self.write_confirmation(self.prep.interview)

    async def _ask(self, column: str) -> None:
        assert self.prep is not None
        id, before = self.meeting, str(getattr(self.prep.interview, column))
        prompt, usual, hint = LINES[column]
        place = f"interview:{id}:{column}"

        def write(store: Store, now: datetime, seen: Seen, values: Values) -> None:
            edit_interview(store, now, id, seen, **values)

        saving = SavesOver(self.desk, place, write, {column: before})

        async def done(text: str) -> None:
            await saving(f"the change of {prompt.lower()}", **{column: text})
            await self.reload()

        await self.type_over(Typing(prompt, done, place=place, hint=hint), before or usual, saving)

    async def do_booking(self) -> None:
        """Change the booking."""
        assert self.prep is not None
        interview = self.prep.interview
        if interview.person_id is None:
            self.say("Nobody is in this interview any more.")
            return
        values = {"person_id": interview.person_id, "interview_id": interview.id}
        self.post_message(GoTo("book", values))
