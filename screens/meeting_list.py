"""The meeting's keys beyond the note line: the checklist, the notes, and taking things back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import ClassVar

from infoview_tui.domain.notes import Note
from infoview_tui.domain.preparation import Item, ItemKind, ItemState, following, in_order, moved_on
from infoview_tui.errors import InfoviewError
from infoview_tui.screens.meeting_base import MeetingBase
from infoview_tui.services import meeting as meetings
from infoview_tui.services.desk import Desk
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
        used = live.interview.used_seconds(self.desk.now())
        interview, items = moved_on(live.interview, live.items, item_id, used)
        return replace(live, interview=interview, items=items)

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
        upcoming = following(self.shown_items(), item)
        self.tick(item, state, upcoming.id if upcoming else item.id)
        back = partial(
            meetings.tick,
            interview_id=self.interview_id,
            item_id=item.id,
            state=item.state,
            current_id=item.id,
        )
        self.can_take_back(f'the tick of "{item.text}"', back)
        if upcoming is None:
            self.say(f"All asked. {self.WHEN_READY}")

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
        self._up_or_down(-1)

    async def do_question_down(self) -> None:
        """Go down: a question, or in the notes a note."""
        self._up_or_down(1)

    def _up_or_down(self, step: int) -> None:
        if self.mode != "notes":
            self._step(step)
            return
        note = self.chosen()
        if note is not None and self.live is not None:
            notes = self.live.notes
            index = max(0, min(len(notes) - 1, notes.index(note) + step))
            self.chosen_note = notes[index].id
            self.show()

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

        async def done(text: str) -> None:
            if text.strip():
                add = partial(_add_question, interview_id=self.interview_id, text=text)
                self.save(add, added, place=place, words=text)

        def added(result: int | InfoviewError) -> None:
            if isinstance(result, InfoviewError):
                self.say(str(result))
            else:
                self.can_take_back("the own question", partial(delete_item, id=result))

        place = f"meeting:{self.interview_id}:own"
        await self.type(Typing("Own question", done, place=place, clears=False))

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

    # In the notes.

    def chosen(self) -> Note | None:
        """Return the note under the cursor."""
        notes = self.live.notes if self.live else ()
        return next((n for n in notes if n.id == self.chosen_note), notes[-1] if notes else None)

    async def do_take_back(self) -> None:
        """Undo, with the letter that undoes everywhere."""
        await self.do_undo()


def _add_question(store: Store, now: datetime, interview_id: int, text: str) -> int:
    with store.write():
        id = add_question(store, now, interview_id, text)
        meetings.set_current(store, now, interview_id, id)
    return id
