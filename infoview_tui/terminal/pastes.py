"""Telling pasted text from typed keys, so that no paste is ever obeyed as keys.

Textual's parser leaves a bracketed paste at the first escape in it, and the rest arrives as keys.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

START = "\x1b[200~"
END = "\x1b[201~"
# Escape is a key of its own, which must not wait for more.
_SURELY_CUT = 2
# Ticks of the input thread (0.1 s) for which a bad line may hold up the rest of a paste: what is
# taken for keys before it comes would be obeyed.
_PATIENCE = 50


class Piece(NamedTuple):
    """A stretch of input: pasted text, or what keys sent."""

    text: str
    pasted: bool


class Pastes:
    """Splits decoded input into pieces; sequences may be cut anywhere between two feeds."""

    def __init__(self) -> None:
        self._held = ""
        self._paste: str | None = None
        self._after_escape = False
        self._idle = 0

    def feed(self, text: str) -> Iterator[Piece]:
        """Give the pieces that are complete."""
        self._idle = 0
        rest = self._held + text
        self._held = ""
        if self._after_escape and rest.startswith(START[1:]):
            # A line may be cut right behind the escape, which has passed for a key then.
            self._paste, rest = "", rest.removeprefix(START[1:])
        self._after_escape = False
        while rest:
            if self._paste is None:
                typed, started, rest = rest.partition(START)
                if started:
                    self._paste = ""
                else:
                    cut = _cut(typed)
                    typed, self._held = typed[: len(typed) - cut], typed[len(typed) - cut :]
                if typed:
                    self._after_escape = typed.endswith("\x1b")
                    yield Piece(typed, pasted=False)
            else:
                # The end may have come in two parts.
                whole = self._paste + rest
                pasted, ended, rest = whole.partition(END)
                self._paste = None if ended else whole
                if not ended:
                    return
                yield Piece(pasted, pasted=True)

    def tick(self) -> Iterator[Piece]:
        """Give what waited for more, once no more comes; called when nothing was read."""
        self._idle += 1
        if self._idle < _PATIENCE:
            return
        if self._held:
            held, self._held = self._held, ""
            yield Piece(held, pasted=False)
        if self._paste is not None:
            pasted, self._paste = self._paste, None
            yield Piece(pasted, pasted=True)


def _cut(text: str) -> int:
    """Return how many characters at the end are surely the beginning of a paste's mark."""
    for size in range(len(START) - 1, _SURELY_CUT - 1, -1):
        if text.endswith(START[:size]):
            return size
    return 0
