"""What came of a measurement, and the table of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A measured value and the most that it may be; `note` says what else was seen."""

    what: str
    value: float
    most: float
    unit: str
    note: str = ""

    @property
    def good(self) -> bool:
        return self.value <= self.most


def table(figures: Sequence[Figure]) -> str:
    wide = max((len(figure.what) for figure in figures), default=0)
    lines = [f"{'what':{wide}}  {'measured':>10}  {'at most':>8}  unit"]
    for figure in figures:
        sign = "  " if figure.good else "! "
        value = f"{figure.value:.2f}" if figure.value < 10 else f"{figure.value:.0f}"
        lines.append(
            f"{figure.what:{wide}}  {sign}{value:>8}  {figure.most:>8g}  {figure.unit}"
            + (f"  ({figure.note})" if figure.note else "")
        )
    return "\n".join(lines)
