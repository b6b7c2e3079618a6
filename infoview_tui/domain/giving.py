"""Giving back: things put aside to share, what was given, and how much both ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from infoview_tui.values import dataclass


@dataclass(frozen=True)
class ShelfItem:
    """Something to share, until it is put away; `about` says whom it may be for, in words."""

    id: int
    uid: str
    title: str
    link: str = ""
    about: str = ""
    put_away_at: datetime | None = None
    created_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True)
class Give:
    """Something that I gave a person, from the shelf or not, by a letter or not."""

    id: int
    uid: str
    person_id: int
    at: datetime
    body: str
    shelf_id: int | None = None
    by_letter_id: int | None = None
    version: int = 1


class GivenKind(StrEnum):
    """What can be given; the first three they gave, the others I did."""

    TALK = "talk"
    NAMED = "named"
    OFFER = "offer"
    GIVE = "give"
    PROMISE = "promise"
    HOSTED = "hosted"

    @property
    def by_them(self) -> bool:
        """Whether it is what they gave."""
        return self in (GivenKind.TALK, GivenKind.NAMED, GivenKind.OFFER)


class Given(NamedTuple):
    """One thing given by or to a person.

    `id` is that of its row: an interview, an introduction, a promise, a give. `words` are those of
    the promise or give, or the name of who was named; "" for an interview.
    """

    kind: GivenKind
    id: int
    person_id: int
    at: datetime
    words: str = ""


@dataclass(frozen=True)
class Balance:
    """How much was given both ways: counts, never a debt."""

    talks: int = 0
    """Interviews held in which I asked."""
    named: int = 0
    """People they named."""
    offers: int = 0
    """Offers of theirs that were kept."""
    gives: int = 0
    promises: int = 0
    """Promises of mine that were kept."""
    hosted: int = 0
    """Interviews held in which they asked."""

    @property
    def theirs(self) -> int:
        """How much they gave."""
        return self.talks + self.named + self.offers

    @property
    def mine(self) -> int:
        """How much I gave."""
        return self.gives + self.promises + self.hosted


def counted(rows: Iterable[Given]) -> Balance:
    """Count what was given; an interview with several people is one."""
    many = Counter(kind for kind, _id in {(row.kind, row.id) for row in rows})
    return Balance(
        talks=many[GivenKind.TALK],
        named=many[GivenKind.NAMED],
        offers=many[GivenKind.OFFER],
        gives=many[GivenKind.GIVE],
        promises=many[GivenKind.PROMISE],
        hosted=many[GivenKind.HOSTED],
    )
