"""Text in Markdown (CommonMark) that stands there as it was written, whatever signs are in it."""

from __future__ import annotations

import re

from infoview_tui.domain.text import neutral

_MARKS = frozenset("\\`*_[]<>&|~#")
_OPENS_A_BLOCK = re.compile(r"(?:(\d{1,9})(?=[.)])|(?=[-+=]))")


def escaped_character(char: str) -> str:
    """Return a character that is no markup."""
    return f"\\{char}" if char in _MARKS else char


def opens_no_block(line: str) -> str:
    """Keep the head of an escaped line from opening a list or underlining a heading."""
    return _OPENS_A_BLOCK.sub(r"\1\\", line, count=1) if _OPENS_A_BLOCK.match(line) else line


def escaped(text: str) -> str:
    """Return a text as one line that is read as itself."""
    words = " ".join(neutral(text, one_line=True).split())
    return opens_no_block("".join(map(escaped_character, words)))
