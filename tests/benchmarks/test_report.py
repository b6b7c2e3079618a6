from __future__ import annotations

from datetime import UTC, datetime

import pytest

from infoview_tui.screens import PAGES

from . import __main__ as command
from .figures import BARS, Figure, Found, Table, aligned, bars, markdown, number
from .pages import VIEWS
from .report import machine, page

MET = Figure("a typed character", 20, 100, "bytes")
MISSED = Figure("key to its last byte", 1.11, 1.0, "x a bare field", "most: People")


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (MISSED, "key to its last byte: 1.11 x a bare field, bar 1: 11 % too much (most: People)"),
        (Figure("a", 1.004, 1, "ms"), "a: 1.00 ms, bar 1: less than 1 % too much"),
        (Figure("a", 9000, 3000, "bytes"), "a: 9,000 bytes, bar 3,000: 200 % too much"),
        (Figure("a", 12, 0, "bytes/s"), "a: 12 bytes/s, bar 0: 12 bytes/s too much"),
    ],
)
def test_a_miss_is_said_in_a_line_with_how_much(figure: Figure, said: str) -> None:
    assert not figure.good
    assert figure.miss == said


def test_a_bar_is_met_up_to_its_last_bit() -> None:
    assert Figure("a", 30, 30, "ms").verdict == "met, 100 % of it"
    assert Figure("a", 0, 0, "bytes/s").verdict == "met"
    assert MET.verdict == "met, 20 % of it"


@pytest.mark.parametrize(
    ("value", "said"),
    [(0, "0"), (20.0, "20"), (3.14159, "3.14"), (31.4, "31"), (12345.6, "12,346")],
)
def test_a_value_is_as_long_as_it_is_worth(value: float, said: str) -> None:
    assert number(value) == said


def test_a_table_stands_in_columns_and_is_markdown_on_the_page() -> None:
    cells = bars([MET, MISSED])
    lines = aligned(BARS, cells).split("\n")
    assert lines[0].index("measured") == lines[1].index("20 bytes") == lines[2].index("1.11 x")
    assert markdown(("a", "b"), [("1", "2")]) == "| a | b |\n| --- | --- |\n| 1 | 2 |"


def test_the_page_says_where_when_how_and_what_is_missed() -> None:
    tape = Table("The tape", ("what", "bytes"), (("all", "1"),), "One interview.")
    text = page(
        machine(datetime(2026, 11, 28, tzinfo=UTC)), [Found([MET, MISSED]), Found([], [tape])]
    )
    assert text.startswith("<!-- Written by `make bench`")
    assert "28 November 2026" in text and "cores" in text and "Textual 8." in text
    assert "1 of 2 are missed." in text
    assert "| key to its last byte | 1.11 x a bare field | 1 | 11 % too much | most: People" in text
    assert "## The tape\n\nOne interview.\n\n| what | bytes |" in text
    assert "All are met." in page("", [Found([MET])])


def test_what_misses_is_measured_once_more_and_the_better_one_counts() -> None:
    better = Figure(MISSED.what, 0.9, 1.0, MISSED.unit)
    worse = Figure(MET.what, 200, 100, MET.unit)
    runs = iter([Found([MET, MISSED]), Found([worse, better])])
    assert command._measured(lambda _place: next(runs)).figures == [MET, better]
    assert next(runs, None) is None


def test_the_check_fails_with_a_line_for_each_miss(capsys: pytest.CaptureFixture[str]) -> None:
    assert command._judge([MET, MISSED]) == 1
    assert capsys.readouterr().out == f"\n{MISSED.miss}\n"
    assert command._judge([MET]) == 0
    assert capsys.readouterr().out == "\nAll 1 bars are met.\n"


def test_every_page_is_measured() -> None:
    assert {view.page for view in VIEWS} == set(PAGES)
    assert len({view.name for view in VIEWS}) == len(VIEWS)
