"""The tree of introductions on its page: what is in sight of it, and what the line says."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget

from infoview_tui.commands import Command
from infoview_tui.domain.introductions import Node, folded
from infoview_tui.domain.people_filter import read_filter
from infoview_tui.domain.people_matching import narrow
from infoview_tui.screens.introductions_rows import Key, in_short, key_of, row
from infoview_tui.screens.tabbed import TabbedPage
from infoview_tui.services.desk import Desk
from infoview_tui.services.introductions import Line, Network, network
from infoview_tui.services.people_list import turns_of_all
from infoview_tui.widgets.row import BLANK, Many, Row, heading
from infoview_tui.widgets.rows import Rows

ROOM_FOR_SHORT = 16
"""Rows of the screen from which on the tree has what it comes to under it."""


class IntroductionsView(TabbedPage):
    """A tree over what it comes to; `only`, `words` and `shut` say what of it is in sight."""

    NAME = "introductions"
    PLACE = "insights"

    def __init__(self, desk: Desk, person_id: int | None = None) -> None:
        super().__init__(desk)
        self.only = person_id
        self.words = ""
        self.shut: set[int] = set()
        self.known: Network | None = None
        self.nodes: dict[Key, Node] = {}
        self.list = Rows("tree", pinned=True)
        self.short = Rows("in_short")
        self.panes = [self.list]

    def body(self) -> Sequence[Widget]:
        """The tree, and under it what it comes to."""
        return [self.list, self.short]

    async def load(self) -> None:
        """Read everybody anew."""
        habits = self.desk.config.habits
        now, zone = self.desk.now(), self.desk.zone
        # In two steps, as in People.
        turns = await self.desk.ask(turns_of_all, now, zone, habits)
        known = self.known = await self.desk.ask(network, now, habits, turns)
        if self.only not in known.people:
            self.only = None
        if self.only is not None and not self.nodes:
            self.show_tree((self.only, 0))
            self.to_person(self.only)
        else:
            self.show_tree()
        self.short.show(lambda width: in_short(known, width))
        self.short.styles.height = 3
        self._make_room()

    def on_resize(self) -> None:
        """Leave out what the tree comes to where there is too little room for it."""
        super().on_resize()
        self._make_room()

    def _make_room(self) -> None:
        anything = self.known is not None and bool(self.known.longest)
        self.short.display = anything and self.app.size.height >= ROOM_FOR_SHORT

    def to_person(self, person_id: int) -> None:
        """Put the cursor on the line of a person."""
        at = next(
            (key for key, x in self.nodes.items() if x.person_id == person_id and not x.again),
            None,
        )
        if at is not None:
            self.list.go_to(at)
            self.row_changed()

    def in_sight(self) -> Sequence[Node]:
        """Return the lines that are asked for, those that are folded away too."""
        known = self.known
        assert known is not None
        if self.only is not None:
            return known.of([self.only])
        if self.words:
            wanted = read_filter(self.words)
            found = narrow([*known.people.values()], wanted, self.desk.now())
            return known.of([each.id for each in found])
        return known.tree.nodes

    def show_tree(self, at: Key | None = None) -> None:
        """Show what is in sight now, the cursor on a line or where it was."""
        assert self.known is not None
        self.nodes = {key_of(node): node for node in folded(self.in_sight(), self.shut)}
        self.list.show(self._rows, at=at)
        self.row_changed()

    def _rows(self, width: int) -> Sequence[Row]:
        known = self.known
        if known is None or not known.people:
            return [heading("Introductions"), BLANK, Row("No introductions yet.")]
        title = f"Who led to whom · {self._counted()}"
        if not self.nodes:
            return [heading(title), BLANK, Row(f"No one matches {self.words}. escape clears it.")]
        nodes = [*self.nodes.values()]

        def make(place: int) -> Row:
            node = nodes[place]
            return row(known.line(node), width, shut=node.person_id in self.shut)

        return Many([heading(title)], [*self.nodes], make)

    def _counted(self) -> str:
        known = self.known
        assert known is not None
        if self.only is not None:
            return f"the line of {known.people[self.only].name}"
        if self.words:
            here = {node.person_id for node in self.nodes.values()}
            return f"{len(here)} of {len(known.people)}"
        beginnings = len(known.tree.beginnings)
        people = "1 person" if len(known.people) == 1 else f"{len(known.people)} people"
        return f"{people}, {beginnings} {'beginning' if beginnings == 1 else 'beginnings'}"

    @property
    def line(self) -> Line | None:
        """The line under the cursor."""
        current, known = self.list.current, self.known
        if known is None or not isinstance(current, tuple) or current not in self.nodes:
            return None
        return known.line(self.nodes[current])

    def row_changed(self) -> None:
        """Say what is owed on the line, else all of it that the row has no room for."""
        line, known = self.line, self.known
        if line is None or known is None:
            words = "In a meeting type @Name, role, organisation and the line is drawn for you."
            self.advise("" if self.words else words)
            return
        link = line.node.link
        if link is not None and known.standings[link.id].owed:
            by = known.people[link.introducer_id].name
            self.advise(f"You met {line.name}: {by} would like to hear of it.  o writes it")
        else:
            told = (line.name, line.work, line.words)
            self.advise(" · ".join(part for part in told if part))

    def why_not(self, command: Command) -> str:
        """Without people there is nothing to narrow or to take along."""
        nobody = self.known is None or not self.known.people
        if command.scope == self.NAME and command.action in ("file", "plain", "filter") and nobody:
            return "There is nobody here yet."
        return super().why_not(command)
