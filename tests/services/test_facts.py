from __future__ import annotations

from datetime import datetime

import pytest

from infoview_tui.domain.preparation import ItemState
from infoview_tui.errors import ConflictError, RefusedError
from infoview_tui.services.facts import (
    add_fact,
    change_fact,
    delete_fact,
    facts_for,
    find_again,
    restore_fact,
    unfind,
)
from infoview_tui.services.interviews import book
from infoview_tui.services.people import add_person, delete_person
from infoview_tui.services.prepare import add_question
from infoview_tui.storage.store import Store


@pytest.fixture
def talk(store: Store, now: datetime) -> int:
    dana = add_person(store, now, name="Dana")
    return book(store, now, [dana], starts_at=now, zone="UTC")


def state(store: Store, item: int) -> ItemState:
    return store.interviews.checklist.get(item).state


def test_a_fact_stays_with_the_person_for_the_next_interview(
    store: Store, talk: int, now: datetime
) -> None:
    add_fact(store, now, talk, " moved 4,000\nobjects ", "site")
    again = book(store, now, [1], starts_at=now, zone="UTC")
    (fact,) = facts_for(store, store.interviews.get(again))
    assert (fact.text, fact.source) == ("moved 4,000 objects", "site")


def test_what_one_found_oneself_is_not_asked_until_one_takes_that_back(
    store: Store, talk: int, now: datetime
) -> None:
    item = add_question(store, now, talk, "How many objects?")
    fact = add_fact(store, now, talk, "4,000", item_id=item)
    assert state(store, item) is ItemState.KNOWN
    assert unfind(store, now, item) == (fact,)
    assert (state(store, item), store.facts.get(fact).item_id) == (ItemState.OPEN, None)
    find_again(store, now, item, (fact,))
    assert (state(store, item), store.facts.get(fact).item_id) == (ItemState.KNOWN, item)
    delete_fact(store, now, fact)
    assert state(store, item) is ItemState.OPEN
    restore_fact(store, now, fact)
    assert state(store, item) is ItemState.KNOWN


def test_a_fact_says_something_of_somebody(store: Store, talk: int, now: datetime) -> None:
    with pytest.raises(RefusedError, match="what did you find"):
        add_fact(store, now, talk, " \n")
    fact = add_fact(store, now, talk, "a team of six")
    with pytest.raises(RefusedError, match="d drops it"):
        change_fact(store, now, fact, text=" ")
    change_fact(store, now, fact, seen={"source": ""}, source="report")
    with pytest.raises(ConflictError):
        change_fact(store, now, fact, seen={"source": ""}, source="podcast")
    delete_person(store, now, 1)
    with pytest.raises(RefusedError, match="Nobody is in this interview"):
        add_fact(store, now, talk, "more")
