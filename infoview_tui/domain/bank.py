"""The bank of questions as a user sees it, and the one line in which a question is written."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence

from infoview_tui.domain.preparation import Item, ItemState
from infoview_tui.domain.text import clean_line, fold
from infoview_tui.errors import RefusedError
from infoview_tui.values import dataclass

PHASES = ("opening", "core", "end")
USUAL_PHASE = "core"

TIARA = {"T": "Trends", "I": "Insights", "A": "Advice", "R": "Resources", "S": "Assignments"}
"""What each letter of a question asks for: the five kinds of answer that one goes for."""

MOST_CHARACTERS = 1000
"""Characters of a question at most: it is to be spoken."""

MOST_SAID = 40
"""Characters of a term that are named where nothing goes by it."""

_SERVES = re.compile(r"(?P<text>(?:.*\s)?)(?:->|→)(?:\s+(?P<serves>.*))?", re.DOTALL)


@dataclass(frozen=True)
class Category:
    """Questions of one purpose; `id` runs from G1 to G12, `goal` is what they are for.

    `words` are other words for the same purpose, by which a typed goal finds these questions.
    """

    id: str
    title: str
    goal: str
    words: str


@dataclass(frozen=True)
class Question:
    """A question of the bank: a shipped one, in one's own wording where there is one, or an own.

    Attributes:
        number: that of the shipped question; None for an own one.
        text: the words to say.
        id: the row that holds the own question, the wording or the archiving; None without one.
        original: the shipped words, "" for an own question.
        category: what it is for; None for an own one that says nothing of it.
        phase: opening, core or end.
        tiara: a letter of `TIARA`, or "".
        serves: the goal it serves.
        archived: kept out of sight.
    """

    number: int | None
    text: str
    id: int | None = None
    original: str = ""
    category: Category | None = None
    phase: str = USUAL_PHASE
    tiara: str = ""
    serves: str = ""
    archived: bool = False

    @property
    def key(self) -> Hashable:
        """What it goes by in a list, whatever its words are."""
        return ("own", self.id) if self.number is None else self.number

    @property
    def own(self) -> bool:
        """Whether it is not a shipped one."""
        return self.number is None

    @property
    def reworded(self) -> bool:
        """Whether a shipped one stands in other words."""
        return not self.own and self.text != self.original

    @property
    def label(self) -> str:
        """`own`, or its number, with a star where the words are one's own."""
        return "own" if self.own else f"{self.number}{'*' * self.reworded}"

    @property
    def about(self) -> str:
        """What a filter looks into."""
        return f"{self.text} {self.serves} {self.category.title if self.category else ''}"


@dataclass(frozen=True)
class Use:
    """What became of a question with one person, in their last interview that had it."""

    person_id: int
    who: str
    interview_id: int
    state: ItemState


def bank_key(item: Item) -> Hashable | None:
    """Return the key of the bank's question that a line of a checklist came from."""
    if item.bank is not None:
        return item.bank
    return None if item.question_id is None else ("own", item.question_id)


def use_words(uses: Sequence[Use]) -> str:
    """Count them: `asked of 3 people, skipped with 1`; to skip a question is not to ask it."""
    skipped = sum(use.state is ItemState.SKIPPED for use in uses)
    asked = len(uses) - skipped
    people = "1 person" if asked == 1 else f"{asked or 'no'} people" if uses else "nobody yet"
    return f"asked of {people}" + (f", skipped with {skipped}" if skipped else "")


def qualified(word: str, categories: Sequence[Category]) -> Mapping[str, str] | None:
    """Read `G3`, `goal:skills`, `phase:end` or `tiara:T` as the column it gives; None for a word.

    Raises:
        RefusedError: it names a category, a phase or a letter that there is not.

    """
    field, colon, value = word.partition(":")
    field, value = fold(field), value.strip('"')[:MOST_SAID]
    if not colon:
        if not re.fullmatch("g[0-9]+", field):
            return None
        field, value = "goal", field
    if field == "goal":
        found = next((c for c in categories if in_category(c, value)), None)
        if found is None or not value:
            raise RefusedError(
                f'No category is "{value}": G1 to G{len(categories)}, or goal:skills.'
            )
        return {"category": found.id}
    if field == "phase":
        phase = next((p for p in PHASES if value and p.startswith(fold(value))), "")
        if not phase:
            raise RefusedError(f'No phase is "{value}": opening, core or end.')
        return {"phase": phase}
    if field == "tiara":
        letter = tiara_letter(value)
        if not letter:
            raise RefusedError(f'"{value}" is none of {", ".join(TIARA.values())}.')
        return {"tiara": letter}
    return None


def in_category(category: Category | None, value: str) -> bool:
    """Whether a category goes by an id, or by the beginnings of words of its title."""
    if category is None:
        return not value
    return fold(value) == fold(category.id) or begins(value, category.title)


def tiara_letter(value: str) -> str:
    """Return the letter that `T`, `trends` or its beginning means, "" for none."""
    if value.upper() in TIARA:
        return value.upper()
    names = ((letter, fold(name)) for letter, name in TIARA.items())
    return next((letter for letter, name in names if value and name.startswith(fold(value))), "")


def begins(query: str, text: str) -> bool:
    """Whether each word of a query begins a word of a text; accents and case do not matter."""
    own = words(text)
    return all(any(word.startswith(part) for word in own) for part in words(query))


def words(text: str) -> list[str]:
    """Return the words of a text in the form in which they are compared."""
    return re.findall(r"[^\W_]+", fold(text))


def read_question(line: str, categories: Sequence[Category]) -> dict[str, str]:
    """Read a question as it is typed, into columns: `G3 phase:end tiara:T What ...? -> serves`.

    What a question is comes first, what it serves last, and each may be left out.

    Raises:
        RefusedError: there are no words, too many, or a category that there is not.

    """
    columns: dict[str, str] = {}
    rest = clean_line(line)
    while rest:
        word, _, after = rest.partition(" ")
        found = qualified(word, categories)
        if found is None:
            break
        columns |= found
        rest = after.strip()
    if arrow := _SERVES.fullmatch(rest):
        rest, columns["serves"] = arrow["text"].strip(), (arrow["serves"] or "").strip()
    return {**columns, "text": checked(rest)}


def checked(text: str) -> str:
    """Return the words of a question, fit to store.

    Raises:
        RefusedError: there are none, or more than one can say.

    """
    text = clean_line(text)
    if not text:
        raise RefusedError("A question needs some words.")
    if len(text) > MOST_CHARACTERS:
        raise RefusedError(
            f"A question is to be spoken: {MOST_CHARACTERS} characters at most, not {len(text)}."
        )
    return text
