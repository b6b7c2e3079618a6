from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_tui.domain.notes import HINTS, PREFIXES, SIGNS, NoteKind, read_note
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
    sign = SIGNS.get(kind, body[0] if body[0] in PREFIXES and len(body) > 1 else "")
    doubled = kind is not NoteKind.NOTE and body[0] == sign
    typed = f"{sign} {body}" if doubled else sign + body
    assert read_note(typed) == (kind, body)


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
