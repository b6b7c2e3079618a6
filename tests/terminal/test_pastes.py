from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from infoview_tui.terminal.pastes import END, START, Pastes, Piece

SAFE = st.text(alphabet=st.sampled_from("ab\x1b[20~1\x11\r"), max_size=20)


def pieces(*feeds: str) -> list[Piece]:
    pastes = Pastes()
    return [piece for text in feeds for piece in pastes.feed(text)]


def test_escapes_and_control_keys_in_a_paste_stay_text() -> None:
    hostile = "x\x1b[99zd\x11\x1b[21~"
    assert pieces(f"a{START}{hostile}{END}b") == [
        Piece("a", pasted=False),
        Piece(hostile, pasted=True),
        Piece("b", pasted=False),
    ]


@given(SAFE.filter(lambda text: END not in text and not text.endswith("\x1b")), st.data())
def test_a_paste_may_be_cut_anywhere(text: str, data: st.DataObject) -> None:
    whole = f"{START}{text}{END}"
    cuts = sorted(data.draw(st.lists(st.integers(3, len(whole)), max_size=3)))
    feeds = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    assert pieces(*feeds) == [Piece(text, pasted=True)]


@given(SAFE.filter(lambda text: START not in text))
def test_what_is_typed_goes_through_unchanged(text: str) -> None:
    pastes = Pastes()
    got = [*pastes.feed(text), *pastes.tick()]
    assert "".join(piece.text for piece in got) == text
    assert not any(piece.pasted for piece in got)


def test_an_escape_alone_does_not_wait() -> None:
    assert pieces("\x1b") == [Piece("\x1b", pasted=False)]


def test_a_paste_whose_end_never_comes_is_given_as_text() -> None:
    pastes = Pastes()
    assert list(pastes.feed(f"{START}half")) == []
    got = [piece for _ in range(30) for piece in pastes.tick()]
    assert got == [Piece("half", pasted=True)]
