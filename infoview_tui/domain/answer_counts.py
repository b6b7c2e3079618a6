"""What the marks on several answers come to, and which of them to offer for the next one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from infoview_tui.domain.answers import Side
from infoview_tui.domain.text import fold

USUAL = ("yes", "no", "depends")
"""The marks that are offered where there is none yet."""

_STANCES = frozenset(
    (*USUAL, *("maybe", "partly", "both", "unsure", "rather", "not", "agrees", "disagrees"))
)
"""First words of marks that say yes or no in some way; any other mark is a thing named."""

MOST_OFFERED = 8
"""Marks that have a key of their own, 1 to 8."""


def named(mark: str) -> tuple[str, ...]:
    """Return the things that a mark names: `writing, patience` are two."""
    return tuple(dict.fromkeys(" ".join(part.split()) for part in mark.split(",") if part.strip()))


def tally(sides: Iterable[Side]) -> tuple[tuple[str, int], ...]:
    """Count the marks, the most frequent first; how they are written does not matter."""
    written: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for side in sides:
        # A person counts once, however a word stands twice in their mark.
        mine = {fold(word): word for word in named(side.mark)}
        for same, word in mine.items():
            written.setdefault(same, word)
        counts.update(mine.keys())
    return tuple((written[same], count) for same, count in counts.most_common())


def count_words(sides: Sequence[Side]) -> str:
    """Say what the marks come to: `no 4 · yes 2, in your own marks`, `6 of 7 named writing`."""
    counts = tally(sides)
    if not counts:
        return ""
    if any(_stance(word) for word, _count in counts):
        words = " · ".join(f"{word} {count}" for word, count in counts)
        left = sum(not named(side.mark) for side in sides)
        return f"{words}, in your own marks" + (f"; {left} without one" if left else "")
    (word, count), *others = counts
    return " · ".join([f"{count} of {len(sides)} named {word}", *(f"{n} {w}" for w, n in others)])


def _stance(word: str) -> bool:
    first = next(iter(fold(word).split()), "")
    return first.rstrip("!?.;:") in _STANCES


def offered(sides: Sequence[Side]) -> tuple[str, ...]:
    """Return the marks to offer: those given already, and the usual ones beside a usual one.

    Their order does not follow the counts, so that a word keeps its key while one marks.
    """
    used = [word for word, _count in tally(sides)][:MOST_OFFERED]
    if used and not any(_stance(word) for word in used):
        return tuple(sorted(used, key=fold))
    written = {fold(word): word for word in used}
    others = sorted(written.keys() - set(USUAL))
    usual = [written.get(word, word) for word in USUAL]
    return tuple([*usual, *(written[word] for word in others)][:MOST_OFFERED])
