"""What every screen is: a bar, a body of panes, the line, a footer, and one keyboard.

Keys reach a page one after another and each is done before the next is looked at (the app
awaits `press`), so that a burst after a stalled line gives what slow typing gives. Nothing
uses Textual's focus: the page knows which pane or text has the keys.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

from infoview_tui.commands import (
    EVERYWHERE,
    FIELD,
    PLACES,
    Command,
    command_for,
    commands_of,
)
from infoview_tui.errors import InfoviewError
from infoview_tui.services.desk import Desk
from infoview_tui.services.lookup import running_interview
from infoview_tui.services.notes import quick_note
from infoview_tui.widgets.bars import KeyBar, TopBar
from infoview_tui.widgets.editing import Editor
from infoview_tui.widgets.line import Choice, Line, Question, Typing
from infoview_tui.widgets.rows import Rows
from infoview_tui.widgets.too_small import TooSmall


@dataclass
class GoTo(Message):
    """Posted when another page is to open.

    `instead` closes this one for good; `says` is what the line of the other says first.
    """

    page: str
    values: dict[str, Any] = field(default_factory=dict)
    instead: bool = False
    says: str = ""


class Back(Message):
    """Posted when this page is done with."""


class Quit(Message):
    """Posted when the user has asked to quit and confirmed it."""


class Repaint(Message):
    """Posted when something else has written on the terminal."""


class Page(Screen[None], inherit_bindings=False):
    """A screen of ours; subclasses say what is in the body, load it and do its commands."""

    AUTO_FOCUS = ""
    ALLOW_SELECT = False
    NAME: ClassVar[str] = ""
    """The page's scope in the command table."""
    PLACE: ClassVar[str] = ""
    """The place it is, when it is one of those under the digits."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal"), (120, "-wide"), (200, "-vast")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall"), (40, "-high")]
    SMALLEST: ClassVar[tuple[int, int]] = (40, 10)

    def __init__(self, desk: Desk) -> None:
        super().__init__(name=self.NAME)
        self.desk = desk
        self.bar = TopBar()
        self.prompt = Line()
        self.footer = KeyBar()
        self.panes: list[Rows] = []
        self.pane_index = 0
        self._running_clock = ""
        self._turns: list[Message] | None = None
        self._covered = False

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
        await self.reload()
        await self.guarded(self.ready())
        self.show_keys()

    def on_screen_suspend(self) -> None:
        """Another page is in front now."""
        self._covered = True

    async def on_screen_resume(self) -> None:
        """Show what changed while another page was in front."""
        if self._covered:
            self._covered = False
            await self.reload()

    async def reload(self) -> None:
        """Load again; what cannot be read is said in the line."""
        await self.guarded(self.load())
        self.show_keys()

    async def guarded(self, work: Awaitable[Any]) -> bool:
        """Await `work`; what it refuses is said in the line. Returns whether it was done."""
        try:
            await work
        except InfoviewError as error:
            self.say(str(error))
            return False
        return True

    # Where we are.

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
        """Fill the footer from the command table."""
        shown = [c for c in commands_of(*self.scopes()) if c.label and not self.why_not(c)]
        last = [c for c in shown if c.action == "help"]
        rest = [c for c in shown if c.action != "help"]
        seen: dict[str, str] = {}
        for command in rest[:7] + last:
            seen.setdefault(command.key, command.label)
        self.footer.show([self._pair(key, label) for key, label in seen.items()])

    @staticmethod
    def _pair(key: str, label: str) -> tuple[str, str]:
        # A label may bring its own key, where one label stands for two keys.
        head, _, tail = label.partition(" ")
        return (head, tail) if head.startswith("←") else (key, label)

    def on_resize(self) -> None:
        """Say so when there is too little room; nothing typed is lost."""
        width, height = self.app.size
        least_width, least_height = self.SMALLEST
        self.set_class(width < least_width or height < least_height, "-tiny")
        self.show_place()

    # What it says and asks.

    def say(self, message: str) -> None:
        """Answer the last key in the line."""
        self.prompt.say(message)

    def advise(self, advice: str) -> None:
        """Say what stands in the line while nothing else does."""
        self.prompt.advice = advice
        self.prompt.refresh()

    def confirm(self, text: str, key: str, act: Callable[[], Awaitable[None]]) -> None:
        """Ask for the same key again; any other key drops the question."""
        self.prompt.question = Question(text, key, act)
        self.prompt.refresh()

    def choose(self, text: str, acts: dict[str, Callable[[], Awaitable[None]]]) -> None:
        """Put a choice between keys."""
        self.prompt.question = Choice(text, acts)
        self.prompt.refresh()

    async def type(self, typing: Typing, initial: str = "") -> None:
        """Open the line for typing, with what was left half typed at its place."""
        typing.editor.set(initial)
        if typing.place:
            typing.editor.set(await self.desk.restored(typing.place) or initial)
        self.prompt.typing = typing
        self.prompt.message = ""
        self.prompt.refresh()
        typing.changed(typing.editor.text)
        self.show_keys()

    def stop_typing(self) -> None:
        """Close the line; its draft stays."""
        self.prompt.typing = None
        self.prompt.refresh()
        self.show_keys()

    # The keyboard.

    @property
    def pane(self) -> Rows | None:
        """The list that has the keys."""
        return self.panes[self.pane_index] if self.panes else None

    def editor(self) -> Editor | None:
        """Return the text that the keys go to now; pages with fields of their own say which."""
        return self.prompt.typing.editor if self.prompt.typing else None

    def edited(self) -> None:
        """Called after each change of `editor()`: keep the draft, show it."""
        typing = self.prompt.typing
        if typing is not None:
            if typing.place:
                self.desk.saver.draft(typing.place, typing.editor.text)
            typing.changed(typing.editor.text)
            self.prompt.message = ""
            self.prompt.refresh()

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

    def post_message(self, message: Message) -> bool:
        """Hold a turn to another page while a key is done: the next key is for that page."""
        if self._turns is not None and isinstance(message, (GoTo, Back, Quit)):
            self._turns.append(message)
            return True
        return super().post_message(message)

    async def pressed(self, key: str, character: str | None) -> list[Message]:
        """Do a key as `press` does; return the turns to other pages that it led to."""
        turns: list[Message] = []
        self._turns = turns
        try:
            await self.press(key, character)
        finally:
            self._turns = None
        return turns

    async def press(self, key: str, character: str | None) -> None:
        """Do what a key does here, to its end."""
        if await self._answered(key):
            return
        if self.prompt.typing is not None and await self._typed(key):
            return
        command = command_for(key, self.scopes())
        if command is not None:
            reason = self.why_not(command)
            self.prompt.message = ""
            self.prompt.refresh()
            if reason:
                self.say(reason)
            else:
                await self.guarded(self.run(command))
                self.show_keys()
            return
        editor = self.editor()
        if editor is None:
            return
        before = editor.text, editor.cursor
        if editor.key(key, character) and (editor.text, editor.cursor) != before:
            self.edited()

    async def run(self, command: Command) -> None:
        """Run a command of this page."""
        if command.action.startswith("go_"):
            self.post_message(GoTo(command.action[3:]))
            return
        await getattr(self, f"do_{command.action}")()

    async def paste(self, text: str) -> None:
        """Put pasted text where one types; elsewhere it is said, not done as keys."""
        editor = self.editor()
        if editor is None:
            self.say("Nothing is being typed here; a opens a line for a quick note.")
        elif not editor.insert(text):
            self.say("That is more than a field takes (a million characters).")
        else:
            self.edited()

    async def _answered(self, key: str) -> bool:
        question = self.prompt.question
        if question is None:
            return False
        if isinstance(question, Question):
            self.prompt.question = None
            self.prompt.refresh()
            if question.confirmed_by(key):
                await self.guarded(question.act())
                return True
            if key == question.key:
                self.prompt.question = question
                return True
            return False
        act = question.acts.get(key)
        if act is not None or key == "escape":
            self.prompt.question = None
            self.prompt.refresh()
        if act is not None:
            await self.guarded(act())
        return True

    async def _typed(self, key: str) -> bool:
        typing = self.prompt.typing
        assert typing is not None
        if key == "escape":
            self.stop_typing()
            typing.left()
            return True
        if key in ("enter", "ctrl+o", "ctrl+s"):
            text = typing.editor.text
            # Taken off first: `done` may open the next line.
            self.prompt.typing = None
            if await self.guarded(typing.done(text)):
                if typing.place:
                    self.desk.saver.draft(typing.place, "")
            elif self.prompt.typing is None:
                self.prompt.typing = typing
            self.prompt.refresh()
            self.show_keys()
            return True
        return False

    # What every page can do.

    async def do_move_down(self) -> None:
        """Go a row down."""
        self._moved(1)

    async def do_move_up(self) -> None:
        """Go a row up."""
        self._moved(-1)

    async def do_first(self) -> None:
        """Go to the first row."""
        self._moved(-1_000_000)

    async def do_last(self) -> None:
        """Go to the last row."""
        self._moved(1_000_000)

    async def do_page_down(self) -> None:
        """Go a screenful down."""
        if self.pane:
            self.pane.page(1)
            self.row_changed()

    async def do_page_up(self) -> None:
        """Go a screenful up."""
        if self.pane:
            self.pane.page(-1)
            self.row_changed()

    def _moved(self, steps: int) -> None:
        if self.pane and self.pane.move(steps):
            self.row_changed()

    def row_changed(self) -> None:
        """Called when the cursor of a pane moved."""

    async def do_pane(self) -> None:
        """Give the keys to the next pane."""
        self.go_to_pane((self.pane_index + 1) % len(self.panes))

    async def do_pane_back(self) -> None:
        """Give the keys to the pane before."""
        self.go_to_pane((self.pane_index - 1) % len(self.panes))

    def go_to_pane(self, index: int) -> None:
        """Give the keys to a pane."""
        self.pane_index = index
        for pane in self.panes:
            pane.activate(pane is self.pane)
        self.row_changed()
        self.show_keys()

    async def do_back(self) -> None:
        """Go back one level; on a place ask to quit."""
        if not self.PLACE:
            self.post_message(Back())
        elif self.last_key == "q":
            self.confirm("Quit? Nothing is unsaved.  q again quits", "q", self.do_quit)

    last_key: str = ""

    async def do_leave(self) -> None:
        """Leave a text field that is the page."""
        self.post_message(Back())

    async def do_quit(self) -> None:
        """Quit."""
        self.post_message(Quit())

    async def do_meeting(self) -> None:
        """Go back to the running meeting."""
        running = await self.desk.ask(running_interview, self.desk.now())
        if running is None:
            self.say("No meeting is running.")
        else:
            self.post_message(GoTo("meeting", {"interview_id": running.id}))

    async def do_help(self) -> None:
        """Show the keys that work here."""
        self.post_message(GoTo("help", {"scopes": self.scopes(), "title": self.title_words()}))

    def title_words(self) -> str:
        """Return what this page is called on the help page."""
        return next((label for n, _d, _f, label in PLACES if n == self.PLACE), self.NAME.title())

    async def do_interrupt(self) -> None:
        """Say how to quit, to those who know it from elsewhere."""
        self.say("ctrl+q quits; nothing is lost.")

    async def do_suspend(self) -> None:
        """Go to the shell until `fg`."""
        self.app.action_suspend_process()

    async def do_repaint(self) -> None:
        """Paint the screen again."""
        self.post_message(Repaint())

    async def do_undo(self) -> None:
        """Take the last change back."""
        undo = self.desk.undos.pop()
        await undo.act()
        await self.reload()
        left = self.desk.undos[-1].words if self.desk.undos else ""
        self.say(f"Undone: {undo.words}." + (f"  u undo {left}" if left else ""))

    async def do_quick_note(self) -> None:
        """Write a note from anywhere."""

        async def done(text: str) -> None:
            if not text.strip():
                return
            _note, where = await self.desk.ask(
                quick_note, self.desk.now(), text, zone=self.desk.zone
            )
            await self.reload()
            self.say(f"Saved {where}.")

        await self.type(Typing("Note", done, place="note", hint="enter saves, escape leaves"))
