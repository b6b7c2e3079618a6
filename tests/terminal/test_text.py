import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from infoview_tui.domain.text import clean, clean_line, fold, neutral
from infoview_tui.terminal.filters import AsciiFilter, ControlFilter

BLACK = Color(0, 0, 0)
any_text = st.text(
    st.characters(codec=None)
    | st.sampled_from("\x00\x07\x1b\x7f\x9b\r\n\t\u202e\u2066\u2028\ud800\u200da")
)


def is_hostile(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} or (
        unicodedata.bidirectional(char)
        in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    )


@given(any_text)
def test_neutral_leaves_nothing_that_a_terminal_acts_on(text: str) -> None:
    shown = neutral(text)
    assert not any(is_hostile(char) for char in shown if char not in "\n\t")
    assert len(shown) == len(text)
    assert neutral(shown) == shown
    assert neutral(text, one_line=True) == shown.replace("\n", " ").replace("\t", " ")


def test_neutral_shows_what_it_replaced() -> None:
    assert neutral("\x00\x1b\r\x7f\x9b\u202e\ud800\u2028\n\t") == "␀␛␍␡\ufffd\ufffd\ufffd\ufffd\n\t"
    assert neutral("é 漢 👩\u200d🚀 ✓") == "é 漢 👩\u200d🚀 ✓"


@given(any_text)
def test_clean_text_can_be_stored(text: str) -> None:
    stored = clean(text)
    assert "\x00" not in stored
    assert "\r" not in stored
    stored.encode("utf-8")
    assert clean(stored) == stored


def test_clean_keeps_all_else() -> None:
    assert clean("a\r\nb\rc\n\x1b[31m \u202e\t ") == "a\nb\nc\n\x1b[31m \u202e\t "


@given(any_text)
def test_a_clean_line_is_one_stripped_line(text: str) -> None:
    line = clean_line(text)
    assert not set(line) & set("\n\r\t\v\f\x00")
    assert line == line.strip()
    assert clean_line(line) == line


def test_a_clean_line_keeps_words_apart() -> None:
    assert clean_line(" a\r\nb\tc\n") == "a b c"


@given(any_text)
def test_fold_is_stable_and_blind_to_case(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert not any(unicodedata.combining(char) for char in fold(text))


def test_fold_matches_names() -> None:
    assert fold("Müller") == fold("MULLER") == "muller"
    assert fold("Straße") == fold("STRASSE")
    assert fold("Ｊｏｓé") == "jose"


@given(any_text, any_text)
def test_the_control_filter_keeps_the_width_of_the_line(first: str, second: str) -> None:
    line = [Segment(first), Segment(second, Style(bold=True))]
    safe = ControlFilter().apply(line, BLACK)
    assert Segment.get_line_length(safe) == Segment.get_line_length(line)
    assert not any(is_hostile(char) for segment in safe for char in segment.text)


def test_the_control_filter_lets_no_link_carry_a_sequence() -> None:
    line = [Segment("x", Style(link="https://a\x1b]52;c;eA==\x07")), Segment("y", Style(link="ok"))]
    safe = ControlFilter().apply(line, BLACK)
    assert [segment.style.link for segment in safe if segment.style] == [None, "ok"]


def test_the_ascii_filter_is_one_to_one() -> None:
    line = [Segment("○◐●✓–›·─█░│…“”‘’ é"), Segment("plain")]
    safe = AsciiFilter().apply(line, BLACK)
    assert [segment.text for segment in safe] == ["o~*x->.-#.:~\"\"'' é", "plain"]
