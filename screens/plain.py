"""A text alone on the screen, for the terminal's own selection; any key goes back."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from infoview_tui.screens.messages import Back
from infoview_tui.screens.page import Page
from infoview_tui.services.desk import Desk
from infoview_tui.styles import stylesheet
from infoview_tui.widgets.drawn import Drawn, Span
from infoview_tui.widgets.wrapped import broken


class PlainText(Drawn):
    """Lines from the first column on, broken at the edge of the screen alone.

    With `link` they are all one link (OSC 8), which a broken address would not be.
    """

    def __init__(self, text: str, link: str = "") -> None:
        super().__init__(id="plain")
        self.text = text
        self.link = link
        self.top = 0

    @property
    def longer(self) -> bool:
        """Whether it goes on below the screen."""
        return len(broken(self.text, self.size.width)[1]) > self.size.height

    def scroll(self, lines: int) -> None:
        """Move the view."""
        most = len(broken(self.text, self.size.width)[1]) - self.size.height
        self.top = max(0, min(most, self.top + lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line, as a part of the link where there is one."""
        strip = super().render_line(y)
        return strip.apply_style(Style(link=self.link)) if self.link else strip

    def line(self, y: int) -> tuple[str, Sequence[Span]]:
        """Draw one line of the text."""
        text, lines = broken(self.text, self.size.width)
        index = self.top + y
        return (text[slice(*lines[index])] if index < len(lines) else ""), ()


class PlainPage(Page):
    """Neither bar nor footer: what is selected here is the text and nothing else."""

    NAME = "plain"
    CSS_PATH = stylesheet("plain")

    def __init__(self, desk: Desk, text: str, title: str, link: str = "") -> None:
        super().__init__(desk)
        self.text = PlainText(text, link)
        self.title_of = title

    def body(self) -> Sequence[Widget]:
        """The text."""
        return [self.text]

    def title_words(self) -> str:
        """Return what the text is."""
        return self.title_of

    async def press(self, key: str, character: str | None) -> None:
        """Scroll a text that is longer than the screen; any other key goes back."""
        page = max(1, self.text.size.height - 1)
        steps = {"space": page, "pagedown": page, "pageup": -page, "down": 1, "up": -1}.get(key)
        if steps is not None and self.text.longer:
            self.text.scroll(steps)
        else:
            self.post_message(Back())
