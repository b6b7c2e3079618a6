"""A meeting's snapshot and its way to the disk: shown at once, saved in order, never waited for.

Whatever changes here goes through the saver, one thing after another, so that neither a slow
disk nor a stalled terminal can hold up a word.
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, ClassVar

from infoview_tui.commands import key_name
from infoview_tui.errors import InfoviewError
from infoview_tui.screens.messages import GoTo
from infoview_tui.screens.page import Page
from infoview_tui.services import meeting as meetings
from infoview_tui.services.desk import Desk, Undo
from infoview_tui.services.meeting import Live
from infoview_tui.storage.store import Store
from infoview_tui.widgets.editing import Editor

PATIENCE_SECONDS = 1.0
"""How long a key waits for what the keys before it save; a disk that is away holds up none."""

Change = Callable[[Store, datetime], Any]
"""A use-case less its time: what the saver runs."""


class MeetingBase(Page):
    """Holds the snapshot of one meeting, and hands changes of it to the saver."""

    UNDO_KEY: ClassVar[str] = "F8"

    def __init__(self, desk: Desk, interview_id: int) -> None:
        super().__init__(desk)
        self.interview_id = interview_id
        self.note = Editor()
        self.live: Live | None = None
        self._under_way = 0
        self._idle = asyncio.Event()
        self._changes = 0
        self._revision: int | None = None
        self._left = False

    def show(self) -> None:
        """Draw everything from the snapshot."""
        raise NotImplementedError

    def show_notes(self) -> None:
        """Draw the notes, with those that are not on the disk yet."""
        raise NotImplementedError

    async def load(self) -> None:
        """Read the meeting; a reading that a change of ours overtook is dropped and made again."""
        before = self._changes
        revision, found = await self.desk.ask(_read, self.interview_id, self._revision)
        live = await self.admit(found) if found is not None else None
        if live is None or not self.is_attached:
            return
        overtaken = self.live is not None and (self._changes != before or self._under_way)
        if not overtaken:
            self._revision = revision
            if live != self.live:
                self.live = live
                self.show()

    async def admit(self, live: Live) -> Live | None:
        """Return the meeting as it is to be shown; None where this is not the page for it."""
        return live

    @property
    def hosted(self) -> bool:
        """Whether I am the one who was asked."""
        return self.live is not None and self.live.interview.host

    @property
    def busy(self) -> bool:
        """Whether a change is still on its way to the disk."""
        return self._under_way > 0

    async def catch_up(self) -> None:
        """Wait a moment for what is being saved: a burst of keys finds it as slow hands do."""
        if self.busy and not self.prompt.trouble:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._idle.wait(), PATIENCE_SECONDS)

    def go_to_debrief(self, *, just_ended: bool = False) -> None:
        """Open the debrief in the place of this page; it asks more of one that `just_ended`."""
        if self._left:
            # The end is seen twice: as what came of the key, and when the meeting is read again.
            return
        self._left = True
        values = {"interview_id": self.interview_id, "just_ended": just_ended}
        self.post_message(GoTo("debrief", values, instead=True))

    def change(self, live: Live | None, work: Change, **typed: str) -> None:
        """Show a snapshot at once and hand the change behind it to the saver.

        Args:
            live: the snapshot with the change in it; None shows it only once it is saved.
            work: the use-case.
            typed: `place` and `words` of a text that is not to be lost with it.
        """
        if live is not None:
            self.live = live
        self.save(work, self._changed, **typed)
        if live is not None:
            self.show()

    def save(self, work: Change, done: Callable[[Any], None], **typed: Any) -> None:
        """Hand `work` to the saver; `done`, on the event loop, is told what came of it."""
        loop = asyncio.get_running_loop()
        context = contextvars.copy_context()
        now = self.desk.now()
        self._changes += 1
        # It may be refused: what is shown of it then goes with the next reading.
        self._revision = None
        self._under_way += 1
        self._idle.clear()

        def tell(result: Any) -> None:
            # The loop may be gone when the last words of a closing app are saved.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(partial(self._arrived, done, result), context=context)

        self.desk.saver.save(lambda store: work(store, now), tell, **typed)

    def _arrived(self, done: Callable[[Any], None], result: Any) -> None:
        self._under_way -= 1
        done(result)
        if not self._under_way:
            self._idle.set()
            if self.is_attached:
                self.call_later(self.reload)

    def _changed(self, result: Any) -> None:
        if isinstance(result, InfoviewError) and self.is_attached:
            self.say(self.words_of(result))

    async def do_undo(self) -> None:
        """Take the last change back; the saver says it later where that is refused."""
        if not self.desk.undos:
            self.say("Nothing to undo.")
        elif self.desk.undos[-1].of_clock:
            key, words = self.last_key, self.desk.undos[-1].words
            self.confirm(f"{key_name(key)} again takes back {words}.", key, self._undo)
        else:
            await self._undo()

    async def _undo(self) -> None:
        undo = self.desk.undos.pop()
        self.say(self.undone_words(undo))
        await undo.act()
        if not self.turning:
            await self.reload()

    def cannot_undo(self, undo: Undo) -> None:
        """Forget how to take back what was refused; it may be taken back already."""
        with contextlib.suppress(ValueError):
            self.desk.undos.remove(undo)

    def can_take_back(self, words: str, work: Change) -> None:
        """Remember how to take back what was just done; `F8` and `u` do it."""

        async def act() -> None:
            self.change(None, work)

        self.desk.can_undo(words, act)


def _read(store: Store, interview_id: int, known: int | None) -> tuple[int, Live | None]:
    """Read a meeting unless nothing was saved since the `known` revision."""
    revision = store.revision()
    return revision, None if revision == known else meetings.live(store, interview_id)
