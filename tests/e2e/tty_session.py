"""A program in a real pty with pyte as its terminal: what the end-to-end tests drive."""

import codecs
import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

from shown import Stream, Terminal

KEYS = {
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "delete": "\x1b[3~",
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "space": " ",
    "backspace": "\x7f",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
    "f10": "\x1b[21~",
}
QUERY_MODE = re.compile(r"\x1b\[\?(\d+)\$p")
# pyte draws the tails of these instead of swallowing them.
UNKNOWN_TO_PYTE = re.compile(
    r"\x1b\[[<>=][0-9;]*[A-Za-z]|\x1b\[\?\d+\$p|\x1b_.*?\x1b\\|\x1bP.*?\x1b\\", re.DOTALL
)


def key_bytes(name: str) -> bytes:
    """What an xterm sends for a key by Textual's name (`ctrl+o`, `down`, `a`)."""
    if name.startswith("ctrl+") and len(name) == 6:
        return bytes([ord(name[5]) & 0x1F])
    return KEYS.get(name, name).encode()


class Tty:
    """One program under a pty of `cols` x `rows` cells; as a context manager it kills at the end.

    `env` is added to a clean terminal environment (a value of None removes the name); `modes` are
    the DEC private modes that the terminal says it knows (2026 turns synchronised output on);
    `repeats` is what REP repeats there: any, ascii or none.
    """

    def __init__(
        self,
        argv: Sequence[str | Path],
        cols: int = 80,
        rows: int = 24,
        env: Mapping[str, str | None] | None = None,
        cwd: str | Path | None = None,
        modes: frozenset[int] = frozenset(),
        repeats: str = "any",
    ) -> None:
        self.screen = Terminal(cols, rows, repeats=repeats)
        self.screen.write_process_input = self._answer  # type: ignore[method-assign]
        self.stream = Stream(self.screen)
        self.raw = bytearray()
        self.returncode: int | None = None
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._tail = ""
        self._modes = modes
        environment: dict[str, str] = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("TEXTUAL", "INFOVIEW", "SSH_")) and name not in {"TMUX", "STY"}
        }
        wanted: dict[str, str | None] = {
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            **(env or {}),
        }
        for name, value in wanted.items():
            if value is None:
                environment.pop(name, None)
            else:
                environment[name] = value
        self.started = time.monotonic()
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
        self.pid = os.fork()
        if self.pid == 0:  # pragma: no cover - the child
            try:
                os.close(master)
                os.login_tty(slave)
                if cwd is not None:
                    os.chdir(cwd)
                self.become([str(part) for part in argv], environment)
            finally:
                os._exit(127)
        os.close(slave)
        self.fd = master
        os.set_blocking(master, False)

    def become(self, argv: list[str], environment: dict[str, str]) -> None:
        """Turn the child, its terminal in place, into the program; it does not return."""
        os.execvpe(argv[0], argv, environment)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self.hang_up()

    def pump(self, timeout: float = 0.0) -> bool:
        """Read once, waiting `timeout` seconds at most; False when there was nothing."""
        if self.fd < 0 or not select.select([self.fd], [], [], timeout)[0]:
            return False
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError:
            return False
        self.raw += data
        text = self._tail + self._decoder.decode(data)
        # A sequence cut by the read waits for its rest, or pyte draws half of it.
        cut = text.rfind("\x1b", -64)
        if cut >= 0 and not re.search(r"[@-Z\\^-~]", text[cut + 1 :].removeprefix("[")):
            text, self._tail = text[:cut], text[cut:]
        else:
            self._tail = ""
        for mode in QUERY_MODE.findall(text):
            known = 2 if int(mode) in self._modes else 0
            self._answer(f"\x1b[?{mode};{known}$y")
        self.stream.feed(UNKNOWN_TO_PYTE.sub("", text))
        return bool(data)

    def _answer(self, data: str) -> None:
        with contextlib.suppress(OSError):
            os.write(self.fd, data.encode())

    def text(self) -> str:
        """What is on the screen, one line per row."""
        return "\n".join(self.screen.display)

    def wait(self, regex: str, timeout: float = 10.0) -> str:
        """Read until `regex` is on the screen and return that; AssertionError if it never is."""
        pattern = re.compile(regex)
        deadline = time.monotonic() + timeout
        while not pattern.search(self.text()):
            left = deadline - time.monotonic()
            ended = not self.pump(min(0.1, max(0.0, left))) and not self.alive()
            if (left <= 0 or ended) and not pattern.search(self.text()):
                state = "ended" if ended else f"{timeout} s"
                raise AssertionError(f"no {regex!r} ({state}) on\n{self.text()}")
        return self.text()

    def quiet(self, gap: float = 0.2, limit: float = 5.0) -> bool:
        """Read until nothing came for `gap` seconds; False if that was not within `limit`."""
        deadline = time.monotonic() + limit
        while time.monotonic() < deadline:
            if not self.pump(gap):
                return True
        return False

    def idle(self, limit: float = 5.0) -> bool:
        """Read until the program waits or ends, however slow the machine; False if not in time."""
        deadline = time.monotonic() + limit
        waits = 0
        while waits < 3 and self.alive():
            if time.monotonic() > deadline:
                return False
            heard = self.pump(0.05)
            waits = 0 if heard or self.busy() else waits + 1
        return True

    def busy(self) -> list[str]:
        """Return what the threads of the program do that do not wait, as `name state`."""
        found = []
        for task in Path(f"/proc/{self.pid}/task").glob("*/stat"):
            # A thread may end meanwhile.
            with contextlib.suppress(OSError):
                name, _, rest = task.read_text().partition("(")[2].rpartition(")")
                if rest.split()[0] != "S":
                    found.append(f"{name} {rest.split()[0]}")
        return found

    def send(self, data: bytes | str) -> None:
        """Type bytes as they are."""
        os.write(self.fd, data if isinstance(data, bytes) else data.encode())

    def key(self, *names: str) -> None:
        """Press keys, by Textual's names."""
        for name in names:
            self.send(key_bytes(name))

    def resize(self, cols: int, rows: int) -> None:
        """Make the terminal another size; the kernel tells the program by SIGWINCH."""
        self.screen.resize(rows, cols)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

    def signal(self, number: int) -> None:
        """Send a signal to the program."""
        os.kill(self.pid, number)

    def alive(self) -> bool:
        """Whether the program runs; `returncode` is set once it does not (negative: a signal)."""
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode is None

    def ended(self, timeout: float = 5.0) -> int:
        """Read until the program ends and return its exit code; AssertionError if it does not."""
        deadline = time.monotonic() + timeout
        while self.alive():
            if time.monotonic() > deadline:
                raise AssertionError(f"still running after {timeout} s on\n{self.text()}")
            if self.fd < 0 or not self.pump(0.02):
                select.select([], [], [], 0.01)
        while self.pump(0.0):
            pass
        assert self.returncode is not None
        return self.returncode

    def cpu(self) -> float:
        """Seconds of processor time the program has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def hang_up(self) -> None:
        """Close the terminal's side of the pty, as a dropped line does."""
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1

    def kill(self) -> None:
        """End the program at once (SIGKILL) and collect it."""
        if self.alive():
            os.kill(self.pid, signal.SIGKILL)
            _, status = os.waitpid(self.pid, 0)
            self.returncode = os.waitstatus_to_exitcode(status)
