"""Saying who led to a person: their names in the line, as in the form of the person."""

from __future__ import annotations

from datetime import datetime

from infoview_tui.screens.page import Page
from infoview_tui.screens.typed import SavesOver, by_name
from infoview_tui.services.conflicts import Values
from infoview_tui.services.introductions import introducers, introducers_named
from infoview_tui.services.people import edit_person
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen
from infoview_tui.widgets.line import Typing


class EditsLink(Page):
    """A page on whose rows people stand; `whom` is the one under the cursor."""

    @property
    def whom(self) -> tuple[int, str]:
        """The person: id and name."""
        raise NotImplementedError

    async def do_edit(self) -> None:
        """Change who led to the person."""
        id, name = self.whom
        led = await self.desk.ask(introducers, id)
        before = ", ".join(each.name for each in led)
        place = f"introduced:{id}"

        def write(store: Store, now: datetime, seen: Seen, values: Values) -> None:
            edit_person(store, now, id, seen, **values)

        saving = SavesOver(self.desk, place, write, {"introducer_ids": tuple(p.id for p in led)})

        async def done(text: str) -> None:
            if text.strip() == before:
                return
            ids = await by_name(self.desk, introducers_named, id, text)
            await saving(f"who led to {name}", introducer_ids=ids)
            await self.reload()
            by = ", ".join(each.strip() for each in text.split(",") if each.strip())
            self.say(
                f"{name}: introduced by {by}.  u undo" if by else f"{name}: a beginning.  u undo"
            )

        hint = "names, with commas; empty: nobody"
        await self.type_over(Typing("Introduced by", done, place, hint=hint), before, saving)
