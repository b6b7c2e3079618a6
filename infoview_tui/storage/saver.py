"""What is typed has its own way to the disk: a thread that no stalled terminal can stop."""

from __future__ import annotations

import contextlib
import os
import queue
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from infoview_tui.errors import InfoviewError, StorageError
from infoview_tui.storage.drafts import Owner
from infoview_tui.storage.opened import ready_to_write
from infoview_tui.storage.store import Store
from infoview_tui.storage.waiting import (
    PendingNote,
    WaitingDraft,
    WaitingJob,
    farewell,
    may_pass,
    words_of,
    write_emergency,
)

__all__ = ["PendingNote", "Saver"]

RETRY_SECONDS = 2.0
PATIENCE_SECONDS = 1.0
"""How long a write waits for another program before the screen says so; it is tried again."""
_STEP_SECONDS = 0.02
BREATH_SECONDS = 0.008
"""How long half-typed text lets the screen go first: it shows the key before the disk has it."""
START_SECONDS = 0.3
"""How long it leaves the start alone when nothing is typed yet."""


class Saver(threading.Thread):
    """Saves drafts and notes in the order they were typed, and goes on trying while it cannot.

    Args:
        path: the database; the thread opens its own connection.
        owner: whose drafts these are.

    """

    def __init__(self, path: Path, owner: Owner) -> None:
        super().__init__(name="saver", daemon=True)
        self.path = path
        self.owner = owner
        self._trouble: Callable[[str], None] = lambda _text: None
        # put() of a SimpleQueue is safe in a signal handler, which a lock is not.
        self._queue: queue.SimpleQueue[WaitingDraft | WaitingJob | None] = queue.SimpleQueue()
        # The newest text of each place with its number, and the number that is dealt with: each
        # written by one thread alone, so that asking needs no lock.
        self._newest: dict[str, tuple[int, str]] = {}
        self._dealt_with: dict[str, int] = {}
        self._handed_in = 0
        self._finished = 0
        self._waiting: list[WaitingDraft | WaitingJob] = []
        self._stopping = self._given_up = False
        # Rung for each item, so that waiting for one does not take it out of the last words' sight.
        self._bell: queue.SimpleQueue[None] = queue.SimpleQueue()
        # Held from before a commit until its item is off the list, so that only what a slow disk
        # still holds can be in the database and in the emergency file; the uid makes that harmless.
        self._committing = threading.Lock()
        self.emergency: Path | None = None
        self.homeless: tuple[str, ...] = ()

    def farewell(self) -> str:
        """Say where the words are that could not be saved, "" when all are on the disk."""
        return farewell(self.path, self.emergency, self.homeless)

    def tell_trouble(self, trouble: Callable[[str], None]) -> None:
        """Have `trouble` told, on this thread, why saving fails, and "" once it works again."""
        self._trouble = trouble

    def draft(self, place: str, body: str) -> None:
        """Keep `body` as the half-typed text of `place`; only the newest text of a place counts."""
        self._hand_in(WaitingDraft(self._next(place, body), place, body))

    def pending(self, place: str) -> str | None:
        """Return the newest text that waits to be saved for `place`.

        None when nothing waits; "" when what waits takes the text there away. To be asked by the
        thread that hands in.
        """
        number, text = self._newest.get(place, (0, ""))
        return text if number > self._dealt_with.get(place, 0) else None

    def typed(self, place: str) -> str:
        """Return what was last typed at `place` here, saved or not; "" for nothing."""
        return self._newest.get(place, (0, ""))[1]

    def adopt(self, place: str) -> None:
        """Make the draft of a process that is gone ours, once the database can be written."""
        owner = self.owner
        self.save(lambda store: store.drafts.adopt(place, owner), lambda _text: None)

    def save(
        self,
        work: Callable[[Store], Any],
        done: Callable[[Any], None],
        *,
        place: str = "",
        words: str = "",
        note: PendingNote | None = None,
    ) -> None:
        """Run `work(store)` and then `done(result)`, both on this thread.

        Args:
            work: the use-case; it is tried again after a `StorageError`, so it has to be
                harmless when repeated (give it a uid made beforehand).
            done: told the result, or the `InfoviewError` that refused it.
            place: where the words were typed; its draft is cleared in the same transaction.
            words: the typed text; the emergency file gives it back as a draft of `place`.
            note: the note that `work` saves; the emergency file gives it back as that note.

        """
        self._hand_in(WaitingJob(self._next(place, ""), work, done, place, words, note))

    def _next(self, place: str, text: str) -> int:
        number = self._handed_in + 1
        if place:
            self._newest[place] = number, text
        return number

    def _hand_in(self, item: WaitingDraft | WaitingJob) -> None:
        self._handed_in = item.number
        self._queue.put(item)
        self._bell.put(None)

    def settled(self) -> bool:
        """Whether everything that was handed in is on the disk."""
        return self._finished >= self._handed_in

    def flush(self, seconds: float) -> bool:
        """Wait until everything is on the disk, at most `seconds`; False when it is not."""
        end = time.monotonic() + seconds
        while not self.settled():
            if time.monotonic() > end or not self.is_alive():
                return False
            time.sleep(0.002)
        return True

    def stop(self, seconds: float) -> bool:
        """Save what is left and end the thread; writes the emergency file when it cannot."""
        self._stopping = True
        saved = self.flush(seconds)
        if not saved:
            self.write_emergency()
        self._queue.put(None)
        self._bell.put(None)
        return saved

    def last_words(self) -> str:
        """Save what is left within the two seconds of a dying process; returns the farewell."""
        self.stop(2.0)
        return self.farewell()

    def run(self) -> None:
        """Save until told to stop."""
        store: Store | None = None
        ending = in_trouble = False
        # After the first screen and before the first word; where it fails, that word tells why.
        with contextlib.suppress(queue.Empty):
            self._bell.get(timeout=START_SECONDS)
        with contextlib.suppress(StorageError):
            store = Store(self.path, PATIENCE_SECONDS)
            if self.settled():
                ready_to_write()
        while not self._given_up and (self._waiting or not ending):
            ending = ending or self._gather()
            if not self._waiting:
                continue
            try:
                store = store or Store(self.path, PATIENCE_SECONDS)
                self._save_first(store)
            except StorageError as error:
                if ending or self._given_up:
                    break
                if store is not None and store.newer is not None:
                    # Another file may be in its place by now.
                    store.close()
                    store = None
                in_trouble = True
                often = f"kept here, tried again every {RETRY_SECONDS:g} s"
                _tell(self._trouble, f"{error.reason}; {often}")
                self._rest()
            else:
                if in_trouble:
                    in_trouble = False
                    _tell(self._trouble, "")
        if store is not None:
            store.close()

    def _gather(self) -> bool:
        """Take in what was handed in, waiting when there is nothing to do; True at the end."""
        if self._waiting:
            return self._take_in()
        if self._queue.empty():
            self._bell.get()
        ending = self._take_in()
        end = time.monotonic() + BREATH_SECONDS
        while self._waiting and not ending and (left := end - time.monotonic()) > 0:
            if not all(isinstance(item, WaitingDraft) for item in self._waiting):
                break
            with contextlib.suppress(queue.Empty):
                self._bell.get(timeout=left)
            ending = self._take_in()
        return ending

    def _take_in(self) -> bool:
        """Put what was handed in on the list; True at the end."""
        ending = False
        with self._committing:
            while not self._queue.empty():
                item = self._queue.get_nowait()
                ending = ending or item is None
                if isinstance(item, WaitingDraft):
                    self._forget_older(item.place)
                if item is not None:
                    self._waiting.append(item)
        return ending

    def _forget_older(self, place: str) -> None:
        newer = [i for i in self._waiting if not (isinstance(i, WaitingDraft) and i.place == place)]
        self._finished += len(self._waiting) - len(newer)
        self._waiting = newer

    def _rest(self) -> None:
        end = time.monotonic() + RETRY_SECONDS
        time.sleep(_STEP_SECONDS)
        while time.monotonic() < end and not self._stopping:
            time.sleep(_STEP_SECONDS)

    def _save_first(self, store: Store) -> None:
        first = self._waiting[0]
        result: Any = None
        with contextlib.ExitStack() as held:
            try:
                with store.write() if isinstance(first, WaitingJob) else store.write_draft():
                    held.enter_context(self._committing)
                    if self._given_up:
                        raise StorageError("This is in the emergency file.")
                    if isinstance(first, WaitingJob):
                        result = first.work(store)
                    if first.place:
                        body = "" if isinstance(first, WaitingJob) else first.body
                        store.drafts.keep(datetime.now(UTC), first.place, body, self.owner)
            except InfoviewError as error:
                if may_pass(error):
                    raise
                result = error
            except Exception as error:
                # A fault of ours must not keep all that is typed after it from the disk.
                result = StorageError(f"Not saved, by a fault of infoview: {type(error).__name__}.")
            self._waiting.pop(0)
        if first.place:
            self._dealt_with[first.place] = first.number
        if isinstance(first, WaitingJob):
            _tell(first.done, result)
        self._finished += 1

    def write_emergency(self) -> Path | None:
        """Write what is not saved beside the database, 0600, as nano does; returns the file.

        From then on this saver saves nothing more: the next start takes the file in.
        """
        # Not for long: a disk that stands still must not hold up the last words.
        with contextlib.ExitStack() as held:
            if self._committing.acquire(timeout=0.2):
                held.callback(self._committing.release)
            if self._given_up:
                return None
            self._given_up = True
            items: list[WaitingDraft | WaitingJob | None] = list(self._waiting)
            while not self._queue.empty():
                items.append(self._queue.get_nowait())
        left = [item for item in items if item is not None]
        file = self.path.with_name(f"{self.path.name}.emergency-{os.getpid()}")
        self.emergency = write_emergency(file, left, self.owner)
        if self.emergency is None:
            self.homeless = words_of(left)
        return self.emergency


def _tell(listener: Callable[[Any], None], what: Any) -> None:
    # Whoever listens may be gone or at fault; the saving goes on.
    with contextlib.suppress(Exception):
        listener(what)
