"""What Talking points shows: the list of cards and one side of one card."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.containers import Container
from textual.widget import Widget

from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.points import INTRODUCTIONS, TalkingPoint, spoken_seconds
from infoview_tui.domain.rehearsal import NONE, Practice, landed_last
from infoview_tui.domain.wording import plural, row_moment
from infoview_tui.screens import points_rows as rows
from infoview_tui.screens.page import Page
from infoview_tui.services import points as deck
from infoview_tui.services.desk import Desk
from infoview_tui.services.prepare import ahead
from infoview_tui.services.rehearsal import practice
from infoview_tui.storage.store import Store
from infoview_tui.styles import stylesheet
from infoview_tui.widgets.bars import TopBar
from infoview_tui.widgets.row import BLANK, Row, heading
from infoview_tui.widgets.rows import Rows


class PointsView(Page):
    """The cards at the left, the one under the cursor at the right."""

    NAME = PLACE = "points"
    CSS_PATH = stylesheet("points")

    def __init__(self, desk: Desk, interview_id: int | None = None) -> None:
        super().__init__(desk)
        self.interview_id = interview_id
        self.interview: Interview | None = None
        self.introductions: dict[str, TalkingPoint] = {}
        self.cards: tuple[TalkingPoint, ...] = ()
        self.chosen: frozenset[int] = frozenset()
        self.turned = False
        self.typed: dict[str, str] = {}
        self.practice: dict[int, Practice] = {}
        self.filter = ""

    def body(self) -> Sequence[Widget]:
        """The list and the card."""
        self.head = TopBar()
        self.list = Rows("cards", bracket=True, pinned=True)
        self.card_pane = Rows("card")
        self.panes = [self.list]
        return [self.head, Container(self.list, self.card_pane, classes="row")]

    async def load(self) -> None:
        """Read the cards and which go into the meeting, the next one when none was named."""
        self.interview = await self.desk.ask(_meeting, self.desk.now(), self.interview_id)
        found = await self.desk.ask(deck.all_points)
        self.introductions = {card.length: card for card in found if card.length}
        self.practice = await self.desk.ask(practice)
        cards = [card for card in found if not card.length]
        self.cards = landed_last(cards, self.practice)
        self.chosen = await self.desk.ask(_chosen, self.interview.id if self.interview else None)
        self._show()

    @property
    def card(self) -> TalkingPoint:
        """The card or introduction under the cursor; an introduction may be unwritten yet."""
        key = self.list.current
        for card in self.cards:
            if card.id == key:
                return card
        length = str(key)
        return self.introductions.get(length) or TalkingPoint(
            0, "", 0, "Introduction", length=length
        )

    def _show(self) -> None:
        taken = f"{len(self.chosen)} of {len(self.cards)} chosen" if self.cards else ""
        if self.interview is None:
            self.head.show(" No meeting ahead")
        else:
            when = self.interview.starts_at
            words = row_moment(when, self.desk.now()) if when else "no date yet"
            self.head.show(f" For {self.interview.who} · {words}", taken)
        self.list.show(self._list_rows)
        self._show_card()

    def _list_rows(self, width: int) -> list[Row]:
        return rows.list_rows(
            self.introductions,
            self.shown_cards,
            self.chosen,
            self.practice,
            f" · {len(self.shown_cards)} of {len(self.cards)}" if self.filter else "",
            width,
        )

    @property
    def shown_cards(self) -> tuple[TalkingPoint, ...]:
        """The cards that the filter leaves."""
        return tuple(card for card in self.cards if deck.matches(card, self.filter))

    def narrow(self, terms: str) -> None:
        """Show only the cards with these words, or for this audience."""
        self.filter = terms
        self.list.show(self._list_rows)
        self.row_changed()

    def _show_card(self) -> None:
        self.card_pane.show(self._card_rows)
        self.advise(self._advice())

    def _card_rows(self, width: int) -> list[Row]:
        card = self.card
        written = bool(self.typed) and "title" not in self.typed
        side = "back" if self.turned or written else "front"
        if card.length:
            title, why = f"{card.title}, {card.length}", rows.INTRODUCTION_TIPS
            name = card.title
        else:
            title = self.typed.get("title", card.title)
            why = card.why and f"why it matters to them: {card.why}"
            place = next((n for n, c in enumerate(self.cards, 1) if c.id == card.id), 0)
            name = f"{place} of {len(self.cards)}" if place else "new"
        texts = {field: getattr(card, field) for field in rows.LABELS} | self.typed
        shown = rows.back(texts, width) if side == "back" else rows.front(title, why, width)
        known = self.practice.get(card.id, NONE)
        audience = self.typed.get("audience", card.audience)
        head = heading(f"{name} · {side}", f"for {audience}" if audience else "")
        record = rows.record(card, known, self.desk.now(), width) if card.point else []
        # The record stands still while the card is turned, as far as its text lets it.
        gap = [BLANK] * max(1, rows.RECORD_AT - 1 - len(shown)) if record else []
        return [head, *shown, *gap, *record]

    def _advice(self) -> str:
        card = self.card
        if not card.point:
            return "What would you say? e writes it."
        if not self.turned:
            return "Say it aloud, then space to see what you meant to say."
        words, seconds = len(card.point.split()), spoken_seconds(card.point)
        aim = dict(INTRODUCTIONS).get(card.length)
        of = f" of {aim}" if aim else ""
        return f"About {plural(words, 'word')}: {seconds} s{of} spoken."

    def row_changed(self) -> None:
        """Show the front of another card."""
        self.turned = False
        self._show_card()


def _meeting(store: Store, now: datetime, interview_id: int | None) -> Interview | None:
    if interview_id is not None:
        return store.interviews.get(interview_id)
    return next(iter(ahead(store, now)), None)


def _chosen(store: Store, interview_id: int | None) -> frozenset[int]:
    if interview_id is None:
        return frozenset()
    return frozenset(card.id for card in store.points.chosen_for(interview_id))
