"""Writing up an interview that was held without this screen: from paper, or from memory."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from infoview_tui.commands import Command
from infoview_tui.domain.interviews import Interview, Status
from infoview_tui.domain.preparation import Item, ItemKind, ItemState
from infoview_tui.domain.spans import Times, read_times
from infoview_tui.domain.wording import clock
from infoview_tui.errors import InfoviewError, RefusedError
from infoview_tui.screens.keyboard import HELP_SIGN
from infoview_tui.screens.meeting_typing import MeetingTyping
from infoview_tui.screens.messages import Back, GoTo
from infoview_tui.screens.write_up_rows import kept, span
from infoview_tui.screens.write_up_view import WriteUpView
from infoview_tui.services.desk import Desk
from infoview_tui.services.held import held, take_back
from infoview_tui.services.meeting import Live
from infoview_tui.storage.store import Store
from infoview_tui.widgets.line import Typing

AFTER_THE_TIMES = ("save", "answered", "partly", "skip", "own", "end")
"""What is not done before it is known when the interview was."""


class WriteUpPage(WriteUpView):
    """The hands of the meeting without its clock; both leave the same record.

    With `as_booked` the times are those of the booking; else they are asked for first.
    """

    NAME = "write_up"
    WHEN_READY = "F10 goes on to the debrief."
    NEW_PERSON = "is now in People"
    NOT_WHILE_TYPING = (*MeetingTyping.NOT_WHILE_TYPING, "times", "undo")
    NEW_PERSON = "is now in People"

    def __init__(self, desk: Desk, interview_id: int, as_booked: bool = False) -> None:
        super().__init__(desk, interview_id)
        self.as_booked = as_booked

    async def admit(self, live: Live) -> Live | None:
        """Leave a meeting that runs to its own page."""
        if live.interview.status(self.desk.now()) is not Status.RUNNING:
            return live
        self.pass_by()
        values = {"interview_id": self.interview_id}
        self.post_message(GoTo("meeting", values, instead=True, says="It is running; F10 ends it."))
        return None

    async def ready(self) -> None:
        """Put back what was half typed, and ask when it was."""
        await super().ready()
        if self.live is None:
            return
        self.advise("Type what your sheet says, in its order.")
        talk = self.live.interview
        if self._timed:
            return
        if self.as_booked and talk.starts_at is not None:
            await self._record(Times(talk.starts_at, talk.starts_at + _agreed(talk)))
        else:
            await self.do_times()

    def title_words(self) -> str:
        """Return the name on the help page."""
        return "Write-up"

    # When it was.

    @property
    def _timed(self) -> bool:
        return self.live is not None and self.live.interview.ended_at is not None

    async def do_times(self) -> None:
        """Ask from when to when it was."""
        if self.live is None:
            return
        talk = self.live.interview

        async def done(text: str) -> None:
            await self._record(self._read(text))

        def left() -> None:
            if not self._timed:
                self.say("Notes wait until it is known when it was; F2 asks again.")

        place = f"write_up:{self.interview_id}:times"
        hint = self._booked_words(talk)
        asks = Typing("When was it?", done, place, echo=self._echo, left=left, hint=hint)
        await self.type(asks, "-".join(span(talk, self.desk.now())) if self._timed else "")

    def _booked_words(self, talk: Interview) -> str:
        begins = talk.started_at or talk.starts_at
        if begins is None:
            return "such as 10:02-10:31, or yesterday 14:00 20 min"
        begins = begins.astimezone(self.desk.zone)
        until = (talk.ended_at or begins + _agreed(talk)).astimezone(self.desk.zone)
        return (
            f"enter: {'as it is' if self._timed else 'as booked'}, {clock(begins)}-{clock(until)}"
        )

    def _read(self, text: str) -> Times:
        assert self.live is not None
        talk, now = self.live.interview, self.desk.now()
        begins = talk.started_at or talk.starts_at
        if not text.strip():
            if begins is None:
                raise RefusedError("When was it? Such as 10:02-10:31.")
            return Times(begins, talk.ended_at or begins + _agreed(talk))
        day = begins.astimezone(self.desk.zone).date() if begins else None
        order = self.desk.config.day_first
        return read_times(text, now, talk.agreed_minutes, day=day, day_first=order)

    def _echo(self, text: str) -> str:
        try:
            times = self._read(text)
        except RefusedError:
            return "such as 10:02-10:31"
        words = times.words(self.desk.now())
        if self.app.size.width < 80:
            # What is typed needs the room more than how long that makes it.
            words = ", ".join(words.split(", ")[:2])
        return f"still ahead: {words}" if times.end > self.desk.now() else words

    async def _record(self, times: Times, offered: int | None = None) -> None:
        assert self.live is not None
        before, zone = self.live.interview, self.desk.zone
        now = self.desk.now()
        after = await self.desk.ask(
            held, now, before.id, times.start, times.end, zone, offered_minutes=offered
        )

        async def back() -> None:
            await self.desk.ask(take_back, self.desk.now(), before, after)

        self.desk.can_undo("the times", back)
        await self.reload()
        said = times.words(now).rpartition(", ")[0]
        self.say(f"Held {said}.  F2 changes it")
        if offered is None and not after.host and after.overrun_seconds(now) >= 60:
            await self._ask_offered(after, times)

    async def _ask_offered(self, talk: Interview, times: Times) -> None:
        async def done(text: str) -> None:
            words = text.strip() or "0"
            if not words.isdecimal() or len(words) > 4:
                raise RefusedError("How many minutes? A number such as 5.")
            await self._record(times, int(words))

        initial = str(talk.extension_minutes) if talk.extension_minutes else ""
        hint = f"{kept(talk, self.desk.now())}; enter: none"
        await self.type(Typing("Minutes they offered besides?", done, hint=hint), initial)

    # Keys.

    async def run(self, command: Command) -> None:
        """Ask for the times first, where the command needs them; what is typed stays."""
        asks_for_keys = self.note.text.strip() == HELP_SIGN
        if command.action in AFTER_THE_TIMES and not self._timed and not asks_for_keys:
            await self.do_times()
        else:
            await super().run(command)

    def tick_current(self, state: ItemState) -> None:
        """Mark the current item; where no question is left, only then go on to the ticks."""
        here = self.current()
        left = next((i for i in self.shown_items() if i.state is ItemState.OPEN), None)
        done = here is None or (here.kind is not ItemKind.CLOSING and here.done)
        if done and left is not None and left.kind is ItemKind.CLOSING:
            self.make_current(left)
        else:
            super().tick_current(state)

    def next_open(self, item: Item) -> Item | None:
        """Return the open item after one that is done; no note is for a tick unasked."""
        upcoming = super().next_open(item)
        asked = item.kind is not ItemKind.CLOSING
        to_tick = upcoming is not None and upcoming.kind is ItemKind.CLOSING
        return None if asked and to_tick else upcoming

    async def do_keys(self) -> None:
        """Show the keys that work here, on a page of their own."""
        await self.do_help()

    # Leaving.

    async def do_leave(self) -> None:
        """Leave the list, or go back; what is half typed is kept."""
        if self.mode != "note" and self.last_key == "escape":
            self.go_to_mode("note")
        else:
            self.post_message(Back())

    async def do_end(self) -> None:
        """Save the line and go on to the debrief, once all of it is on the disk."""
        self.go_to_mode("note")
        if self.note.text.strip():
            self.save_note()
        self.save(_nothing, self._done)

    def _done(self, result: Any) -> None:
        if isinstance(result, InfoviewError):
            self.say(str(result))
        elif not self.note.text.strip():
            self.go_to_debrief()


def _agreed(talk: Interview) -> timedelta:
    return timedelta(minutes=talk.agreed_minutes)


def _nothing(_store: Store, _now: datetime) -> None:
    """Stand at the end of what is on its way to the disk."""
