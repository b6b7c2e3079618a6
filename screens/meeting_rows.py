"""How a meeting's checklist, side pane and notes are worded, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from infoview_tui.commands import commands_of, key_name
from infoview_tui.domain.notes import SIGNS, Note, NoteKind
from infoview_tui.domain.preparation import (
    GoalState,
    Item,
    ItemKind,
    ItemState,
    goal_state,
    labels,
)
from infoview_tui.domain.wording import mmss
from infoview_tui.services.meeting import Live
from infoview_tui.widgets.drawn import Span, fit, shown
from infoview_tui.widgets.editing import wrap
from infoview_tui.widgets.rows import Row, heading

STATE_SIGNS = {
    ItemState.OPEN: ("○", ""),
    ItemState.ASKED: ("✓", "success"),
    ItemState.PARTLY: ("◐", "warning"),
    ItemState.SKIPPED: ("–", "muted"),
    ItemState.KNOWN: ("✓", "success"),
}
GOAL_SIGNS = {
    GoalState.OPEN: ("○", ""),
    GoalState.PARTLY: ("◐", "warning"),
    GoalState.ANSWERED: ("✓", "success"),
}


def asked_count(items: Sequence[Item]) -> tuple[int, int]:
    """Return how many core questions are dealt with, and how many there are."""
    core = [item for item in items if item.kind is ItemKind.CORE]
    return sum(item.done or item.state is ItemState.PARTLY for item in core), len(core)


def reached_count(live: Live) -> tuple[int, int]:
    """Return how many goals are answered, and how many there are."""
    states = [goal_state(goal, live.items) for goal in live.goals]
    return sum(state is GoalState.ANSWERED for state in states), len(states)


def question_rows(
    live: Live, width: int, *, current: int | None, closing: bool, narrow: bool
) -> list[Row]:
    """Word the checklist; near the end the closing ticks take the place of the backup.

    The current question is shown whole, since it is to be spoken.
    """
    asked, total = asked_count(live.items)
    reached, goals = reached_count(live)
    right = f"goals {reached} of {goals}" if narrow and goals else ""
    rows = [heading(f"Questions · {asked} of {total}", right)]
    names = labels(live.items)
    kinds = [ItemKind.CORE, ItemKind.CLOSING if closing else ItemKind.BACKUP]
    for kind in kinds:
        mine = [item for item in live.items if item.kind is kind]
        if kind is ItemKind.CLOSING:
            left = sum(not item.done for item in mine)
            done = f"{len(mine) - left} of {len(mine)}" if left else "done"
            rows.append(heading(f"Before you go · {done}"))
        for item in mine:
            rows += _item_rows(item, names[item.id], width, whole=item.id == current)
    if not total:
        rows.append(Row("No list: notes alone are fine. tab, then n adds one."))
    return rows


def _item_rows(item: Item, name: str, width: int, *, whole: bool) -> list[Row]:
    sign, role = STATE_SIGNS[item.state]
    words = shown(item.text)
    lines = [fit(words, width - 5).rstrip()]
    if whole:
        lines = [words[start:end] for start, end in wrap(words, max(8, width - 5))]
    text = f"{sign} {name:<2} {lines[0]}"
    first = Row(text, item.id, len(text), (Span(0, 1, role),))
    return [first, *(Row(" " * 5 + line) for line in lines[1:])]


def side_rows(live: Live, width: int, *, points: bool, backs: bool) -> list[Row]:
    """Word the pane beside the checklist: goals, then cards or, at the end, the key points."""
    reached, total = reached_count(live)
    rows: list[Row] = []
    if live.goals:
        rows.append(heading(f"Goals · {reached} of {total}"))
        for goal in live.goals:
            sign, role = GOAL_SIGNS[goal_state(goal, live.items)]
            rows += _wrapped(goal.text, width, first=f"{sign} ", role=role)
    said = [note.body for note in live.notes if note.kind is NoteKind.KEY_POINT]
    if points and said:
        rows.append(heading("Key points"))
        for body in said:
            rows += _wrapped(body, width)
    elif live.cards:
        rows.append(heading("Cards"))
        for card in live.cards:
            title = f"{card.title} {card.length}".strip()
            rows += _wrapped(title, width)
            if backs:
                for part in (card.point, card.proof, card.why):
                    rows += _wrapped(part, width, first="  ") if part else []
    return rows


def key_rows(scopes: Sequence[str], width: int) -> list[Row]:
    """Word the keys that work now and the source of each rule; two columns where they fit."""
    keys = [f"{key_name(command.keys[0]):<7}{command.help}" for command in commands_of(*scopes)]
    half = (width - 2) // 2
    if half >= max(map(len, keys)):
        middle = (len(keys) + 1) // 2
        pairs = zip_longest(keys[:middle], keys[middle:], fillvalue="")
        rows = [Row(f"{fit(left, half)}  {right}") for left, right in pairs]
    else:
        rows = [Row(fit(line, width)) for line in keys]
    why = (
        "2:00 and 0:00: ask for one last thing, offer to stop (Dorie Clark; Rice).",
        "3, 13 and 4 of 20 minutes for opening, questions, closing.",
        "Ask for more than one name (Bolles, What Color Is Your Parachute?).",
    )
    words = [row for line in why for row in _wrapped(line, width)]
    return [heading("Keys · F1 closes"), *rows, heading("Why"), *words]


def _wrapped(text: str, width: int, first: str = "", role: str = "") -> list[Row]:
    text = shown(text)
    rows = []
    for number, (start, end) in enumerate(wrap(text, max(8, width - len(first)))):
        lead = first if number == 0 else " " * len(first)
        spans = (Span(0, 1, role),) if role and number == 0 else ()
        rows.append(Row(lead + text[start:end], spans=spans))
    return rows


def note_rows(live: Live, unsaved: Sequence[str], width: int) -> list[Row]:
    """Word the notes, oldest first; a long one goes on in further rows."""
    names = labels(live.items)
    rows: list[Row] = []
    for note in live.notes:
        rows += _note_row(note, names, width)
    for line in unsaved:
        text = fit(line, width - 11).rstrip()
        rows.append(Row(f"NOT SAVED  {text}", spans=(Span(0, 9, "alert"),)))
    return rows


def _note_row(note: Note, names: dict[int, str], width: int) -> list[Row]:
    stamp = mmss(note.offset_seconds) if note.offset_seconds is not None else "     "
    name = names.get(note.item_id or 0, "")
    about = ("q" if name[:1].isdigit() else "") + name
    sign = SIGNS.get(note.kind, " ")
    lead = f"{stamp} {about:<3}{sign} "
    body = shown(note.body)
    rows = []
    for number, (start, end) in enumerate(wrap(body, max(8, width - len(lead)))):
        if number == 0:
            role = "heading" if note.kind is NoteKind.KEY_POINT else "accent"
            rows.append(
                Row(
                    lead + body[start:end],
                    note.id,
                    len(stamp),
                    (Span(0, len(stamp), "muted"), Span(len(lead) - 2, len(lead) - 1, role)),
                )
            )
        else:
            rows.append(Row(" " * len(lead) + body[start:end]))
    return rows
