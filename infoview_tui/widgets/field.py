"""Drawing a text with its cursor, in one line or wrapped over several."""

from __future__ import annotations

from rich.cells import cell_len

from infoview_tui.domain.text import neutral
from infoview_tui.widgets.drawn import Span
from infoview_tui.widgets.editing import Editor


def one_line(editor: Editor, width: int) -> tuple[str, tuple[Span, ...]]:
    """Draw the part of a one-line text around its cursor, at most `width` cells."""
    text = neutral(editor.text, one_line=True)
    start = 0
    while cell_len(text[start : editor.cursor]) >= max(1, width):
        start += max(1, width // 3)
    part = text[start:] + " "
    while part and cell_len(part) > width:
        part = part[: max(1, len(part) - max(1, (cell_len(part) - width) // 2))]
        if len(part) == 1:
            break
    at = editor.cursor - start
    return part, (Span(at, at + 1, "cursor"),)
