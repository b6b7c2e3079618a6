"""A letter to write in: wrapped, its gaps marked, the cursor moving by the lines one sees."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from infoview_tui.domain.letters import Gap, gaps
from infoview_tui.widgets.drawn import Drawn, Span
from infoview_tui.widgets.editing import Editor
from infoview_tui.widgets.wrapped import WIDEST, Line, broken, draw, line_of, ruled

SUBJECT = "Subject:"
MOVES = frozenset({"up", "down", "home", "end", "pageup", "pagedown"})
"""Keys that go by drawn lines and not by those of the text."""


def joined(subject: str, body: str) -> str:
    """Make the one text that is edited: the subject as its first line."""
    return f"{SUBJECT} {subject}\n\n{body}"


def split(text: str) -> tuple[str, str]:
    """Return subject and body; without a line that says `Subject:` all of it is body."""
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith(SUBJECT.lower()):
        return first.strip()[len(SUBJECT) :].strip(), rest.strip()
    return "", text.strip()


class LetterText(Drawn):
    """Draws an editor; `gap` is the one that the next typed character replaces."""

    def __init__(self) -> None:
        super().__init__(id="letter")
        self.editor = Editor(multiline=True)
        self.gap: Gap | None = None
        self.writing = False
        self.to = ""
        self.top = 0
        self._wanted: int | None = None
        self._broken: tuple[str, int, str, tuple[Line, ...]] = ("", 0, "", ((0, 0),))

    def _lines(self) -> tuple[str, tuple[Line, ...]]:
        # Breaking a long text anew for each drawn line would be felt.
        width = max(1, min(WIDEST, (self.size.width or WIDEST) - 2))
        if self._broken[:2] != (self.editor.text, width):
            self._broken = (self.editor.text, width, *broken(self.editor.text, width))
        return self._broken[2:]

    def changed(self) -> None:
        """Show the text as it is now, the cursor in sight."""
        self._wanted = None
        self._follow()

    def choose(self, gap: Gap) -> None:
        """Put the cursor on a gap."""
        self.editor.cursor = gap.start
        self.gap = gap
        self.changed()

    def next_gap(self) -> bool:
        """Go to the gap after the cursor; False when there is none."""
        behind = self.gap.end if self.gap else self.editor.cursor
        following = next((g for g in gaps(self.editor.text) if g.start >= behind), None)
        if following is None:
            return False
        self.choose(following)
        return True

    def empty_gap(self) -> bool:
        """Take the chosen gap out of the text; False when none is chosen."""
        if self.gap is None:
            return False
        self.editor.replace(self.gap.start, self.gap.end, "")
        self.gap = None
        return True

    def move(self, key: str) -> None:
        """Move the cursor by drawn lines (`MOVES`)."""
        text, lines = self._lines()
        here = line_of(lines, self.editor.cursor)
        start, end = lines[here]
        self.gap = None
        if key in ("home", "end"):
            self._wanted = None
            self.editor.cursor = start if key == "home" else end
        else:
            if self._wanted is None:
                self._wanted = cell_len(text[start : self.editor.cursor])
            page = max(1, self.size.height - 3)
            steps = {"up": -1, "down": 1, "pageup": -page, "pagedown": page}[key]
            start, end = lines[max(0, min(len(lines) - 1, here + steps))]
            self.editor.cursor = start + _characters(text[start:end], self._wanted)
        self._follow()

    def scroll(self, lines: int) -> None:
        """Move the view, for reading."""
        highest = max(0, len(self._lines()[1]) - self._room)
        self.top = max(0, min(highest, self.top + lines))
        self.refresh()

    @property
    def _room(self) -> int:
        return max(1, self.size.height - 1)

    def make(self) -> None:
        """Keep the cursor in sight."""
        super().make()
        lines = self._lines()[1]
        here = line_of(lines, self.editor.cursor)
        highest = max(0, len(lines) - self._room)
        self.top = min(highest, max(min(self.top, here), here - self._room + 1))

    def _follow(self) -> None:
        self.make()
        self.refresh()

    def line(self, y: int) -> tuple[str, Sequence[Span]]:
        """Draw the heading or a line of the text."""
        if y == 0:
            return ruled("[Letter]", self.to, self.size.width)
        text, lines = self._lines()
        index = self.top + y - 1
        if index >= len(lines):
            return "", ()
        marks = [Span(g.start, g.end, "warning") for g in gaps(self.editor.text)]
        cursor = self.editor.cursor
        if self.writing and self.gap:
            marks = [
                Span(m.start, m.end, "cursor" if m.start == self.gap.start else m.role)
                for m in marks
            ]
        elif self.writing and index == line_of(lines, cursor):
            marks = _with_cursor(marks, cursor)
        return draw(text, lines[index], marks, 1)


def _characters(text: str, cells: int) -> int:
    """Count the characters that stand in the first `cells` cells."""
    taken = 0
    for index, character in enumerate(text):
        taken += cell_len(character)
        if taken > cells:
            return index
    return len(text)


def _with_cursor(marks: Sequence[Span], cursor: int) -> list[Span]:
    parts = [Span(cursor, cursor + 1, "cursor")]
    for mark in marks:
        parts.append(Span(mark.start, min(mark.end, cursor), mark.role))
        parts.append(Span(max(mark.start, cursor + 1), mark.end, mark.role))
    return sorted(part for part in parts if part.end > part.start)
