"""How the figures are drawn: a count, a bar where there are enough cases, and words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from infoview_tui.domain.figures import last_gift
from infoview_tui.domain.insights import FEW, PARTS, Figure, Numbers, months, months_said, said
from infoview_tui.domain.rehearsal import spark
from infoview_tui.widgets.drawn import Span, fit
from infoview_tui.widgets.row import BLANK, Row, heading

LABEL = 22
COUNT = 4
LAST_GIFT = ("last_gift",)
"""The row that says one of the cases of what I gave."""

MONTHS = 12
"""Months that the bars go back."""


def rows(found: Numbers, now: datetime, aim: int, width: int) -> list[Row]:
    """Draw all figures; `aim` is how many meetings a month one wants, 0 for no aim."""
    drawn: list[Row] = []
    for title, names in PARTS:
        drawn += [BLANK] if drawn else []
        words = found.period.words(now.date())
        drawn.append(heading(title or f"{words[:1].upper()}{words[1:]}"))
        for name in names:
            figure = found[name]
            # What is told only where there is any.
            if name != "other_meetings" or figure.rows:
                drawn.append(_row(figure, _words(found, figure, now, aim, width), width))
        if title == "Give back":
            drawn.append(_last_gift(found, now, width))
    return drawn


def _row(figure: Figure, words: str, width: int) -> Row:
    text = fit(f"{fit(figure.label, LABEL)}{words}", width).rstrip()
    bar = text.find("░")
    spans = (Span(bar, text.rfind("░") + 1, "muted"),) if bar >= 0 else ()
    return Row(text, (figure.name,), len(figure.label), spans)


def _words(found: Numbers, figure: Figure, now: datetime, aim: int, width: int) -> str:
    if figure.name in ("meetings_a_month", "introductions"):
        return _pace(found, figure, now, aim, width)
    words = said(figure)
    funnel = figure.name in PARTS[0][1]
    if figure.share and not funnel:
        return words if figure.of else f"none yet{f', {figure.words}' if figure.words else ''}"
    count = f"{figure.count:>{COUNT}}"
    if not figure.share:
        return f"{count}   {words}"
    return f"{count}   {bar(figure, 25 if width >= 76 else 12 if width >= 52 else 0)}{words}"


def bar(figure: Figure, cells: int) -> str:
    """Draw how many of how many, with blanks after it; "" under a few cases or without room."""
    of = figure.of or 0
    if of < FEW or not cells:
        return ""
    full = round(figure.count / of * cells)
    # A share that is not all of it, or not nothing, is not drawn as if it were.
    full = min(max(full, figure.count > 0), cells - (figure.count < of))
    return "█" * full + "░" * (cells - full) + "  "


def _pace(found: Numbers, figure: Figure, now: datetime, aim: int, width: int) -> str:
    counts = months(figure, found.period, now, MONTHS)
    bars = sparks([count for _month, count in counts])
    after = f"  your aim: {aim}" if aim and figure.name == "meetings_a_month" else ""
    room = width - LABEL - len(bars) - 2 - len(after)
    shown = len(counts)
    while shown > 1 and len(months_said(counts[-shown:])) > room:
        shown -= 1
    return f"{bars}  {months_said(counts[-shown:])}{after}"


def sparks(counts: Sequence[int]) -> str:
    """Draw counts beside each other; a bar for a single one would say nothing."""
    return spark(counts, 0) if len(counts) > 1 else ""


def _last_gift(found: Numbers, now: datetime, width: int) -> Row:
    words = last_gift(found, now) or "nothing yet: Touch has a shelf of things to share"
    text = fit(f"{fit('Last gift', LABEL)}{words}", width).rstrip()
    return Row(text, LAST_GIFT, len("Last gift"))
