"""What one does all day reads the rows that it is about, however many others there are."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from plans import Reads
from use_cases import of_one, over_all

from infoview_tui.services.example import load_example
from infoview_tui.storage.store import Store

OVER_ALL = {
    "today": "looks through what is open with everybody",
    "today, listed": "the same, for its page",
    "people": "sorts everybody by who is next, which no index tells",
    "touch": "lists everybody one keeps in touch with",
    "tabs of touch": "counts the people whose turn it is, which no index tells",
    "introductions": "draws everybody as one tree",
    "insights": "counts all that ever happened",
    "library": "says of each question with whom it was used",
    "threads": "ties the goals of all interviews together",
    "requests": "lists all who ever asked me",
    "give and take": "counts all interviews",
    "promises": "counts how many there ever were, and how many were kept",
    "letters": "counts those sent, in the index alone",
    "trash": "looks for what was deleted in each table",
    "practice": "counts how each card went in all interviews",
    "names": "a typed name is compared with each, in which any word may be meant",
    "a name in a note": "the same, for the offer beside the note",
    "look-alikes": "the same, for whoever is added",
    "all by name": "puts everybody in order, to go from one to the next",
}
"""What reads a big table in full by its nature, each with the reason."""

FOR_ONE = {
    "goal's words": "what was marked of a goal follows it, if nobody is left who was asked it so",
    "cards": "begins with the card that went badly in any meeting",
}
"""What is about one row and yet has to look at those of all interviews, each with the reason."""


@pytest.fixture
def lived(store: Store, now: datetime, zone: ZoneInfo) -> Store:
    load_example(store, now, zone)
    return store


def test_what_is_about_one_row_reads_no_big_table_in_full(
    lived: Store, now: datetime, zone: ZoneInfo
) -> None:
    reads = Reads(lived)
    for name, act in of_one(lived, now, zone):
        with reads.by(name):
            act()
    assert reads.sent > 1000
    wrong = {name: tables for name, tables in reads.found.items() if name not in FOR_ONE}
    assert not wrong, reads.words(wrong)
    assert reads.found.keys() == FOR_ONE.keys()


def test_what_is_over_everything_does_so_for_a_reason(
    lived: Store, now: datetime, zone: ZoneInfo
) -> None:
    reads = Reads(lived)
    for name, act in over_all(lived, now, zone):
        with reads.by(name):
            act()
    assert reads.found.keys() == OVER_ALL.keys()
