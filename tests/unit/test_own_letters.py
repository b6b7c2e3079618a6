from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from infoview_tui.content.library import (
    letter_template,
    letter_templates,
    letters_file,
    shipped_letters,
    use_letters,
)
from infoview_tui.errors import RefusedError

MINE = """
[[letter]]
kind = "thank_you"
subject = "Danke, {their_first}"
body = "[was mir bleibt]"
"""


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "letters.toml"
    use_letters(tmp_path / "none")


def test_ones_own_words_take_the_place_of_those_of_a_kind(file: Path) -> None:
    file.write_text(MINE, encoding="utf-8")
    use_letters(file)
    mine, shipped = letter_template("thank_you"), shipped_letters()
    assert (mine.subject, mine.body) == ("Danke, {their_first}", "[was mir bleibt]")
    assert mine.title == "Thank-you"
    assert [t.kind for t in letter_templates()] == [t.kind for t in shipped]
    assert letter_template("news") in shipped
    use_letters(file.with_name("gone"))
    assert letter_templates() == shipped


def test_what_is_printed_to_be_copied_is_taken_as_it_is(file: Path) -> None:
    file.write_text(letters_file(), encoding="utf-8")
    use_letters(file)
    assert letter_templates() == shipped_letters()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[letter]", "letters.toml cannot be read"),
        ('[[letter]]\nkind = "love"', "the kind 'love'; there are request_cold, "),
        ("letter = 3", "the kind 3"),
        ('[[letter]]\nkind = "news"\nbody = 3', "news has body = 3; a letter has texts called"),
        ('[[letter]]\nkind = "news"\ncolour = "red"', "news has colour"),
        ('[[letter]]\nkind = "news"\nbody = "{their_salary}"', "{their_salary}, which nothing is"),
    ],
)
def test_what_is_wrong_with_them_is_said(file: Path, text: str, said: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RefusedError) as caught:
        use_letters(file)
    assert said in str(caught.value)
    assert str(file) in str(caught.value)


def test_what_is_no_text_or_no_file_is_said(file: Path, tmp_path: Path) -> None:
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(RefusedError, match="cannot be read"):
        use_letters(file)
    with pytest.raises(RefusedError, match="cannot be read"):
        use_letters(tmp_path)
