import inspect
import io
import locale
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from textual import app, constants

from infoview_tui.terminal.environment import prepare_environment, refuse_reason, wants_ascii

LEAKS = ("TEXTUAL", "TEXTUAL_LOG", "TEXTUAL_DEBUG", "TEXTUAL_PRESS", "TEXTUAL_SCREENSHOT")
KEPT = ("TEXTUAL_COLOR_SYSTEM", "TEXTUAL_DISABLE_KITTY_KEY", "TEXTUAL_FPS")


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = dict(os.environ)
    for name in ("COLUMNS", "LINES", "SSH_CONNECTION", "ESCDELAY", "TEXTUAL_COLOR_SYSTEM"):
        monkeypatch.setenv(name, "1")
        monkeypatch.delenv(name)
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "full")
    monkeypatch.setenv("TERM", "xterm-256color")
    yield
    os.environ.clear()
    os.environ.update(before)
    logging.disable(logging.NOTSET)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_sizes_are_not_frozen_and_nothing_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("LINES", "10")
    prepare_environment()
    assert not {"COLUMNS", "LINES", "ESCDELAY", "TEXTUAL_COLOR_SYSTEM"} & set(os.environ)
    assert os.environ["TEXTUAL_ANIMATIONS"] == "none"


def test_escape_waits_longer_over_ssh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "1.2.3.4 5 6.7.8.9 22")
    prepare_environment()
    assert os.environ["ESCDELAY"] == "200"


@pytest.mark.parametrize(
    ("color", "textual"), [("truecolor", "truecolor"), ("256", "256"), ("16", "standard")]
)
def test_the_colour_setting_reaches_textual(color: str, textual: str) -> None:
    prepare_environment(color)
    assert os.environ["TEXTUAL_COLOR_SYSTEM"] == textual


def test_a_colour_system_that_would_end_textual_is_dropped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TEXTUAL_COLOR_SYSTEM", "rainbow")
    prepare_environment("auto")
    assert "TEXTUAL_COLOR_SYSTEM" not in os.environ


def test_streams_take_every_character(monkeypatch: pytest.MonkeyPatch) -> None:
    buffer = io.BytesIO()
    stream = io.TextIOWrapper(buffer, encoding="latin-1")
    monkeypatch.setattr(sys, "__stderr__", stream)
    prepare_environment()
    stream.write("○\ud800")
    stream.flush()
    assert buffer.getvalue() == "○?".encode()


def test_what_would_write_the_screen_to_a_file_or_press_keys_is_dropped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in (*LEAKS, "TEXTUAL_OF_TOMORROW"):
        monkeypatch.setenv(name, "1")
    for name in KEPT:
        monkeypatch.setenv(name, "256")
    prepare_environment("256")
    left = {name for name in os.environ if name.startswith("TEXTUAL")}
    assert left == {*KEPT, "TEXTUAL_ANIMATIONS"}


def test_what_textual_reads_is_known() -> None:
    """A name that does not begin so would not be dropped; then look what it does."""
    source = inspect.getsource(constants) + inspect.getsource(app)
    read = set(re.findall(r"""env\w*\(\s*["']([A-Z_]+)["']""", source))
    read |= set(re.findall(r"""_get_environ_\w+\(\s*["']([A-Z_]+)["']""", source))
    assert len(read) > 15
    strange = {name for name in read if not name.startswith("TEXTUAL")}
    assert strange <= {"ESCDELAY", "NO_COLOR"}


def test_no_log_tells_what_an_error_was_about() -> None:
    prepare_environment()
    assert not logging.getLogger("asyncio").isEnabledFor(logging.CRITICAL)


def test_it_does_not_import_textual() -> None:
    code = (
        "import sys, infoview_tui.terminal.environment; "
        "sys.exit(any(name.partition('.')[0] in ('textual', 'rich') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_terminal_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "__stdin__", Terminal())
    monkeypatch.setattr(sys, "__stdout__", Terminal())
    assert refuse_reason() is None
    for term in ("dumb", ""):
        monkeypatch.setenv("TERM", term)
        assert "infoview --help" in (refuse_reason() or "")
    monkeypatch.delenv("TERM")
    assert "TERM is not set" in (refuse_reason() or "")


@pytest.mark.parametrize("missing", ["__stdin__", "__stdout__"])
@pytest.mark.parametrize("stream", [None, io.StringIO()])
def test_no_terminal_is_refused(
    monkeypatch: pytest.MonkeyPatch, missing: str, stream: io.StringIO | None
) -> None:
    monkeypatch.setattr(sys, "__stdin__", Terminal())
    monkeypatch.setattr(sys, "__stdout__", Terminal())
    monkeypatch.setattr(sys, missing, stream)
    assert "infoview --help" in (refuse_reason() or "")


@pytest.mark.parametrize(
    ("term", "encoding", "ascii_signs"),
    [
        ("xterm", "UTF-8", False),
        ("xterm", "utf8", False),
        ("linux", "UTF-8", True),
        ("xterm", "ISO-8859-1", True),
        ("xterm", "ANSI_X3.4-1968", True),
    ],
)
def test_signs_are_ascii_where_glyphs_are_few(
    monkeypatch: pytest.MonkeyPatch, term: str, encoding: str, ascii_signs: bool
) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr(locale, "getencoding", lambda: encoding)
    assert wants_ascii() is ascii_signs
