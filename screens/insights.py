"""Insights, the first tab: what came of asking, in numbers that each open their rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.widget import Widget

from infoview_tui.commands import Command
from infoview_tui.domain.insights import Numbers
from infoview_tui.domain.periods import Period, read_period
from infoview_tui.errors import RefusedError
from infoview_tui.exchange.numbers import markdown, plain
from infoview_tui.screens.insights_rows import LAST_GIFT, rows
from infoview_tui.screens.messages import GoTo
from infoview_tui.screens.tabbed import TabbedPage
from infoview_tui.screens.writes_file import WritesFile
from infoview_tui.services.desk import Desk
from infoview_tui.services.insights import insights
from infoview_tui.storage.store import Store
from infoview_tui.widgets.line import Typing
from infoview_tui.widgets.row import BLANK, Row, heading
from infoview_tui.widgets.rows import Rows

FILE = "insights.md"


class InsightsPage(TabbedPage, WritesFile):
    """A tab; without a period it shows all, but no more than the last twelve months."""

    NAME = PLACE = "insights"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.period: Period | None = None
        self.found: Numbers | None = None
        self._read: tuple[int, datetime, Period | None] | None = None
        self.list = Rows("insights")
        self.panes = [self.list]

    def body(self) -> Sequence[Widget]:
        """One list."""
        return self.panes

    async def load(self) -> None:
        """Count anew, where anything was written since or a minute went by."""
        now = self.desk.now()
        # Coming back from the rows behind a figure must not cost counting all of them.
        read = (
            await self.desk.ask(Store.revision),
            now.replace(second=0, microsecond=0),
            self.period,
        )
        if read != self._read:
            self.found = await self.desk.ask(insights, now, self.period)
            self._read = read
        self.list.show(self._rows)
        self.row_changed()

    def _rows(self, width: int) -> Sequence[Row]:
        found = self.found
        if found is None or not (found.begun or self.period):
            words = "Numbers begin with the first request."
            return [heading("Numbers"), BLANK, Row(words), Row("2 People, then o writes one.")]
        return rows(found, self.desk.now(), self.desk.config.meetings_a_month, width)

    def row_changed(self) -> None:
        """Say all of a row that is cut, else what can be done about the numbers."""
        row = self.list.rows[self.list.cursor] if self.list.rows else BLANK
        if "…" in row.text and self.found is not None:
            wide = rows(self.found, self.desk.now(), self.desk.config.meetings_a_month, 1000)
            self.advise(
                next((" ".join(each.text.split()) for each in wide if each.key == row.key), "")
            )
            return
        self.advise(self._advice())

    def _advice(self) -> str:
        if self.found is None or not self.found.begun:
            return "Nothing in this period: f all shows everything." if self.period else ""
        goals = self.found["goals"]
        left = (goals.of or 0) - goals.count
        if not left:
            return "A figure is always a count: enter shows the rows behind it."
        goal = "1 open goal goes" if left == 1 else f"{left} open goals go"
        return f"{goal} on to the next people: Prepare offers them."

    def why_not(self, command: Command) -> str:
        """Without numbers there is nothing to take along."""
        if command.id in ("insights.file", "insights.plain") and not (
            self.found and self.found.begun
        ):
            return "There are no numbers yet."
        return super().why_not(command)

    async def do_open(self) -> None:
        """Show the rows behind the figure."""
        current = self.list.current
        assert self.found is not None and isinstance(current, tuple)
        name = "you_gave" if current == LAST_GIFT else str(current[0])
        if not self.found[name].rows:
            raise RefusedError(f"{self.found[name].label}: there is none behind it yet.")
        assert self._read is not None
        there = {"figure": name, "period": self.found.period, "found": self.found[name]}
        self.post_message(GoTo("figure", {**there, "revision": self._read[0]}))

    async def do_period(self) -> None:
        """Choose the days that are counted."""

        async def done(text: str) -> None:
            self.period = self._period(text)
            await self.load()

        def echo(text: str) -> str:
            try:
                return self._period(text).words(self.desk.now().date())
            except RefusedError as error:
                return str(error)

        hint = "3m, since 1 sep, 2026, oct, all"
        await self.type(Typing("Period", done, echo=echo, hint=hint))

    def _period(self, text: str) -> Period:
        return read_period(text, self.desk.now(), day_first=self.desk.config.day_first)

    async def do_file(self) -> None:
        """Write the numbers to a file."""
        found, now = self.found, self.desk.now()
        assert found is not None
        text = markdown(found, now, self.desk.config.meetings_a_month)
        await self.ask_file("file", FILE, lambda _name: text, hint="a Markdown file")

    async def do_plain(self) -> None:
        """Show the numbers alone."""
        found, now = self.found, self.desk.now()
        assert found is not None
        text = plain(found, now, self.desk.config.meetings_a_month)
        self.post_message(GoTo("plain", {"text": text, "title": "Numbers"}))
