"""Each of these fails when Textual changes something that the terminal package stands on."""

import inspect
from typing import get_type_hints

import pytest
from rich.style import Style as RichStyle
from textual import _ansi_sequences, app, events
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.driver import Driver
from textual.drivers.headless_driver import HeadlessDriver
from textual.drivers.linux_driver import LinuxDriver
from textual.filter import LineFilter
from textual.geometry import Region
from textual.strip import Strip

from infoview_tui.terminal import frames
from infoview_tui.terminal.driver import LeanDriver, driver_class
from infoview_tui.terminal.guard import RESET
from infoview_tui.terminal.parser import is_aside, parse
from infoview_tui.terminal.pen import REPEATS

START = inspect.getsource(LinuxDriver.start_application_mode)
STOP = inspect.getsource(LinuxDriver.stop_application_mode)


def parameters(function: object) -> list[str]:
    return list(inspect.signature(function).parameters)  # type: ignore[arg-type]


def test_the_driver_is_built_and_called_as_before() -> None:
    assert parameters(LinuxDriver.__init__) == ["self", "app", "debug", "mouse", "size"]
    assert parameters(LeanDriver.__init__) == parameters(LinuxDriver.__init__)
    for name in ("write", "start_application_mode", "close", "process_message", "run_input_thread"):
        assert parameters(getattr(LeanDriver, name)) == parameters(getattr(LinuxDriver, name))
    assert parameters(App._build_driver) == ["self", "headless", "inline", "mouse", "size"]
    assert "driver_class(\n            self,\n" in inspect.getsource(App._build_driver)
    assert "self._driver.write(terminal_sequence)" in inspect.getsource(App._display)
    assert "driver.close()" in inspect.getsource(App._shutdown)


def test_the_driver_has_the_parts_that_are_used() -> None:
    source = inspect.getsource(LinuxDriver)
    for name in ("_file", "fileno", "exit_event", "_must_signal_resume", "_key_thread"):
        assert f"self.{name} = " in source or f"self.{name}:" in source, name
    assert "self._loop = asyncio.get_running_loop()" in inspect.getsource(Driver.__init__)
    assert "self._debug = debug" in inspect.getsource(Driver.__init__)
    assert "self._app = app" in inspect.getsource(Driver.__init__)
    assert "self.stop_application_mode()\n        self.close()" in inspect.getsource(
        Driver.suspend_application_mode
    )


def test_input_is_read_where_it_is_replaced() -> None:
    assert "self.run_input_thread()" in inspect.getsource(LinuxDriver._run_input_thread)
    source = inspect.getsource(LinuxDriver.run_input_thread)
    # What our loop mirrors; a fix of the decoder there may make ours needless.
    assert 'getincrementaldecoder("utf-8")().decode' in source
    assert "parser = XTermParser(self._debug)" in source
    assert "for event in tick():" in source


@pytest.mark.parametrize("cut", range(1, 12))
def test_input_may_be_cut_anywhere(cut: int) -> None:
    data = "a\x1b[A\x1b[200~b\x1b[201~"
    parser = XTermParser()
    keys = [str(event) for part in (data[:cut], data[cut:]) for event in parser.feed(part)]
    assert keys == [str(event) for event in XTermParser().feed(data)]


def test_bad_input_still_raises_in_the_parser() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        list(XTermParser().feed("\x1b[106;1:3u"))


def test_resizes_come_by_the_signal_and_by_the_line() -> None:
    assert "signal.signal(signal.SIGWINCH, on_terminal_resize)" in START
    assert "on_token(resize_event)" in inspect.getsource(XTermParser.parse)


def test_an_answer_of_where_the_cursor_is_comes_as_one_message_that_nobody_else_wants() -> None:
    [answer] = XTermParser().feed("\x1b[2;8R")
    assert isinstance(answer, events.CursorPosition)
    assert (answer.x, answer.y) in REPEATS
    assert "CursorPosition" not in inspect.getsource(app)


def test_all_that_is_turned_on_is_reset() -> None:
    source = inspect.getsource(LinuxDriver)
    for mode in ("1000", "1003", "1015", "1006", "1016", "2004", "2048", "1049", "1004"):
        assert f"?{mode}h" in source
        assert f"\x1b[?{mode}l".encode() in RESET
    assert source.count("[?") == 24, "a mode was added or taken away: look at RESET"
    assert r"\x1b[<u" in STOP
    assert STOP.index("[<u") < STOP.index("?1049l"), "the order of RESET"


def test_asides_are_what_the_driver_says_beside_frames() -> None:
    for data in ("\x1b[?2004h", "\x1b[?7l", "\x1b[?25l", "\x1b[>25u", "\x1b[<u", "\x1b[?2026$p"):
        assert is_aside(data), data
    assert is_aside("\x07")
    assert is_aside("\x1b]52;c;eA==\x07")
    assert is_aside("\x1b]22;default\x1b\\")
    assert not is_aside("\x1b[?1049h")
    assert _ansi_sequences.SYNC_START == frames._SYNC_START
    assert _ansi_sequences.SYNC_END == frames._SYNC_END
    assert r"\x1b[?1049h" in START


def test_updates_are_understood() -> None:
    from rich.console import Console

    console = Console(color_system="truecolor", force_terminal=True)
    style = RichStyle.parse("bold underline #123456 on color(7) link https://a.example")
    strip = Strip.blank(5, style)
    layout = LayoutUpdate([[strip], [strip]], Region(2, 3, 5, 2)).render_segments(console)
    chops = ChopsUpdate([{0: strip}, {0: strip}], [(0, 0, 5), (1, 1, 4)], [[5], [5]])
    for data in (layout, chops.render_segments(console)):
        frame = parse(data + "\x1b[1;1H", 80, 24)
        assert frame is not None
        assert len(frame.runs) == 2
        assert all(run.sure and run.parts[0][0].link for run in frame.runs)


def test_every_attribute_that_is_written_is_understood() -> None:
    from textual.strip import SGR_STYLES

    assert parse("\x1b[1;1H\x1b[" + ";".join(SGR_STYLES) + "mx\x1b[0m", 80, 24)


def test_filters_are_applied_to_every_line() -> None:
    assert parameters(LineFilter.apply) == ["self", "segments", "background"]
    assert "get_line_filters" in vars(app.App)
    assert get_type_hints(Strip.apply_filter)["filter"] is LineFilter


def test_only_the_linux_driver_is_replaced() -> None:
    said: list[str] = []
    lean = driver_class(LinuxDriver, lambda: said.append("gone"))
    assert issubclass(lean, LeanDriver)
    vars(lean)["on_hangup"]()
    assert said == ["gone"]
    assert driver_class(HeadlessDriver) is HeadlessDriver
