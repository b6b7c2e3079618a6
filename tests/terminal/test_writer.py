import os
import pty
import random
import select
import threading
import time
from codecs import getincrementaldecoder
from collections.abc import Iterator

import pytest
from shown import connected, unlike

from infoview_tui.terminal import writer as writer_module
from infoview_tui.terminal.frames import Frames
from infoview_tui.terminal.writer import Writer


@pytest.fixture
def line() -> Iterator[tuple[int, int]]:
    master, slave = pty.openpty()
    yield master, slave
    os.close(master)
    os.close(slave)


def read_until(master: int, end: bytes) -> bytes:
    got = b""
    while end not in got:
        assert select.select([master], [], [], 5)[0], got[-200:]
        got += os.read(master, 1 << 16)
    return got


def frame(n: int) -> str:
    return f"\x1b[1;1H{chr(97 + n % 26) * 60}{n:05}\x1b[3;1H"


@pytest.mark.parametrize("reopened", [True, False])
def test_a_stalled_line_holds_nobody_and_drops_no_control(
    line: tuple[int, int], reopened: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    master, slave = line
    if not reopened:
        monkeypatch.setattr(writer_module, "open_terminal", os.dup)
    writer = Writer(slave, whole=False, on_lost=lambda: None)
    writer.start()
    slowest = 0.0
    for n in range(6000):
        before = time.monotonic()
        writer.write(frame(n))
        if n % 1000 == 0:
            writer.write(f"\x1b]0;{n}\x07")
        slowest = max(slowest, time.monotonic() - before)
    writer.write("\x1b[2J")
    assert slowest < 0.5
    got = read_until(master, b"\x1b[2J")
    assert len(got) < 300_000, "what the line did not take was merged"
    assert [got.count(f"\x1b]0;{n}\x07".encode()) for n in range(0, 6000, 1000)] == [1] * 6
    writer.write(frame(7) + "\x07")
    writer.write("\x1b[?1004h")
    read_until(master, b"\x1b[?1004h")
    assert writer.stop(2)


@pytest.mark.parametrize(("reopened", "most"), [(True, 5000), (False, 1024)])
def test_a_frame_is_one_write_and_short_ones_where_a_write_may_block(
    line: tuple[int, int], reopened: bool, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    master, slave = line
    if not reopened:
        monkeypatch.setattr(writer_module, "open_terminal", os.dup)
    writes: list[int] = []
    write = os.write

    def counted(descriptor: int, data: bytes) -> int:
        writes.append(len(data))
        return write(descriptor, data)

    monkeypatch.setattr(os, "write", counted)
    writer = Writer(slave, whole=False, on_lost=lambda: None)
    writer.start()
    rows = [f"\x1b[{y};1H" + "".join(random.choices("abcdefgh", k=80)) for y in range(1, 24)]
    writer.write("".join(rows) + "\x1b[24;1H")
    assert writer.stop(2)
    assert max(writes) <= most
    assert (len(writes) == 1) is reopened
    assert sum(writes) == len(read_until(master, b"\x1b[24H").replace(b"\r\n", b"\n"))


def test_on_a_slow_line_the_newest_frame_is_the_difference_to_what_was_sent(
    line: tuple[int, int],
) -> None:
    master, slave = line
    rng = random.Random(7)
    (plain, whole), (lean, sent) = connected(80, 24), connected(80, 24)
    decode = getincrementaldecoder("utf-8")().decode
    writer = Writer(slave, whole=False, on_lost=lambda: None)
    writer.start()
    got = size = 0
    for n in range(1200):
        rows = rng.sample(range(1, 24), 8)
        data = "".join(
            f"\x1b[{y};{x}H\x1b[{rng.randrange(31, 38)}m{rng.choice('abc漢') * 20}\x1b[0m"
            for y, x in zip(rows, rng.choices(range(1, 30), k=8), strict=True)
        )
        data += f"\x1b[{rng.randrange(1, 24)};5H"
        writer.write(data)
        whole.feed(data)
        size += len(data)
        if n % 120 == 0:
            part = os.read(master, 200)
            got += len(part)
            sent.feed(decode(part))
    last = "\x1b[24;1HEND\x1b[24;4H"
    writer.write(last)
    whole.feed(last)
    rest = read_until(master, b"END")
    sent.feed(decode(rest))
    assert not unlike(lean, plain)
    assert got + len(rest) < size * 0.75, "what was not taken was merged"
    assert writer.stop(2)


def test_it_stops_in_time_on_a_stalled_line(line: tuple[int, int]) -> None:
    _master, slave = line
    writer = Writer(slave, whole=True, on_lost=lambda: None)
    writer.start()
    for n in range(200):
        writer.write(frame(n) * 20)
    started = time.monotonic()
    assert not writer.stop(0.1)
    assert time.monotonic() - started < 1
    writer.join(2)
    assert not writer.is_alive()
    writer.write("dropped")


def test_it_writes_all_before_it_stops(line: tuple[int, int]) -> None:
    master, slave = line
    writer = Writer(slave, whole=False, on_lost=lambda: None)
    writer.start()
    writer.write("\x1b[?25h")
    assert writer.stop(2)
    assert read_until(master, b"\x1b[?25h") == b"\x1b[?25h"


def test_a_vanished_terminal_ends_it() -> None:
    master, slave = pty.openpty()
    writer = Writer(slave, whole=False, on_lost=lambda: None)
    writer.start()
    os.close(master)
    writer.write("\x07")
    writer.join(2)
    assert not writer.is_alive()
    os.close(slave)


def test_a_frame_that_upsets_it_costs_bytes_and_a_repaint(
    line: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    master, slave = line
    lost = threading.Event()

    def upset(_self: Frames, _frame: object) -> None:
        raise IndexError

    monkeypatch.setattr(Frames, "_draw", upset)
    writer = Writer(slave, whole=False, on_lost=lost.set)
    writer.start()
    writer.write(frame(1))
    assert lost.wait(5)
    writer.write(frame(2))
    assert b"00002" in read_until(master, b"\x1b[3;1H")
    assert writer.stop(2)
