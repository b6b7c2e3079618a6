"""The prompts of a debrief, each with the text that answers it, one of them being written."""

from __future__ import annotations

from collections.abc import Sequence

from infoview_tui.widgets.drawn import Drawn, Span, shown
from infoview_tui.widgets.editing import Editor
from infoview_tui.widgets.wrapped import WIDEST, broken, draw, line_of, ruled

INDENT = 4
"""Cells before an answer: it stands under the words of its prompt."""

Drawing = tuple[str, Sequence[Span]]


class Prompts(Drawn):
    """Draws (words, editor) pairs; `index` is the one with the cursor, -1 for none."""

    def __init__(self, prompts: Sequence[tuple[str, Editor]]) -> None:
        super().__init__(id="prompts")
        self.prompts = tuple(prompts)
        self.index = 0
        self.asleep = False
        self.left = ""
        self.top = 0
        self._drawn: list[Drawing] = []

    @property
    def editor(self) -> Editor:
        """The text with the cursor."""
        return self.prompts[self.index][1]

    def changed(self) -> None:
        """Show the texts as they are now."""
        self.make()
        self.refresh()

    def make(self) -> None:
        """Break the texts, and keep the cursor in sight."""
        super().make()
        width = max(1, min(WIDEST, self.size.width - INDENT - 1))
        self._drawn = []
        room = max(1, self.size.height - 1)
        for index, (words, editor) in enumerate(self.prompts):
            here = index == self.index and not self.asleep
            first = len(self._drawn)
            sign = "›" if index == self.index else " "
            self._drawn.append((f"{sign} {index + 1} {shown(words)}", (Span(0, 3, "heading"),)))
            text, lines = broken(editor.text, width)
            at = line_of(lines, editor.cursor)
            for number, line in enumerate(lines):
                cursor = Span(editor.cursor, editor.cursor + 1, "cursor")
                marks = [cursor] if here and number == at else []
                self._drawn.append(draw(text, line, marks, INDENT))
            if index == self.index:
                written = first + 1 + at
                last = first + len(lines)
                # All of the answer where it fits, and the prompt above it.
                self.top = max(min(self.top, first), last - room + 1)
                self.top = max(min(self.top, written), written - room + 1)
        self.top = max(0, min(self.top, len(self._drawn) - room))

    def line(self, y: int) -> Drawing:
        """Draw the heading or a line of a prompt."""
        if y == 0:
            where = f"{self.index + 1} of {len(self.prompts)}"
            return ruled("[While it is fresh]", f"{where}{self.left}", self.size.width)
        index = self.top + y - 1
        return self._drawn[index] if index < len(self._drawn) else ("", ())
