"""What is shown while the window has too little room for the screen."""

from __future__ import annotations

from collections.abc import Sequence

from infoview_tui.widgets.drawn import Drawn, Span


class TooSmall(Drawn):
    """Names both sizes; nothing typed is lost meanwhile."""

    def __init__(self, least: tuple[int, int]) -> None:
        super().__init__()
        self.least = least

    def on_resize(self) -> None:
        """Name the new size."""
        self.refresh()

    def line(self, y: int) -> tuple[str, Sequence[Span]]:
        """Draw the message, the first words first."""
        width, height = self.app.size
        lines = (
            f" infoview needs {self.least[0]} x {self.least[1]} cells",
            f" this window has {width} x {height}",
            "",
            " Make it larger or its type smaller.",
            " Nothing is lost.  ctrl+q quits",
        )
        return (lines[y] if y < len(lines) else ""), ()
