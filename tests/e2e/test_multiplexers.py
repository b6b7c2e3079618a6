"""tmux and GNU screen between the app and the terminal: they show the same of both ways to draw."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from shown import Terminal, connected, unlike
from tty_session import Tty

from infoview_tui.services.example import load_example
from infoview_tui.services.start import first_answers
from infoview_tui.storage.store import Store
from infoview_tui.terminal.frames import Frames
from infoview_tui.terminal.pen import REPEATS

TODAY = r"\[1 Today\]"
WALK = (
    ("2", r"\[2 People\]"),
    ("j", ""),
    ("3", r"\[3 Prepare\]"),
    ("4", r"\[4 Points\]"),
    ("7", r"\[7 Insights\]"),
    ("5", r"\[5 Letters\]"),
    ("1", TODAY),
)
WAYS = ("lean", "whole")
SCRIBBLE = "somebody else"


@pytest.fixture
def commands(database: Path) -> dict[str, list[str]]:
    """Give the app on two copies of one database, drawing the one way and the other."""
    with_example = Store(database)
    now = datetime.now(UTC)
    first_answers(with_example, now, "Wren Castillo", "museum collections")
    load_example(with_example, now, ZoneInfo("Europe/Lisbon"))
    with_example.close()
    found = {}
    for way in WAYS:
        copy = database.with_name(f"{way}.db")
        shutil.copy(database, copy)
        app = [sys.executable, "-m", "infoview_tui", "--database", str(copy)]
        found[way] = ["env", f"INFOVIEW_FULL_FRAMES={way == 'whole':d}", *app]
    return found


def until_same(differ: Callable[[], str]) -> None:
    deadline = time.monotonic() + 10
    while told := differ():
        assert time.monotonic() < deadline, told
        time.sleep(0.05)


class Tmux:
    """A server of our own, with a window for each way to draw."""

    def __init__(self, folder: Path) -> None:
        self._words = ("tmux", "-S", str(folder / "tmux"), "-f", "/dev/null")

    def __call__(self, *args: str) -> str:
        words = (*self._words, *args)
        return subprocess.run(words, check=True, capture_output=True, text=True, timeout=10).stdout

    def both(self, name: str, *args: str) -> None:
        for way in WAYS:
            self(name, "-t", way, *args)

    def tells(self, way: str, what: str) -> str:
        return self("display-message", "-p", "-t", way, what).strip()

    def shown(self, way: str) -> Terminal:
        """Show on a terminal of ours what a window shows."""
        place = "#{window_width} #{window_height} #{cursor_x} #{cursor_y} #{cursor_flag}"
        columns, lines, x, y, seen = map(int, self.tells(way, place).split())
        rows = self("capture-pane", "-p", "-e", "-N", "-t", way).removesuffix("\n")
        screen, stream = connected(columns, lines)
        stream.feed(f"{rows}\x1b[{y + 1};{x + 1}H\x1b[?25{'h' if seen else 'l'}")
        return screen

    def differ(self, words: str) -> str:
        lean, whole = map(self.shown, WAYS)
        told = "" if re.search(words, "\n".join(lean.display)) else "not there: "
        return told + unlike(lean, whole)


@pytest.fixture
def tmux(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tmux]:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    for name in ("TMUX", "STY", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    server = Tmux(tmp_path)
    yield server
    server("kill-server")


@pytest.mark.timeout(90)
def test_tmux_shows_the_same(tmux: Tmux, commands: dict[str, list[str]]) -> None:
    for way, command in commands.items():
        started = ["env", "TERM=tmux-256color", "LC_ALL=C.UTF-8", *command]
        tmux("new-session", "-d", "-s", way, "-x", "80", "-y", "24", *started)
    until_same(partial(tmux.differ, TODAY))
    for key, words in WALK:
        tmux.both("send-keys", key)
        until_same(partial(tmux.differ, words))
    for size in (("60", "20"), ("80", "24")):
        tmux.both("resize-window", "-x", size[0], "-y", size[1])
        until_same(partial(tmux.differ, TODAY))
    for way in WAYS:
        Path(tmux.tells(way, "#{pane_tty}")).write_bytes(f"\x1b[2J\x1b[5;5H{SCRIBBLE}".encode())
        while SCRIBBLE not in "".join(tmux.shown(way).display):
            time.sleep(0.02)
    tmux.both("send-keys", "C-l")
    until_same(partial(tmux.differ, TODAY))


STYLES = ("", "1", "2", "3;31", "38;2;1;2;3;48;5;7", "7", "4", "9", "97;44", "48;5;7")
TEXTS = (
    *(
        "a",
        "ab",
        " ",
        "          ",
        "aaaaaaaaa",
        "é",
        "─█",
        "────────",
        "漢字",
        "x漢",
        "한",
        "Ａ",
        "ｱ",
    ),
    *("e\u0301", "\u0301", "\u200b", "\u00ad", "⚠\ufe0f", "👩\u200d🚀", "🇩🇪", "😀", "ה", "ᄀ"),
)


def random_frame(rng: random.Random) -> str:
    drawn = []
    for _ in range(rng.randrange(1, 6)):
        drawn.append(f"\x1b[{rng.randrange(1, 7)};{rng.randrange(1, 12)}H")
        for style in rng.choices(STYLES, k=2):
            drawn.append(f"\x1b[{style}m{rng.choice(TEXTS)}\x1b[0m")
    return "".join([*drawn, f"\x1b[{rng.randrange(1, 7)};{rng.randrange(1, 31)}H"])


@pytest.mark.timeout(90)
def test_tmux_shows_random_frames_the_same(tmux: Tmux) -> None:
    for way in WAYS:
        tmux("new-session", "-d", "-s", way, "-x", "30", "-y", "6", "stty -echo; sleep 600")
    ttys = {way: Path(tmux.tells(way, "#{pane_tty}")) for way in WAYS}
    for seed in range(15):
        rng = random.Random(seed)
        frames = Frames(30, 6)
        frames.repeats = REPEATS[5, 1]
        frames.write("\x1b[?1049h")
        plain, lean = "", frames.take()
        for _ in range(5):
            frame = random_frame(rng)
            frames.write(frame)
            plain += frame
            lean += frames.take() if rng.random() < 0.8 else ""
        for way, data in zip(WAYS, (lean + frames.take(), plain), strict=True):
            read = f"\x1b]2;{seed}\x07"
            ttys[way].write_bytes(f"\x1b[m\x1b[?7l\x1b[H\x1b[2J{data}{read}".encode())
            while tmux.tells(way, "#{pane_title}") != str(seed):
                time.sleep(0.01)
        until_same(partial(tmux.differ, ""))


@pytest.mark.timeout(90)
@pytest.mark.skipif(shutil.which("screen") is None, reason="GNU screen is not installed")
def test_screen_shows_the_same(tmp_path: Path, commands: dict[str, list[str]]) -> None:
    folder = tmp_path / "screens"
    folder.mkdir(mode=0o700)
    env = {"SCREENDIR": str(folder), "HOME": os.environ["HOME"]}
    with ExitStack() as stack:
        lean, whole = (
            stack.enter_context(
                Tty(["screen", "-ln", "-U", "-c", "/dev/null", "-S", way, *commands[way]], env=env)
            )
            for way in WAYS
        )
        ttys = (lean, whole)
        for way in WAYS:
            stack.callback(
                subprocess.run, ["screen", "-S", way, "-X", "quit"], env=os.environ | env
            )

        def same(words: str) -> None:
            for tty in ttys:
                tty.wait(words)

            def differ() -> str:
                for tty in ttys:
                    while tty.pump(0.05):
                        pass
                return unlike(lean.screen, whole.screen)

            until_same(differ)

        same(TODAY)
        for key, words in WALK:
            for tty in ttys:
                tty.key(key)
            same(words)
        for size in ((60, 20), (80, 24)):
            for tty in ttys:
                tty.resize(*size)
            same(TODAY)
        for tty in ttys:
            tty.key("ctrl+l")
        same(TODAY)
