"""Writes to the terminal from a thread of its own, so that a stalled line never holds the app."""

import contextlib
import os
import select
from collections import deque
from collections.abc import Callable
from threading import Event, Thread

from infoview_tui.terminal.frames import Frames

# Bytes in one write to a terminal that has room for some: keeps a blocking descriptor short.
_CHUNK = 1024
# Writes that wait for the thread; it takes them at once unless its descriptor blocks.
_MOST_WAITING = 500


def open_terminal(descriptor: int) -> int:
    """Open the terminal behind `descriptor` once more, not blocking; else give a duplicate.

    Only an opening of our own may be set not to block: the flag of the given one is shared with the
    shell. A duplicate is what is left where the device cannot be opened (after `su`, in containers).
    """
    try:
        name = os.ttyname(descriptor)
        return os.open(name, os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return os.dup(descriptor)


class Writer(Thread):
    """Takes what is to be written, from any thread or signal handler, and never blocks the giver.

    `on_lost` is called from the thread when drawings had to be dropped and the screen needs a repaint.
    """

    def __init__(self, descriptor: int, *, whole: bool, on_lost: Callable[[], None]) -> None:
        super().__init__(name="terminal-writer", daemon=True)
        self._descriptor = open_terminal(descriptor)
        self._whole = whole
        self._frames = Frames(*self._size(), whole=whole)
        self._on_lost = on_lost
        # A deque and a pipe instead of locks: a signal handler may write amid a write.
        self._waiting: deque[str | None] = deque()
        self._woken, self._wake = os.pipe()
        os.set_blocking(self._wake, False)
        os.set_blocking(self._woken, False)
        self._closing = Event()
        self._abandoned = Event()

    def write(self, data: str) -> None:
        """Have `data` written; only drawings may be merged or dropped, and only while the line stalls."""
        self._put(data)

    def forget(self) -> None:
        """Have all that is drawn from now on sent in full."""
        self._put(None)

    def stop(self, timeout: float) -> bool:
        """Write what is left and end; False when the line took it not within `timeout` seconds."""
        self._closing.set()
        self._rouse()
        self.join(timeout)
        done = not self.is_alive()
        self._abandoned.set()
        self._rouse()
        return done

    def _put(self, data: str | None) -> None:
        if not self.is_alive():
            return
        self._waiting.append(data)
        if len(self._waiting) > _MOST_WAITING:
            self._thin_out()
        self._rouse()

    def _thin_out(self) -> None:
        # A stuck descriptor: the controls stay, and the drawings come anew when it moves.
        waiting = [self._waiting.popleft() for _ in range(len(self._waiting))]
        self._waiting.extend(data for data in waiting if data is not None and not _draws(data))
        self._waiting.append(None)
        self._frames.lost = True

    def _rouse(self) -> None:
        # A full pipe has roused it already; a closed one means that the thread has ended.
        with contextlib.suppress(OSError):
            os.write(self._wake, b"x")

    def _size(self) -> tuple[int, int]:
        try:
            return os.get_terminal_size(self._descriptor)
        except OSError:
            return 80, 24

    def run(self) -> None:
        """Write until stopped, or until the terminal is gone."""
        try:
            with contextlib.suppress(OSError):
                self._serve()
        finally:
            for descriptor in (self._descriptor, self._woken, self._wake):
                os.close(descriptor)

    def _serve(self) -> None:
        out = b""
        while not self._abandoned.is_set():
            ending = self._closing.is_set()
            self._take_in()
            if not out:
                out = self._frames.take().encode(errors="replace")
                if not out and self._frames.lost:
                    self._frames.lost = False
                    self._on_lost()
            if ending and not out:
                return
            stalled = [self._descriptor] if out else []
            readable, writable, _ = select.select([self._woken], stalled, [])
            if readable:
                os.read(self._woken, 4096)
            if writable:
                with contextlib.suppress(BlockingIOError):
                    out = out[os.write(self._descriptor, out[:_CHUNK]) :]

    def _take_in(self) -> None:
        self._frames.resize(*self._size())
        while self._waiting:
            data = self._waiting.popleft()
            if data is None:
                self._frames.forget()
            else:
                self._frames.write(data)


def _draws(data: str) -> bool:
    return data.startswith("\x1b[") and data[2:3].isdigit()
