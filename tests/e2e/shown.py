"""A terminal to read: pyte, and what real terminals know beyond it."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import pyte
from pyte import modes
from wcwidth import wcwidth

_SWITCH = re.compile(r"(\x1b\]8;[^\x1b\x07]*(?:\x1b\\|\x07)|\x1b\[\?1049h)")
# SGR codes that pyte passes over, by what they set, and those that end them.
_MORE = {2: "dim", 6: "fast", 8: "hidden", 21: "double", 51: "framed", 52: "circled", 53: "over"}
_ENDED = {
    22: ("dim",),
    24: ("double",),
    25: ("fast",),
    28: ("hidden",),
    54: ("framed", "circled"),
    55: ("over",),
}
# Pairs of which some terminals keep only the last that they were told: pyte's, and what it lacks.
_PAIRS = {1: (2, "bold"), 2: (1, "bold"), 4: (21, "underscore"), 21: (4, "underscore")}


class Cell(NamedTuple):
    """One cell: the fields of pyte's own, and the attributes and the link that it leaves out."""

    data: str = " "
    fg: str = "default"
    bg: str = "default"
    bold: bool = False
    italics: bool = False
    underscore: bool = False
    strikethrough: bool = False
    reverse: bool = False
    blink: bool = False
    more: frozenset[str] = frozenset()
    link: str = ""


class Terminal(pyte.Screen):
    """A screen of cells that also knows faint and other attributes, links, and repeats (REP).

    Half of a wide character does not stay when the other half is written over, and the alternate
    screen begins blank. `repeats` is what `CSI n b` repeats (any, ascii or none), `exclusive`
    whether of bold and faint, or of two kinds of underline, only the last is kept.
    """

    def __init__(self, columns: int, lines: int, *, repeats: str = "any") -> None:
        self.link = ""
        self.repeats = repeats
        self.exclusive = False
        self._last = ""
        super().__init__(columns, lines)

    @property
    def default_char(self) -> Any:
        return Cell(reverse=modes.DECSCNM in self.mode)

    def reset(self) -> None:
        super().reset()
        self.cursor.attrs = self.default_char

    def blank(self) -> None:
        """Begin anew, as the alternate screen does."""
        self.cursor.attrs = self.default_char
        self.erase_in_display(2)
        self.cursor_position()

    def draw(self, data: str) -> None:
        # pyte ends at a joiner or a selector, and what is behind it is lost.
        for text in (data,) if data.isascii() else data:
            self._part(len(text) if text.isascii() else max(0, wcwidth(text)))
            super().draw(text)
        self._last = data[-1]

    def _part(self, width: int) -> None:
        """Blank the halves that are left of wide characters when the next cells are written."""
        line = self.buffer[self.cursor.y]
        start = min(self.cursor.x, self.columns - 1)
        end = start + width
        if width and start and line[start].data == "":
            line[start - 1] = line[start - 1]._replace(data=" ")
        if width and end < self.columns and line[end].data == "":
            line[end] = line[end]._replace(data=" ")

    def repeat(self, count: int = 1, **_: object) -> None:
        if self.repeats == "any" or (self.repeats == "ascii" and self._last.isascii()):
            self.draw(self._last * (count or 1))

    def erase_in_line(self, how: int = 0, private: bool = False) -> None:
        if how == 0:
            self._part(self.columns - self.cursor.x)
        super().erase_in_line(how, private)

    def select_graphic_rendition(self, *attrs: int, **private: bool) -> None:
        if private:
            return
        before: Any = self.cursor.attrs
        more = set(before.more)
        super().select_graphic_rendition(*attrs)
        codes = list(attrs) or [0]
        while codes:
            code = codes.pop(0)
            if code in {38, 48} and codes:
                del codes[: {5: 2, 2: 4}.get(codes[0], 1)]
            elif code == 0:
                more.clear()
            more.difference_update(_ENDED.get(code, ()))
            if code in _MORE:
                more.add(_MORE[code])
            if self.exclusive and code in _PAIRS:
                other, field = _PAIRS[code]
                more.discard(_MORE.get(other, ""))
                self._wear(**{field: code in {1, 4}})
        self._wear(more=frozenset(more), link=self.link)

    def _wear(self, **fields: object) -> None:
        attrs: Any = self.cursor.attrs
        self.cursor.attrs = attrs._replace(**fields)

    def set_link(self, link: str) -> None:
        self.link = "" if link == ";" else link
        self._wear(link=self.link)

    def shows(self) -> tuple[list[list[Any]], tuple[int, int] | None]:
        """Return all that can be seen: every cell, and where the cursor is unless it is hidden."""
        cells = [[self.buffer[y][x] for x in range(self.columns)] for y in range(self.lines)]
        return cells, None if self.cursor.hidden else (self.cursor.x, self.cursor.y)


class Stream(pyte.Stream):
    """Feeds a `Terminal`; what it does not know of pyte's is left to pyte."""

    csi = {**pyte.Stream.csi, "b": "repeat"}
    events = pyte.Stream.events | {"repeat"}

    def feed(self, data: str) -> None:
        screen = self.listener
        assert isinstance(screen, Terminal)
        for part in _SWITCH.split(data):
            if part.startswith("\x1b]8;"):
                screen.set_link(part[4:].rstrip("\x07").removesuffix("\x1b\\"))
            elif part == "\x1b[?1049h":
                screen.blank()
            else:
                super().feed(part)


def connected(columns: int, lines: int) -> tuple[Terminal, Stream]:
    """Give a terminal without a kernel before it, which would put a CR before each LF."""
    screen = Terminal(columns, lines)
    screen.set_mode(modes.LNM)
    return screen, Stream(screen)


def unlike(one: Terminal, other: Terminal) -> str:
    """Say where two terminals differ, in words for a test that fails; "" when they do not."""
    (cells, cursor), (others, at) = one.shows(), other.shows()
    told = [
        f"{y};{x}: {a} | {b}"
        for y, (row, beside) in enumerate(zip(cells, others, strict=True))
        for x, (a, b) in enumerate(zip(row, beside, strict=True))
        if a != b
    ]
    if cursor != at:
        told.append(f"cursor {cursor} | {at}")
    return "\n".join(told[:20])
