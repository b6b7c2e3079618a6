"""Runs the threats in full and prints the table: `python -m tests.stress`, `make stress`."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence

from . import bursts, delay, faults, kills, lines, power_cut, windows
from .ground import Time
from .result import Result, table

MINUTES = 14.5
"""All of it ends by then, whatever hangs."""

THREATS: dict[str, tuple[Callable[[int], Result | list[Result]], int, int]] = {
    "delay": (delay.run, 200, 20),
    "kills": (kills.run, 200, 270),
    "faults": (faults.run, 0, 210),
    "power": (power_cut.run, 20, 50),
    "lines": (lines.run, 25, 280),
    "bursts": (bursts.run, 20, 60),
    "processes": (windows.run_processes, 200, 40),
    "windows": (windows.run, 60, 40),
}
"""Each threat, how often it is run (0: as often as there are places for it), and the seconds after
which it begins no more runs: a slow machine does fewer, and the table says how many."""


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.stress", description=__doc__)
    parser.add_argument("--runs", type=int, help="how often, instead of each threat's own number")
    parser.add_argument("--only", action="append", choices=sorted(THREATS), default=[])
    chosen = parser.parse_args(arguments)
    results: list[Result] = []

    def out_of_time(_number: int, _frame: object) -> None:
        report([*results, Result("the rest", stuck=1, note=f"not done after {MINUTES:g} minutes")])
        # Workers wait for what hangs; they end with this process.
        os._exit(1)

    signal.signal(signal.SIGALRM, out_of_time)
    signal.setitimer(signal.ITIMER_REAL, MINUTES * 60)
    began = time.monotonic()
    for name in chosen.only or THREATS:
        run, count, seconds = THREATS[name]
        Time.ends = time.monotonic() + seconds
        done = run(count if chosen.runs is None else chosen.runs)
        results += done if isinstance(done, list) else [done]
        print(f"{time.monotonic() - began:4.0f} s  {name}", file=sys.stderr, flush=True)
    return report(results)


def report(results: Sequence[Result]) -> int:
    """Print the table and what went wrong; returns the exit code."""
    for result in results:
        for wrong in result.wrong[:10]:
            print(f"{result.threat}: {wrong[:1000]}", file=sys.stderr)
    print(table(results), flush=True)
    return 0 if all(result.good for result in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
