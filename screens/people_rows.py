"""How the rows of People are drawn."""

from __future__ import annotations

from datetime import datetime

from infoview_tui.domain.people_filter import Filter
from infoview_tui.domain.people_rows import PersonRow
from infoview_tui.domain.wording import ago
from infoview_tui.widgets.drawn import Span, columns, fit
from infoview_tui.widgets.row import Row

WIDEST = 150
"""Cells of a row at most."""

_NARROW, _WIDE, _VAST = 76, 110, 150
"""Cells from which on there are more columns."""

_ORDERS = {"": "next step", "next": "next step", "last": "last contact", "by": "introducer"}


def count(shown: int, of: int | None, marked: int, out_of_view: int, wanted: Filter) -> str:
    """Word the heading: `People · 3 of 14, by name, 2 marked`."""
    numbers = f"{shown} of {of}" if of is not None else str(shown)
    order = _ORDERS.get(wanted.sort, wanted.sort) + (", backwards" * wanted.backwards)
    parts = [f"People · {numbers}", f"by {order}"]
    if marked:
        parts.append(f"{marked} marked" + (f", {out_of_view} not shown" if out_of_view else ""))
    return ", ".join(parts)


def names_of_columns(width: int) -> Row:
    """Name the columns that there is room for."""
    cells = ("Name", "Role, organisation", "Stage", "Last", "Next", "By", "Tags")
    text = _cells(min(width, WIDEST), *cells)
    return Row(text, spans=(Span(0, len(text), "muted"),))


def person_row(row: PersonRow, width: int, now: datetime, *, marked: bool) -> Row:
    """Draw a person for the width of the list."""
    width = min(width, WIDEST)
    last = ago(row.last_contact, now) if row.last_contact else "–"
    tags = ", ".join(row.tags)
    cells = (row.name, row.place_of_work, row.stage, last, row.next, row.introduced_by, tags)
    text = _cells(width, *cells)
    name = fit(row.name, _name_width(width))
    role = "error" if row.overdue else "warning" if row.next.endswith("today") else ""
    # Not before the name: somebody may be called "today".
    at = text.find(row.next, len(name)) if role else -1
    spans = (Span(at, at + len(row.next), role),) if at >= 0 else ()
    return Row(text, row.id, len(name), spans, marked=marked)


def _name_width(width: int) -> int:
    return 19 if width < _NARROW else 18 if width < _WIDE else 22 if width < _VAST else 28


def _cells(
    width: int, name: str, work: str, stage: str, last: str, step: str, by: str, tags: str
) -> str:
    first, tail = (name, _name_width(width)), ((stage, 8), (last, 6), (step, 15))
    if width < _NARROW:
        return columns(first, *tail).rstrip()
    if width < _WIDE:
        return columns(first, (work, width - 55), *tail).rstrip()
    rest = width - _name_width(width) - 75
    return columns(first, (work, rest), *tail, (by, 16), (tags, 18)).rstrip()
