"""The power is cut: only what was synced is sure to be on the disk, of the rest any part may be.

One traced run of the writer is replayed: at every sync and every promise the disk is made up as a
cut would leave it, opened, and has to hold all that was promised until then. Not modelled: torn
pages, and a folder that forgets a new file.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from . import ROOT
from .faults import environment
from .ground import NOTE_LINE, Time, folder, kept, meeting_database, reached, strace
from .result import Result
from .writer import LEFT, LINES

CALLS = "openat,close,write,pwrite64,fsync,fdatasync,ftruncate,unlink"
_LINE = re.compile(r"^(\d+) +(\w+)\((.*)\) += (-?\d+)")
_HEX = re.compile(r"\\x(..)")


@dataclass
class File:
    """What a file holds after each write, and which writes no sync has followed yet."""

    synced: bytes = b""
    waiting: list[Callable[[bytes], bytes]] = field(default_factory=list)

    def sync(self) -> None:
        self.synced = self.after(self.waiting)
        self.waiting.clear()

    def after(self, writes: list[Callable[[bytes], bytes]]) -> bytes:
        held = self.synced
        for write in writes:
            held = write(held)
        return held


def _put(data: bytes, at: int) -> Callable[[bytes], bytes]:
    return lambda held: held[:at].ljust(at, b"\0") + data + held[at + len(data) :]


def _cut_to(size: int) -> Callable[[bytes], bytes]:
    return lambda held: held[:size].ljust(size, b"\0")


def _text(hexed: str) -> bytes:
    return bytes.fromhex("".join(_HEX.findall(hexed)))


def calls(log: str) -> Iterator[tuple[str, str]]:
    """Read a trace: each call that succeeded, with its arguments, in the order of their ends."""
    begun: dict[str, str] = {}
    for line in log.splitlines():
        thread = line.split(" ", 1)[0]
        if line.endswith("<unfinished ...>"):
            begun[thread] = line.removesuffix("<unfinished ...>").rstrip()
            continue
        if " resumed>" in line:
            line = begun.pop(thread, "") + line.partition(" resumed>")[2]  # noqa: PLW2901
        found = _LINE.match(line)
        if found and int(found[4]) >= 0:
            # What is opened is known by the number it got.
            given = f", {found[4]}" if found[2] == "openat" else ""
            yield found[2], found[3] + given


def cuts(log: str, disk: dict[str, File]) -> Iterator[tuple[int, dict[str, File]]]:
    """Replay a trace: at each sync and promise, what had been promised, and the disk."""
    names: dict[str, str] = {}
    promised = 0
    for call, arguments in calls(log):
        first, _, rest = arguments.partition(", ")
        if call == "openat":
            name = Path(_text(rest).decode()).name
            names[rest.rpartition(", ")[2]] = name
            continue
        if call == "close":
            names.pop(first, None)
        if call == "write" and first == "1":
            for line in _text(rest).decode().splitlines():
                kind, _, position = line.partition(" ")
                if kind == "saved":
                    promised = int(position)
                    yield promised, disk
        if names.get(first, "").startswith("infoview.db"):
            file = disk.setdefault(names[first], File())
            if call == "pwrite64":
                file.waiting.append(_put(_text(rest), int(rest.rpartition(", ")[2])))
            elif call == "ftruncate":
                file.waiting.append(_cut_to(int(rest)))
            elif call in {"fsync", "fdatasync"}:
                yield promised, disk
                file.sync()


def _after_the_cut(disk: dict[str, File], place: Path, part: Callable[[], bool]) -> Path:
    """Write the disk as a cut may leave it: `part` says of each unsynced write if it got there."""
    for name, file in disk.items():
        held = file.after([write for write in file.waiting if part()])
        (place / name).write_bytes(held)
        (place / name).chmod(0o600)
    return place / "infoview.db"


def run(count: int = 20) -> Result:
    """Cut the power at every sync and promise while `count` notes are written."""
    result = Result("power cut at every sync")
    result.note = strace()
    if result.note:
        return result
    typed = "".join(f"{line}\r" for line in LINES[:count]) + LEFT
    rng = random.Random(count)
    parts = (lambda: False, lambda: True, lambda: rng.random() < 0.5)
    with folder() as place:
        path = meeting_database(place)
        disk = {path.name: File(path.read_bytes())}
        log = place / "trace"
        tracing = ("strace", "-f", "-xx", "-s", "1000000", "-e", f"trace={CALLS}", "-o", str(log))
        writer = (sys.executable, "-m", "tests.stress.writer", str(path), NOTE_LINE, str(count))
        subprocess.run(
            (*tracing, *writer), cwd=ROOT, env=environment(), check=True, capture_output=True
        )
        last = 0
        for promised, left in cuts(log.read_text(), disk):
            if not Time.left():
                result.note = "its time was over"
                return result
            last = promised
            for part in parts:
                result.runs += 1
                with folder() as after:
                    notes, draft, broken = kept(_after_the_cut(left, after, part))
                there = reached(typed, notes, draft)
                if broken or there is None or there < promised:
                    result.lose(f"cut {result.runs}: {broken} promised {promised}, kept {there}")
    result.note = f"{count} notes, {last} characters promised"
    if last != len(typed):
        result.lose(f"the trace promised {last} of {len(typed)}: it was not read right")
    return result
