"""InfoviewApp: opens pages, carries keys to them in order, and ends with everything saved."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import Any

from textual import events
from textual.driver import Driver
from textual.filter import LineFilter
from textual.message import Message
from textual.reactive import Reactive

from infoview_tui.commands import PLACES
from infoview_tui.errors import InfoviewError, place_of
from infoview_tui.screens import open_page
from infoview_tui.screens.messages import Back, EditOutside, GoTo, Quit, Repaint
from infoview_tui.screens.page import Page
from infoview_tui.screens.tabbed import TABS
from infoview_tui.services.desk import Desk
from infoview_tui.services.place import warning
from infoview_tui.services.start import at_start
from infoview_tui.storage.keeper import BackupKeeper
from infoview_tui.styles import stylesheet
from infoview_tui.terminal.driver import LeanDriver, driver_class
from infoview_tui.terminal.environment import wants_ascii
from infoview_tui.terminal.filters import AsciiFilter, ControlFilter
from infoview_tui.terminal.guard import Guard
from infoview_tui.tidying import Tidying
from infoview_tui.watching import Watching

Opening = tuple[str, dict[str, Any]]

PLACES_AND_TABS = {name for name, *_ in PLACES} | {
    name for tabs in TABS.values() for name, _label in tabs
}
"""Pages that one goes to and not below: they take the place of what was open."""


class InfoviewApp(Watching, inherit_bindings=False):
    """The full-screen app over a desk; `opening` is the page to begin on, None for Today."""

    CSS_PATH = stylesheet("app")
    TITLE = "infoview"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    # From the beginning: a theme that is set later has every style sheet read once more.
    theme = Reactive("ansi-dark", init=False)

    def __init__(
        self,
        desk: Desk,
        opening: Opening | None = None,
        guard: Guard | None = None,
        backups: BackupKeeper | None = None,
    ):
        ascii = desk.config.signs == "ascii" or (desk.config.signs == "auto" and wants_ascii())
        # Always the same ones: Textual keeps each line that a filter has made, by the filter.
        self._own_filters = [ControlFilter(), *([AsciiFilter()] if ascii else [])]
        self._guard = guard
        self._backups = backups
        self._tidying = Tidying()
        super().__init__(desk)
        self.opening = opening

    def get_driver_class(self) -> type[Driver]:
        """Use the driver that never blocks and sends only what changed."""
        return driver_class(
            super().get_driver_class(), self._guard.hang_up if self._guard else None
        )

    def get_line_filters(self) -> list[LineFilter]:
        """Keep control characters from the terminal, and signs to ASCII where it needs that."""
        return [*super().get_line_filters(), *self._own_filters]

    def _set_pointer_shape(self, shape: str) -> None:
        # There is no mouse; Textual would tell the terminal so with every page.
        pass

    def copy_to_clipboard(self, text: str) -> None:
        """Hand a text to the terminal, also to the one behind tmux or screen."""
        from infoview_tui.terminal.clipboard import to_clipboard

        self._clipboard = text
        if self._driver is not None:
            tmux, screen = "TMUX" in os.environ, "STY" in os.environ
            self._driver.write(to_clipboard(text, tmux=tmux, screen=screen))

    async def on_mount(self) -> None:
        """Open the first page and begin to watch for what others write."""
        loop = asyncio.get_running_loop()

        def trouble(text: str) -> None:
            loop.call_soon_threadsafe(self.show_trouble, text)

        def warn(text: str) -> None:
            loop.call_soon_threadsafe(self.show_warning, text)

        self.desk.saver.tell_trouble(trouble)
        try:
            await self._open_first()
            newer = await self.desk.ask(lambda store: store.newer)
        except InfoviewError as error:
            self.exit(1, message=str(error))
            return
        self.desk.at_work = True
        self.watch_others()
        if self._backups is not None:
            self._backups.begin(warn)
        # Said once: what cannot be changed while one works is not to stand in the way.
        told = f"Read only: {newer.reason}." if newer else warning(self.desk.storage.path)
        if told and self.page is not None:
            self.page.say(told)

    def get_default_screen(self) -> Page:
        """Begin with Today, whatever is opened over it."""
        # Before Today is read: it may bring in what was not saved.
        self.desk.begin(at_start, self.desk.zone)
        page = open_page("today", self.desk)
        page.behind = self.opening is not None
        # As a page that is pushed has it, so that another may take its place.
        page._push_result_callback(self, None)
        return page

    async def _open_first(self) -> None:
        first = await self.desk.ask(at_start, self.desk.zone)
        if self.opening is not None:
            await self._go(GoTo(*self.opening))
        elif first:
            await self.push_screen(open_page("first", self.desk))
        elif self.page is not None:
            # Nothing is painted before: the first screen comes in one piece.
            await self.page.loaded.wait()

    # Keys go to the page in front, each done before the next is looked at.

    async def on_event(self, event: events.Event) -> None:
        """Hand keys and pastes to the page; all else is Textual's."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            page = self.page
            if page is not None:
                page.last_key = event.key
                for turn in await page.pressed(event.key, event.character):
                    await self._take(turn)
        elif isinstance(event, events.Paste) and not event.is_forwarded:
            if self.page is not None:
                await self.page.paste(event.text)
        else:
            await super().on_event(event)

    async def _take(self, turn: Message) -> None:
        if isinstance(turn, GoTo):
            await self._go(turn)
        elif isinstance(turn, Back):
            await self.on_back(turn)
        elif isinstance(turn, Quit):
            self.on_quit(turn)
        elif isinstance(turn, EditOutside):
            await self.on_edit_outside(turn)

    async def on_go_to(self, message: GoTo) -> None:
        """Open a page."""
        await self._go(message)

    async def _go(self, message: GoTo) -> None:
        await self._open(message)
        self.dress()
        if message.says and self.page is not None:
            self.page.say(message.says)
        self._tidying.page_left()

    async def _open(self, message: GoTo) -> None:
        if message.page in PLACES_AND_TABS and not message.values:
            below = [each for each in self.screen_stack[:-1] if isinstance(each, Page)]
            stays = bool(below) and message.page == below[0].NAME
            for passed in below[stays:]:
                passed.pass_by()
            while len(self.screen_stack) > 1:
                await self.pop_screen()
            if not stays and self.page is not None:
                await self.switch_screen(open_page(message.page, self.desk))
            return
        page = open_page(message.page, self.desk, **message.values)
        if message.instead and len(self.screen_stack) > 1:
            await self.switch_screen(page)
        else:
            await self.push_screen(page)

    async def on_back(self, _message: Back) -> None:
        """Close the page in front; the last one gives way to Today."""
        if len(self.screen_stack) > 1:
            await self.pop_screen()
        else:
            await self.switch_screen(open_page("today", self.desk))
        self.dress()
        self._tidying.page_left()

    def on_quit(self, _message: Quit) -> None:
        """End; what is typed is with the saver."""
        self.exit(0)

    async def on_edit_outside(self, message: EditOutside) -> None:
        """Give the terminal to the user's editor until it ends; clocks and savers go on."""
        from infoview_tui.terminal.editor import Edited, edit

        page = self.page
        if self._driver is None or not self._driver.can_suspend:
            edited = Edited(None, "An editor cannot be opened here; e changes it in the line.")
        else:
            edited = await edit(message.text, self.suspend, os.environ, message.wrote)
        if page is not None:
            await page.guarded(message.done(edited.text, edited.trouble))
            page.show_keys()

    def on_repaint(self, _message: Repaint) -> None:
        """Send the whole screen anew."""
        if isinstance(self._driver, LeanDriver):
            self._driver.repaint()
        else:
            self.refresh()

    def _fatal_error(self) -> None:
        # Textual would print local variables, which hold people's names and notes.
        error = sys.exc_info()[1] or self._exception
        place = place_of(error) if error else "an unknown place"
        self.exit(
            1,
            return_code=1,
            message=f"infoview had to stop: {type(error).__name__} in {place}. "
            "Everything saved is kept; start it again to go on.",
        )
        if self.page is not None:
            # The start may wait for it, and would for ever.
            self.page.loaded.set()
        self._close_messages_no_wait()


def run(desk: Desk, *, open_at: Opening | None = None, backups: bool = True) -> int:
    """Run the app at a desk until the user leaves; returns the exit code.

    The desk's storage is left open.
    """
    saver = desk.saver
    guard = Guard(saver.last_words)
    keeper = BackupKeeper(desk.storage.path) if backups else None
    app = InfoviewApp(desk, open_at, guard, keeper)
    saver.start()
    guard.start()
    code: int | None = 1
    try:
        code = app.run(mouse=False)
    finally:
        saver.stop(2.0)
        driver = app._driver
        guard.restore_terminal(unsent=isinstance(driver, LeanDriver) and driver.unsent)
        if saver.farewell():
            sys.stderr.write(saver.farewell() + "\n")
        if keeper is not None:
            keeper.stop()
    return code if code is not None else app.return_code or 0
