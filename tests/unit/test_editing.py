from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from infoview_tui.widgets.editing import MAX_TEXT, Editor, wrap

KEYS = sorted(Editor._EDITS)
texts = st.text(st.sampled_from("ab  .é漢😀\u200d\u0301\t\n\r\0[/]") | st.characters(), max_size=60)
strokes = st.lists(
    st.sampled_from([*KEYS, "enter", "f5", "escape"]).map(lambda key: (key, None))
    | st.characters().map(lambda c: (c, c)),
    max_size=40,
)


def one_line(text: str) -> bool:
    return not set(text) & set("\n\r\t\0")


@given(texts, st.booleans(), strokes)
def test_the_cursor_stays_in_the_text(
    text: str, multiline: bool, keys: list[tuple[str, str | None]]
) -> None:
    editor = Editor(text, multiline=multiline)
    for key, character in keys:
        before = editor.text, editor.cursor
        handled = editor.key(key, character)
        assert 0 <= editor.cursor <= len(editor.text)
        assert handled or (editor.text, editor.cursor) == before
        assert editor.line_start <= editor.cursor <= editor.line_end
        assert multiline or one_line(editor.text)
        assert "\0" not in editor.text


@given(texts, texts, st.booleans(), st.data())
def test_backspace_takes_back_what_was_inserted(
    text: str, more: str, multiline: bool, data: st.DataObject
) -> None:
    editor = Editor(text, multiline=multiline)
    editor.cursor = data.draw(st.integers(0, len(editor.text)))
    before, cursor = editor.text, editor.cursor
    assert editor.insert(more)
    added = editor.cursor - cursor
    assert editor.text[cursor : editor.cursor] == Editor(more, multiline=multiline).text
    assert (editor.text[:cursor], editor.text[editor.cursor :]) == (
        before[:cursor],
        before[cursor:],
    )
    for _ in range(added):
        assert editor.key("backspace", None)
    assert (editor.text, editor.cursor) == (before, cursor)


@given(texts, st.data())
def test_what_a_key_deletes_is_what_it_moves_over(text: str, data: st.DataObject) -> None:
    cursor = data.draw(st.integers(0, len(Editor(text, multiline=True).text)))
    pairs = [
        ("backspace", "left"),
        ("delete", "right"),
        ("ctrl+w", "ctrl+left"),
        ("ctrl+u", "home"),
        ("ctrl+k", "end"),
    ]
    for delete, move in pairs:
        mover, deleter = Editor(text, multiline=True), Editor(text, multiline=True)
        mover.cursor = deleter.cursor = cursor
        mover.key(move, None)
        deleter.key(delete, None)
        low, high = sorted((cursor, mover.cursor))
        assert deleter.text == mover.text[:low] + mover.text[high:]
        assert deleter.cursor == low


def test_words_and_lines() -> None:
    editor = Editor("one two\nthree four", multiline=True)
    moves = [
        ("ctrl+left", 14),
        ("home", 8),
        ("left", 7),
        ("ctrl+left", 4),
        ("ctrl+right", 7),
        ("ctrl+right", 13),
        ("end", 18),
        ("right", 18),
        ("ctrl+a", 8),
        ("ctrl+e", 18),
    ]
    for key, place in moves:
        editor.key(key, None)
        assert (key, editor.cursor) == (key, place)
    editor.key("ctrl+w", None)
    assert editor.text == "one two\nthree "
    assert editor.key("enter", None)
    assert editor.text.endswith("three \n")


def test_what_is_let_in() -> None:
    field, letter = Editor("a\r\nb\rc\td\0"), Editor("a\r\nb\rc\td\0", multiline=True)
    assert (field.text, letter.text) == ("a b c d", "a\nb\nc\td")
    assert not field.key("enter", "\r")
    assert not field.key("f1", None)
    assert not field.key("x", "\x1b")
    field.set("abc", 99)
    assert field.cursor == 3
    field.set("abc", -1)
    assert field.cursor == 0


def test_too_much_is_refused_whole() -> None:
    editor = Editor("x" * (MAX_TEXT - 1))
    assert not editor.insert("yy")
    assert not editor.key("z", "z") or len(editor.text) <= MAX_TEXT
    assert "y" not in editor.text


@given(texts, st.integers(-1, 25))
def test_wrapped_lines_hold_every_character(text: str, width: int) -> None:
    text = Editor(text, multiline=True).text
    lines = wrap(text, width)
    assert lines[0][0] == 0
    assert lines[-1][1] == len(text)
    for (start, end), (following, _) in pairwise(lines):
        assert start <= end <= following <= end + 1
        # Nothing but the blank or newline that the line was broken at is left out.
        assert text[end:following] in ("", " ", "\n")
    for start, end in lines:
        line = text[start:end]
        assert "\n" not in line
        assert sum(map(cell_len, line)) <= max(1, width) or end - start == 1
    for cursor in range(len(text) + 1):
        holding = [i for i, (start, end) in enumerate(lines) if start <= cursor <= end]
        assert len(holding) == 1 or (len(holding) == 2 and holding[1] == holding[0] + 1)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, [""]),
        ("one two", 7, ["one two"]),
        ("one two", 6, ["one", "two"]),
        ("onetwo", 4, ["onet", "wo"]),
        ("one \ntwo", 3, ["one", "", "two"]),
        ("漢字", 3, ["漢", "字"]),
        ("漢", 1, ["漢"]),
        ("a\n\nb", 3, ["a", "", "b"]),
    ],
)
def test_wrap(text: str, width: int, lines: list[str]) -> None:
    assert [text[start:end] for start, end in wrap(text, width)] == lines
