"""What Prepare shows: its four panes, the goal that they follow, and what the line advises."""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import Container
from textual.widget import Widget

from infoview_tui.commands import Command
from infoview_tui.domain.bank import bank_key
from infoview_tui.domain.bank_filter import HELP, narrow
from infoview_tui.domain.readiness import ready as ready_words
from infoview_tui.domain.wording import row_moment
from infoview_tui.screens import prepare_rows as rows
from infoview_tui.screens.prepare_state import BANK, FACTS, GOALS, QUESTIONS, READY, PrepareState
from infoview_tui.services import prepare as plan
from infoview_tui.services.bank import offered, whole_bank
from infoview_tui.services.goals import goal_threads
from infoview_tui.services.readiness import ready_gates
from infoview_tui.styles import stylesheet
from infoview_tui.widgets.bars import TopBar
from infoview_tui.widgets.line import Typing
from infoview_tui.widgets.row import Row, heading
from infoview_tui.widgets.rows import Rows

WORKS_IN = {
    "add": (BANK,),
    "core": (QUESTIONS, BANK),
    "found": (QUESTIONS, BANK),
    "edit": (GOALS, QUESTIONS, FACTS),
    "delete": (GOALS, QUESTIONS, FACTS),
    "up": (QUESTIONS,),
    "down": (QUESTIONS,),
}
OWN_KEYS = {
    GOALS: "prepare_goals",
    QUESTIONS: "prepare_list",
    READY: "prepare_ready",
    FACTS: "prepare_facts",
}
NAMES = ("Goals", "My questions", "the Bank", "Ready", "Facts")
NONE_YET = "No interview yet. 2 People, then b books one."
LEAST_FOR_THREE = 12
"""Rows under which the left column shows the one pane that has the keys."""
LEAST_FACTS = 3
"""Rows under which the facts are left out at the side."""
FOLLOWS_AFTER = 0.25
"""Seconds on a goal until the bank follows it: a step there draws a screenful of questions."""
MOST_OFFERS = 2
"""Rows that goals of other interviews take, while there is room for another goal."""


