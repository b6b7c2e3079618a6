"""The live meeting: its clock, its side pane, and how it is left and ended."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.notes import Note, NoteKind
from infoview_tui.domain.preparation import ItemKind, ItemState
from infoview_tui.errors import InfoviewError
from infoview_tui.screens.meeting_view import FACES, MeetingView
from infoview_tui.screens.messages import GoTo
from infoview_tui.services import meeting as meetings
from infoview_tui.services.meeting import Live


class MeetingPage(MeetingView):
    """One meeting, live; one that has not begun begins when the page opens."""

    def follow(self, running: Interview | None) -> None:
        """Go by the time of this meeting, whichever other one runs."""
        super().follow(self.live.interview if self.live is not None else running)

    async def admit(self, live: Live) -> Live | None:
        """Let the meeting begin, or count on after a restart; one that is over is debriefed."""
        keeper = self.desk.timekeeper
        boot = keeper.boot()
        if live.interview.started_at is None:
            await self.desk.ask(meetings.start, self.desk.now(), self.interview_id, boot)
            live = await self.desk.ask(meetings.live, self.interview_id)
        over = live.interview.ended_at is not None
        if (over or live.interview.forgotten(self.desk.now())) and not self.busy:
            self._leave_ended(over)
            if not self.note.text.strip():
                return None
        elif self.live is None and boot is not None and live.interview.boot_id != boot.id:
            taken = await self.desk.ask(meetings.take_up, self.desk.now(), self.interview_id, boot)
            if live.interview.boot_id:
                self.say("The computer was restarted; the clock goes on by the time of day.")
            live = replace(live, interview=taken)
        keeper.follow(live.interview)
        return live

    def _leave_ended(self, over: bool) -> None:
        if over and self.note.text.strip():
            self.say("Ended in another window.  enter keeps this line, then the debrief opens")
        else:
            self.go_to_debrief()

    async def ready(self) -> None:
        """Let the clock run, and put back what was half typed."""
        self._tick()
        await super().ready()

    def _tick(self) -> None:
        if self.live is None:
            self.call_later(self.reload)
        elif self.is_current:
            self.show_clock()
        into = 0.0
        if self.live is not None and self.live.interview.started_at is not None:
            into = (self.desk.now() - self.live.interview.started_at).total_seconds() % 1
        # Just past the whole second, so that each is shown once.
        self.set_timer(1.02 - into, self._tick)

    def title_words(self) -> str:
        """Return the name on the help page."""
        return "Meeting"

    def noted(self, note: Note) -> None:
        """Tick the names of others when one is noted."""
        if note.kind is not NoteKind.PERSON or self.live is None:
            return
        names = next((i for i in self.live.items if i.kind is ItemKind.CLOSING), None)
        here = self.live.interview.current_item_id
        if names is not None and not names.done:
            self.tick(names, ItemState.ASKED, here)

    # The side pane and the clock.

    async def do_keys(self) -> None:
        """Show the keys in the place of the lists; clock and note line stay."""
        self.keys_shown = not self.keys_shown
        self.set_class(self.keys_shown, "-keys")
        self.show()

    async def do_cards(self) -> None:
        """Show what the cards say; on a narrow screen in place of the notes."""
        if self.keys_shown:
            await self.do_keys()
        self.backs = not self.backs
        self.set_class(self.backs, "-swap")
        self.show()

    async def do_clock(self) -> None:
        """Show what is left, what has gone, or the time of day."""
        self.face = FACES[(FACES.index(self.face) + 1) % len(FACES)]
        self.show_clock()

    async def do_pause(self) -> None:
        """Pause, or go on."""
        paused = self.live is not None and self.live.interview.paused
        self.change(None, partial(meetings.pause, interview_id=self.interview_id))
        self.say("The clock goes on." if paused else "Paused. F2 goes on.")

    async def do_less(self) -> None:
        """Agree on a minute less."""
        self._agree(-1)

    async def do_more(self) -> None:
        """Agree on a minute more."""
        self._agree(1)

    def _agree(self, change: int) -> None:
        if self.live is None:
            return
        minutes = max(1, self.live.interview.agreed_minutes + change)
        interview = replace(self.live.interview, agreed_minutes=minutes)
        self.change(
            replace(self.live, interview=interview),
            partial(meetings.agree, interview_id=self.interview_id, minutes=minutes),
        )
        self.say(f"Agreed: {minutes} min.")

    async def do_offered(self) -> None:
        """Record that they offered five minutes more."""
        more = meetings.OFFERED_MINUTES
        extend = partial(meetings.extend, interview_id=self.interview_id)
        self.change(None, partial(extend, minutes=more))
        self.can_take_back(f"the offer of {more} minutes", partial(extend, minutes=-more))
        self.say("They offered 5 min more; the letter can thank for it.  F8 undo")

    # Leaving and ending.

    async def do_leave(self) -> None:
        """Go to Today; escape first closes the keys, leaves the list, and then asks once."""
        if self.keys_shown:
            await self.do_keys()
        elif self.mode != "note":
            self.go_to_mode("note")
        elif self.last_key == "escape":
            self.confirm("escape again goes to Today; the clock runs on", "escape", self._leave)
        else:
            await self._leave()

    async def _leave(self) -> None:
        self.post_message(GoTo("today"))

    async def do_end(self) -> None:
        """Say thanks first; the same key again ends."""
        self.go_to_mode("note")
        if self.note.text.strip():
            self.save_note()
        if self.live is not None and self.live.interview.ended_at is not None:
            self.go_to_debrief()
            return
        self.thanking = True
        self.show()
        closing = [i for i in self.live.items if i.kind is ItemKind.CLOSING] if self.live else []
        left = sum(not item.done for item in closing)
        gaps = f" {left} of {len(closing)} {'is' if left == 1 else 'are'} open." if left else ""
        key = self.last_key
        name = "F10" if key == "f10" else key
        self.confirm(f"Give thanks aloud now.{gaps}  {name} again ends the meeting", key, self._end)

    async def _end(self) -> None:
        self.say("Ending ...")
        end = partial(meetings.end, interview_id=self.interview_id, zone=self.desk.zone)
        self.save(end, self._ended)

    def _ended(self, result: Any) -> None:
        if isinstance(result, InfoviewError):
            self.say(str(result))
            return
        self.desk.can_undo("the end of the meeting", self._reopen)
        self.go_to_debrief()

    async def _reopen(self) -> None:
        await self.desk.ask(meetings.reopen, self.desk.now(), self.interview_id)
