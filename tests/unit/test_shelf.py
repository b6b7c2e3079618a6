"""The shelf: a line read as a thing, and whom it fits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_tui.domain.fitting import Cares, Crowd, Things, telling_words
from infoview_tui.domain.giving import ShelfItem
from infoview_tui.domain.shelf import MOST, item_line, read_item
from infoview_tui.errors import RefusedError

LINK = "https://example.org/ledgers"


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("Paper day, 9 Dec, free", ("Paper day, 9 Dec, free", "", "")),
        (LINK, ("example.org/ledgers", LINK, "")),
        (f"Ledgers that lie {LINK}", ("Ledgers that lie", LINK, "")),
        (f"{LINK} Ledgers that lie", ("Ledgers that lie", LINK, "")),
        (f"Ledgers, {LINK}. for: Dana, archives", ("Ledgers", LINK, "Dana, archives")),
        ("www.example.org for: Dana", ("example.org", "www.example.org", "Dana")),
        ("A talk for students", ("A talk for students", "", "")),
        ("  two\nlines ", ("two lines", "", "")),
    ],
)
def test_a_line_is_read(line: str, item: tuple[str, str, str]) -> None:
    assert read_item(line) == item


@pytest.mark.parametrize("line", ["", "   ", "for: Dana", "x" * (MOST + 1)])
def test_what_is_nothing_to_share_is_refused(line: str) -> None:
    with pytest.raises(RefusedError):
        read_item(line)


@given(st.text(max_size=60), st.sampled_from(["", LINK]), st.text(max_size=20))
def test_a_line_comes_back_as_it_is_shown(title: str, link: str, about: str) -> None:
    try:
        once = read_item(" ".join(filter(None, (title, link, f"for: {about}" if about else ""))))
    except RefusedError:
        return
    assert read_item(item_line(*once)) == once


def whom(item: ShelfItem, *people: Cares) -> list[tuple[str, str]]:
    return [(fit.name, fit.interest) for fit in Crowd([item], people).fits(item)]


DANA = Cares(1, "Dana Okafor", ("loan ledgers and archives",), ("museum",))
LEA = Cares(2, "Léa Fournier", ("label design",), ("choir",))
TOMAS = Cares(3, "Tomás Reyes", ("Ledgers",))


def test_the_interest_that_shares_most_words_comes_first() -> None:
    item = ShelfItem(5, "s", "Ledgers that lie, archive blog")
    assert whom(item, TOMAS, LEA, DANA) == [
        ("Dana Okafor", "loan ledgers and archives"),
        ("Tomás Reyes", "Ledgers"),
    ]


def test_tags_and_names_count() -> None:
    assert whom(ShelfItem(5, "s", "A song", about="choirs"), DANA, LEA) == [
        ("Léa Fournier", "choir")
    ]
    assert whom(ShelfItem(5, "s", "A song", about="lea"), DANA, LEA) == [("Léa Fournier", "")]
    assert whom(ShelfItem(5, "s", "Dana speaks"), DANA) == []


def test_words_that_tell_nothing_do_not_count() -> None:
    assert whom(ShelfItem(5, "s", "The day and the way"), DANA, LEA, TOMAS) == []
    assert telling_words("The LABELS, of the Choir!") == {"label", "choir"}


@given(st.text(), st.text())
def test_matching_goes_by_words_alone(title: str, interest: str) -> None:
    found = whom(ShelfItem(1, "s", title), Cares(1, "D", (interest,)))
    assert bool(found) is bool(telling_words(title) & telling_words(interest))


WORDS = st.lists(st.sampled_from(["loan", "ledger", "museum", "choir", "dana"]), max_size=3)
TEXTS = WORDS.map(" ".join)


@given(
    st.lists(st.tuples(TEXTS, TEXTS), max_size=4),
    st.lists(st.tuples(TEXTS, st.lists(TEXTS, max_size=2), st.booleans()), max_size=6),
)
def test_both_sides_say_the_same_and_the_best_comes_first(
    things: list[tuple[str, str]], them: list[tuple[str, list[str], bool]]
) -> None:
    items = [ShelfItem(id, "s", title, about=about) for id, (title, about) in enumerate(things)]
    people = [Cares(id, name, tuple(cares)) for id, (name, cares, _given) in enumerate(them)]
    given = {id for id, (_name, _cares, has_it) in enumerate(them) if has_it}
    crowd, shelf = Crowd(items, people), Things(items)
    for item in items:
        found = crowd.fits(item, given)
        assert len(found) == len(list(found))
        assert [found[place] for place in range(len(found))] == list(found)
        assert list(found[:2]) == list(found)[:2]
        order = [(-fit.shared, fit.name, fit.person_id) for fit in found]
        assert order == sorted(order)
        for person in people:
            mine = {each.id: interest for each, interest in shelf.fitting(person)}
            told = {fit.person_id: fit.interest for fit in found}
            if person.person_id not in given:
                assert mine.get(item.id) == told.get(person.person_id)
            else:
                assert person.person_id not in told
