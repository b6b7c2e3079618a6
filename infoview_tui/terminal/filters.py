"""Line filters: the last place that every character passes on its way to the screen."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from infoview_tui.domain.text import neutral

_ASCII_SIGNS = str.maketrans(
    "○◐●✓–›·─█░│…“”‘’↑↓←→┏━┓┃┣┫┗┛╺╸╻╹▁▂▃▄▅▆▇", "o~*x->.-#.:~\"\"''^v<>+-+|+|++--||_.,-~=+"
)


def _safe(segment: Segment) -> Segment:
    text, style, control = segment
    safe = neutral(text, one_line=True)
    # A link's address is written to the terminal too, inside an escape sequence.
    if style is not None and style.link is not None and neutral(style.link) != style.link:
        return Segment(safe, style.update_link(None), control)
    return segment if safe == text else Segment(safe, style, control)


class ControlFilter(LineFilter):
    """Keeps control characters of foreign text from the terminal, whichever widget let them by."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Give the line neutral, as wide as it was, since the layout was made for that."""
        safe = [segment if segment.control else _safe(segment) for segment in segments]
        width = Segment.get_line_length(segments)
        # A control character had no width and its picture has one.
        if Segment.get_line_length(safe) != width:
            return Segment.adjust_line_length(safe, width)
        return safe


class AsciiFilter(LineFilter):
    """Draws the app's signs in ASCII, one for one, for terminals without those glyphs."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Give the line with each sign replaced."""
        return [
            segment
            if segment.control or segment.text.isascii()
            else segment._replace(text=segment.text.translate(_ASCII_SIGNS))
            for segment in segments
        ]
