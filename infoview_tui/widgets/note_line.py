"""The note line of a meeting: always the last row but one, always ready to take a word."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from infoview_tui.domain.notes import HINTS, NoteKind, read_note
from infoview_tui.widgets.drawn import Drawn, Span, fit, shown
from infoview_tui.widgets.editing import Editor
from infoview_tui.widgets.field import one_line

LEGEND = '! key  " quote  @ name  > I promise  < they offer  ? later  + advice'
SHORT_LEGEND = ("! key", '" quote', "@ name", "> I owe", "< they owe", "? later", "+ advice")

LEAST_OFFER = 10
"""Cells below which an offer says too little to be taken."""


class NoteLine(Drawn):
    """Draws an editor behind `›`, the prefixes while it is empty, and what the line will become.

    `offer`, where there is one, is what `right` would put after the `@`. While something else has
    the keys, it has neither sign nor cursor, and `away`, where it is empty, says how to come back.
    """

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self.editor = editor
        self.offer = ""
        self.active = True
        self.away = ""

    def activate(self, active: bool, away: str) -> None:
        """Say whether this line has the keys, and if not, how it gets them."""
        if (active, away) != (self.active, self.away):
            self.active, self.away = active, away
            self.refresh()

    def line(self, y: int) -> tuple[str, Sequence[Span]]:
        """Draw the one line."""
        width = self.size.width
        room = width - 2
        if not self.active:
            text = one_line(self.editor, room)[0] if self.editor.text else self.away
            return fit(f"· {text}", width), (Span(0, width, "muted"),)
        if not self.editor.text:
            roles = (Span(0, 1, "heading"), Span(2, 3, "cursor"), Span(3, 99, "muted"))
            return f"› {legend(room)}", roles
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
            words = f"tab: {shown(self.offer)}"
            return fit(words, min(room, cell_len(words))).rstrip()
        kind, _body = read_note(self.editor.text)
        hint = HINTS[kind] if kind is not NoteKind.NOTE else ""
        return hint if len(hint) <= room else ""


def legend(room: int) -> str:
    """Word what the signs in front of a note mean, the last ones as mere signs if need be."""
    if len(LEGEND) + 2 <= room:
        return LEGEND
    words = ""
    for worded in range(len(SHORT_LEGEND), 0, -1):
        signs = (part[0] for part in SHORT_LEGEND[worded:])
        words = " ".join([*SHORT_LEGEND[:worded], *signs])
        if len(words) <= room:
            break
    return words
