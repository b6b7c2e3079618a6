"""Writes to the terminal in the fewest bytes, and knows where the cursor is then."""

import re

from infoview_tui.terminal.sgr import PLAIN, Style, change

ASK_REPEATS = "\x1b[2;1H-\x1b[3b─\x1b[2b\x1b[6n"
"""Has two signs repeated (REP) and asks where the cursor is: TERM does not tell who can do that."""
REPEATS = {(7, 1): re.compile(r"(.)\1{2,}"), (5, 1): re.compile(r"([ -~])\1{4,}")}
"""What a terminal repeats, by its answer, a column and a row from 0: anything, or ASCII alone."""


def _repeat(found: re.Match[str]) -> str:
    text, char = found[0], found[1]
    repeated = f"{char}\x1b[{len(text) - 1}b"
    return repeated if len(repeated.encode()) < len(text.encode()) else text


class Pen:
    """Where the terminal's cursor is (None: not known) and in which style it writes.

    What `repeats` finds, runs of one character, is written as the character and how often.
    """

    def __init__(
        self, cursor: tuple[int, int] | None, columns: int, repeats: re.Pattern[str] | None
    ) -> None:
        self.out: list[str] = []
        self.cursor = cursor
        self.style = PLAIN
        self._columns = columns
        self._repeats = repeats

    def wear(self, style: Style) -> None:
        """Write in this style from now on."""
        if style is not self.style:
            self.out.append(change(self.style, style))
            self.style = style

    def put(self, text: str, style: Style, width: int) -> None:
        """Write text that fills `width` cells and know where the cursor is then."""
        self.wear(style)
        # What terminals repeat of wide characters was not asked.
        if self._repeats is not None and width == len(text):
            text = self._repeats.sub(_repeat, text)
        self.out.append(text)
        if self.cursor is not None:
            y, x = self.cursor
            # Behind the last column terminals differ.
            self.cursor = (y, x + width) if x + width < self._columns else None

    def move(self, y: int, x: int) -> None:
        """Go there by the shortest sequence."""
        if self.cursor == (y, x):
            return
        column = f";{x + 1}" if x else ""
        ways = [f"\x1b[{y + 1}{column}H" if y or x else "\x1b[H"]
        if self.cursor is not None:
            down, right = y - self.cursor[0], x - self.cursor[1]
            if not down:
                count = abs(right) if abs(right) > 1 else ""
                ways.append(f"\x1b[{count}{'C' if right > 0 else 'D'}")
                if right < 0:
                    ways.append("\b" * -right)
            elif not right:
                ways.append(f"\x1b[{abs(down) if abs(down) > 1 else ''}{'B' if down > 0 else 'A'}")
            if not x and 0 <= down <= 1:
                ways.append("\r" + "\n" * down)
        self.out.append(min(ways, key=len))
        self.cursor = (y, x)
