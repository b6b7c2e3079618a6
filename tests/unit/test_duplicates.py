from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_tui.domain.duplicates import Looks, folded, folded_email, looks_same, pairs

DANA = Looks("Dana Okafor", "City Museum", "dana@example.org")


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (Looks("Somebody Else", "", "DANA@Example.ORG "), True),
        (Looks("Dana Okafor", "City Museum"), True),
        (Looks("  dana   OKAFOR ", "city  museum"), True),
        (Looks("Dána Okafór", "Cîty Museum", "other@example.org"), True),
        (Looks("Dana Okafor"), True),
        (Looks("Dana Okafor", "Harbour Gallery"), False),
        (Looks("D. Okafor", "City Museum"), False),
        (Looks("Mai Tran", "", "da.na@example.org"), False),
        (Looks("Mai Tran", "", "dana+x@example.org"), False),
        (Looks("", "City Museum"), False),
    ],
)
def test_what_looks_like_dana(other: Looks, same: bool) -> None:
    assert looks_same(DANA, other) is same
    assert looks_same(other, DANA) is same


def test_nothing_is_nobody() -> None:
    assert not looks_same(Looks("", "", " "), Looks(" ", "", ""))


def test_two_without_an_organisation_are_one_by_their_name() -> None:
    assert looks_same(Looks("Ana Sá"), Looks("ana sa"))
    assert not looks_same(Looks("Ana Sá"), Looks("Ana Sato"))


def test_dots_and_words_of_an_address_stay() -> None:
    assert folded_email(" D.An+A@Example.org") == "d.an+a@example.org"


def test_pairs_come_in_order_and_once() -> None:
    everyone = [DANA, Looks("Mai"), Looks("dana okafor", "", "DANA@example.org"), Looks("MAI")]
    assert list(pairs(everyone)) == [(0, 2), (1, 3)]


TEXTS = st.sampled_from(["", "a", "A", " á ", "b", "a b", "A  B"])


@given(st.lists(st.builds(Looks, TEXTS, TEXTS, TEXTS), max_size=8))
def test_pairs_are_all_that_look_the_same(everyone: list[Looks]) -> None:
    expected = [
        (first, second)
        for first in range(len(everyone))
        for second in range(first + 1, len(everyone))
        if looks_same(everyone[first], everyone[second])
    ]
    assert list(pairs(everyone)) == expected


@given(st.text())
def test_folding_is_stable(text: str) -> None:
    assert folded(folded(text)) == folded(text)
