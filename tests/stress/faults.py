"""A kill, a full disk and a broken one at every write: each time one write further.

strace breaks one system call of the saver's thread; what was said to be saved has to be there
afterwards, and what was not is still in memory, in the emergency file, or told to the user.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from . import ROOT
from .ground import NOTE_LINE, Time, folder, kept, meeting_database, reached, spread, strace
from .result import Result
from .writer import LEFT, LINES

NOTES = 2
TYPED = "".join(f"{line}\r" for line in LINES[:NOTES]) + LEFT
CALLS = "pwrite64,fsync,fdatasync,ftruncate"
SECONDS = 20.0


@dataclass(frozen=True)
class Fault:
    """What happens at call number `at` of the saver's thread, and from then on with `for_good`."""

    call: str
    what: str
    at: int
    for_good: bool = False

    def __str__(self) -> str:
        return f"{self.call}:{self.what}:when={self.at}{'+' if self.for_good else ''}"


def writer(path: Path, *tracing: str) -> list[str]:
    return [
        *("strace", "-f", "--seccomp-bpf", *tracing),
        *(sys.executable, "-m", "tests.stress.writer", str(path), NOTE_LINE, str(NOTES)),
    ]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}


def calls_of_a_run() -> Counter[str]:
    """Count the calls of the thread that makes most of them: the saver's."""
    with folder() as place:
        log = place / "calls"
        words = writer(meeting_database(place), "-e", f"trace={CALLS}", "-o", str(log))
        subprocess.run(words, cwd=ROOT, env=environment(), check=True, capture_output=True)
        found = re.findall(r"(?m)^(\d+) +(\w+)\(", log.read_text())
    [(saver, _)] = Counter(thread for thread, _call in found).most_common(1)
    return Counter(call for thread, call in found if thread == saver)


def faults(count: int) -> list[Fault]:
    """Return the faults at `count` calls of each sort, at every call for 0."""
    found = []
    for call, most in sorted(calls_of_a_run().items()):
        whats = ["signal=KILL", "error=EIO"]
        if call == "pwrite64":
            whats.append("error=ENOSPC")
        # One further than the last: that run has to complete.
        points = spread(most + 1, count)
        found += [Fault(call, what, at) for what in whats for at in points]
        found += [Fault(call, whats[-1], at, for_good=True) for at in points]
    # Mixed, so that every sort has been there when the time is over.
    random.Random(0).shuffle(found)
    return found


def suffer(fault: Fault) -> Result:
    """Let the writer meet a fault, start anew, and look for what it was told is saved."""
    if not Time.left():
        return Result("")
    result = Result("", 1)
    with folder() as place:
        path = meeting_database(place)
        tracing = ("-e", f"trace={fault.call}", "-e", f"inject={fault}", "-o", os.devnull)
        words = writer(path, *tracing)
        try:
            run = subprocess.run(
                words,
                cwd=ROOT,
                env=environment(),
                capture_output=True,
                text=True,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            result.stick(f"{fault}: the writer did not end")
            return result
        told = [line.partition(" ") for line in run.stdout.splitlines()]
        said = max((int(rest) for kind, _, rest in told if kind == "saved"), default=0)
        homeless = any(kind == "homeless" for kind, _, _ in told)
        killed = run.returncode != 0
        if killed and "KILL" not in fault.what:
            result.lose(f"{fault}: ended with {run.returncode}: {run.stderr[-200:]}")
            return result
        notes, draft, broken = kept(path)
        there = reached(TYPED, notes, draft)
        least = said if killed or homeless else len(TYPED)
        if broken or there is None or there < least:
            result.lose(f"{fault}: {broken} said {said}, least {least}, kept {notes} {draft!r}")
    return result


def run(count: int = 0) -> Result:
    """Put a fault into `count` calls of each sort; 0 is every one."""
    result = Result("kill, ENOSPC, EIO at every write")
    result.note = strace()
    if result.note:
        return result
    sorts = faults(count)
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for one in pool.map(suffer, sorts):
            result.add(one)
    result.note = ", ".join(_names(sorts))
    return result


def _names(sorts: Sequence[Fault]) -> list[str]:
    return [f"{n} {what.split('=')[1]}" for what, n in Counter(f.what for f in sorts).items()]
