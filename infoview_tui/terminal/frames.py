"""Sends a terminal only what changed: the cells it was last sent against those it should show."""

import re

from rich.cells import cell_len

from infoview_tui.terminal.cells import sure_width
from infoview_tui.terminal.parser import Frame, Run, is_aside, parse
from infoview_tui.terminal.pen import ASK_REPEATS, Pen
from infoview_tui.terminal.sgr import PLAIN

_SYNC_START = "\x1b[?2026h"
_SYNC_END = "\x1b[?2026l"
_WORTH_MARKING = 256
_OTHER_SCREEN = "\x1b[?1049h"
# Not every terminal that takes the sequence gives a clear screen with it.
_CLEAR = "\x1b[m\x1b[H\x1b[2J"
_DRAWING = re.compile(r"\x1b\[\d*;?\d*H")
# Characters kept for a stalled line of what cannot be merged, before drawings are dropped.
_MOST_QUEUED = 1 << 18
# Runs of a row kept as they came, before those that later ones cover are dropped.
_MOST_RAW = 64


class _Row:
    """One row: what it should show, what was sent, and what must be sent as it came.

    A cell is a character, "" behind a wide one, or None when nothing is known of it.
    """

    __slots__ = ("chars", "raw", "runs", "sent_chars", "sent_styles", "styles")

    def __init__(self, columns: int, char: str | None) -> None:
        self.chars: list[str | None] = [char] * columns
        self.styles = [PLAIN] * columns
        self.sent_chars = self.chars.copy()
        self.sent_styles = self.styles.copy()
        self.raw: list[Run] = []
        # Those that stand in the cells as they were drawn.
        self.runs: list[Run] = []

    def draw(self, run: Run) -> bool:
        """Take a run and tell whether it is another than stands there.

        Only what is sure, and cuts no wide character, becomes cells.
        """
        if not self.raw and any(run is old for old in self.runs):
            return False
        self.runs = [old for old in self.runs if old.end <= run.x or run.end <= old.x]
        cut = self.chars[run.x] == "" or (
            run.end < len(self.chars) and self.chars[run.end] == "" and run.end > run.x
        )
        if self.raw or not run.sure or cut:
            if len(self.raw) > _MOST_RAW:
                self.raw = [old for old in self.raw if not run.x <= old.x <= old.end <= run.end]
            self.raw.append(run)
            return True
        x = run.x
        for style, text in run.parts:
            end = x + cell_len(text)
            cells: list[str | None] = list(text)
            if end - x != len(text):
                cells = []
                for char in text:
                    cells += (char, "") if sure_width(char) == 2 else (char,)
            self.chars[x:end] = cells
            self.styles[x:end] = [style] * len(cells)
            x = end
        self.runs.append(run)
        return True

    def sent(self) -> None:
        """Take note that the terminal has been sent the row."""
        if self.raw:
            self.raw.clear()
            self.runs.clear()
            self.chars = [None] * len(self.chars)
        self.sent_chars = self.chars.copy()
        self.sent_styles = self.styles.copy()


