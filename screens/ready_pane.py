"""Prepare's pane of gates: what it shows of each, and of the list of the day below them."""

from __future__ import annotations

from collections.abc import Callable

from infoview_tui.content.library import DayItem, day_list
from infoview_tui.domain.readiness import Gate, GateName
from infoview_tui.screens.page import Page
from infoview_tui.screens.prepare_rows import wrapped
from infoview_tui.screens.ready_rows import hint, of_the_day, ready_rows
from infoview_tui.services.desk import Desk
from infoview_tui.services.prepare import Preparation
from infoview_tui.widgets.row import Row
from infoview_tui.widgets.rows import MARGIN, Rows


class ReadyPane(Page):
    """A page one of whose panes is `ready_list`; the page itself reads `prep` and `gates`."""

    ready_list: Rows

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.prep: Preparation | None = None
        self.gates: tuple[Gate, ...] = ()

    @property
    def gate(self) -> Gate | None:
        """The gate under the cursor of Ready."""
        chosen = self.ready_list.current
        return next((gate for gate in self.gates if gate.name == chosen), None)

    @property
    def day(self) -> tuple[DayItem, ...]:
        """What is to be to hand on the day."""
        return day_list(self.prep.interview.mode) if self.prep else ()

    @property
    def ticks(self) -> frozenset[str]:
        """The names of what is ticked for the day."""
        return self.prep.ticks if self.prep else frozenset()

    def show_ready(self, about: Callable[[int], list[Row]] | None, room: int) -> None:
        """Show the gates in `room` rows; `about` makes what another pane tells below them.

        Without it the pane has the keys: the reason of the gate stands there, or the list of the
        day while one is at it.
        """

        def build(width: int) -> list[Row]:
            if about is not None:
                return ready_rows(self.gates, (), self.ticks, about(width), width)
            chosen = self.ready_list.current
            at_it = chosen is GateName.TO_HAND or of_the_day(chosen)
            day = self.day if at_it else ()
            return ready_rows(self.gates, day, self.ticks, self._why(width, room), width)

        self.ready_list.show(build)

    def _why(self, width: int, room: int) -> list[Row]:
        """Give the reason of a gate below the gates, where there is room for it."""
        gate = self.gate
        if gate is None or gate.name is GateName.TO_HAND:
            return []
        why = wrapped(gate.why, width)
        return why if len(self.gates) + 2 + len(why) <= room else []

    def about_gate(self, room: int) -> str:
        """Return what the line says of the row: what enter does, or the reason not told below."""
        gate, name = self.gate, of_the_day(self.ready_list.current)
        if name:
            return next((item.why for item in self.day if item.key == name), "")
        if gate is None or self.prep is None:
            return ""
        # A pane that comes into sight has no width yet.
        width = self.ready_list.size.width or self.app.size.width
        told = self._why(max(1, width - MARGIN), room)
        return hint(gate, self.prep.interview) if told else gate.why
