"""The keys of a meeting's clock: pause, a minute less or more, what they offer, a late start."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from infoview_tui.commands import Command
from infoview_tui.domain.clock import ends_at, read_clock
from infoview_tui.domain.interviews import Interview, Pause
from infoview_tui.domain.wording import clock, span
from infoview_tui.screens.meeting_view import MeetingView
from infoview_tui.screens.meeting_words import FACES
from infoview_tui.services import agreed_time
from infoview_tui.services import meeting as meetings
from infoview_tui.services.desk import Desk

LATE_SECONDS = 60
"""From here on a meeting began late, and is asked whether it ends as booked all the same."""

SET_SECONDS = 2
"""A larger step of the computer's clock was somebody setting it."""

_MINUTES = re.compile(r"\s*([0-9]{1,5})\s*(?:m|min)?\s*")


class MeetingClock(MeetingView):
    """Changes the times of a meeting, each at once and with a way back."""

    def __init__(self, desk: Desk, interview_id: int) -> None:
        super().__init__(desk, interview_id)
        self._shift: timedelta | None = None

    def why_not(self, command: Command) -> str:
        """Say why a command is off now, "" when it is on."""
        if command.action == "fixed_end" and self.live is not None:
            return self._not_late(self.live.interview)
        return super().why_not(command)

    async def do_clock(self) -> None:
        """Show what is left, what has gone, or the time of day."""
        self.face = FACES[(FACES.index(self.face) + 1) % len(FACES)]
        self.show_clock()

    async def do_pause(self) -> None:
        """Pause, or go on."""
        if self.live is None:
            return
        interview, now = self.live.interview, self.desk.now()
        on = not interview.paused
        if on:
            lasting = Pause(0, "", self.interview_id, now)
            pauses = (*interview.pauses, lasting)
        else:
            pauses = tuple(replace(p, ended_at=p.ended_at or now) for p in interview.pauses)
        self._change(replace(interview, pauses=pauses), partial(meetings.pause, on=on))
        self.say("Paused. F2 goes on." if on else f"The clock goes on. {self._ends()}.")

    async def do_less(self) -> None:
        """Agree on a minute less."""
        self._agree(-1)

    async def do_more(self) -> None:
        """Agree on a minute more."""
        self._agree(1)

    def _agree(self, change: int) -> None:
        if self.live is None:
            return
        before = self.live.interview
        minutes, late = before.agreed_minutes + change, before.late_seconds
        typed = _MINUTES.fullmatch(self.note.text) if self.mode == "note" else None
        if typed is not None:
            # So many in all: what a late start took off is in them.
            minutes, late = int(typed[1]), 0
        agreed_time.check_agreed(minutes, late)
        if typed is not None:
            self.note.set("")
            self.edited()
        self._change(
            replace(before, agreed_minutes=minutes, late_seconds=late),
            partial(agreed_time.agree, minutes=minutes, late_seconds=late),
        )
        self._undo_with(
            f"the {minutes} min agreed",
            partial(
                agreed_time.agree,
                minutes=before.agreed_minutes,
                late_seconds=before.late_seconds,
                instead_of=(minutes, late),
            ),
        )
        self.say(f"Agreed: {minutes} min. {self._ends()}.  F8 undo")

    async def do_offered(self) -> None:
        """Record that they offered five minutes more."""
        if self.live is None:
            return
        more, interview = agreed_time.OFFERED_MINUTES, self.live.interview
        offered = interview.extension_minutes + more
        self._change(
            replace(interview, extension_minutes=offered), partial(agreed_time.extend, minutes=more)
        )
        self._undo_with(f"the offer of {more} minutes", partial(agreed_time.extend, minutes=-more))
        so_far = f", {offered} in all"
        who = "You gave" if interview.host else "They offered"
        if offered == more:
            thanks = self.roomy and not interview.host
            so_far = "; the letter can thank for it" if thanks else ""
        self.say(f"{who} {more} min more{so_far}. {self._ends()}.  F8 undo")

    # Begun late.

    async def do_fixed_end(self) -> None:
        """End as booked, or after the full length."""
        if self.live is None:
            return
        interview = self.live.interview
        on = interview.late_seconds == 0
        self._change(
            replace(interview, late_seconds=interview.late_by if on else 0),
            partial(agreed_time.end_as_booked, on=on),
        )
        words = "the end as booked" if on else "the full length"
        self._undo_with(words, partial(agreed_time.end_as_booked, on=not on))
        why = "as if it had begun on time" if on else f"after the full {interview.agreed_minutes}"
        self.say(f"{self._ends()}, {why}{'' if on else ' min'}.  F8 undo")

    def _not_late(self, interview: Interview) -> str:
        """Say why there is nothing to take off for a late start, "" where there is."""
        if interview.late_seconds:
            return ""
        if interview.starts_at is None or interview.started_at is None:
            return "It was not booked for a time, so it did not begin late."
        booked, begun = map(self._at, (interview.starts_at, interview.started_at))
        if interview.late_by <= LATE_SECONDS:
            return f"It did not begin late: booked for {booked}, begun {begun}. F3 shortens it."
        if interview.late_by >= interview.agreed_minutes * 60:
            return f"It began {begun}, past its booked end; F3 shortens it."
        return ""

    def say_late(self) -> None:
        """Say that it began late, as long as the booked end can be kept."""
        if self.live is None:
            return
        interview, now = self.live.interview, self.desk.now()
        as_booked = replace(interview, late_seconds=interview.late_by)
        if interview.late_seconds or self._not_late(interview) or read_clock(as_booked, now).up:
            return
        assert interview.starts_at is not None
        late = f"Began {interview.late_by // 60} min "
        late += f"after the booked {self._at(interview.starts_at)}" if self.roomy else "late"
        self.say(f"{late}. F12 ends at {self._end_of(as_booked)} all the same.")

    # The computer's clock.

    def watch_clock(self) -> None:
        """Say once that the computer's clock was set, since its time is not the meeting's."""
        shift = self.desk.timekeeper.shift
        before, self._shift = self._shift, shift
        if before is None or abs((shift - before).total_seconds()) <= SET_SECONDS:
            return
        words = f"{span(shift - before)} {'ahead' if shift > before else 'back'}"
        whose = "The computer's clock" if self.roomy else "The clock"
        self.say(f"{whose} was set {words}; the meeting's {'clock ' * self.roomy}runs on.")

    # What they share.

    @property
    def roomy(self) -> bool:
        """Whether a sentence has the room of a usual window."""
        return self.app.size.width >= 80

    def _change(self, interview: Interview, work: Callable[..., Any]) -> None:
        assert self.live is not None
        live = replace(self.live, interview=interview)
        self.change(live, partial(work, interview_id=self.interview_id))

    def _undo_with(self, words: str, work: Callable[..., Any]) -> None:
        self.can_take_back(words, partial(work, interview_id=self.interview_id))

    def _at(self, moment: datetime) -> str:
        return clock(moment.astimezone(self.desk.zone))

    def _end_of(self, interview: Interview) -> str:
        end = ends_at(interview, self.desk.now())
        return clock(self.desk.by_the_clock(end)) if end else ""

    def _ends(self) -> str:
        assert self.live is not None
        interview = self.live.interview
        over = read_clock(interview, self.desk.now()).over
        return f"{'Ended' if over else 'Ends'} {self._end_of(interview)}"
