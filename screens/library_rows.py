"""The rows of Library: every question in full, and what there is to know of one."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

from infoview_tui.domain.bank import TIARA, Question, Use, use_words
from infoview_tui.domain.preparation import MINUTES_A_QUESTION
from infoview_tui.screens.prepare_rows import wrapped
from infoview_tui.widgets.drawn import Span, columns, fit, shown
from infoview_tui.widgets.editing import wrap
from infoview_tui.widgets.row import BLANK, Many, Row, heading

LABEL = 5
"""Cells of the sign and the number before a question."""
NAME = 8
STATE = 7
LATEST = 3
"""People beside a question while one walks through the bank: each step draws them anew."""


def bank_rows(
    questions: Sequence[Question], taken: frozenset[Hashable], *, of: int, line: str, width: int
) -> list[Row]:
    """List questions, each whole, since it is to be spoken; a tick marks those already `taken`."""
    count = f"{len(questions)} of {of}, {line}" if line else str(len(questions))
    rows = [heading(f"Bank · {count}")]
    for question in questions:
        rows += _question(question, question.key in taken, width)
    if not questions:
        rows += wrapped(f"No question for {line}. n writes one, escape shows all.", width)
    return rows


def _question(question: Question, taken: bool, width: int) -> list[Row]:
    text = shown(question.text)
    first, *more = (text[start:end] for start, end in wrap(text, max(1, width - LABEL - 1)))
    label = fit(f"{'✓' if taken else ' '} {question.label}", LABEL)
    sign = (Span(0, 1, "success"),) if taken else ()
    rows = [Row(f"{label} {first}", question.key, LABEL, sign)]
    return rows + [Row(f"{' ' * LABEL} {line}") for line in more]


def question_rows(
    question: Question,
    uses: Sequence[Use],
    list_of: str,
    *,
    whole: bool,
    everybody: bool,
    width: int,
) -> Many:
    """Tell of a question: what it is for, and with whom it was used.

    `list_of` names whose list it is on, `whole` gives its words too, and without `everybody` only
    the `LATEST` people are there.
    """
    rows = [heading("This question")]
    if whole:
        rows += [*wrapped(question.text, width), BLANK]
    letter = f", {TIARA[question.tiara]}" if question.tiara else ""
    for name, text in (
        ("goal", question.category.goal if question.category else ""),
        ("serves", question.serves),
        ("phase", f"{question.phase}{letter}"),
        ("takes", f"about {MINUTES_A_QUESTION:g} min"),
        ("was", question.original if question.reworded else ""),
    ):
        rows += _named(name, text, width) if text else []
    notes = (
        "Archived; d brings it back." if question.archived else "",
        "e and an empty line bring the old words back." if question.reworded else "",
        f"On the list of {list_of}." if list_of else "",
    )
    for note in filter(None, notes):
        rows += [BLANK, *wrapped(note, width)]
    rows += [BLANK, *wrapped(use_words(uses).capitalize(), width)]
    # The cursor goes line by line, so that all of a long one can be read.
    rows = [
        replace(row, key=("line", number)) if row.text and not row.heading else row
        for number, row in enumerate(rows)
    ]

    def used(place: int) -> Row:
        use = uses[place]
        return Row(columns((use.who, width - STATE - 2), (use.state, STATE)), use.person_id)

    there = [use.person_id for use in (uses if everybody else uses[:LATEST])]
    return Many(rows, there, used, len(uses) - len(there))


def _named(name: str, text: str, width: int) -> list[Row]:
    first, *more = wrapped(text, width - NAME)
    rows = [Row(f"{fit(name, NAME)}{first.text}", spans=(Span(0, NAME, "muted"),))]
    return rows + [Row(f"{' ' * NAME}{line.text}") for line in more]
