"""Reads what Textual writes: which bytes are a frame, and what a frame draws where."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len

from infoview_tui.terminal.cells import is_sure
from infoview_tui.terminal.sgr import PLAIN, Style, with_sgr

_TOKEN = re.compile(
    r"\x1b\[(?P<line>\d*)(?:;(?P<column>\d*))?H"
    r"|\x1b\[(?P<sgr>[\d;]*)m"
    r"|\x1b\]8;(?P<link>[^\x00-\x1f\x7f]*)(?:\x1b\\|\x07)"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
)
# These change neither a cell nor where the cursor is: modes (reverse video, bracketed paste, mouse,
# focus, cursor, wrap, in-band resize), their queries, keyboard protocol, cursor shape, bell, OSC
# but links, and what tmux and screen are asked to pass on.
_ASIDE = re.compile(
    r"(?:\x1b\[\?(?:5|7|12|25|1000|1002|1003|1004|1005|1006|1015|1016|2004|2031|2048)[hl]"
    r"|\x1b\[\?\d+\$p"
    r"|\x1b\[[<>=]\d*(?:;\d+)?u"
    r"|\x1b\[\d* q"
    r"|\x07"
    r"|\x1b\](?!8;)[^\x07\x1b]*(?:\x07|\x1b\\)"
    r"|\x1bP(?:[^\x1b]|\x1b[^\\])*\x1b\\)+"
)


@dataclass(frozen=True, slots=True)
class Run:
    """Text drawn from one place on: row `y`, columns `x` to `end` (not included).

    `sure` tells that all its characters have a width that no terminal doubts; `raw` is the run as
    it was written, its cursor move included.
    """

    y: int
    x: int
    end: int
    parts: tuple[tuple[Style, str], ...]
    sure: bool
    raw: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What one write draws, and where (`y`, `x`) it leaves the cursor."""

    runs: tuple[Run, ...]
    cursor: tuple[int, int]


def is_aside(data: str) -> bool:
    """Whether `data` leaves every cell and the cursor where they are."""
    return _ASIDE.fullmatch(data) is not None


def parse(data: str, columns: int, lines: int) -> Frame | None:
    """Read the frame in `data`; None when any of it is not understood or leaves the screen.

    A frame moves before it draws, and is in the default style wherever it moves and at its end.
    """
    runs: list[Run] = []
    y = x = -1
    for number, text in enumerate(data.split("\n")):
        if number:
            if not 0 <= y < lines - 1:
                return None
            y, x = y + 1, -1
        if text:
            line = _parse_line(text, columns, lines)
            if line is None:
                return None
            drawn, to, x = line
            runs += drawn
            y = y if to < 0 else to
    return Frame(tuple(runs), (y, x)) if 0 <= x < columns else None


# Textual writes whole widgets: all rows but one are those of the frame before.
@lru_cache(256)
def _parse_line(data: str, columns: int, lines: int) -> tuple[tuple[Run, ...], int, int] | None:
    """Read what has no line feed: what it draws, and the row and column it leaves the cursor at."""
    runs: list[Run] = []
    parts: list[tuple[Style, str]] = []
    y = x = -1
    start = begin = at = 0
    style = PLAIN
    sure = True

    def finish(end: int) -> None:
        if parts:
            runs.append(Run(y, start, x, tuple(parts), sure, data[begin:end]))
            parts.clear()

    while at < len(data):
        token = _TOKEN.match(data, at)
        if token is None:
            return None
        kind = token.lastgroup
        if kind in {"line", "column"}:
            if style != PLAIN:
                return None
            finish(at)
            begin, sure = at, True
            y, x = int(token["line"] or 1) - 1, int(token["column"] or 1) - 1
            start = x
            if not (0 <= y < lines and 0 <= x < columns):
                return None
        elif kind == "sgr":
            changed = with_sgr(style, token["sgr"])
            if changed is None:
                return None
            style = changed
        elif kind == "link":
            link = token["link"]
            style = style._replace(link="" if link == ";" else link)
        else:
            text = token["text"]
            width = cell_len(text)
            if x < 0 or x + width > columns:
                return None
            sure = sure and is_sure(text)
            # A mark that joins what is before it would change the row above.
            if not sure and start == x == 0 and cell_len(text[0]) == 0:
                return None
            parts.append((style, text))
            x += width
        at = token.end()
    if style != PLAIN:
        return None
    finish(at)
    return tuple(runs), y, x
