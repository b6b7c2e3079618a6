"""What the debrief shows beside its prompts: what was asked and said, and what followed."""

from __future__ import annotations

from datetime import datetime

from infoview_tui.domain.followup import THANK_WITHIN, Side
from infoview_tui.domain.notes import SIGNS, NoteKind
from infoview_tui.domain.preparation import GoalState, ItemKind, ItemState, goal_state, labels
from infoview_tui.domain.wording import due_word, time_kept, weekday_date
from infoview_tui.services.debrief import Debrief
from infoview_tui.widgets.drawn import Span, columns
from infoview_tui.widgets.row import Row, heading
from infoview_tui.widgets.wrapped import wrapped_rows

GOALS = {
    GoalState.ANSWERED: ("✓", "success"),
    GoalState.PARTLY: ("◐", "warning"),
    GoalState.OPEN: ("○", ""),
}
WORTH = (NoteKind.KEY_POINT, NoteKind.QUOTE)
"""Kinds of notes that stand beside the question they answered."""


def header(found: Debrief, now: datetime, *, narrow: bool) -> str:
    """`Sun 22 Nov · 24 of 20 + 5 min, kept`; the day alone while the end is not known."""
    interview = found.live.interview
    if interview.started_at is None:
        return ""
    day = weekday_date(interview.started_at.astimezone(now.tzinfo).date(), now.date())
    if interview.ended_at is None:
        return day
    kept = time_kept(interview, now)
    return kept if narrow else f"{day} · {kept}"


def said_rows(found: Debrief, width: int) -> list[Row]:
    """Goals and questions with the notes worth keeping, so that nothing is remembered twice."""
    live = found.live
    rows = [heading("Goals")] if live.goals else []
    for goal in live.goals:
        sign, role = GOALS[goal_state(goal, live.items)]
        rows += wrapped_rows(sign, goal.text, width, role)
    called = labels(live.items)
    questions = [item for item in live.items if item.kind is not ItemKind.CLOSING]
    asked = sum(item.state in (ItemState.ASKED, ItemState.PARTLY) for item in questions)
    if questions:
        rows.append(heading(f"Questions · {asked} asked"))
    for item in questions:
        notes = [n for n in live.notes if n.item_id == item.id and n.kind in WORTH]
        for note in notes:
            rows += wrapped_rows(f"q{called[item.id]} {SIGNS[note.kind]}", note.body, width)
        if item.state is ItemState.SKIPPED:
            rows += wrapped_rows(f"q{called[item.id]} –", "skipped", width, "muted")
        elif not notes and item.state is not ItemState.OPEN:
            sign = "◐" if item.state is ItemState.PARTLY else "✓"
            rows += wrapped_rows(f"q{called[item.id]} {sign}", item.text, width, "success")
    known = {item.id for item in questions}
    loose = [n for n in live.notes if n.item_id not in known and n.kind in WORTH]
    if loose:
        rows.append(heading("Said besides"))
    for note in loose:
        rows += wrapped_rows(SIGNS[note.kind], note.body, width)
    return rows


def followed_rows(found: Debrief, now: datetime, width: int) -> list[Row]:
    """List what the notes led to, with when it is due."""
    live = found.live
    interview = live.interview
    rows: list[Row] = []
    today = now.date()
    if interview.ended_at is not None and not interview.host:
        due = (interview.ended_at + THANK_WITHIN).astimezone(now.tzinfo).date()
        word, why = due_word(due, today), "aim: within 24 h"
        if interview.thanked_at is not None:
            word, why = "✓", "thanked"
        rows.append(_row(word, f"Thank {interview.who}", why, width))
    rows += [
        _row("you named", person.name, person.place_of_work, width)
        if interview.host
        else _row("in 24 h", f"Write to {person.name}", person.place_of_work, width)
        for person in found.named
    ]
    for promise in found.promises:
        mine = promise.side is Side.MINE
        sign, whose = (">", "mine") if mine else ("<", "theirs")
        word = "✓" if promise.kept_at else due_word(promise.due, today)
        rows.append(_row(word, f"{sign} {promise.body}", whose, width))
    rows += [_row(advice.state, f"+ {advice.body}", "", width) for advice in found.advice]
    if not live.notes:
        rows.append(Row("Nothing was noted. Three lines now are worth more than ten tomorrow."))
    return [heading("From your notes, due rows made"), *rows]


def _row(word: str, what: str, why: str, width: int) -> Row:
    last = 16 if width < 76 else 28
    text = columns((word, 10), (what, min(74, width - 14 - last)), (why, last)).rstrip()
    role = "error" if word.startswith("late") else "warning" if word == "today" else "accent"
    return Row(text, spans=(Span(0, min(len(word), 10), role),))