class Frames:
    """Stands between what Textual writes and the terminal; does no input, no output, has no clock.

    `write` takes what Textual wrote, `take` gives what the terminal must be sent next. Frames that
    were not taken are merged, the newest wins; everything else keeps its order. With `whole`
    everything is handed on as it is. `repeats` may be set once the terminal has answered what it
    repeats.
    """

    def __init__(self, columns: int, lines: int, *, whole: bool = False) -> None:
        self.lost = False
        self.repeats: re.Pattern[str] | None = None
        self._whole = whole
        self._size = (columns, lines)
        self._queue: list[str] = []
        self._synchronised = False
        self._hidden = False
        self._reset(None)

    def _reset(self, char: str | None) -> None:
        columns, lines = self._size
        self._rows = [_Row(columns, char) for _ in range(lines)]
        self._changed: set[int] = set()
        self._cursor_sent = self._cursor = None if char is None else (0, 0)

    def write(self, data: str) -> None:
        """Take what Textual wrote; `lost` is set when drawings had to be dropped (repaint then)."""
        if "\x1b[?25" in data:
            self._hidden = data.rfind("\x1b[?25l") > data.rfind("\x1b[?25h")
        if self._whole:
            self._enqueue(data)
        elif data in {_SYNC_START, _SYNC_END}:
            self._synchronised = True
        elif is_aside(data):
            self._queue.append(data)
        elif data in {_OTHER_SCREEN, ASK_REPEATS}:
            self.forget()
            self._queue.append(data + _CLEAR)
            self._reset(" ")
        elif (frame := parse(data, *self._size)) is not None:
            self._draw(frame)
        else:
            self.forget()
            self._enqueue(data)

    def resize(self, columns: int, lines: int) -> None:
        """Know the size of the terminal; another one than before forgets everything."""
        if (columns, lines) != self._size:
            self.forget()
            self._size = (columns, lines)
            self._reset(None)

    def forget(self) -> None:
        """Know nothing of what the terminal shows: whatever is drawn next is sent in full."""
        self._enqueue(self._difference(placed=True))
        self._reset(None)

    def take(self) -> str:
        """Give what brings the terminal up to date; the caller must send all of it."""
        text = "".join(self._queue) + self._difference()
        self._queue.clear()
        return text

    def _enqueue(self, data: str) -> None:
        self._queue.append(data)
        if sum(map(len, self._queue)) > _MOST_QUEUED:
            self._queue = [item for item in self._queue if not _is_drawing(item)]
            self.lost = True

    def _draw(self, frame: Frame) -> None:
        for run in frame.runs:
            if self._rows[run.y].draw(run):
                self._changed.add(run.y)
        self._cursor = frame.cursor

    def _difference(self, *, placed: bool = False) -> str:
        pen = Pen(self._cursor_sent, self._size[0], self.repeats)
        for y in sorted(self._changed):
            row = self._rows[y]
            _draw_changes(pen, y, row)
            for run in row.raw:
                pen.wear(PLAIN)
                pen.out.append(run.raw)
                pen.cursor = None
            row.sent()
        self._changed.clear()
        pen.wear(PLAIN)
        # Hidden, and at the origin, nobody gave it a place: it costs a third of what a key does.
        free = self._hidden and self._cursor == (0, 0) and not placed
        if self._cursor is not None and not free:
            pen.move(*self._cursor)
        self._cursor_sent = pen.cursor
        text = "".join(pen.out)
        # A short difference arrives in one piece; the marks would cost more than it does.
        if self._synchronised and len(text) > _WORTH_MARKING:
            return f"{_SYNC_START}{text}{_SYNC_END}"
        return text


def _is_drawing(data: str) -> bool:
    return _DRAWING.match(data.removeprefix(_SYNC_START)) is not None


def _draw_changes(pen: Pen, y: int, row: _Row) -> None:
    chars, styles, before, before_styles = row.chars, row.styles, row.sent_chars, row.sent_styles
    if chars == before and styles == before_styles:
        return
    changed = [
        x
        for x, char in enumerate(chars)
        if char and (char != before[x] or styles[x] != before_styles[x])
    ]
    erased = _erased_from(row, changed)
    drawn = [x for x in changed if x < erased]
    at = 0
    while at < len(drawn):
        x = end = drawn[at]
        _approach(pen, y, x, row)
        style = styles[x]
        while at < len(drawn) and drawn[at] == end and styles[end] == style:
            end += 1
            while end < len(chars) and chars[end] == "":
                end += 1
            at += 1
        pen.put("".join(char or "" for char in chars[x:end]), style, end - x)
    if len(drawn) < len(changed):
        pen.move(y, erased)
        pen.wear(PLAIN)
        pen.out.append("\x1b[K")


def _erased_from(row: _Row, changed: list[int]) -> int:
    """Give the column from which erasing the rest of the row is shorter than drawing it."""
    blank = len(row.chars)
    while blank and row.chars[blank - 1] == " " and row.styles[blank - 1] == PLAIN:
        blank -= 1
    tail = [x for x in changed if x >= blank]
    return tail[0] if len(tail) > 3 else len(row.chars)


def _approach(pen: Pen, y: int, x: int, row: _Row) -> None:
    """Go to a cell; over a few unchanged ones in the same style by writing them once more."""
    if pen.cursor is not None and pen.cursor[0] == y and 0 < x - pen.cursor[1] <= 4:
        gap = range(pen.cursor[1], x)
        text = "".join(row.chars[at] or "\0" for at in gap)
        if text.isascii() and "\0" not in text and all(row.styles[at] == pen.style for at in gap):
            pen.out.append(text)
            pen.cursor = (y, x)
    pen.move(y, x)
