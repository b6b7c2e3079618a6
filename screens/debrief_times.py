"""What the debrief asks of a meeting's time: when it ended, and whether they offered the rest."""

from __future__ import annotations

from datetime import datetime, timedelta

from infoview_tui.domain.interviews import Interview, agreed_end
from infoview_tui.domain.wording import clock, plural, weekday_date
from infoview_tui.errors import RefusedError
from infoview_tui.screens.page import Page
from infoview_tui.screens.typed import read_end
from infoview_tui.services.debrief import Debrief, end_at, not_offered, offered_after_all
from infoview_tui.services.desk import Desk
from infoview_tui.widgets.line import Typing

JUST_NOW = timedelta(minutes=10)

THE_END = "the end of the meeting"
"""What the meeting calls its end among the undos."""

YES = ("y", "yes")
NO = ("n", "no", "")


class DebriefTimes(Page):
    """Asks in the line; a meeting that has `just_ended` is asked of once, whatever is answered."""

    def __init__(self, desk: Desk, interview_id: int, just_ended: bool = False) -> None:
        super().__init__(desk)
        self.interview_id = interview_id
        self.just_ended = just_ended
        self.found: Debrief | None = None

    def show(self) -> None:
        """Draw everything from what was read."""
        raise NotImplementedError

    def put_in_prompt(self, text: str) -> None:
        """Put what was typed for a prompt where it belongs."""
        raise NotImplementedError

    async def ask_of_times(self) -> None:
        """Ask for what nobody has said yet; where all is known, say how to take it back."""
        assert self.found is not None
        interview = self.found.live.interview
        if interview.ended_at is None:
            await self.ask_end()
        elif self._may_be_offered(interview):
            self.desk.asked_of_overrun.add(self.interview_id)
            await self._ask_offered(interview.overrun_seconds(self.desk.now()) // 60)
        else:
            self._say_ended()

    def _may_be_offered(self, interview: Interview) -> bool:
        return (
            self.just_ended
            and not interview.extension_minutes
            and not interview.host
            and interview.overrun_seconds(self.desk.now()) >= 60
            and self.interview_id not in self.desk.asked_of_overrun
        )

    async def _ask_offered(self, over: int) -> None:
        async def done(text: str) -> None:
            if text.strip().lower() in YES:
                await self._offered()
            else:
                self._not_offered(text)

        typing = Typing(
            f"It went {over} min over. Had they offered that? y n",
            done,
            hint="" if self.app.size.width < 80 else "enter: no",
        )
        typing.left = lambda: self._not_offered(typing.editor.text)
        await self.type(typing)
        self.show()

    async def _offered(self) -> None:
        id = self.interview_id
        minutes = await self.desk.ask(offered_after_all, self.desk.now(), id)
        self.desk.can_undo(
            f"the offer of {plural(minutes, 'minute')}",
            lambda: self.desk.ask(not_offered, self.desk.now(), id, minutes),
        )
        await self.reload()
        self.say(f"They offered {minutes} min. escape, then u takes that back")

    def _not_offered(self, text: str) -> None:
        if text.strip().lower() in NO:
            self._say_ended()
        else:
            # Who types on after the end has seen the prompt and not the question.
            self.put_in_prompt(text)
            self.say("That was neither y nor n, so it is in the prompt.")
        self.show()

    def _say_ended(self) -> None:
        assert self.found is not None
        ended = self.found.live.interview.ended_at
        last = self.desk.undos[-1].words if self.desk.undos else ""
        if ended is not None and self.desk.now() - ended < JUST_NOW and last == THE_END:
            at = clock(ended.astimezone(self.desk.zone))
            self.say(f"Ended {at}. escape, then u takes the clock up again")

    # When nobody ended it.

    async def ask_end(self) -> None:
        """Ask when a meeting ended that is still open; enter alone is the end agreed on."""
        assert self.found is not None
        interview = self.found.live.interview
        start = interview.started_at
        if start is None:
            raise RefusedError(f"The meeting with {interview.who} has not begun yet.")
        began = start.astimezone(self.desk.zone)
        agreed = agreed_end(interview, start)

        def read(text: str) -> datetime:
            return read_end(self.desk, text, began) if text.strip() else agreed

        async def done(text: str) -> None:
            end = read(text)
            await self.desk.ask(end_at, self.desk.now(), self.interview_id, end, self.desk.zone)
            await self.reload()
            self.say(f"Ended {self._moment(end)}{self._later_note(end)}.")

        def echo(text: str) -> str:
            try:
                end = read(text)
            except RefusedError:
                return "not a time yet"
            return f"{self._moment(end)}{self._later_note(end)}"

        hint = f"enter: {self._moment(agreed)}, as agreed{self._later_note(agreed)}"
        await self.type(Typing("When did it end?", done, echo=echo, hint=hint))
        self.show()

    def _later_note(self, end: datetime) -> str:
        notes = self.found.live.notes if self.found is not None else ()
        later = [note.at for note in notes if note.offset_seconds is not None and note.at > end]
        return f"; a note is of {clock(max(later).astimezone(self.desk.zone))}" if later else ""

    def _moment(self, moment: datetime) -> str:
        local = moment.astimezone(self.desk.zone)
        return f"{weekday_date(local.date(), self.desk.now().date())} {clock(local)}"
