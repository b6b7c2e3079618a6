from __future__ import annotations

import pytest
from hostile import CORPUS
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from infoview_tui.domain.phases import Phases, share_out
from infoview_tui.domain.text import neutral
from infoview_tui.screens.brief_rows import (
    brief_rows,
    key_for,
    name_of,
    phase_bar,
    scrolled_rows,
)
from infoview_tui.services.brief_text import Entry, Part
from infoview_tui.widgets.row import Row

text = st.one_of(st.text(max_size=200), st.sampled_from(CORPUS), st.just("word " * 300))
entries = st.lists(
    st.builds(
        Entry,
        text=text,
        lead=st.sampled_from(["", "1  ", "> ", "Dress: "]),
        tail=st.sampled_from(["", "g1", "late 30 min"]) | st.text(max_size=30),
        name=st.sampled_from(["", "quiet"]),
        ticked=st.none() | st.booleans(),
        whole=st.just(False),
    ),
    min_size=1,
    max_size=9,
)
made = st.lists(
    st.builds(Part, st.text(max_size=20), entries.map(tuple), st.sampled_from(["", "ready 6/8"])),
    min_size=1,
    max_size=4,
)
QUESTION = Entry("What has taken up more of your time than you expected?", "1  ", "g1")


def widest(rows: list[Row]) -> int:
    return max((cell_len(row.text) for row in rows if not row.heading), default=0)


@given(made, st.integers(20, 74), st.integers(3, 40))
def test_whatever_it_says_it_is_as_wide_as_its_room(
    parts: list[Part], width: int, height: int
) -> None:
    for rows in (brief_rows(parts, width, height), scrolled_rows(parts, width)):
        assert widest(rows) <= width
        # Headings are made harmless where they are drawn.
        texts = [row.text for row in rows if not row.heading]
        assert texts == [neutral(text, one_line=True) for text in texts]
        assert sum(row.heading for row in rows) == len(parts)


@given(made, st.integers(30, 74), st.integers(1, 60))
def test_it_fits_or_every_line_is_read_by_scrolling(
    parts: list[Part], width: int, height: int
) -> None:
    rows = brief_rows(parts, width, height)
    least = len(parts) + sum(len(part.entries) for part in parts)
    assert len(rows) <= max(height, least)
    if height < least:
        assert len(rows) == least
        assert all(row.key is not None for row in rows if not row.heading)
    else:
        names = [row.key for row in rows if row.key is not None]
        assert names == [key_for("quiet")] * len(names)


def test_questions_have_the_rows_that_are_left_first() -> None:
    parts = [
        Part("Why", (Entry("a fact " * 12),)),
        Part("Questions", (QUESTION, QUESTION), first=True),
    ]
    assert [row.text for row in brief_rows(parts, 46, 9)][1:3] == [
        "a fact a fact a fact a fact a fact a fact a",
        "fact a fact a fact a fact a fact a fact",
    ]
    tight = [row.text for row in brief_rows(parts, 46, 7)]
    assert tight[1].endswith("…")
    assert [line.endswith("g1") for line in tight[3:]] == [True, False, True, False]
    tightest = [row.text for row in brief_rows(parts, 46, 5)]
    assert all("…" in line for line in (tightest[1], tightest[3], tightest[4]))


def test_what_is_to_be_said_is_never_cut() -> None:
    said = Part("Say first", (Entry('"' + "thank you " * 12, whole=True),))
    assert "".join(row.text for row in brief_rows([said], 40, 2)[1:]).count("thank") == 12


def test_a_row_says_what_it_does() -> None:
    (_heading, row) = brief_rows([Part("To hand", (Entry("x", name="quiet", ticked=True),))], 9, 9)
    assert row.text == "✓ x"
    assert name_of(row.key) == "quiet"
    assert (name_of(None), name_of(("Why", 1, 0))) == ("", "")


@pytest.mark.parametrize(
    ("split", "drawn"),
    [
        (Phases(3, 13, 4), "███│█████████████│████"),
        (share_out(1), "│████████████████████│"),
        (share_out(1440), "███│█████████████│████"),
        (Phases(1, 58, 1), "█│███████████████████│█"),
    ],
)
def test_the_bar_shows_the_phases_as_long_as_they_are(split: Phases, drawn: str) -> None:
    assert phase_bar(split) == drawn


def test_the_bar_has_its_words_beside_it_where_there_is_room() -> None:
    time = Part("Time", (Entry("3 opening, 13 questions, 4 closing", phases=Phases(3, 13, 4)),))
    wide, narrow = (brief_rows([time], width, 9)[0].text for width in (72, 48))
    assert wide.endswith("████  3 opening, 13 questions, 4 closing")
    assert narrow.endswith("████  3 + 13 + 4 min")
