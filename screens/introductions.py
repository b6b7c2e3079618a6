"""Insights, Introductions: who led to whom, and what those who did would like to hear."""

from __future__ import annotations

from functools import partial

from infoview_tui.domain.introductions import folded
from infoview_tui.errors import RefusedError
from infoview_tui.exchange import introductions as written
from infoview_tui.screens.edits_link import EditsLink
from infoview_tui.screens.introductions_view import IntroductionsView
from infoview_tui.screens.messages import GoTo
from infoview_tui.screens.writes_file import WritesFile
from infoview_tui.services.introductions import entries, thank_introducer
from infoview_tui.widgets.line import Typing

FILE = "introductions.md"


class IntroductionsPage(IntroductionsView, WritesFile, EditsLink):
    """A tab; with `person_id` it begins with the line of that person alone."""

    @property
    def whom(self) -> tuple[int, str]:
        """The person of the line."""
        assert self.line is not None
        return self.line.node.person_id, self.line.name

    async def do_open(self) -> None:
        """Open the person; `[` and `]` walk those that are shown."""
        among = tuple(dict.fromkeys(node.person_id for node in self.nodes.values()))
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
            self.show_tree()
        elif line.node.link is not None:
            self.to_person(line.node.link.introducer_id)

    async def do_unfold(self) -> None:
        """Unfold; where it is open, go to the first below. One that points leads to the person."""
        line = self.line
        assert line is not None
        id = line.node.person_id
        if line.again:
            self.to_person(id)
        elif id in self.shut:
            self.shut.remove(id)
            self.show_tree()
        elif line.node.below:
            self.list.move(1)
            self.row_changed()

    async def do_only(self) -> None:
        """Show the line of one person alone: who is above, and all below."""
        id, _name = self.whom
        self.only = None if self.only is not None else id
        self.show_tree((id, 0))
        self.to_person(id)

    def _narrow(self, words: str) -> None:
        self.words, self.only = words, None
        self.show_tree()

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
        found = entries(self.known.lines(self.in_sight()))

        def text_for(to: str) -> str:
            return written.FORMS[written.form_of(to)](found)

        await self.ask_file("tree", FILE, text_for, hint=".md, .txt, or .dot for Graphviz")

    async def do_plain(self) -> None:
        """Show the tree alone."""
        assert self.known is not None
        found = entries(self.known.lines(folded(self.in_sight(), self.shut)))
        self.post_message(GoTo("plain", {"text": written.text(found), "title": "Introductions"}))
