"""Merging from a person or a list: the two that are marked, or one and whom it goes with."""

from __future__ import annotations

from typing import ClassVar

from infoview_tui.domain.wording import weekday_date
from infoview_tui.errors import AmbiguousError, RefusedError
from infoview_tui.screens.acts_on_people import About, ActsOnPeople
from infoview_tui.screens.messages import GoTo
from infoview_tui.screens.offering import Offering
from infoview_tui.screens.typed import which_number
from infoview_tui.services.desk import Desk
from infoview_tui.services.duplicates import described, look_alikes
from infoview_tui.services.merging import Merged, another, merge, merges_into, undo_merge
from infoview_tui.services.names import name_begun, offer
from infoview_tui.storage.store import Store
from infoview_tui.widgets.choice import Choice
from infoview_tui.widgets.line import Typing


class Merges(ActsOnPeople):
    """Asks for the other one by name, or takes the last merge apart."""

    MERGE_PAGE: ClassVar[str] = "merge"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._asks_whom: Typing | None = None
        self._offer = ""
        self._one: int = 0
        self._offering = Offering(self._look_up, self._show_offer)

    def goes_on_as(self, id: int) -> bool:
        """Show another person from now on, where the page is of one; False where it is of many."""
        del id
        return False

    async def do_merge(self) -> None:
        """Show two entries side by side; of one that was merged ask which way it is to go."""
        about = self.about
        if len(about) == 2:
            here = self.pane.current if self.pane else None
            kept, gone = sorted((each.id for each in about), key=lambda id: id != here)
            self._open(kept, gone)
        elif len(about) == 1:
            await self._merge_one(about[0])
        else:
            raise RefusedError(f"Two entries are merged at a time; {len(about)} are marked.")

    async def _merge_one(self, one: About) -> None:
        merged = await self.desk.ask(merges_into, one.id)
        if merged:
            self._ask_which_way(one, merged[-1])
        else:
            await self._ask_whom(one)

    def _open(self, kept: int, gone: int) -> None:
        self.post_message(GoTo(self.MERGE_PAGE, {"kept_id": kept, "gone_id": gone}))

    def _ask_which_way(self, one: About, last: Merged) -> None:
        day = weekday_date(last.at.astimezone(self.desk.zone).date(), self.desk.now().date())

        async def apart() -> None:
            await self._take_apart(last)

        async def more() -> None:
            await self._ask_whom(one)

        async def leave() -> None:
            self.show_keys()

        answers = {"1": ("take apart", apart), "2": ("merge with another", more)}
        self.choose(Choice.of(f"Merged with {last.name} on {day}.", answers, leave))

    async def _take_apart(self, last: Merged) -> None:
        desk = self.desk
        await desk.ask(undo_merge, desk.now(), last.id)
        desk.can_undo(
            f"taking {last.name} apart",
            lambda: desk.ask(merge, desk.now(), last.kept_id, last.gone_id),
        )
        await self.reload()
        self.say(f"{last.name} is an entry of its own again.  u undo")

    # Whom it goes with, by name.

    async def _ask_whom(self, one: About) -> None:
        async def done(text: str) -> None:
            try:
                other = await self.desk.ask(another, text, one.id)
            except AmbiguousError as error:
                raise which_number(error) from error
            self._open(one.id, other.id)

        def echo(_text: str) -> str:
            return f"tab: {self._offer}" if self._offer else ""

        def changed(text: str) -> None:
            self._offer = ""
            self._offering.ask(name_begun(f"@{text}"))

        self._one = one.id
        alike = await self.desk.ask(_alike, one.id)
        hint = "part of the name of the other entry"
        self._asks_whom = Typing(
            f"Merge {one.name} with", done, echo=echo, changed=changed, hint=hint
        )
        await self.type(self._asks_whom, alike)

    async def _look_up(self, begun: str) -> str:
        return await self.desk.ask(offer, begun, [self._one])

    def _show_offer(self, words: str) -> None:
        if self.is_attached and words != self._offer:
            self._offer = words
            self.prompt.refresh()

    async def press(self, key: str, character: str | None) -> None:
        """Take the offered name at tab, and at the right of what is typed."""
        typing = self.prompt.typing
        if typing is not None and typing is self._asks_whom:
            editor = typing.editor
            at_end = editor.cursor == len(editor.text)
            if key == "tab" or (key == "right" and at_end):
                words = await self._offering.of(name_begun(f"@{editor.text}"))
                if words:
                    editor.set(words)
                    self.edited()
                return
        await super().press(key, character)


def _alike(store: Store, id: int) -> str:
    """Return whom a person looks like, as one would type them; "" for nobody."""
    person = store.people.get(id)
    found = look_alikes(store, person.name, person.organisation, person.email, [id])
    if not found:
        return ""
    first = found[0]
    # A comma in a name would make it somebody else's, and one of several is known by the number.
    plain = "," not in first.name and [each.name for each in found].count(first.name) == 1
    return described(first) if plain else str(first.id)
