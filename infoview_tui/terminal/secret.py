"""Asking for a passphrase: on the terminal itself, and nothing of it is shown."""

from __future__ import annotations

import os
import termios

_MOST = 4096
_ECHO = 3


def ask_secret(prompt: str) -> bytes | None:
    """Return the bytes of a line that is typed unseen; None where there is no terminal.

    They are bytes as they were typed: a passphrase must not depend on the locale.

    Raises:
        EOFError: the line was ended instead of typed.

    """
    try:
        terminal = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    except OSError:
        return None
    try:
        before = termios.tcgetattr(terminal)
        hidden = [*before]
        hidden[_ECHO] &= ~termios.ECHO
        try:
            # What was typed ahead was seen.
            termios.tcsetattr(terminal, termios.TCSAFLUSH, hidden)
            os.write(terminal, prompt.encode())
            typed = os.read(terminal, _MOST)
        finally:
            termios.tcsetattr(terminal, termios.TCSAFLUSH, before)
            os.write(terminal, b"\n")
    finally:
        os.close(terminal)
    if not typed.endswith(b"\n"):
        raise EOFError
    return typed.rstrip(b"\r\n")
