"""The filter line of the bank: what its terms mean, and which questions meet them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from infoview_tui.domain.bank import (
    Category,
    Question,
    begins,
    in_category,
    qualified,
    tiara_letter,
    words,
)
from infoview_tui.domain.text import fold
from infoview_tui.errors import RefusedError
from infoview_tui.values import dataclass

HELP = "words, goal:skills or G3, phase:end, tiara:T, own, archived"
"""What may stand in the line, in short."""

_STOP_WORDS = """
a about am an and any are as at be by can do does for from has have how i if in into is it its me
my of on one or so that the their them there they this to up was what when where which who why
will with without would you your
"""
_TERM = re.compile(r'(?:"[^"]*"?|[^\s"])+')


@dataclass(frozen=True)
class Term:
    """One thing that a question has to meet; `field` is "" for words."""

    field: str
    value: str

    def meets(self, question: Question) -> bool:
        """Whether a question does."""
        if self.field == "goal":
            return in_category(question.category, self.value)
        if self.field == "phase":
            return question.phase.startswith(fold(self.value))
        if self.field == "tiara":
            letter = tiara_letter(self.value)
            return not self.value or (letter != "" and question.tiara == letter)
        if self.field == "own":
            return question.own or question.reworded
        if self.field == "archived":
            return question.archived
        return begins(self.value, question.about)


def terms(line: str) -> tuple[Term, ...]:
    """Read a filter line, each term of which narrows.

    `G3` or `goal:` is a category by its id or the beginning of words of its title, `phase:` the
    beginning of opening, core or end, `tiara:` a letter or the beginning of its word, `own` what
    one wrote oneself (wordings of shipped questions too), `archived` what is archived. Anything
    else are beginnings of words of the question, of what it serves, or of its category's title.
    Quotes keep blanks together, and make `"own"` a word.
    """
    return tuple(_term(word) for word in _TERM.findall(line))


def _term(word: str) -> Term:
    plain = fold(word)
    if plain in ("own", "archived"):
        return Term(plain, "")
    if re.fullmatch("g[0-9]+", plain):
        return Term("goal", plain)
    field, colon, value = word.partition(":")
    if colon and fold(field) in ("goal", "phase", "tiara"):
        return Term(fold(field), value.strip('"'))
    return Term("", word)


def problem(line: str, categories: Sequence[Category]) -> str:
    """Say which term nothing can meet, "" for none; one that is not begun yet meets all."""
    for term in terms(line):
        if term.field in ("goal", "phase", "tiara") and term.value:
            try:
                qualified(f"{term.field}:{term.value}", categories)
            except RefusedError as error:
                return str(error)
    return ""


def narrow(questions: Sequence[Question], line: str) -> tuple[Question, ...]:
    """Keep the questions that meet every term, in their order.

    Archived ones are there only for a line that says `archived`.
    """
    wanted = terms(line)
    hidden = not any(term.field == "archived" for term in wanted)
    return tuple(
        question
        for question in questions
        if not (hidden and question.archived) and all(term.meets(question) for term in wanted)
    )


def nearest(questions: Sequence[Question], goal: str) -> tuple[Question, ...]:
    """Put those that share most words with a goal first; a goal leaves no question out."""
    wanted = set(words(goal)) - set(_STOP_WORDS.split())

    def shared(question: Question) -> int:
        category = question.category
        purpose = f"{category.goal} {category.words}" if category else ""
        own = words(f"{question.about} {purpose}")
        return sum(any(word.startswith(part) for word in own) for part in wanted)

    return tuple(sorted(questions, key=shared, reverse=True))
