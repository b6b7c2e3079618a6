"""Somebody who opens every page and presses every key there is, and looks at each screen."""

from __future__ import annotations

import inspect
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import cast

from hostile import ACTED_ON, MARK, MARKUP, rows_of
from pilots import keys, settled
from rich.cells import cell_len
from textual.pilot import Pilot

from infoview_tui.app import InfoviewApp
from infoview_tui.commands import Command, command_for, commands_of
from infoview_tui.screens import PAGES
from infoview_tui.screens.messages import Back, GoTo
from infoview_tui.screens.page import Page
from infoview_tui.storage.store import Store
from infoview_tui.widgets.form import Picker

LEAVES = ("quit", "suspend")
"""Actions after which there is no page to look at."""
READS_A_LINE = ("edit", "open")
"""Actions that open the words of a row in the line."""
STEP = 40
"""Characters between two looks at a line that is longer than the screen."""
MOST = 400
"""Steps after which a walk has lost its way."""


def page_class(name: str) -> type[Page]:
    module, _, kind = PAGES[name].partition(":")
    return cast("type[Page]", getattr(import_module(f"infoview_tui.screens.{module}"), kind))


def openings(store: Store) -> Iterator[tuple[str, dict[str, int]]]:
    """Give each page with each row that it can be opened for; others are come to by a key."""
    for name in PAGES:
        _self, _desk, *takes = inspect.signature(page_class(name).__init__).parameters.values()
        rows = {each.name: rows_of(store, each.name) for each in takes if each.name.endswith("_id")}
        needed = [each.name for each in takes if each.default is each.empty]
        if set(needed) <= set(rows):
            first = {parameter: rows[parameter][0] for parameter in needed}
            yield name, first
            for parameter, found in rows.items():
                for id in found[parameter in needed :]:
                    yield name, {**first, parameter: id}


def kind_of(row: object) -> object:
    """Return what rows have in common that a key does the same to."""
    return row[0] if isinstance(row, tuple) else type(row)


