"""What the cursor of Prepare is on in each pane, and what there is to say of it."""

from __future__ import annotations

from collections.abc import Hashable

from textual.timer import Timer

from infoview_tui.content.library import StarterSet
from infoview_tui.domain.bank import Question, bank_key
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.preparation import Fact, Goal, Item
from infoview_tui.domain.threads import Thread, asked_words, offers, same_goal
from infoview_tui.screens import prepare_rows as rows
from infoview_tui.screens.ready_pane import ReadyPane
from infoview_tui.services import prepare as plan
from infoview_tui.services.desk import Desk
from infoview_tui.widgets.row import Row

GOALS, QUESTIONS, BANK, READY, FACTS = range(5)
"""The panes, in the order in which tab goes through them."""

ROWS_AROUND = 4
"""The rows of the screen that are not in the panes: bar, head, line and footer."""


class PrepareState(ReadyPane):
    """The preparation of one interview; the cursor in Goals is the goal that the others follow."""

    def __init__(self, desk: Desk, interview_id: int | None = None) -> None:
        super().__init__(desk)
        self.interview_id = interview_id
        self.coming: tuple[Interview, ...] = ()
        self.filter = ""
        self.bank: tuple[Question, ...] = ()
        self.questions: tuple[Question, ...] = ()
        self.threads: tuple[Thread, ...] = ()
        self.sets: tuple[StarterSet, ...] = ()
        self.ranked_for: tuple[int, Goal | None, str] | None = None
        self.drawn_of: tuple[frozenset[Hashable], tuple[Question, ...]] | None = None
        self._following: Timer | None = None

    @property
    def goals(self) -> tuple[Goal, ...]:
        """The goals of the interview."""
        return self.prep.goals if self.prep else ()

    @property
    def items(self) -> tuple[Item, ...]:
        """My questions, in order."""
        return self.prep.items if self.prep else ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What was found out about whom one meets."""
        return self.prep.facts if self.prep else ()

    @property
    def offers(self) -> tuple[Thread, ...]:
        """The goals of other interviews that this one has room for, those still open first."""
        if self.prep is None or self.prep.interview.ended_at or len(self.goals) >= plan.MAX_GOALS:
            return ()
        return offers(self.threads, (goal.text for goal in self.goals))

    @property
    def offer(self) -> Thread | None:
        """The offered goal under the cursor of Goals."""
        chosen = self.panes[GOALS].current
        return next((thread for thread in self.offers if thread.text == chosen), None)

    @property
    def goal(self) -> Goal | None:
        """The goal under the cursor of Goals."""
        chosen = self.panes[GOALS].current
        return next((goal for goal in self.goals if goal.id == chosen), None)

    @property
    def item(self) -> Item | None:
        """The question of my list that the cursor is on, in my list or in the bank."""
        if self.pane_index == BANK:
            key = self.panes[BANK].current
            return next((i for i in self.items if key is not None and bank_key(i) == key), None)
        chosen = self.panes[QUESTIONS].current
        return next((item for item in self.items if item.id == chosen), None)

    @property
    def room(self) -> int:
        """The rows that the panes share."""
        return self.app.size.height - ROWS_AROUND

    def about(self, width: int) -> list[Row]:
        """Tell at the side of what the cursor of the bank is on."""
        chosen = self.offered() if self.pane_index == BANK else None
        if isinstance(chosen, Question):
            return rows.about_question(chosen, width)
        return rows.about_set(chosen, self.bank, width) if chosen else []

    def offered(self) -> Question | StarterSet | None:
        """Return what the cursor of the bank is on."""
        chosen = self.panes[BANK].current
        question = next((q for q in self.questions if q.key == chosen), None)
        return question or next((s for s in self.sets if s.name == chosen), None)

    def advice_words(self) -> str:
        """Say of the row what it does not, and what could be done next."""
        assert self.prep is not None
        if self.pane_index == READY:
            return self.about_gate(self.room)
        if self.pane_index == FACTS:
            return self._about_fact()
        if self.pane_index == BANK:
            chosen = self.offered()
            if isinstance(chosen, Question):
                return chosen.text
            return f"{chosen.name}: space takes all that are not in your list." if chosen else ""
        if self.pane_index == QUESTIONS:
            long = rows.too_long(self.items, self.prep.interview.split)
            if long or self.item is None:
                return long
            return self.item.text
        return self._about_goal()

    def _about_fact(self) -> str:
        chosen = self.panes[FACTS].current
        fact = next((fact for fact in self.facts if fact.id == chosen), None)
        if fact is None:
            return "Ten minutes of looking up leave the talk for what nobody wrote down."
        return f"{fact.text} ({fact.source})" if fact.source else fact.text

    def _about_goal(self) -> str:
        if self.offer is not None:
            return f"Asked of {asked_words(self.offer)}. space takes it as a goal."
        if self.goal is None:
            return ""
        wanted = same_goal(self.goal.text)
        known = next((t for t in self.threads if same_goal(t.text) == wanted), None)
        before = f"Asked of {asked_words(known)}. " if known else ""
        return f"{before}The bank follows this goal; enter goes there."
