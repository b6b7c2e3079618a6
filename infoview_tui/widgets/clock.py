"""The clock of a meeting: one line of words and a bar, with big digits where there is room."""

from __future__ import annotations

from collections.abc import Sequence

from infoview_tui.values import dataclass
from infoview_tui.widgets.drawn import Drawn, Span

_DIGITS = {
    "0": ("┏━┓", "┃ ┃", "┗━┛"),
    "1": ("╺┓ ", " ┃ ", "╺┻╸"),
    "2": ("╺━┓", "┏━┛", "┗━╸"),
    "3": ("╺━┓", " ━┫", "╺━┛"),
    "4": ("╻ ╻", "┗━┫", "  ╹"),
    "5": ("┏━╸", "┗━┓", "╺━┛"),
    "6": ("┏━╸", "┣━┓", "┗━┛"),
    "7": ("╺━┓", "  ┃", "  ╹"),
    "8": ("┏━┓", "┣━┫", "┗━┛"),
    "9": ("┏━┓", "┗━┫", "╺━┛"),
    ":": (" ", ":", " "),
}


@dataclass(frozen=True)
class Face:
    """What the clock shows: `12:40`, `left`, the bar and the words beside it."""

    figure: str
    word: str
    bar: str
    words: str
    role: str = "heading"
    words_role: str = ""


class Clock(Drawn):
    """Shows a face; it is drawn again only when the face changes."""

    def __init__(self) -> None:
        super().__init__()
        self.face = Face("", "", "", "")

    def show(self, face: Face) -> None:
        """Show a face."""
        if face != self.face:
            self.face = face
            self.refresh()

    def line(self, y: int) -> tuple[str, Sequence[Span]]:
        """Draw the words, on the middle line where there are big digits."""
        big = self.size.height >= 3
        face = self.face
        if not big:
            return self._words(" ", face)
        rows = [_DIGITS.get(char, ("   ",) * 3) for char in face.figure]
        digits = "  " + " ".join(row[y] for row in rows) if y < 3 else ""
        if y != 1:
            return digits, (Span(2, len(digits), _large(face.role)),)
        return self._words(f"{digits}  ", face, gap=3)

    @staticmethod
    def _words(before: str, face: Face, gap: int = 2) -> tuple[str, Sequence[Span]]:
        start = len(before)
        # Beside its own large digits a figure is said again only for the word that goes with it.
        said = f"{face.figure} {face.word}".rstrip() if face.word or start < 3 else ""
        # Without a bar where there is no room for one.
        parts = [part for part in (said, face.bar, face.words) if part]
        text = before + (" " * gap).join(parts)
        words = len(text) - len(face.words)
        digits = (Span(2, start - 2, _large(face.role)),) if start > 2 else ()
        return text, (
            *digits,
            Span(start, start + len(said), face.role),
            Span(words, len(text), face.words_role),
        )


def _large(role: str) -> str:
    """Return the role of large digits: their strokes are heavy, so no heading needs to be bold."""
    return "" if role == "heading" else role
