"""One person: what is known, and all that happened, the newest first."""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import Container
from textual.widget import Widget

from infoview_tui.content.library import letter_template
from infoview_tui.screens.acts_on_people import About
from infoview_tui.screens.messages import Back, GoTo
from infoview_tui.screens.page import Page
from infoview_tui.screens.person_facts import facts, next_rows
from infoview_tui.screens.person_lines import PersonLines
from infoview_tui.screens.person_rows import Event, events, timeline
from infoview_tui.services.desk import Desk
from infoview_tui.services.notes import delete_note, quick_note
from infoview_tui.services.people_list import ids_by_name
from infoview_tui.services.person_page import person_page
from infoview_tui.styles import stylesheet
from infoview_tui.widgets.line import Typing
from infoview_tui.widgets.row import Row
from infoview_tui.widgets.rows import Rows


class PersonPage(PersonLines):
    """Below a place; `among` are the people that `[` and `]` walk, everyone by name without it."""

    NAME = "person"
    CSS_PATH = stylesheet("person")

    def __init__(self, desk: Desk, person_id: int, among: tuple[int, ...] = ()) -> None:
        super().__init__(desk)
        self.person_id = person_id
        self.among = among
        self.events: tuple[Event, ...] = ()

    def body(self) -> Sequence[Widget]:
        """Facts, and beside them the timeline over what is next."""
        self.facts = Rows("facts", bracket=True, pinned=True)
        self.list = Rows("timeline", bracket=True, pinned=True)
        self.next = Rows("next", bracket=True)
        self.panes = [self.list]
        story = Container(self.list, self.next, id="story")
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
        self.facts.show(lambda width: facts(known, self.desk.config.tiers, now, width))
        self.list.show(self._timeline)
        self.next.show(self._next)
        self._give_keys()
        fits = letter_template(known.fits).title if known.fits else ""
        self.advise(
            f"o writes the letter that fits now: {fits}."
            if fits
            else "Nothing to tell yet: find something to give first (6 Touch, n)."
        )

    def _give_keys(self) -> None:
        """Let tab go to what there is: without advice and open goals there is nothing next."""
        has_next = bool(self.next.rows)
        self.next.display = has_next
        self.panes = [self.list, self.facts, *([self.next] if has_next else [])]
        self.go_to_pane(self.pane_index if self.pane_index < len(self.panes) else 0)

    def _next(self, width: int) -> Sequence[Row]:
        assert self.known is not None
        rows = next_rows(self.known, width)
        self.next.styles.height = len(rows)
        return rows

    def go_to_pane(self, index: int) -> None:
        """Give the keys to a pane; where there is room for one half alone, it comes into view."""
        super().go_to_pane(index)
        self.set_class(self.pane is self.facts, "-facts")

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

    async def do_note(self) -> None:
        """Write a note about this person."""

        async def done(text: str) -> None:
            note, where = await self.desk.ask(
                quick_note,
                self.desk.now(),
                text,
                person=str(self.person_id),
                zone=self.desk.zone,
            )
            self.desk.can_undo(
                "the note", lambda: self.desk.ask(delete_note, self.desk.now(), note.id)
            )
            await self.reload()
            self.say(f"Saved {where}.  u undo")

        hint = "> you promise, < they offer, + advice"
        await self.type(Typing("Note", done, place=f"note:new:{self.person_id}", hint=hint))

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
