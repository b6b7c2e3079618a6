"""A bank of questions as TOML: text to values and back, without knowing any bank."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from infoview_tui.domain.text import neutral, whole
from infoview_tui.errors import RefusedError
from infoview_tui.values import dataclass

HEAD = """\
# Questions for information interviews, written by infoview; `infoview bank import` reads them.
# A question with a number is a shipped one: `text` is your wording of it, `shipped` its own words
# (only to read). One without is your own; `uid` is how it is known again when its text changes.
# category: G1 to G12. phase: opening, core or end. tiara: T, I, A, R or S.
"""

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_STRINGS = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'')
MOST_DOTS = 20
"""Dots of a line outside its strings: reading a key of many parts takes the square of them."""
_PLACE = re.compile(r"\(at (line \d+, column \d+|end of document)\)")


@dataclass(frozen=True)
class Entry:
    """A question as a file has it; "" and None are what it does not say."""

    number: int | None = None
    uid: str = ""
    text: str = ""
    shipped: str = ""
    category: str = ""
    phase: str = ""
    tiara: str = ""
    serves: str = ""
    archived: bool | None = None


@dataclass(frozen=True)
class Fault:
    """An entry that is no question; `reason` says why."""

    reason: str


_KINDS: dict[str, tuple[type, str]] = {
    field.name: (str, "a text") for field in fields(Entry) if field.type == "str"
} | {"number": (int, "a number"), "archived": (bool, "true or false")}


def write_bank(entries: Iterable[Entry]) -> str:
    """Write entries as a file that `read_bank` reads as the same entries."""
    return HEAD + "".join(f"\n[[question]]\n{_table(entry)}" for entry in entries)


def _table(entry: Entry) -> str:
    values = ((field.name, getattr(entry, field.name)) for field in fields(entry))
    return "".join(
        f"{name} = {_value(value)}\n" for name, value in values if value not in ("", None)
    )


def _value(value: str | int) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return quoted(value) if isinstance(value, str) else str(value)


def quoted(text: str) -> str:
    """Write a TOML string; a character that a terminal would act on is written as its code."""
    text = whole(text)
    return '"' + "".join(map(_character, text, neutral(text))) + '"'


def _character(character: str, safe: str) -> str:
    if escape := _ESCAPES.get(character):
        return escape
    return character if character == safe else f"\\u{ord(character):04X}"


def read_bank(text: str) -> tuple[Entry | Fault, ...]:
    """Read a file.

    Raises:
        RefusedError: it is not TOML, or there are no questions in it.

    """
    deep = "This is no bank of questions: it is nested too deeply."
    if any(_STRINGS.sub("", line).count(".") > MOST_DOTS for line in text.split("\n")):
        raise RefusedError(deep)
    try:
        found = tomllib.loads(text)
    except RecursionError:
        raise RefusedError(deep) from None
    except ValueError as error:
        # What else the error says may be words of the file.
        place = _PLACE.search(str(error))
        where = f" at {place[1].removeprefix('at ')}" if place else ""
        raise RefusedError(f"This is no TOML: there is a mistake{where}.") from None
    rows = found.get("question")
    if not isinstance(rows, list) or not rows:
        raise RefusedError(
            "This is no bank of questions: there is no [[question]] in it. "
            "`infoview bank export --all` prints one."
        )
    return tuple(_entry(row) for row in rows)


def _entry(row: Any) -> Entry | Fault:
    if not isinstance(row, Mapping):
        return Fault("it is no [[question]] with text")
    for name, value in row.items():
        if name not in _KINDS:
            known = ", ".join(_KINDS)
            return Fault(f'it has "{name[:20]}", which means nothing here; known are {known}')
        kind, said = _KINDS[name]
        if type(value) is not kind:
            return Fault(f"its {name} is not {said}")
    return Entry(**row)
