"""Prepare: goals, my questions and the bank for one interview, and how ready it is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual.containers import Container
from textual.widget import Widget

from infoview_tui.commands import Command
from infoview_tui.content.library import BankQuestion, StarterSet, bank
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.preparation import Goal, Item, ItemKind
from infoview_tui.domain.readiness import ready as ready_words
from infoview_tui.domain.wording import row_moment
from infoview_tui.screens import prepare_rows as rows
from infoview_tui.screens.page import GoTo, Page
from infoview_tui.services import prepare as plan
from infoview_tui.services.desk import Desk
from infoview_tui.services.meeting import start
from infoview_tui.styles import stylesheet
from infoview_tui.widgets.bars import TopBar
from infoview_tui.widgets.line import Typing
from infoview_tui.widgets.rows import Row, Rows, heading

GOALS, QUESTIONS, BANK, READY = range(4)
WORKS_IN = {
    "add": (GOALS, QUESTIONS, BANK),
    "core": (QUESTIONS, BANK),
    "edit": (GOALS, QUESTIONS),
    "delete": (GOALS, QUESTIONS),
    "up": (QUESTIONS,),
    "down": (QUESTIONS,),
}
NAMES = ("Goals", "My questions", "the Bank", "Ready")
ASK_GOAL = "What do you want to know when you hang up?"
NONE_YET = "No interview yet. 2 People, then b books one."
ROWS_AROUND = 4
"""The rows of the screen that are not in the panes: bar, head, line and footer."""


class PreparePage(Page):
    """The cursor in Goals is the goal that everything else follows."""

    NAME = PLACE = "prepare"
    CSS_PATH = stylesheet("prepare")

    def __init__(self, desk: Desk, interview_id: int | None = None) -> None:
        super().__init__(desk)
        self.interview_id = interview_id
        self.prep: plan.Preparation | None = None
        self.coming: tuple[Interview, ...] = ()
        self.filter = ""
        self.questions: tuple[BankQuestion, ...] = ()
        self.sets: tuple[StarterSet, ...] = ()
        self.ranked_for: tuple[int | None, str] | None = None

    def body(self) -> Sequence[Widget]:
        """Three lists below each other and one at the side."""
        self.head = TopBar()
        self.panes = [Rows(name, bracket=True) for name in ("goals", "list", "bank", "ready")]
        self.left = Container(*self.panes[:READY], id="left")
        return [self.head, Container(self.left, self.panes[READY], classes="row")]

    async def load(self) -> None:
        """Read the preparation of the interview, the next one when none was named."""
        now = self.desk.now()
        self.coming = await self.desk.ask(plan.ahead, now)
        if self.interview_id is None:
            found = await self.desk.ask(plan.next_interview, now)
            self.interview_id = found.id if found else None
        if self.interview_id is not None:
            self.prep = await self.desk.ask(plan.preparation, self.interview_id)
        self._show()

    async def ready(self) -> None:
        """Ask for the first goal, or go on where the bank is."""
        if self.prep is None:
            return
        if self.goals or self.prep.interview.ended_at:
            self.go_to_pane(BANK)
        else:
            self.go_to_pane(GOALS)
            await self._ask_goal()

    # What is shown.

    @property
    def goals(self) -> tuple[Goal, ...]:
        """The goals of the interview."""
        return self.prep.goals if self.prep else ()

    @property
    def items(self) -> tuple[Item, ...]:
        """My questions, in order."""
        return self.prep.items if self.prep else ()

    @property
    def goal(self) -> Goal | None:
        """The goal under the cursor of Goals."""
        chosen = self.panes[GOALS].current
        return next((goal for goal in self.goals if goal.id == chosen), None)

    @property
    def item(self) -> Item | None:
        """The question of my list that the cursor is on, in my list or in the bank."""
        if self.pane_index == BANK:
            number = self.panes[BANK].current
            return next((i for i in self.items if i.bank == number is not None), None)
        chosen = self.panes[QUESTIONS].current
        return next((item for item in self.items if item.id == chosen), None)

    def _show(self) -> None:
        prep = self.prep
        if prep is None:
            self.head.show("")
            self.panes[GOALS].show(lambda _width: [heading("Prepare"), Row(NONE_YET)])
            return
        when = prep.interview.starts_at
        words = row_moment(when, self.desk.now()) if when else "no date yet"
        self.head.show(f" {rows.head(prep.interview, words)}", ready_words(prep.gates))
        minutes = prep.interview.agreed_minutes
        self.panes[GOALS].show(lambda width: rows.goal_rows(prep.goals, width))
        self.panes[QUESTIONS].show(
            lambda width: rows.question_rows(prep.items, prep.goals, minutes, width)
        )
        self._arrange()
        self.row_changed()

    def _arrange(self) -> None:
        room = self.app.size.height - ROWS_AROUND
        top, middle = rows.heights(room, len(self.goals), len(self.items))
        self.panes[GOALS].styles.height = top
        self.panes[QUESTIONS].styles.height = middle

    def on_resize(self) -> None:
        """Share out the rows anew."""
        self._arrange()

    def _show_bank(self) -> None:
        goal = self.goal
        wanted = (goal.id if goal else None, self.filter)
        afresh = wanted != self.ranked_for
        self.ranked_for = wanted
        self.questions, self.sets = plan.offered(self.filter, goal.text if goal else "")
        taken = frozenset(item.bank for item in self.items if item.bank is not None)
        title = f"Bank for goal {self.goals.index(goal) + 1}" if goal else "Bank"
        count = len(self.questions)
        title += f" · {count} of {len(bank())}, {self.filter}" if self.filter else f" · {count}"
        self.panes[BANK].show(
            lambda width: rows.bank_rows(
                self.questions,
                self.sets,
                taken,
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
        self._show_bank()
        prep = self.prep
        self.panes[READY].show(
            lambda width: rows.gate_rows(prep.gates, self._about(width), width)
        )
        self.advise(self._advice())

    def _about(self, width: int) -> list[Row]:
        chosen = self._offered() if self.pane_index == BANK else None
        if isinstance(chosen, BankQuestion):
            return rows.about_question(chosen, width)
        return rows.about_set(chosen, width) if chosen else []

    def _offered(self) -> BankQuestion | StarterSet | None:
        chosen = self.panes[BANK].current
        question = next((q for q in self.questions if q.number == chosen), None)
        return question or next((s for s in self.sets if s.name == chosen), None)

    def _advice(self) -> str:
        assert self.prep is not None
        if self.pane_index == READY:
            chosen = self.panes[READY].current
            return self.prep.gates[chosen].why if isinstance(chosen, int) else ""
        if self.pane_index == BANK:
            chosen = self._offered()
            if isinstance(chosen, BankQuestion):
                return chosen.text
            return f"{chosen.name}: space takes all that are not in your list." if chosen else ""
        if self.pane_index == QUESTIONS:
            long = rows.too_long(self.items, self.prep.interview.agreed_minutes)
            if long or self.item is None:
                return long
            return self.item.text
        return "The bank follows this goal; enter goes there." if self.goals else ""

    def go_to_pane(self, index: int) -> None:
        """Give the keys to a pane; on a narrow screen Ready stands in the others' place."""
        self.set_class(index == READY, "-swap")
        super().go_to_pane(index)

    def why_not(self, command: Command) -> str:
        """Each pane has its own keys, and nothing goes without an interview."""
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

    # Goals.

    async def _ask_goal(self) -> None:
        """Ask for goal after goal, until four or an empty one."""
        number = len(self.goals) + 1
        interview_id = self._id

        async def done(text: str) -> None:
            if text.strip():
                id = await self.desk.ask(plan.add_goal, self.desk.now(), interview_id, text)
                self._undoable(f'the goal "{text.strip()}"', plan.delete_goal, id)
                await self.reload()
                if len(self.goals) < plan.MAX_GOALS:
                    await self._ask_goal()
                    return
            self.panes[GOALS].move(-1_000_000)
            self.go_to_pane(BANK)

        hint = ASK_GOAL if number == 1 else "the next; an empty enter goes to the questions"
        place = f"goal:new:{interview_id}:{number}"
        await self.type(Typing(f"Goal {number}", done, place=place, hint=hint))

    @property
    def _id(self) -> int:
        assert self.interview_id is not None
        return self.interview_id

    async def do_goal_before(self) -> None:
        """Turn everything to the goal before."""
        self.panes[GOALS].move(-1)
        self.row_changed()

    async def do_goal_after(self) -> None:
        """Turn everything to the next goal."""
        self.panes[GOALS].move(1)
        self.row_changed()

    # Questions.

    async def do_add(self) -> None:
        """Take what the bank offers; tie a question of mine to the goal; from a goal, go there."""
        if self.pane_index == GOALS:
            self.go_to_pane(BANK)
        elif self.pane_index == QUESTIONS:
            await self._tie()
        else:
            await self._take()

    async def _take(self) -> None:
        chosen = self._offered()
        goal_id = self.goal.id if self.goal else None
        now = self.desk.now()
        if self.item is not None:
            self.panes[BANK].move(1)
            self.row_changed()
            self.say("It is in your list already; tab goes there.")
            return
        if isinstance(chosen, StarterSet):
            ids = await self.desk.ask(plan.add_starter_set, now, self._id, chosen, goal_id)
            words = f'taking the set "{chosen.name}"'
        else:
            assert chosen is not None
            ids = (await self.desk.ask(plan.take_question, now, self._id, chosen, goal_id),)
            words = f'taking "{chosen.text}"'

        async def drop() -> None:
            for id in ids:
                await self.desk.ask(plan.delete_item, self.desk.now(), id)

        if ids:
            self.desk.can_undo(words, drop)
        await self.reload()
        self.panes[BANK].move(1)
        self.row_changed()
        self._warn()

    def _warn(self) -> None:
        assert self.prep is not None
        long = rows.too_long(self.items, self.prep.interview.agreed_minutes)
        if long:
            self.say(long)

    async def _tie(self) -> None:
        item, goal = self.item, self.goal
        assert item is not None
        if goal is None:
            self.say("There is no goal yet to tie it to; tab to Goals, then n.")
            return
        goal_id = None if item.goal_id == goal.id else goal.id
        await self.desk.ask(plan.change_item, self.desk.now(), item.id, goal_id=goal_id)
        await self.reload()

    async def do_core(self) -> None:
        """Make a question of my list core, or backup."""
        item = self.item
        if item is None:
            self.say("It is not in your list yet; space takes it.")
            return
        kind = ItemKind.BACKUP if item.kind is ItemKind.CORE else ItemKind.CORE
        await self.desk.ask(plan.change_item, self.desk.now(), item.id, kind=kind)
        await self.reload()

    async def do_own(self) -> None:
        """Write a question or, in Goals, a goal of one's own."""
        if self.pane_index == GOALS:
            if len(self.goals) >= plan.MAX_GOALS:
                self.say("Four goals are enough for one talk; e changes one, d drops one.")
            else:
                await self._ask_goal()
            return
        goal = self.goal

        async def done(text: str) -> None:
            if not text.strip():
                return
            id = await self.desk.ask(
                plan.add_question,
                self.desk.now(),
                self._id,
                text,
                goal_id=goal.id if goal else None,
            )
            self._undoable(f'the question "{text.strip()}"', plan.delete_item, id)
            await self.reload()
            self.panes[QUESTIONS].go_to(id)
            self._warn()

        hint = f"for goal {self.goals.index(goal) + 1}, in your own words" if goal else ""
        place = f"question:new:{self._id}"
        await self.type(Typing("Question", done, place=place, hint=hint))

    def _undoable(self, words: str, act: Callable[..., object], id: int) -> None:
        self.desk.can_undo(words, lambda: self.desk.ask(act, self.desk.now(), id))
