"""Reads what a person types for a length of time: `20`, `1h 5m`, or when it is to end: `14:20`."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from infoview_tui.domain.dates import parse_when
from infoview_tui.errors import RefusedError

LONGEST = timedelta(hours=24)
SOON = timedelta(hours=12)
"""A time of day that comes later than this is one that has just passed, not tomorrow's."""

_TRY = "Try 20, 1h 5m, or the end: 14:20."
_AMOUNTS = (
    r"(?:in |for |\+ ?)?"
    r"(?:(?P<hours>\d{1,4}(?:[.,]\d{1,2})?) ?(?:h|hrs?|hours?)(?: and)?)?"
    # A bare number is minutes, and nothing may follow it: `1h5`, not `1h5 30s`.
    r" ?(?:(?P<minutes>\d{1,5})(?: ?(?:m|mins?|minutes?)(?: and)?|$))?"
    r" ?(?:(?P<seconds>\d{1,6}) ?(?:s|secs?|seconds?))?"
)


def parse_length(text: str, now: datetime) -> timedelta:
    """Read a length in minutes, hours and minutes, or up to a time of day.

    Args:
        text: what was typed; a bare number is minutes.
        now: aware, in the user's zone; a time of day alone is the coming one.

    Raises:
        RefusedError: it is not understood, is over already, or is longer than a day.

    """
    words = " ".join(text.lower().split())
    if not words:
        raise RefusedError(f"No length was given. {_TRY}")
    length = _amounts(words)
    if length is None:
        length = _until(words, now)
    if not timedelta() < length <= LONGEST:
        raise RefusedError(f"A countdown lasts from 1 second to 24 hours. {_TRY}")
    return length


def _amounts(words: str) -> timedelta | None:
    match = re.fullmatch(_AMOUNTS, words, re.ASCII)
    if match is None:
        return None
    return timedelta(
        hours=float((match["hours"] or "0").replace(",", ".")),
        minutes=int(match["minutes"] or 0),
        seconds=int(match["seconds"] or 0),
    )


def _until(words: str, now: datetime) -> timedelta:
    assert now.tzinfo is not None
    try:
        when = parse_when(re.sub(r"^(until|till|to) ", "", words), now)
    except RefusedError:
        shown = "".join(c if c.isprintable() else "?" for c in words[:40])
        raise RefusedError(f"not a length: '{shown}'. {_TRY}") from None
    # In UTC, since local hours are longer or shorter where the clocks change.
    start = now.astimezone(UTC)
    left = when.moment(now.tzinfo) - start
    if left <= timedelta() and when.day == now.date():
        left = replace(when, day=when.day + timedelta(days=1)).moment(now.tzinfo) - start
        if left > SOON:
            raise RefusedError(f"{when.time:%H:%M} is over already. {_TRY}")
    return left
