"""What Touch shows: three lists below each other, and what the line says of each row."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget

from infoview_tui.commands import Command
from infoview_tui.domain.check_in import GIVE, GIVE_FIRST, UPDATE, Opening
from infoview_tui.domain.rhythm import Turn
from infoview_tui.domain.shelf import item_line
from infoview_tui.screens.tabbed import TabbedPage
from infoview_tui.screens.touch_rows import advice_rows, rhythm_rows, shelf_rows, whom
from infoview_tui.services.advice import Given
from infoview_tui.services.desk import Desk
from infoview_tui.services.rhythm import Kept
from infoview_tui.services.shelf import Gift, OnShelf
from infoview_tui.services.touch import Touch, touch
from infoview_tui.widgets.rows import Rows

TURNS, ADVICE, SHELF = range(3)

ROWS_AROUND = 4
"""The rows of the screen that are not in the lists: bar, tabs, line and footer."""
LEAST_FOR_ALL = 12
"""Rows under which only the list that has the keys is shown."""
LEAST_WITH_GAPS = 15
"""Rows from which a blank one stands between the lists."""

NEEDS = {
    "turn": "That is for somebody in the list of turns; tab goes there.",
    "advice": "That is for advice; tab goes there.",
    "item": "That is for a thing on the shelf; tab goes there.",
    "thing": "A person is deleted on their page (→); p pauses, and e can turn the rhythm off.",
    "step": "That is for advice and the shelf; tab goes there.",
    "someone": "There is no row to do that with.",
}


class TouchView(TabbedPage):
    """The first tab of Touch.

    The cursor begins on `person_id` or `advice_id`, or with `to_shelf` on the shelf.
    """

    NAME = PLACE = "touch"

    def __init__(
        self,
        desk: Desk,
        person_id: int | None = None,
        advice_id: int | None = None,
        to_shelf: bool = False,
    ) -> None:
        super().__init__(desk)
        self.came_for = person_id
        self.came_for_advice = advice_id
        self.to_shelf = to_shelf
        self.facts = Touch()
        self.by_key: dict[object, Kept | Given | OnShelf | Gift] = {}

    def body(self) -> Sequence[Widget]:
        """Whose turn it is, the advice, the shelf."""
        names = ("turns", "advice", "shelf")
        self.panes = [Rows(name, bracket=True, pinned=True) for name in names]
        return self.panes

    async def load(self) -> None:
        """Read all of it."""
        desk = self.desk
        facts = await desk.ask(touch, desk.now(), desk.zone, desk.config.tiers)
        self.facts = facts
        self.by_key = {
            **{("person", each.id): each for each in facts.kept},
            **{("advice", each.advice.id): each for each in facts.advice},
            **{("item", each.item.id): each for each in facts.things},
            **{("give", each.give.id): each for each in facts.gifts},
        }
        self.count_tabs(**await desk.ask(facts.counts))
        now = desk.now()
        turns, advice, shelf = self.panes
        turns.show(lambda width: rhythm_rows(facts, now, width))
        advice.show(lambda width: advice_rows(facts, width))
        shelf.show(lambda width: shelf_rows(facts, now, width))
        self.lay_out()
        self.row_changed()

    async def ready(self) -> None:
        """Go to whom one came for, or to the shelf."""
        if self.came_for is not None:
            self.panes[TURNS].go_to(("person", self.came_for))
        if self.came_for_advice is not None:
            self.go_to_pane(ADVICE)
            self.panes[ADVICE].go_to(("advice", self.came_for_advice))
        if self.to_shelf:
            self.go_to_pane(SHELF)
        self.row_changed()

    # Where the lists stand.

    def on_resize(self) -> None:
        """Share the rows anew."""
        super().on_resize()
        if self.panes:
            self.lay_out()

    def go_to_pane(self, index: int) -> None:
        """Give the keys to a list, in sight."""
        super().go_to_pane(index)
        self.lay_out()
        self.row_changed()

    def _moved(self, steps: int) -> None:
        """Go over the rows as if the lists were one."""
        if self.pane and self.pane.move(steps):
            self.row_changed()
        elif abs(steps) == 1 and 0 <= self.pane_index + steps < len(self.panes):
            self.go_to_pane(self.pane_index + steps)

    def lay_out(self) -> None:
        """Give each list as many rows as it needs, and the turns what is left."""
        room = self.app.size.height - ROWS_AROUND
        alone = room < LEAST_FOR_ALL
        gap = 0 if room < LEAST_WITH_GAPS else 1
        wanted = [len(pane.rows) for pane in self.panes]
        heights = [min(3, rows) for rows in wanted]
        left = room - sum(heights) - 2 * gap
        while left > 0 and heights != wanted:
            for index in (TURNS, ADVICE, TURNS, SHELF):
                if left > 0 and heights[index] < wanted[index]:
                    heights[index] += 1
                    left -= 1
        for index, pane in enumerate(self.panes):
            pane.display = not alone or index == self.pane_index
            pane.styles.height = room if alone else heights[index]
            pane.styles.margin = (gap if index and not alone else 0, 0, 0, 0)

    # What the line says.

    @property
    def row(self) -> Kept | Given | OnShelf | Gift | None:
        """What the cursor is on."""
        return self.by_key.get(self.pane.current) if self.pane else None

    def row_changed(self) -> None:
        """Say what there is to say to the person, or all of what the row cuts."""
        row = self.row
        words = ""
        if isinstance(row, Kept):
            words = self._to_say(row)
        elif isinstance(row, Given) and self._is_cut():
            words = f"{row.person}: {row.advice.body}"
        elif isinstance(row, OnShelf):
            item = row.item
            line = item_line(item.title, item.link, item.about)
            words = line if self._is_cut() or item.link else whom(row)
        elif isinstance(row, Gift) and self._is_cut():
            words = f"{row.give.body}, to {row.person}"
        self.advise(words)

    def _is_cut(self) -> bool:
        pane = self.pane
        return pane is not None and "…" in pane.rows[pane.cursor].text

    def _to_say(self, kept: Kept) -> str:
        begin = self.begin(kept)
        first = next(iter(kept.known.person.split()), kept.known.person)
        if kept.turn is Turn.PAUSED:
            return f"{first} rests: p goes on with {kept.rhythm.words}."
        if begin.kind == UPDATE and begin.advice is not None:
            return self._fitting(
                f"{first}: you have news of the advice. enter starts the letter from it.",
                f"{first}: enter tells what came of the advice.",
            )
        if begin.kind == GIVE and begin.item is not None:
            return f"{first}: enter starts the letter with “{begin.item.title}”."
        if kept.turn is Turn.COMING:
            every = kept.rhythm.words
            if kept.rhythm.tier is not None:
                every += f", every {kept.rhythm.days} d"
            return self._fitting(
                f"{first}: {every}. Nothing to tell yet; n puts a link on the shelf.",
                f"{first}: {every}. Nothing to tell yet.",
            )
        return GIVE_FIRST

    def _fitting(self, words: str, short: str) -> str:
        # The line has no width yet when the page opens; the screen has.
        return words if len(words) < self.app.size.width else short

    def begin(self, kept: Kept) -> Opening:
        """Return what a check-in with somebody begins with."""
        return self.facts.opening(kept.id)

    # What works where.

    def why_not(self, command: Command) -> str:
        """Each list has its own keys."""
        row, needs = self.row, command.needs
        if command.scope != self.NAME or not needs:
            return super().why_not(command)
        if row is None:
            return "There is no row to do that with."
        fits = {
            "turn": isinstance(row, Kept),
            "advice": isinstance(row, Given),
            "item": isinstance(row, OnShelf),
            "thing": not isinstance(row, Kept),
            "step": isinstance(row, Given | OnShelf),
            "letter": not isinstance(row, Gift),
        }
        return "" if fits.get(needs, True) else NEEDS.get(needs, "It is given already.")

    def label_of(self, command: Command) -> str:
        """Name what the keys do in this list."""
        if command.scope == self.NAME and command.action == "open":
            names = {Kept: "letter", Given: "person", OnShelf: "change", Gift: "person"}
            return names.get(type(self.row), command.label)
        if command.scope == self.NAME and command.action == "step":
            return "put away" if isinstance(self.row, OnShelf) else command.label
        if command.scope == self.NAME and command.action == "log":
            return "given" if isinstance(self.row, OnShelf) else command.label
        return super().label_of(command)
