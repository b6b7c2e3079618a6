"""Text over several lines: rows of a list, lines with gaps and a cursor, headings over both."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from infoview_tui.domain.text import neutral
from infoview_tui.widgets.drawn import Span, fit, shown
from infoview_tui.widgets.editing import wrap
from infoview_tui.widgets.row import Row

WIDEST = 74
"""Cells a line of text has at most: longer ones are hard to read."""

MOST_LINES = 3
"""Lines of one note in a list beside a text; it is there to remind, not to be read."""

Line = tuple[int, int]


def ruled(name: str, rest: str, width: int) -> tuple[str, tuple[Span, ...]]:
    """Draw a heading: a name, a few words, and a rule to the edge."""
    text = shown(f"{name} {rest}".rstrip())
    room = width - cell_len(text) - 1
    line = f"{text} {'─' * room}" if room > 0 else fit(text, width)
    return line, (Span(0, len(name), "heading"), Span(len(text), len(line), "muted"))


def wrapped_rows(sign: str, text: str, width: int, role: str = "accent") -> list[Row]:
    """Make rows of a text behind a sign, its later lines as far in as the first.

    What does not fit `MOST_LINES` is cut with an ellipsis.
    """
    text = shown(text)
    room = max(1, width - len(sign) - 1)
    lines = [text[start:end] for start, end in wrap(text, room)]
    if len(lines) > MOST_LINES:
        last = fit(f"{lines[MOST_LINES - 1]}  ", room - 1).rstrip()
        lines[MOST_LINES - 1 :] = [f"{last.removesuffix('…')}…"]
    first, *more = lines
    rows = [Row(f"{sign} {first}", spans=(Span(0, len(sign), role),))]
    return rows + [Row(f"{' ' * len(sign)} {line}") for line in more]


def broken(text: str, width: int) -> tuple[str, tuple[Line, ...]]:
    """Return a text that may be shown, of the same length, and where its lines are."""
    safe = neutral(text).replace("\t", " ")
    return safe, wrap(safe, width)


def line_of(lines: Sequence[Line], cursor: int) -> int:
    """Return which line the cursor is in, the later one where two meet."""
    return max(i for i, (start, end) in enumerate(lines) if start <= cursor <= end)


def draw(text: str, line: Line, marks: Sequence[Span], indent: int) -> tuple[str, list[Span]]:
    """Draw one line of a text `indent` cells in; `marks` are roles in the whole text, in order."""
    start, end = line
    spans = [
        Span(max(m.start, start) - start + indent, min(m.end, end + 1) - start + indent, m.role)
        for m in marks
        if m.start <= end and m.end > start
    ]
    # The blank at the end is where a cursor behind the last word stands.
    return f"{' ' * indent}{text[start:end]} ", spans
