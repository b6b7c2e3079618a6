"""Two entries side by side: what is known, what belongs to them, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from infoview_tui.domain.merging import BESIDE, Fate, Side
from infoview_tui.services.merging import Count, Preview
from infoview_tui.widgets.drawn import Span, columns, shown
from infoview_tui.widgets.editing import wrap
from infoview_tui.widgets.row import BLANK, Row, heading

LABEL, THEN = 12, 10
"""Cells of the first and of the last column."""
WIDEST = 110
"""Cells of a row at most."""


def merge_rows(found: Preview, width: int) -> list[Row]:
    """Draw what a merge does; each row can be gone to, so that all is read on a small screen."""
    width = min(width, WIDEST)
    rows = [heading("What is known"), _row(width, "", "stays", "goes", "then", muted=True)]
    for side in found.sides:
        if (side.kept or side.gone) and side.column not in BESIDE:
            rows += _side(side, width)
    rows += [BLANK, heading("What belongs to them")]
    if not found.counts:
        rows.append(Row("Nothing yet."))
    for each in found.counts:
        then = f"{each.together}{_twice(each)}"
        rows.append(_row(width, each.label, str(each.kept), str(each.gone), then))
    rows += [BLANK, heading("What happens")]
    for number, sentence in enumerate(_sentences(found)):
        first, *more = _lines(sentence, width)
        rows.append(Row(first, ("happens", number)))
        rows += map(Row, more)
    return rows


def _twice(each: Count) -> str:
    same = each.kept + each.gone - each.together
    return f", {same} same" if same else ""


def _side(side: Side, width: int) -> Iterator[Row]:
    each = _each(width)
    pairs = zip_longest(_lines(side.kept, each), _lines(side.gone, each), fillvalue="")
    for number, (kept, gone) in enumerate(pairs):
        if number == 0:
            yield _row(width, side.label, kept, gone, side.fate, key=("side", side.column))
        else:
            yield _row(width, "", kept, gone, "")


def _each(width: int) -> int:
    return max(1, (width - LABEL - THEN - 6) // 2)


def _row(
    width: int,
    label: str,
    kept: str,
    gone: str,
    then: str,
    *,
    key: tuple[str, str] | None = None,
    muted: bool = False,
) -> Row:
    each = _each(width)
    text = columns((label, LABEL), (kept, each), (gone, each), (then, THEN)).rstrip()
    if muted:
        return Row(text, spans=(Span(0, len(text), "muted"),))
    at = len(text) - len(then)
    spans = (Span(0, min(LABEL, len(text)), "muted"), Span(at, len(text), "accent"))
    return Row(text, key or (("count", label) if label else None), LABEL, spans)


def _lines(text: str, width: int) -> list[str]:
    safe = shown(text)
    return [safe[start:end] for start, end in wrap(safe, width)] or [""]


def _sentences(found: Preview) -> Sequence[str]:
    kept, gone = found.kept.name, found.gone.name
    fates = {side.fate for side in found.sides}
    said = [f"{kept} stays, and all that is with {gone} comes along."]
    where = [
        words
        for fate, words in ((Fate.PAST, "a past job"), (Fate.NOTED, "a note"))
        if fate in fates
    ]
    if where:
        said.append(f"What differs is kept as {' and '.join(where)}.")
    return [*said, "u takes the two apart again, and later M on the page that stays."]
