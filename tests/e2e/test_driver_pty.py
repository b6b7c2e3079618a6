import select
import signal
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tty_session import Tty

from infoview_tui.terminal.guard import RESET

APP = Path(__file__).with_name("driver_app.py")


def start(
    folder: Path,
    widgets: str = "keys",
    cols: int = 80,
    rows: int = 24,
    repeats: str = "any",
    **more: str | None,
) -> Tty:
    modes = frozenset({2026}) if more.pop("SYNC", None) else frozenset()
    words: list[str | Path] = [sys.executable, APP, folder, widgets]
    tty = Tty(words, cols, rows, env=more, modes=modes, repeats=repeats)
    tty.wait(r"typed: 0")
    tty.quiet(0.1)
    return tty


def until(true: Callable[[], object], timeout: float = 5.0) -> None:
    deadline = time.monotonic() + timeout
    while not true():
        assert time.monotonic() < deadline, "it never came true"
        select.select([], [], [], 0.01)


def kept(folder: Path, name: str) -> str:
    path = folder / name
    return path.read_text() if path.exists() else ""


def echoes(tty: Tty) -> bool:
    return bool(termios.tcgetattr(tty.fd)[3] & termios.ECHO)


def test_garbage_typed_costs_only_itself(tmp_path: Path) -> None:
    garbage = [
        b"\xff",
        b"\xe9",
        b"\x1b[106;1:3u",
        b"\x1b[99999999999;2u",
        b"\x1b[<1;2",
        b"\xc3\x1b[200~",
        b"\x1b]11;rgb:0/0/0\x1b\\",
    ]
    with start(tmp_path) as tty:
        for n, sequence in enumerate(garbage):
            tty.send(sequence + b"\x1b[201~" + b"xyz%d" % n)
            tty.wait(f"xyz{n}>")
            assert kept(tmp_path, "keys").endswith(f"xyz{n}")
        tty.key("Q")
        assert tty.ended() == 0


@pytest.mark.parametrize("whole", ["0", "1"])
def test_a_stalled_line_holds_no_key_and_is_right_afterwards(tmp_path: Path, whole: str) -> None:
    with start(tmp_path, INFOVIEW_FULL_FRAMES=whole) as tty:
        keys = "abcdefghij" * 40
        for at in range(0, len(keys), 20):
            tty.send(keys[at : at + 20])
        # Nothing is read from the line meanwhile.
        until(lambda: kept(tmp_path, "keys") == keys, 8)
        tty.wait(r"typed: 400 <abcdefghijabcdefghij>")
        tty.quiet()
        shown = tty.text()
        tty.send("R")
        tty.wait("typed: 401")
        # The noise is drawn by the count of keys, so compare what a repaint cannot have changed.
        assert shown.splitlines()[0] == tty.text().splitlines()[0]
        assert len(tty.raw) < 2_000_000
        assert (b"\x1b[6n" in tty.raw) is (whole == "0"), "whole frames are all that is sent"


def test_quitting_on_a_stalled_line_ends_soon(tmp_path: Path) -> None:
    with start(tmp_path) as tty:
        tty.send("a" * 300)
        until(lambda: len(kept(tmp_path, "keys")) == 300, 8)
        started = time.monotonic()
        tty.send("Q")
        until(lambda: not tty.alive(), 3)
        assert time.monotonic() - started < 2.5
        assert tty.returncode == 0
        assert echoes(tty)


@pytest.mark.parametrize(
    ("number", "state"),
    [
        (signal.SIGHUP, "idle"),
        (signal.SIGTERM, "idle"),
        (signal.SIGTERM, "stalled"),
        (signal.SIGHUP, "blocked"),
    ],
)
def test_a_signal_ends_it_saved_and_restored(tmp_path: Path, number: int, state: str) -> None:
    with start(tmp_path) as tty:
        if state == "blocked":
            tty.send("B")
            until(lambda: kept(tmp_path, "keys") == "B")
        if state == "stalled":
            tty.send("a" * 200)
            until(lambda: len(kept(tmp_path, "keys")) == 200, 8)
        started = time.monotonic()
        tty.signal(number)
        until(lambda: not tty.alive(), 3)
        assert time.monotonic() - started < 2.5
        assert tty.returncode == 128 + number
        assert kept(tmp_path, "last_words") == "said"
        assert echoes(tty)
        while tty.pump(0.05):
            pass
        if state != "stalled":
            assert tty.raw.endswith(RESET)


