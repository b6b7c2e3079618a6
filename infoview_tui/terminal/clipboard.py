"""Handing a text to the terminal's clipboard (OSC 52), through tmux and screen too.

Nothing tells whether it arrived: a terminal may not know it, or have it switched off.
"""

from __future__ import annotations

from base64 import b64encode

from infoview_tui.domain.text import neutral

MOST = 74_000
"""Characters that every terminal which knows OSC 52 takes (xterm), encoded."""
_SCREEN_PIECE = 500
"""Characters of a string that GNU screen passes on at once (it takes 768)."""


def to_clipboard(text: str, *, tmux: bool, screen: bool) -> str:
    """Give what the terminal is sent; "" for a text that no terminal would take.

    tmux takes it for its own buffer or passes it on, each where it is set to (`set-clipboard on`,
    `allow-passthrough on`), so it gets both forms.
    """
    coded = b64encode(neutral(text).encode()).decode()
    if len(coded) > MOST:
        return ""
    plain = f"\x1b]52;c;{coded}\x07"
    if tmux:
        return plain + "\x1bPtmux;" + plain.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    if screen:
        pieces = (plain[at : at + _SCREEN_PIECE] for at in range(0, len(plain), _SCREEN_PIECE))
        return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    return plain
