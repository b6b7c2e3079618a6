"""What the debrief asks of each card that was chosen: whether it landed, and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from infoview_tui.commands import Command
from infoview_tui.screens.debrief_times import DebriefTimes
from infoview_tui.screens.typed import SavesOver
from infoview_tui.services.conflicts import Values
from infoview_tui.services.desk import Desk
from infoview_tui.services.lookup import running_interview
from infoview_tui.services.rehearsal import Card, cards_in, comment_on, say_landed
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen
from infoview_tui.widgets.choice import Choice
from infoview_tui.widgets.line import Typing
from infoview_tui.widgets.row import Row, heading
from infoview_tui.widgets.wrapped import wrapped_rows

VERDICTS: Mapping[int | None, tuple[str, str]] = {
    1: ("landed ", "success"),
    0: ("did not", "warning"),
    None: ("       ", ""),
}
SO_FAR: Mapping[int | None, str] = {1: " So far yes.", 0: " So far no.", None: ""}


class DebriefCards(DebriefTimes):
    """Walks the cards in the line, one after another; the prompts wait meanwhile."""

    def __init__(self, desk: Desk, interview_id: int, just_ended: bool = False) -> None:
        super().__init__(desk, interview_id, just_ended)
        self.cards: tuple[Card, ...] = ()

    async def load_cards(self) -> None:
        """Read the cards of the interview."""
        self.cards = await self.desk.ask(cards_in, self.interview_id)

    def card_rows(self, width: int) -> list[Row]:
        """List the cards beside the prompts, each with what became of it."""
        rows = [heading("Cards")] if self.cards else []
        for card in self.cards:
            sign, role = VERDICTS[card.use.landed]
            rows += wrapped_rows(sign, card.point.title, width, role)
        return rows

    def why_not(self, command: Command) -> str:
        """Without cards there is nothing to say of them."""
        if command.scope == "debrief" and command.action == "cards" and not self.cards:
            return "No card was chosen for this meeting."
        return super().why_not(command)

    async def do_cards(self) -> None:
        """Ask of each card in turn whether it landed."""
        boot = self.desk.timekeeper.boot()
        if await self.desk.ask(running_interview, self.desk.now(), boot) is not None:
            self.say("A meeting is running; the cards can wait until it is over.")
        else:
            await self._ask_of(0)

    async def _ask_of(self, number: int) -> None:
        if number >= len(self.cards):
            await self._asked_all()
            return
        card = self.cards[number]
        answers = {
            key: (word, partial(self._landed, card, landed, number))
            for key, word, landed in (("1", "yes", 1), ("2", "no", 0), ("3", "not used", None))
        }
        said = SO_FAR[card.use.landed]
        asked = f"{card.point.title}: did it land?{said}"
        self.choose(Choice.of(asked, answers, self._asked_all))
        self.show()

    async def _landed(self, card: Card, landed: int | None, number: int) -> None:
        before = await self.desk.ask(say_landed, self.desk.now(), card.use.id, landed)
        if before != landed:
            self.desk.can_undo(
                f'the word on "{card.point.title}"',
                lambda: self.desk.ask(say_landed, self.desk.now(), card.use.id, before),
            )
        await self.reload()
        if landed is None:
            await self._ask_of(number + 1)
        else:
            await self._ask_why(card, number)

    async def _ask_why(self, card: Card, number: int) -> None:
        place = f"landed:{card.point.id}:{self.interview_id}"
        before = card.use.comment

        def write(store: Store, now: datetime, seen: Seen, values: Values) -> None:
            comment_on(store, now, card.use.id, values["comment"], seen=seen)

        saving = SavesOver(self.desk, place, write, {"comment": before})

        async def done(text: str) -> None:
            if text.strip() != before:
                await saving(f'the comment on "{card.point.title}"', comment=text)
                await self.reload()
            await self._ask_of(number + 1)

        hint = "a few words, or enter for none"
        await self.type_over(Typing("Why?", done, place, hint=hint), before, saving)
        self.show()

    async def _asked_all(self) -> None:
        landed = sum(card.use.landed == 1 for card in self.cards)
        missed = sum(card.use.landed == 0 for card in self.cards)
        self.show()
        if landed + missed:
            self.say(f"Cards: {landed} landed, {missed} did not. escape, then u takes that back")
