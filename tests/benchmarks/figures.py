"""What came of a measurement, and how it is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Figure:
    """A measured value and its bar, the most that it may be; `note` says what else was seen."""

    what: str
    value: float
    most: float
    unit: str
    note: str = ""

    @property
    def good(self) -> bool:
        """Whether the bar is met."""
        return self.value <= self.most

    @property
    def verdict(self) -> str:
        """Say how much of the bar is used, or by how much it is missed."""
        if not self.most:
            return "met" if self.good else f"{number(self.value)} {self.unit} too much"
        share = self.value / self.most * 100
        if self.good:
            return f"met, {share:.0f} % of it"
        over = share - 100
        return f"{over:.0f} % too much" if over >= 1 else "less than 1 % too much"

    @property
    def miss(self) -> str:
        """Say it in a line, for whoever has to mend it."""
        value, bar = number(self.value), number(self.most)
        seen = f" ({self.note})" if self.note else ""
        return f"{self.what}: {value} {self.unit}, bar {bar}: {self.verdict}{seen}"


@dataclass(frozen=True)
class Table:
    """Figures without a bar that tell more; the first cell of a row is its name."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    text: str = ""


@dataclass(frozen=True)
class Found:
    """All that a benchmark found."""

    figures: list[Figure] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


BARS = ("what", "measured", "bar", "result", "seen")


def number(value: float) -> str:
    """Return a value as it is read: two places below ten, commas in the thousands."""
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:.2f}" if value < 10 else f"{value:,.0f}"


def bars(figures: Sequence[Figure]) -> tuple[tuple[str, ...], ...]:
    """Return the cells under `BARS`."""
    return tuple(
        (
            figure.what,
            f"{number(figure.value)} {figure.unit}",
            number(figure.most),
            figure.verdict,
            figure.note,
        )
        for figure in figures
    )


def aligned(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table for the terminal."""
    wide = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = [
        "  ".join(f"{cell:{width}}" for cell, width in zip(row, wide, strict=True)).rstrip()
        for row in (head, *rows)
    ]
    return "\n".join(lines)


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table for a page."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
