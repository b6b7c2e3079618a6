"""Keys that come all at once after a stall give what the same keys give one by one."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from typing import Any

from tty_session import Tty, key_bytes

from infoview_tui.services.prepare import add_question
from infoview_tui.storage.store import Store

from .ground import READY, Time, folder, in_short, meeting_database, window
from .result import Result

PASTE = b"\x1b[200~pasted, \x1b[99zand a \x11 key\x1b[201~"
# An enter right behind it would count as too soon: the one thing that goes by time.
PASTED_LINES = b"\x1b[200~one line\nand two\r\nand three\x1b[201~x"
KEYS = tuple(
    key_bytes(name)
    for name in (
        *("enter", "ctrl+u", "ctrl+w", "ctrl+k", "ctrl+a", "ctrl+e", "backspace", "delete"),
        *("left", "right", "home", "end", "up", "down", "tab", "shift+tab", "f2", "f5", "f8"),
    )
)
WORDS = tuple(word.encode() for word in ("né ", "> say", "! what ", "漢字 ", "nn", "p", "s", "1"))
# escape is left out: a terminal sends the same bytes for escape, then a, and for alt+a.
SCRIPTS: tuple[tuple[bytes, ...], ...] = (
    (
        *(b"wrong", b"\x15", b"right", b"\r", b"\t", b"n", b"own question", b"\r", b"\t", b"\t"),
        *(b"after", b"\x1b[D", b"\x1b[D", b"XY", b"\x1b[H", b"> ", b"\x1b[F", b"!", b"\r"),
        *(PASTE, b"\r", PASTED_LINES, b"\r", b"and what is left"),
    ),
    tuple(part for n in range(20) for part in (f"note {n:02}".encode(), b"\r")),
)


def random_script(rng: random.Random) -> tuple[bytes, ...]:
    parts: list[bytes] = []
    for _ in range(40):
        kind = rng.random()
        if kind < 0.5:
            parts.append(rng.choice(WORDS))
        elif kind < 0.95:
            parts.append(rng.choice(KEYS))
        else:
            parts.append(rng.choice((PASTE, PASTED_LINES)))
    return tuple(parts)


def slowly(tty: Tty, parts: Sequence[bytes]) -> None:
    """Press each key once the one before is done and drawn."""
    for part in parts:
        tty.send(part)
        tty.quiet(0.04)


def at_once(tty: Tty, parts: Sequence[bytes]) -> None:
    tty.send(b"".join(parts))


def torn(seed: int, tty: Tty, parts: Sequence[bytes]) -> None:
    """Send the bytes cut anywhere, amid characters and escape sequences too."""
    rng = random.Random(seed)
    rest = b"".join(parts)
    while rest:
        size = rng.randint(1, 30)
        tty.send(rest[:size])
        rest = rest[size:]
        # A break right behind an escape is escape.
        if not rest.startswith((b"[", b"O")):
            tty.pump(0.001)


Way = Callable[[Tty, Sequence[bytes]], None]


def outcome(parts: Sequence[bytes], way: Way) -> dict[str, Any]:
    """Type a script into a meeting and return what came of it, on the disk and on the screen."""
    with folder() as place:
        path = meeting_database(place)
        with closing(Store(path)) as store:
            for text in ("How did you come to this?", "What fills a week?", "What stays hard?"):
                add_question(store, datetime.now(UTC), 1, text)
        with window(path, "meet", "1", rows=60) as tty:
            tty.wait(READY, 20)
            way(tty, parts)
            if not (tty.idle(60) and tty.alive()):
                seen = f"{tty.busy()}, ended with {tty.returncode}, and shows\n{tty.text()}"
                raise AssertionError(f"{parts!r}: it does not come to rest: {seen}")
            # What it says of the last key goes by time, as do the clock and the stamps.
            shown = [re.sub(r"\d\d:\d\d|[░█│]", "", row) for row in tty.text().split("\n")]
        with closing(Store(path)) as store:
            drafts = list(store.db.query("select place, body from drafts order by place"))
            talk = store.interviews.get(1)
            return {
                "notes": [(n.kind.value, n.body) for n in store.notes.where(order="t.at, t.id")],
                "drafts": [(d["place"], d["body"]) for d in drafts],
                "questions": [(i.text, i.state.value) for i in store.interviews.checklist.where()],
                "talk": (len(talk.pauses), talk.agreed_minutes, talk.extension_minutes),
                "screen": [row.rstrip() for row in (*shown[2:-3], *shown[-2:])],
            }


def compare(parts: Sequence[bytes], *ways: Way) -> Result:
    result = Result("")
    if not Time.left():
        return result
    try:
        slow = outcome(parts, slowly)
    except AssertionError as error:
        result.stick(in_short(error))
        return result
    for way in ways:
        result.runs += 1
        try:
            fast = outcome(parts, way)
        except AssertionError as error:
            result.stick(in_short(error))
            continue
        for name in slow:
            if slow[name] != fast[name]:
                result.lose(f"{name} of {parts!r}: {unlike(slow[name], fast[name])}")
                break
    return result


def unlike(slow: Sequence[Any], fast: Sequence[Any]) -> str:
    """Say where the two part."""
    if len(slow) != len(fast):
        return f"slow {slow}, at once {fast}"
    return "; ".join(
        f"slow {a!r}, at once {b!r}" for a, b in zip(slow, fast, strict=True) if a != b
    )


def scripts(count: int) -> Iterator[tuple[bytes, ...]]:
    yield from SCRIPTS[:count]
    for seed in range(count - len(SCRIPTS)):
        yield random_script(random.Random(seed))


def run(count: int = 30) -> Result:
    """Type `count` scripts slowly, all at once, and torn anywhere."""
    result = Result("bursts after a stall")
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        jobs = [
            pool.submit(compare, parts, at_once, partial(torn, number))
            for number, parts in enumerate(scripts(count))
        ]
        for job in jobs:
            result.add(job.result())
    return result
