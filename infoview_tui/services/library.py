"""Library: the bank with what became of each question, and the list that it can be taken to."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import datetime

from infoview_tui.domain.bank import Question, Use
from infoview_tui.domain.interviews import Interview
from infoview_tui.services.bank import taken, used_with, whole_bank
from infoview_tui.services.prepare import ahead
from infoview_tui.storage.store import Store
from infoview_tui.values import dataclass


@dataclass(frozen=True)
class Library:
    """All that Library shows; `taken` are the keys of what is on the list of the next interview."""

    bank: tuple[Question, ...]
    uses: Mapping[Hashable, tuple[Use, ...]]
    next: Interview | None
    taken: frozenset[Hashable]


def library(store: Store, now: datetime) -> Library:
    """Gather Library; the next interview is one in which the user asks."""
    coming = next((talk for talk in ahead(store, now) if not talk.host), None)
    there = taken(store, coming.id) if coming else frozenset[Hashable]()
    return Library(whole_bank(store), used_with(store), coming, there)
