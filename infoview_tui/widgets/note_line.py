"""The note line of a meeting: always the last row but one, always ready to take a word."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from infoview_tui.domain.notes import HINTS, NoteKind, read_note
from infoview_tui.widgets.drawn import Drawn, Span
from infoview_tui.widgets.editing import Editor
from infoview_tui.widgets.field import one_line

LEGEND = '! key  " quote  @ name  > I promise  < they offer  ? later  + advice'
SHORT_LEGEND = '! key " quote @ name > I owe < they owe ? later + advice'


class NoteLine(Drawn):
    """Draws an editor behind `›`, the prefixes while it is empty, and what the line will become."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self.editor = editor

    def line(self, y: int) -> tuple[str, Sequence[Span]]:
        """Draw the one line."""
        width = self.size.width
        if not self.editor.text:
            legend = LEGEND if width >= len(LEGEND) + 4 else SHORT_LEGEND
            roles = (Span(0, 1, "heading"), Span(2, 3, "cursor"), Span(3, 99, "muted"))
            return f"› {legend}", roles
        kind, _body = read_note(self.editor.text)
        hint = HINTS[kind] if kind is not NoteKind.NOTE else ""
        room = width - 2
        drawn, spans = one_line(self.editor, room)
        pad = room - cell_len(drawn) - len(hint) - 1
        text = f"› {drawn}" + (" " * pad + hint if hint and pad >= 2 else "")
        return text, (
            Span(0, 1, "heading"),
            *(Span(s.start + 2, s.end + 2, s.role) for s in spans),
            Span(2 + len(drawn), len(text), "muted"),
        )
