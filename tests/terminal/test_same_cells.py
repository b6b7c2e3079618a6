"""A terminal shows, cell for cell, what it would show of Textual's own output: on random frames."""

from itertools import product
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from shown import Stream, Terminal, connected, unlike

from infoview_tui.terminal.frames import Frames
from infoview_tui.terminal.pen import REPEATS
from infoview_tui.terminal.sgr import PLAIN, change, with_sgr

T = TypeVar("T")
COLUMNS, LINES = 14, 4
# A busy machine is no fault of the frames.
KNOWN = {"any": REPEATS[7, 1], "ascii": REPEATS[5, 1], "none": None}
SLOW = [HealthCheck.too_slow]
STYLES = [
    *("", "1", "2", "3;31", "38;2;1;2;3;48;5;7", "1;4;92;100", "7", "4", "21", "4;21", "48;5;7"),
    *("1;2", "2;7", "5", "5;6", "8", "9", "1;2;3;4;5;7;9;31;42", "51;52;53", "32", "97;44", "1;32"),
]
TEXTS = [
    *("a", "b", "ab", " ", "    ", "          ", "é", "─█", "漢", "漢字", "x漢"),
    *("e\u0301", "\u0301", "👩\u200d🚀", "⚠\ufe0f", "😀", "ה", "ᄀ"),
]
text = st.sampled_from(TEXTS) | st.text(st.sampled_from("ab 漢é…"), min_size=1, max_size=8)


LINK = "\x1b]8;id=1;https://a.example\x1b\\"


def styled(style: str, content: str) -> str:
    if style == "link":
        return f"{LINK}{styled('4', content)}\x1b]8;;\x1b\\"
    return f"\x1b[{style}m{content}\x1b[0m" if style else content


Part = tuple[str, str]


def fit(x: int, parts: list[Part]) -> list[Part]:
    """Leave out what goes beyond the last column."""
    kept = []
    for style, content in parts:
        if (x := x + cell_len(content)) <= COLUMNS + 1:
            kept.append((style, content))
    return kept


def frame_of(
    runs: list[tuple[int, int, list[Part]]], cursor: tuple[int, int], spills: bool = False
) -> str:
    drawn = [
        f"\x1b[{y};{x}H" + "".join(styled(*part) for part in (parts if spills else fit(x, parts)))
        for y, x, parts in runs
    ]
    return "".join([*drawn, f"\x1b[{cursor[0]};{cursor[1]}H"])


run = st.tuples(
    st.integers(1, LINES),
    st.integers(1, COLUMNS),
    st.lists(st.tuples(st.sampled_from([*STYLES, "link"]), text), min_size=1, max_size=4),
)
frame = st.builds(
    frame_of,
    st.lists(run, max_size=6),
    st.tuples(st.integers(1, LINES), st.integers(1, COLUMNS)),
    st.sampled_from([False] * 5 + [True]),
)
other = st.sampled_from(
    [
        "\x07",
        "\x1b[2J",
        "\x1b[?25h",
        "\x1b[?25l",
        "\x1b[?1049h",
        "\x1b]0;t\x07",
        "\x1b[?2026h",
        "\x1b[3;2Hq\x1b[K",
    ]
)


def again(frames: st.SearchStrategy[T]) -> st.SearchStrategy[list[T]]:
    """A few frames, each perhaps more than once, as widgets that change and change back."""
    pools = st.lists(frames, min_size=1, max_size=5)
    return pools.flatmap(lambda pool: st.lists(st.sampled_from(pool), min_size=1, max_size=10))


def terminal() -> tuple[Terminal, Stream]:
    screen, stream = connected(COLUMNS, LINES)
    stream.feed("\x1b[?7l")
    return screen, stream


@settings(max_examples=150, deadline=None, suppress_health_check=SLOW)
@given(again(frame | frame | other), st.sampled_from(list(KNOWN)))
def test_a_terminal_shows_the_same_cell_for_cell(writes: list[str], repeats: str) -> None:
    plain, whole = terminal()
    lean, sent = terminal()
    lean.repeats = repeats
    frames = Frames(COLUMNS, LINES)
    frames.repeats = KNOWN[repeats]
    for data in writes:
        whole.feed(data)
        frames.write(data)
        sent.feed(frames.take())
        assert not unlike(lean, plain)


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
@given(again(st.tuples(frame | frame | other, st.booleans())))
def test_merged_frames_show_the_newest(writes: list[tuple[str, bool]]) -> None:
    plain, whole = terminal()
    lean, sent = terminal()
    frames = Frames(COLUMNS, LINES)
    for data, taken in writes:
        whole.feed(data)
        frames.write(data)
        if taken:
            sent.feed(frames.take())
    sent.feed(frames.take())
    assert not unlike(lean, plain)


@pytest.mark.parametrize("exclusive", [False, True])
def test_a_change_of_style_arrives_at_the_style(exclusive: bool) -> None:
    (lean, sent), (plain, whole) = terminal(), terminal()
    # The console of Linux is bold or faint, never both: the last that it was told.
    lean.exclusive = plain.exclusive = exclusive
    for before, after in product(STYLES, repeat=2):
        start, end = with_sgr(PLAIN, before or "0"), with_sgr(PLAIN, after or "0")
        assert start is not None
        assert end is not None
        sent.feed(f"\x1b[m{change(PLAIN, start)}{change(start, end)}x\r")
        whole.feed(f"\x1b[m\x1b[{after or '0'}mx\r")
        assert not unlike(lean, plain), (before, after)


@settings(max_examples=50, deadline=None, suppress_health_check=SLOW)
@given(st.lists(frame, max_size=3), st.sampled_from([(9, 3), (14, 6), (20, 4), (1, 1)]))
def test_frames_that_waited_while_the_size_changed_leave_nothing(
    writes: list[str], size: tuple[int, int]
) -> None:
    columns, lines = size
    (plain, whole), (lean, sent) = terminal(), terminal()
    frames = Frames(COLUMNS, LINES)
    for number, data in enumerate(writes):
        whole.feed(data)
        frames.write(data)
        if number == 0:
            sent.feed(frames.take())
    for screen in (plain, lean):
        screen.resize(lines, columns)
    frames.resize(*size)
    rows = [f"\x1b[{y};1H" + styled("32", "x" * columns) for y in range(1, lines + 1)]
    data = "\n".join(rows) + "\x1b[1;1H"
    whole.feed(data)
    frames.write(data)
    sent.feed(frames.take())
    assert not unlike(lean, plain)
