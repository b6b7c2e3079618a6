"""The shipped texts as values: question bank, starter sets, letters, what a meeting says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from infoview_tui.domain.bank import Category
from infoview_tui.errors import NotFoundError, RefusedError
from infoview_tui.values import dataclass

_HERE = Path(__file__).parent
_MOST = 1_000_000
"""Bytes that a file of letters may have."""
_LETTER_FIELDS = ("title", "when", "subject", "body")
_own: dict[str, LetterTemplate] = {}


@dataclass(frozen=True)
class BankQuestion:
    """A shipped question; `phase` is opening, core or end, `tiara` one of T I A R S or empty."""

    number: int
    category: Category
    phase: str
    tiara: str
    text: str
    serves: str


@dataclass(frozen=True)
class StarterSet:
    """Numbers of bank questions that make a first list: core ones in order, then backup."""

    name: str
    core: tuple[int, ...]
    backup: tuple[int, ...]


@dataclass(frozen=True)
class LetterTemplate:
    """A letter with `{placeholders}` and `[gaps]`; `when` is a short line on its use."""

    kind: str
    title: str
    when: str
    subject: str
    body: str


@dataclass(frozen=True)
class ClosingCheck:
    """One tick of the closing minutes."""

    key: str
    text: str


@dataclass(frozen=True)
class DayItem:
    """One thing to have to hand on the day, and why; `key` is what its tick is kept by."""

    key: str
    text: str
    why: str


@dataclass(frozen=True)
class Prompt:
    """One question of the debrief, numbered from 1."""

    number: int
    text: str


@dataclass(frozen=True)
class CourtesyLines:
    """Sentences to say aloud; `{agreed}` is a length in words, `{key_point}` what was noted."""

    opening: str
    soon: str
    time_is_up: str
    thanks: str
    thanks_without_key_point: str
    soon_short: str
    soon_least: str
    time_is_up_short: str
    thanks_short: str


@cache
def categories() -> tuple[Category, ...]:
    """Return the twelve categories in their order."""
    return tuple(Category(**row) for row in _read("questions.toml")["category"])


@cache
def bank() -> tuple[BankQuestion, ...]:
    """Return every shipped question by number."""
    by_id = {category.id: category for category in categories()}
    rows = _read("questions.toml")["question"]
    return tuple(BankQuestion(**row | {"category": by_id[row["category"]]}) for row in rows)


@cache
def why_no_job() -> str:
    """Return why no shipped question asks for a job, with where that comes from."""
    return str(_read("questions.toml")["why_no_job"])


@cache
def starter_sets() -> tuple[StarterSet, ...]:
    """Return the sets that fill an empty list at one stroke."""
    return tuple(
        StarterSet(row["name"], tuple(row["core"]), tuple(row["backup"]))
        for row in _read("questions.toml")["set"]
    )


@cache
def shipped_letters() -> tuple[LetterTemplate, ...]:
    """Return the letters that come with infoview, in the order in which one needs them."""
    return tuple(LetterTemplate(**row) for row in _read("letters.toml")["letter"])


def letter_templates() -> tuple[LetterTemplate, ...]:
    """Return the letters, the user's own in the place of those of their kind."""
    return tuple(_own.get(letter.kind, letter) for letter in shipped_letters())


def letters_file() -> str:
    """Return the file of the letters as it is shipped, to be copied and changed."""
    return (_HERE / "letters.toml").read_text("utf-8")


def use_letters(path: Path) -> None:
    """Take the user's own letters from a file from now on; without it those that are shipped.

    Raises:
        RefusedError: names the file, the letter and what is wrong with it.

    """
    _own.clear()
    try:
        with path.open("rb") as file:
            text = file.read(_MOST + 1)
        rows = tomllib.loads(text[:_MOST].decode("utf-8")).get("letter", [])
    except (FileNotFoundError, NotADirectoryError):
        return
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise RefusedError(f"{path} cannot be read: {why}. Mend it or move it away.") from error
    shipped = {letter.kind: letter for letter in shipped_letters()}
    for row in rows if isinstance(rows, list) else [rows]:
        letter = _own_letter(path, row, shipped)
        _own[letter.kind] = letter


def _own_letter(path: Path, row: Any, shipped: Mapping[str, LetterTemplate]) -> LetterTemplate:
    if not isinstance(row, dict) or row.get("kind") not in shipped:
        kind = row.get("kind") if isinstance(row, dict) else row
        known = ", ".join(shipped)
        raise RefusedError(f"{path}: a letter has the kind {kind!r}; there are {known}.")
    kind, values = row["kind"], {k: v for k, v in row.items() if k in _LETTER_FIELDS}
    for name, value in row.items():
        if name not in (*_LETTER_FIELDS, "kind") or not isinstance(value, str):
            raise RefusedError(
                f"{path}: {kind} has {name} = {value!r}; a letter has texts called "
                f"{', '.join(_LETTER_FIELDS)}."
            )
    text = f"{values.get('subject', '')} {values.get('body', '')}"
    for name in re.findall(r"\{([a-z][a-z0-9_]*)\}", text):
        if name not in placeholders():
            raise RefusedError(
                f"{path}: {kind} has {{{name}}}, which nothing is known of; write [{name}] for "
                "what you fill in yourself."
            )
    return replace(shipped[kind], **values)


def letter_template(kind: str) -> LetterTemplate:
    """Return the letter of that kind; NotFoundError names the kinds there are."""
    for template in letter_templates():
        if template.kind == kind:
            return template
    kinds = ", ".join(template.kind for template in letter_templates())
    raise NotFoundError(f'There is no letter of the kind "{kind}": choose one of {kinds}.')


@cache
def placeholders() -> Mapping[str, str]:
    """Return each placeholder that a letter may hold, with what it stands for."""
    return MappingProxyType(_read("letters.toml")["placeholders"])


@cache
def closing_checks(*, host: bool = False) -> tuple[ClosingCheck, ...]:
    """Return the ticks before one goes; a host has others under the same keys."""
    rows = _read("closing.toml")["host_closing_check" if host else "closing_check"]
    return tuple(ClosingCheck(**row) for row in rows)


@cache
def check_keys() -> Mapping[str, str]:
    """Return the key of every closing check by its words, which are all that a row keeps."""
    every = (*closing_checks(), *closing_checks(host=True))
    return MappingProxyType({check.text: check.key for check in every})


@cache
def host_prompts() -> tuple[str, ...]:
    """Return what a host asks the seeker."""
    return tuple(row["text"] for row in _read("closing.toml")["host_prompt"])


@cache
def day_list(mode: str) -> tuple[DayItem, ...]:
    """Return what to have to hand where one meets by that mode (`phone`, `video`, `in-person`)."""
    return tuple(DayItem(**row) for row in _read("day.toml")[mode])


@cache
def debrief_prompts(*, host: bool = False) -> tuple[Prompt, ...]:
    """Return the prompts of the debrief, six or a host's five."""
    rows = _read("closing.toml")["host_debrief_prompt" if host else "debrief_prompt"]
    return tuple(Prompt(**row) for row in rows)


@cache
def courtesy_lines(*, host: bool = False) -> CourtesyLines:
    """Return what to say near the end, when time is up, and in thanks."""
    return CourtesyLines(**_read("closing.toml")["say_host" if host else "say"])


@cache
def example() -> Mapping[str, Any]:
    """Return the practice example as it is written; the head of its file says what times mean."""
    return MappingProxyType(_read("example.toml"))


@cache
def _read(name: str) -> dict[str, Any]:
    text = (_HERE / name).read_text("utf-8")
    return tomllib.loads(text)
