"""One text with a cursor: what every key does to it, without any screen.

The stock Input handles a burst of keys out of order (text goes in at once, bindings and
messages later), so a stalled line would merge several notes into one. Here each key is done
before the next is looked at.
"""

from __future__ import annotations

from rich.cells import cell_len

MAX_TEXT = 1_000_000
"""Characters a field takes; more is refused, never cut silently."""


class Editor:
    """A text and a cursor in it; `multiline` lets enter and pasted newlines in."""

    def __init__(self, text: str = "", *, multiline: bool = False) -> None:
        self.multiline = multiline
        self.text = ""
        self.cursor = 0
        self.set(text)

    def set(self, text: str, cursor: int | None = None) -> None:
        """Replace the text; the cursor goes to its end, or to `cursor`."""
        self.text = self._admitted(text)
        self.cursor = len(self.text) if cursor is None else max(0, min(cursor, len(self.text)))

    def insert(self, text: str) -> bool:
        """Put typed or pasted text at the cursor; False when there is no room for it."""
        text = self._admitted(text)
        if len(self.text) + len(text) > MAX_TEXT:
            return False
        self.text = self.text[: self.cursor] + text + self.text[self.cursor :]
        self.cursor += len(text)
        return True

    def replace(self, start: int, end: int, text: str) -> None:
        """Put `text` in place of `start` to `end`, the cursor behind it."""
        self.text = self.text[:start] + text + self.text[end:]
        self.cursor = start + len(text)

    def key(self, key: str, character: str | None) -> bool:
        """Do what a key does to a text; False when it does nothing to one."""
        edit = self._EDITS.get(key)
        if edit is not None:
            edit(self)
            return True
        if key == "enter" and self.multiline:
            return self.insert("\n")
        if character is not None and character.isprintable():
            return self.insert(character)
        return False

    def _admitted(self, text: str) -> str:
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
        return text if self.multiline else text.replace("\n", " ").replace("\t", " ")

    @property
    def line_start(self) -> int:
        """Where the line of the cursor begins."""
        return self.text.rfind("\n", 0, self.cursor) + 1

    @property
    def line_end(self) -> int:
        """Where the line of the cursor ends."""
        end = self.text.find("\n", self.cursor)
        return len(self.text) if end < 0 else end

    def _left(self) -> None:
        self.cursor = max(0, self.cursor - 1)

    def _right(self) -> None:
        self.cursor = min(len(self.text), self.cursor + 1)

    def _word_left(self) -> None:
        self.cursor = self._word_start()

    def _word_right(self) -> None:
        rest = self.text[self.cursor :]
        blanks = len(rest) - len(rest.lstrip())
        word = rest.lstrip()
        self.cursor += blanks + next((i for i, c in enumerate(word) if c.isspace()), len(word))

    def _word_start(self) -> int:
        before = self.text[: self.cursor].rstrip()
        return max((i + 1 for i, c in enumerate(before) if c.isspace()), default=0)

    def _home(self) -> None:
        self.cursor = self.line_start

    def _end(self) -> None:
        self.cursor = self.line_end

    def _backspace(self) -> None:
        if self.cursor:
            self.replace(self.cursor - 1, self.cursor, "")

    def _delete(self) -> None:
        if self.cursor < len(self.text):
            self.text = self.text[: self.cursor] + self.text[self.cursor + 1 :]

    def _delete_word(self) -> None:
        self.replace(self._word_start(), self.cursor, "")

    def _delete_to_start(self) -> None:
        self.replace(self.line_start, self.cursor, "")

    def _delete_to_end(self) -> None:
        self.text = self.text[: self.cursor] + self.text[self.line_end :]

    _EDITS = {
        "left": _left,
        "right": _right,
        "ctrl+left": _word_left,
        "ctrl+right": _word_right,
        "home": _home,
        "ctrl+a": _home,
        "end": _end,
        "ctrl+e": _end,
        "backspace": _backspace,
        "delete": _delete,
        "ctrl+d": _delete,
        "ctrl+w": _delete_word,
        "ctrl+u": _delete_to_start,
        "ctrl+k": _delete_to_end,
    }


def wrap(text: str, width: int) -> tuple[tuple[int, int], ...]:
    """Break a text into lines of at most `width` cells, at blanks where there are any.

    Returns:
        (start, end) of each line in `text`; every cursor position is in exactly one of them
        (`start <= cursor <= end`, the later line where two meet).
    """
    width = max(1, width)
    lines: list[tuple[int, int]] = []
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        while (cut := _fitting(text, start, end, width)) < end:
            blank = text.rfind(" ", start, cut + 1)
            stop = blank if blank > start else cut
            lines.append((start, stop))
            start = stop + 1 if blank > start else stop
        lines.append((start, end))
        start = end + 1
    return tuple(lines)


def _fitting(text: str, start: int, end: int, width: int) -> int:
    begun = text[start : min(end, start + width)]
    if begun.isascii() and begun.isprintable():
        # One cell a character: the usual case, and many times faster.
        return start + len(begun)
    cells = 0
    for index in range(start, end):
        cells += cell_len(text[index])
        if cells > width:
            return max(index, start + 1)
    return end
