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
    cuts = sorted(data.draw(st.lists(st.integers(2, len(whole)), max_size=3)))
    pastes, got = Pastes(), []
    for start, end in zip([0, *cuts], [*cuts, len(whole)], strict=True):
        got += [*pastes.feed(whole[start:end]), *pastes.tick(), *pastes.tick()]
    assert got == [Piece(text, pasted=True)]


def test_a_paste_cut_right_behind_its_escape_is_still_no_keys() -> None:
    pastes = Pastes()
    assert list(pastes.feed("\x1b")) == [Piece("\x1b", pasted=False)]
    assert list(pastes.tick()) == []
    assert list(pastes.feed(f"[200~\x11{END}")) == [Piece("\x11", pasted=True)]
    assert list(pastes.feed("[200~")) == [Piece("[200~", pasted=False)]


@given(SAFE.filter(lambda text: START not in text))
def test_what_is_typed_goes_through_unchanged(text: str) -> None:
    pastes = Pastes()
    got = [*pastes.feed(text), *(piece for _ in range(50) for piece in pastes.tick())]
    assert "".join(piece.text for piece in got) == text
    assert not any(piece.pasted for piece in got)


def test_an_escape_alone_does_not_wait() -> None:
    assert pieces("\x1b") == [Piece("\x1b", pasted=False)]


def test_a_paste_whose_end_never_comes_is_given_as_text() -> None:
    pastes = Pastes()
    assert list(pastes.feed(f"{START}half")) == []
    got = [piece for _ in range(50) for piece in pastes.tick()]
    assert got == [Piece("half", pasted=True)]
