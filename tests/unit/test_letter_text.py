from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from infoview_tui.domain.letters import gaps
from infoview_tui.widgets.drawn import Span
from infoview_tui.widgets.letter_text import LetterText, joined, split
from infoview_tui.widgets.wrapped import MOST_LINES, broken, draw, line_of, wrapped_rows

LINES = st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" ")).map(str.strip)
TEXTS = st.text("ab [] 漢\n\té\x1b", max_size=80)


@given(LINES, st.lists(LINES).map("\n".join).map(str.strip))
def test_subject_and_body_come_back_from_the_one_text(subject: str, body: str) -> None:
    assert split(joined(subject, body)) == (subject, body)


def test_a_text_without_its_subject_line_is_all_body() -> None:
    assert split("Dear Dana,\n\nThank you.") == ("", "Dear Dana,\n\nThank you.")
    assert split("subject:Hello\nDear Dana,") == ("Hello", "Dear Dana,")


@given(TEXTS, st.integers(1, 20))
def test_every_place_of_the_cursor_is_drawn_once_and_nothing_is_lost(text: str, width: int) -> None:
    safe, lines = broken(text, width)
    assert len(safe) == len(text)
    assert "\x1b" not in safe
    for cursor in range(len(text) + 1):
        start, end = lines[line_of(lines, cursor)]
        assert start <= cursor <= end
    drawn = "".join(safe[start:end] for start, end in lines)
    assert drawn.replace(" ", "") == safe.replace("\n", "").replace(" ", "")


@given(TEXTS, st.integers(4, 30))
def test_a_note_beside_a_text_stays_in_its_width_and_short(text: str, width: int) -> None:
    rows = wrapped_rows("!", text, width)
    assert 1 <= len(rows) <= MOST_LINES
    assert all(cell_len(row.text.rstrip()) <= width for row in rows)


def test_a_gap_that_goes_over_two_lines_is_marked_in_both() -> None:
    text = "say [what changed] now"
    safe, lines = broken(text, 10)
    marks = [Span(g.start, g.end, "warning") for g in gaps(text)]
    marked = ""
    for line in lines:
        shown, spans = draw(safe, line, marks, 2)
        marked += "|".join(shown[s.start : s.end] for s in spans)
    assert marked.replace(" ", "") == "[whatchanged]"


def test_the_next_gap_is_chosen_and_emptied() -> None:
    text = LetterText()
    text.editor.set("a [one] b [two]", 0)
    assert text.next_gap()
    assert text.next_gap()
    assert text.empty_gap()
    assert (text.editor.text, text.editor.cursor) == ("a [one] b ", 10)
    assert not text.next_gap()
    assert not text.empty_gap()
