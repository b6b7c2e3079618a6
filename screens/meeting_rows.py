"""How a meeting's checklist and notes are worded, row by row."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from infoview_tui.content.library import check_keys
from infoview_tui.domain.notes import SIGNS, Note, NoteKind
from infoview_tui.domain.people import read_person
from infoview_tui.domain.preparation import (
    GoalState,
    Item,
    ItemKind,
    ItemState,
    goal_state,
    labels,
    spent,
)
from infoview_tui.domain.text import fold
from infoview_tui.domain.wording import mmss
from infoview_tui.services.closing import answered
from infoview_tui.services.meeting import Live
from infoview_tui.widgets.drawn import Span, fit, shown
from infoview_tui.widgets.editing import wrap
from infoview_tui.widgets.row import Row, heading

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
LEAST_NOTES = 6
"""Rows that the notes keep, their heading among them, however long the checklist is."""
LEAST_NOTES_NARROW = 8
"""The same in a window of one column, which shows no more than is near the current question."""
_NUMBERS = ("", "one, ask for a second", "two", "three", "four", "five", "six")


def asked_count(items: Sequence[Item]) -> tuple[int, int]:
    """Return how many core questions are dealt with, and how many there are."""
    core = [item for item in items if item.kind is ItemKind.CORE]
    return sum(item.done or item.state is ItemState.PARTLY for item in core), len(core)


def reached_count(live: Live) -> tuple[int, int]:
    """Return how many goals are answered, and how many there are."""
    states = [goal_state(goal, live.items) for goal in live.goals]
    return sum(state is GoalState.ANSWERED for state in states), len(states)


def label(items: Sequence[Item], item: Item) -> str:
    """Return what a note is marked with that is tied to an item: `q3`, `b1`, `c2`."""
    return marks(items)[item.id]


def marks(items: Sequence[Item]) -> dict[int, str]:
    """Return `label` of all items."""
    named = labels(items).items()
    return {id: f"q{name}" if name.isdigit() else name for id, name in named}


def check_key(item: Item) -> str:
    """Return which of the closing checks an item is, "" for none; they are known by their words."""
    if item.kind is not ItemKind.CLOSING:
        return ""
    return check_keys().get(item.text, "")


def known_of(live: Live, item: Item) -> str:
    """Return what is known of a closing check, for behind its words."""
    key = check_key(item)
    if key == "names":
        people = [n.body for n in live.notes if n.kind is NoteKind.PERSON]
        named = {fold(person.name) for body in people if (person := read_person(body))}
        count = _NUMBERS[len(named)] if len(named) < len(_NUMBERS) else str(len(named))
        return count.replace("ask for", "name") if live.interview.host else count
    if key == "permission":
        answer = answered(n.body for n in live.notes if n.item_id == item.id)
        if answer is None:
            return "yes or no?" if item.done else ""
        return "yes" if answer else "no"
    if key == "stay_in_touch":
        said = [n.body for n in live.notes if n.item_id == item.id]
        return shown(said[-1]) if said else ""
    return ""


def spent_minutes(live: Live, now_used: int) -> dict[int, int]:
    """Return the whole minutes that each question was given so far, where there is one."""
    asked = (item for item in live.items if item.kind is not ItemKind.CLOSING)
    given = {item.id: spent(live.interview, item, now_used) // 60 for item in asked}
    return {id: minutes for id, minutes in given.items() if minutes}


def question_rows(
    live: Live,
    width: int,
    *,
    current: int | None,
    closing: bool,
    narrow: bool = False,
    minutes: dict[int, int] | None = None,
    most: int = 99,
) -> list[Row]:
    """Word the checklist; near the end the closing ticks take the place of the backup.

    The current question is shown whole, since it is to be spoken.

    Args:
        live: the meeting.
        width: cells of a row.
        current: the current item.
        closing: whether the closing ticks are shown.
        narrow: whether the goals have no pane of their own; they are counted in the heading.
        minutes: of the questions whose time is to stand behind them.
        most: rows that the current question may take.

    """
    asked, total = asked_count(live.items)
    reached, goals = reached_count(live)
    right = f"goals {reached} of {goals}" if narrow and goals else ""
    name = "They asked" if live.interview.host else "Questions"
    rows = [heading(f"{name} · {asked} of {total}", right)]
    names = labels(live.items)
    kinds = [ItemKind.CORE, ItemKind.CLOSING if closing else ItemKind.BACKUP]
    for kind in kinds:
        mine = [item for item in live.items if item.kind is kind]
        if kind is ItemKind.CLOSING:
            left = sum(not item.done for item in mine)
            done = f"{len(mine) - left} of {len(mine)}" if left else "done"
            rows.append(heading(f"Before you go · {done}"))
        for item in mine:
            time = (minutes or {}).get(item.id)
            words = _with_known(live, item, width - 5)
            right = f"{time} min" if time else ""
            lines = most if item.id == current else 1
            rows += _item_rows(item, names[item.id], words, right, width, lines)
    if not total:
        rows.append(no_list(width))
    return rows


def no_list(width: int) -> Row:
    """Say that an interview without questions is one too."""
    return Row(fit("No list: notes alone are fine. tab, n adds one.", width))


def _with_known(live: Live, item: Item, room: int) -> str:
    words, known = shown(item.text), known_of(live, item)
    if cell_len(f"{words} {known}") > room:
        # The first of a list is the answer, what follows it explains.
        known = known.partition(",")[0] if check_key(item) == "stay_in_touch" else known
    if check_key(item) == "names" and known:
        words += ":"
    return f"{words} {fit(known, max(8, room - cell_len(words) - 1)).rstrip()}".rstrip()


def _item_rows(item: Item, name: str, words: str, right: str, width: int, most: int) -> list[Row]:
    sign, role = STATE_SIGNS[item.state]
    room = max(8, width - 5 - (len(right) + 2 if right else 0))
    starts = [start for start, _end in wrap(words, room)]
    ends = [*starts[1:], len(words)]
    lines = [words[start:end].rstrip() for start, end in zip(starts, ends, strict=True)]
    if len(lines) > most:
        lines[most - 1 :] = [fit(words[starts[most - 1] :], room).rstrip()]
    text = f"{sign} {name:<2} {lines[0]}"
    first = Row(_to_the_edge(text, right, width), item.id, len(text), (Span(0, 1, role),))
    return [first, *(Row(" " * 5 + line) for line in lines[1:])]


def _to_the_edge(text: str, right: str, width: int) -> str:
    return f"{fit(text, width - len(right) - 2)}  {right}" if right else text


def in_view(
    rows: Sequence[Row], current: int | None, height: int, done: frozenset[int]
) -> list[Row]:
    """Return the rows of a checklist that a pane of `height` shows, its heading always.

    When there are too many, what is far from the current question goes, and before it `done`.
    """
    first, rest = rows[0], list(rows[1:])
    room = max(1, height - 1)
    for row in rows[1:]:
        if len(rest) > room and row.key in done and row.key != current:
            rest.remove(row)
    here = next((i for i, row in enumerate(rest) if row.key == current), 0)
    after = next((i for i, row in enumerate(rest[here + 1 :], 1) if row.key or row.heading), 1)
    start = max(0, min(here - (after < room), len(rest) - room))
    return [first, *rest[start : start + room]]


def list_height(room: int, wanted: int, *, narrow: bool) -> int:
    """Return how many rows of `room` the checklist gets, so that notes stay in sight."""
    if room < 14:
        return max(2, min(wanted, room * 6 // 14))
    rows = min(wanted, room - (LEAST_NOTES_NARROW if narrow else LEAST_NOTES))
    # A blank row, where notes enough are in sight all the same.
    return rows + (rows == wanted and room - wanted > LEAST_NOTES_NARROW)


def note_rows(
    live: Live, unsaved: Sequence[str], width: int, height: int, chosen: int | None = None
) -> tuple[list[Row], int]:
    """Word the newest notes that fit, or those up to the chosen one, oldest first.

    A note is shown whole, or not; of one longer than the pane it is the beginning.

    Returns:
        The rows, and how many notes are above them.

    """
    names = marks(live.items)
    notes, height = live.notes, max(1, height)
    last = next((n for n, note in enumerate(notes) if note.id == chosen), len(notes) - 1)
    # Wider than usual past 99:59 and past nine questions, for all alike.
    at = len(mmss(max([0, *(note.offset_seconds or 0 for note in notes)])))
    about = max([2, *map(len, names.values())]) + 1

    def block(note: Note) -> list[Row]:
        stamp = mmss(note.offset_seconds) if note.offset_seconds is not None else ""
        lead = f"{stamp:>{at}} {names.get(note.item_id or 0, ''):<{about}}"
        return _note_row(note, lead, width)

    waiting = [] if chosen is not None else [_unsaved_row(line, width) for line in unsaved]
    rows = waiting[-height:]
    first = last + 1
    # Only what is in sight is worded: there may be hundreds.
    while first > 0 and len(rows) < height:
        above = block(notes[first - 1])[:height]
        if len(rows) + len(above) > height:
            break
        rows = above + rows
        first -= 1
    for note in notes[last + 1 :] if chosen is not None else ():
        if len(rows) >= height:
            break
        rows += block(note)[: height - len(rows)]
    return rows, first


def _unsaved_row(line: str, width: int) -> Row:
    return Row(f"NOT SAVED  {fit(line, width - 11).rstrip()}", spans=(Span(0, 9, "alert"),))


def _note_row(note: Note, stamp: str, width: int) -> list[Row]:
    lead = f"{stamp}{SIGNS.get(note.kind, ' ')} "
    body = shown(note.body)
    role = "heading" if note.kind is NoteKind.KEY_POINT else "accent"
    at = stamp.index(" ", len(stamp) - len(stamp.lstrip())) if stamp.strip() else 5
    spans = (Span(0, at, "muted"), Span(len(stamp), len(stamp) + 1, role))
    first, *more = [body[start:end] for start, end in wrap(body, max(8, width - len(lead)))]
    return [
        Row(lead + first, note.id, at, spans),
        *(Row(" " * len(lead) + line) for line in more),
    ]
