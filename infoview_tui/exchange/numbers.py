"""The figures of Insights as a file: Markdown, or the same lines as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from infoview_tui.domain.figures import last_gift
from infoview_tui.domain.insights import PARTS, Numbers, months, months_said, said
from infoview_tui.domain.text import neutral
from infoview_tui.domain.wording import full_day
from infoview_tui.exchange.markdown import escaped

LABEL = 22
MOST_MONTHS = 600
"""Months that are told: those of fifty years."""


def told(
    found: Numbers, now: datetime, aim: int
) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Give each part with its lines: label, count and words; `aim` is that of meetings a month."""
    for title, names in PARTS:
        lines = []
        for name in names:
            figure = found[name]
            words = said(figure)
            if title == "Pace":
                words = months_said(months(figure, found.period, now, MOST_MONTHS))
                if aim and name == "meetings_a_month":
                    words += f"  (your aim: {aim})"
            if name != "other_meetings" or figure.rows:
                lines.append((figure.label, str(figure.count), words))
        if title == "Give back":
            lines.append(("Last gift", "", last_gift(found, now) or "nothing yet"))
        yield title or f"Asking, {found.period.words(now.date())}", lines


def markdown(found: Numbers, now: datetime, aim: int = 0) -> str:
    """Write the figures as Markdown, each part a list."""
    parts = [f"# Numbers\n\nOn {full_day(now.date())}.\n"]
    for title, lines in told(found, now, aim):
        parts.append(f"\n## {title}\n\n")
        for label, count, words in lines:
            about = ": ".join(filter(None, (count, escaped(words))))
            parts.append(f"- **{label}** {about}\n")
    return "".join(parts)


def plain(found: Numbers, now: datetime, aim: int = 0) -> str:
    """Write the figures as plain text."""
    parts: list[str] = []
    for title, lines in told(found, now, aim):
        parts += ["", title] if parts else [title]
        for label, count, words in lines:
            parts.append(f"  {label:<{LABEL}}{count:>4}  {neutral(words, one_line=True)}".rstrip())
    return "\n".join(parts) + "\n"
