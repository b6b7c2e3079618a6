"""A place of several tabs: each is a page of its own, under one line that names them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.widget import Widget

from infoview_tui.commands import Command
from infoview_tui.screens.messages import GoTo
from infoview_tui.screens.page import Page
from infoview_tui.services.desk import Desk
from infoview_tui.widgets.tabs import Tabs

TABS: dict[str, tuple[tuple[str, str], ...]] = {
    "touch": (("touch", "Rhythm"), ("promises", "Promises"), ("requests", "Requests")),
    "insights": (
        ("insights", "Numbers"),
        ("answers", "Answers"),
        ("introductions", "Introductions"),
    ),
}
"""The tabs of each place, in their order: the name of the page and what it is called."""


class TabbedPage(Page):
    """A page that is a tab of its `PLACE`; `[` and `]` go to the one before and after."""

    TAB: ClassVar[str] = ""
    """Its name in `TABS`, where that is not the page's own."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.tabs = Tabs()

    def above(self) -> Sequence[Widget]:
        """Name the tabs under the places."""
        self.count_tabs()
        return [self.tabs]

    def count_tabs(self, **counts: int) -> None:
        """Show the tabs, with how many there are in each that is given by the name of its page."""
        mine = self.TAB or self.NAME
        labels = [(label, counts.get(name)) for name, label in TABS[self.PLACE]]
        self.tabs.show(labels, [name for name, _label in TABS[self.PLACE]].index(mine))

    def scopes(self) -> tuple[str, ...]:
        """The keys between tabs work on each of them."""
        nearest, *others = super().scopes()
        return (nearest, "tabs", *others) if nearest == self.NAME else (nearest, *others)

    def why_not(self, command: Command) -> str:
        """Say so where there is one tab alone."""
        if command.scope == "tabs" and len(TABS[self.PLACE]) < 2:
            return "There is one tab."
        return super().why_not(command)

    async def do_tab_before(self) -> None:
        """Go to the tab before."""
        self._turn(-1)

    async def do_tab_after(self) -> None:
        """Go to the next tab."""
        self._turn(1)

    def _turn(self, steps: int) -> None:
        names = [name for name, _label in TABS[self.PLACE]]
        at = (names.index(self.TAB or self.NAME) + steps) % len(names)
        self.post_message(GoTo(names[at]))
