"""Textual's Linux driver, made to outlive bad input, a slow line and a lost one."""

import asyncio
import contextlib
import os
import re
import select
import signal
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable
from types import FrameType
from typing import TYPE_CHECKING, Any

from textual import events
from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message

from infoview_tui.terminal.alert import FLASH_OFF, alert
from infoview_tui.terminal.environment import wants_ascii
from infoview_tui.terminal.pastes import Pastes
from infoview_tui.terminal.pen import ASK_REPEATS, REPEATS
from infoview_tui.terminal.writer import Writer

if TYPE_CHECKING:
    from textual.app import App

# Seconds that ending or suspending waits for a line that does not take what is left.
_LAST_WRITE = 0.5
# Input is parsed in pieces that start at an escape, so that one bad sequence costs only itself.
_PIECE = re.compile("\x1b?[^\x1b]+|\x1b")


def _nothing() -> None:
    return


class LeanDriver(LinuxDriver):
    """Sends only changed cells, never blocks the event loop, and survives whatever is typed.

    `on_hangup` is called once, from the input thread, when the terminal is gone; `unsent` tells
    whether the last stop left bytes that the line did not take. `flash_seconds` is how long an
    alert may keep the screen reversed.
    """

    on_hangup: Callable[[], None] | None = None
    flash_seconds = 0.15

    def __init__(
        self,
        app: "App[Any]",
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        # The system may tell any thread of a signal, and Python's handler waits for the main one,
        # which sleeps: asyncio is woken by all signals once it has been asked about one.
        self._loop.add_signal_handler(signal.SIGURG, _nothing)
        self.unsent = False
        self._resumed = False
        self._writer: Writer | None = None
        self._in_band_size: Size | None = None
        self._flash: asyncio.TimerHandle | None = None

    def write(self, data: str) -> None:
        """Hand `data` to the writer; what comes while the terminal is not ours is dropped."""
        if self._writer is not None:
            self._writer.write(data)

    def start_application_mode(self) -> None:
        """Take the terminal; when it is ours already (a stray SIGCONT), let go of it first."""
        if self._writer is not None:
            self._must_signal_resume = True
            self.suspend_application_mode()
        assert self._file is not None
        whole = os.environ.get("INFOVIEW_FULL_FRAMES") == "1"
        self._writer = Writer(self._file.fileno(), whole=whole, on_lost=self._ask_for_repaint)
        self._writer.start()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        # Not before: the line would echo the answer.
        if self.input_tty and not whole and not wants_ascii():
            self.write(ASK_REPEATS)
        resized = signal.getsignal(signal.SIGWINCH)

        def forget_and_resize(number: int, frame: FrameType | None) -> None:
            # The size may be the old one again while the terminal has moved its text.
            if self._writer is not None:
                self._writer.forget()
            # Some terminals promise to tell their size in band and do not; the kernel knows it.
            promised, self._in_band_window_resize = self._in_band_window_resize, False
            if callable(resized):
                resized(number, frame)
            self._in_band_window_resize = promised

        signal.signal(signal.SIGWINCH, forget_and_resize)
        # Textual draws nothing when it comes back to a terminal of the same size.
        if self._resumed:
            self._ask_for_repaint()
        self._resumed = True

    def stop_application_mode(self) -> None:
        """Give the terminal back, in its own colours."""
        self._end_flash()
        super().stop_application_mode()

    def close(self) -> None:
        """Let go of the terminal: everything is written, or half a second has passed."""
        super().close()
        if self._writer is not None:
            writer, self._writer = self._writer, None
            self.unsent = not writer.stop(_LAST_WRITE)

    def alert(self, kind: str, text: str) -> None:
        """Make the user look up, as `terminal.alert` says; nothing is drawn anew for it."""
        self._end_flash()
        self.write(alert(kind, text, tmux="TMUX" in os.environ))
        if kind == "flash":
            self._flash = self._loop.call_later(self.flash_seconds, self._end_flash)

    def _end_flash(self) -> None:
        if self._flash is not None:
            self._flash.cancel()
            self._flash = None
            self.write(FLASH_OFF)

    def repaint(self) -> None:
        """Send the whole screen anew, for a terminal on which something else has written."""
        if self._writer is not None:
            self._writer.forget()
        self._app.refresh()

    def _ask_for_repaint(self) -> None:
        # The loop may have ended meanwhile.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self.repaint)

    def process_message(self, message: Message) -> None:
        """Pass on what was typed; a terminal that tells its new size has moved its text."""
        if isinstance(message, events.CursorPosition):
            # Only the writer asks for it.
            repeats = REPEATS.get((message.x, message.y))
            if self._writer is not None and repeats is not None:
                self._writer.repeat(repeats)
            return
        if isinstance(message, events.Resize) and message.size != self._in_band_size:
            if self._in_band_size is not None and self._writer is not None:
                self._writer.forget()
            self._in_band_size = message.size
        super().process_message(message)

    def _run_input_thread(self) -> None:
        # Textual would print the traceback, which ends in the words of the error.
        try:
            self.run_input_thread()
        except Exception as error:
            self._loop.call_soon_threadsafe(self._app._handle_exception, error)

    def run_input_thread(self) -> None:
        """Read and parse what is typed, until told to end or the terminal is gone."""
        decode = getincrementaldecoder("utf-8")("replace").decode
        parser = XTermParser(self._debug)
        pastes = Pastes()
        while not self.exit_event.is_set():
            if select.select([self.fileno], [], [], 0.1)[0]:
                try:
                    data = os.read(self.fileno, 4096)
                except BlockingIOError:
                    continue
                except OSError:
                    data = b""
                if not data:
                    if self.on_hangup is not None:
                        self.on_hangup()
                    return
                pieces = pastes.feed(decode(data))
            else:
                pieces = pastes.tick()
            for piece in pieces:
                if piece.pasted:
                    # An escape that waits there was the beginning of the paste's mark.
                    parser = XTermParser(self._debug)
                    self.process_message(events.Paste(piece.text.replace("\x00", "")))
                    continue
                for part in _PIECE.findall(piece.text):
                    parser = self._post(parser, parser.feed(part))
            parser = self._post(parser, parser.tick())

    def _post(self, parser: XTermParser, messages: Iterable[Message]) -> XTermParser:
        """Pass on what was parsed, and give the parser to go on with."""
        try:
            for message in messages:
                self.process_message(message)
        except Exception:
            # The parser is a generator and cannot be used after an error.
            return XTermParser(self._debug)
        return parser


def driver_class(base: type[Driver], on_hangup: Callable[[], None] | None = None) -> type[Driver]:
    """Give the driver to use where Textual would use `base`: only the Linux driver is replaced."""
    if base is not LinuxDriver:
        return base
    hook = None if on_hangup is None else staticmethod(on_hangup)
    return type("LeanDriver", (LeanDriver,), {"on_hangup": hook})
