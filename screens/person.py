"""One person: what is known, and all that happened, the newest first."""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import Container
from textual.widget import Widget

from infoview_tui.commands import Command
from infoview_tui.content.library import letter_template
from infoview_tui.domain.interviews import Interview, Status
from infoview_tui.domain.wording import row_moment
from infoview_tui.errors import RefusedError
from infoview_tui.screens.about_person import AboutPerson
from infoview_tui.screens.acts_on_people import About
from infoview_tui.screens.calls_off import CallsOff
from infoview_tui.screens.edits_note import EditsNote
from infoview_tui.screens.messages import Back, GoTo
from infoview_tui.screens.page import Page
from infoview_tui.screens.person_rows import Event, advice, events, facts, timeline
from infoview_tui.services.desk import Desk
from infoview_tui.services.letters import letter_that_fits
from infoview_tui.services.notes import quick_note
from infoview_tui.services.people import PersonPage as Known
from infoview_tui.services.people import person_page
from infoview_tui.services.people_list import ids_by_name
from infoview_tui.styles import stylesheet
from infoview_tui.widgets.line import Typing
from infoview_tui.widgets.rows import Row, Rows


class PersonPage(EditsNote, CallsOff, AboutPerson):
    """Below a place; `among` are the people that `[` and `]` walk, everyone by name without it."""

    NAME = "person"
    CSS_PATH = stylesheet("person")

    def __init__(self, desk: Desk, person_id: int, among: tuple[int, ...] = ()) -> None:
        super().__init__(desk)
        self.person_id = person_id
        self.among = among
        self.known: Known | None = None
        self.events: tuple[Event, ...] = ()

    def body(self) -> Sequence[Widget]:
        """Facts, and beside them the timeline over the advice."""
        self.facts = Rows("facts")
        self.list = Rows("timeline", bracket=True, pinned=True)
        self.advice = Rows("advice")
        self.panes = [self.list]
        story = Container(self.list, self.advice, id="story")
        return [Container(self.facts, story, classes="row")]

    async def load(self) -> None:
        """Read all that is known."""
        now = self.desk.now()
        known = self.known = await self.desk.ask(
            person_page, now, self.person_id, self.desk.config.habits
        )
        if self.person_id not in self.among:
            self.among = await self.desk.ask(ids_by_name)
        place = f"{self.among.index(self.person_id) + 1} of {len(self.among)}"
        name = known.person.name
        self.bar.show(f" People › {name}", f"{place} · {known.stage}", bold=name)
        self.events = events(known, now)
        self.facts.show(lambda width: facts(known, now, width))
        self.list.show(self._timeline)
        self.advice.show(lambda width: advice(known.advice, width))
        self.advice.styles.height = len(known.advice) + 1
        self.advice.display = bool(known.advice)
        kind, _interview = await self.desk.ask(letter_that_fits, now, self.person_id)
        fits = f"o writes the letter that fits now: {letter_template(kind).title}." if kind else ""
        self.advise(fits or "Nothing to tell yet: find something to give first (6 Touch, n).")

    def _timeline(self, width: int) -> Sequence[Row]:
        if not self.events:
            words = "o writes a first letter, b books a meeting,", "l logs a talk you had."
            return [*timeline((), self.desk.now(), width), Row("No contact yet."), *map(Row, words)]
        return timeline(self.events, self.desk.now(), width)

    @property
    def whom(self) -> tuple[int, str]:
        """The person of the page."""
        return self.person_id, self.known.person.name if self.known else ""

    @property
    def about(self) -> tuple[About, ...]:
        """The person of the page."""
        assert self.known is not None
        return (About(*self.whom, self.known.stage),)

    def goes_on_as(self, id: int) -> bool:
        """Show the entry that this one went into, or the same with what came to it."""
        if id != self.person_id:
            self.person_id, self.among = id, ()
        return True

    def title_words(self) -> str:
        """Name it on the help page."""
        return self.whom[1] or "Person"

    async def do_open(self) -> None:
        """Open what the line is about."""
        current = self.list.current
        assert isinstance(current, tuple)
        kind, id = current[:2]
        if kind == "letter":
            self.post_message(GoTo("letter", {"letter_id": id}))
        elif kind == "person":
            self.post_message(GoTo("person", {"person_id": id}))
        elif kind == "interview":
            self._open_interview(id)
        elif kind == "note":
            await self.edit_note(id)
        else:
            raise RefusedError("That is all there is about it: a contact you logged.")

    def _open_interview(self, id: int) -> None:
        assert self.known is not None
        talk = next(talk for talk in self.known.interviews if talk.id == id)
        pages = {
            Status.RUNNING: "meeting",
            Status.ASKED: "prepare",
            Status.BOOKED: "prepare",
            Status.MISSED: "prepare",
            Status.CANCELLED: "prepare",
        }
        # Where nobody said when it ended, the debrief asks for it.
        held = "record" if talk.ended_at else "debrief"
        page = pages.get(talk.status(self.desk.now()), held)
        page = "request" if talk.host and page == "prepare" else page
        self.post_message(GoTo(page, {"interview_id": id}))

    @property
    def _talk(self) -> Interview | None:
        """The interview that the line is about."""
        current = self.list.current
        if self.known is None or not isinstance(current, tuple) or current[0] != "interview":
            return None
        return next(talk for talk in self.known.interviews if talk.id == current[1])

    async def do_write_up(self) -> None:
        """Write up what was held on paper, or add to what was."""
        talk = self._talk
        assert talk is not None
        self.post_message(GoTo("write_up", {"interview_id": talk.id}))

    def _not_held(self) -> str:
        """Say why the interview of the line cannot be written up, "" where it can."""
        talk, now = self._talk, self.desk.now()
        status = talk.status(now) if talk is not None else None
        if talk is None or status is None:
            return "There is no interview on this line."
        if status is Status.CANCELLED:
            return "It was called off; b books it again."
        if status is Status.RUNNING:
            return "It is running; enter goes there."
        begins = talk.starts_at
        if talk.started_at is None and begins is not None and begins > now:
            return f"It is booked for {row_moment(begins, now)}; W is for afterwards."
        return ""

    @property
    def booked(self) -> int | None:
        """The interview of the line, where it is still to come."""
        talk = self._talk
        if talk is None:
            return None
        ahead = talk.status(self.desk.now()) in (Status.ASKED, Status.BOOKED, Status.MISSED)
        return talk.id if ahead and talk.missed_at is None else None

    def why_not(self, command: Command) -> str:
        """Some commands need an interview that is still to come, or one that was held."""
        if command.needs == "booked" and self.booked is None:
            return "There is no booked interview on this line."
        if command.needs == "held":
            return self._not_held()
        return super().why_not(command)

    async def do_note(self) -> None:
        """Write a note about this person."""

        async def done(text: str) -> None:
            _note, where = await self.desk.ask(
                quick_note,
                self.desk.now(),
                text,
                person=str(self.person_id),
                zone=self.desk.zone,
            )
            await self.reload()
            self.say(f"Saved {where}.")

        hint = "> you promise, < they offer, + advice"
        await self.type(Typing("Note", done, place=f"note:new:{self.person_id}", hint=hint))

    async def do_facts(self) -> None:
        """Show the other half where there is room for one."""
        if self.app.size.width >= 80:
            self.say("Facts and timeline are both in view.")
        else:
            self.toggle_class("-facts")

    async def do_previous(self) -> None:
        """Go to the person before."""
        self._walk(-1)

    async def do_next(self) -> None:
        """Go to the next person."""
        self._walk(1)

    def _walk(self, steps: int) -> None:
        there = self.among.index(self.person_id) + steps
        if not 0 <= there < len(self.among):
            self.say("That is the last one." if steps > 0 else "That is the first one.")
            return
        values = {"person_id": self.among[there], "among": self.among}
        self.post_message(GoTo("person", values, instead=True))

    async def deleted(self, message: str) -> None:
        """Go back to where one came from, and say it there."""
        below = self.app.screen_stack[-2]
        self.post_message(Back())
        if isinstance(below, Page):
            below.say(message)
