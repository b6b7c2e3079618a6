from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.domain.notes import NoteKind
from infoview_tui.errors import ConflictError
from infoview_tui.services import conflicts, debrief, letters, points, prepare
from infoview_tui.services.interviews import book, edit_interview
from infoview_tui.services.note_lines import rewriting
from infoview_tui.services.notes import capture, edit_note
from infoview_tui.services.people import add_person, edit_person
from infoview_tui.storage.removal import remove
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen, Table

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
ZONE = ZoneInfo("UTC")
Write = Callable[[str, Seen], object]


@pytest.fixture
def talk(store: Store) -> int:
    return book(store, NOW, [add_person(store, NOW, name="Dana")], starts_at=NOW, zone="UTC")


def texts(store: Store, talk: int) -> dict[str, tuple[Table, int, str, Write]]:  # type: ignore[type-arg]
    """Return every text that two windows can change: its table, id and column, and the change."""
    note = capture(store, NOW, "words", interview_id=talk).id
    goal = prepare.add_goal(store, NOW, talk, "words")
    question = prepare.add_question(store, NOW, talk, "words")
    card = points.add_card(store, NOW, "words")
    introduction = points.write_introduction(store, NOW, "15 s", "words")
    return {
        "note": (
            store.notes,
            note,
            "body",
            lambda text, v: edit_note(store, NOW, note, text, ZONE, seen=v),
        ),
        "goal": (
            store.interviews.goals,
            goal,
            "text",
            lambda text, v: prepare.change_goal(store, NOW, goal, text=text, seen=v),
        ),
        "question": (
            store.interviews.checklist,
            question,
            "text",
            lambda text, v: prepare.change_item(store, NOW, question, text=text, seen=v),
        ),
        "card": (
            store.points,
            card,
            "title",
            lambda text, v: points.change_card(store, NOW, card, title=text, seen=v),
        ),
        "introduction": (
            store.points,
            introduction,
            "point",
            lambda text, v: points.write_introduction(store, NOW, "15 s", text, seen=v),
        ),
    }


@pytest.mark.parametrize("name", ["note", "goal", "question", "card", "introduction"])
def test_the_later_of_two_windows_is_told(store: Store, talk: int, name: str) -> None:
    table, id, column, write = texts(store, talk)[name]
    seen = table.get(id).version
    write("first", seen)
    with pytest.raises(ConflictError):
        write("second", seen)
    assert not store.db.conn.in_transaction
    assert getattr(table.get(id), column) == "first"
    write("third", seen + 1)
    write("undone", None)
    assert getattr(table.get(id), column) == "undone"


def test_an_introduction_that_came_or_went_meanwhile_is_told(store: Store) -> None:
    id = points.write_introduction(store, NOW, "15 s", "first", seen=0)
    with pytest.raises(ConflictError):
        points.write_introduction(store, NOW, "15 s", "second", seen=0)
    points.delete_card(store, NOW, id)
    with pytest.raises(ConflictError):
        points.write_introduction(store, NOW, "15 s", "third", seen=1)
    assert store.points.where() == ()


def test_a_debrief_answer_of_another_window_is_left_alone(store: Store, talk: int) -> None:
    def answer(body: str, before: str | None) -> str:
        debrief.answer(store, NOW + timedelta(hours=1), talk, 1, body, seen=before)
        return debrief.debrief(store, talk).answers.get(1, "")

    assert answer("first", "") == "first"
    for body in ("second", ""):
        with pytest.raises(ConflictError):
            answer(body, "")
    # The same words twice are no conflict.
    assert answer("first", "") == "first"
    assert answer("first, longer", " first\n") == "first, longer"
    assert answer("", "first, longer") == ""
    with pytest.raises(ConflictError):
        answer("mine", "first, longer")
    assert answer("mine", None) == "mine"


def test_every_text_saved_over_is_a_note_where_it_belongs(store: Store, talk: int) -> None:
    def write_by(name: str) -> conflicts.Write:
        _table, _id, column, write = made[name]
        return lambda _store, _now, seen, values: write(values[column], seen)

    made = texts(store, talk)
    for name, (table, id, column, write) in made.items():
        write("theirs", None)
        seen = {"kind": NoteKind.NOTE, column: "words"} if name == "note" else {column: "words"}
        values = {**seen, column: "mine"}
        with pytest.raises(ConflictError) as caught:
            conflicts.save(store, NOW, ZONE, write_by(name), seen, values)
        assert caught.value.change is not None
        assert caught.value.change.words == "theirs"
        before = {note.id for note in store.notes.where()}
        saved = conflicts.save(store, NOW, ZONE, write_by(name), seen, values, over=True)
        assert getattr(table.get(id), column) == "mine"
        (kept,) = [note for note in store.notes.where() if note.id not in before]
        assert "theirs" in kept.body
        assert kept.interview_id == (None if name in ("card", "introduction") else talk)
        conflicts.take_back(store, NOW, write_by(name), saved, values)
        assert getattr(table.get(id), column) == "theirs"
        assert {note.id for note in store.notes.where()} == before
        # What another window wrote since is not taken away by an undo.
        saved = conflicts.save(store, NOW, ZONE, write_by(name), {**seen, column: "theirs"}, values)
        write("theirs again", None)
        with pytest.raises(ConflictError):
            conflicts.take_back(store, NOW, write_by(name), saved, values)
        table.delete(NOW, id)
        if name != "introduction":
            saved = conflicts.save(store, NOW, ZONE, write_by(name), seen, values, over=True)
            assert saved.gone
            assert "mine" in store.notes.get(saved.kept[0]).body


