"""What every page of the app shows alike: trouble, the running meeting, what others wrote."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from textual.app import App
from textual.css.query import NoMatches

from infoview_tui.domain.clock import Reading, crossed, read_clock
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.wording import mmss
from infoview_tui.errors import InfoviewError
from infoview_tui.screens.messages import Alert
from infoview_tui.screens.page import Page
from infoview_tui.services.desk import Desk
from infoview_tui.services.lookup import running_interview
from infoview_tui.storage.store import Store
from infoview_tui.terminal.driver import LeanDriver

POLL_SECONDS = 0.4
"""How often another window's or shell's changes are looked for."""


class Watching(App[int], inherit_bindings=False):
    """Follows what changes by itself while one works, and shows it on the page in front."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.trouble = ""
        self.warning = ""
        self._meeting: Interview | None = None
        self._heard: tuple[int, Reading] | None = None
        self._watching: asyncio.Task[None] | None = None

    @property
    def page(self) -> Page | None:
        """The page in front."""
        screen = self.screen_stack[-1] if self.screen_stack else None
        return screen if isinstance(screen, Page) else None

    def dress(self) -> None:
        """Show on the page in front what every page shows alike."""
        if self.page is not None:
            self.page.show_trouble(self.trouble)
            self.page.show_warning(self.warning)
            self._show_running()

    def show_trouble(self, text: str) -> None:
        """Say that typed text is not on the disk and why, "" once it is."""
        self.trouble = text
        if self.page is not None:
            self.page.show_trouble(text)

    def show_warning(self, text: str) -> None:
        """Say why there is no backup, "" once there is one."""
        self.warning = f"NO BACKUP  {text}" if text else ""
        if self.page is not None:
            self.page.show_warning(self.warning)

    def _show_running(self) -> None:
        if self.page is None:
            return
        clock = ""
        if self._meeting is not None:
            reading = read_clock(self._meeting, self.desk.now())
            clock = mmss(abs(reading.left)) + (" over" if reading.over else "")
        self.page.show_running(clock)

    def _listen(self) -> None:
        """Alert once at each mark that the clock of the running meeting crosses."""
        meeting, before = self._meeting, self._heard
        self._heard = None
        if meeting is None:
            return
        self._heard = meeting.id, read_clock(meeting, self.desk.now())
        if before is not None and before[0] == meeting.id:
            mark = crossed(before[1], self._heard[1])
            if mark is not None:
                self.alert(mark)

    def on_alert(self, message: Alert) -> None:
        """Alert at a mark of a clock that only its page knows."""
        self.alert(message.text)

    def alert(self, text: str) -> None:
        """Make the user look up, in the way that the config chose."""
        if self.desk.config.bell != "off" and isinstance(self._driver, LeanDriver):
            self._driver.alert(self.desk.config.bell, text)

    def watch_others(self) -> None:
        """Begin to look for what other windows and shells write."""
        self._watching = asyncio.create_task(self._watch())

    async def _watch(self) -> None:
        try:
            await self._follow_others()
        except Exception as error:
            # Nobody awaits this task: a fault in it ends the app as any other does.
            self._handle_exception(error)

    async def _follow_others(self) -> None:
        seen: int | None = None
        while True:
            try:
                revision = await self.desk.ask(Store.revision)
                if revision != seen:
                    # Before the meeting was known, the first page went by the computer's clock.
                    shift = self.desk.timekeeper.shift if seen is not None else timedelta()
                    self._meeting = await self.desk.ask(
                        running_interview, self.desk.now(), self.desk.timekeeper.boot()
                    )
                    if self.page is not None:
                        self.page.follow(self._meeting)
                    astray = abs(self.desk.timekeeper.shift - shift) > timedelta(seconds=1)
                    if self.page is not None and astray:
                        await self.page.reload()
                    seen = revision
                if self.page is not None and self.page.loaded.is_set():
                    # After its own changes it has read them already.
                    await self.page.reload(unless=revision)
            except InfoviewError as error:
                # A disk that is away may come back; the next look tells.
                if self.page is not None:
                    self.page.say(str(error))
            except NoMatches:
                # The page was left while it was loaded.
                seen = None
            self._show_running()
            self._listen()
            await asyncio.sleep(POLL_SECONDS)
