import pytest
from shown import connected, unlike

from infoview_tui.terminal.cells import sure_width
from infoview_tui.terminal.frames import Frames
from infoview_tui.terminal.parser import is_aside, parse
from infoview_tui.terminal.pen import ASK_REPEATS, REPEATS
from infoview_tui.terminal.sgr import PLAIN, change, with_sgr


def styled(style: str, content: str) -> str:
    return f"\x1b[{style}m{content}\x1b[0m" if style else content


def test_a_change_of_style_is_told_in_the_fewest_bytes() -> None:
    bold, faint, link = (with_sgr(PLAIN, "1"), with_sgr(PLAIN, "2"), PLAIN._replace(link="1;u"))
    red = with_sgr(PLAIN, "31")
    bold_red = with_sgr(PLAIN, "1;31")
    assert bold and faint and red and bold_red
    assert change(PLAIN, bold) == "\x1b[1m"
    assert change(PLAIN, with_sgr(PLAIN, "4;32") or PLAIN) == "\x1b[4;32m"
    assert change(bold, bold_red) == "\x1b[31m"
    assert change(bold_red, bold) == "\x1b[39m"
    assert change(bold, faint) == "\x1b[0;2m"
    assert change(bold_red, PLAIN) == "\x1b[m"
    assert change(link, PLAIN) == "\x1b]8;;\x1b\\"


def test_only_the_changed_cell_is_sent() -> None:
    frames = Frames(80, 24)
    frames.write("\x1b[1;1H" + styled("1", "hello world") + "\x1b[1;1H")
    frames.take()
    frames.write("\x1b[1;1H" + styled("1", "hello_world") + "\x1b[1;1H")
    assert frames.take() == "\x1b[5C\x1b[1m_\x1b[m\r"
    frames.write("\x1b[1;1H" + styled("1", "hello_world") + "\x1b[1;1H")
    assert frames.take() == ""


def test_a_hidden_cursor_stays_where_it_is_while_nobody_gives_it_a_place() -> None:
    frames = Frames(80, 24)
    frames.write("\x1b[?25l")
    typed = [f"\x1b[9;1H{'abc'[:n]}\x1b[7m \x1b[0m\x1b[" for n in (1, 2, 3)]
    frames.write(typed[0] + "1;1H")
    frames.take()
    frames.write(typed[1] + "1;1H")
    assert frames.take() == "\bb\x1b[7m \x1b[m"
    frames.write(typed[2] + "9;4H")
    assert frames.take() == "\bc\x1b[7m \x1b[m\b", "where an input method is to be"
    frames.write(typed[1] + "1;1H")
    assert not frames.take().endswith("\x1b[H")
    frames.write("\x1b[?25h")
    assert frames.take() == "\x1b[?25h\x1b[H"
    frames.write("\x1b[?25l")
    frames.write(typed[2] + "1;1H")
    assert frames.take() == "\x1b[?25l\x1b[9;3Hc"
    frames.write("what is not understood")
    assert frames.take() == "\x1b[Hwhat is not understood"


def test_a_long_blank_tail_is_erased() -> None:
    frames = Frames(80, 24)
    frames.write("\x1b[1;1H" + "x" * 80 + "\x1b[1;1H")
    frames.take()
    frames.write("\x1b[1;1Hy" + " " * 79 + "\x1b[1;1H")
    assert frames.take() == "y\x1b[K\b"


def test_runs_are_repeated_where_that_is_shorter_and_understood() -> None:
    row = "aaaaa bbbbbb ── ─── 漢漢漢漢漢漢 x"
    for repeats, sent in (
        (None, row),
        (REPEATS[5, 1], "aaaaa b\x1b[5b ── ─── 漢漢漢漢漢漢 x"),
        (REPEATS[7, 1], "aaaaa b\x1b[5b ── ─\x1b[2b 漢漢漢漢漢漢 x"),
    ):
        frames = Frames(80, 24)
        frames.repeats = repeats
        frames.write("\x1b[1;1H" + styled("1", "aaaaa bbbbbb ── ─── ") + "漢漢漢漢漢漢 x\x1b[1;1H")
        assert frames.take() == "\x1b[H\x1b[1m" + sent.replace(" 漢", " \x1b[m漢") + "\r"


@pytest.mark.parametrize("repeats", ["any", "ascii", "none"])
def test_the_answer_tells_what_can_be_repeated(repeats: str) -> None:
    screen, stream = connected(14, 4)
    screen.repeats = repeats
    said: list[str] = []
    screen.write_process_input = said.append  # type: ignore[assignment]
    frames = Frames(14, 4)
    frames.write(ASK_REPEATS)
    stream.feed(frames.take())
    known = {f"\x1b[{row + 1};{column + 1}R": known for (column, row), known in REPEATS.items()}
    found = known.get("".join(said))
    assert found is {"any": REPEATS[7, 1], "ascii": REPEATS[5, 1], "none": None}[repeats]
    frames.write(f"\x1b[2;1H{' ' * 14}\x1b[1;1H")
    assert frames.take() == ""
    assert not unlike(screen, connected(14, 4)[0]), "the question was wiped"