def test_a_kept_note_is_at_the_time_and_question_of_the_other(store: Store, talk: int) -> None:
    goal = prepare.add_question(store, NOW, talk, "why?")
    note = capture(store, NOW, "words", interview_id=talk, item_id=goal)
    edit_note(store, NOW, note.id, "! theirs", ZONE)
    seen, values = ({"kind": NoteKind.NOTE, "body": body} for body in ("words", "mine"))
    write = rewriting(note.id, ZONE)
    later = NOW + timedelta(minutes=9)
    (id,) = conflicts.save(store, later, ZONE, write, seen, values, over=True).kept
    mine, theirs = store.notes.get(note.id), store.notes.get(id)
    assert (theirs.kind, theirs.body) == (NoteKind.KEY_POINT, "theirs")
    assert (mine.kind, mine.body) == (NoteKind.NOTE, "mine")
    assert (theirs.at, theirs.item_id, theirs.interview_id) == (mine.at, goal, talk)


def test_a_letter_longer_than_a_note_is_kept_in_several(store: Store, talk: int) -> None:
    id = letters.draft_letter(store, NOW, ZONE, "request_cold", 1)
    body = "word\n" * 5000
    letters.save_letter(store, NOW, id, None, "S", body)

    def write(store: Store, now: datetime, seen: Seen, values: conflicts.Values) -> None:
        letters.save_letter(store, now, id, seen, values["subject"], values["body"])

    seen, values = {"subject": "S", "body": ""}, {"subject": "Mine", "body": "mine"}
    kept = conflicts.save(store, NOW, ZONE, write, seen, values, over=True).kept
    assert len(kept) == 3
    notes = " ".join(store.notes.get(each).body for each in kept)
    assert notes.count("word") == 5000
    assert {store.notes.get(each).person_id for each in kept} == {1}


def test_two_windows_change_different_fields_and_both_stand(store: Store, talk: int) -> None:
    person = store.people.get(1)
    seen = {name: getattr(person, name) for name in ("name", "role", "email", "organisation")}
    seen["tags"] = ()
    edit_person(store, NOW, 1, seen, **{**seen, "role": "curator", "tags": ("a",)})
    edit_person(store, NOW, 1, seen, **{**seen, "organisation": "Museum", "tags": ("b",)})
    edit_person(store, NOW, 1, {**seen, "tags": ("a", "b")}, tags=("b",))
    found = store.people.get(1)
    assert (found.role, found.organisation, found.tags) == ("curator", "Museum", ("b",))
    with pytest.raises(ConflictError):
        edit_person(store, NOW, 1, seen, **{**seen, "organisation": "Gallery"})
    other = add_person(store, NOW, name="Mai")
    read = {"agreed_minutes": 20, "place": "", "person_ids": (1,)}
    edit_interview(store, NOW, talk, read, place="here", agreed_minutes=20)
    edit_interview(store, NOW, talk, read, (1, other), place="", agreed_minutes=30)
    edit_interview(store, NOW, talk, read, (1,), place="")
    held = store.interviews.get(talk)
    assert (held.place, held.agreed_minutes) == ("here", 30)
    assert [each.name for each in held.people] == ["Dana", "Mai"]


def test_what_belongs_to_nobody_any_more_goes_to_the_inbox(store: Store, talk: int) -> None:
    goal = prepare.add_goal(store, NOW, talk, "before")

    def write(store: Store, now: datetime, seen: Seen, values: conflicts.Values) -> None:
        prepare.change_goal(store, now, goal, seen=seen, **values)

    with store.write():
        remove(store.db, {"people": [1]})
    for over in (False, True):
        with pytest.raises(ConflictError) if not over else nullcontext():
            values = ({"text": "before"}, {"text": "mine"})
            conflicts.save(store, NOW, ZONE, write, *values, over=over)
    (kept,) = store.notes.where()
    assert (kept.body, kept.person_id, kept.interview_id) == (
        "For the goal, deleted (a shell): mine",
        None,
        None,
    )
