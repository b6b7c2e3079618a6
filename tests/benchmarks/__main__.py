"""Measures all, prints the tables and writes docs/performance.md: `make bench`.

With --check it measures what has a bar, and fails where one is missed twice: `make bench-check`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from time import monotonic

from . import ROOT, large, pages, peers, shell, start, tape, typing_keys
from .figures import BARS, Figure, Found, aligned, bars
from .ground import fair
from .report import machine, page

BENCHMARKS: dict[str, Callable[[Path], Found]] = {
    "start": start.run,
    "typing": typing_keys.run,
    "tape": tape.run,
    "pages": pages.run,
    "shell": shell.run,
    "large": large.run,
    "peers": peers.run,
}
WITHOUT_A_BAR = ("peers",)
PAGE = ROOT / "docs" / "performance.md"


def main(arguments: list[str]) -> int:
    """Run what is asked for; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"some of {', '.join(BENCHMARKS)}; no page then")
    parser.add_argument("--check", action="store_true", help="only bars; fail where one is missed")
    chosen = parser.parse_args(arguments)
    unknown = set(chosen.names) - set(BENCHMARKS)
    if unknown:
        parser.error(f"{', '.join(unknown)}: there are {', '.join(BENCHMARKS)}")
    names = [name for name in BENCHMARKS if not chosen.check or name not in WITHOUT_A_BAR]
    about = machine(datetime.now().astimezone())
    found = _all(chosen.names or names)
    figures = [figure for each in found for figure in each.figures]
    print(f"{about}\n\n{aligned(BARS, bars(figures))}")
    if chosen.check:
        return _judge(figures)
    for table in (table for each in found for table in each.tables):
        print(f"\n{table.title}\n{aligned(table.head, table.rows)}")
    if not chosen.names:
        PAGE.write_text(page(about, found), encoding="utf-8")
    return 0


def _all(names: Sequence[str]) -> list[Found]:
    found = []
    with tempfile.TemporaryDirectory(prefix="infoview-bench-") as place:
        fair(Path(place))
        for name in names:
            begun = monotonic()
            found.append(_measured(BENCHMARKS[name]))
            said = [figure.miss for figure in found[-1].figures if not figure.good]
            took = f"{name}: {monotonic() - begun:.0f} s"
            print("\n  ".join([took, *said]), file=sys.stderr, flush=True)
    return found


def _measured(benchmark: Callable[[Path], Found]) -> Found:
    """Measure, and what misses its bar once more: a shared machine has bad moments."""
    first = _once(benchmark)
    if all(figure.good for figure in first.figures):
        return first
    again = {figure.what: figure for figure in _once(benchmark).figures}
    return Found([each if each.good else again[each.what] for each in first.figures], first.tables)


def _once(benchmark: Callable[[Path], Found]) -> Found:
    with tempfile.TemporaryDirectory(prefix="infoview-bench-") as place:
        return benchmark(Path(place))


def _judge(figures: Sequence[Figure]) -> int:
    missed = [figure.miss for figure in figures if not figure.good]
    print("\n" + "\n".join(missed or [f"All {len(figures)} bars are met."]))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
