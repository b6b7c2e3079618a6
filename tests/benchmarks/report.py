"""The page about it, docs/performance.md, and what the machine is that it was measured on."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from .figures import BARS, Found, bars, markdown

HEAD = """\
<!-- Written by `make bench`; do not change it by hand. -->

# How fast, and how small

{about}

"""
METHOD = """\
## How it is measured

Each program runs in a real pseudo-terminal of 120 x 40 cells, with an emulator as the terminal, as
it would over SSH: time counts until the bytes have arrived there, and every byte counts. The bar of
most times is a ratio to another program in the same run, since a machine is faster in one minute
than in the next: a bare Textual app (header, a list of 20 or a field, footer) by turns with this
one, and the median of 7 runs counts. Bytes do not drift and are counted once. What misses its bar
is measured once more before it counts as missed. All programs have their bytecode in place, as
after `pip install`.

`make bench` measures everything and writes this page; `make bench-check` measures what has a bar
and fails where one is missed. Others are measured when they are on the `PATH`: `tl` (toolong),
`dooit`, `harlequin`, `calcurse`. The test suite is timed by itself: at most 240 s on two cores.

## Why a key is so small

Textual sends anew each line, or the part of it, in which something may have changed. infoview knows
what the terminal shows, cell by cell, and sends only the cells that differ, with the shortest way
for the cursor between them ([why and how](decisions/0002-the-terminal.md)). The tape shows what
that saves; `INFOVIEW_FULL_FRAMES=1` switches it off.
"""


def machine(now: datetime) -> str:
    """Say where and when it is measured; to be called before, for the load's sake."""
    return (
        f"Measured on {now:%d %B %Y} on {_processor()}, {os.cpu_count()} cores, "
        f"{platform.system()} {platform.release()}, with Python {platform.python_version()}, "
        f"Textual {version('textual')} and SQLite {sqlite3.sqlite_version}; the load of the "
        f"machine was {os.getloadavg()[0]:.1f} before it began."
    )


def page(about: str, found: Sequence[Found]) -> str:
    """Return the page as Markdown."""
    figures = [figure for each in found for figure in each.figures]
    missed = sum(not figure.good for figure in figures)
    said = f"{missed} of {len(figures)} are missed." if missed else "All are met."
    parts = [
        HEAD.format(about=about),
        f"## The bars\n\n{said}\n\n{markdown(BARS, bars(figures))}\n\n",
    ]
    for table in (table for each in found for table in each.tables):
        parts.append(f"## {table.title}\n\n")
        if table.text:
            parts.append(f"{table.text}\n\n")
        parts.append(f"{markdown(table.head, table.rows)}\n\n")
    return "".join(parts) + METHOD


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*: (.+)$", told.read_text(), re.M) if told.exists() else None
    return found[1] if found else platform.machine()
