"""Drawing a text with its cursor, in one line or wrapped over several."""

from __future__ import annotations

from rich.cells import cell_len

from infoview_tui.domain.text import neutral
from infoview_tui.widgets.drawn import Span
from infoview_tui.widgets.editing import Editor


def one_line(editor: Editor, width: int) -> tuple[str, tuple[Span, ...]]:
    """Draw the part of a one-line text around its cursor, at most `width` cells."""
    # Only what can be on the screen is looked at: a pasted line may have a million characters.
    first = max(0, editor.cursor - width)
    before = neutral(editor.text[first : editor.cursor], one_line=True)
    while before and cell_len(before) >= width:
        before = before[1 + len(before) // 3 :]
    after = neutral(editor.text[editor.cursor : editor.cursor + width], one_line=True) + " "
    while len(after) > 1 and cell_len(before) + cell_len(after) > width:
        after = after[:-1]
    return before + after, (Span(len(before), len(before) + 1, "cursor"),)
