"""How the tree of introductions is drawn: a plain indent, the stage, and what is owed."""

from __future__ import annotations

from infoview_tui.domain.introductions import Node
from infoview_tui.services.introductions import Line, Network
from infoview_tui.widgets.drawn import Span, columns, fit
from infoview_tui.widgets.row import Row, heading

INDENT = 2
STAGE = 9
SHORTEST_NAME = 14
"""Cells that a name has left at least: what is deeper says how deep instead of moving in."""

Key = tuple[int, int]
"""A person and the introduction that the line hangs on (0: none): a line may only point to them."""


def key_of(node: Node) -> Key:
    """Return what a line of the tree stands for."""
    return node.person_id, node.link.id if node.link else 0


def row(line: Line, width: int, *, shut: bool) -> Row:
    """Draw a line of the tree; one that is `shut` says how many are folded away below."""
    node = line.node
    room = 20 if width < 76 else 26 if width < 110 else 34
    levels = (room - SHORTEST_NAME) // INDENT
    lead = " " * (INDENT * min(node.depth, levels))
    if node.depth > levels:
        lead += f"{node.depth + 1}. "
    more = f" +{node.below}" if shut and not node.again and node.below else ""
    name = fit(line.name, room - len(lead) - len(more)).rstrip() + more
    words = line.short if width < 76 else line.words
    words = f"{line.again} · {words}" if line.again else words
    stage = "" if line.again else line.stage
    parts = [(lead + name, room), (stage, STAGE)]
    if width >= 110:
        parts.append((line.work, 30))
    rest = width - sum(cells + 2 for _text, cells in parts)
    text = columns(*parts, (words, rest))
    owed = words.find("not yet")
    start = len(text) - len(fit(words, rest)) + owed
    spans = [Span(0, len(lead + name), "muted")] if line.again else []
    if owed >= 0 and "not yet" in text[start:]:
        spans.append(Span(start, start + len("not yet"), "warning"))
    return Row(text.rstrip(), key_of(node), len(lead + name), tuple(spans))


def in_short(known: Network, width: int) -> list[Row]:
    """Say what the tree comes to; nothing where nobody led to anybody."""
    longest = known.longest
    if not longest:
        return []
    count = len(known.tree.longest)
    label = 17
    rows = [
        heading("In short"),
        Row(fit(f"{fit('Longest line', label)}{count}: {longest}", width).rstrip()),
    ]
    meetings = [f"{fit('Names a meeting', label)}{known.names_a_meeting or '–'}"]
    if known.from_a_name:
        what = "From a name" if width < 76 else "Meetings that came from a name"
        meetings.append(f"{what}  {known.from_a_name}")
    return [*rows, Row(fit("   ".join(meetings), width).rstrip())]
