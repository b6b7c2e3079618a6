"""What can be done about advice: say how it goes, what came of it, and tell who gave it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from infoview_tui.domain.check_in import UPDATE, to_tell
from infoview_tui.domain.followup import AdviceState
from infoview_tui.errors import RefusedError
from infoview_tui.screens.messages import GoTo
from infoview_tui.screens.touch_view import TouchView
from infoview_tui.screens.typed import SavesOver
from infoview_tui.services.advice import (
    Given,
    delete_advice,
    next_state,
    put_back,
    restore_advice,
    set_advice,
)
from infoview_tui.services.letters import draft_letter
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen
from infoview_tui.widgets.line import Typing


class TouchAdvice(TouchView):
    """The keys of the list of advice."""

    async def step_advice(self, given: Given) -> None:
        """Take the next state; what is done asks what came of it."""
        before, desk = given.advice, self.desk
        state = next_state(before.state)
        await desk.ask(set_advice, desk.now(), before.id, state)
        desk.can_undo(
            f'"{before.body}" being {state}', lambda: desk.ask(put_back, desk.now(), before)
        )
        await self.reload()
        self.panes[1].go_to(("advice", before.id))
        self.row_changed()
        if state is AdviceState.DONE:
            await self.ask_result(before.id)
        else:
            self.say(f"{state.capitalize()}: {before.body}.  u undo")

    async def ask_result(self, id: int) -> None:
        """Ask what came of advice, from what was written of it."""
        given = self.by_key[("advice", id)]
        assert isinstance(given, Given)
        advice = given.advice

        def write(store: Store, now: datetime, seen: Seen, values: Mapping[str, Any]) -> object:
            return set_advice(store, now, id, result=values["result"], seen=seen)

        place = f"advice:{id}"
        saving = SavesOver(self.desk, place, write, {"result": advice.result})

        async def done(text: str) -> None:
            if text.strip() == advice.result:
                return
            await saving("what came of the advice", result=text)
            await self.reload()
            self.say(f"What came of it is kept; o tells {given.person}.  u undo")

        await self.type_over(
            Typing("What came of it?", done, place=place, hint="honestly, good or not"),
            advice.result,
            saving,
        )

    async def tell(self, given: Given) -> None:
        """Begin the letter that tells who gave it."""
        if not to_tell(given.advice):
            raise RefusedError(
                f"{given.person} was told already; what comes of it next can be told again."
                if given.advice.reported_at
                else "Nothing came of it yet: space says how it goes."
            )
        desk, advice = self.desk, given.advice
        id = await desk.ask(
            draft_letter, desk.now(), desk.zone, UPDATE, advice.person_id, advice_id=advice.id
        )
        self.post_message(GoTo("letter", {"letter_id": id}))

    async def delete_the_advice(self, given: Given) -> None:
        """Take it away."""
        id, desk = given.advice.id, self.desk
        await desk.ask(delete_advice, desk.now(), id)
        desk.can_undo("the advice", lambda: desk.ask(restore_advice, desk.now(), id))
        await self.reload()
        self.say(f"Deleted: {given.advice.body}.  u undo")
