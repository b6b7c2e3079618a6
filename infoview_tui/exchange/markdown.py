"""Words of a user in a Markdown file: shown as they are, whatever signs are in them."""

from __future__ import annotations

from infoview_tui.domain.text import neutral

_MARKS = frozenset("\\`*_[]<>&|~#")


def escaped_mark(char: str) -> str:
    """Write a character so that Markdown does not take it for a sign of its own."""
    return f"\\{char}" if char in _MARKS else char


def escaped(text: str) -> str:
    """Write a text in one line that Markdown shows as it is, below or beside other words."""
    return "".join(map(escaped_mark, neutral(text, one_line=True))).strip()
