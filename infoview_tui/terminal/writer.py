"""Writes to the terminal from a thread of its own, so that a stalled line never holds the app."""

import contextlib
import os
import re
import select
import socket
from collections import deque
from collections.abc import Callable
from threading import Event, Thread

from infoview_tui.terminal.frames import Frames

# Bytes in one write to a terminal that has room for some, where a write may block. Elsewhere a
# frame is one write: nobody on the way shows half of it.
_CHUNK = 1024
# Writes that wait for the thread; it takes them at once unless its descriptor blocks.
_MOST_WAITING = 500


def open_terminal(descriptor: int) -> int:
    """Open the terminal behind `descriptor` once more, not blocking; else give a duplicate.

    Only an opening of our own may be set not to block: the flag of the given one is shared with the
    shell. A duplicate is what is left where the device cannot be opened (`su`, some containers).
    """
    try:
        name = os.ttyname(descriptor)
        return os.open(name, os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return os.dup(descriptor)


class Writer(Thread):
    """Takes what is to be written, from any thread or signal handler, and never blocks the giver.

    `on_lost` is called from the thread when drawings had to be dropped: the screen needs a repaint.
    """

    def __init__(self, descriptor: int, *, whole: bool, on_lost: Callable[[], None]) -> None:
        super().__init__(name="terminal-writer", daemon=True)
        self._descriptor = open_terminal(descriptor)
        self._most = _CHUNK if os.get_blocking(self._descriptor) else None
        self._frames = Frames(*self._size(), whole=whole)
        self._on_lost = on_lost
        # A deque and a socket instead of locks: a signal handler may write amid a write.
        self._waiting: deque[str | None] = deque()
        # Sockets, since a closed one fails where the number of a closed pipe may be another file's.
        self._woken, self._wake = socket.socketpair()
        self._woken.setblocking(False)
        self._wake.setblocking(False)
        self._closing = Event()
        self._abandoned = Event()

    def write(self, data: str) -> None:
        """Have `data` written; drawings alone may be merged, or dropped while the line stalls."""
        self._put(data)

    def forget(self) -> None:
        """Have all that is drawn from now on sent in full."""
        self._put(None)

    def repeat(self, repeats: re.Pattern[str]) -> None:
        """Have the runs that this finds written as one character and how often, from now on."""
        self._frames.repeats = repeats

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
        # A full socket has roused it already; a closed one means that the thread has ended.
        with contextlib.suppress(OSError):
            self._wake.send(b"x")

    def _size(self) -> tuple[int, int]:
        columns = lines = 0
        with contextlib.suppress(OSError):
            columns, lines = os.get_terminal_size(self._descriptor)
        # What Textual takes for a terminal that does not tell.
        return columns or 80, lines or 24

    def run(self) -> None:
        """Write until stopped, or until the terminal is gone."""
        try:
            with contextlib.suppress(OSError):
                self._serve()
        finally:
            self._wake.close()
            self._woken.close()
            os.close(self._descriptor)

    def _serve(self) -> None:
        out = b""
        while not self._abandoned.is_set():
            ending = self._closing.is_set()
            try:
                self._take_in()
                out = out or self._frames.take().encode(errors="replace")
            except Exception:
                # A frame that upsets us must cost bytes, not the screen.
                self._frames = Frames(*self._size(), whole=True)
                self._frames.lost = True
            if not out and self._frames.lost:
                self._frames.lost = False
                self._on_lost()
            if ending and not out:
                return
            stalled = [self._descriptor] if out else []
            readable, writable, _ = select.select([self._woken], stalled, [])
            if readable:
                self._woken.recv(4096)
            if writable:
                with contextlib.suppress(BlockingIOError):
                    out = out[os.write(self._descriptor, out[: self._most]) :]

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
