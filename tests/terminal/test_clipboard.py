from __future__ import annotations

import re
from base64 import b64decode

from hypothesis import given
from hypothesis import strategies as st

from infoview_tui.domain.text import neutral
from infoview_tui.terminal.clipboard import MOST, to_clipboard

TEXT = st.text(st.characters(codec="utf-8"), max_size=3000)


def coded_in(sent: str) -> str:
    found = re.fullmatch(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", sent)
    assert found is not None
    return b64decode(found[1]).decode()


@given(TEXT)
def test_the_text_arrives_in_every_form(text: str) -> None:
    plain = to_clipboard(text, tmux=False, screen=False)
    assert coded_in(plain) == neutral(text)
    both = to_clipboard(text, tmux=True, screen=False)
    assert both.startswith(plain)
    wrapped = both.removeprefix(plain)
    assert wrapped.startswith("\x1bPtmux;") and wrapped.endswith("\x1b\\")
    assert wrapped[len("\x1bPtmux;") : -2].replace("\x1b\x1b", "\x1b") == plain
    pieces = to_clipboard(text, tmux=False, screen=True)
    assert "".join(re.findall(r"\x1bP(.*?)\x1b\\", pieces, re.DOTALL)) == plain
    assert all(len(piece) <= 768 for piece in pieces.split("\x1b\\"))


def test_what_no_terminal_takes_is_not_sent() -> None:
    assert to_clipboard("x" * MOST, tmux=False, screen=False) == ""
