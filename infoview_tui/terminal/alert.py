"""What makes one look at the terminal: a bell, a flash, or a message on the desktop."""

from infoview_tui.domain.text import neutral

FLASH_OFF = "\x1b[?5l"
_BELL = "\x07"
_FLASH_ON = "\x1b[?5h"
_LONGEST = 80


def alert(kind: str, text: str, *, tmux: bool) -> str:
    """Give what the terminal is sent for an alert; it changes no cell and moves no cursor.

    Args:
        kind: `bell`, `flash` (reverses the screen until `FLASH_OFF` is sent) or `message`.
        text: what a message says; of it no terminal can be told anything else.
        tmux: whether a message is to be passed on by tmux to the terminal behind it.

    """
    if kind == "bell":
        return _BELL
    if kind == "flash":
        return _FLASH_ON
    message = f"\x1b]9;{neutral(text, one_line=True)[:_LONGEST]}\x07"
    if tmux:
        return "\x1bPtmux;" + message.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    return message
