"""The bank to a file and back: what is one's own goes out, and comes in once."""

from __future__ import annotations

import unicodedata
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from infoview_tui.content.library import bank, categories
from infoview_tui.domain.bank import USUAL_PHASE, Question, checked, qualified
from infoview_tui.domain.text import clean_line, fold
from infoview_tui.errors import RefusedError
from infoview_tui.exchange.bank_toml import Entry, Fault, read_bank, write_bank
from infoview_tui.services.bank import own_columns, shipped_text, whole_bank
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import new_uid
from infoview_tui.values import dataclass

MOST_BYTES = 1_000_000
"""Bytes of a file at most: thousands of questions."""
MOST_UID = 64


class Fate(StrEnum):
    """What becomes of a question of a file."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True)
class Outcome:
    """A question of a file, by its place in it, and what becomes of it."""

    place: int
    fate: Fate
    number: int | None
    text: str
    reason: str = ""


@dataclass(frozen=True)
class _Step:
    """`row` is what there is of it, None for nothing yet; `values` are the columns to write."""

    outcome: Outcome
    row: int | None = None
    uid: str = ""
    values: dict[str, Any] = field(default_factory=dict)


def bank_text(store: Store, *, everything: bool = False) -> str:
    """Write the bank as TOML: what is one's own (questions, wordings, what is archived), or all."""
    uids = {row.id: row.uid for row in store.questions.where()}
    return write_bank(
        _written(question, uids)
        for question in whole_bank(store)
        if everything or question.own or question.reworded or question.archived
    )


def _written(question: Question, uids: dict[int, str]) -> Entry:
    told = own_columns(question) | {"text": "" if _as_shipped(question) else question.text}
    return Entry(
        question.number,
        uid=uids.get(question.id or 0, "") if question.own else "",
        shipped=question.original,
        archived=True if question.archived else None,
        **told,
    )


def _as_shipped(question: Question) -> bool:
    return not question.own and not question.reworded


def read_text(file: IO[bytes]) -> str:
    """Read a file that may be anything, a bit more than the cap at most.

    Raises:
        RefusedError: it is too large, or not UTF-8.

    """
    found = file.read(MOST_BYTES + 1)
    if len(found) > MOST_BYTES:
        raise RefusedError("The file has more than 1 MB; a bank of questions has less.")
    try:
        return found.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RefusedError("The file is not UTF-8 text, so it is no bank of questions.") from None


def read_path(name: str) -> str:
    """Read the text of a file.

    Raises:
        RefusedError: it is not there, cannot be read, is too large or no text.

    """
    try:
        path = Path(name).expanduser()
        if path.is_dir():
            raise RefusedError(f"{path} is a folder; name a file of questions in it.")
        with path.open("rb") as file:
            return read_text(file)
    except FileNotFoundError:
        raise RefusedError(f"There is no file {name}.") from None
    except OSError as error:
        raise RefusedError(f"{name} cannot be read: {error.strerror or error}.") from None
    except (ValueError, RuntimeError):
        raise RefusedError("That is not the name of a file.") from None


def bring_in(
    store: Store, now: datetime, text: str, *, dry_run: bool = False
) -> tuple[Outcome, ...]:
    """Add and change what a file says, and take nothing away; a second time all is the same.

    The whole file is looked through before the first word is written, and all of it is written
    or nothing. With `dry_run` nothing is.

    Raises:
        RefusedError: the file is no bank of questions.

    """
    entries = read_bank(text)
    if dry_run:
        return tuple(step.outcome for step in _Plan(store).steps(entries, now))
    with store.write():
        steps = tuple(_Plan(store).steps(entries, now))
        for step in steps:
            if step.row is not None and step.values:
                store.questions.change(now, step.row, **step.values)
            elif step.values:
                store.questions.add(now, step.uid or None, **step.values)
    return tuple(step.outcome for step in steps)


