"""The live meeting: its clock, its side pane, and how it is left and ended."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.preparation import ItemKind
from infoview_tui.errors import InfoviewError
from infoview_tui.screens.meeting_clock import MeetingClock
from infoview_tui.screens.messages import GoTo
from infoview_tui.services import meeting as meetings
from infoview_tui.services.meeting import Live


class MeetingPage(MeetingClock):
    """One meeting, live; one that has not begun begins when the page opens."""

    def follow(self, running: Interview | None) -> None:
        """Go by the time of this meeting, whichever other one runs."""
        super().follow(self.live.interview if self.live is not None else running)

    async def admit(self, live: Live) -> Live | None:
        """Let the meeting begin, or count on after a restart; one that is over is debriefed."""
        keeper = self.desk.timekeeper
        boot = keeper.boot()
        if live.interview.started_at is None:
            if self.live is not None:
                self.post_message(GoTo("today", says="Undone: the start of the meeting."))
                return None
            await self.desk.ask(meetings.start, self.desk.now(), self.interview_id, boot)
            live = await self.desk.ask(meetings.live, self.interview_id)
        over = live.interview.ended_at is not None
        now = live.interview.own_time(self.desk.now(), boot)
        if (over or live.interview.forgotten(now)) and not self.busy:
            self._leave_ended(over)
            if not self.half_typed:
                return None
        elif self.live is None and boot is not None and live.interview.boot_id != boot.id:
            taken = await self.desk.ask(meetings.take_up, self.desk.now(), self.interview_id, boot)
            if live.interview.boot_id:
                # The latter where two computers share the file, or name no run of theirs.
                why = "Begun before a restart or elsewhere; t" * self.roomy or "T"
                self.say(f"{why}he clock goes on by the time of day.")
            live = replace(live, interview=taken)
        keeper.follow(live.interview)
        return live

    def _leave_ended(self, over: bool) -> None:
        if not over or not self.half_typed:
            self.go_to_debrief()
            return
        says = self.prompt.fitting(
            "Ended in another window.  enter keeps this line, then the debrief opens",
            "Ended elsewhere. enter keeps the line; then the debrief",
            "Ended elsewhere. enter keeps the line",
        )
        self.say(says)

    async def ready(self) -> None:
        """Let the clock run, and put back what was half typed."""
        self._tick()
        await super().ready()
        if not self.prompt.message:
            self.say_late()

    def _tick(self) -> None:
        if self.live is None:
            self.call_later(self.reload)
        elif self.is_current:
            self.show_clock()
            self.watch_clock()
        into = 0.0
        if self.live is not None and not self.live.interview.paused:
            into = self.live.interview.used(self.desk.now()).total_seconds() % 1
        # Just past the whole second of the figure, so that each is shown once and in every window
        # at the same time.
        self.set_timer(1.02 - into, self._tick)

    def title_words(self) -> str:
        """Return the name on the help page."""
        return "Meeting"

    # The side pane.

    async def do_keys(self) -> None:
        """Show the keys, then why, in the place of the lists; clock and note line stay."""
        self.turn_keys()

    async def do_cards(self) -> None:
        """Show what the cards say; on a narrow screen in place of the notes."""
        self.turn_cards()

    # Leaving and ending.

    async def do_leave(self) -> None:
        """Go to Today; escape first leaves keys, list and thanks, one by one, and asks once."""
        if self.last_key != "escape":
            await self._leave()
        elif self.keys_shown:
            self.close_keys()
        elif self.mode != "note":
            self.go_to_mode("note")
        elif not self.take_thanks_back():
            self.confirm("escape again goes to Today; the clock runs on", "escape", self._leave)

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
        self.give_thanks()
        closing = [i for i in self.live.items if i.kind is ItemKind.CLOSING] if self.live else []
        left = sum(not item.done for item in closing)
        of = f" {left} of {len(closing)}" if left else ""
        gaps = f"{of} {'is' if left == 1 else 'are'} open." if left else ""
        key = self.last_key
        name = "F10" if key == "f10" else key
        give = "Say goodbye" if self.hosted else "Give thanks"
        asks = self.prompt.fitting(
            f"{give} aloud now.{gaps}  {name} again ends the meeting",
            f"{give}.{gaps}  {name} again ends it",
            f"{give}.{of}{' open.' * bool(left)} {name} ends it",
            f"{give}{f'; {left} open' if left else ''}. {name} ends",
        )
        self.confirm(asks, key, self._end)

    async def _end(self) -> None:
        self.say("Ending ...")
        end = partial(meetings.end, interview_id=self.interview_id, zone=self.desk.zone)
        self.save(end, self._ended)

    def _ended(self, result: Any) -> None:
        if isinstance(result, InfoviewError):
            self.say(str(result))
            return
        self.desk.can_undo("the end of the meeting", self._reopen)
        self.go_to_debrief(just_ended=True)

    async def _reopen(self) -> None:
        boot = self.desk.timekeeper.boot()
        await self.desk.ask(meetings.reopen, self.desk.now(), self.interview_id, boot)
