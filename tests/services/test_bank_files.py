from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infoview_tui.content.library import bank
from infoview_tui.domain.bank import Question
from infoview_tui.errors import RefusedError
from infoview_tui.exchange.bank_toml import Entry, read_bank, write_bank
from infoview_tui.services.bank import (
    add_own,
    archive,
    change_own,
    delete_own,
    reword,
    whole_bank,
)
from infoview_tui.services.bank_files import bank_text, bring_in, read_path
from infoview_tui.storage.store import Store

NOW = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
Plain = tuple[object, ...]


def said(store: Store, *entries: Entry, dry_run: bool = False) -> list[object]:
    outcomes = bring_in(store, NOW, write_bank(entries), dry_run=dry_run)
    return [(o.fate, o.reason) if o.reason else o.fate for o in outcomes]


def plain(store: Store) -> list[Plain]:
    def told(q: Question) -> Plain:
        category = q.category.id if q.category else ""
        return (q.number, q.text, category, q.phase, q.tiara, q.serves, q.archived)

    return [told(question) for question in whole_bank(store)]


@pytest.fixture
def filled(store: Store, now: datetime) -> Store:
    add_own(store, now, "G3 phase:end tiara:T Who? -> see who")
    add_own(store, now, 'What "else" \\ is\x1b[2J there?')
    reword(store, now, 9, "What do you use?")
    for question in whole_bank(store):
        if question.number == 12 or "else" in question.text:
            archive(store, now, question)
    return store


def test_only_what_is_ones_own_goes_out(filled: Store) -> None:
    own, odd, reworded, archived = read_bank(bank_text(filled))
    assert isinstance(own, Entry)
    assert own == Entry(
        None, own.uid, "Who?", category="G3", phase="end", tiara="T", serves="see who"
    )
    assert isinstance(odd, Entry) and odd.archived is True
    assert isinstance(reworded, Entry) and isinstance(archived, Entry)
    assert (reworded.number, reworded.text, reworded.shipped) == (
        9,
        "What do you use?",
        bank()[8].text,
    )
    assert (archived.number, archived.text, archived.archived) == (12, "", True)
    everything = read_bank(bank_text(filled, everything=True))
    assert len(everything) == 46
    assert all(isinstance(e, Entry) and not e.text for e in everything[2:10])


@pytest.mark.parametrize("everything", [False, True])
def test_a_bank_comes_in_once_and_is_the_same_then(
    filled: Store, tmp_path: Path, everything: bool
) -> None:
    text = bank_text(filled, everything=everything).replace("\\u001B", "")
    assert {o.fate for o in bring_in(filled, NOW, bank_text(filled))} == {"same"}
    other = Store(tmp_path / "other.db")
    assert [o.fate for o in bring_in(other, NOW, text) if o.fate != "same"] == ["new"] * 4
    assert {o.fate for o in bring_in(other, NOW, text)} == {"same"}
    assert plain(other) == [
        tuple(v.replace("\x1b", "") if isinstance(v, str) else v for v in row)
        for row in plain(filled)
    ]
    other.close()


def test_a_dry_run_says_the_same_and_writes_nothing(store: Store) -> None:
    entries = (Entry(text="Who?"), Entry(9, text="What?"), Entry(99, text="No"))
    before = store.revision()
    told = said(store, *entries, dry_run=True)
    assert (store.revision(), store.questions.where()) == (before, ())
    assert said(store, *entries) == told
    assert said(store, *entries)[:2] == ["same", "same"]


def test_a_change_is_known_by_its_uid_a_new_one_by_its_words(store: Store, now: datetime) -> None:
    id = add_own(store, now, "Who?")
    uid = store.questions.get(id).uid
    assert said(store, Entry(uid=uid, text="Who else?", tiara="trends")) == ["changed"]
    assert said(store, Entry(text=" who  ELSE? ", category="g3")) == ["changed"]
    row = store.questions.get(id)
    assert (row.category, row.tiara, row.phase) == ("G3", "T", "core")
    assert said(store, Entry(uid=uid, text=row.text, archived=True)) == ["changed"]
    assert said(store, Entry(uid=uid, text=row.text)) == ["same"]
    assert store.questions.get(id).archived_at is not None
    delete_own(store, now, id)
    assert said(store, Entry(uid=uid, text="Who again?")) == ["new"]
    assert store.questions.get(id).text == "Who again?"
    assert said(store, Entry(uid="another", text="Whom?")) == ["new"]
    assert said(store, Entry(uid="another", text="Whom?")) == ["same"]


