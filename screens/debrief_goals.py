"""What the debrief asks of each goal: how far one came with it."""

from __future__ import annotations

from functools import partial

from infoview_tui.domain.preparation import Goal, GoalState, goal_state
from infoview_tui.screens.debrief_cards import DebriefCards
from infoview_tui.services.prepare import change_goal
from infoview_tui.widgets.choice import Choice

ANSWERS = {"1": GoalState.ANSWERED, "2": GoalState.PARTLY, "3": GoalState.OPEN}


class DebriefGoals(DebriefCards):
    """Goes through the goals in the line, one after another; escape leaves the rest as they are."""

    async def do_goals(self) -> None:
        """Say how far each goal was reached; what stays open is offered to the next person."""
        if self.found is None or not self.found.live.goals:
            self.say("This interview had no goals.")
            return
        await self._ask_goal(0)

    async def _ask_goal(self, index: int) -> None:
        assert self.found is not None
        live = self.found.live
        if index == len(live.goals):
            still_open = [g for g in live.goals if goal_state(g, live.items) is GoalState.OPEN]
            self.say(_told(len(live.goals), len(still_open)))
            return
        goal = live.goals[index]
        state = goal_state(goal, live.items)
        place = f"Goal {index + 1} of {len(live.goals)}, now {state}"
        answers = {
            key: (said, partial(self._mark, index, goal, said)) for key, said in ANSWERS.items()
        }
        words = {key: str(said) for key, said in ANSWERS.items()} | {"enter": "as it is"}
        steps = {key: step for key, (_said, step) in answers.items()}
        said = "  ".join(f"{key} {word}" for key, word in words.items() if key in ANSWERS)
        self.choose(
            Choice(
                # The text last: it may be longer than there is room for.
                f"{place}: {said}  for “{goal.text}”",
                "",
                self._leave_goals,
                answers={**steps, "enter": partial(self._ask_goal, index + 1)},
                words=words,
                left=self._leave_goals,
            )
        )
        self.show()

    async def _leave_goals(self) -> None:
        self.show()

    async def _mark(self, index: int, goal: Goal, state: GoalState) -> None:
        before, id = goal.state, goal.id
        await self.desk.ask(change_goal, self.desk.now(), id, state=state)
        self.desk.can_undo(
            f'"{goal.text}" {state}',
            lambda: self.desk.ask(change_goal, self.desk.now(), id, state=before),
        )
        await self.reload()
        await self._ask_goal(index + 1)


def _told(goals: int, still_open: int) -> str:
    if not still_open:
        return "Every goal has its answer, or a part of it."
    which = "The one that is" if still_open == 1 else f"The {still_open} that are"
    return f"{which} open will be offered for the next person."
