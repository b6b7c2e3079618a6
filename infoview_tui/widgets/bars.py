"""The two fixed rows: where you are, on top, and which keys work, at the bottom."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from infoview_tui.widgets.drawn import Drawn, Span, fit, shown


class TopBar(Drawn):
    """Row 1: a place among the places, or the way back and one fact at the right."""

    def __init__(self) -> None:
        super().__init__()
        self._left = ""
        self._right = ""
        self._bold = ""

    def show(self, left: str, right: str = "", *, bold: str = "") -> None:
        """Say where we are; `bold` is the part of `left` that stands out."""
        if (left, right, bold) != (self._left, self._right, self._bold):
            self._left, self._right, self._bold = left, right, bold
            self.refresh()

    def line(self, y: int) -> tuple[str, Sequence[Span]]:
        """Draw the one line."""
        left, right = shown(self._left), shown(self._right)
        room = self.size.width - cell_len(right) - (2 if right else 0)
        text = f"{fit(left, room)} {right} " if right else fit(left, self.size.width)
        start = text.find(self._bold) if self._bold else -1
        return text, (Span(start, start + len(self._bold), "heading"),) if start >= 0 else ()


class KeyBar(Drawn):
    """The last row: the keys that work here, the main one first."""

    def __init__(self) -> None:
        super().__init__()
        self._pairs: tuple[tuple[str, str], ...] = ()

    def show(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Show (key, label) pairs; the last one stays when the width is short."""
        if tuple(pairs) != self._pairs:
            self._pairs = tuple(pairs)
            self.refresh()

    def line(self, y: int) -> tuple[str, Sequence[Span]]:
        """Draw as many pairs as fit."""
        pairs = list(self._pairs)
        while len(pairs) > 2 and cell_len(self._text(pairs)) > self.size.width:
            del pairs[-2]
        spans = []
        at = 1
        for key, label in pairs:
            spans.append(Span(at, at + len(key), "accent"))
            at += len(key) + len(label) + 3
        return self._text(pairs), spans

    @staticmethod
    def _text(pairs: Sequence[tuple[str, str]]) -> str:
        return " " + "  ".join(f"{key} {label}" for key, label in pairs)
