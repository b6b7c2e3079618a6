"""The rows of Prepare's panes, made from what was read."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

from rich.cells import cell_len

from infoview_tui.content.library import StarterSet
from infoview_tui.domain.bank import Question
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.phases import Phases
from infoview_tui.domain.preparation import (
    Fact,
    Goal,
    Item,
    ItemKind,
    ItemState,
    labels,
    minutes_needed,
)
from infoview_tui.domain.threads import Thread
from infoview_tui.domain.wording import plural
from infoview_tui.widgets.drawn import Span, columns, shown
from infoview_tui.widgets.editing import wrap
from infoview_tui.widgets.row import BLANK, Row, heading

LABEL = 2
MARK = 7
LEAST_BANK = 5
LEAST_QUESTIONS = 4


def heights(room: int, goals: int, questions: int) -> tuple[int, int]:
    """Share out the left column: rows for the goals and for my questions; the bank has the rest."""
    top = 1 + max(1, goals)
    most = max(LEAST_QUESTIONS, room - top - LEAST_BANK)
    return top, min(1 + max(1, questions), most)


def head(interview: Interview, when: str) -> str:
    """Say whom one prepares for: `Kofi Mensah · tomorrow 14:30 · phone, 20 min`."""
    way = interview.mode.value.replace("-", " ")
    return f"{interview.who} · {when} · {way}, {interview.agreed_minutes} min"


def goal_rows(goals: Sequence[Goal], offered: Sequence[Thread], width: int) -> list[Row]:
    """Number the goals; the cursor stands on the one that the bank follows.

    Below them stand the goals of other interviews, with of whom each was asked last.
    """
    rows = [heading(f"Goals · {len(goals)}" if goals else "Goals")]
    for number, goal in enumerate(goals, 1):
        text = columns((str(number), LABEL), (goal.text, width - LABEL - 2))
        rows.append(Row(text, goal.id, LABEL))
    if not goals:
        rows.append(Row("What do you want to know when you hang up?  n"))
    for thread in offered:
        who = f"{thread.state}, {thread.asked[0].who}"
        side = min(cell_len(who), width // 2)
        text = columns(("+", LABEL), (thread.text, width - LABEL - side - 4), (who, side))
        rows.append(
            Row(text, thread.text, LABEL, (Span(len(text) - len(who), len(text), "muted"),))
        )
    return rows


def fact_rows(facts: Sequence[Fact], items: Sequence[Item], width: int) -> list[Row]:
    """List what was found out, each fact whole, with the question that it answers."""
    rows = [heading(f"Facts · {len(facts)}" if facts else "Facts")]
    named = labels(items)
    for fact in facts:
        question = f"q{named[fact.item_id]} " if fact.item_id in named else ""
        source = f" ({fact.source})" if fact.source else ""
        first, *more = wrapped(f"{question}{fact.text}{source}", width)
        rows += [replace(first, key=fact.id), *more]
    if not facts:
        rows += wrapped("None yet. n adds one; x on a question answers it yourself.", width)
    return rows


def question_rows(
    items: Sequence[Item], goals: Sequence[Goal], split: Phases, width: int
) -> list[Row]:
    """List my questions, each with the goal that it serves."""
    numbers = {goal.id: f"g{number}" for number, goal in enumerate(goals, 1)}
    core = sum(item.kind is ItemKind.CORE for item in items)
    title = f"My questions · {core} core, {len(items) - core} backup" if items else "My questions"
    rows = [heading(title, f"{minutes_needed(items)} of {split.questions} min")]
    named = labels(items)
    for item in items:
        goal = numbers.get(item.goal_id or 0, "–")
        if item.state is ItemState.KNOWN:
            text = columns((named[item.id], LABEL), (item.text, width - LABEL - 9), ("found", 5))
            rows.append(Row(text, item.id, LABEL, (Span(len(text) - 5, len(text), "success"),)))
            continue
        text = columns((named[item.id], LABEL), (item.text, width - LABEL - 6), (goal, 2))
        rows.append(Row(text, item.id, LABEL))
    if not items:
        rows.append(Row("None yet: space takes one from the bank, n writes one."))
    return rows


def too_long(items: Sequence[Item], split: Phases) -> str:
    """Say so when the core questions take longer than the talk has for them, "" when not."""
    needed, room = minutes_needed(items), split.questions
    if needed <= room:
        return ""
    core = sum(item.kind is ItemKind.CORE for item in items)
    return (
        f"{plural(core, 'core question')} take about {needed} min; the talk has {room}. "
        "c makes one a backup."
    )


def bank_rows(
    questions: Sequence[Question],
    sets: Sequence[StarterSet],
    taken: frozenset[Hashable],
    *,
    title: str,
    sets_first: bool,
    width: int,
) -> list[Row]:
    """List what the bank offers; `taken` are those already in my list, own ones are marked."""
    asked = [
        _bank_row(q.key, "own" if q.own else "", q.text, q.key in taken, width) for q in questions
    ]
    starters = [
        _bank_row(s.name, "set", set_words(s), {*s.core, *s.backup} <= taken, width) for s in sets
    ]
    rows = starters + asked if sets_first else asked + starters
    return [heading(title), *(rows or [Row("No question has these words.  escape clears them")])]


def _bank_row(key: Hashable, mark: str, text: str, taken: bool, width: int) -> Row:
    mark = "in list" if taken else mark
    row = columns((mark, MARK), (text, width - MARK - 2))
    return Row(row, key, MARK, (Span(0, MARK, "muted"),))


def set_words(starter: StarterSet) -> str:
    """Name a starter set with what is in it: `Exploring a field: 5 + 2 backup`."""
    return f"{starter.name}: {len(starter.core)} + {len(starter.backup)} backup"


def about_question(question: Question, width: int) -> list[Row]:
    """Give a question of the bank in full, with what it is good for."""
    serves = wrapped(f"Serves: {question.serves}.", width) if question.serves else []
    return [
        heading(question.category.title if question.category else "Your own"),
        *wrapped(question.text, width),
        *([BLANK, *serves] if serves else []),
    ]


def about_set(starter: StarterSet, bank: Sequence[Question], width: int) -> list[Row]:
    """Give the questions of a starter set."""
    texts = {question.number: question.text for question in bank}
    rows = [heading(starter.name)]
    for number in (*starter.core, *starter.backup):
        rows += wrapped(texts[number], width)
    return rows


def wrapped(text: str, width: int) -> list[Row]:
    """Break a text into rows."""
    text = shown(text)
    return [Row(text[start:end]) for start, end in wrap(text, width)]
