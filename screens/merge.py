"""Merging two entries of one person: both side by side, and what becomes of each."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget

from infoview_tui.commands import Command, key_name
from infoview_tui.screens.merge_rows import merge_rows
from infoview_tui.screens.merges import Merges
from infoview_tui.screens.messages import Back, GoTo
from infoview_tui.screens.page import Page
from infoview_tui.services.desk import Desk
from infoview_tui.services.merging import Preview, merge, preview, undo_merge
from infoview_tui.widgets.row import BLANK, Row, heading
from infoview_tui.widgets.rows import Rows


class MergePage(Page):
    """Below People: `gone_id` goes into `kept_id` once the key is pressed twice."""

    NAME = "merge"

    def __init__(self, desk: Desk, kept_id: int, gone_id: int) -> None:
        super().__init__(desk)
        self.kept_id = kept_id
        self.gone_id = gone_id
        self.found: Preview | None = None

    def body(self) -> Sequence[Widget]:
        """One list."""
        self.list = Rows("merge")
        self.panes = [self.list]
        return [self.list]

    async def load(self) -> None:
        """Read both, and what would become of them."""
        self.bar.show(" People › Merge", "two entries, one person", bold="Merge")
        self.found = None
        self.list.show(self._rows)
        self.found = await self.desk.ask(preview, self.kept_id, self.gone_id)
        self.list.show(self._rows)
        self.advise("enter merges, s swaps which one stays, escape leaves both as they are.")

    def _rows(self, width: int) -> Sequence[Row]:
        if self.found is None:
            return [heading("Merge"), BLANK, Row("These two cannot be merged as they stand.")]
        return merge_rows(self.found, width)

    def why_not(self, command: Command) -> str:
        """Both have to be there."""
        if command.needs == "pair" and self.found is None:
            return "These two cannot be merged as they stand; s swaps them."
        return super().why_not(command)

    def title_words(self) -> str:
        """Name it on the help page."""
        return "Merge"

    async def do_swap(self) -> None:
        """Let the other one stay."""
        self.kept_id, self.gone_id = self.gone_id, self.kept_id
        await self.reload()
        if self.found is not None:
            self.say(f"{self._named(self.found.kept.name)} stays now.")

    async def do_merge(self) -> None:
        """Merge them once the same key is pressed again."""
        found = self.found
        assert found is not None
        kept, gone = self._named(found.kept.name), self._named(found.gone.name)
        same = " (one of that name)" if kept == gone else ""
        key = self.last_key
        self.confirm(
            f"{gone} goes into {kept}{same}.  {key_name(key)} again merges", key, self._merge
        )

    @staticmethod
    def _named(name: str) -> str:
        return name if len(name) <= 40 else f"{name[:39]}…"

    async def _merge(self) -> None:
        found, desk = self.found, self.desk
        assert found is not None
        done = await desk.ask(merge, desk.now(), found.kept.id, found.gone.id)
        kept, gone = self._named(found.kept.name), self._named(found.gone.name)
        desk.can_undo(f"merging {gone} into {kept}", lambda: desk.ask(undo_merge, desk.now(), done))
        says = f"{gone} is part of {kept} now.  u takes them apart"
        below = self.app.screen_stack[-2]
        if isinstance(below, Merges) and below.goes_on_as(found.kept.id):
            self.post_message(Back())
            below.say(says)
        else:
            values = {"person_id": found.kept.id}
            self.post_message(GoTo("person", values, instead=True, says=says))