def test_the_words_of_a_shipped_one_are_no_new_question(store: Store, now: datetime) -> None:
    reword(store, now, 9, "What do you use?")
    for entry in (
        Entry(text=bank()[0].text, archived=True),
        Entry(text="what do you use?"),
        Entry(1, text=bank()[0].text),
        Entry(1),
        Entry(9),
    ):
        assert said(store, entry) == ["same"]
    assert said(store, Entry(9, text="And what?"), Entry(text="what do you use?")) == [
        "changed",
        "new",
    ]
    assert said(store, Entry(9, archived=True)) == ["changed"]
    assert said(store, Entry(9, archived=False)) == ["changed"]
    assert next(q.text for q in whole_bank(store) if q.number == 9) == "And what?"


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (Entry(), "it has no text"),
        (Entry(text=" \n "), "it has no text"),
        (Entry(99, text="a"), "There is no shipped question 99: they run from 1 to 44"),
        (Entry(10**30, text="a"), f"There is no shipped question {10**30}: they run from 1 to 44"),
        (Entry(0, text="a"), "There is no shipped question 0: they run from 1 to 44"),
        (Entry(text="a\x1b[2J"), "its text has control characters"),
        (Entry(9, text="a\x07"), "its text has control characters"),
        (Entry(text="a", serves="\x9b1m"), "its serves has control characters"),
        (
            Entry(text="w" * 900_000),
            "A question is to be spoken: 1000 characters at most, not 900000",
        ),
        (Entry(text="a", category="G13"), 'No category is "G13": G1 to G12, or goal:skills'),
        (Entry(text="a", phase="late"), 'No phase is "late": opening, core or end'),
        (
            Entry(text="a", tiara="x"),
            '"x" is none of Trends, Insights, Advice, Resources, Assignments',
        ),
        (Entry(text="a", uid="\x1b"), "its uid is none of infoview; leave it out"),
        (Entry(text="a", uid="u" * 65), "its uid is none of infoview; leave it out"),
    ],
)
def test_each_refusal_has_a_reason_and_the_rest_comes_in(
    store: Store, entry: Entry, reason: str
) -> None:
    assert said(store, entry, Entry(text="Good?")) == [("refused", reason), "new"]
    assert [row.text for row in store.questions.where()] == ["Good?"]


def test_what_stands_twice_in_a_file_comes_in_once(store: Store) -> None:
    again = ("refused", "it stands in the file twice, also as question 1")
    assert said(store, Entry(text="Who?"), Entry(text="WHO?")) == ["new", again]
    assert said(store, Entry(9, text="a?"), Entry(9, text="b?")) == ["new", again]
    assert said(store, Entry(uid="x", text="c?"), Entry(uid="x", text="d?")) == ["new", again]


_words = st.sampled_from(["Who?", "who?", "What?", "Which?", bank()[0].text, "Odd\x1b", ""])
_entries = st.builds(
    Entry,
    number=st.none() | st.sampled_from([1, 2, 99]),
    uid=st.sampled_from(["", "x", "y"]),
    text=_words,
    category=st.sampled_from(["", "G3", "G99"]),
    serves=st.sampled_from(["", "see"]),
    archived=st.none() | st.booleans(),
)


@settings(
    max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.lists(_entries, min_size=1, max_size=5), st.lists(_entries, min_size=1, max_size=5))
def test_whatever_came_in_before_a_second_time_adds_nothing(
    store: Store, before: list[Entry], found: list[Entry]
) -> None:
    store.db.execute("pragma synchronous=off")
    with store.write():
        store.db.execute("delete from questions")
    said(store, *before)
    said(store, *found)
    there = plain(store)
    assert not {"new", "changed"}.intersection(said(store, *found))
    assert plain(store) == there


def test_a_row_that_was_changed_meanwhile_keeps_its_id(store: Store, now: datetime) -> None:
    id = add_own(store, now, "Who?")
    text = bank_text(store)
    change_own(store, now, id, text="Who now?")
    assert [o.fate for o in bring_in(store, NOW, text)] == ["changed"]
    assert store.questions.get(id).text == "Who?"


def test_a_file_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(b"#" * 1_000_001)
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    (tmp_path / "good").write_bytes("\ufeff[[question]]".encode())
    for name, words in (
        ("large", "The file has more than 1 MB; a bank of questions has less."),
        ("bytes", "The file is not UTF-8 text, so it is no bank of questions."),
        ("none", f"There is no file {tmp_path}/none."),
        ("", f"{tmp_path} is a folder; name a file of questions in it."),
        ("good/x", f"{tmp_path}/good/x cannot be read: Not a directory."),
        ("a\0b", "That is not the name of a file."),
    ):
        with pytest.raises(RefusedError) as error:
            read_path(f"{tmp_path}/{name}".removesuffix("/"))
        assert str(error.value) == words
    assert read_path(str(tmp_path / "good")) == "[[question]]"
    with pytest.raises(RefusedError, match="more than 1 MB"):
        read_path("/dev/zero")
