"""How the lines of a sheet for paper are written: plain text, or Markdown of the same lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from infoview_tui.domain.text import cells, neutral
from infoview_tui.exchange.markdown import escaped_character, opens_no_block

CELLS = 78
"""Cells of a line at most: what a printer puts on a page without breaking it."""

LONGEST = 5_000
"""Characters of a text that are looked at; no text has room for as many."""

_LABEL = 10
_CUT = "..."


def wrapped(
    text: str, width: int, most: int, escape: Callable[[str], str] = str
) -> tuple[str, ...]:
    """Break a text into at most `most` lines of `width` cells; what is left over ends in `...`.

    `escape` is applied to each character, and no line breaks inside what it returns.
    """
    lines: list[list[str]] = [[]]
    used = 0
    for word in neutral(text[:LONGEST], one_line=True).split():
        units = [escape(char) for char in word]
        size = sum(map(cells, units))
        if used and used + 1 + size <= width:
            lines[-1].append(" ")
            used += 1
        elif used:
            lines.append([])
            used = 0
        for unit in units:
            if used and used + cells(unit) > width:
                lines.append([])
                used = 0
            lines[-1].append(unit)
            used += cells(unit)
    if len(lines) > most or len(text) > LONGEST:
        del lines[most:]
        last = lines[-1]
        while last and cells("".join(last)) > width - len(_CUT):
            last.pop()
        last.append(_CUT)
    return tuple("".join(line).rstrip() for line in lines)


class Plain:
    """Plain text: labels in a column, rules of `-` and `=`, lines of `_` to write on."""

    def title(self, text: str) -> list[str]:
        """Write whom the sheet is about."""
        return list(wrapped(text, CELLS, 1))

    def heading(self, text: str) -> list[str]:
        """Write the name of a part."""
        return [f"{text} {'-' * (CELLS - len(text) - 1)}"]

    def strong(self, left: str, right: str) -> list[str]:
        """Write what must not be overlooked."""
        rule = "=" * CELLS
        return [rule, f" {left}{right:>{CELLS - len(left) - 2}}", rule]

    def fact(self, text: str, most: int) -> list[str]:
        """Write a fact that needs no label."""
        return list(wrapped(text, CELLS, most))

    def labelled(self, label: str, text: str, most: int) -> list[str]:
        """Write a text under a label."""
        return self._hung(f"{label:<{_LABEL}}", text, most)

    def entry(self, mark: str, text: str, most: int) -> list[str]:
        """Write one entry of a list."""
        return self._hung(f"{mark:>3} ", text, most)

    def bullet(self, text: str, most: int) -> list[str]:
        """Write one entry of a list that nobody counts."""
        return self._hung("  - ", text, most)

    def _hung(self, lead: str, text: str, most: int) -> list[str]:
        first, *more = wrapped(text, CELLS - len(lead), most)
        return [(lead + first).rstrip(), *(" " * len(lead) + line for line in more)]

    def room(self, mark: str) -> str:
        """Write a line to write on, below the entry of that mark."""
        indent = len(f"{mark:>3} ")
        return " " * indent + "_" * (CELLS - indent)

    def blank(self, label: str) -> list[str]:
        """Write a label with a line to write on beside it."""
        return [f"{label:<{_LABEL}} {'_' * (CELLS - max(_LABEL, len(label)) - 1)}"]

    def boxes(self, texts: Sequence[str]) -> list[str]:
        """Write boxes to tick, two beside each other."""
        half = CELLS // 2 - 1
        boxes = [wrapped(f"[ ] {text}", half, 1)[0] for text in texts]
        pairs = zip(boxes[::2], [*boxes[1::2], ""], strict=False)
        return [(left + " " * (half + 2 - cells(left)) + right).rstrip() for left, right in pairs]


class Markdown:
    """Markdown (CommonMark, boxes as GitHub has them): a line to write on is a thematic break."""

    def title(self, text: str) -> list[str]:
        """Write whom the sheet is about."""
        return [f"# {self._lines(text, CELLS - 2, 1)[0]}"]

    def heading(self, text: str) -> list[str]:
        """Write the name of a part."""
        return [f"## {text}"]

    def strong(self, left: str, right: str) -> list[str]:
        """Write what must not be overlooked."""
        return [f"- **{left}: {right}**".replace("_", "\\_")]

    def fact(self, text: str, most: int) -> list[str]:
        """Write a fact that needs no label."""
        return self._hung("-", text, most)

    def labelled(self, label: str, text: str, most: int) -> list[str]:
        """Write a text under a label."""
        return self._hung("-", f"{label}: {text}", most)

    def entry(self, mark: str, text: str, most: int) -> list[str]:
        """Write one entry of a list; a mark that is no number stands in the text."""
        if mark.endswith("."):
            return self._hung(mark, text, most)
        return self._hung("-", f"{mark}: {text}", most)

    def bullet(self, text: str, most: int) -> list[str]:
        """Write one entry of a list that nobody counts."""
        return self._hung("-", text, most)

    def _hung(self, mark: str, text: str, most: int) -> list[str]:
        indent = len(mark) + 1
        first, *more = self._lines(text, CELLS - indent, most)
        return [f"{mark} {first}".rstrip(), *(" " * indent + line for line in more)]

    def _lines(self, text: str, width: int, most: int) -> list[str]:
        # What opens a list or underlines a heading at the head of a line costs one cell more.
        lines = wrapped(text, width - 1, most, escaped_character)
        return [opens_no_block(line) for line in lines]

    def room(self, mark: str) -> str:
        """Write a line to write on, below the entry of that mark."""
        indent = len(mark) + 1 if mark.endswith(".") else 2
        return " " * indent + "_" * (CELLS - indent)

    def blank(self, label: str) -> list[str]:
        """Write a label with a line to write on beside it."""
        return [f"- {label}: {'_' * (CELLS - len(label) - 4)}"]

    def boxes(self, texts: Sequence[str]) -> list[str]:
        """Write boxes to tick."""
        return [f"- [ ] {self._lines(text, CELLS - 6, 1)[0]}" for text in texts]


Style = Plain | Markdown
