"""The debrief: six prompts while it is fresh, beside what was said; done leads to the letter."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from textual.containers import Container
from textual.widget import Widget

from infoview_tui.commands import FIELD, Command
from infoview_tui.content.library import debrief_prompts
from infoview_tui.errors import ConflictError, StorageError
from infoview_tui.screens.debrief_goals import DebriefGoals
from infoview_tui.screens.debrief_rows import followed_rows, header, said_rows
from infoview_tui.screens.messages import Back, GoTo
from infoview_tui.screens.typed import SavesOver
from infoview_tui.services.conflicts import Values, Write
from infoview_tui.services.debrief import answer, debrief, finish
from infoview_tui.services.desk import Desk
from infoview_tui.services.half_typed import keep_half_typed
from infoview_tui.services.letters import draft_thanks
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen
from infoview_tui.styles import stylesheet
from infoview_tui.widgets.editing import Editor
from infoview_tui.widgets.prompts import Prompts
from infoview_tui.widgets.row import Row
from infoview_tui.widgets.rows import Rows

SOFT_MINUTES = 10
"""What a debrief takes; said, never enforced."""

PATIENCE_SECONDS = 1.0
"""How long it waits for what the meeting still saves; if longer, a draft is for the next time."""


class DebriefPage(DebriefGoals):
    """Every prompt may stay empty; each is saved when it is left."""

    NAME = "debrief"
    CSS_PATH = stylesheet("debrief")

    def __init__(self, desk: Desk, interview_id: int, just_ended: bool = False) -> None:
        super().__init__(desk, interview_id, just_ended)
        self.prompts = Prompts([(prompt.text, Editor()) for prompt in debrief_prompts()])
        self.side = Rows("said")
        self.followed = Rows("followed")
        self.saved: dict[int, str] = {}
        self.savings: dict[int, SavesOver] = {}
        self.opened = desk.now()

    def body(self) -> Sequence[Widget]:
        """The prompts, what was said beside them, and what followed below."""
        self.side.add_class("side")
        return [Container(self.prompts, self.side, classes="row"), self.followed]

    async def load(self) -> None:
        """Read the meeting; an answer with changes of one's own is left alone."""
        self.found = await self.desk.ask(debrief, self.interview_id)
        wanted = debrief_prompts(host=self.found.live.interview.host)
        if len(wanted) != len(self.prompts.prompts):
            self.prompts.prompts = tuple((prompt.text, Editor()) for prompt in wanted)
        await self.load_cards()
        for number, (_words, editor) in enumerate(self.prompts.prompts, 1):
            stored = self.found.answers.get(number, "")
            before = self.saved.get(number, "")
            if editor.text == before:
                if stored != before:
                    editor.set(stored)
                self.saved[number] = stored
                self.savings.pop(number, None)
        self.show()

    async def ready(self) -> None:
        """Bring half-typed answers back, and ask for what is not known of the times."""
        if self.found is None:
            return
        for number, (_words, editor) in enumerate(self.prompts.prompts, 1):
            restored = await self.desk.restored(self._place(number))
            if restored and restored != editor.text:
                editor.set(restored)
                self._saving(number).resume()
        self.show()
        await self.ask_of_times()
        self.advise("Saved as you type. Leave any time: Today keeps the row.")
        await self._keep_half_typed()

    async def _keep_half_typed(self) -> None:
        # A line that is on its way as a note is none to be kept a second time.
        if not await asyncio.to_thread(self.desk.saver.flush, PATIENCE_SECONDS):
            return
        owner, zone = self.desk.saver.owner, self.desk.zone
        note = await self.desk.ask(keep_half_typed, self.interview_id, owner, zone)
        if note is not None:
            await self.load()
            self.say(f"The half-typed line was saved as a note: {note.body}")

    def _place(self, number: int) -> str:
        return f"debrief:{self.interview_id}:{number}"

    def title_words(self) -> str:
        """Return whose debrief it is."""
        return "Debrief" if self.found is None else f"{self.found.live.interview.who} › Debrief"

    # What is shown.

    def show(self) -> None:
        """Draw everything from what was read."""
        gone = int((self.desk.now() - self.opened).total_seconds()) // 60
        left = SOFT_MINUTES - gone
        self.prompts.left = f" · about {left} min left" if left > 0 else ""
        self.prompts.asleep = self.prompt.typing is not None or self.choosing
        self.prompts.changed()
        if self.found is not None:
            fact = header(self.found, self.desk.now(), narrow=self._narrow)
            self.bar.show(f" {self.title_words()}", fact, bold="Debrief")
            self.side.show(self._said)
            self._place_followed()

    def _said(self, width: int) -> Sequence[Row]:
        if self.found is None:
            return ()
        return said_rows(self.found, width) + self.card_rows(width)

    def _followed(self, width: int) -> Sequence[Row]:
        if self.found is None:
            return ()
        rows = followed_rows(self.found, self.desk.now(), width)
        # Where there is room for one pane, what was said is below what followed.
        return [*rows, *self._said(width)] if self._narrow else rows

    @property
    def _narrow(self) -> bool:
        return self.app.size.width < 80

    def _place_followed(self) -> None:
        self.followed.show(self._followed)
        body = self.app.size.height - 3
        prompts = 2 * len(self.prompts.prompts) + 2
        wanted = max(3, min(len(self.followed.rows), body - prompts))
        self.followed.styles.height = wanted

    def on_resize(self) -> None:
        """Give what followed the rows that the prompts leave."""
        self.show()

    # The keyboard.

    def editor(self) -> Editor | None:
        """The line's text while it asks something, else the answer with the cursor."""
        return super().editor() or self.prompts.editor

    def label_of(self, command: Command) -> str:
        """No letter follows a talk that one hosted."""
        hosted = self.found is not None and self.found.live.interview.host
        return "done" if command.action == "done" and hosted else super().label_of(command)

    def scopes(self) -> tuple[str, ...]:
        """The prompts are text fields."""
        return (FIELD,) if self.prompt.typing is not None else ("debrief", FIELD)

    def edited(self) -> None:
        """Keep what is written."""
        if self.prompt.typing is not None:
            super().edited()
            return
        place = self._place(self.prompts.index + 1)
        self.desk.saver.draft(place, self.prompts.editor.text)
        self.prompt.message = ""
        self.prompt.refresh()
        self.show()

    def put_in_prompt(self, text: str) -> None:
        """Put what was typed behind the answer with the cursor."""
        editor = self.prompts.editor
        editor.insert(text if not editor.text else f" {text}")
        self.edited()

    def stop_typing(self) -> None:
        """Give the cursor back to the prompt."""
        super().stop_typing()
        self.show()

    async def run(self, command: Command) -> None:
        """Save before going to another place."""
        if command.action.startswith("go_"):
            await self._save_unless_refused()
        await super().run(command)

    async def _save(self, *, over: bool = False) -> None:
        """Save each answer; `over` what another window wrote meanwhile, else that is refused."""
        refused: ConflictError | None = None
        for number, (_words, editor) in enumerate(self.prompts.prompts, 1):
            text, before = editor.text, self.saved.get(number, "")
            if text != before:
                saving = self._saving(number)
                saving.asked = over
                try:
                    await saving("", body=text)
                except ConflictError as error:
                    refused = error
                    continue
                self.saved[number] = text.strip()
                del self.savings[number]
            self.desk.saver.draft(self._place(number), "")
        if refused is not None:
            raise refused

    def _saving(self, number: int) -> SavesOver:
        seen = {"body": self.saved.get(number, "")}
        return self.savings.setdefault(
            number, SavesOver(self.desk, self._place(number), self._writing(number), seen)
        )

    def _writing(self, number: int) -> Write:
        def write(store: Store, now: datetime, seen: Seen, values: Values) -> None:
            read = seen["body"] if isinstance(seen, Mapping) else None
            answer(store, now, self.interview_id, number, values["body"], seen=read)

        return write

    async def _save_unless_refused(self) -> None:
        # The drafts stay where an answer could not be saved, and come back with it.
        with suppress(StorageError):
            await self._save()

    async def _go(self, steps: int) -> None:
        index = self.prompts.index + steps
        if 0 <= index < len(self.prompts.prompts):
            self.prompts.index = index
        elif steps > 0:
            hosted = self.found is not None and self.found.live.interview.host
            then = "" if hosted else " and opens the letter"
            self.say(f"That was the last one. ctrl+o is done{then}.")
        self.show()
        await self._save()

    async def do_next(self) -> None:
        """Go to the next prompt."""
        await self._go(1)

    async def do_back(self) -> None:
        """Go to the prompt before."""
        await self._go(-1)

    async def do_later_rows(self) -> None:
        """Show more of what was said and what followed."""
        self._scroll(1)

    async def do_earlier_rows(self) -> None:
        """Show what stands before it."""
        self._scroll(-1)

    def _scroll(self, pages: int) -> None:
        for rows in (self.side, self.followed):
            height = rows.size.height
            top = rows.top + pages * max(1, height - 1)
            rows.top = max(0, min(top, len(rows.rows) - height))
            rows.refresh()

    async def do_leave(self) -> None:
        """Leave with the answers so far; Today keeps the row."""
        await self._save_unless_refused()
        self.post_message(Back())

    async def do_done(self) -> None:
        """Be done: the thank-you opens, or Today where none is owed."""
        try:
            await self._save()
        except ConflictError as error:
            self.ask_to_save_over(error, self.last_key, self._done_over)
            return
        if self.found is not None and self.found.live.interview.ended_at is None:
            await self.ask_end()
            return
        now = self.desk.now()
        await self.desk.ask(finish, now, self.interview_id)
        letters = await self.desk.ask(draft_thanks, now, self.desk.zone, self.interview_id)
        if letters:
            self.post_message(GoTo("letter", {"letter_id": letters[0]}, instead=True))
        else:
            self.post_message(GoTo("today"))

    async def _done_over(self) -> None:
        await self._save(over=True)
        await self.do_done()
