"""A meeting in a terminal, killed at a random moment, again and again on one database."""

from __future__ import annotations

import contextlib
import os
import random
import re
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tty_session import Tty

from .ground import READY, Time, folder, in_short, kept, meeting_database, reached, window
from .result import Result

THREAT = "kill -9 in a meeting"
BATCH = 10
"""Kills on one database."""
ROWS = 40
WORDS = ("né", "what", "she", "said", "漢字", "of", "it", "all")
NOTE_ROW = re.compile(r"(?m)^ +\d\d:\d\d +(\S.*?) *$")
PROMISE = 0.25
"""Seconds of typing that may be missing."""
PACES = ((1, 0.03), (1, 0.08), (4, 0.12), (30, 0.9))
"""Characters at once and the seconds to the next: keys, words, what a stalled line lets through."""


class Typist:
    """Types notes; knows when each character was sent."""

    def __init__(self, seed: int, typed: str) -> None:
        self.rng = random.Random(seed)
        self.typed = typed
        self.sent: list[tuple[float, int]] = []

    def more(self) -> str:
        line = self.typed.rpartition("\r")[2]
        if len(line) > self.rng.randint(5, 40) and not line.endswith(" "):
            return "\r"
        word = self.rng.choice(WORDS)
        return f" {word}" if line and not line.endswith(" ") else word

    def type(self, tty: Tty, seconds: float) -> None:
        """Type for a while: by the key, by the word, or in bursts."""
        size, gap = self.rng.choice(PACES)
        waiting = ""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            while len(waiting) < size:
                piece = self.more()
                waiting += piece
                self.typed += piece
            tty.send(waiting[:size])
            waiting = waiting[size:]
            self.sent.append((time.monotonic(), len(self.typed) - len(waiting)))
            on = min(end, time.monotonic() + gap)
            while (rest := on - time.monotonic()) > 0:
                tty.pump(rest)
        self.typed = self.typed[: len(self.typed) - len(waiting)]

    def by(self, moment: float) -> int:
        """Return how much had been sent by then."""
        return max((length for at, length in self.sent if at <= moment), default=0)


def rows(tty: Tty) -> list[str]:
    """Return the notes that the screen shows as saved."""
    return NOTE_ROW.findall(tty.text().partition("Notes ·")[2])


def waiting(pid: int) -> float:
    """Return the seconds that a process could have run and had no processor."""
    total = 0
    for file in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        with contextlib.suppress(OSError):
            total += int(file.read_text().split()[1])
    return total / 1e9


def batch(seed: int, count: int, within: float) -> tuple[Result, list[float]]:
    """Kill `count` times, each start having to show what the kill before left.

    Returns:
        The result, and how many characters were missing after each kill.

    """
    result, missing = Result(THREAT), []
    rng = random.Random(seed)
    with folder() as place:
        path = meeting_database(place)
        typed = ""
        for number in range(count):
            if not Time.left():
                break
            result.runs += 1
            try:
                typed, short = _once(path, rng, typed, within, result, f"seed {seed}:{number}")
            except AssertionError as error:
                result.stick(f"seed {seed}:{number}: {in_short(error)}")
                break
            missing.append(short)
    return result, missing


def _once(
    path: Path, rng: random.Random, typed: str, within: float, result: Result, name: str
) -> tuple[str, float]:
    typist = Typist(rng.randrange(1 << 30), typed)
    with window(path, "meet", "1", rows=ROWS, cols=100) as tty:
        tty.wait(READY, 20)
        *notes, draft = typed.split("\r")
        if notes:
            tty.wait(rf"Notes · {len(notes)}\b", 5)
        # pyte puts a blank behind each wide character.
        blanks = re.escape(draft).replace("漢字", "漢 ?字 ?")
        tty.wait(rf"› {blanks}" if draft else r"› !", 5)
        waited = waiting(tty.pid)
        typist.type(tty, rng.uniform(0.02, 1.2))
        waited = waiting(tty.pid) - waited
        tty.kill()
        killed = time.monotonic()
        while tty.pump(0):
            pass
        shown = rows(tty)
    notes, draft, broken = kept(path)
    saved = reached(typist.typed, notes, draft)
    if broken or saved is None:
        result.lose(f"{name}: {broken} typed {typist.typed!r}, kept {notes} {draft!r}")
        saved = 0
    # A kill in mid-drawing leaves rows that are half of one note and half of another.
    lines = {line.replace(" ", "") for line in typist.typed.split("\r")}
    plain = {row.replace(" ", "") for row in shown} & lines
    gone = plain - {note.replace(" ", "") for note in notes}
    if gone:
        result.lose(f"{name}: shown as saved and gone: {gone}")
    # What the machine kept from it, being busy with others, is not its own delay.
    if saved < typist.by(killed - within - waited):
        missing = typist.by(killed - within - waited) - saved
        result.lose(f"{name}: {missing} characters missing that are older than {within} s")
    stored = "".join(f"{note}\r" for note in notes) + draft
    return stored, len(typist.typed) - len(stored)


def run(count: int = 200, within: float = PROMISE) -> Result:
    """Kill `count` meetings; what was typed `within` seconds before the kill may be missing."""
    result = Result(THREAT)
    sizes = [min(BATCH, count - start) for start in range(0, count, BATCH)]
    missing: list[float] = []
    if len(sizes) == 1:
        batches = [batch(0, count, within)]
    else:
        with ProcessPoolExecutor(os.cpu_count()) as pool:
            batches = list(pool.map(batch, range(len(sizes)), sizes, [within] * len(sizes)))
    for one, short in batches:
        result.add(one)
        missing += short
    missing.sort()
    if missing:
        p95 = missing[int(len(missing) * 0.95)]
        result.note = f"characters missing: median {missing[len(missing) // 2]:g}, p95 {p95:g}"
        result.note += f", max {missing[-1]:g}"
    return result
