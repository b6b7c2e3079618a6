"""The rows of Talking points: the list of cards, and the one card's front and back."""

from __future__ import annotations

from collections.abc import Sequence

from infoview_tui.domain.points import INTRODUCTIONS, TalkingPoint, spoken_seconds
from infoview_tui.widgets.drawn import Span, fit, shown
from infoview_tui.widgets.editing import wrap
from infoview_tui.widgets.rows import BLANK, Row, heading

LABEL = 8
LONGEST_LINE = 74
INTRODUCTION_TIPS = "past, present, next: what I did, what I do now, what I look for"
LABELS = {"point": "Say", "proof": "Proof", "why": "Why"}

Key = str | int
"""The length of an introduction, or the id of a card."""


def list_rows(
    introductions: dict[str, TalkingPoint],
    cards: Sequence[TalkingPoint],
    chosen: frozenset[int],
    width: int,
) -> list[Row]:
    """List the introductions, each length in its row, then the cards with those chosen ticked."""
    rows = [heading("Cards"), Row("Introduction")]
    for length, _seconds in INTRODUCTIONS:
        card = introductions.get(length)
        said = f"{spoken_seconds(card.point)} s spoken" if card and card.point else "not written"
        rows.append(Row(fit(f"{length:<5}  {said}", width), length, len(length)))
    for card in cards:
        sign = "✓" if card.id in chosen else " "
        text = fit(f"{sign} {card.title}", width)
        rows.append(Row(text, card.id, len(text.rstrip()), (Span(0, 1, "success"),)))
    return rows


def front(title: str, why: str, width: int) -> list[Row]:
    """Show what one sees before speaking: the title alone, and why it matters."""
    rows = [BLANK, BLANK]
    rows += [
        Row(f"  {row.text}", spans=(Span(2, 2 + len(row.text), "heading"),))
        for row in _wrapped(title, width - 2)
    ]
    if why:
        rows += [BLANK, *(Row(f"  {row.text}") for row in _wrapped(why, width - 2))]
    return rows


def back(texts: dict[str, str], width: int) -> list[Row]:
    """Show what one meant to say: `texts` are those of the card that are written, by field."""
    rows = [BLANK]
    for name, label in LABELS.items():
        lines = _wrapped(texts.get(name, ""), width - LABEL) if texts.get(name) else []
        for number, line in enumerate(lines):
            first = fit("" if number else label, LABEL)
            rows.append(Row(first + line.text, spans=(Span(0, LABEL, "accent"),)))
        rows += [BLANK] if lines else []
    if not any(texts.values()):
        rows.append(Row("What would you say?  e writes it."))
    return rows


def _wrapped(text: str, width: int) -> list[Row]:
    text = shown(text)
    lines = wrap(text, min(width, LONGEST_LINE))
    return [Row(text[start:end]) for start, end in lines]
