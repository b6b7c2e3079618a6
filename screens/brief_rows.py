"""The rows of the brief: its parts made to fit the room they have, or whole to scroll in."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from rich.cells import cell_len

from infoview_tui.domain.phases import Phases
from infoview_tui.services.brief_text import Entry, Part
from infoview_tui.widgets.drawn import Span, fit, shown
from infoview_tui.widgets.editing import wrap
from infoview_tui.widgets.row import Row, heading

LOOKED_AT = 4
"""Characters of a text that are looked at for each cell: some take no cell at all."""
MOST_LINES = 3
"""Lines of a text at most, where there is room for them."""
SCROLLED = 12
"""Lines of a text where one scrolls anyway."""
MOST_SIDE = 11
"""Cells at the right of a text at most, such as `late 30 min`."""
LEAST_TEXT = 8
"""Cells of a text without which nothing stands at its right."""
BAR = 20
"""Cells of the bar of phases, a minute each of a talk as long as most."""


def name_of(key: Hashable | None) -> str:
    """Return what a row does (a tick, the starter set), "" for one that is only read."""
    return str(key[1]) if isinstance(key, tuple) and key[0] == "does" else ""


def key_for(name: str) -> tuple[str, str]:
    """Return the key of the row that does something."""
    return ("does", name)


def brief_rows(parts: Sequence[Part], width: int, height: int) -> list[Row]:
    """Draw parts below each other, cut so that they fit; what never does is read by scrolling.

    Each text has a line, and those that want more get what is left of the height in turn. Where
    one scrolls every line has a key, for the cursor to pass it.
    """
    entries = [entry for part in parts for entry in part.entries]
    first = [part.first for part in parts for _entry_of in part.entries]
    turns = sorted(range(len(entries)), key=lambda number: not first[number])
    wanted = [len(_entry(entry, width, MOST_LINES)) for entry in entries]
    given = [many if entry.whole else 1 for entry, many in zip(entries, wanted, strict=True)]
    headings = sum(part.entries[0].phases is None for part in parts)
    left = height - headings - sum(given)
    for number in turns * (MOST_LINES - 1):
        if left > 0 and given[number] < wanted[number]:
            given[number] += 1
            left -= 1
    return _drawn(parts, width, given, read=left < 0)


def scrolled_rows(parts: Sequence[Part], width: int) -> list[Row]:
    """Draw parts below each other to scroll in, hardly anything cut."""
    return _drawn(parts, width, [SCROLLED] * sum(len(part.entries) for part in parts), read=True)


def _drawn(parts: Sequence[Part], width: int, lines: Sequence[int], *, read: bool) -> list[Row]:
    rows: list[Row] = []
    most = iter(lines)
    for part in parts:
        if part.entries[0].phases is not None:
            # A bar and its words need no heading.
            next(most)
            rows += _keyed(_bar(part.name, part.entries[0], width), part.name, 0, read=read)
            continue
        rows.append(heading(part.name, part.right))
        for number, entry in enumerate(part.entries):
            rows += _keyed(_entry(entry, width, next(most)), part.name, number, read=read)
    return rows


def _keyed(rows: list[Row], part: str, number: int, *, read: bool) -> list[Row]:
    if not read:
        return rows
    return [
        row if row.key is not None else Row(row.text, (part, number, line), spans=row.spans)
        for line, row in enumerate(rows)
    ]


def _entry(entry: Entry, width: int, most: int) -> list[Row]:
    sign, role = "", "muted"
    if entry.ticked is not None:
        sign, role = ("✓ ", "success") if entry.ticked else ("○ ", "warning")
    lead = sign + entry.lead
    side = min(MOST_SIDE, cell_len(shown(entry.tail)))
    if cell_len(lead) + side + 2 + LEAST_TEXT > width:
        side = 0
    room = max(1, width - cell_len(lead) - (side + 2 if side else 0))
    looked_at = LOOKED_AT * room * most
    text = shown(entry.text if entry.whole else entry.text[: looked_at + 1])
    if len(text) > looked_at and not entry.whole:
        text = f"{text[: looked_at - 1]}…"
    lines = [text[start:end].rstrip() for start, end in wrap(text, room)]
    if len(lines) > most and not entry.whole:
        last = fit(lines[most - 1], room - 1).rstrip().removesuffix("…")
        lines[most - 1 :] = [f"{last}…"]
    rows = []
    for number, line in enumerate(lines):
        head = lead if number == 0 else " " * cell_len(lead)
        shown_line, spans = head + line, [Span(0, len(lead), role)] if number == 0 and lead else []
        if number == 0 and side:
            shown_line = f"{head}{fit(line, room)}  {fit(entry.tail, side)}"
            spans.append(Span(len(head) + len(fit(line, room)), len(shown_line), "muted"))
        key = key_for(entry.name) if entry.name and number == 0 else None
        rows.append(Row(shown_line, key, spans=tuple(spans)))
    return rows


def _bar(name: str, entry: Entry, width: int) -> list[Row]:
    split = entry.phases
    assert split is not None
    drawn = f"{name}  {phase_bar(split)}  "
    figures = f"{split.opening} + {split.questions} + {split.closing} min"
    words = entry.text if cell_len(drawn + entry.text) <= width else figures
    return [Row(fit(drawn + words, width).rstrip(), spans=(Span(0, len(name), "muted"),))]


def phase_bar(split: Phases) -> str:
    """`███│█████████████│████`: the three phases as long as they are."""
    minutes = (split.opening, split.questions, split.closing)
    scale = BAR / max(1, split.minutes)
    return "│".join("█" * max(bool(each), round(each * scale)) for each in minutes)
