"""The note line of a meeting: what is typed and pasted in it, on its way into the notes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from infoview_tui.commands import Command, command_for
from infoview_tui.domain.notes import lines_of
from infoview_tui.domain.preparation import ItemState
from infoview_tui.screens.keyboard import HELP_SIGN
from infoview_tui.screens.meeting_notes import MeetingNotes
from infoview_tui.screens.offering import Offering
from infoview_tui.services.desk import Desk
from infoview_tui.services.half_typed import half_typed_elsewhere, take_over, taken_from
from infoview_tui.services.names import fits, name_begun, offer
from infoview_tui.storage.drafts import Draft
from infoview_tui.widgets.editing import Editor
from infoview_tui.widgets.note_line import NoteLine


class MeetingTyping(MeetingNotes):
    """Keeps every word that is typed in the note line."""

    NOT_WHILE_TYPING: ClassVar[tuple[str, ...]] = ("list", "question_up", "question_down", "end")
    """What is not done while a line of its own is typed: it would change what that is about."""

    def __init__(self, desk: Desk, interview_id: int) -> None:
        super().__init__(desk, interview_id)
        self.note_line = NoteLine(self.note)
        self.offering = Offering(self._look_up, self._show_offer)
        self.offered: Draft | None = None

    async def load(self) -> None:
        """Read the meeting, and say so when another window took the line that is typed here."""
        await super().load()
        saver, text = self.desk.saver, self.note.text
        if not text or not saver.settled():
            return
        taken = await self.desk.ask(taken_from, self.place, saver.owner)
        # Only said: clearing the line on a guess could cost a word.
        if taken and saver.settled() and self.note.text == text:
            self.say("Another window took this line over; ctrl+u clears it here.")

    async def ready(self) -> None:
        """Put back what was half typed."""
        self.fill_line(await self.desk.restored(self.place))
        if not self.note.text:
            owner = self.desk.saver.owner
            self.offered = await self.desk.ask(half_typed_elsewhere, self.place, owner)
        if self.offered is not None:
            where = self.offered.owner.where
            self.say(f'→ takes the line from {where}: "{self.offered.body}"')

    async def press(self, key: str, character: str | None) -> None:
        """Take what is offered at the end of the line with `right`; else as everywhere."""
        offered, self.offered = self.offered, None
        at_end = key == "right" and self.mode == "note" and self.prompt.typing is None
        if offered is not None and at_end and not self.note.text:
            self.fill_line(await self.desk.ask(take_over, offered, self.desk.saver.owner))
            self.say("")
        elif not (at_end and await self._take_offer()):
            lost = character is not None and character.isprintable() and self.editor() is None
            lost = lost and command_for(key, self.scopes()) is None
            await super().press(key, character)
            if lost:
                self._say_who_has_the_keys()

    def editor(self) -> Editor | None:
        """The note line, unless a question of its own is typed or the list has the keys."""
        return super().editor() or (self.note if self.mode == "note" else None)

    def _say_who_has_the_keys(self) -> None:
        here = "The notes have" if self.mode == "notes" else "The list has"
        self.say(f"{here} the keys; escape goes back to the note line.")

    def edited(self) -> None:
        """Keep the half-typed note."""
        if self.prompt.typing is not None:
            super().edited()
            return
        self.desk.saver.draft(self.place, self.note.text)
        self.show_line()

    def fill_line(self, text: str) -> None:
        """Put a text that is kept already into the note line."""
        self.note.set(text)
        self.show_line()

    def show_line(self) -> None:
        """Draw the note line, and look up whom it may mean."""
        begun = name_begun(self.note.text)
        if not (begun and fits(begun, self.note_line.offer.partition(",")[0])):
            self.note_line.offer = ""
        self.note_line.refresh()
        self.offering.ask(begun)

    @property
    def half_typed(self) -> bool:
        """Whether there are words in a line that enter has not saved."""
        typing = self.prompt.typing
        return bool(self.note.text.strip() or (typing and typing.editor.text.strip()))

    def show_keys(self) -> None:
        """Let the note line show whether it has the keys, too."""
        super().show_keys()
        away = "" if self.prompt.typing is not None else "escape goes back to this line"
        self.note_line.activate(self.editor() is self.note, away)

    def scopes(self) -> tuple[str, ...]:
        """The list and the notes have keys of their own before the page's."""
        # While a question is typed in the line, too: the clock's keys are those of a meeting.
        own = {"list": ("meeting_list",), "notes": ("meeting_notes",)}.get(self.mode, ())
        return (self.NAME,) if self.prompt.typing is not None else (*own, self.NAME)

    def why_not(self, command: Command) -> str:
        """Say why a command is off now, "" when it is on."""
        if self.prompt.typing is not None and command.action in self.NOT_WHILE_TYPING:
            return "enter saves it, escape leaves it."
        return super().why_not(command)

    def label_of(self, command: Command) -> str:
        """Leave out what a key does elsewhere: the list and the notes have some for their own."""
        taken = self.mode != "note" and command_for(command.keys[0], self.scopes()) is not command
        return "" if taken else super().label_of(command)

    async def do_save(self) -> None:
        """Save the note; an empty line means that the current question is done."""
        text = self.note.text
        if text.strip() == HELP_SIGN:
            self.note.set("")
            self.edited()
            await self.do_keys()
        elif text.strip():
            self.save_note()
        else:
            self.fill_line("")
            self.tick_current(ItemState.ASKED)

    async def do_list(self) -> None:
        """Go on to the checklist or the notes; with words in the line take the offered name."""
        if self.mode != "note" or not self.note.text.strip():
            await super().do_list()
        elif not await self._take_offer():
            self.say("enter keeps this line first; tab then goes to the list.")

    async def do_keys(self) -> None:
        """Show the keys that work here."""
        raise NotImplementedError

    def save_note(self) -> None:
        """Save the note line; the note is shown once it is on the disk."""
        text = self.note.text
        # The draft stays until the transaction that saves the note takes it away.
        self.fill_line("")
        self.keep_lines([text])

    # People offered for an `@` line.

    async def _look_up(self, begun: str) -> str:
        people = self.live.interview.people if self.live else ()
        return await self.desk.ask(offer, begun, [person.id for person in people])

    def _show_offer(self, words: str) -> None:
        if self.is_attached and words != self.note_line.offer:
            self.note_line.offer = words
            self.note_line.refresh()

    async def _take_offer(self) -> bool:
        text = self.note.text
        begun = name_begun(text)
        if not begun or self.note.cursor < len(text):
            return False
        words = await self.offering.of(begun)
        if not words:
            return False
        self.prompt.question = None
        self.prompt.refresh()
        self.note.set(text[: text.index(begun)] + words)
        self.edited()
        return True

    # A text of several lines.

    async def paste(self, text: str) -> None:
        """Put pasted text into the line; of several lines ask whether each is to be a note."""
        if self.editor() is None:
            self._say_who_has_the_keys()
            return
        # As with a key that is not the answer.
        self.prompt.question = None
        self.prompt.refresh()
        before, after = self.note.text[: self.note.cursor], self.note.text[self.note.cursor :]
        await super().paste(text)
        lines = lines_of(text)
        if self.editor() is not self.note or len(lines) < 2 or self.note.text == before + after:
            return
        lines = (before + lines[0], *lines[1:-1], lines[-1] + after)
        count = f"{len(lines)} lines pasted. "
        words = "enter makes each a note; anything else keeps one line"
        if self.app.size.width < 80:
            words = "enter: each a note; other keys: one line"
        make = partial(self._make_notes, self.note.text, lines)
        self.confirm(count + words, "enter", make)

    async def _make_notes(self, whole: str, lines: Sequence[str]) -> None:
        saving = command_for("enter", self.scopes())
        reason = self.why_not(saving) if saving is not None else ""
        if reason:
            self.say(reason)
            return
        # What came back from the disk since, refused, stands in front of it.
        front = self.note.text.removesuffix(whole)
        if front + whole == self.note.text:
            self.fill_line("")
            self.keep_lines([front + lines[0], *lines[1:]])
