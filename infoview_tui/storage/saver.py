"""What is typed has its own way to the disk: a thread that no stalled terminal can stop."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from infoview_tui.errors import InfoviewError, StorageError
from infoview_tui.storage.drafts import Owner
from infoview_tui.storage.store import Store

RETRY_SECONDS = 2.0


@dataclass(frozen=True)
class _Draft:
    place: str
    body: str


@dataclass(frozen=True)
class _Job:
    work: Callable[[Store], Any]
    done: Callable[[Any], None]
    place: str
    words: str


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
        self._queue: queue.SimpleQueue[_Draft | _Job | None] = queue.SimpleQueue()
        self._handed_in = 0
        self._finished = 0
        self._waiting: list[_Draft | _Job] = []
        self._in_trouble = False

    def tell_trouble(self, trouble: Callable[[str], None]) -> None:
        """Have `trouble` told, on this thread, why saving fails, and "" once it works again."""
        self._trouble = trouble

    def draft(self, place: str, body: str) -> None:
        """Keep `body` as the half-typed text of `place`; only the newest text of a place counts."""
        self._hand_in(_Draft(place, body))

    def save(
        self,
        work: Callable[[Store], Any],
        done: Callable[[Any], None],
        *,
        place: str = "",
        words: str = "",
    ) -> None:
        """Run `work(store)` and then `done(result)`, both on this thread.

        Args:
            work: the use-case; it is tried again after a `StorageError`, so it has to be
                harmless when repeated (give it a uid made beforehand).
            done: told the result, or the `InfoviewError` that refused it.
            place: where the words were typed; its draft is cleared in the same transaction.
            words: the typed text, for the emergency file.

        """
        self._hand_in(_Job(work, done, place, words))

    def _hand_in(self, item: _Draft | _Job) -> None:
        self._handed_in += 1
        self._queue.put(item)

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
        saved = self.flush(seconds)
        if not saved:
            self.write_emergency()
        self._queue.put(None)
        return saved

    def last_words(self) -> None:
        """Save what is left within the two seconds that a dying process has."""
        self.stop(2.0)

    def run(self) -> None:
        """Save until told to stop."""
        store: Store | None = None
        while True:
            item = self._queue.get()
            while item is not None:
                self._waiting.append(item)
                try:
                    item = self._queue.get_nowait()
                except queue.Empty:
                    break
            ending = item is None
            while self._waiting:
                try:
                    store = store or Store(self.path)
                    self._save_first(store)
                except StorageError as error:
                    if ending:
                        break
                    self._in_trouble = True
                    self._trouble(str(error))
                    time.sleep(RETRY_SECONDS)
                else:
                    if self._in_trouble:
                        self._in_trouble = False
                        self._trouble("")
            if ending:
                if store is not None:
                    store.close()
                return

    def _save_first(self, store: Store) -> None:
        first = self._waiting[0]
        now = datetime.now(UTC)
        if isinstance(first, _Draft):
            newer = any(
                isinstance(other, _Draft) and other.place == first.place
                for other in self._waiting[1:]
            )
            if not newer:
                with store.write_draft():
                    store.drafts.keep(now, first.place, first.body, self.owner)
        else:
            result: Any
            try:
                with store.write():
                    result = first.work(store)
                    if first.place:
                        store.drafts.keep(now, first.place, "", self.owner)
            except StorageError:
                raise
            except InfoviewError as error:
                result = error
            first.done(result)
        self._waiting.pop(0)
        self._finished += 1

    def write_emergency(self) -> Path | None:
        """Write what is not saved beside the database, 0600, as nano does; returns the file."""
        items = list(self._waiting)
        with contextlib.suppress(queue.Empty):
            while True:
                item = self._queue.get_nowait()
                if item is not None:
                    items.append(item)
        drafts = {item.place: item.body for item in items if isinstance(item, _Draft)}
        lines = [{"place": place, "body": body} for place, body in drafts.items() if body]
        lines += [{"note": item.words} for item in items if isinstance(item, _Job) and item.words]
        if not lines:
            return None
        file = self.path.with_name(f"{self.path.name}.emergency-{os.getpid()}")
        flags = os.O_CREAT | os.O_WRONLY | os.O_APPEND | os.O_NOFOLLOW
        try:
            handle = os.open(file, flags, 0o600)
            try:
                os.write(handle, "".join(json.dumps(line) + "\n" for line in lines).encode())
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError:
            return None
        return file
