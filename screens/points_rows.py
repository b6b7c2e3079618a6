"""The rows of Talking points: the list of cards, and the one card's front and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from infoview_tui.domain.points import INTRODUCTIONS, TalkingPoint, spoken_seconds
from infoview_tui.domain.rehearsal import (
    NONE,
    Practice,
    aim_of,
    record_words,
    trend,
    used_words,
)
from infoview_tui.widgets.drawn import Span, fit, shown
from infoview_tui.widgets.editing import wrap
from infoview_tui.widgets.row import BLANK, Row, heading

TICK = 2
"""Cells before the title of a card in the list."""
LABEL = 8
LONGEST_LINE = 74
RECORD_AT = 11
"""Row of the card at which its record begins."""
INTRODUCTION_TIPS = "past, present, next: what I did, what I do now, what I look for"
LABELS = {"point": "Say", "proof": "Proof", "why": "Why"}

Key = str | int
"""The length of an introduction, or the id of a card."""


def list_rows(
    introductions: dict[str, TalkingPoint],
    cards: Sequence[TalkingPoint],
    chosen: frozenset[int],
    practice: Mapping[int, Practice],
    counted: str,
    width: int,
) -> list[Row]:
    """List the introductions, each length in its row, then the cards with those chosen ticked.

    `counted` follows the name of the list: ` · 2 of 5`, where a filter leaves some out.
    """
    rows = [heading(f"Cards{counted}"), Row("Introduction")]
    for length, _seconds in INTRODUCTIONS:
        card = introductions.get(length)
        said = f"{spoken_seconds(card.point)} s spoken" if card and card.point else "not written"
        last = practice.get(card.id, NONE).last if card and card.point else None
        said = f"last {last.seconds} s" if last else said
        rows.append(Row(fit(f"{length:<5}  {said}", width), length, len(length)))
    for card in cards:
        sign = "✓" if card.id in chosen else " "
        text = fit(f"{sign} {card.title}", width)
        taken = (Span(0, 1, "success"),)
        rows.append(Row(text, card.id, len(text.rstrip()), taken, sign=TICK))
    if counted and not cards:
        rows.append(Row("No card has that."))
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
    for field, label in LABELS.items():
        lines = _wrapped(texts.get(field, ""), width - LABEL) if texts.get(field) else []
        for number, line in enumerate(lines):
            name = "" if number else label
            spans = (Span(0, len(name), "accent"),)
            rows.append(Row(fit(name, LABEL) + line.text, spans=spans))
        rows += [BLANK] if lines else []
    if not any(texts.values()):
        rows.append(Row("What would you say?  e writes it."))
    return rows


def record(card: TalkingPoint, known: Practice, now: datetime, width: int) -> list[Row]:
    """Show how a card went: aloud, over the last runs, and in its meetings."""
    lines = [record_words(known, now)]
    bars, words = trend(known.runs, aim_of(card))
    lines += [f"{bars}  {words}"] if bars else []
    rows = [row for line in lines for row in _wrapped(line, width)]
    label = "used with "
    for use in reversed(known.uses):
        for line in _wrapped(used_words(use), width - len(label)):
            rows.append(Row(label + line.text))
            label = " " * len(label)
    return [heading("Record"), *rows]


def _wrapped(text: str, width: int) -> list[Row]:
    text = shown(text)
    lines = wrap(text, min(width, LONGEST_LINE))
    return [Row(text[start:end]) for start, end in lines]