@pytest.mark.parametrize("blocked", [True, False])
def test_a_vanished_terminal_ends_it_saved(tmp_path: Path, blocked: bool) -> None:
    with start(tmp_path) as tty:
        if blocked:
            tty.send("B")
            until(lambda: kept(tmp_path, "keys") == "B")
        tty.hang_up()
        until(lambda: not tty.alive(), 2.5)
        assert tty.returncode == 129
        assert kept(tmp_path, "last_words") == "said"


def test_end_of_input_does_not_spin(tmp_path: Path) -> None:
    script = (
        "import os,runpy,sys; r,w=os.pipe(); os.dup2(r,0);"
        f"sys.argv=[{str(APP)!r},{str(tmp_path)!r},'no-guard'];"
        "os.close(w);"
        "import infoview_tui.terminal.guard as g; g.Guard.start=lambda self: None;"
        f"runpy.run_path({str(APP)!r}, run_name='__main__')"
    )
    with Tty([sys.executable, "-c", script]) as tty:
        tty.wait("typed: 0")
        tty.quiet()
        before = tty.cpu()
        tty.quiet(0.5, 0.5)
        assert tty.alive()
        assert tty.cpu() - before <= 0.1


def test_hostile_text_reaches_no_terminal(tmp_path: Path) -> None:
    with start(tmp_path, "hostile") as tty:
        assert "␛]0;owneda␛[2J\ufffd31m\ufffdb" in tty.text()
        assert b"\x1b]0;owned" not in tty.raw
        assert b"\xc2\x9b" not in tty.raw


def test_the_same_screen_as_on_the_stock_driver(tmp_path: Path) -> None:
    screens = []
    for stock in (None, "1"):
        with start(tmp_path, "list", STOCK=stock, SYNC=stock) as tty:
            for key in ("down", "pagedown", "end"):
                tty.key(key)
                tty.idle()
            tty.resize(60, 20)
            tty.idle()
            tty.key("home")
            tty.idle()
            screens.append([[tty.screen.buffer[y][x] for x in range(60)] for y in range(20)])
    assert screens[0] == screens[1]


@pytest.mark.parametrize("repeats", ["any", "ascii", "none"])
def test_a_terminal_is_sent_repeats_when_it_answers_that_it_knows_them(
    tmp_path: Path, repeats: str
) -> None:
    with start(tmp_path, repeats=repeats) as tty:
        tty.send("L")
        tty.wait("={60}")
        assert (b"\x1b[59b" in tty.raw) is (repeats != "none")
        assert kept(tmp_path, "keys") == "L", "the answer is not typed"


def test_synchronised_output_is_kept(tmp_path: Path) -> None:
    with start(tmp_path, SYNC="1") as tty:
        before = len(tty.raw)
        tty.send("x")
        tty.wait("typed: 1")
        tty.quiet()
        assert tty.raw[before:].startswith(b"\x1b[?2026h")
        assert tty.raw.endswith(b"\x1b[?2026l")


def test_a_repaint_mends_the_screen(tmp_path: Path) -> None:
    with start(tmp_path) as tty:
        shown = tty.text()
        tty.stream.feed("\x1b[2J")
        tty.send("R")
        tty.wait("typed: 1")
        tty.quiet()
        assert tty.text().splitlines()[0] == shown.splitlines()[0]
        assert tty.text().splitlines()[-1] == shown.splitlines()[-1]


@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP])
def test_stopped_and_continued_it_is_whole_again(tmp_path: Path, number: int) -> None:
    with start(tmp_path) as tty:
        shown, _cursor = tty.screen.shows()
        before = {thread.name for thread in Path(f"/proc/{tty.pid}/task").iterdir()}
        tty.signal(number)
        until(lambda: Path(f"/proc/{tty.pid}/stat").read_bytes().rpartition(b")")[2][1:2] == b"T")
        while tty.pump(0.05):
            pass
        assert echoes(tty) is (number == signal.SIGTSTP)
        tty.screen.reset()
        tty.signal(signal.SIGCONT)
        tty.wait("typed: 0")
        tty.quiet()
        assert tty.screen.shows()[0] == shown
        tty.send("x")
        tty.wait("typed: 1 <x>")
        after = list(Path(f"/proc/{tty.pid}/task").iterdir())
        assert len(after) == len(before)
        tty.send("Q")
        assert tty.ended() == 0
        assert echoes(tty)
