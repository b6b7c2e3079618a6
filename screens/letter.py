"""A letter: its text with the gaps to fill, and beside it what there is to say and what lacks."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from textual.containers import Container
from textual.widget import Widget

from infoview_tui.commands import EVERYWHERE, FIELD, Command, command_for
from infoview_tui.domain.dates import MAX_LENGTH
from infoview_tui.domain.letters import gaps
from infoview_tui.domain.slots import SLOT, slot_words
from infoview_tui.errors import ConflictError, RefusedError, StorageError
from infoview_tui.screens.letter_rows import beside_rows, count_line, state_words
from infoview_tui.screens.letter_ways import LetterWays
from infoview_tui.screens.messages import Back
from infoview_tui.screens.typed import SavesOver
from infoview_tui.services.conflicts import Values
from infoview_tui.services.desk import Desk
from infoview_tui.services.letters import letter_page, save_letter
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen
from infoview_tui.styles import stylesheet
from infoview_tui.widgets.editing import Editor
from infoview_tui.widgets.letter_text import MOVES, joined, split
from infoview_tui.widgets.row import Row
from infoview_tui.widgets.rows import Rows


class LetterPage(LetterWays):
    """Two states: writing, where keys are text, and read, where they are commands."""

    NAME = "letter"
    CSS_PATH = stylesheet("letter")

    def __init__(self, desk: Desk, letter_id: int) -> None:
        super().__init__(desk, letter_id)
        self.side = Rows("beside")
        self.slot: int | None = None
        self.saved = ""
        self.version: int | None = None
        self.saving = SavesOver(desk, self.place, self._write, {})

    def body(self) -> Sequence[Widget]:
        """The text, and the facts beside it where there is room."""
        self.side.add_class("side")
        return [Container(self.text, self.side, classes="row")]

    async def load(self) -> None:
        """Read the letter; text with changes of one's own is left alone."""
        facts = await self.desk.ask(letter_page, self.letter_id)
        untouched = self.text.editor.text == self.saved
        self.facts = facts
        if untouched and self.version != facts.letter.version:
            self.version = facts.letter.version
            self.saved = joined(facts.letter.subject, facts.letter.body)
            self.saving.seen = {"subject": facts.letter.subject, "body": facts.letter.body}
            self.text.editor.set(self.saved, self.text.editor.cursor)
            self.text.gap = None
            self.text.changed()
        self._show()

    async def ready(self) -> None:
        """Bring half-typed text back, and put the cursor on the first gap."""
        if self.facts is None:
            return
        restored = "" if self.facts.letter.sent_at else await self.desk.restored(self.place)
        if restored and restored != self.saved:
            self.text.editor.set(restored)
            self.saving.resume()
            self.say("What was typed here and not saved is back.")
        if not self.facts.letter.sent_at:
            self.text.writing = bool(self.open_gaps) or self.text.editor.text != self.saved
        if self.open_gaps:
            self.text.choose(gaps(self.text.editor.text)[0])
        elif self.text.writing:
            self.text.changed()
        else:
            self.text.scroll(-len(self.saved))
        self._show()

    def _show(self) -> None:
        facts = self.facts
        if facts is None:
            return
        state = state_words(facts, self.desk.now())
        title = self.title_words()
        if self.app.size.width < 80:
            state = state.removeprefix("draft · ")
        self.bar.show(f" Letters › {title}", state, bold=title)
        self.text.to = f"e-mail to {facts.person.email}" if facts.person.email else ""
        self.side.show(self._beside)
        self.text.refresh()
        self._show_line()

    def _show_line(self) -> None:
        if self.facts is not None:
            sent = self.facts.letter.sent_at
            count = count_line(self.facts, self.text.editor.text)
            self.advise("" if sent else self._slot_words() or count)

    def _beside(self, width: int) -> Sequence[Row]:
        if self.facts is None:
            return ()
        return beside_rows(self.facts, self.text.editor.text, self.desk.now(), width)

    # The keyboard.

    def editor(self) -> Editor | None:
        """The line's text while one types there, else the letter's while one writes."""
        return super().editor() or (self.text.editor if self.text.writing else None)

    def scopes(self) -> tuple[str, ...]:
        """Writing, keys are text; then they are commands."""
        if self.prompt.typing is not None:
            return (FIELD,)
        return ("letter", FIELD) if self.text.writing else ("letter_read", EVERYWHERE)

    def why_not(self, command: Command) -> str:
        """A sent letter stays as it went out."""
        sent = self.facts is not None and self.facts.letter.sent_at is not None
        if command.action == "pane_back" and self.app.size.width < 80:
            return ""
        if sent and command.action in (*("edit", "outside", "sent", "sent_otherwise", "versions"),):
            return "This letter is sent; what went out stays as it was."
        return super().why_not(command)

    @property
    def _in_text(self) -> bool:
        return self.editor() is self.text.editor and self.prompt.question is None

    async def press(self, key: str, character: str | None) -> None:
        """Move by drawn lines, and let the first character typed on a gap replace it."""
        if self._in_text and command_for(key, self.scopes()) is None:
            if key in MOVES:
                self.text.move(key)
                return
            erasing = key in ("backspace", "delete", "ctrl+d")
            typed = character is not None and character.isprintable()
            if (erasing or typed) and self._into_gap() and erasing:
                self.edited()
                return
        await super().press(key, character)

    def _into_gap(self) -> bool:
        """Take the chosen gap out; what is typed in that of a time is a time."""
        gap = self.text.gap
        if not self.text.empty_gap():
            return False
        assert gap is not None
        self.slot = gap.start if SLOT.fullmatch(gap.label) else None
        return True

    def _slot(self) -> str:
        """Return what was typed in the gap of a time, "" where that is not known."""
        text, cursor = self.text.editor.text, self.text.editor.cursor
        if self.slot is None or not self.slot < cursor <= self.slot + MAX_LENGTH:
            return ""
        return text[self.slot : cursor]

    def _slot_words(self) -> str:
        """Return that time in full, "" while it is none."""
        with suppress(RefusedError):
            zone, first = self.desk.zone, self.desk.config.day_first
            return slot_words(self._slot(), self.desk.now(), zone, day_first=first)
        return ""

    def _write_slot_out(self) -> None:
        words, start = self._slot_words(), self.slot
        if words and start is not None:
            self.text.editor.replace(start, self.text.editor.cursor, words)
            self.edited()
        self.slot = None

    async def paste(self, text: str) -> None:
        """Let a pasted text replace the gap under the cursor."""
        if self._in_text:
            self._into_gap()
        await super().paste(text)

    def edited(self) -> None:
        """Keep what is written, and judge it anew."""
        if self.prompt.typing is not None:
            super().edited()
            return
        self.text.gap = None
        self.desk.saver.draft(self.place, self.text.editor.text)
        self.text.changed()
        self.prompt.message = ""
        self.side.show(self._beside)
        self._show_line()

    def on_resize(self) -> None:
        """Say as much as there is room for."""
        self._show()

    def _moved(self, steps: int) -> None:
        self.text.scroll(steps)

    async def do_page_down(self) -> None:
        """Read on."""
        self.text.scroll(max(1, self.text.size.height - 2))

    async def do_page_up(self) -> None:
        """Read what was before."""
        self.text.scroll(-max(1, self.text.size.height - 2))

    async def run(self, command: Command) -> None:
        """Save before going to another place."""
        if command.action.startswith("go_"):
            await self._save_unless_refused()
        await super().run(command)

    async def _save(self, *, over: bool = False) -> None:
        text = self.text.editor.text
        if text != self.saved:
            self.saving.asked = over
            await self.saving("", **_parts(text))
            self.saved = text
            self.saving.seen = _parts(text)
            letter = (await self.desk.ask(letter_page, self.letter_id)).letter
            # What another window changed elsewhere in it is to be shown.
            if joined(letter.subject, letter.body).split() == text.split():
                self.version = letter.version
        self.desk.saver.draft(self.place, "")

    async def _save_unless_refused(self) -> None:
        # The draft stays where the letter could not be saved, and comes back with it.
        with suppress(StorageError):
            await self._save()

    async def _save_over(self) -> None:
        await self._save(over=True)
        await self.do_done()

    def _write(self, store: Store, now: datetime, seen: Seen, values: Values) -> None:
        save_letter(store, now, self.letter_id, seen, values["subject"], values["body"])

    async def do_pane_back(self) -> None:
        """Where there is room for one, show what there is to say, or the letter."""
        self.toggle_class("-swap")

    async def do_gap(self) -> None:
        """Go to the next gap, from the last one to the first; without any the text is done."""
        self._write_slot_out()
        if self.text.next_gap():
            return
        left = gaps(self.text.editor.text)
        if left:
            self.text.choose(left[0])
            self.text.changed()
        else:
            await self.do_done()

    async def do_done(self) -> None:
        """Save and leave the text; s then marks it as sent."""
        self._write_slot_out()
        try:
            await self._save()
        except ConflictError as error:
            self.ask_to_save_over(error, self.last_key, self._save_over)
            return
        self.text.writing = False
        self.text.gap = None
        self._show()
        self.say("" if self.open_gaps else "Saved.  s marks it as sent, y takes it along.")

    async def do_leave(self) -> None:
        """Leave the text and the page, everything kept."""
        await self._save_unless_refused()
        self.post_message(Back())

    async def do_edit(self) -> None:
        """Go on writing, on the first gap."""
        self.remove_class("-swap")
        self.text.writing = True
        first = gaps(self.text.editor.text)[:1]
        if first:
            self.text.choose(first[0])
        self.text.changed()


def _parts(text: str) -> dict[str, str]:
    subject, body = split(text)
    return {"subject": subject, "body": body}
