"""What can be done about the shelf: put on it, send, give by hand, put away, and what was given."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from infoview_tui.domain.check_in import GIVE
from infoview_tui.domain.people import Person
from infoview_tui.domain.shelf import item_line, read_item
from infoview_tui.errors import RefusedError
from infoview_tui.screens.messages import GoTo
from infoview_tui.screens.touch_rows import first_of, whom
from infoview_tui.screens.touch_view import SHELF, TouchView
from infoview_tui.screens.typed import SavesOver, person_called
from infoview_tui.services import shelf
from infoview_tui.services.letters import draft_letter
from infoview_tui.services.shelf import Gift, OnShelf
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen
from infoview_tui.widgets.line import Typing


class TouchShelf(TouchView):
    """The keys of the shelf."""

    async def do_new(self) -> None:
        """Put a link or a title on the shelf, from whichever list."""

        async def done(text: str) -> None:
            if not text.strip():
                return
            id = await self.desk.ask(shelf.put_on_shelf, self.desk.now(), text)
            self.desk.can_undo(
                "the thing on the shelf",
                lambda: self.desk.ask(shelf.delete_item, self.desk.now(), id),
            )
            self.go_to_pane(SHELF)
            await self.reload()
            self.panes[SHELF].go_to(("item", id))
            self.row_changed()
            thing = self.by_key.get(("item", id))
            fits = whom(thing) if isinstance(thing, OnShelf) else ""
            self.say(f"On the shelf, {fits}.  s sends it, u undo")

        hint = "a link, a title, for: whom or what"
        await self.type(Typing("To share", done, place="shelf:new", hint=hint, echo=self._read))

    @staticmethod
    def _read(text: str) -> str:
        try:
            title, link, about = read_item(text)
        except RefusedError:
            return ""
        parts = ("a link" if link else "a title", f"for {about}" if about else "")
        return ", ".join(part for part in parts if part) if title else ""

    async def _to_whom(
        self, thing: OnShelf, prompt: str, act: Callable[[Person], Awaitable[None]]
    ) -> None:
        """Ask for somebody; enter alone takes the first whom it fits."""
        best = first_of(thing)
        first = next(iter(best), None)
        others = ", ".join(fit.name for fit in best[1:])
        left = len(thing.fits) - len(best)
        others += f" and {left} more" if left else ""

        async def done(text: str) -> None:
            if text.strip() or first is not None:
                who = text if text.strip() else str(first.person_id if first else "")
                await act(await person_called(self.desk, who))

        hint = "a name, or part of it"
        if first is not None:
            hint = f"enter: {first.name}" + (f"; fits {others}" if others else "")
        await self.type(Typing(prompt, done, hint=hint))

    async def send(self, thing: OnShelf) -> None:
        """Ask to whom, those whom it fits first, and begin the letter with it."""

        async def act(person: Person) -> None:
            desk = self.desk
            id = await desk.ask(
                draft_letter, desk.now(), desk.zone, GIVE, person.id, shelf_id=thing.item.id
            )
            self.post_message(GoTo("letter", {"letter_id": id}))

        await self._to_whom(thing, "To whom?", act)

    async def give(self, thing: OnShelf) -> None:
        """Ask whom it was given to without a letter."""

        async def act(person: Person) -> None:
            now = self.desk.now()
            id = await self.desk.ask(shelf.give_by_hand, now, thing.item.id, person.id)
            self.desk.can_undo(
                f"giving it to {person.name}",
                lambda: self.desk.ask(shelf.delete_give, self.desk.now(), id),
            )
            await self.reload()
            self.say(f"Given to {person.name}: {thing.item.title}.  u undo")

        await self._to_whom(thing, "Given to whom?", act)

    async def put_away(self, thing: OnShelf) -> None:
        """Put it away, or back on the shelf."""
        id, away = thing.item.id, thing.item.put_away_at is None
        if away and not thing.waits:
            raise RefusedError("It was given, and comes back by itself when it fits someone else.")

        async def turn(*, on: bool) -> None:
            await self.desk.ask(shelf.put_away, self.desk.now(), id, on=on)

        await turn(on=away)
        self.desk.can_undo(
            f'{"putting away" if away else "putting back"} "{thing.item.title}"',
            lambda: turn(on=not away),
        )
        await self.reload()
        self.say(f"{'Put away' if away else 'Back on the shelf'}: {thing.item.title}.  u undo")

    async def edit_item(self, thing: OnShelf) -> None:
        """Change its line: title, link and whom it is for."""
        item = thing.item

        def write(store: Store, now: datetime, seen: Seen, values: Mapping[str, Any]) -> None:
            shelf.change_item(store, now, item.id, seen, **values)

        place = f"shelf:{item.id}"
        seen = {"title": item.title, "link": item.link, "about": item.about}
        saving = SavesOver(self.desk, place, write, seen)

        async def done(text: str) -> None:
            title, link, about = read_item(text)
            await saving("changing the thing", title=title, link=link, about=about)
            await self.reload()
            self.say("Changed on the shelf.  u undo")

        before = item_line(item.title, item.link, item.about)
        await self.type_over(Typing("To share", done, place=place, echo=self._read), before, saving)

    async def edit_give(self, gift: Gift) -> None:
        """Change what was given, in words."""
        give = gift.give

        def write(store: Store, now: datetime, seen: Seen, values: Mapping[str, Any]) -> None:
            shelf.change_give(store, now, give.id, seen, values["body"])

        place = f"give:{give.id}"
        saving = SavesOver(self.desk, place, write, {"body": give.body})

        async def done(text: str) -> None:
            await saving("changing what was given", body=text)
            await self.reload()
            self.say("Changed what was given.  u undo")

        await self.type_over(Typing("Given", done, place=place), give.body, saving)

    async def delete_thing(self, thing: OnShelf) -> None:
        """Take a thing off the shelf, into the trash; what was given of it stays given."""
        id, desk = thing.item.id, self.desk
        await desk.ask(shelf.delete_item, desk.now(), id)
        desk.can_undo(
            "the thing on the shelf", lambda: desk.ask(shelf.restore_item, desk.now(), id)
        )
        await self.reload()
        self.say(f"Deleted: {thing.item.title}.  u undo")

    async def delete_gift(self, gift: Gift) -> None:
        """Take a give back: it was none."""
        id, desk = gift.give.id, self.desk
        await desk.ask(shelf.delete_give, desk.now(), id)
        desk.can_undo(
            f"what was given to {gift.person}",
            lambda: desk.ask(shelf.restore_give, desk.now(), id),
        )
        await self.reload()
        self.say(f"Not given after all: {gift.give.body}.  u undo")
