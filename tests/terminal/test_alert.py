import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_tui.terminal.alert import FLASH_OFF, alert
from infoview_tui.terminal.frames import Frames
from infoview_tui.terminal.parser import is_aside


@pytest.mark.parametrize(
    ("kind", "tmux", "sent"),
    [
        ("bell", False, "\x07"),
        ("bell", True, "\x07"),
        ("flash", False, "\x1b[?5h"),
        ("message", False, "\x1b]9;Time is up\x07"),
        ("message", True, "\x1bPtmux;\x1b\x1b]9;Time is up\x07\x1b\\"),
    ],
)
def test_an_alert_is_sent_alone_and_the_screen_is_not_sent_again(
    kind: str, tmux: bool, sent: str
) -> None:
    frames = Frames(80, 24)
    frame = "\x1b[1;1H\x1b[1m02:00 left\x1b[0m\x1b[2;1H"
    frames.write(frame)
    frames.take()
    frames.write(alert(kind, "Time is up", tmux=tmux))
    assert frames.take() == sent
    frames.write(FLASH_OFF)
    assert frames.take() == FLASH_OFF
    frames.write(frame)
    assert frames.take() == "", "what the terminal shows was forgotten"


@given(st.text(), st.booleans())
def test_no_text_ends_a_message_early_or_says_more_than_it(text: str, tmux: bool) -> None:
    sent = alert("message", text + "\x07\x1b\\\x9c\x1b]52;c;eA==\x07", tmux=tmux)
    assert is_aside(sent)
    said = sent.partition("]9;")[2].partition("\x07")[0]
    assert not set(map(ord, said)) & {*range(0x20), *range(0x7F, 0xA0)}
    assert len(said) <= 80
    assert sent.count("\x07") == 1
    assert sent.count("\x1b") == (4 if tmux else 1)