class PrepareView(PrepareState):
    """Lays the panes out, fills them, and has one follow the other."""

    NAME = PLACE = "prepare"
    CSS_PATH = stylesheet("prepare")

    def body(self) -> Sequence[Widget]:
        """Three lists below each other, and two at the side."""
        self.head = TopBar()
        names = ("goals", "list", "bank", "ready", "facts")
        self.panes = [Rows(name, bracket=True, pinned=True) for name in names]
        self.ready_list = self.panes[READY]
        self.left = Container(*self.panes[:READY], id="left")
        self.right = Container(*self.panes[READY:], id="right")
        return [self.head, Container(self.left, self.right, classes="row")]

    async def load(self) -> None:
        """Read the preparation of the interview, the next one when none was named."""
        now = self.desk.now()
        self.coming = await self.desk.ask(plan.ahead, now)
        if self.interview_id is None:
            found = await self.desk.ask(plan.next_interview, now)
            self.interview_id = found.id if found else None
        if self.interview_id is not None:
            self.prep = await self.desk.ask(plan.preparation, self.interview_id)
            self.gates = await self.desk.ask(ready_gates, now, self.interview_id)
            self.bank = await self.desk.ask(whole_bank)
            self.threads = await self.desk.ask(goal_threads)
        self._show()

    def _show(self) -> None:
        prep = self.prep
        if prep is None:
            self.head.show("")
            self.panes[GOALS].show(lambda _width: [heading("Prepare"), Row(NONE_YET)])
            return
        when, held = prep.interview.starts_at, prep.interview.ended_at
        words = row_moment(when, self.desk.now()) if when else "no date yet"
        words = f"held {row_moment(held, self.desk.now())}" if held else words
        ready = "it is over" if held else ready_words(self.gates)
        self.head.show(f" {rows.head(prep.interview, words)}", ready)
        split = prep.interview.split
        offered = self.offers
        self.panes[GOALS].show(lambda width: rows.goal_rows(prep.goals, offered, width))
        self.panes[FACTS].show(lambda width: rows.fact_rows(prep.facts, prep.items, width))
        self.panes[QUESTIONS].show(
            lambda width: rows.question_rows(prep.items, prep.goals, split, width)
        )
        self._arrange()
        self.row_changed()

    def _arrange(self) -> None:
        room = self.room
        # The bank needs the rows more, once one has gone on to it.
        choosing = self.pane_index == GOALS or not self.goals
        offered = min(len(self.offers), MOST_OFFERS) if choosing else 0
        top, middle = rows.heights(room, max(1, len(self.goals)) + offered, len(self.items))
        alone = room < LEAST_FOR_THREE
        self.panes[GOALS].styles.height = room if alone else top
        self.panes[QUESTIONS].styles.height = room if alone else middle
        for index, pane in enumerate(self.panes[:READY]):
            pane.display = not alone or index == min(self.pane_index, BANK)
        self._arrange_side(room)

    def _arrange_side(self, room: int) -> None:
        """Give the facts what the gates leave, unless the bank or Ready tells more there."""
        gates, facts = self.panes[READY], self.panes[FACTS]
        if self.app.size.width < 80:
            gates.display, facts.display = self.pane_index != FACTS, self.pane_index == FACTS
            gates.styles.height = facts.styles.height = room
            return
        listed = 1 + len(self.gates)
        facts.display = self.pane_index not in (BANK, READY) and room - listed > LEAST_FACTS
        gates.styles.height = listed + 1 if facts.display else room

    def on_resize(self) -> None:
        """Share out the rows anew."""
        self._arrange()

    def _follow_goal(self) -> None:
        """Show the bank of the goal; while one walks through Goals, where one stops."""
        if self._following is not None:
            self._following.stop()
        walks = self.pane_index == GOALS and self.ranked_for is not None
        self._following = self.set_timer(FOLLOWS_AFTER, self._show_bank) if walks else None
        if not walks:
            self._show_bank()

    def _show_bank(self) -> None:
        goal = self.goal
        number = self.goals.index(goal) + 1 if goal else 0
        wanted = (number, goal, self.filter)
        of = frozenset(key for key in map(bank_key, self.items) if key is not None), self.bank
        if (wanted, of) == (self.ranked_for, self.drawn_of):
            return
        afresh = wanted != self.ranked_for
        self.ranked_for, self.drawn_of = wanted, of
        self.questions, self.sets = offered(self.bank, self.filter, goal.text if goal else "")
        title = f"Bank for goal {number}" if goal else "Bank"
        count = len(self.questions)
        of_all = f"{count} of {len(narrow(self.bank, ''))}, {self.filter}"
        title += f" · {of_all if self.filter else count}"
        self.panes[BANK].show(
            lambda width: rows.bank_rows(
                self.questions,
                self.sets,
                of[0],
                title=title,
                sets_first=goal is None,
                width=width,
            )
        )
        if afresh:
            self.panes[BANK].move(-1_000_000)

    def row_changed(self) -> None:
        """Let the bank follow the goal, and the side and the line the row."""
        if self.prep is None:
            return
        self._follow_goal()
        self.show_ready(None if self.pane_index == READY else self.about, self.room)
        self.advise(self.advice_words())

    def go_to_pane(self, index: int) -> None:
        """Give the keys to a pane; on a narrow screen Ready stands in the others' place."""
        self.set_class(index in (READY, FACTS), "-swap")
        super().go_to_pane(index)
        self._arrange()

    # The keys that each pane has.

    def scopes(self) -> tuple[str, ...]:
        """Every pane but the bank has a key of its own for the row."""
        scopes = super().scopes()
        own = OWN_KEYS.get(self.pane_index)
        return (own, *scopes) if own and self.NAME in scopes else scopes

    def why_not(self, command: Command) -> str:
        """Each pane has its own keys, and nothing goes without an interview."""
        if command.scope == "prepare_goals" and command.action == "take" and self.offer is None:
            return "It is a goal of this interview already; enter goes to the bank for it."
        if command.scope == self.NAME:
            if self.prep is None:
                return NONE_YET
            panes = WORKS_IN.get(command.action)
            if panes and self.pane_index not in panes:
                return f"That works in {' and '.join(NAMES[i] for i in panes)}; tab goes there."
            if command.action == "start" and self.prep.interview.ended_at:
                return "This meeting is over; [ and ] go to those ahead."
            if command.action in ("goal_before", "goal_after") and len(self.goals) < 2:
                return "There is no other goal."
        return super().why_not(command)

    # The bank's filter.

    async def do_filter(self) -> None:
        """Narrow the bank while one types; the arrows move in it."""
        self.go_to_pane(BANK)

        def changed(text: str) -> None:
            self.filter = text.strip()
            self.row_changed()

        async def done(_text: str) -> None:
            return

        typing = Typing(
            "Filter",
            done,
            changed=changed,
            left=lambda: changed(""),
            hint=HELP,
        )
        await self.type(typing, self.filter)

    async def press(self, key: str, character: str | None) -> None:
        """Move in the bank while one filters, else as everywhere."""
        typing = self.prompt.typing
        if typing is not None and typing.prompt == "Filter" and key in ("up", "down"):
            self.panes[BANK].move(-1 if key == "up" else 1)
            self.row_changed()
        else:
            await super().press(key, character)

    async def do_back(self) -> None:
        """Clear the filter first."""
        if self.filter and self.last_key == "escape":
            self.filter = ""
            self.row_changed()
        else:
            await super().do_back()
