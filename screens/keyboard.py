"""The keyboard of every screen: questions, the line one types in, and the command table.

Keys reach a page one after another and each is done before the next is looked at (the app
awaits `pressed`), so that a burst after a stalled line gives what slow typing gives. Nothing
uses Textual's focus: the page knows which pane or text has the keys.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual.message import Message

from infoview_tui.commands import Command, command_for, key_name
from infoview_tui.errors import ConflictError
from infoview_tui.screens.framed import Framed
from infoview_tui.screens.messages import Back, EditOutside, GoTo, Quit
from infoview_tui.screens.typed import SavesOver, told
from infoview_tui.services.desk import Desk
from infoview_tui.widgets.choice import Choice
from infoview_tui.widgets.line import Question, Typing

TURNS = (GoTo, Back, Quit, EditOutside)

HELP_SIGN = "?"
"""Alone in a line, it asks for help: those who see no keys try it."""


class Keyboard(Framed):
    """Does what each key asks for, to its end."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.last_key = ""
        self._turns: list[Message] | None = None

    # What it says and asks.

    def advise(self, advice: str) -> None:
        """Say what stands in the line while nothing else does."""
        self.prompt.advice = advice
        self.prompt.refresh()

    def confirm(self, text: str, key: str, act: Callable[[], Awaitable[None]]) -> None:
        """Ask for the same key again; any other key drops the question."""
        self.prompt.question = Question(text, key, act)
        self.prompt.refresh()

    @property
    def choosing(self) -> bool:
        """Whether a choice has the keys."""
        return isinstance(self.prompt.question, Choice)

    def choose(self, choice: Choice) -> None:
        """Let one of several answers be given; never put it while a meeting runs."""
        self.prompt.question = choice
        self.prompt.refresh()
        self.show_keys()

    async def type(self, typing: Typing, initial: str = "") -> None:
        """Open the line for typing, with what was left half typed at its place."""
        typing.editor.set(initial)
        # First of all the line is open: a disk that does not answer must not turn text into keys.
        self.prompt.typing = typing
        if typing.place:
            typing.editor.set(await self.desk.restored(typing.place) or initial)
        self.prompt.message = ""
        self.prompt.refresh()
        typing.changed(typing.editor.text)
        self.show_keys()

    async def type_over(self, typing: Typing, initial: str, saving: SavesOver) -> None:
        """Open the line on words of a row that other windows may change too."""
        await self.type(typing, initial)
        if typing.editor.text != initial:
            saving.resume()

    def stop_typing(self) -> None:
        """Close the line; its draft stays."""
        self.prompt.typing = None
        self.prompt.refresh()
        self.show_keys()

    # Keys and pastes.

    def edited(self) -> None:
        """Called after each change of `editor()`: keep the draft, show it."""
        typing = self.prompt.typing
        if typing is not None:
            if typing.place:
                self.desk.saver.draft(typing.place, typing.editor.text)
            typing.changed(typing.editor.text)
            self.prompt.message = ""
            self.prompt.refresh()

    def post_message(self, message: Message) -> bool:
        """Hold a turn to another page while a key is done: the next key is for that page.

        An editor is such a page too.
        """
        if self._turns is not None and isinstance(message, TURNS):
            self._turns.append(message)
            return True
        return super().post_message(message)

    @property
    def turning(self) -> bool:
        """Whether the key being done has led to another page."""
        return bool(self._turns)

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
        if isinstance(question, Choice):
            return await self._chosen(question, key)
        if question.confirmed_by(key):
            self.prompt.question = None
            self.prompt.refresh()
            await self.guarded(question.act())
        elif key != question.key:
            self.prompt.question = None
            self.prompt.refresh()
            return False
        return True

    async def _chosen(self, choice: Choice, key: str) -> bool:
        step = choice.step(key)
        if step is None:
            # What ends or repaints the app works everywhere.
            return not key.startswith("ctrl+")
        self.prompt.question = None
        self.prompt.refresh()
        await self.guarded(step())
        self.show_keys()
        return True

    async def _finish(self, typing: Typing, text: str, key: str) -> None:
        try:
            await typing.done(text)
        except ConflictError as error:
            self.prompt.typing = typing

            async def again() -> None:
                await self._typed(key)

            self.ask_to_save_over(error, key, again)
            raise

    def ask_to_save_over(
        self, error: ConflictError, key: str, act: Callable[[], Awaitable[None]]
    ) -> None:
        """Say what another window wrote, and let the same key save over it."""
        if error.change is not None:
            width = self.app.size.width
            self.confirm(told(error.change, self.desk.now(), key_name(key), width), key, act)

    async def _typed(self, key: str) -> bool:
        typing = self.prompt.typing
        assert typing is not None
        if key == "escape":
            self.stop_typing()
            typing.left()
            return True
        if key in ("enter", "ctrl+o", "ctrl+s"):
            text = typing.editor.text
            if text.strip() == HELP_SIGN and self.NAME != "help":
                typing.editor.set("")
                self.edited()
                self.post_message(GoTo("help", {"scopes": self.scopes(), "title": typing.prompt}))
                return True
            # Taken off first: `done` may open the next line.
            self.prompt.typing = None
            if await self.guarded(self._finish(typing, text, key)):
                if typing.place and typing.clears:
                    self.desk.saver.draft(typing.place, "")
            elif self.prompt.typing is None:
                self.prompt.typing = typing
            self.prompt.refresh()
            self.show_keys()
            return True
        return False
