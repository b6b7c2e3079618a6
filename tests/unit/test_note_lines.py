from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_tui.domain.notes import (
    HINTS,
    SIGNS,
    NoteKind,
    as_typed,
    in_parts,
    lines_of,
    read_note,
)
from infoview_tui.domain.people import NewPerson, read_person

words = st.text(st.characters() | st.sampled_from('!"@><?+ \t\n\0\ud800[]😀'), max_size=40)


@pytest.mark.parametrize(
    ("line", "kind", "body"),
    [
        ("plain", NoteKind.NOTE, "plain"),
        ("  ! what counts ", NoteKind.KEY_POINT, "what counts"),
        ('"as she said"', NoteKind.QUOTE, 'as she said"'),
        ("@Mai Tran, curator", NoteKind.PERSON, "Mai Tran, curator"),
        (">send it", NoteKind.MY_PROMISE, "send it"),
        ("< a visit", NoteKind.THEIR_OFFER, "a visit"),
        ("?pay", NoteKind.ASK_LATER, "pay"),
        ("+ read more", NoteKind.ADVICE, "read more"),
        (">> quoted", NoteKind.NOTE, "> quoted"),
        ("??", NoteKind.NOTE, "?"),
        ("!", NoteKind.NOTE, "!"),
        ("> ", NoteKind.NOTE, ">"),
        ("<>", NoteKind.THEIR_OFFER, ">"),
        ("", NoteKind.NOTE, ""),
        ("   ", NoteKind.NOTE, ""),
    ],
)
def test_a_line_is_read(line: str, kind: NoteKind, body: str) -> None:
    assert read_note(line) == (kind, body)


@given(words)
def test_no_character_is_lost(line: str) -> None:
    kind, body = read_note(line)
    text = line.strip()
    assert bool(body) == bool(text)
    if kind is NoteKind.NOTE:
        assert text in (body, body[:1] + body)
    else:
        assert text[0] == SIGNS[kind]
        assert text[1:].strip() == body


@given(words, st.sampled_from(NoteKind))
def test_every_note_can_be_typed(body: str, kind: NoteKind) -> None:
    body = body.strip()
    if not body:
        return
    assert read_note(as_typed(kind, body)) == (kind, body)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\nb", ("a", "b")),
        ("\n a \r\n\r\n\tb\r", (" a ", "\tb")),
        ("a\x0bb\x0cc\x85d\u2028e\u2029f", tuple("abcdef")),
        ("one", ("one",)),
        (" \n\t\n", ()),
    ],
)
def test_a_paste_is_read_line_by_line(text: str, lines: tuple[str, ...]) -> None:
    assert lines_of(text) == lines


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("! a bc d", ("!a bc", "d")),
        ("a >b", ("a >b",)),
        ("abc >bcd", ("abc", ">>bcd")),
        (">> abcd", (">", "abcd")),
        ("@abcdefghij", ("@abcde", "fghij")),
    ],
)
def test_a_line_too_long_is_broken_at_blanks_and_only_its_first_part_has_the_kind(
    line: str, parts: tuple[str, ...]
) -> None:
    assert in_parts(line, 5) == parts


@given(words, st.integers(1, 9))
def test_no_part_is_too_long_and_no_word_is_lost(line: str, most: int) -> None:
    read = [read_note(part) for part in in_parts(line, most)]
    kind, body = read_note(line)
    assert all(0 < len(text) <= most for _kind, text in read) or not body
    assert "".join("".join(text for _kind, text in read).split()) == "".join(body.split())
    assert [part_kind for part_kind, _text in read] == [kind, *[NoteKind.NOTE] * (len(read) - 1)]


def test_every_kind_but_the_plain_one_has_a_sign_and_all_have_a_hint() -> None:
    assert set(SIGNS) == set(NoteKind) - {NoteKind.NOTE}
    assert set(HINTS) == set(NoteKind)


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("Mai Tran", NewPerson("Mai Tran")),
        ("Mai Tran, curator, City Museum", NewPerson("Mai Tran", "curator", "City Museum")),
        ("Mai, mai@x.org, curator", NewPerson("Mai", "curator", "", "mai@x.org")),
        ("Mai, a, b, c", NewPerson("Mai", "a", "b, c")),
        (" , Mai ,, ", NewPerson("Mai")),
        ("mai@x.org", None),
        (",,", None),
        ("", None),
    ],
)
def test_a_person_is_read(line: str, person: NewPerson | None) -> None:
    assert read_person(line) == person


@given(words)
def test_any_line_is_a_person_or_none(line: str) -> None:
    person = read_person(line)
    assert person is None or person.name
