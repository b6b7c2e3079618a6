"""A sentence to say aloud, or a question: as many rows of it as there are."""

from __future__ import annotations

from collections.abc import Sequence

from infoview_tui.widgets.drawn import Drawn, Span, fit
from infoview_tui.widgets.editing import wrap


class Script(Drawn):
    """Shows one text that may be shown; it is drawn again only when it changes."""

    def __init__(self) -> None:
        super().__init__(id="script")
        self.text = ""

    def show(self, text: str) -> None:
        """Show a text, or nothing."""
        if text != self.text:
            self.text = text
            self.refresh()

    def line(self, y: int) -> tuple[str, Sequence[Span]]:
        """Draw a row of it; the last one says with an ellipsis that there is more."""
        room = self.size.width - 1
        lines = wrap(self.text, room)
        if y >= len(lines):
            return "", ()
        start, end = lines[y]
        more = y == self.size.height - 1 and end < len(self.text)
        text = fit(self.text[start:], room) if more else self.text[start:end]
        return f" {text}", (Span(0, 999, "heading"),)
