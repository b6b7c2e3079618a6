"""The base of our widgets: plain rows of cells in the roles of the theme, never markup."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from infoview_tui.domain.text import neutral

ROLES = frozenset({"muted", "heading", "accent", "success", "warning", "error", "cursor", "alert"})
ROLE_CLASSES = {f"role--{role}" for role in ROLES}
"""What a screen has for its `COMPONENT_CLASSES`: roles look alike in all widgets on it."""

MOST_MARKS = 16
"""Characters a cell: what has more marks on its letters than that is cut as if it were longer."""


class Span(NamedTuple):
    """A stretch of a text, in characters, that has a role."""

    start: int
    end: int
    role: str


def shown(text: str) -> str:
    """Make a text one line that no terminal acts on."""
    return neutral(text, one_line=True)


def fit(text: str, width: int) -> str:
    """Pad a text to `width` cells, or cut it with an ellipsis; wide characters count two."""
    if width <= 0:
        return ""
    if text.isascii() and text.isprintable():
        # One cell a character: the usual case, and twenty times faster in a long list.
        return (
            text.ljust(width)
            if len(text) <= width
            else f"{text[: width - 1].rstrip()}…".ljust(width)
        )
    # Of a million characters only the first are looked at: measuring all would be felt.
    begun = shown(text[: width * MOST_MARKS])
    if len(begun) == len(text) and cell_len(begun) <= width:
        return begun + " " * (width - cell_len(begun))
    begun = set_cell_size(begun, width - 1).rstrip() + "…"
    return begun + " " * (width - cell_len(begun))


def columns(*cells: tuple[str, int]) -> str:
    """Put texts side by side, each fitted to its width, two blanks between."""
    return "  ".join(fit(text, width) for text, width in cells)


class Drawn(Widget):
    """A widget whose lines are made of cells in roles; it takes no focus, keys go to the page."""

    ALLOW_SELECT = False

    def __init__(self, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._role_styles: dict[str, Style] = {}
        self._made_for: Size | None = None

    def make(self) -> None:
        """Make anew what depends on the size; subclasses add to this.

        Called before the first line is drawn in another size: the event that tells of that comes
        later, and what was made for no size at all would be on the screen until then.
        """
        self._made_for = self.size

    def notify_style_update(self) -> None:
        """Forget the colours of the last theme."""
        self._role_styles.clear()
        super().notify_style_update()

    def role(self, name: str) -> Style:
        """Return the style of a role; "" is plain text."""
        style = self._role_styles.get(name)
        if style is None:
            style = (
                self.screen.get_component_rich_style(f"role--{name}") if name else self.rich_style
            )
            self._role_styles[name] = style
        return style

    def strip(self, text: str, spans: Sequence[Span] = ()) -> Strip:
        """Draw one line: `text` in plain style, with roles where `spans` (in order) say so."""
        segments = []
        at = 0
        for span in spans:
            if span.start > at:
                segments.append(Segment(text[at : span.start], self.role("")))
            start = max(at, span.start)
            if span.end > start:
                segments.append(Segment(text[start : span.end], self.role(span.role)))
            at = max(at, span.end)
        segments.append(Segment(text[at:], self.role("")))
        return Strip(segments).adjust_cell_length(self.size.width, self.role(""))

    def render_line(self, y: int) -> Strip:
        """Draw line `y`; subclasses give the text."""
        if self._made_for != self.size:
            self.make()
        text, spans = self.line(y)
        return self.strip(text, spans)

    def line(self, y: int) -> tuple[str, Sequence[Span]]:
        """Return the text of line `y` and the roles in it."""
        raise NotImplementedError
