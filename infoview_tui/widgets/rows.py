"""The one list: rows with a cursor on the first field, headings inside, any number of rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Sequence
from typing import Any, Self

from rich.cells import cell_len
from textual.geometry import Region

from infoview_tui.widgets.drawn import Drawn, Span, fit, shown
from infoview_tui.widgets.row import Many, Row

MARGIN = 2
"""Cells before the text of a row, where the cursor's sign stands, unless a list says otherwise."""

MARK = "*"
"""In the second cell of the margin: a marked row."""

NOT_LAID_OUT = 80
"""Cells taken for the width before it is known: in one cell a long text has a million lines."""


def _goes_on(row: Row) -> bool:
    return row.key is None and not row.heading and bool(row.text.strip())


Builder = Callable[[int], Sequence[Row]]


class Rows(Drawn):
    """A list of rows; the page tells it what to show and moves its cursor.

    With `bracket` the name of the pane that has the keys stands in brackets, with `pinned` the
    first row, a heading, does not scroll away. A list without `margin` shows no cursor.
    """

    def __init__(
        self,
        id: str | None = None,
        *,
        bracket: bool = False,
        pinned: bool = False,
        margin: int = MARGIN,
    ) -> None:
        super().__init__(id=id)
        self.margin = margin
        self.bracket = bracket
        self.pinned = pinned
        self.active = True
        self.highlight = True
        self.rows: Sequence[Row] = ()
        self.cursor = 0
        self.top = 0
        self._build: Builder = lambda _width: ()
        self._keys: list[Hashable | None] = []
        self._choices: list[int] = []
        self._last_heading = 0
        self._drawn: tuple[Any, ...] = ()

    def show(self, build: Builder, *, at: Hashable | None = None) -> None:
        """Show what `build(width)` returns, the cursor on `at` or where it was."""
        self._build = build
        self._rebuild(at if at is not None else self.current)
        self._redraw()

    def _rebuild(self, at: Hashable | None) -> None:
        super().make()
        width = self.size.width or NOT_LAID_OUT
        built = self._build(max(1, width - self.margin))
        self.rows = built if isinstance(built, Many) else tuple(built)
        above = built.above if isinstance(built, Many) else self.rows
        self._keys = keys = [row.key for row in above]
        self._choices = [i for i, key in enumerate(keys) if key is not None]
        if isinstance(built, Many):
            self._choices += range(len(above), len(built))
            keys += built.keys
        self._last_heading = max((i for i, row in enumerate(above) if row.heading), default=0)
        if at is not None and at in keys:
            self.cursor = keys.index(at)
        else:
            self._settle()
        self._scroll()

    def make(self) -> None:
        """Make the rows anew for the new width."""
        self._rebuild(self.current)
        self._drawn = self._lines()

    def refresh(self, *regions: Region, **what: Any) -> Self:
        """Draw lines anew, or all of them."""
        if not regions:
            self._drawn = ()
        return super().refresh(*regions, **what)

    def _redraw(self) -> None:
        """Draw anew what changed: most keys change a line or two of a screenful."""
        before, self._drawn = self._drawn, self._lines()
        width, lines = self.size.width, self._drawn
        if len(before) != len(lines) or before[0] != width:
            self.refresh()
            self._drawn = lines
            return
        pairs = enumerate(zip(before[1:], lines[1:], strict=True))
        changed = [Region(0, y, width, 1) for y, (old, new) in pairs if old != new]
        if changed:
            self.refresh(*changed)

    def _lines(self) -> tuple[Any, ...]:
        width, height = self.size
        return (width, *(self.line(y) for y in range(height)))

    def _settle(self) -> None:
        choices = self._choices
        self.cursor = min(choices, key=lambda i: abs(i - self.cursor)) if choices else 0

    @property
    def current(self) -> Hashable | None:
        """What the row under the cursor stands for."""
        return self.rows[self.cursor].key if self.cursor < len(self.rows) else None

    def go_to(self, key: Hashable) -> None:
        """Put the cursor on the row of that key, if it is there."""
        for index in self._choices:
            if self._keys[index] == key:
                self._move_to(index)

    def move(self, steps: int) -> bool:
        """Move the cursor over rows that have a key; False when it stays where it is.

        What stands under the cursor and goes on beyond the screen is read first.
        """
        choices = self._choices
        if not choices:
            return False
        if abs(steps) <= self.size.height and self._read_on(steps):
            return True
        # The cursor is on one of them whenever there is one.
        here = bisect_left(choices, self.cursor)
        there = choices[max(0, min(len(choices) - 1, here + steps))]
        if there == self.cursor:
            return False
        self._move_to(there)
        return True

    def _read_on(self, steps: int) -> bool:
        height, begins = self.size.height, self.cursor - self.pinned
        if height < 2:
            return False
        ends = max(begins, self._last_row() - height + 1)
        there = self.top + (height - 1 - self.pinned) * (1 if steps > 0 else -1)
        there = max(begins, min(ends, there))
        if not begins <= self.top <= ends or there == self.top:
            return False
        self.top = there
        self._redraw()
        return True

    def _last_row(self) -> int:
        """Return the last row of what the cursor is on: those below it that are no choice."""
        rows = self.rows
        last = self.cursor
        while last + 1 < len(rows) and _goes_on(rows[last + 1]):
            last += 1
        return last

    def page(self, pages: int) -> None:
        """Move the cursor by screenfuls."""
        self.move(pages * max(1, self.size.height - 2))

    def _move_to(self, index: int) -> None:
        self.cursor = index
        self._scroll()
        self._redraw()

    def activate(self, active: bool) -> None:
        """Say whether this pane has the keys."""
        if active != self.active:
            self.active = active
            self.refresh()

    def _scroll(self) -> None:
        height = max(1, self.size.height)
        # The heading above the first row comes into view with it.
        first = self._choices[0] if self._choices else 0
        wanted = 0 if self.cursor <= first else self.cursor
        last = self._last_row()
        if wanted < self.top + self.pinned:
            self.top = wanted - self.pinned
        elif last >= self.top + height:
            self.top = min(wanted - self.pinned, last - height + 1)
        self.top = max(0, min(self.top, len(self.rows) - height))

    def line(self, y: int) -> tuple[str, Sequence[Span]]:
        """Draw a row, a heading, or nothing."""
        index = 0 if self.pinned and y == 0 else self.top + y
        if index >= len(self.rows):
            return "", ()
        row = self.rows[index]
        if row.heading:
            return self._heading(row, index)
        here = index == self.cursor and row.key is not None
        sign = (" " if not here else "›" if self.active else "·") + (MARK if row.marked else " ")
        margin = self.margin
        spans = tuple(Span(s.start + margin, s.end + margin, s.role) for s in row.spans)
        if here:
            begin, end = margin + row.sign, margin + (row.first or len(row.text))
            signed = Span(0, margin, "" if self.active else "muted")
            if self.active and self.highlight:
                kept = (s for s in spans if s.end <= begin or s.end > end)
                spans = (signed, *sorted([*kept, Span(begin, end, "cursor")]))
            else:
                spans = (signed, *spans)
        return sign[:margin] + row.text, spans

    def _heading(self, row: Row, index: int) -> tuple[str, Sequence[Span]]:
        name = shown(row.text)
        focused = self.bracket and self.active and index == self._first_heading
        if focused:
            name, dot, counts = name.partition(" · ")
            name = f"[{name}]{dot}{counts}"
        end = self.top + self.size.height
        # What one goes to is counted, not its lines.
        below = len(self._choices) - bisect_left(self._choices, end) or max(0, len(self.rows) - end)
        below += self.rows.beyond if isinstance(self.rows, Many) else 0
        more = f"{below} more" if below > 0 and index == self._last_heading else ""
        right = " · ".join(part for part in (row.right, more) if part)
        room = self.size.width - cell_len(name) - 1 - (cell_len(right) + 1 if right else 0)
        if room < 0:
            return fit(name, self.size.width), (Span(0, len(name), "heading"),)
        text = f"{name} {'─' * room}" + (f" {right}" if right else "")
        return text, (
            Span(0, len(name), "heading"),
            Span(len(name), len(name) + 1 + room, "muted"),
        )

    @property
    def _first_heading(self) -> int:
        return next((i for i, row in enumerate(self.rows) if row.heading), -1)
