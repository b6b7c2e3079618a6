"""The filter line of People: what is typed there, read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from infoview_tui.domain.stage import ORDER
from infoview_tui.domain.text import fold
from infoview_tui.values import dataclass

HELP = "words, tag:museum stage:met due:<7 last:>30 sort:last"
"""What may stand in the line, in short."""

FIELDS = {
    **{name: name for name in ("name", "role", "organisation", "stage", "tag", "due", "last")},
    **{"by": "by", "org": "organisation", "organization": "organisation", "tags": "tag"},
    **{"next": "due"},
}
"""What a term may name, with other words for it."""

COLUMNS = ("name", "role", "organisation", "stage", "last", "next", "by", "tags")
"""What `sort:` takes; the beginning of one is enough."""

_COMMANDS = ("sort", "save", "drop")
_TOKEN = re.compile(r'(?:"[^"]*"?|[^\s"])+')
_DAYS = re.compile(r"(<=?|>=?)?(\d{1,5})(d|w|wk|mo|y)?")
_UNITS = {"d": 1, "w": 7, "wk": 7, "mo": 30, "y": 365}
_DAY_WORDS = {"due": ("late", "none", "today"), "last": ("none", "today")}


@dataclass(frozen=True)
class Term:
    """One thing that a person has to meet, or with `excludes` must not; no field is a word."""

    field: str
    value: str
    excludes: bool = False

    @property
    def complete(self) -> bool:
        """Whether the value is written out; of `due:` and `last:` the beginning means nothing."""
        if self.field not in _DAY_WORDS:
            return bool(self.value)
        return self.value in _DAY_WORDS[self.field] or days_within(self.value) is not None

    @property
    def half_typed(self) -> bool:
        """Whether it may become a field: a word that one begins with, or a lone dash."""
        fields = (*FIELDS, *_COMMANDS)
        begins = any(field.startswith(self.value) for field in fields)
        return not self.field and (begins or self.value == "-")


def days_within(value: str) -> Callable[[int], bool] | None:
    """Read `<7`, `>2w` or `7`, which is at most 7; None for what is not written out yet."""
    found = _DAYS.fullmatch(value)
    if found is None:
        return None
    days = int(found[2]) * _UNITS[found[3] or "d"]
    tests: dict[str | None, Callable[[int], bool]] = {
        None: lambda n: n <= days,
        "<": lambda n: n < days,
        "<=": lambda n: n <= days,
        ">": lambda n: n > days,
        ">=": lambda n: n >= days,
    }
    return tests[found[1]]


@dataclass(frozen=True)
class Filter:
    """A line that was read: what narrows, the order, and a name to `save` or `drop` it under.

    `text` is all that narrows and sorts, with saved filters written out. `unknown` are names that
    nothing was saved under.
    """

    terms: tuple[Term, ...] = ()
    sort: str = ""
    backwards: bool = False
    save: str = ""
    drop: str = ""
    text: str = ""
    unknown: tuple[str, ...] = ()


def read_filter(line: str, saved: Mapping[str, str] | None = None) -> Filter:
    """Read a line: words, `field:value`, `-field:value`, `sort:column`, `:saved`, `save:name`.

    Quotes hold blanks together. A field that is none makes the whole term a word.

    Args:
        line: as it is typed.
        saved: terms by the name they were saved under.

    """
    names = {fold(name): terms for name, terms in (saved or {}).items()}
    terms: list[Term] = []
    kept: list[str] = []
    unknown: list[str] = []
    found = dict.fromkeys(_COMMANDS, "")

    def read(token: str, *, nested: bool) -> None:
        field, colon, value = token.partition(":")
        field, value = field.casefold(), value.replace('"', "").strip()
        if colon and not field:
            if not nested and fold(value) in names:
                for each in _TOKEN.findall(names[fold(value)]):
                    read(each, nested=True)
            elif not nested:
                unknown.append(value)
            return
        if colon and field in _COMMANDS:
            if field == "sort":
                kept[:] = [each for each in kept if not each.casefold().startswith("sort:")]
                kept.append(token)
            found[field] = value
            return
        kept.append(token)
        terms.append(_term(token))

    for token in _TOKEN.findall(line):
        read(token, nested=False)
    column = found["sort"].removeprefix("-").casefold()
    sort = next((each for each in COLUMNS if column and each.startswith(column)), "")
    return Filter(
        tuple(term for term in terms if term.value or not term.field),
        sort,
        found["sort"].startswith("-"),
        found["save"],
        found["drop"],
        " ".join(kept),
        tuple(unknown),
    )


def _term(token: str) -> Term:
    excludes = token.startswith("-") and len(token) > 1
    field, colon, value = token[excludes:].partition(":")
    known = FIELDS.get(field.casefold(), "") if colon else ""
    words = fold((value if known else token[excludes:]).replace('"', ""))
    # A stage of two words is written as one here, as everywhere that takes one.
    return Term(known, words.replace("-", " ") if known == "stage" else words, excludes)


def told(wanted: Filter, saved: Sequence[str]) -> str:
    """Say what of a line is not understood yet, or what enter does besides; "" for neither."""
    if wanted.unknown:
        return f"saved: {', '.join(saved)}" if saved else "nothing saved yet: save:name does"
    for term in wanted.terms:
        if term.field in _DAY_WORDS and not term.complete:
            return f"{term.field}: takes {'late, ' * (term.field == 'due')}none, <7, >30"
        if term.field == "stage" and not any(s.startswith(term.value) for s in ORDER):
            return f"no stage begins with {term.value}"
    if "sort:" in wanted.text and not wanted.sort:
        return f"sort: {', '.join(COLUMNS)}"
    if wanted.save:
        return f"enter saves this as :{wanted.save}"
    if wanted.drop:
        known = fold(wanted.drop) in map(fold, saved)
        return f"enter drops :{wanted.drop}" if known else f"nothing is saved as {wanted.drop}"
    return ""
