"""The frame of every screen: a bar, a body of panes, the line and a footer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from typing import Any, ClassVar

from textual._styles_cache import StylesCache
from textual.app import ComposeResult
from textual.containers import Container
from textual.events import ScreenResume
from textual.screen import Screen
from textual.widget import Widget

from infoview_tui.commands import EVERYWHERE, FIELD, PLACES, Command, commands_of, key_name
from infoview_tui.domain.interviews import Interview
from infoview_tui.errors import ConflictError, InfoviewError
from infoview_tui.services.desk import Desk, revision
from infoview_tui.widgets.bars import KeyBar, TopBar
from infoview_tui.widgets.choice import Choice
from infoview_tui.widgets.drawn import ROLE_CLASSES
from infoview_tui.widgets.editing import Editor
from infoview_tui.widgets.line import Line
from infoview_tui.widgets.rows import Rows
from infoview_tui.widgets.too_small import TooSmall

LAST = ("help", "end")

_WIDTHS = [(0, "-narrow"), (80, "-normal"), (120, "-wide"), (200, "-vast")]
_HEIGHTS = [(0, "-short"), (24, "-tall"), (40, "-high")]


class Framed(Screen[None], inherit_bindings=False):
    """Puts the fixed rows around a body, loads it, and says where one is and which keys work."""

    COMPONENT_CLASSES = ROLE_CLASSES
    AUTO_FOCUS = ""
    ALLOW_SELECT = False
    NAME: ClassVar[str] = ""
    """The page's scope in the command table."""
    PLACE: ClassVar[str] = ""
    """The place it is, when it is one of those under the digits."""

    HORIZONTAL_BREAKPOINTS = _WIDTHS
    VERTICAL_BREAKPOINTS = _HEIGHTS
    SMALLEST: ClassVar[tuple[int, int]] = (40, 10)

    def __init__(self, desk: Desk) -> None:
        super().__init__(name=self.NAME, classes=self._classes_for_size())
        self.desk = desk
        self.bar = TopBar()
        self.prompt = Line()
        self.footer = KeyBar()
        self.panes: list[Rows] = []
        self.pane_index = 0
        self._running_clock = ""
        self._covered = False
        self._loading = asyncio.Lock()
        self._read_at: int | None = None
        self.behind = False
        """Whether another page is opened over it at once, so that it waits until it is seen."""
        self.loaded = asyncio.Event()
        """Set when there is something to see."""
        self._held_back = True
        """Whether nothing of it is drawn yet: it opens, and has not been told its size."""
        self._gives_way = False

    def _classes_for_size(self) -> str:
        """Return the classes that follow from the size, so that none change once it is told."""
        width, height = self.app.size
        return " ".join(
            self._get_breakpoint_classes(width, _WIDTHS)
            | self._get_breakpoint_classes(height, _HEIGHTS)
        )

    # What a page is made of.

    def compose(self) -> ComposeResult:
        """Put the fixed rows around the body."""
        yield self.bar
        yield from self.above()
        with Container(id="body"):
            yield from self.body()
        yield self.prompt
        yield from self.below()
        yield self.footer
        yield TooSmall(self.SMALLEST)

    def above(self) -> Sequence[Widget]:
        """Return what stands between the top bar and the body; most pages have nothing there."""
        return ()

    def below(self) -> Sequence[Widget]:
        """Return what stands between the line and the footer; most pages have nothing there."""
        return ()

    def body(self) -> Sequence[Widget]:
        """Return what stands between the fixed rows; set `self.panes` to its lists."""
        raise NotImplementedError

    async def load(self) -> None:
        """Read what the page shows and hand it to its widgets; called again when it changed."""

    async def ready(self) -> None:
        """Do what is to be done once, after the first load."""

    async def on_mount(self) -> None:
        """Load, for the first time."""
        for pane in self.panes:
            pane.activate(pane is self.pane)
        self.show_place()
        if not self.behind:
            await self._first_load()

    async def _first_load(self) -> None:
        self.behind = False
        await self.reload()
        self.loaded.set()
        await self.guarded(self.ready())
        self.show_keys()

    def _draw_first(self) -> None:
        if self._held_back:
            self._held_back = self._layout_required = False
            self._refresh_layout()

    def _compositor_refresh(self) -> None:
        # While a page opens it is laid out four times, and Textual would draw all of it each time.
        if not (self._held_back or self._gives_way):
            super()._compositor_refresh()

    def on_unmount(self) -> None:
        """Let go of what was drawn: a cache of Textual keeps the lines of a thousand widgets."""
        StylesCache.get_inner_outer.cache_clear()

    def on_screen_suspend(self) -> None:
        """Another page is in front now."""
        self._covered = True

    async def on_screen_resume(self, event: ScreenResume) -> None:
        """Show what changed while another page was in front."""
        if self._held_back:
            # They were looked up a moment ago, when it was mounted.
            event.refresh_styles = False
        if self._covered:
            self._covered = False
            await (self._first_load() if self.behind else self.reload())

    def pass_by(self) -> None:
        """Read and draw nothing any more: another page is about to take its place."""
        self._covered = False
        self._gives_way = True

    async def reload(self, unless: int | None = None) -> None:
        """Load again; what cannot be read is said in the line.

        Args:
            unless: a revision of the database; what was read at that one stands.
        """
        # One reading at a time: the app's watch may come while the page is still opening.
        async with self._loading:
            if self.is_attached and (unless is None or unless != self._read_at):
                await self.guarded(self._load_noted())
                self.show_keys()

    async def _load_noted(self) -> None:
        # Asked first: what is saved meanwhile may be among what is read, or not.
        self._read_at = await self.desk.ask(revision)
        await self.load()

    async def guarded(self, work: Awaitable[Any]) -> bool:
        """Await `work`; what it refuses is said in the line. Returns whether it was done."""
        try:
            await work
        except InfoviewError as error:
            self.say(self.words_of(error))
            return False
        return True

    def words_of(self, error: InfoviewError) -> str:
        """Return what the line says of an error; of a change elsewhere when and where it was."""
        from infoview_tui.services.conflicts import when_and_where

        change = error.change if isinstance(error, ConflictError) else None
        if change is None:
            return str(error)
        where = when_and_where(change, self.desk.now())
        return f"{'Deleted' if change.gone else 'Changed'} {where}; it stays as it is."

    def say(self, message: str) -> None:
        """Answer the last key in the line."""
        self.prompt.say(message)

    # Where we are.

    def follow(self, running: Interview | None) -> None:
        """Go by the time of the running meeting; the page of a meeting goes by that of its own."""
        self.desk.timekeeper.follow(running)

    def show_place(self) -> None:
        """Fill the top bar of a place; pages below a place call `self.bar.show` themselves."""
        if not self.PLACE:
            return
        narrow = self.app.size.width < 80
        parts = []
        for name, digit, _field, label in PLACES:
            if name == self.PLACE:
                parts.append(f"[{digit} {label}]")
            else:
                parts.append(f" {digit} " if narrow else f" {digit} {label} ")
        here = next(part for part in parts if part.startswith("["))
        self.bar.show("".join(parts), self._running_clock, bold=here)

    def show_running(self, clock: str) -> None:
        """Show the clock of a running meeting at the right of a place's bar."""
        self._running_clock = clock
        self.show_place()

    def show_keys(self) -> None:
        """Fill the footer from the command table, or with what the line needs."""
        question = self.prompt.question
        if isinstance(question, Choice):
            self.footer.show([*question.words.items(), ("escape", "leave it")])
            return
        if self.prompt.typing is not None:
            self.footer.show([("enter", "save"), ("escape", "leave"), ("F1", "keys")])
            return
        scopes = self.scopes()
        shown = [c for c in commands_of(*scopes) if self.label_of(c) and not self.why_not(c)]
        # Whatever the width, the way to help stays in sight, and in a meeting the way to its end.
        last = [c for c in shown if c.action in LAST]
        rest = [c for c in shown if c.action not in LAST]
        seen: dict[str, str] = {}
        taken: set[str] = set()
        for command in rest[:7] + last:
            # A nearer scope may have taken the key for something else.
            if command.key not in taken:
                seen[command.key] = self.label_of(command)
            taken |= {key_name(key) for key in command.keys}
        self.footer.show([self._pair(key, label) for key, label in seen.items()])

    def label_of(self, command: Command) -> str:
        """Return what the footer calls a command; "" leaves it out."""
        return command.label

    @staticmethod
    def _pair(key: str, label: str) -> tuple[str, str]:
        # A label may bring its own key, where one label stands for two keys.
        head, _, tail = label.rpartition(" ")
        return (head, tail) if head.startswith(("←", "↑", "[")) else (key, label)

    def on_resize(self) -> None:
        """Say so when there is too little room; nothing typed is lost."""
        # After the panes, which are being told theirs.
        self.call_later(self._draw_first)
        width, height = self.app.size
        least_width, least_height = self.SMALLEST
        self.set_class(width < least_width or height < least_height, "-tiny")
        self.show_place()

    def show_trouble(self, text: str) -> None:
        """Say that typed text is not on the disk and why, "" once it is."""
        self.prompt.trouble = text
        self.prompt.refresh()

    def show_warning(self, text: str) -> None:
        """Say what is wrong besides, where the line is free; "" once it is right."""
        self.prompt.warning = text
        self.prompt.refresh()

    # What has the keys.

    @property
    def pane(self) -> Rows | None:
        """The list that has the keys."""
        return self.panes[self.pane_index] if self.panes else None

    def editor(self) -> Editor | None:
        """Return the text that the keys go to now; pages with fields of their own say which."""
        return self.prompt.typing.editor if self.prompt.typing else None

    def scopes(self) -> tuple[str, ...]:
        """Return the command scopes that have the keys, the nearest first."""
        if self.editor() is not None:
            return (FIELD,)
        return (self.NAME, EVERYWHERE)

    def why_not(self, command: Command) -> str:
        """Say why a command is off now, "" when it is on."""
        if command.action == "undo" and command.scope == EVERYWHERE and not self.desk.undos:
            return "Nothing to undo."
        if command.needs == "row" and (self.pane is None or self.pane.current is None):
            return "There is no row to do that with."
        if command.action in ("pane", "pane_back") and len(self.panes) < 2:
            return "There is one pane."
        return ""
