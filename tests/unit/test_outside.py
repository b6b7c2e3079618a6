from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from infoview_tui.domain.outside import HELP, MARK, as_file, from_file
from infoview_tui.domain.text import clean

NAMES = ("Front", "Back", "Proof")
HINTS = {"Front": "a few words"}

texts = st.text(st.characters(exclude_categories=["Cs"])).filter(
    lambda text: not any(line.startswith(MARK) or line in HELP for line in clean(text).split("\n"))
)


def test_each_text_stands_under_its_line() -> None:
    content = as_file({"Front": "Tours", "Back": "Forty groups."}, HINTS)
    assert "\n--- Front (a few words)\nTours\n\n--- Back\nForty groups.\n" in content
    assert content.startswith("# ")


@given(st.tuples(texts, texts, texts))
def test_what_nobody_changed_comes_back(given_texts: tuple[str, str, str]) -> None:
    wanted: dict[str, str] = dict(zip(NAMES, given_texts, strict=True))
    found = from_file(as_file(wanted, HINTS), NAMES)
    assert found == {name: clean(text).strip() for name, text in wanted.items()}


def test_a_text_whose_line_is_gone_is_left_alone() -> None:
    assert from_file("--- Back\nb\n\n--- Nonsense\nc\n", NAMES) == {"Back": "b\n\n--- Nonsense\nc"}


def test_what_stands_above_the_first_line_belongs_to_the_first_text() -> None:
    assert from_file("Tours\n--- Back\nb", NAMES) == {"Front": "Tours", "Back": "b"}
    assert from_file("Harbour\n--- Front\nTours", NAMES) == {"Front": "Harbour\nTours"}


def test_without_any_line_one_text_is_all_and_several_are_nobodys() -> None:
    assert from_file("all of it\n", ("Say",)) == {"Say": "all of it"}
    assert from_file("all of it\n", NAMES) == {}
    assert from_file("", ("Say",)) == {"Say": ""}


def test_line_ends_of_other_systems_are_understood() -> None:
    assert from_file("--- Front\r\nTours\r\n--- Back\r\nb\r\n", NAMES)["Front"] == "Tours"
