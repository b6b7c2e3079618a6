"""Who meets a filter of People, and in which order they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime

from infoview_tui.domain.people_filter import Filter, Term, days_within
from infoview_tui.domain.people_rows import PersonRow
from infoview_tui.domain.stage import ORDER
from infoview_tui.domain.text import fold

Test = Callable[[PersonRow], bool]


def narrow(rows: Sequence[PersonRow], wanted: Filter, now: datetime) -> tuple[PersonRow, ...]:
    """Keep who meets every term, in the order that is wanted, else in the one they come in.

    A last word that is but the beginning of a field (`ta`) hides nobody until it is one.

    Args:
        rows: in the order of their next steps.
        wanted: what was read.
        now: in the user's zone, from which days count.

    """
    found = _fitting(rows, wanted.terms, now)
    if not found and wanted.terms and wanted.terms[-1].half_typed:
        found = _fitting(rows, wanted.terms[:-1], now)
    return tuple(_sorted(found, wanted))


def _fitting(
    rows: Sequence[PersonRow], terms: Sequence[Term], now: datetime
) -> Sequence[PersonRow]:
    for test in [_test(term, now) for term in terms]:
        rows = [row for row in rows if test(row)]
    return rows


def _test(term: Term, now: datetime) -> Test:
    if not term.excludes:
        return _narrowing(term, now)
    if term.field in ("due", "last"):
        if not term.complete:
            return lambda _row: True
        fits = _narrowing(term, now)
        return lambda row: not fits(row)
    # Only the whole word excludes: half typed it would hide nearly everyone.
    value, texts = term.value, _TEXTS.get(term.field, _words)
    if term.field == "tag":
        return lambda row: all(fold(tag) != value for tag in row.tags)
    if term.field == "stage":
        return lambda row: row.stage != value
    whole = re.compile(rf"(?<!\w){re.escape(value)}(?!\w)")
    return lambda row: not whole.search(texts(row))


def _words(row: PersonRow) -> str:
    return row.words


_TEXTS: dict[str, Callable[[PersonRow], str]] = {
    "name": lambda row: fold(row.name),
    "role": lambda row: fold(row.role),
    "organisation": lambda row: fold(row.organisation),
    "by": lambda row: fold(row.introduced_by),
}


def _narrowing(term: Term, now: datetime) -> Test:
    field, value = term.field, term.value
    if field == "tag":
        return lambda row: any(fold(tag).startswith(value) for tag in row.tags)
    if field == "stage":
        return lambda row: row.stage.startswith(value)
    if field == "due":
        return _by_due(value, now)
    if field == "last":
        return _by_last(value, now)
    texts = _TEXTS.get(field, _words)
    return lambda row: value in texts(row)


def _by_due(value: str, now: datetime) -> Test:
    today = now.date()
    if value == "late":
        return lambda row: row.overdue
    if value == "none":
        return lambda row: row.due is None
    within = days_within("0" if value == "today" else value)
    if within is None:
        return lambda _row: True
    return lambda row: row.due is not None and within((row.due - today).days)


def _by_last(value: str, now: datetime) -> Test:
    today, zone = now.date(), now.tzinfo
    if value == "none":
        return lambda row: row.last_contact is None
    within = days_within("0" if value == "today" else value)
    if within is None:
        return lambda _row: True
    return lambda row: (
        row.last_contact is not None
        and within((today - row.last_contact.astimezone(zone).date()).days)
    )


def _sorted(rows: Sequence[PersonRow], wanted: Filter) -> Sequence[PersonRow]:
    if not wanted.sort:
        return rows
    if wanted.sort == "next":
        steps = [row for row in rows if row.next][:: -1 if wanted.backwards else 1]
        return [*steps, *(row for row in rows if not row.next)]
    key = _KEYS[wanted.sort]
    keys = list(map(key, rows))
    # Where nothing is known there is nothing to order by: those come last either way.
    known = [place for place, found in enumerate(keys) if found != _NOTHING]
    known.sort(key=lambda place: keys[place], reverse=wanted.backwards)
    unknown = (place for place, found in enumerate(keys) if found == _NOTHING)
    return [rows[place] for place in (*known, *unknown)]


_NOTHING: tuple[float | str, ...] = ("",)


def _by_text(text: Callable[[PersonRow], str]) -> Callable[[PersonRow], tuple[float | str, ...]]:
    return lambda row: (text(row),)


_KEYS: dict[str, Callable[[PersonRow], tuple[float | str, ...]]] = {
    **{name: _by_text(text) for name, text in _TEXTS.items()},
    "stage": lambda row: (ORDER.index(row.stage),),
    "tags": lambda row: tuple(map(fold, row.tags)) or _NOTHING,
    # The newest first, as the column counts.
    "last": lambda row: (-row.last_contact.timestamp(),) if row.last_contact else _NOTHING,
}