def test_a_new_screen_is_known_to_be_blank() -> None:
    frames = Frames(80, 24)
    frames.write("\x1b[?1049h")
    frames.take()
    frames.write("\x1b[1;1H" + " " * 80 + "\x1b[1;1H")
    assert frames.take() == ""


def test_links_are_sent_with_their_cells_and_closed() -> None:
    frames = Frames(80, 24)
    linked = "\x1b]8;id=1;https://a.example\x1b\\" + styled("4", "site") + "\x1b]8;;\x1b\\"
    frames.write(f"\x1b[1;1H{linked}\x1b[1;1H")
    sent = frames.take()
    assert "\x1b]8;id=1;https://a.example\x1b\\site" in sent
    assert sent.index("\x1b]8;;\x1b\\") > sent.index("site")
    frames.write("\x1b[1;1H" + styled("4", "site") + "\x1b[1;1H")
    assert "site" in frames.take(), "the link is gone, so the cells changed"


def test_synchronised_output_goes_round_each_frame_that_is_worth_it() -> None:
    frames = Frames(80, 24)
    rows = "".join(f"\x1b[{y};1H{chr(96 + y) * 80}" for y in range(1, 6))
    for data in ("\x1b[?2026h", f"{rows}\x1b[1;1H", "\x1b[?2026l"):
        frames.write(data)
    sent = frames.take()
    assert sent.startswith("\x1b[?2026h")
    assert sent.endswith("\x1b[?2026l")
    frames.write("\x1b[1;1Hb\x1b[1;1H")
    assert "\x1b[?2026" not in frames.take()


def test_controls_keep_their_order_and_are_never_dropped() -> None:
    frames = Frames(80, 24)
    controls = [f"\x1b]52;c;{n}\x07" for n in range(50)]
    for control in controls:
        frames.write(control)
        frames.write("\x1b[1;1H" + "x" * 80 + "\x1b[2;1H")
    sent = frames.take()
    assert sent.startswith("".join(controls))
    assert len(sent) < 2000, "fifty frames were merged into one"


def test_whole_frames_are_sent_as_they_are() -> None:
    frames = Frames(80, 24, whole=True)
    for _ in range(2):
        frames.write("\x1b[1;1Ha\x1b[1;1H")
    assert frames.take() == "\x1b[1;1Ha\x1b[1;1H" * 2
    assert not frames.lost


@pytest.mark.parametrize("whole", [True, False])
def test_memory_is_bounded_and_a_loss_is_told(whole: bool) -> None:
    frames = Frames(80, 24, whole=whole)
    for n in range(3000):
        frames.write("\x1b[1;1H" + "x" * 300 + "\x1b[1;1H")
        if n % 1000 == 0:
            frames.write(f"\x1b]0;{n}\x07")
    sent = frames.take()
    assert frames.lost
    assert len(sent) < 300_000
    assert all(f"\x1b]0;{n}\x07" in sent for n in (0, 1000, 2000))


def test_rows_kept_as_they_came_are_bounded() -> None:
    frames = Frames(80, 24)
    for _ in range(2000):
        frames.write("\x1b[1;1H" + "😀" * 40 + "\x1b[1;1H")
    assert len(frames.take()) < 5000


def test_another_size_forgets() -> None:
    frames = Frames(80, 24)
    again = "\x1b[1;1Habc\x1b[1;1H"
    frames.write(again)
    frames.take()
    frames.resize(80, 24)
    frames.write(again)
    assert frames.take() == ""
    frames.resize(81, 24)
    frames.write("\x1b[1;1Habc\x1b[1;1H")
    assert "abc" in frames.take()


@pytest.mark.parametrize(
    "data",
    [
        "\x1b[1;1H\x1b[31mred\x1b[1;1H",
        "\x1b[1;1H\x1b[999mx\x1b[0m\x1b[1;1H",
        "\x1b[1;1H\x1b[38;5mx\x1b[0m\x1b[1;1H",
        "\x1b[1;79Hlong\x1b[1;1H",
        "\x1b[25;1Hx\x1b[1;1H",
        "no move",
        "\x1b[1;1Hx\n",
        "\x1b[24;1Hx\n\x1b[1;1H",
        "\x1b[1;1H\x9bx\x1b[1;1H",
        "\x1b[1;1H\tx\x1b[1;1H",
        "\x1b[2;1H\u0301x\x1b[1;1H",
    ],
)
def test_what_is_not_understood_is_no_frame(data: str) -> None:
    assert parse(data, 80, 24) is None
    assert not is_aside(data)
    frames = Frames(80, 24)
    frames.write(data)
    assert frames.take() == data


def test_sure_widths_are_those_that_the_layout_uses() -> None:
    assert [sure_width(char) for char in "a é漢ー─✓○"] == [1, 1, 1, 2, 2, 1, 1, 1]
    assert [sure_width(char) for char in "😀\u0301\u200d\ufe0f\x07ה\ue000"] == [0] * 7
