from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from infoview_tui.widgets.form import Picker

MODES = ("phone", "video", "in-person")


def test_a_letter_chooses_and_space_steps() -> None:
    picker = Picker(MODES, "phone")
    for key, character, chosen in (
        ("v", "v", "video"),
        ("space", " ", "in-person"),
        ("space", " ", "phone"),
        ("left", None, "in-person"),
        ("P", "P", "phone"),
    ):
        assert picker.key(key, character)
        assert picker.text == chosen
    assert not picker.key("x", "x")


@given(st.lists(st.text(max_size=3), max_size=8))
def test_it_is_always_one_of_its_choices(keys: list[str]) -> None:
    picker = Picker(MODES, "something from an old draft")
    for text in keys:
        picker.key(text, text or None)
        picker.insert(text)
        picker.set(text)
        assert picker.text in MODES


def test_a_word_typed_in_full_is_chosen() -> None:
    picker = Picker(MODES, "phone")
    for word in ("video", "in-person", "phone"):
        for character in word:
            picker.key(character, character)
        assert picker.text == word