class _Plan:
    """What there is, and what the file has said so far."""

    def __init__(self, store: Store) -> None:
        self.bank = whole_bank(store)
        self.shipped = {question.number: question for question in self.bank if not question.own}
        self.own = {question.id: question for question in self.bank if question.own}
        rows = store.db.execute("select id, uid, deleted_at, number from questions").fetchall()
        numbers = {question.number for question in bank()}
        self.by_uid = {uid: id for id, uid, _gone, number in rows if number not in numbers}
        self.used_uids = {uid for _id, uid, _gone, _number in rows}
        self.by_words = {_same(q.text): q for q in reversed(self.bank)}
        self.by_words |= {_same(q.original): q for q in self.shipped.values()}
        self.said: dict[object, int] = {}

    def steps(self, entries: tuple[Entry | Fault, ...], now: datetime) -> list[_Step]:
        """Decide on each entry; the steps stand in the order of the file."""
        # Those known by more than words come first: what they change is known by no old words.
        ranked = sorted(enumerate(entries, 1), key=lambda placed: self._named(placed[1]) is None)
        steps = [self._decide(place, entry, now) for place, entry in ranked]
        return sorted(steps, key=lambda step: step.outcome.place)

    def _decide(self, place: int, entry: Entry | Fault, now: datetime) -> _Step:
        if isinstance(entry, Fault):
            return _Step(Outcome(place, Fate.REFUSED, None, "", entry.reason))
        try:
            step = self._step(place, entry, now)
        except RefusedError as error:
            text = clean_line(entry.text or entry.shipped)
            reason = str(error).removesuffix(".")
            return _Step(Outcome(place, Fate.REFUSED, entry.number, text, reason))
        named = self._named(entry)
        if named is not None and "text" in step.values and named.text != named.original:
            self.by_words.pop(_same(named.text), None)
        return step

    def _step(self, place: int, entry: Entry, now: datetime) -> _Step:
        known = self._find(entry)
        self._once(place, entry)
        if known is not None and known.number != entry.number:
            # The words of a shipped question, or one's own for it.
            return _Step(Outcome(place, Fate.SAME, known.number, known.text))
        there = known or Question(entry.number, "")
        values = self._values(entry, there)
        if entry.archived is not None and entry.archived != there.archived:
            values["archived_at"] = now if entry.archived else None
        row, uid = known.id if known else None, ""
        if known is None:
            row = self.by_uid.get(entry.uid)
            uid = entry.uid if entry.uid not in self.used_uids else new_uid()
            values |= {"deleted_at": None} if row is not None else {}
        untouched = known is None or (_as_shipped(known) and not known.archived)
        fate = Fate.SAME if not values else Fate.NEW if untouched else Fate.CHANGED
        text = str(values.get("text") or there.text)
        if values and row is None:
            usual = "" if entry.number else USUAL_PHASE
            values = {**_EMPTY, "number": entry.number, "phase": usual, **values}
        return _Step(Outcome(place, fate, entry.number, text), row, uid, values)

    def _named(self, entry: Entry | Fault) -> Question | None:
        """Return the question that an entry names by its number or its uid."""
        if isinstance(entry, Fault):
            return None
        if entry.number is not None:
            return self.shipped.get(entry.number)
        return self.own.get(self.by_uid.get(entry.uid))

    def _find(self, entry: Entry) -> Question | None:
        if entry.number is not None:
            shipped_text(entry.number)
        elif not clean_line(entry.text):
            raise RefusedError("it has no text")
        return self._named(entry) or self.by_words.get(_same(entry.text))

    def _once(self, place: int, entry: Entry) -> None:
        """Remember an entry by all that it is known by."""
        marks: list[object] = [entry.number] if entry.number is not None else []
        if entry.number is None:
            marks = [_same(entry.text), *([("uid", entry.uid)] if entry.uid else [])]
        twice = next((self.said[mark] for mark in marks if mark in self.said), None)
        # One that is refused is told apart all the same, so that a second run says the same.
        self.said = dict.fromkeys(marks, place) | self.said
        if twice is not None:
            raise RefusedError(f"it stands in the file twice, also as question {twice}")

    def _values(self, entry: Entry, there: Question) -> dict[str, Any]:
        """Return the columns that the entry changes; a shipped question has words alone."""
        if there.number is not None:
            same = clean_line(entry.text) == there.original
            said, before = {"text": "" if same else entry.text}, {"text": there.text}
        else:
            said = {"text": entry.text, "serves": entry.serves}
            before = own_columns(there) if there.id else dict.fromkeys(_EMPTY, "")
            if entry.category:
                said |= qualified(f"goal:{entry.category}", categories()) or {}
            if entry.phase:
                said |= qualified(f"phase:{entry.phase}", categories()) or {}
            if entry.tiara:
                said |= qualified(f"tiara:{entry.tiara}", categories()) or {}
            if len(entry.uid) > MOST_UID or not entry.uid.isascii() or not _spoken(entry.uid):
                raise RefusedError("its uid is none of infoview; leave it out")
        changed = {n: t for n, t in said.items() if t and clean_line(t) != clean_line(before[n])}
        for name, text in changed.items():
            if not _spoken(clean_line(text)):
                raise RefusedError(f"its {name} has control characters")
            changed[name] = checked(text)
        return changed


_EMPTY: dict[str, str] = dict.fromkeys(("text", "category", "phase", "tiara", "serves"), "")


def _spoken(text: str) -> bool:
    return not any(unicodedata.category(character) == "Cc" for character in text)


def _same(text: str) -> str:
    """Return the form in which two questions are one."""
    return fold(" ".join(text.split()))
