"""Insights, Introductions: who led to whom, and what those who did would like to hear."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual.widget import Widget

from infoview_tui.commands import Command
from infoview_tui.domain.introductions import Node, folded
from infoview_tui.domain.people_filter import read_filter
from infoview_tui.domain.people_matching import narrow
from infoview_tui.errors import RefusedError
from infoview_tui.exchange import introductions as written
from infoview_tui.screens.edits_link import EditsLink
from infoview_tui.screens.introductions_rows import Key, in_short, key_of, row
from infoview_tui.screens.messages import GoTo
from infoview_tui.screens.tabbed import TabbedPage
from infoview_tui.screens.writes_file import WritesFile
from infoview_tui.services.desk import Desk
from infoview_tui.services.introductions import Line, Network, entries, network, thank_introducer
from infoview_tui.widgets.line import Typing
from infoview_tui.widgets.rows import BLANK, Row, Rows, heading

FILE = "introductions.md"


class IntroductionsPage(TabbedPage, WritesFile, EditsLink):
    """A tab; with `person_id` it begins with the line of that person alone."""

    NAME = "introductions"
    PLACE = "insights"

    def __init__(self, desk: Desk, person_id: int | None = None) -> None:
        super().__init__(desk)
        self.only = person_id
        self.words = ""
        self.shut: set[int] = set()
        self.known: Network | None = None
        self.lines: dict[Key, Line] = {}
        self.list = Rows("tree", pinned=True)
        self.short = Rows("in_short")
        self.panes = [self.list]

    def body(self) -> Sequence[Widget]:
        """The tree, and under it what it comes to."""
        return [self.list, self.short]

    async def load(self) -> None:
        """Read everybody anew."""
        habits = self.desk.config.habits
        known = self.known = await self.desk.ask(network, self.desk.now(), habits)
        if self.only not in known.people:
            self.only = None
        if self.only is not None and not self.lines:
            self._show((self.only, 0))
            self._to_person(self.only)
        else:
            self._show()
        self.short.show(lambda width: in_short(known, width))
        self.short.styles.height = 3
        self.short.display = bool(known.longest) and self.app.size.height >= 16

    def _to_person(self, person_id: int) -> None:
        at = next(
            (key for key, x in self.lines.items() if x.node.person_id == person_id and not x.again),
            None,
        )
        if at is not None:
            self.list.go_to(at)
            self.row_changed()

    def _in_sight(self) -> Sequence[Node]:
        known = self.known
        assert known is not None
        if self.only is not None:
            return known.of([self.only])
        if self.words:
            wanted = read_filter(self.words)
            found = narrow([*known.people.values()], wanted, self.desk.now())
            return known.of([each.id for each in found])
        return known.tree.nodes

    def _show(self, at: Key | None = None) -> None:
        assert self.known is not None
        nodes = folded(self._in_sight(), self.shut)
        self.lines = {key_of(line): line for line in self.known.lines(nodes)}
        self.list.show(self._rows, at=at)
        self.row_changed()

    def _rows(self, width: int) -> Sequence[Row]:
        known = self.known
        if known is None or not known.people:
            return [heading("Introductions"), BLANK, Row("No introductions yet.")]
        title = f"Who led to whom · {self._counted()}"
        if not self.lines:
            return [heading(title), BLANK, Row(f"No one matches {self.words}. escape clears it.")]
        return [heading(title), *(row(line, width, self.shut) for line in self.lines.values())]

    def _counted(self) -> str:
        known = self.known
        assert known is not None
        if self.only is not None:
            return f"the line of {known.people[self.only].name}"
        if self.words:
            here = {line.node.person_id for line in self.lines.values()}
            return f"{len(here)} of {len(known.people)}"
        beginnings = len(known.tree.beginnings)
        people = "1 person" if len(known.people) == 1 else f"{len(known.people)} people"
        return f"{people}, {beginnings} {'beginning' if beginnings == 1 else 'beginnings'}"

    @property
    def line(self) -> Line | None:
        """The line under the cursor."""
        current = self.list.current
        return self.lines.get(current) if isinstance(current, tuple) else None

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

    @property
    def whom(self) -> tuple[int, str]:
        """The person of the line."""
        assert self.line is not None
        return self.line.node.person_id, self.line.name

    async def do_open(self) -> None:
        """Open the person; `[` and `]` walk those that are shown."""
        among = tuple(dict.fromkeys(line.node.person_id for line in self.lines.values()))
        self.post_message(GoTo("person", {"person_id": self.whom[0], "among": among}))

    async def do_write(self) -> None:
        """Let whoever led to the person hear of it; at a beginning, of whom they led to."""
        known, line = self.known, self.line
        assert known is not None and line is not None
        link = line.node.link
        if link is None:
            by, met = line.node.person_id, known.owed_by(line.node.person_id)
            if met is None:
                raise RefusedError(f"Nobody led you to {line.name}: there is nobody to thank.")
        else:
            by, met = link.introducer_id, link.person_id
            standing = known.standings[link.id]
            name = known.people[by].name
            if not standing.met:
                raise RefusedError(f"You have not met {line.name} yet; {name} hears of it then.")
            if standing.thanked:
                raise RefusedError(f"{name} was told already; O on their page writes any letter.")
        now, zone = self.desk.now(), self.desk.zone
        id = await self.desk.ask(thank_introducer, now, zone, by, met)
        self.post_message(GoTo("letter", {"letter_id": id}))

    # What is in sight.

    async def do_fold(self) -> None:
        """Fold what is below; where there is nothing to fold, go to whom it hangs on."""
        line = self.line
        assert line is not None
        id = line.node.person_id
        if line.node.below and not line.again and id not in self.shut:
            self.shut.add(id)
            self._show()
        elif line.node.link is not None:
            self._to_person(line.node.link.introducer_id)

    async def do_unfold(self) -> None:
        """Unfold; where it is open, go to the first below. One that points leads to the person."""
        line = self.line
        assert line is not None
        id = line.node.person_id
        if line.again:
            self._to_person(id)
        elif id in self.shut:
            self.shut.remove(id)
            self._show()
        elif line.node.below:
            self.list.move(1)
            self.row_changed()

    async def do_only(self) -> None:
        """Show the line of one person alone: who is above, and all below."""
        id, _name = self.whom
        self.only = None if self.only is not None else id
        self._show((id, 0))
        self._to_person(id)

    def _narrow(self, words: str) -> None:
        self.words, self.only = words, None
        self._show()

    async def do_filter(self) -> None:
        """Narrow the tree while one types."""

        async def done(text: str) -> None:
            self._narrow(text.strip())

        hint = "a name, tag:museum, stage:met; escape shows everyone"
        left = partial(self._narrow, "")
        await self.type(
            Typing("Filter", done, changed=self._narrow, left=left, hint=hint), self.words
        )

    async def do_back(self) -> None:
        """Show everyone again, or as on every place."""
        if self.words or self.only is not None:
            self._narrow("")
        else:
            await super().do_back()

    # Taking it along.

    async def do_file(self) -> None:
        """Write what is shown to a file, in the form that its name asks for."""
        assert self.known is not None
        found = entries(self.known.lines(self._in_sight()))

        def text_for(to: str) -> str:
            return written.FORMS[written.form_of(to)](found)

        await self.ask_file("tree", FILE, text_for, hint=".md, .txt, or .dot for Graphviz")

    async def do_plain(self) -> None:
        """Show the tree alone."""
        assert self.known is not None
        found = entries(self.known.lines(folded(self._in_sight(), self.shut)))
        self.post_message(GoTo("plain", {"text": written.text(found), "title": "Introductions"}))
