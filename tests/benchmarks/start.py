"""From the start to the first paint of Today, and what the first screen costs."""

from __future__ import annotations

from pathlib import Path

from .figures import Figure, Found
from .ground import BARE_READY, TODAY_READY, bare, example, infoview, large
from .measured import median

RUNS = 7


def run(place: Path) -> Found:
    """Measure on the example and on a database as large as a life."""
    return Found(
        [
            *_start("example", example(place / "example.db"), 1.25),
            *_start("large", large(place / "large.db"), 1.35),
        ]
    )


def _start(name: str, database: Path, most: float) -> list[Figure]:
    floor, ours, weights = [], [], []
    for _ in range(RUNS):
        with bare() as tty:
            floor.append(tty.first_paint(BARE_READY))
        with infoview(database) as tty:
            ours.append(tty.first_paint(TODAY_READY))
            tty.quiet(0.3, 3)
            weights.append(len(tty.raw))
    ratio = median(ours) / median(floor)
    seen = f"{median(ours):.2f} s, the very first {ours[0]:.2f} s, bare {median(floor):.2f} s"
    return [
        Figure(f"first paint of Today, {name}", ratio, most, "x a bare app", seen),
        Figure(f"first screen, {name}", median(weights), 12_000, "bytes"),
    ]
