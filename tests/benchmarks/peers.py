"""Other programs in the terminal, where they are installed, beside this one in the same run."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from .figures import Found, Table, number
from .ground import BARE_READY, TODAY_READY, WIDE, bare, example, infoview
from .measured import Measured, median, rest

RUNS = 7
SECONDS = 10
LINES = 1000
KEYS = ("down", "down", "down", "up", "down", "up", "down", "down")


@dataclass
class Peer:
    """A program, what tells that it is there, and what came of its runs."""

    name: str
    start: Callable[[], Measured]
    ready: str
    keys: tuple[str, ...] = KEYS
    painted: list[float] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    def take(self) -> None:
        """Start it, use it and end it."""
        with self.start() as tty:
            self.painted.append(tty.first_paint(self.ready))
            tty.quiet(0.3, 2)
            self.first.append(len(tty.raw))
            presses = tty.presses(*self.keys)
            self.sizes += [press.size for press in presses]
            self.times += [press.last for press in presses]
            self.memory.append(tty.memory())

    def row(self, idle: float) -> tuple[str, ...]:
        """Return its line of the table."""
        return (
            self.name,
            f"{median(self.painted):.2f}",
            *(number(median(values)) for values in (self.first, self.sizes, self.times)),
            number(round(idle)),
            number(round(median(self.memory))),
        )


def run(place: Path) -> Found:
    """Use each of them by turns."""
    database = example(place / "example.db")
    absent: list[str] = []
    peers = [
        Peer("infoview, Today", lambda: infoview(database), TODAY_READY),
        Peer("bare Textual app, a list of 20", bare, BARE_READY),
        *_others(place, absent),
    ]
    for peer in peers:
        with peer.start() as tty:
            tty.first_paint(peer.ready, 120)
            _first_use(tty, peer)
    for _ in range(RUNS):
        for peer in peers:
            peer.take()
    with ExitStack() as stack:
        programs = [stack.enter_context(peer.start()) for peer in peers]
        for peer, tty in zip(peers, programs, strict=True):
            tty.wait(peer.ready, 60)
        rests = rest(programs, SECONDS)
    head = ("program", "first paint, s", "first screen, bytes", "a key, bytes", "a key, ms")
    return Found(
        tables=[
            Table(
                "Beside others",
                (*head, "at rest, bytes/s", "memory, MiB"),
                tuple(peer.row(each.size) for peer, each in zip(peers, rests, strict=True)),
                f"A key is `down` or `up` in a list (in harlequin a typed character); toolong "
                f"shows a log of {LINES:,} lines, dooit three workspaces. Memory is what is its "
                "own and its part of what is shared (PSS)."
                + (f" Not installed here: {', '.join(absent)}." if absent else ""),
            )
        ]
    )


def _others(place: Path, absent: list[str]) -> Iterator[Peer]:
    home = place / "peers"
    home.mkdir()
    log = home / "service.log"
    log.write_text("".join(f"2026-11-23 10:00:00 INFO request {n} done\n" for n in range(LINES)))
    query = home / "query.db"
    query.touch()
    for name, command, ready, keys in (
        ("toolong", ("tl", log), r"request 99\d", ("up", *KEYS)),
        ("dooit", ("dooit",), "NORMAL", KEYS),
        ("harlequin", ("harlequin", "-a", "sqlite", query), "Query Editor", tuple("select a")),
        ("calcurse", ("calcurse", "-D", home / "calcurse"), "Calendar", KEYS),
    ):
        if found := shutil.which(str(command[0])):
            words = (found, *map(str, command[1:]))
            yield Peer(name, lambda words=words: _started(words, home), ready, keys)  # type: ignore[misc]
        else:
            absent.append(name)


def _started(words: tuple[str, ...], home: Path) -> Measured:
    return Measured(words, *WIDE, env={"COLORTERM": "truecolor", "HOME": str(home)}, cwd=home)


def _first_use(tty: Measured, peer: Peer) -> None:
    """Let dooit have something to walk in; its bytecode and folders are made by the way."""
    tty.quiet(1.0, 10)
    if peer.name == "dooit":
        for key in (*"aone", "enter", *"atwo", "enter", *"athree", "enter", "escape"):
            tty.press(key)
            tty.quiet(0.2, 2)
