"""The letters: to write, waiting for an answer, and sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.widget import Widget

from infoview_tui.content.library import letter_template
from infoview_tui.domain.followup import Letter
from infoview_tui.domain.letters import gaps
from infoview_tui.domain.wording import ago, late, plural, row_day
from infoview_tui.screens.messages import GoTo
from infoview_tui.screens.page import Page
from infoview_tui.screens.typed import person_called
from infoview_tui.services.letters import (
    delete_letter,
    mark_answered,
    mark_sent,
    restore_letter,
    unmark_sent,
)
from infoview_tui.services.letters_list import Listed, Listing, letters_listed
from infoview_tui.widgets.drawn import Span, columns
from infoview_tui.widgets.line import Typing
from infoview_tui.widgets.row import BLANK, Many, Row, heading
from infoview_tui.widgets.rows import Rows

PAGE = 200
"""Letters sent that are read at first, of the thousands there may be."""

NONE_YET = "Open a person and press o: the letter comes half written."


class LettersPage(Page):
    """A place: one list with its three groups."""

    NAME = PLACE = "letters"

    def body(self) -> Sequence[Widget]:
        """One list."""
        self.list = Rows("letters")
        self.panes = [self.list]
        self.letters = Listing()
        self.most = PAGE
        return [self.list]

    async def load(self) -> None:
        """Read the letters, of those sent as many as one has come to."""
        self.letters = await self.desk.ask(letters_listed, self.most)
        self.list.show(self._rows)
        self.advise(
            "" if self.letters else "Open a person and press o: the letter comes half written."
        )

    def _rows(self, width: int) -> Sequence[Row]:
        found = self.letters
        if not found:
            return [heading("Letters"), BLANK, Row("No letters yet.")]
        now = self.desk.now()
        drafts = sorted(found.drafts, key=lambda x: (x.due is None, x.due or now))
        rows: list[Row] = []
        for name, group in (
            ("To write", drafts),
            ("Waiting for an answer", found.waiting),
        ):
            if group:
                rows += [BLANK] if rows else []
                rows += [heading(f"{name} · {len(group)}"), BLANK]
                rows += [self._row(listed, width) for listed in group]
        if not found.sent:
            return rows
        rows += [BLANK] if rows else []
        rows += [heading(f"Sent · {found.sent_count}"), BLANK]
        sent = [*found.sent]
        return Many(
            rows,
            sent,
            lambda place: self._row(found[sent[place]], width),
            found.sent_count - len(sent),
        )

    def _row(self, listed: Listed, width: int) -> Row:
        letter = listed.letter
        now = self.desk.now()
        badge, role = self._badge(listed, now)
        at, who, kind = (9, 14, 13) if width < 76 else (11, 18, 24) if width < 110 else (11, 28, 28)
        text = columns(
            (badge, at),
            (letter.person, who),
            (letter_template(letter.kind).title, kind),
            (self._state(listed), max(1, width - 6 - at - who - kind)),
        ).rstrip()
        return Row(text, letter.id, at, (Span(0, len(badge), role),))

    def _badge(self, listed: Listed, now: datetime) -> tuple[str, str]:
        sent = listed.letter.sent_at
        if sent is not None:
            local = sent.astimezone(now.tzinfo)
            return (ago(sent, now) if listed.waiting else row_day(local.date(), now.date())), ""
        if listed.due is None:
            return "", ""
        if listed.due < now:
            return late(listed.due, now), "error"
        day = row_day(listed.due.astimezone(now.tzinfo).date(), now.date())
        return day, "warning" if day == "today" else "accent"

    def _state(self, listed: Listed) -> str:
        letter = listed.letter
        if listed.waiting and listed.reminders >= max(1, self.desk.config.reminders):
            return "let it rest"
        if letter.sent_at is None:
            left = len(gaps(letter.subject)) + len(gaps(letter.body))
            return f"draft, {plural(left, 'gap')}" if left else "draft, no gaps"
        if letter.answered_at is not None:
            return f"answered in {ago(letter.sent_at, letter.answered_at)}"
        return f"by {letter.channel}"

    @property
    def letter(self) -> Letter:
        """The letter under the cursor."""
        current = self.list.current
        assert isinstance(current, int)
        return self.letters[current].letter

    @staticmethod
    def _words(letter: Letter) -> str:
        return f"{letter_template(letter.kind).title} to {letter.person}"

    async def _read_on(self, most: int) -> None:
        """Have so many of those sent here, with the cursor where it is."""
        if not self.letters.complete and most > self.most:
            self.most = most
            self.letters = await self.desk.ask(letters_listed, most)
            self.list.show(self._rows)

    async def do_move_down(self) -> None:
        """Go a row down; what is below is read before one comes to it."""
        await self._read_ahead()
        await super().do_move_down()

    async def do_page_down(self) -> None:
        """Go a screenful down."""
        await self._read_ahead()
        await super().do_page_down()

    async def do_last(self) -> None:
        """Go to the very last letter."""
        await self._read_on(self.letters.sent_count)
        await super().do_last()

    async def _read_ahead(self) -> None:
        if len(self.list.rows) - self.list.cursor < 2 * self.list.size.height:
            await self._read_on(self.most * 2)

    async def do_open(self) -> None:
        """Open the letter."""
        self.post_message(GoTo("letter", {"letter_id": self.letter.id}))

    async def do_new(self) -> None:
        """Ask to whom; the kind is chosen next."""

        async def done(text: str) -> None:
            if text.strip():
                person = await person_called(self.desk, text)
                self.post_message(GoTo("letter_kinds", {"person_id": person.id}))

        await self.type(Typing("To whom?", done, hint="a name, or part of it"))

    async def do_sent(self) -> None:
        """Mark as sent; gaps are asked about once."""
        letter = self.letter
        left = len(gaps(letter.subject)) + len(gaps(letter.body))

        async def send() -> None:
            await self.desk.ask(mark_sent, self.desk.now(), letter.id)
            self.desk.can_undo(
                f"sending the letter ({self._words(letter)})",
                lambda: self.desk.ask(unmark_sent, self.desk.now(), letter.id),
            )
            await self.reload()
            self.say(f"Sent: {self._words(letter)}.  u undo")

        if left and letter.sent_at is None:
            are = "One gap is" if left == 1 else f"{left} gaps are"
            self.confirm(f"{are} still open.  s again marks it as sent", "s", send)
        else:
            await send()

    async def do_answered(self) -> None:
        """Note that they answered, or that they did not after all."""
        letter = self.letter

        async def turn() -> bool:
            return await self.desk.ask(mark_answered, self.desk.now(), letter.id)

        answered = await turn()
        self.desk.can_undo(f"the answer of {letter.person}", turn)
        await self.reload()
        self.say(f"{letter.person} answered." if answered else f"{letter.person} has not answered.")

    async def do_delete(self) -> None:
        """Delete the letter."""
        letter = self.letter
        await self.desk.ask(delete_letter, self.desk.now(), letter.id)
        self.desk.can_undo(
            self._words(letter),
            lambda: self.desk.ask(restore_letter, self.desk.now(), letter.id),
        )
        await self.reload()
        self.say(f"Deleted {self._words(letter)}.  u undo")
