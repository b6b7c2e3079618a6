"""How the write-up of an interview is worded, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from rich.cells import cell_len

from infoview_tui.content.library import closing_checks
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.preparation import Item, ItemKind, ItemState, labels
from infoview_tui.domain.wording import clock, plural
from infoview_tui.screens.meeting_rows import STATE_SIGNS, check_key, no_list, note_rows
from infoview_tui.services.meeting import Live
from infoview_tui.widgets.drawn import Span, fit, shown
from infoview_tui.widgets.editing import wrap
from infoview_tui.widgets.row import Row, heading

CHECKS = {
    "names": ("names", "names"),
    "permission": ("may I mention you", "mention"),
    "stay_in_touch": ("how to stay in touch", "touch"),
    "thanks": ("thanks", "thanks"),
}
HOST_CHECKS = {
    "names": ("names given", "names"),
    "permission": ("may they say so", "say so"),
    "stay_in_touch": ("how I hear of it", "hear"),
}
"""The closing ticks in one row, in words and, where it is narrow, in one word each."""

_BECAME = {
    ItemState.ASKED: ("asked, nothing written", "nothing written"),
    ItemState.PARTLY: ("partly, nothing written", "nothing written"),
    ItemState.SKIPPED: ("not asked", "not asked"),
    ItemState.KNOWN: ("known before", "known before"),
    ItemState.OPEN: ("", ""),
}
WIDEST = 76
"""Cells a row takes at most: what stands at its right end belongs to its left."""


def kept(interview: Interview, now: datetime) -> str:
    """Say how the agreed time was kept: `kept`, `over by 4 min`."""
    over = interview.overrun_seconds(now) // 60
    return f"over by {over} min" if over else "kept"


def span(interview: Interview, now: datetime) -> tuple[str, str]:
    """Return when it began and ended, in the zone of `now`; "" for what is not known."""
    moments = (interview.started_at, interview.ended_at)
    began, ended = (clock(m.astimezone(now.tzinfo)) if m else "" for m in moments)
    return began, ended


def times_rows(interview: Interview, now: datetime, width: int) -> list[Row]:
    """Word when it was, what was agreed and whether it was kept."""
    began, ended = span(interview, now)
    words, key = "Not known yet.", "F2 says when it was"
    if ended:
        offered = interview.extension_minutes
        agreed = f"{interview.agreed_minutes} + {offered} offered" if offered else ""
        agreed = agreed or f"{interview.agreed_minutes} min"
        words, key = f"From {began} to {ended}   agreed {agreed}, {kept(interview, now)}", ""
        key = "F2 changes them"
    room = min(width, WIDEST) - len(key) - 2
    if len(words) > room:
        return [heading("Times"), Row(fit(words, width).rstrip())]
    return [heading("Times"), Row(f"{fit(words, room)}  {key}")]


def question_rows(live: Live, width: int, current: int | None, *, active: bool) -> list[Row]:
    """Word the checklist with what was written for each; the current question whole.

    `active` says that the list has the keys.
    """
    written = Counter(note.item_id for note in live.notes)
    items = [item for item in live.items if item.kind is not ItemKind.CLOSING]
    count = sum(item.id in written for item in items)
    title = "[Questions]" if active else "Questions"
    rows = [heading(f"{title} · {count} of {len(items)} written" if items else title)]
    names = labels(live.items)
    for item in items:
        rows += _item_rows(item, names[item.id], written[item.id], width, item.id == current)
    if not items:
        rows.append(no_list(width))
    return rows


def _item_rows(item: Item, name: str, notes: int, width: int, whole: bool) -> list[Row]:
    sign, role = STATE_SIGNS[item.state]
    width = min(width, WIDEST)
    right = plural(notes, "note") if notes else _BECAME[item.state][width < 66]
    column = 22 if width >= 66 else 15 if width >= 50 else 9
    words, room = shown(item.text), width - 5 - column - 2
    lines = [fit(words, room).rstrip()]
    if whole:
        lines = [words[start:end] for start, end in wrap(words, max(8, room))]
    text = f"{sign} {name:<2} {fit(lines[0], room)}  {fit(right, column)}".rstrip()
    at = 5 + len(lines[0])
    first = Row(text, item.id, at, (Span(0, 1, role), Span(max(at, 5 + room), 999, "muted")))
    return [first, *(Row(" " * 5 + line) for line in lines[1:])]


def written_rows(
    live: Live,
    item: Item | None,
    waiting: Sequence[str],
    width: int,
    height: int,
    chosen: int | None = None,
) -> list[Row]:
    """Word the notes of an item (None: all of them) that fit, below its name and their number."""
    notes = tuple(n for n in live.notes if item is None or n.item_id == item.id)
    count = len(notes) + len(waiting)
    title = f"Written for {_called(live, item)}" if item is not None else "Notes"
    rows, above = note_rows(replace(live, notes=notes), waiting, width, height - 1, chosen)
    if chosen is None:
        rows = [replace(row, key=None) for row in rows]
    return [heading(f"{title} · {count}", f"{above} more" if above else ""), *rows]


def _called(live: Live, item: Item) -> str:
    return _short(item)[0] if check_key(item) else labels(live.items)[item.id]


def closing_rows(live: Live, width: int, current: int | None) -> list[Row]:
    """Word the closing ticks in one row, the current one in brackets."""
    items = [item for item in live.items if item.kind is ItemKind.CLOSING]
    if not items:
        return []
    rows = []
    for short, gap in ((0, "  "), (1, "  "), (1, " ")):
        row = _ticks(items, current, short, gap)
        rows.append(row)
        if cell_len(row.text) <= width:
            break
    done = sum(item.done for item in items)
    return [heading(f"Before you left · {done} of {len(items)}"), rows[-1]]


def _ticks(items: Sequence[Item], current: int | None, short: int, gap: str) -> Row:
    text, spans = "", []
    for item in items:
        sign, role = STATE_SIGNS[item.state]
        here = item.id == current
        text += (gap if text else "") + ("[" if here else "")
        spans.append(Span(len(text), len(text) + 1, role))
        text += f"{sign} {_short(item)[short]}" + ("]" if here else "")
    return Row(text, spans=tuple(spans))


def _short(item: Item) -> tuple[str, str]:
    hosted = any(check.text == item.text for check in closing_checks(host=True))
    words = HOST_CHECKS if hosted else CHECKS
    return words.get(check_key(item), (shown(item.text), shown(item.text)))
