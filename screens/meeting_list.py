"""The meeting's keys beyond the note line: the checklist, the notes, and taking things back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import ClassVar

from infoview_tui.domain.preparation import Item, ItemKind, ItemState, following, in_order, moved_on
from infoview_tui.errors import InfoviewError
from infoview_tui.screens.meeting_base import MeetingBase
from infoview_tui.services import meeting as meetings
from infoview_tui.services.closing import closing_item
from infoview_tui.services.desk import Desk, Undo
from infoview_tui.services.meeting import Live
from infoview_tui.services.prepare import add_question, delete_item, reorder
from infoview_tui.storage.store import Store
from infoview_tui.widgets.line import Typing
from infoview_tui.widgets.rows import Rows

MODES = ("note", "list", "notes")
"""What has the keys: the note line, the checklist, or the notes."""


class MeetingList(MeetingBase):
    """Moves through a meeting's checklist and notes."""

    questions: Rows
    notes: Rows
    WHEN_READY: ClassVar[str] = "F10 goes to the thanks when you are ready."
    """What to do when nothing is open."""

    def __init__(self, desk: Desk, interview_id: int) -> None:
        super().__init__(desk, interview_id)
        self.mode = MODES[0]
        self.phase = ""
        self.thanking = False
        self._back_to: int | None = None
        self._closing_of: tuple[int, int] | None = None
        self.keys_page = 0
        self.chosen_note: int | None = None

    @property
    def keys_shown(self) -> bool:
        """Whether the keys and their sources are shown."""
        return self.keys_page > 0

    # Where we are in the list.

    def shown_items(self) -> tuple[Item, ...]:
        """Return the items on the screen, in order."""
        if self.live is None:
            return ()
        hidden = ItemKind.BACKUP if self.closing else ItemKind.CLOSING
        return tuple(item for item in self.live.items if item.kind is not hidden)

    @property
    def closing(self) -> bool:
        """Whether the closing ticks are shown: to the end, whatever time they offer then."""
        return self.phase == "closing" or self.thanking or self._closing_of == self._agreed

    @property
    def _agreed(self) -> tuple[int, int] | None:
        talk = self.live.interview if self.live else None
        return (talk.agreed_minutes, talk.late_seconds) if talk else None

    def enter_phase(self, phase: str) -> None:
        """Go on to another phase of the clock."""
        self.phase = phase
        if phase == "closing":
            self._closing_of = self._agreed

    def current(self) -> Item | None:
        """Return the item that notes are tied to: the chosen one, while it is on the screen."""
        items = self.shown_items()
        chosen = self.live.interview.current_item_id if self.live else None
        here = next((i for i in items if i.id == chosen), None)
        return here or next((i for i in items if i.state is ItemState.OPEN), None)

    def show_questions(self) -> None:
        """Draw the checklist."""
        raise NotImplementedError

    def make_current(self, item: Item) -> None:
        """Make an item the current one."""
        assert self.live is not None
        self.change(
            self._moved_on(self.live, item.id),
            partial(meetings.set_current, interview_id=self.interview_id, item_id=item.id),
        )

    def _moved_on(self, live: Live, item_id: int) -> Live:
        # Who goes to a question is not at the end yet.
        self.thanking &= any(i.id == item_id and i.kind is ItemKind.CLOSING for i in live.items)
        self._back_to = None
        used = live.interview.used_seconds(self.desk.now())
        interview, items = moved_on(live.interview, live.items, item_id, used)
        return replace(live, interview=interview, items=items)

    def give_thanks(self) -> None:
        """Come to the thanks; `take_thanks_back` goes back to where one was."""
        if self.live is None:
            return
        before, thanks = self.current(), closing_item(self.live.items, "thanks")
        back_to = before.id if before is not None and before != thanks else self._back_to
        self.thanking = True
        self.keep_current()
        if thanks is not None and not thanks.done:
            self.make_current(thanks)
        self._back_to = back_to
        self.show()

    def take_thanks_back(self) -> bool:
        """Go on where the thanks came too soon; False where one has gone on since."""
        before = [item for item in self.live.items if item.id == self._back_to] if self.live else []
        if before:
            self.thanking = False
            self.make_current(before[0])
        return bool(before)

    def keep_current(self) -> None:
        """See that the stored item is on the screen: notes of other shells are tied to it."""
        item = self.current()
        if item is not None and self.live and item.id != self.live.interview.current_item_id:
            self.make_current(item)

    def _step(self, steps: int) -> None:
        items = self.shown_items()
        current = self.current()
        index = items.index(current) + steps if current is not None else 0
        if 0 <= index < len(items):
            self.make_current(items[index])

    def tick_current(self, state: ItemState) -> None:
        """Mark the current item and go on to the next open one."""
        item = self.current()
        if item is None or self.live is None:
            self.say(f"Nothing is open. {self.WHEN_READY}")
            return
        upcoming = self.next_open(item)
        self.tick(item, state, upcoming.id if upcoming else item.id)
        back = partial(
            meetings.tick,
            interview_id=self.interview_id,
            item_id=item.id,
            state=item.state,
            current_id=item.id,
            instead_of=state,
        )
        self.can_take_back(f'the tick of "{item.text}"', back)
        if upcoming is None:
            self.say(f"All asked. {self.WHEN_READY}")

    def next_open(self, item: Item) -> Item | None:
        """Return the open item to go on to once one is done."""
        return following(self.shown_items(), item)

    def tick(self, item: Item, state: ItemState, current_id: int | None) -> None:
        """Mark an item and make another one current."""
        assert self.live is not None
        marked = replace(item, state=state)
        live = replace(
            self.live, items=tuple(marked if i.id == item.id else i for i in self.live.items)
        )
        if current_id is not None:
            live = self._moved_on(live, current_id)
        self.change(
            live,
            partial(
                meetings.tick,
                interview_id=self.interview_id,
                item_id=item.id,
                state=state,
                current_id=current_id,
            ),
        )

    # Modes.

    def go_to_mode(self, mode: str) -> None:
        """Give the keys to the note line, the checklist or the notes."""
        self.mode = mode
        if mode == "notes" and self.live is not None and self.live.notes:
            self.chosen_note = self.live.notes[-1].id
        self.notes.activate(mode == "notes")
        self.notes.bracket = mode == "notes"
        self.show()
        self.show_keys()

    async def do_list(self) -> None:
        """Go on to the next: note line, checklist, notes."""
        self.go_to_mode(MODES[(MODES.index(self.mode) + 1) % len(MODES)])

    async def do_question_up(self) -> None:
        """Go up: a question, or in the notes a note."""
        self.up_or_down(-1)

    async def do_question_down(self) -> None:
        """Go down: a question, or in the notes a note."""
        self.up_or_down(1)

    def up_or_down(self, steps: int) -> None:
        """Go so many rows further in what has the keys."""
        self._step(steps)

    # In the checklist.

    async def do_answered(self) -> None:
        """Mark the question as asked and answered."""
        self.tick_current(ItemState.ASKED)

    async def do_partly(self) -> None:
        """Mark the question as answered in part."""
        self.tick_current(ItemState.PARTLY)

    async def do_skip(self) -> None:
        """Mark the question as skipped."""
        self.tick_current(ItemState.SKIPPED)

    async def do_own(self) -> None:
        """Add a question on the spot."""
        made: list[Item] = []

        async def done(text: str) -> None:
            if not text.strip() or self.live is None:
                return
            before = self.live.interview.current_item_id
            # The saver keeps the order: what is to be taken back is known by then.
            self.can_take_back("the own question", partial(self._drop, made, before))
            undo = self.desk.undos[-1]
            self.save(partial(self._add, made, text), partial(added, undo), place=place, words=text)
            await self.catch_up()

        def added(undo: Undo, result: InfoviewError | None) -> None:
            if result is not None:
                self.say(str(result))
                self.cannot_undo(undo)
            elif self.live is not None and self.is_attached:
                items = in_order((*self.live.items, *made))
                self.live = self._moved_on(replace(self.live, items=items), made[0].id)
                self.show()

        place = f"meeting:{self.interview_id}:own"
        await self.type(Typing("Own question", done, place=place, clears=False))

    def _add(self, made: list[Item], text: str, store: Store, now: datetime) -> None:
        with store.write():
            id = add_question(store, now, self.interview_id, text)
            meetings.set_current(store, now, self.interview_id, id)
            made[:] = [store.interviews.checklist.get(id)]

    def _drop(
        self, made: Sequence[Item], current_id: int | None, store: Store, now: datetime
    ) -> None:
        with store.write():
            for item in made:
                if store.interviews.get(self.interview_id).current_item_id == item.id:
                    meetings.set_current(store, now, self.interview_id, current_id)
                delete_item(store, now, item.id)

    async def do_up(self) -> None:
        """Move the question up."""
        self._reorder(-1)

    async def do_down(self) -> None:
        """Move the question down."""
        self._reorder(1)

    def _reorder(self, step: int) -> None:
        item = self.current()
        if item is None or self.live is None:
            return
        same = [i for i in self.live.items if i.kind is item.kind]
        index = same.index(item)
        if 0 <= index + step < len(same):
            same[index], same[index + step] = same[index + step], same[index]
            others = [i for i in self.live.items if i.kind is not item.kind]
            moved = [replace(i, position=n) for n, i in enumerate(same, 1)]
            live = replace(self.live, items=in_order([*moved, *others]))
            self.change(live, partial(reorder, ids=[i.id for i in same]))

    async def do_take_back(self) -> None:
        """Undo, with the letter that undoes everywhere."""
        await self.do_undo()
