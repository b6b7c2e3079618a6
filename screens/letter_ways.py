"""The ways a letter goes out: clipboard, file, link, plain; and that it is sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, time, timedelta

from infoview_tui.content.library import letter_template
from infoview_tui.domain.letters import gaps
from infoview_tui.domain.text import clean, clean_line
from infoview_tui.domain.wording import clock, weekday_date
from infoview_tui.errors import RefusedError
from infoview_tui.exchange.mail import eml, mailto
from infoview_tui.paths import safe_name
from infoview_tui.screens.messages import Back, EditOutside, GoTo
from infoview_tui.screens.typed import read_when
from infoview_tui.screens.writes_file import WritesFile
from infoview_tui.services.desk import Desk
from infoview_tui.services.letters import LetterPage as Facts
from infoview_tui.services.letters import delete_letter, mark_sent, restore_letter, unmark_sent
from infoview_tui.widgets.letter_text import LetterText, split
from infoview_tui.widgets.line import Typing

MOST_CLIPBOARD = 50_000
"""Characters that any terminal's clipboard takes."""


class LetterWays(WritesFile):
    """What can be done with the text of a letter once it is written."""

    def __init__(self, desk: Desk, letter_id: int) -> None:
        super().__init__(desk)
        self.letter_id = letter_id
        self.place = f"letter:{letter_id}"
        self.text = LetterText()
        self.facts: Facts | None = None

    @property
    def open_gaps(self) -> int:
        """How many gaps are left."""
        return len(gaps(self.text.editor.text))

    def title_words(self) -> str:
        """Return what the letter is and to whom."""
        if self.facts is None:
            return "Letter"
        return f"{letter_template(self.facts.letter.kind).title} to {self.facts.person.name}"

    async def do_sent(self) -> None:
        """Mark as sent; gaps are asked about once."""
        await self._past_gaps("s", "marks it as sent as it is", self._send)

    async def _send(self, channel: str = "e-mail", at: datetime | None = None) -> None:
        now = self.desk.now()
        sent = await self.desk.ask(mark_sent, now, self.letter_id, channel, at=at)
        self.desk.can_undo(
            f"sending the letter ({self.title_words()})",
            lambda: self.desk.ask(unmark_sent, self.desk.now(), self.letter_id),
        )
        when = "now"
        if at is not None and now - at > timedelta(minutes=1):
            when = weekday_date(at.astimezone(self.desk.zone).date(), now.date())
        self.post_message(GoTo("today", says=f"Marked as sent: {when}, by {sent.channel}.  u undo"))

    async def do_sent_otherwise(self) -> None:
        """Mark as sent on another way or at another time: `linkedin, yesterday`."""

        async def done(text: str) -> None:
            channel, at = self._read_way(text)
            await self._send(channel, at)

        def echo(text: str) -> str:
            try:
                channel, at = self._read_way(text)
            except RefusedError:
                return "how, and when?"
            day = at.astimezone(self.desk.zone)
            return f"by {channel}, {weekday_date(day.date(), self.desk.now().date())} {clock(day)}"

        async def ask() -> None:
            hint = "by post, yesterday 18:00"
            await self.type(Typing("Sent", done, echo=echo, hint=hint), "by e-mail")

        await self._past_gaps("S", "marks it as it is", ask)

    def _read_way(self, text: str) -> tuple[str, datetime]:
        """Read how, and after a comma when, something was sent; now where that is not said."""
        how, _, when = clean_line(text).partition(",")
        channel = how.strip().removeprefix("by ").strip() or "e-mail"
        now = self.desk.now()
        if not when.strip():
            return channel, now
        read = read_when(self.desk, when)
        if read.time is None:
            # A day alone: its noon, or now where that is today.
            read = replace(read, time=time(12))
            if read.day == now.date():
                return channel, now
        at = read.moment(self.desk.zone)
        if at > now:
            raise RefusedError("It is sent once it was: that moment is still ahead.")
        return channel, at

    async def do_clipboard(self) -> None:
        """Hand the text to the terminal."""
        text = self.text.editor.text
        if len(text) > MOST_CLIPBOARD:
            self.say("That is more than a terminal's clipboard takes; w writes it to a file.")
            return

        async def hand_over() -> None:
            self.app.copy_to_clipboard(text)
            self.say("Sent to your terminal's clipboard. If it is not there: v shows it plain.")

        await self._past_gaps("y", "sends it as it is", hand_over)

    async def _past_gaps(self, key: str, does: str, act: Callable[[], Awaitable[None]]) -> None:
        """Do it, but ask once where gaps are left: they would go out with it."""
        left = self.open_gaps
        if left:
            are = "One gap is" if left == 1 else f"{left} gaps are"
            self.confirm(f"{are} still open.  {key} again {does}", key, act)
        else:
            await act()

    async def do_file(self) -> None:
        """Write the letter to a file: as text, or as a draft that a mail program opens."""
        facts = self.facts
        assert facts is not None
        subject, body = split(self.text.editor.text)
        name = f"{safe_name(facts.person.name) or 'letter'}-{facts.letter.kind.replace('_', '-')}"

        def text_for(to: str) -> str:
            if to.strip().lower().endswith(".eml"):
                return eml(
                    to=facts.person.email, name=facts.person.name, subject=subject, body=body
                ).decode("ascii")
            return f"{self.text.editor.text.rstrip()}\n"

        async def ask() -> None:
            hint = ".eml for a mail program, .txt or .md"
            await self.ask_file("letter", f"{name}.eml", text_for, hint=hint)

        await self._past_gaps("w", "writes it as it is", ask)

    async def do_plain(self) -> None:
        """Show the text alone."""
        self.post_message(
            GoTo("plain", {"text": self.text.editor.text, "title": self.title_words()})
        )

    async def do_done(self) -> None:
        """Save the text and leave it."""
        raise NotImplementedError

    async def do_outside(self) -> None:
        """Go on writing in the user's own editor; what it saves is a draft at once."""
        before = self.text.editor.text

        def wrote(saved: str) -> None:
            self.desk.saver.draft(self.place, clean(saved).rstrip())

        async def done(left: str | None, trouble: str) -> None:
            text = clean(left).rstrip() if left is not None else before
            if text == before.rstrip():
                self.say(f"{trouble} Nothing was changed.".strip())
                return
            self.text.editor.set(text)
            self.text.changed()
            self.desk.saver.draft(self.place, text)
            if trouble:
                self.say(f"{trouble} What it left is here, not saved yet; ctrl+o after e saves it.")
            else:
                await self.do_done()

        self.post_message(EditOutside(f"{before}\n", wrote, done))

    async def do_versions(self) -> None:
        """Show what the letter said before."""
        self.post_message(GoTo("letter_versions", {"letter_id": self.letter_id}))

    async def do_mail(self) -> None:
        """Show the letter as a link, alone: terminals open it, and it can be selected."""
        facts = self.facts
        assert facts is not None
        subject, body = split(self.text.editor.text)
        link = mailto(to=facts.person.email, subject=subject, body=body)

        async def show() -> None:
            title = f"{self.title_words()}, as a link"
            self.post_message(GoTo("plain", {"text": link, "title": title, "link": link}))

        await self._past_gaps("m", "makes a link of it", show)

    async def do_delete(self) -> None:
        """Delete the letter and go back."""
        if self.facts is None:
            raise RefusedError("There is no letter to delete.")
        title = self.title_words()
        await self.desk.ask(delete_letter, self.desk.now(), self.letter_id)
        self.desk.can_undo(
            title, lambda: self.desk.ask(restore_letter, self.desk.now(), self.letter_id)
        )
        self.post_message(Back())
