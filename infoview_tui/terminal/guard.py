"""The last line of defence: a signal or a lost terminal ends the app with everything saved."""

import contextlib
import os
import select
import signal
import termios
from collections.abc import Callable
from threading import Lock, Thread
from types import FrameType
from typing import Any

from infoview_tui.terminal.writer import open_terminal

# Seconds that the last words may take, whatever they wait for.
LAST_WORDS_SECONDS = 2.3
# What the app turned on, in the order in which it must go: the keyboard protocol belongs to the
# screen that is left, and an escape sequence cut in the middle ends at the first escape.
RESET = (
    b"\x1b[?2026l\x1b]8;;\x1b\\\x1b[m\x1b[?5l\x1b[?2004l\x1b[?7h\x1b[?1000l\x1b[?1003l\x1b[?1006l"
    b"\x1b[?1015l\x1b[?1016l\x1b[?2048l\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"
)


class Guard:
    """Ends the process on SIGHUP, SIGTERM or a vanished terminal, whatever state the app is in.

    `last_words` saves what is not saved yet and returns what the user has to be told, "" for
    nothing; it runs once, in a thread of its own, and must not need the event loop. Make the guard
    before the app takes the terminal, then `start` it.
    """

    def __init__(self, last_words: Callable[[], str]) -> None:
        self._last_words = last_words
        self._ending = Lock()
        self._farewell = ""
        self._attributes: list[Any] | None = None
        with contextlib.suppress(termios.error):
            self._attributes = termios.tcgetattr(0)

    def start(self) -> None:
        """Watch from now on; only the main thread may call it."""
        for number in (signal.SIGHUP, signal.SIGTERM):
            signal.signal(number, self._signalled)
        Thread(target=self._watch, name="hangup-watch", daemon=True).start()

    def hang_up(self) -> None:
        """End as after SIGHUP: what the driver calls when there is no more input."""
        self.end(128 + signal.SIGHUP)

    def end(self, code: int) -> None:
        """Say the last words, give the terminal back and end the process; a second call returns."""
        if not self._ending.acquire(blocking=False):
            return
        # In a thread, so that a lock held by what the signal interrupted cannot hold it for ever.
        speaker = Thread(target=self._speak, name="last-words", daemon=True)
        speaker.start()
        speaker.join(LAST_WORDS_SECONDS)
        self.restore_terminal(unsent=True)
        if self._farewell:
            # Only now: on the screen that is left nobody would see it.
            with contextlib.suppress(OSError):
                _write_now(f"{self._farewell}\n".encode(errors="replace"))
        os._exit(code)

    def restore_terminal(self, *, unsent: bool = False) -> None:
        """Give the terminal the attributes that it had; for a `finally` after the app has run.

        With `unsent` (`LeanDriver.unsent`) its modes are reset too, as far as it takes that without
        waiting.
        """
        if unsent:
            with contextlib.suppress(OSError):
                _write_now(RESET)
        if self._attributes is not None:
            with contextlib.suppress(termios.error):
                termios.tcsetattr(0, termios.TCSANOW, self._attributes)

    def _signalled(self, number: int, _frame: FrameType | None) -> None:
        self.end(128 + number)

    def _speak(self) -> None:
        # Whatever goes wrong here, the process must still end.
        with contextlib.suppress(Exception):
            self._farewell = self._last_words()

    def _watch(self) -> None:
        poll = select.poll()
        # No events are asked for: only a hangup or an error is told, so it sleeps till then.
        poll.register(0, 0)
        while not poll.poll(None):
            pass
        self.hang_up()


def _write_now(data: bytes) -> None:
    descriptor = open_terminal(2)
    blocking = os.get_blocking(descriptor)
    try:
        os.set_blocking(descriptor, False)
        if os.isatty(descriptor):
            os.write(descriptor, data)
    finally:
        # A duplicate shares its flag with the shell.
        os.set_blocking(descriptor, blocking)
        os.close(descriptor)
