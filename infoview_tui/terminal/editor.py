"""Running the user's own editor on a text, in a private file that is gone afterwards."""

from __future__ import annotations

import asyncio
import os
import shlex
import shutil
import signal
import stat
import subprocess  # nosec B404
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from infoview_tui.values import dataclass

MOST_BYTES = 1_000_000
"""What is read back at most; a text of this app is a page."""

LOOK_SECONDS = 0.2
"""How often it is looked whether the editor has saved something."""

ASK_FOR_ONE = "Set EDITOR to open one (export EDITOR=nano); e changes it here."


@dataclass(frozen=True)
class Edited:
    """What an editor left; `trouble` is one sentence on why it did not end well, "" where it did.

    `text` is None where nothing could be read.
    """

    text: str | None
    trouble: str = ""


def command(environ: Mapping[str, str]) -> list[str]:
    """Return the words of the editor that VISUAL or EDITOR names.

    Raises:
        ValueError: none is named, or its quotes do not close; the message says what to do.

    """
    for name in ("VISUAL", "EDITOR"):
        text = environ.get(name, "").strip()
        if text:
            try:
                return shlex.split(text)
            except ValueError:
                raise ValueError(f"{name} cannot be read: a quote in it is not closed.") from None
    raise ValueError(ASK_FOR_ONE)


async def edit(
    text: str,
    suspended: Callable[[], AbstractContextManager[None]],
    environ: Mapping[str, str],
    wrote: Callable[[str], None] = lambda _text: None,
) -> Edited:
    """Let the user edit `text` while the terminal is the editor's, and read what is left of it.

    Only the main thread may call it. `suspended` gives the terminal away and takes it back, and
    `wrote` is told what the editor saves meanwhile: a dropped line ends the app with the editor.
    """
    try:
        words = command(environ)
        folder = Path(tempfile.mkdtemp(prefix="infoview-"))
    except ValueError as error:
        return Edited(None, str(error))
    except OSError as error:
        return Edited(None, f"There is no place for the editor's file: {error.strerror}.")
    path = folder / "text.txt"
    kept = False
    try:
        _write(path, text)
        with suspended(), _deaf():
            # In here nothing may fail, or the app would stay without a terminal.
            running = asyncio.create_task(asyncio.to_thread(_run, [*words, str(path)]))
            seen = text
            while not (await asyncio.wait({running}, timeout=LOOK_SECONDS))[0]:
                saved, _ = _read(path)
                if saved is not None and saved != seen:
                    seen = saved
                    with suppress(Exception):
                        wrote(saved)
            trouble = running.result()
        left, unread = _read(path)
        # What cannot be read is all that there is of it.
        kept = bool(unread) and path.is_file() and not path.is_symlink()
        if kept:
            unread += f" Nothing was changed; it is kept in {path}."
        return Edited(left, trouble or unread)
    except OSError as error:
        return Edited(None, f"The editor's file could not be written: {error.strerror}.")
    finally:
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _deaf() -> Iterator[None]:
    """Leave ctrl+c and ctrl+backslash to the editor, which has the same terminal."""
    numbers = (signal.SIGINT, signal.SIGQUIT)
    # A function, since what is ignored would be ignored by the editor too.
    before = [signal.signal(number, lambda *_: None) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _run(words: list[str]) -> str:
    """Run the editor to its end; returns what went wrong, "" for nothing."""
    name = Path(words[0]).name
    try:
        code = subprocess.run(words, check=False).returncode  # nosec B603
    except FileNotFoundError:
        return f"There is no editor {name}: VISUAL or EDITOR names it."
    except Exception as error:
        why = getattr(error, "strerror", None) or "its name cannot be used"
        return f"The editor {name} could not be started: {why}."
    if code < 0:
        return f"The editor {name} was stopped by signal {-code}."
    return f"The editor {name} ended with code {code}." if code else ""


def _write(path: Path, text: str) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8") as file:
        file.write(text)


def _read(path: Path) -> tuple[str | None, str]:
    """Read what was left; returns it, or why it cannot be taken."""
    try:
        # Most editors put another file in its place.
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        with os.fdopen(os.open(path, flags), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return None, "The editor left no file."
            data = file.read(MOST_BYTES + 1)
    except OSError:
        return None, "The editor left no file."
    if len(data) > MOST_BYTES:
        return None, "What the editor left is more than a megabyte."
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return None, "What the editor left is not UTF-8."
