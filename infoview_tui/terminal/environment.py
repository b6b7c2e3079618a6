"""What must be settled before Textual is imported, which reads its environment on import."""

import io
import locale
import logging
import os
import sys

_COLOR_SYSTEMS = {"truecolor": "truecolor", "256": "256", "16": "standard"}
# What else Textual reads writes what is on the screen to a file or a port, presses keys by itself,
# or runs another driver.
_KEPT = {"TEXTUAL_COLOR_SYSTEM", "TEXTUAL_DISABLE_KITTY_KEY", "TEXTUAL_FPS"}
_TEXTUAL_COLOR_SYSTEMS = {"auto", *_COLOR_SYSTEMS.values()}


def _is_utf8(encoding: str | None) -> bool:
    return (encoding or "").lower().replace("-", "").replace("_", "") in {"utf8", "cp65001"}


def prepare_environment(color: str = "auto") -> None:
    """Set up the process for the full-screen app; call it before anything imports Textual.

    `color` is the setting `auto`, `truecolor`, `256`, `16` or `none`; `auto` leaves it to Textual.
    """
    # Exported sizes would freeze the layout at the size of the shell's start.
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)
    for name in [name for name in os.environ if name.startswith("TEXTUAL") and name not in _KEPT]:
        del os.environ[name]
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    # The most frames a second: what a saved note changes is not to wait for the next sixtieth.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    # Nobody reads a log, and asyncio would tell with an error what it was about.
    logging.disable()
    if os.environ.get("SSH_CONNECTION"):
        # An arrow key split by a slow line must not arrive as escape and two letters.
        os.environ.setdefault("ESCDELAY", "200")
    if color in _COLOR_SYSTEMS:
        os.environ["TEXTUAL_COLOR_SYSTEM"] = _COLOR_SYSTEMS[color]
    elif color == "none":
        os.environ["NO_COLOR"] = "1"
    elif os.environ.get("TEXTUAL_COLOR_SYSTEM", "auto") not in _TEXTUAL_COLOR_SYSTEMS:
        # Textual ends at start with a value that it does not know.
        del os.environ["TEXTUAL_COLOR_SYSTEM"]
    for stream in (sys.__stdout__, sys.__stderr__, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not _is_utf8(stream.encoding):
            stream.reconfigure(encoding="utf-8", errors="replace")


def refuse_reason() -> str | None:
    """Say in a sentence why the full-screen app cannot run here, with the next step; or None."""
    next_step = "use the commands instead, see `infoview --help`."
    if not (_is_terminal(sys.__stdin__) and _is_terminal(sys.__stdout__)):
        return f"The full-screen app needs a terminal for input and output; {next_step}"
    term = os.environ.get("TERM", "")
    if term in {"", "dumb"}:
        named = f"TERM is `{term}`" if term else "TERM is not set"
        return f"The full-screen app needs a terminal that can place text, and {named}; {next_step}"
    return None


def _is_terminal(stream: object) -> bool:
    return isinstance(stream, io.TextIOBase) and not stream.closed and stream.isatty()


def wants_ascii() -> bool:
    """Whether signs must be ASCII: the locale is not UTF-8 or the terminal has few glyphs.

    It asks the locale, not the streams, so that `prepare_environment` may come before it.
    """
    return os.environ.get("TERM") in {"linux", "dumb"} or not _is_utf8(locale.getencoding())
