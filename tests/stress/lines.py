"""The line drops while one types, in every way it can: the app ends soon and keeps the words."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import termios
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from pathlib import Path

from tty_session import Tty

from .ground import (
    INFOVIEW,
    Time,
    emergency_files,
    fill,
    folder,
    in_short,
    meeting_database,
    others_may_read,
    stands_in,
    window,
)
from .result import Result

SECONDS = 2.5
"""How soon it has to be gone."""
PLACES = (
    ("s",),
    ("a",),
    ("n",),
    ("b",),
    ("2", "enter", "e"),
    ("2", "o"),
    ("2", "enter", "l"),
    ("3",),
    ("4",),
    ("8", "n"),
)
"""The keys from Today to a text: of a meeting, of none, forms, a letter, cards, the bank."""
WORDS = "half typed when the line went"
Drop = Callable[[Tty], None]


def _signal(number: int) -> Drop:
    return lambda tty: tty.signal(number)


def _left(tty: Tty) -> bool:
    """Whether it is gone in time; nothing is read from its line meanwhile."""
    end = time.monotonic() + SECONDS
    while tty.alive():
        if time.monotonic() > end:
            return False
        time.sleep(0.005)
    return True


def _session(pid: int) -> list[int]:
    """Return what still runs of all that a terminal's first process has started."""
    found = []
    for stat_file in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, session = stat_file.read_text().rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if int(session) == pid and state not in "ZX":
            found.append(int(stat_file.parent.name))
    return found


def _reaches_the_disk(path: Path, words: str, seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
            if any(words in body for (body,) in db.execute("select body from drafts")):
                return True
        time.sleep(0.02)
    return False


def drop(
    kind: str, number: int, act: Drop, result: Result, *, nohup: bool = False, how: str = ""
) -> float:
    """Type somewhere, drop the line, start anew; returns the seconds that it took to end."""
    result.runs += 1
    name = f"{kind} {number}"
    words = f"{WORDS} {number}"
    with folder() as place:
        path = meeting_database(place)
        tty = window(path, deaf_to=signal.SIGHUP if nohup else None)
        with tty, closing(sqlite3.connect(path, isolation_level=None)) as other:
            before = termios.tcgetattr(tty.fd)
            tty.wait(r"\? keys", 20)
            tty.key(*PLACES[number % len(PLACES)])
            tty.send(words[:-8])
            tty.wait(words[:12], 10)
            if how == "locked":
                if not _reaches_the_disk(path, words[:12]):
                    result.lose(f"{name}: what is shown does not reach the disk")
                other.execute("begin immediate")
            tty.send(words[-8:])
            if how == "undrained":
                fill(tty)
            if how == "locked":
                tty.wait(words[-6:], 10)
            elif not _reaches_the_disk(path, words):
                result.lose(f"{name}: what was typed does not reach the disk")
            began = time.monotonic()
            act(tty)
            if not _left(tty):
                result.stick(f"{name}: still there after {SECONDS} s")
                return SECONDS
            took = time.monotonic() - began
            if _session(tty.pid):
                result.stick(f"{name}: something it started still runs")
            if tty.fd >= 0 and termios.tcgetattr(tty.fd) != before:
                result.stick(f"{name}: the terminal is not as it was")
            for file in emergency_files(path):
                if stat.S_IMODE(file.stat().st_mode) != 0o600:
                    result.lose(f"{name}: others may read {file.name}")
        if others_may_read(path):
            result.lose(f"{name}: others may read {others_may_read(path)}")
        if not stands_in(path, words):
            result.lose(f"{name}: the words are gone")
        if emergency_files(path):
            result.lose(f"{name}: the next start left the emergency file")
        return took


def refuse(number: int, result: Result) -> float:
    """Start without a terminal, or with the end of input for one: one sentence, and gone."""
    result.runs += 1
    with folder() as place:
        path = meeting_database(place)
        words = (*INFOVIEW, "--database", str(path), *(("meet", "1") if number % 2 else ()))
        began = time.monotonic()
        master, slave = os.openpty()
        output = slave if number % 3 else subprocess.PIPE
        try:
            run = subprocess.run(
                words,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.PIPE,
                timeout=10,
                start_new_session=True,
                check=False,
            )
        except subprocess.TimeoutExpired:
            result.stick(f"no terminal {number}: it did not end")
        else:
            if run.returncode != 2 or run.stderr.count(b"\n") != 1:
                result.stick(f"no terminal {number}: {run.returncode} {run.stderr!r}")
        finally:
            os.close(master)
            os.close(slave)
        return time.monotonic() - began


def _hang_up(tty: Tty) -> None:
    tty.hang_up()


DROPS: dict[str, Callable[[int, Result], float]] = {
    "SIGHUP": lambda n, r: drop("SIGHUP", n, _signal(signal.SIGHUP), r),
    "SIGTERM": lambda n, r: drop("SIGTERM", n, _signal(signal.SIGTERM), r),
    "closed terminal": lambda n, r: drop("closed", n, _hang_up, r),
    "closed under nohup": lambda n, r: drop("nohup", n, _hang_up, r, nohup=True),
    "not drained": lambda n, r: drop(
        "not drained", n, _signal(signal.SIGTERM) if n % 2 else _hang_up, r, how="undrained"
    ),
    "database locked": lambda n, r: drop(
        "locked", n, _signal(signal.SIGHUP) if n % 2 else _hang_up, r, how="locked"
    ),
    "no terminal": refuse,
}


def run_one(kind: str, first: int, count: int) -> tuple[Result, float]:
    """Drop the line in one way, `count` times; returns the longest time to the end too."""
    result = Result(f"line: {kind}")
    longest = 0.0
    for number in range(first, first + count):
        if not Time.left():
            break
        try:
            longest = max(longest, DROPS[kind](number, result))
        except AssertionError as error:
            result.stick(f"{kind} {number}: {in_short(error)}")
    return result, longest


def run(count: int = 25) -> list[Result]:
    """Drop the line `count` times in each way."""
    results = []
    workers = os.cpu_count() or 1
    share = (Time.ends - time.monotonic()) / len(DROPS)
    for kind in DROPS:
        Time.ends = time.monotonic() + share
        with ProcessPoolExecutor(workers) as pool:
            firsts = range(0, count, -(-count // workers))
            sizes = [min(-(-count // workers), count - first) for first in firsts]
            total, longest = Result(f"line: {kind}"), 0.0
            for one, took in pool.map(run_one, [kind] * len(sizes), firsts, sizes):
                total.add(one)
                longest = max(longest, took)
            total.note = f"ends within {longest:.2f} s"
            results.append(total)
    return results
