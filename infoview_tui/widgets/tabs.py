"""The tabs of a place, in one line: `[Rhythm 4]  Promises 6  Requests 1`."""

from __future__ import annotations

from collections.abc import Sequence

from infoview_tui.widgets.drawn import Drawn, Span, fit


class Tabs(Drawn):
    """Names the tabs; the one that is shown stands in brackets."""

    def __init__(self) -> None:
        super().__init__()
        self._words: tuple[str, ...] = ()
        self._here = 0

    def show(self, labels: Sequence[tuple[str, int | None]], here: int) -> None:
        """Show each label with its count, if it has one; `here` is the index of the one shown."""
        words = tuple(f"{label} {count}" if count is not None else label for label, count in labels)
        if (words, here) != (self._words, self._here):
            self._words, self._here = words, here
            self.refresh()

    def line(self, y: int) -> tuple[str, Sequence[Span]]:
        """Draw the one line."""
        parts = [
            f"[{words}]" if index == self._here else f" {words} "
            for index, words in enumerate(self._words)
        ]
        start = sum(len(part) + 1 for part in parts[: self._here])
        end = start + len(parts[self._here]) if parts else 0
        return fit(" ".join(parts), self.size.width), (Span(start, end, "heading"),)
