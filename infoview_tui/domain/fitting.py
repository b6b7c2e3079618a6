"""Whom each thing on the shelf may be for, and what of it is for a person: by the words of both."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple, overload

from infoview_tui.domain.giving import ShelfItem
from infoview_tui.domain.text import fold
from infoview_tui.values import dataclass

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


class Cares(NamedTuple):
    """What is known of what a person cares for: the name, interests and tags."""

    person_id: int
    name: str
    interests: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fit:
    """A person whom a thing may be for, and the interest (or tag) that says so, "" for a name."""

    person_id: int
    name: str
    interest: str
    shared: int = 1


@lru_cache(maxsize=4096)
def telling_words(text: str) -> frozenset[str]:
    """Return the folded words that tell something, each without the s of a plural."""
    words = (word for word in _WORD.findall(fold(text)) if word not in _NOTHING)
    return frozenset(word[:-1] if len(word) > 3 and word[-1] == "s" else word for word in words)


class Fits(Sequence[Fit]):
    """Whom a thing may be for, who shares most words with it first: counted, and named when asked.

    A thing may fit everybody: each of its words has the people who care for it as the bits of one
    number, in the order of their names, and `levels` are those who share at least one word of it,
    two and so on.
    """

    def __init__(self, crowd: Crowd, item: ShelfItem, levels: Sequence[int]) -> None:
        self._crowd = crowd
        self._item = item
        self._levels = levels

    def __len__(self) -> int:
        return self._levels[0].bit_count() if self._levels else 0

    def __iter__(self) -> Iterator[Fit]:
        more = 0
        for shared in range(len(self._levels), 0, -1):
            level = self._levels[shared - 1]
            for place in _places(level & ~more):
                yield self._crowd.fit(self._item, place, shared)
            more = level

    @overload
    def __getitem__(self, index: int) -> Fit: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Fit]: ...
    def __getitem__(self, index: int | slice) -> Fit | Sequence[Fit]:
        wanted = range(len(self))[index]
        if isinstance(wanted, int):
            return next(islice(self, wanted, None))
        found = list(islice(self, max(wanted, default=-1) + 1))
        return [found[place] for place in wanted]


class Crowd:
    """Who cares for what, to be asked whom things fit."""

    def __init__(self, items: Iterable[ShelfItem], people: Iterable[Cares]) -> None:
        there = tuple(items)
        words = frozenset[str]().union(*(map(item_words, there)))
        named = frozenset[str]().union(*(telling_words(item.about) for item in there))
        self.people = sorted(people, key=lambda each: (fold(each.name), each.person_id))
        self._place = {person.person_id: place for place, person in enumerate(self.people)}
        caring: defaultdict[str, set[int]] = defaultdict(set)
        called: defaultdict[str, set[int]] = defaultdict(set)
        for place, person in enumerate(self.people):
            for text in (*person.interests, *person.tags):
                for word in telling_words(text) & words:
                    caring[word].add(place)
            if named:
                for word in telling_words(person.name) & named:
                    called[word].add(place)
        self._caring = {word: _bits(places) for word, places in caring.items()}
        self._called = {word: _bits(places) for word, places in called.items()}

    def fits(self, item: ShelfItem, given: Collection[int] = ()) -> Fits:
        """Return whom a thing may be for, but for the people it was given to.

        Words of its title, and of whom it is for, are compared with those of interests and tags.
        Whom it is for may also name somebody.
        """
        without = ~_bits(self._place[id] for id in given if id in self._place)
        about = telling_words(item.about)
        levels: list[int] = []
        for word in item_words(item):
            here = self._caring.get(word, 0)
            if word in about:
                here |= self._called.get(word, 0)
            here &= without
            for index, level in enumerate(levels):
                levels[index], here = level | here, level & here
            if here:
                levels.append(here)
        return Fits(self, item, levels)

    def fit(self, item: ShelfItem, place: int, shared: int) -> Fit:
        """Say what of the person at a place a thing meets."""
        person = self.people[place]
        return Fit(person.person_id, person.name, best_of(person, item_words(item)), shared)


class Things:
    """What there is to give, to be asked what fits a person."""

    def __init__(self, items: Iterable[ShelfItem]) -> None:
        self._items = tuple(items)
        self._with: defaultdict[str, list[int]] = defaultdict(list)
        self._for: defaultdict[str, list[int]] = defaultdict(list)
        for place, item in enumerate(self._items):
            for word in item_words(item):
                self._with[word].append(place)
            for word in telling_words(item.about):
                self._for[word].append(place)

    def fitting(self, person: Cares) -> tuple[tuple[ShelfItem, str], ...]:
        """Return what fits a person, in its order, each with the interest that it meets."""
        places: set[int] = set()
        for text in (*person.interests, *person.tags):
            for word in telling_words(text):
                places.update(self._with.get(word, ()))
        if self._for:
            for word in telling_words(person.name):
                places.update(self._for.get(word, ()))
        found = (self._items[place] for place in sorted(places))
        return tuple((item, best_of(person, item_words(item))) for item in found)


def item_words(item: ShelfItem) -> frozenset[str]:
    """Return the words of a thing that tell whom it may be for."""
    return telling_words(f"{item.title} {item.about}")


def best_of(person: Cares, words: frozenset[str]) -> str:
    """Return the interest or tag that has most of the words; "" where only the name has any."""
    texts = (*person.interests, *person.tags)
    best = max(texts, key=lambda text: len(telling_words(text) & words), default="")
    return best if telling_words(best) & words else ""


def _bits(places: Iterable[int]) -> int:
    """Return the number that has these bits set."""
    set_to = sorted(places)
    found = bytearray(set_to[-1] // 8 + 1 if set_to else 0)
    for place in set_to:
        found[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(found, "little")


def _places(bits: int) -> Iterator[int]:
    """Return which bits a number has set, the lowest first."""
    text = f"{bits:b}"[::-1]
    place = text.find("1")
    while place >= 0:
        yield place
        place = text.find("1", place + 1)
