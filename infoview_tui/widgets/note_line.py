"""The note line of a meeting: always the last row but one, always ready to take a word."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from infoview_tui.domain.notes import HINTS, NoteKind, read_note
from infoview_tui.widgets.drawn import Drawn, Span, fit, shown
from infoview_tui.widgets.editing import Editor
from infoview_tui.widgets.field import one_line

LEGEND = '! key  " quote  @ name  > I promise  < they offer  ? later  + advice'
SHORT_LEGEND = '! key " quote @ name > I owe < they owe ? later + advice'

LEAST_OFFER = 10
"""Cells below which an offer says too little to be taken."""


class NoteLine(Drawn):
    """Draws an editor behind `›`, the prefixes while it is empty, and what the line will become.

    `offer`, where there is one, is what `right` would put after the `@`.
    """

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self.editor = editor
        self.offer = ""

    def line(self, y: int) -> tuple[str, Sequence[Span]]:
        """Draw the one line."""
        width = self.size.width
        if not self.editor.text:
            legend = LEGEND if width >= len(LEGEND) + 4 else SHORT_LEGEND
            roles = (Span(0, 1, "heading"), Span(2, 3, "cursor"), Span(3, 99, "muted"))
            return f"› {legend}", roles
        room = width - 2
        drawn, spans = one_line(self.editor, room)
        beside = self._beside(room - cell_len(drawn) - 3)
        pad = room - cell_len(drawn) - cell_len(beside) - 1
        text = f"› {drawn}" + (" " * pad + beside if beside else "")
        return text, (
            Span(0, 1, "heading"),
            *(Span(s.start + 2, s.end + 2, s.role) for s in spans),
            Span(2 + len(drawn), len(text), "muted"),
        )

    def _beside(self, room: int) -> str:
        """Return what stands at the right of the text, in at most `room` cells."""
        if self.offer and room >= LEAST_OFFER:
            return fit(f"→ {self.offer}", min(room, cell_len(f"→ {shown(self.offer)}"))).rstrip()
        kind, _body = read_note(self.editor.text)
        hint = HINTS[kind] if kind is not NoteKind.NOTE else ""
        return hint if len(hint) <= room else ""
