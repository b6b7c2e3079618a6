"""The live meeting: clock, checklist, notes and closing, and a note line that always has the keys.

Whatever is saved here goes through the saver, one thing after another and without waiting, so
that neither a slow disk nor a stalled terminal can hold up a word.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from infoview_tui.commands import FIELD
from infoview_tui.domain.notes import Note, NoteKind
from infoview_tui.domain.preparation import Item, ItemKind, ItemState
from infoview_tui.errors import InfoviewError
from infoview_tui.screens.meeting_view import FACES, MeetingView
from infoview_tui.screens.messages import GoTo
from infoview_tui.services import meeting as meetings
from infoview_tui.services.meeting import Live
from infoview_tui.services.notes import capture
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import new_uid
from infoview_tui.widgets.editing import Editor

HELP_SIGN = "?"


class MeetingPage(MeetingView):
    """One meeting, live."""

    async def ready(self) -> None:
        """Put back what was half typed, and let the clock run."""
        self.note.set(await self.desk.restored(self.place))
        self.note_line.refresh()
        self._tick()

    async def load(self) -> None:
        """Read the meeting, unless newer ticks of ours are still on their way to the disk."""
        live = await self.desk.ask(meetings.live, self.interview_id)
        if live.interview.started_at is None:
            await self.desk.ask(meetings.start, self.desk.now(), self.interview_id)
            live = await self.desk.ask(meetings.live, self.interview_id)
        if live.interview.ended_at is not None:
            self.post_message(GoTo("debrief", {"interview_id": self.interview_id}, instead=True))
        if self.live is not None and not self.desk.saver.settled():
            return
        self.live = live
        self.show()

    def _tick(self) -> None:
        if self.live is not None and self.is_current:
            self._show_clock()
        into = self.desk.now().microsecond / 1_000_000
        started = self.live.interview.started_at if self.live else None
        if started is not None:
            into = (self.desk.now() - started).total_seconds() % 1
        # Just past the whole second, so that each is shown once.
        self.set_timer(1.02 - into if into < 1 else 1, self._tick)

    # The keyboard.

    def editor(self) -> Editor | None:
        """The note line, unless a question of its own is typed or the list has the keys."""
        return super().editor() or (self.note if self.mode == "note" else None)

    def edited(self) -> None:
        """Keep the half-typed note."""
        if self.prompt.typing is not None:
            super().edited()
            return
        self.desk.saver.draft(self.place, self.note.text)
        self.note_line.refresh()

    def scopes(self) -> tuple[str, ...]:
        """The list and the notes have keys of their own before the meeting's."""
        if self.prompt.typing is not None:
            return (FIELD,)
        first = {"list": ("meeting_list",), "notes": ("meeting_notes",)}.get(self.mode, ())
        return (*first, "meeting")

    def title_words(self) -> str:
        """Return the name on the help page."""
        return "Meeting"

    def later(
        self, work: Callable[[Store, datetime], Any], done: Callable[[Any], None] | None = None
    ) -> None:
        """Hand a change to the saver; `done`, on the event loop, is told what came of it."""
        self._save(work, done or self._changed)

    def _save(
        self,
        work: Callable[[Store, datetime], Any],
        done: Callable[[Any], None],
        **typed: str,
    ) -> None:
        loop = asyncio.get_running_loop()
        now = self.desk.now()
        self.desk.saver.save(
            lambda store: work(store, now),
            lambda result: _hand_over(loop, done, result),
            **typed,
        )

    def _changed(self, result: Any) -> None:
        if isinstance(result, InfoviewError):
            self.say(str(result))
        self.call_later(self.reload)

    async def do_save(self) -> None:
        """Save the note; an empty line means that the current question is done."""
        if self.mode != "note":
            await self.do_answered()
            return
        text = self.note.text
        if not text.strip():
            self.note.set("")
            self.tick_current(ItemState.ASKED)
        elif text.strip() == HELP_SIGN:
            self._clear()
            await self.do_keys()
        else:
            # The draft stays until the transaction that saves the note takes it away.
            self.note.set("")
            self.note_line.refresh()
            self.save_note(text)

    def _clear(self) -> None:
        self.note.set("")
        self.edited()

    def save_note(self, text: str) -> None:
        """Save one note; it is shown once it is on the disk."""
        assert self.live is not None
        uid = new_uid()
        self.unsaved[uid] = text
        save = partial(
            capture,
            line=text,
            uid=uid,
            interview_id=self.interview_id,
            person_id=self.live.interview.person_id,
            item_id=self.current_id,
            zone=self.desk.zone,
        )
        self._save(save, partial(self._saved, uid, text), place=self.place, words=text)
        self.undos.append(("the note", partial(self.delete_by_uid, uid=uid)))

    def _saved(self, uid: str, text: str, result: Note | InfoviewError) -> None:
        self.unsaved.pop(uid, None)
        if isinstance(result, InfoviewError):
            self.say(str(result))
            if not self.note.text:
                self.note.set(text)
                self.edited()
            return
        assert self.live is not None
        if all(note.id != result.id for note in self.live.notes):
            notes = sorted((*self.live.notes, result), key=lambda note: (note.at, note.id))
            self.live = replace(self.live, notes=tuple(notes))
        self._tick_names(result)
        self.say(self._said(result))
        self.show()

    def _said(self, note: Note) -> str:
        if note.kind is NoteKind.PERSON:
            name = note.body.split(",")[0].strip()
            return f"Saved. {name} goes into People when you end.  F8 undo"
        return "Saved."

    def _tick_names(self, note: Note) -> None:
        if note.kind is not NoteKind.PERSON or self.live is None:
            return
        names = next((i for i in self.live.items if i.kind is ItemKind.CLOSING), None)
        if names is not None and not names.done:
            self.set_state(names, ItemState.ASKED)

    async def do_keys(self) -> None:
        """Show the keys in the side pane."""
        self.keys_shown = not self.keys_shown
        self.set_class(self.keys_shown, "-swap")
        self.show()

    async def do_cards(self) -> None:
        """Show what the cards say; on a narrow screen in place of the notes."""
        self.keys_shown = False
        self.backs = not self.backs
        self.set_class(self.backs, "-swap")
        self.show()

    async def do_pause(self) -> None:
        """Pause, or go on."""
        paused = self.live is not None and self.live.interview.paused
        self.later(partial(meetings.pause, interview_id=self.interview_id))
        self.say("The clock goes on." if paused else "Paused. F2 goes on.")

    async def do_less(self) -> None:
        """Agree on a minute less."""
        self._agree(-1)

    async def do_more(self) -> None:
        """Agree on a minute more."""
        self._agree(1)

    def _agree(self, change: int) -> None:
        assert self.live is not None
        minutes = max(1, self.live.interview.agreed_minutes + change)
        self.live = replace(
            self.live, interview=replace(self.live.interview, agreed_minutes=minutes)
        )
        self.later(partial(meetings.agree, interview_id=self.interview_id, minutes=minutes))
        self.say(f"Agreed: {minutes} min.")
        self.show()

    async def do_offered(self) -> None:
        """Record that they offered five minutes more."""
        self.later(partial(meetings.extend, interview_id=self.interview_id))
        self.say("They offered 5 min more; the letter can thank for it.")

    async def do_clock(self) -> None:
        """Show what is left, what has gone, or the time of day."""
        self.face = FACES[(FACES.index(self.face) + 1) % len(FACES)]
        self._show_clock()

    async def do_leave(self) -> None:
        """Go to Today; escape first leaves the list, and then asks once."""
        if self.mode != "note":
            self.go_to_mode("note")
        elif self.last_key == "escape":
            self.confirm("escape again goes to Today; the clock runs on", "escape", self._leave)
        else:
            await self._leave()

    async def _leave(self) -> None:
        self.post_message(GoTo("today"))

    async def do_end(self) -> None:
        """Say thanks first; the same key again ends."""
        assert self.live is not None
        if self.note.text.strip():
            await self.do_save()
        self.thanking = True
        self.go_to_mode("note")
        self.show()
        closing = [i for i in self.live.items if i.kind is ItemKind.CLOSING]
        left = sum(not item.done for item in closing)
        gaps = f" {left} of {len(closing)} {'is' if left == 1 else 'are'} open." if left else ""
        key = self.last_key
        name = "F10" if key == "f10" else key
        self.confirm(f"Give thanks aloud now.{gaps}  {name} again ends the meeting", key, self._end)

    async def _end(self) -> None:
        self.say("Ending ...")
        self._save(
            partial(meetings.end, interview_id=self.interview_id, zone=self.desk.zone), self._ended
        )

    def _ended(self, result: Any) -> None:
        if isinstance(result, InfoviewError):
            self.say(str(result))
            return
        self.desk.can_undo("the end of the meeting", self._reopen)
        self.post_message(GoTo("debrief", {"interview_id": self.interview_id}, instead=True))

    async def _reopen(self) -> None:
        await self.desk.ask(meetings.reopen, self.desk.now(), self.interview_id)

    # The list asks these of the page.

    def set_state(self, item: Item, state: ItemState) -> None:
        """Mark an item at once on the screen, and then on the disk."""
        assert self.live is not None
        changed = replace(item, state=state)
        items = tuple(changed if i.id == item.id else i for i in self.live.items)
        self.live = replace(self.live, items=items)
        self.later(partial(_set_state, item_id=item.id, state=state))

    def set_live(self, live: Live) -> None:
        """Show a snapshot that is on its way to the disk."""
        self.live = live
        self.show()


def _hand_over(loop: asyncio.AbstractEventLoop, done: Callable[[Any], None], result: Any) -> None:
    # The loop may be gone when the last words of a closing app are saved.
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(done, result)


def _set_state(store: Store, now: datetime, item_id: int, state: ItemState) -> None:
    with store.write():
        store.interviews.checklist.change(now, item_id, state=state)
