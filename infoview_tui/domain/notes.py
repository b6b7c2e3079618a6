"""What was said: one-line notes, and the first character that tells their kind."""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum

from infoview_tui.values import dataclass


class NoteKind(StrEnum):
    """What a note is; scripts read these words."""

    NOTE = "note"
    KEY_POINT = "key_point"
    QUOTE = "quote"
    PERSON = "person"
    MY_PROMISE = "my_promise"
    THEIR_OFFER = "their_offer"
    ASK_LATER = "ask_later"
    ADVICE = "advice"


PREFIXES = {
    "!": NoteKind.KEY_POINT,
    '"': NoteKind.QUOTE,
    "@": NoteKind.PERSON,
    ">": NoteKind.MY_PROMISE,
    "<": NoteKind.THEIR_OFFER,
    "?": NoteKind.ASK_LATER,
    "+": NoteKind.ADVICE,
}
SIGNS = {kind: sign for sign, kind in PREFIXES.items()}

_BREAKS = re.compile("[\n\r\v\f\x85\u2028\u2029]")

HINTS = {
    NoteKind.NOTE: "a note",
    NoteKind.KEY_POINT: "a key point: it will stand in the thank-you",
    NoteKind.QUOTE: "a quote",
    NoteKind.PERSON: "a person named: name, role, organisation",
    NoteKind.MY_PROMISE: "your promise, due in 3 days",
    NoteKind.THEIR_OFFER: "their offer, reminded of in 7 days",
    NoteKind.ASK_LATER: "to ask later",
    NoteKind.ADVICE: "advice to try",
}


@dataclass(frozen=True)
class Note:
    """One saved line; `offset_seconds` counts from the start of its meeting, pauses left out."""

    id: int
    uid: str
    kind: NoteKind
    body: str
    at: datetime
    interview_id: int | None = None
    person_id: int | None = None
    item_id: int | None = None
    offset_seconds: int | None = None
    version: int = 1


def read_note(line: str) -> tuple[NoteKind, str]:
    """Split a typed line into its kind and its text.

    A doubled prefix is the character itself (`>>` begins a plain note with `>`), and a
    prefix with nothing behind it is kept as a plain note, so that no keystroke is dropped.
    """
    text = line.strip()
    kind = PREFIXES.get(text[:1])
    if kind is None:
        return NoteKind.NOTE, text
    if text[1:2] == text[:1]:
        return NoteKind.NOTE, text[1:]
    body = text[1:].strip()
    return (kind, body) if body else (NoteKind.NOTE, text)


def as_typed(kind: NoteKind, body: str) -> str:
    """Return the line that `read_note` reads as this kind and text."""
    sign = SIGNS.get(kind, "")
    if not sign:
        doubled = body[:1] in PREFIXES and len(body) > 1
        return body[0] + body if doubled else body
    return f"{sign} {body}" if body[:1] == sign else sign + body


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a pasted text that have something on them."""
    return tuple(line for line in _BREAKS.split(text.replace("\r\n", "\n")) if line.strip())


def in_parts(line: str, most: int) -> tuple[str, ...]:
    """Break a typed line that is too long for one note, at blanks where there are any.

    Its kind goes with the first part; the others are plain notes.
    """
    kind, body = read_note(line)
    if len(body) <= most:
        return (line,)
    parts: list[str] = []
    rest = body
    while rest:
        blank = rest.rfind(" ", 1, most + 1) if len(rest) > most else -1
        cut = blank if blank > 0 else most
        parts.append(as_typed(NoteKind.NOTE if parts else kind, rest[:cut].rstrip()))
        rest = rest[cut:].lstrip()
    return tuple(parts)
