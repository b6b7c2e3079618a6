"""Prepare's facts: what was found out oneself, and the questions that this crosses off."""

from __future__ import annotations

from datetime import datetime

from infoview_tui.domain.preparation import Fact, Item, ItemState
from infoview_tui.screens.prepare_sheet import PrepareSheet
from infoview_tui.screens.prepare_state import FACTS
from infoview_tui.screens.typed import SavesOver
from infoview_tui.services import facts as found
from infoview_tui.services.conflicts import Values
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen
from infoview_tui.widgets.line import Typing


class PrepareFacts(PrepareSheet):
    """Adds, changes and drops facts; a question that one answers oneself is not to be asked."""

    async def do_found(self) -> None:
        """Cross the question off, and keep what was found; one that is crossed off comes back."""
        item = self.item
        if item is None:
            self.say("It is not in your list yet; space takes it.")
        elif item.state is ItemState.KNOWN:
            id = item.id
            facts = await self.desk.ask(found.unfind, self.desk.now(), id)
            self.desk.can_undo(
                f'asking "{item.text}" after all',
                lambda: self.desk.ask(found.find_again, self.desk.now(), id, facts),
            )
            await self.reload()
            self.say("It is to be asked again; the fact stays.")
        else:
            await self.ask_fact(item)

    async def ask_fact(self, item: Item | None = None) -> None:
        """Ask for a fact, then where it is from; `item` is the question that it answers."""
        assert self.interview_id is not None
        place = f"fact:new:{self.interview_id}"
        hint = "what you found out" if item is not None else "what you found out about them"

        async def done(text: str) -> None:
            if text.strip():
                await self._ask_source(text, item)

        await self.type(Typing("Fact", done, place=place, hint=hint, clears=False))

    async def _ask_source(self, text: str, item: Item | None) -> None:
        interview_id = self.interview_id
        assert interview_id is not None
        item_id = item.id if item is not None else None

        async def done(source: str) -> None:
            now = self.desk.now()
            id = await self.desk.ask(
                found.add_fact, now, interview_id, text, source, item_id=item_id
            )
            self.desk.saver.draft(f"fact:new:{interview_id}", "")
            self.desk.can_undo(
                f'the fact "{text.strip()}"',
                lambda: self.desk.ask(found.delete_fact, self.desk.now(), id),
            )
            await self.reload()
            self.panes[FACTS].go_to(id)
            self.say("Crossed off, and the fact is kept.  u undo" if item else "Kept.  u undo")

        hint = "a site, a report, a podcast; enter leaves it open"
        await self.type(Typing("Where from", done, place=f"{self._source_place}", hint=hint))

    @property
    def _source_place(self) -> str:
        return f"fact:new:{self.interview_id}:source"

    @property
    def fact(self) -> Fact | None:
        """The fact under the cursor."""
        chosen = self.panes[FACTS].current
        return next((fact for fact in self.facts if fact.id == chosen), None)

    async def edit_fact(self) -> None:
        """Change the words of a fact, then its source."""
        fact = self.fact
        assert fact is not None
        await self._edit(fact, "text", "Fact")

    async def _edit(self, fact: Fact, field: str, prompt: str) -> None:
        id, before, place = fact.id, str(getattr(fact, field)), f"fact:{fact.id}:{field}"

        def write(store: Store, now: datetime, seen: Seen, values: Values) -> None:
            found.change_fact(store, now, id, seen=seen, **values)

        saving = SavesOver(self.desk, place, write, {field: before})

        async def done(text: str) -> None:
            if text.strip() != before:
                await saving(f'the change of "{fact.text}"', **{field: text})
                await self.reload()
            if field == "text":
                await self._edit(fact, "source", "Where from")

        await self.type_over(Typing(prompt, done, place=place), before, saving)

    async def drop_fact(self) -> None:
        """Drop the fact under the cursor."""
        fact = self.fact
        assert fact is not None
        id = fact.id
        await self.desk.ask(found.delete_fact, self.desk.now(), id)
        self.desk.can_undo(
            f'dropping "{fact.text}"',
            lambda: self.desk.ask(found.restore_fact, self.desk.now(), id),
        )
        await self.reload()
        self.say(f'Dropped "{fact.text}".  u undo')
