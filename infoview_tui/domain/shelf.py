"""A line read as a thing to share, and whom each thing on the shelf may be for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from infoview_tui.domain.giving import ShelfItem
from infoview_tui.domain.text import clean_line, fold
from infoview_tui.errors import RefusedError

_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_FOR = re.compile(r"(?:^|\s)for:\s*", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_NOTHING = frozenset(
    {
        *("a", "about", "all", "an", "and", "are", "as", "at", "by", "day", "for", "from"),
        *("her", "his", "how", "in", "into", "is", "it", "its", "my", "new", "of", "on", "or"),
        *("our", "some", "that", "the", "their", "this", "to", "was", "what", "when", "where"),
        *("which", "who", "why", "with", "your"),
    }
)
"""Words that tell nothing of what somebody cares for."""

MOST = 500
"""Characters of a thing on the shelf: what is longer is a paste gone wrong."""


@dataclass(frozen=True)
class Cares:
    """What is known of what a person cares for: the name, interests and tags."""

    person_id: int
    name: str
    interests: tuple[str, ...] = field(default=())
    tags: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Fit:
    """A person whom a thing may be for, and the interest (or tag) that says so, "" for a name."""

    person_id: int
    name: str
    interest: str
    shared: int = 1


def read_item(line: str) -> tuple[str, str, str]:
    """Read a line as title, link and whom it is for: a link anywhere, `for: words` at the end.

    A link alone is its own title.

    Raises:
        RefusedError: there is nothing to call it by, or it is too long.

    """
    text = clean_line(line)
    if len(text) > MOST:
        raise RefusedError(f"That is more than the shelf takes ({MOST} characters in one line).")
    found = _LINK.search(text)
    link = found[0].rstrip(".,;!?") if found else ""
    rest = text.replace(found[0], " ", 1) if found else text
    title, *about = _FOR.split(rest, maxsplit=1)
    title = " ".join(title.split()).strip(" ,;–-") or _bare(link)
    if not title:
        raise RefusedError("A thing on the shelf needs a link or a title.")
    return title, link, " ".join("".join(about).split())


def item_line(title: str, link: str, about: str) -> str:
    """Return the line that `read_item` reads as this."""
    parts = ("" if title == _bare(link) else title, link, f"for: {about}" if about else "")
    return " ".join(part for part in parts if part)


def _bare(link: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", link, flags=re.IGNORECASE).rstrip("/")


@lru_cache(maxsize=4096)
def telling_words(text: str) -> frozenset[str]:
    """Return the folded words that tell something, each without the s of a plural."""
    words = (word for word in _WORD.findall(fold(text)) if word not in _NOTHING)
    return frozenset(word[:-1] if len(word) > 3 and word[-1] == "s" else word for word in words)


def fits(items: Iterable[ShelfItem], people: Iterable[Cares]) -> Mapping[int, tuple[Fit, ...]]:
    """Return whom each thing may be for, by its id: who shares most words with it comes first.

    Words of its title, and of whom it is for, are compared with those of interests and tags. Whom
    it is for may also name somebody.
    """
    with_word: defaultdict[str, list[int]] = defaultdict(list)
    named: defaultdict[str, list[int]] = defaultdict(list)
    for item in items:
        for word in telling_words(f"{item.title} {item.about}"):
            with_word[word].append(item.id)
        for word in telling_words(item.about):
            named[word].append(item.id)
    found: defaultdict[int, list[Fit]] = defaultdict(list)
    for person in people:
        best: dict[int, Fit] = {}
        for words in (*person.interests, *person.tags):
            _weigh(best, person, words, telling_words(words), with_word)
        name = fold(person.name) if named else ""
        if any(word in name for word in named):
            _weigh(best, person, "", telling_words(person.name), named)
        for id, fit in best.items():
            found[id].append(fit)
    return {
        id: tuple(sorted(each, key=lambda fit: (-fit.shared, fold(fit.name), fit.person_id)))
        for id, each in found.items()
    }


def _weigh(
    best: dict[int, Fit],
    person: Cares,
    interest: str,
    words: frozenset[str],
    index: Mapping[str, list[int]],
) -> None:
    shared: defaultdict[int, int] = defaultdict(int)
    for word in words:
        for id in index.get(word, ()):
            shared[id] += 1
    for id, count in shared.items():
        if id not in best or count > best[id].shared:
            best[id] = Fit(person.person_id, person.name, interest, count)
