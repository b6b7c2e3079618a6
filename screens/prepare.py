"""Prepare: goals, my questions and the bank for one interview, and how ready it is."""

from __future__ import annotations

from datetime import datetime

from infoview_tui.content.library import StarterSet
from infoview_tui.domain.preparation import Goal, Item, ItemKind
from infoview_tui.screens import prepare_rows as rows
from infoview_tui.screens.prepare_ready import PrepareReady
from infoview_tui.screens.prepare_state import BANK, FACTS, GOALS, QUESTIONS
from infoview_tui.screens.typed import SavesOver
from infoview_tui.services import prepare as plan
from infoview_tui.services.conflicts import Values
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen
from infoview_tui.widgets.line import Typing


class PreparePage(PrepareReady):
    """The commands of Prepare."""

    async def ready(self) -> None:
        """Ask for the first goal, or go on where the bank is."""
        if self.prep is None:
            return
        if self.goals or self.prep.interview.ended_at:
            self.go_to_pane(BANK)
        else:
            self.go_to_pane(GOALS)
            # What is still open from others is a better start than an empty line.
            if not self.offers:
                await self.ask_goal()

    # Questions.

    async def do_add(self) -> None:
        """Take what the cursor of the bank is on, for the goal, and step down."""
        chosen = self.offered()
        goal_id = self.goal.id if self.goal else None
        now = self.desk.now()
        if self.item is not None:
            self.panes[BANK].move(1)
            self.row_changed()
            self.say("It is in your list already; tab goes there.")
            return
        if isinstance(chosen, StarterSet):
            ids = await self.desk.ask(plan.add_starter_set, now, self.meeting, chosen, goal_id)
            words = f'taking the set "{chosen.name}"'
        else:
            assert chosen is not None
            ids = (await self.desk.ask(plan.take_question, now, self.meeting, chosen, goal_id),)
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
        long = rows.too_long(self.items, self.prep.interview.split)
        if long:
            self.say(long)

    async def do_tie(self) -> None:
        """Tie a question of my list to the goal, or untie it."""
        item, goal = self.item, self.goal
        assert item is not None
        if goal is None:
            self.say("There is no goal yet to tie it to; tab to Goals, then n.")
            return
        goal_id = None if item.goal_id == goal.id else goal.id
        before = item.goal_id
        await self.desk.ask(plan.change_item, self.desk.now(), item.id, goal_id=goal_id)
        self.desk.can_undo(
            f'the goal of "{item.text}"',
            lambda: self.desk.ask(plan.change_item, self.desk.now(), item.id, goal_id=before),
        )
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
        """Write a question; in Goals a goal of one's own, in Facts a fact."""
        if self.pane_index == FACTS:
            await self.ask_fact()
            return
        if self.pane_index == GOALS:
            if len(self.goals) >= plan.MAX_GOALS:
                self.say("Four goals are enough for one talk; e changes one, d drops one.")
            else:
                await self.ask_goal()
            return
        goal = self.goal

        async def done(text: str) -> None:
            if not text.strip():
                return
            id = await self.desk.ask(
                plan.add_question,
                self.desk.now(),
                self.meeting,
                text,
                goal_id=goal.id if goal else None,
            )
            self.undoable(f'the question "{text.strip()}"', plan.delete_item, id)
            await self.reload()
            self.panes[QUESTIONS].go_to(id)
            self._warn()

        hint = f"for goal {self.goals.index(goal) + 1}, in your own words" if goal else ""
        place = f"question:new:{self.meeting}"
        await self.type(Typing("Question", done, place=place, hint=hint))

    async def do_edit(self) -> None:
        """Change the words of a goal, a question or a fact."""
        if self.pane_index == FACTS:
            await self.edit_fact()
            return
        if self.offer is not None:
            self.say("space takes it as a goal; then e changes it here.")
            return
        row: Goal | Item | None = self.goal if self.pane_index == GOALS else self.item
        assert row is not None
        change = plan.change_goal if isinstance(row, Goal) else plan.change_item
        name = "Goal" if isinstance(row, Goal) else "Question"
        before, id, place = row.text, row.id, f"{name.lower()}:{row.id}"

        def write(store: Store, now: datetime, seen: Seen, values: Values) -> None:
            change(store, now, id, seen=seen, **values)

        saving = SavesOver(self.desk, place, write, {"text": before})

        async def done(text: str) -> None:
            await saving(f'the change of "{before}"', text=text)
            await self.reload()

        await self.type_over(Typing(name, done, place=place), before, saving)

    async def do_delete(self) -> None:
        """Drop a goal, a question of my list or a fact."""
        if self.pane_index == FACTS:
            await self.drop_fact()
            return
        if self.offer is not None:
            self.say("It belongs to another interview; there d drops it.")
            return
        row: Goal | Item | None = self.goal if self.pane_index == GOALS else self.item
        assert row is not None
        id = row.id
        words = f'dropping "{row.text}"'
        if isinstance(row, Goal):
            items = await self.desk.ask(plan.delete_goal, self.desk.now(), id)
            self.desk.can_undo(
                words, lambda: self.desk.ask(plan.restore_goal, self.desk.now(), id, items)
            )
        else:
            await self.desk.ask(plan.delete_item, self.desk.now(), id)
            self.undoable(words, plan.restore_item, id)
        await self.reload()
        self.say(f'Dropped "{row.text}".  u undo')

    async def do_up(self) -> None:
        """Ask this question earlier."""
        await self._shift(-1)

    async def do_down(self) -> None:
        """Ask this question later."""
        await self._shift(1)

    async def _shift(self, step: int) -> None:
        item = self.item
        assert item is not None
        ids = [other.id for other in self.items]
        here = ids.index(item.id)
        there = here + step
        if not 0 <= there < len(ids):
            return
        if self.items[there].kind is not item.kind:
            self.say("Core questions come first; c makes this one core or backup.")
            return
        ids[here], ids[there] = ids[there], ids[here]
        await self.desk.ask(plan.reorder, self.desk.now(), ids)
        await self.reload()

    # The interview.

    async def do_start(self) -> None:
        """Start the meeting and go there."""
        assert self.prep is not None
        await self.start_meeting(self.prep.interview)

    async def do_previous(self) -> None:
        """Prepare the meeting before this one."""
        await self._to_neighbour(-1)

    async def do_next(self) -> None:
        """Prepare the next meeting."""
        await self._to_neighbour(1)

    async def _to_neighbour(self, step: int) -> None:
        ids = [interview.id for interview in self.coming]
        there = ids.index(self.meeting) + step if self.meeting in ids else 0
        if not 0 <= there < len(ids):
            self.say("There is no meeting after this one." if step > 0 else "This is the first.")
            return
        self.interview_id = ids[there]
        await self.load()
        await self.ready()
