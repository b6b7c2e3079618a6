"""What a rehearsal shows: the clock of the card being said, its words, and the table at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual.widget import Widget

from infoview_tui.domain.points import TalkingPoint
from infoview_tui.domain.rehearsal import NONE, Stopwatch, aim_of, in_order
from infoview_tui.domain.wording import mmss, plural, row_moment
from infoview_tui.screens import rehearsal_rows as rows
from infoview_tui.screens.page import Page
from infoview_tui.screens.rehearsal_rows import Said
from infoview_tui.services.desk import Desk
from infoview_tui.services.points import all_points
from infoview_tui.services.rehearsal import Deck, practice
from infoview_tui.styles import stylesheet
from infoview_tui.widgets.clock import Clock, Face
from infoview_tui.widgets.row import Row
from infoview_tui.widgets.rows import Rows

SPEAK = "Speak. Words are prompts, not a script."
NOTHING = "Nothing is written to rehearse yet. escape, then 4 writes an introduction or a card."


class RehearsalView(Page):
    """The clock, the card that is being said, and the table at the end."""

    NAME = "rehearsal"
    CSS_PATH = stylesheet("rehearsal")

    def __init__(
        self, desk: Desk, interview_id: int | None = None, point_id: int | None = None
    ) -> None:
        super().__init__(desk)
        self.interview_id = interview_id
        self.point_id = point_id
        self.deck = Deck((), {})
        self.place = 0
        self.stopwatch = Stopwatch(None)
        self.runs: dict[int, int] = {}
        """The runs of this rehearsal, by card."""
        self.over = True
        self.hidden = False

    def above(self) -> Sequence[Widget]:
        """The one figure that runs."""
        self.clock = Clock()
        return [self.clock]

    def body(self) -> Sequence[Widget]:
        """One list that has no cursor."""
        self.list = Rows("rehearsal")
        self.panes = [self.list]
        return self.panes

    async def load(self) -> None:
        """Read the texts and records anew; which cards it is, and their order, stays."""
        known = await self.desk.ask(practice)
        points = {point.id: point for point in await self.desk.ask(all_points)}
        pieces = tuple(points.get(point.id, point) for point in self.deck.pieces)
        self.deck = replace(self.deck, pieces=pieces, practice=known)
        self.show()

    @property
    def at(self) -> float:
        """The second of the clock that nobody can set."""
        return self.desk.timekeeper.steady()

    @property
    def card(self) -> TalkingPoint:
        """The card that is being said."""
        return self.deck.pieces[self.place]

    @property
    def seconds(self) -> int:
        """How long it has been said."""
        return int(self.stopwatch.seconds(self.at))

    def title_words(self) -> str:
        """Name it on the help page."""
        return "Rehearsal"

    # What it shows.

    def show(self) -> None:
        """Draw everything."""
        talk = self.deck.interview
        words = f" · for {talk.who}" if talk else ""
        if talk and talk.starts_at and self.app.size.width >= 80:
            words += f", {row_moment(talk.starts_at, self.desk.now())}"
        count = len(self.deck.pieces)
        where = (
            f"{len(self.said())} of {count} said" if self.over else f"{self.place + 1} of {count}"
        )
        self.bar.show(f" Points › Rehearsal{words}", where if count else "", bold="Rehearsal")
        self.show_clock()
        self.list.show(self.rows_now)
        self.advise(self._advice())

    def show_clock(self) -> None:
        """Show what the clock of the card says now."""
        if not self.over:
            still = self.stopwatch.begun is None
            self.clock.show(rows.face(self.seconds, aim_of(self.card), paused=still))
            return
        taken = sum(said.run.seconds for said in self.said())
        said = plural(len(self.said()), "card")
        self.clock.show(
            Face(mmss(taken), f"in all, {said} said", "", "") if taken else Face(*[""] * 4)
        )

    def said(self) -> list[Said]:
        """Return the cards that were said and kept, in their order."""
        found = []
        for point in self.deck.pieces:
            known = self.deck.practice.get(point.id, NONE).runs
            # A run that was undone is not among them any more.
            at = [run.id for run in known]
            if self.runs.get(point.id) in at:
                place = at.index(self.runs[point.id])
                found.append(Said(point, known[place], known[place - 1] if place else None))
        return found

    def rows_now(self, width: int) -> Sequence[Row]:
        """Return the card that is being said with what comes and came; at the end the table."""
        said, known = self.said(), self.deck.practice
        if self.over:
            there = {each.point.id for each in said}
            left = [point for point in self.deck.pieces if point.id not in there]
            return rows.table(said, left, known, width) if said else ()
        return [
            *rows.speaking(self.card, hidden=self.hidden, width=width),
            *rows.coming(self.deck.pieces[self.place + 1 :], known, width),
            *rows.so_far(said, width),
        ]

    def _advice(self) -> str:
        if not self.deck.pieces:
            return NOTHING
        if not self.over:
            return SPEAK
        cards = [point for point in self.deck.pieces if not point.length]
        first = in_order(cards, self.deck.practice)[0].title if cards else ""
        first = f"Next time first: {first}.  " if first else ""
        return f"{first}left begins again, escape leaves."

    def on_resize(self) -> None:
        """Draw anew for the new width."""
        super().on_resize()
        self.show()