class Reader:
    """Somebody who opens pages, presses keys and looks at the screen after each."""

    def __init__(self, pilot: Pilot[int], database: Path) -> None:
        self.pilot = pilot
        self.app = cast(InfoviewApp, pilot.app)
        self.database = database
        self.seen: set[str] = set()
        self.pages: set[type[Page]] = set()
        self.markup: set[str] = set()
        self._read: set[object] = set()
        self._done: set[str] = set()
        self._as_it_was = sqlite3.connect(":memory:")
        with closing(sqlite3.connect(database)) as db:
            db.backup(self._as_it_was)

    def look(self) -> str:
        assert self.app._exception is None
        assert self.app.is_running and self.app.page is not None
        self.pages.add(type(self.app.page))
        strips = self.app.screen._compositor.render_strips()
        rows = ["".join(segment.text for segment in strip) for strip in strips]
        width, height = self.app.size
        assert len(rows) == height
        for row, strip in zip(rows, strips, strict=True):
            assert not ACTED_ON.search(row), row
            # What joins characters of two segments does not make them fewer.
            assert sum(cell_len(segment.text) for segment in strip) == width, row
        styles = [segment.style for strip in strips for segment in strip if segment.style]
        assert not any(style.link or "@click" in style.meta for style in styles)
        shown = "\n".join(rows)
        self.seen.update(MARK.findall(shown))
        self.markup.update(words for words in MARKUP if words in shown)
        return shown

    async def press(self, *names: str) -> str:
        await keys(self.pilot, *names)
        return self.look()

    async def _send(self, message: GoTo | Back) -> None:
        self.app.post_message(message)
        await keys(self.pilot)

    async def leave(self) -> None:
        while len(self.app.screen_stack) > 1:
            await self._send(Back())

    async def open(self, name: str, values: dict[str, int]) -> Page:
        await self.leave()
        await self._send(GoTo(name, values))
        self.look()
        assert self.app.page is not None
        return self.app.page

    async def back(self, page: Page) -> bool:
        """Come back to a page, or see that it is gone."""
        while page in self.app.screen_stack and self.app.page is not page:
            await self._send(Back())
        return self.app.page is page

    def changed(self) -> bool:
        with closing(sqlite3.connect(self.database)) as db:
            sql = "select number from revision"
            return bool(db.execute(sql).fetchone() != self._as_it_was.execute(sql).fetchone())

    async def restore(self) -> None:
        await settled(self.pilot)
        if self.changed():
            with closing(sqlite3.connect(self.database)) as db:
                self._as_it_was.backup(db)
        self.app.desk.undos.clear()

    # Reading.

    async def read(self, page: Page) -> None:
        """Read all of a page: every pane, every row, every line that a row opens."""
        panes: set[str] = set()
        # A letter begins at its first gap.
        while (shown := await self.press("pageup")) not in panes:
            panes.add(shown)
        panes.clear()
        while self.app.page is page:
            await self._down(page)
            shown = await self.press("tab")
            if shown in panes:
                break
            panes.add(shown)

    async def _down(self, page: Page) -> None:
        shown = ""
        for _ in range(MOST):
            await self._across(page)
            await self._lines(page)
            key = "down" if self._row_by_row(page) else "pagedown"
            before, shown = shown, await self.press(key)
            if shown == before or self.app.page is not page:
                return
        raise AssertionError(f"no end of {page}")

    def _row_by_row(self, page: Page) -> bool:
        """Whether one types here, or a row further down may open a line."""
        pane = page.pane
        if page.editor() is not None or pane is None:
            return True
        keys = [row.key for row in pane.rows[pane.cursor :] if row.key is not None]
        return any(
            self._unread(page, command, key) for command in self._openers(page) for key in keys
        )

    def _openers(self, page: Page) -> list[Command]:
        return [command for command in self._offered(page) if command.action in READS_A_LINE]

    def _unread(self, page: Page, command: Command, row: object) -> bool:
        """Whether a command on a row may show what was not seen yet."""
        told = {(type(page), command.id, each) for each in (row, kind_of(row))}
        return not self._read & told

    async def _across(self, page: Page) -> None:
        """Read a line that one types in from its beginning to its end."""
        editor = page.editor()
        if editor is None or editor.multiline or editor.text in self._read:
            return
        self._read.add(editor.text)
        await self.press("home")
        while editor.cursor < len(editor.text) and not isinstance(editor, Picker):
            editor.cursor = min(len(editor.text) - 1, editor.cursor + STEP)
            await self.press("right")

    async def _lines(self, page: Page) -> None:
        """Read the words that a row opens in the line; a page that it opens is read as one."""
        row = page.pane.current if page.pane and page.prompt.typing is None else None
        for command in self._openers(page) if row is not None else ():
            if not self._unread(page, command, row):
                continue
            await self.press(command.keys[0])
            led = self.app.page is not page
            self._read.add((type(page), command.id, kind_of(row) if led else row))
            await self.back(page)
            before = None
            # A card has a line for each of its texts.
            while page.prompt.typing not in (before, None):
                before = page.prompt.typing
                await self._across(page)
                await self.press("enter")
            await self._leave_line(page)

    async def _leave_line(self, page: Page) -> None:
        if self.app.page is page and page.prompt.typing is not None:
            await self.press("escape")

    @staticmethod
    def _offered(page: Page) -> list[Command]:
        scopes = page.scopes()
        return [
            command
            for command in commands_of(*scopes)
            if command_for(command.keys[0], scopes) is command and not page.why_not(command)
        ]

    # Doing.

    async def press_all(self, name: str, values: dict[str, int]) -> None:
        """Press each key of the table that works on a page, in each of its panes, once."""
        for pane in range(MOST):
            page = await self._pane(name, values, pane)
            offered = [c for c in self._offered(page) if c.id not in self._done]
            for command in offered:
                self._done.add(command.id)
                if command.action in LEAVES:
                    continue
                await self.press(command.keys[0])
                if self.app.page is page:
                    await self._across(page)
                    await self._leave_line(page)
                if not await self.back(page) or self.changed():
                    await self.restore()
                    page = await self._pane(name, values, pane)
            if not offered:
                return

    async def _pane(self, name: str, values: dict[str, int], pane: int) -> Page:
        page = await self.open(name, values)
        for _ in range(pane):
            await self.press("tab")
        return page
