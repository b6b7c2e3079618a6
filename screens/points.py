"""Talking points: an introduction in three lengths and the cards, turned over with a key."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from infoview_tui.commands import Command
from infoview_tui.domain.points import INTRODUCTIONS, TalkingPoint, spoken_seconds
from infoview_tui.screens import points_rows as rows
from infoview_tui.screens.edits_outside import EditsOutside, Part
from infoview_tui.screens.messages import GoTo
from infoview_tui.screens.points_view import PointsView
from infoview_tui.screens.typed import SavesOver
from infoview_tui.services import points as deck
from infoview_tui.services.conflicts import Values
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen
from infoview_tui.widgets.line import Typing

ASKED = {
    "title": ("Front", "What about you fits this field? A few words."),
    "point": ("Back", "What would you say? Two or three sentences."),
    "proof": ("Proof", "What shows it: a number, a name, what became of it?"),
    "why": ("Why", "Why does it matter to them?"),
    "audience": ("For whom", "A short word, such as museums; empty: for anybody."),
}
"""The texts of a card in the order in which they are asked for, with prompt and hint."""


class PointsPage(EditsOutside, PointsView):
    """The commands of Talking points."""

    async def ready(self) -> None:
        """Ask for the first card, since an empty list is meant to be filled."""
        if not self.cards:
            await self.do_new()

    def why_not(self, command: Command) -> str:
        """Introductions go into every meeting and stay."""
        if command.action == "pane" and self.app.size.width < 80:
            return ""
        if command.scope == self.NAME and command.action == "delete" and self.card.length:
            return "The introductions stay; e changes one."
        if command.scope == self.NAME and command.action == "rehearse" and not self.card.point:
            return unwritten(self.card)
        return super().why_not(command)

    # The card.

    async def do_pane(self) -> None:
        """Where there is room for one, show the card or the list."""
        self.toggle_class("-swap")

    async def do_turn(self) -> None:
        """Turn the card over; where only the list is seen, show the card."""
        if self.app.size.width < 80 and not self.has_class("-swap"):
            self.add_class("-swap")
        else:
            self.turned = not self.turned
        self._show_card()

    async def do_before(self) -> None:
        """Walk to the card before."""
        await self.do_move_up()

    async def do_after(self) -> None:
        """Walk to the next card."""
        await self.do_move_down()

    async def do_choose(self) -> None:
        """Take the card into the meeting, or out of it; an introduction is written."""
        card = self.card
        if card.length:
            await self._write_introduction(card)
        elif self.interview is None:
            self.say("No meeting ahead to choose it for. 2 People, then b books one.")
        else:
            inside = await self.desk.ask(deck.choose, self.desk.now(), self.interview.id, card.id)
            await self.reload()
            self.say(f'"{card.title}" {"goes into" if inside else "is out of"} this meeting.')

    async def do_delete(self) -> None:
        """Delete the card."""
        card = self.card
        words = f'deleting "{card.title}"'
        await self.desk.ask(deck.delete_card, self.desk.now(), card.id)
        self.desk.can_undo(
            words, lambda: self.desk.ask(deck.restore_card, self.desk.now(), card.id)
        )
        await self.reload()
        self.row_changed()
        self.say(f'Deleted "{card.title}".  u undo')

    async def do_rehearse(self) -> None:
        """Say the card aloud against the clock, then the others."""
        about = self.interview.id if self.interview else None
        values = {"interview_id": about, "point_id": self.card.id}
        self.post_message(GoTo("rehearsal", values))

    async def do_filter(self) -> None:
        """Narrow the cards while one types."""

        async def done(text: str) -> None:
            self.narrow(text.strip())

        hint = "an audience, or words of a card; escape shows all"
        left = partial(self.narrow, "")
        typing = Typing("Filter", done, changed=self.narrow, left=left, hint=hint)
        await self.type(typing, self.filter)

    async def do_back(self) -> None:
        """Show all cards again, or as on every place."""
        if self.filter:
            self.narrow("")
        else:
            await super().do_back()

    # Writing.

    async def do_outside(self) -> None:
        """Change the texts of the card, or the introduction, in one's own editor."""
        card = self.card
        if card.length:
            tips = rows.INTRODUCTION_TIPS
            place = f"introduction:{card.length}"
            name = f"Introduction, {card.length}"
            parts: tuple[Part, ...] = (Part("point", name, tips, card.point, place),)
            words, saving = f"the introduction of {card.length}", self._saving_introduction(card)
        else:
            parts = tuple(
                Part(field, name, hint, str(getattr(card, field)), f"card:{card.id}:{field}")
                for field, (name, hint) in ASKED.items()
            )
            words = f'the change of "{card.title}"'
            seen = {part.column: part.text for part in parts}
            saving = self._saving_card(card, f"card:{card.id}:outside", seen)
        await self.edit_outside(words, parts, saving, self.reload)

    async def do_new(self) -> None:
        """Write a new card, then the next, until an empty front."""

        async def done(text: str) -> None:
            self._forget_typed()
            if not text.strip():
                return
            id = await self.desk.ask(deck.add_card, self.desk.now(), text)
            self.desk.can_undo(
                f'the card "{text.strip()}"',
                lambda: self.desk.ask(deck.delete_card, self.desk.now(), id),
            )
            await self.reload()
            self.list.go_to(id)
            self.row_changed()
            await self._ask_next(id, "title", new=True)

        prompt, hint = ASKED["title"]
        if self.cards:
            hint += " An empty enter ends."
        place = f"card:new:{len(self.cards)}"
        await self.type(Typing(prompt, done, place=place, hint=hint, left=self._forget_typed))

    async def do_edit(self) -> None:
        """Change the introduction, or the texts of the card in turn."""
        card = self.card
        if card.length:
            await self._write_introduction(card)
        else:
            await self._ask(card, "title", new=False)

    async def _ask_next(self, id: int, field: str, *, new: bool) -> None:
        names = list(ASKED)
        after = names[names.index(field) + 1 :]
        card = next((card for card in self.cards if card.id == id), None)
        if after and card is not None:
            await self._ask(card, after[0], new=new)
        elif new:
            await self.do_new()

    async def _ask(self, card: TalkingPoint, field: str, *, new: bool) -> None:
        before, place = str(getattr(card, field)), f"card:{card.id}:{field}"
        saving = self._saving_card(card, place, {field: before})

        async def done(text: str) -> None:
            if text.strip() != before:
                words = "" if new else f'the change of "{card.title}"'
                await saving(words, **{field: text})
                await self.reload()
            self._forget_typed()
            await self._ask_next(card.id, field, new=new)

        prompt, hint = ASKED[field]
        await self._type_text(Typing(prompt, done, place, hint=hint), field, before, saving)

    def _saving_card(self, card: TalkingPoint, place: str, seen: Values) -> SavesOver:
        def write(store: Store, now: datetime, seen: Seen, values: Values) -> None:
            deck.change_card(store, now, card.id, seen=seen, **values)

        return SavesOver(self.desk, place, write, seen)

    def _saving_introduction(self, card: TalkingPoint) -> SavesOver:
        def write(store: Store, now: datetime, seen: Seen, values: Values) -> None:
            deck.write_introduction(store, now, card.length, values["point"], seen=seen)

        place = f"introduction:{card.length}"
        return SavesOver(self.desk, place, write, {"point": card.point})

    async def _write_introduction(self, card: TalkingPoint) -> None:
        length, aim = card.length, dict(INTRODUCTIONS)[card.length]
        place = f"introduction:{length}"
        saving = self._saving_introduction(card)

        async def done(text: str) -> None:
            await saving(f"the introduction of {length}", point=text)
            self._forget_typed()
            self.turned = True
            await self.reload()

        await self._type_text(
            Typing(
                length,
                done,
                place,
                echo=lambda text: f"{spoken_seconds(text)} s of {aim} s",
                hint=rows.INTRODUCTION_TIPS,
            ),
            "point",
            card.point,
            saving,
        )

    async def _type_text(self, typing: Typing, field: str, before: str, saving: SavesOver) -> None:
        """Open the line; the card shows all of what is typed in it, which the line cannot."""

        def changed(text: str) -> None:
            self.typed = {field: text}
            self.card_pane.show(self._card_rows)

        self.add_class("-swap")
        typing.changed = changed
        typing.left = self._forget_typed
        await self.type_over(typing, before, saving)

    def _forget_typed(self) -> None:
        self.typed = {}
        self._show_card()


def unwritten(card: TalkingPoint) -> str:
    """Say that there is nothing to say aloud yet, and which key writes it."""
    if card.length:
        return f"The introduction of {card.length} is not written yet; e writes it."
    return f'"{card.title}" has no back yet; e, enter writes what you would say.'
