"""The TOML of a bank: what is written is read again, and what is no bank is a sentence."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_tui.domain.text import neutral
from infoview_tui.errors import RefusedError
from infoview_tui.exchange.bank_toml import Entry, Fault, quoted, read_bank, write_bank

texts = st.text() | st.text("\"\\\n\r\t\x00\x1b\x7f\x85\u2028\u202e'#=[]b")
entries = st.builds(
    Entry,
    number=st.none() | st.integers(),
    **dict.fromkeys(("uid", "text", "shipped", "category", "phase", "tiara", "serves"), texts),
    archived=st.none() | st.booleans(),
)


@given(st.lists(entries, min_size=1, max_size=5))
def test_what_is_written_is_read_again_and_harms_no_terminal(found: list[Entry]) -> None:
    text = write_bank(found)
    assert read_bank(text) == tuple(found)
    assert neutral(text) == text


@given(texts)
def test_a_string_is_one_line_of_toml(text: str) -> None:
    written = quoted(text)
    assert tomllib.loads(f"a = {written}") == {"a": text}
    assert len(written.splitlines()) == 1


def test_a_surrogate_is_written_as_what_stands_for_it() -> None:
    assert tomllib.loads(f"a = {quoted(chr(0xD800))}") == {"a": "\ufffd"}


@given(st.text())
def test_any_text_is_a_bank_or_a_sentence(text: str) -> None:
    try:
        read_bank(text)
    except RefusedError as error:
        assert str(error)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "This is no bank of questions: there is no [[question]] in it."),
        ("question = []", "This is no bank of questions: there is no [[question]] in it."),
        ("[question]\ntext = 'a'", "This is no bank of questions: there is no [[question]] in it."),
        ("a = 'secret", "This is no TOML: there is a mistake at end of document."),
        ("[[question]]\ntext = secret", "This is no TOML: there is a mistake at line 2, column 8."),
        ("a = " + "9" * 5000, "This is no TOML: there is a mistake."),
        ("a." * 400_000 + "a = 1", "This is no bank of questions: it is nested too deeply."),
        ("a = " + "[" * 100_000, "This is no bank of questions: it is nested too deeply."),
    ],
)
def test_what_is_no_bank_is_said_without_its_words(text: str, said: str) -> None:
    with pytest.raises(RefusedError) as error:
        read_bank(text)
    assert str(error.value).startswith(said)
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("text = 3", "its text is not a text"),
        ("number = true", "its number is not a number"),
        ("number = 1.0", "its number is not a number"),
        ("archived = 1", "its archived is not true or false"),
        ("tiara = ['T']", "its tiara is not a text"),
        ('wording = "a"', 'it has "wording", which means nothing here; known are uid, text'),
    ],
)
def test_an_entry_of_wrong_types_is_a_fault_of_its_own(row: str, reason: str) -> None:
    fault, good = read_bank(f"[[question]]\n{row}\n[[question]]\ntext = 'a'")
    assert isinstance(fault, Fault) and fault.reason.startswith(reason)
    assert good == Entry(text="a")
    assert read_bank("question = [1]") == (Fault("it is no [[question]] with text"),)
