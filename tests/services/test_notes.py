from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.domain.notes import NoteKind
from infoview_tui.errors import AmbiguousError, NotFoundError, RefusedError
from infoview_tui.services import debrief, meeting, promises
from infoview_tui.services.interviews import book
from infoview_tui.services.lookup import find_interview, find_person
from infoview_tui.services.notes import (
    MAX_NOTE,
    capture,
    delete_note,
    edit_note,
    file_note,
    quick_note,
    restore_note,
)
from infoview_tui.services.people import add_person, delete_person
from infoview_tui.services.people_many import restore_people
from infoview_tui.storage.store import Store

ZONE = ZoneInfo("Europe/Lisbon")
NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def dana(store: Store) -> int:
    return add_person(store, NOW, name="Dana Okafor")


def begin(store: Store, *who: int, now: datetime = NOW) -> int:
    id = book(store, now, who, starts_at=now, zone="UTC")
    meeting.start(store, now, id)
    return id


def test_a_note_is_kept_with_its_moment(store: Store, dana: int) -> None:
    talk = begin(store, dana)
    meeting.pause(store, NOW + MINUTE, talk)
    meeting.pause(store, NOW + 3 * MINUTE, talk)
    now = NOW + 4 * MINUTE
    note = capture(store, now, ' "so\tit\nis ', interview_id=talk, person_id=dana)
    assert (note.kind, note.body, note.at) == (NoteKind.QUOTE, "so it is", now)
    assert (note.offset_seconds, note.interview_id, note.version) == (120, talk, 1)
    assert store.notes.get(note.id) == note


@pytest.mark.parametrize("line", ["", "  ", "\0\n", "x" * (MAX_NOTE + 1)])
def test_no_words_or_too_many_are_refused(store: Store, line: str) -> None:
    with pytest.raises(RefusedError):
        capture(store, NOW, line)
    assert store.notes.where() == ()
    capture(store, NOW, "x" * MAX_NOTE)


def test_a_refused_note_leaves_no_transaction_open(store: Store) -> None:
    with pytest.raises(NotFoundError):
        capture(store, NOW, "into nothing", interview_id=99)
    assert not store.db.conn.in_transaction
    assert store.notes.where() == ()


def test_the_same_uid_is_one_note_even_when_deleted(store: Store, dana: int) -> None:
    first = capture(store, NOW, ">send it", uid="u", person_id=dana)
    assert capture(store, NOW + MINUTE, ">send it", uid="u", person_id=dana) == first
    delete_note(store, NOW, first.id)
    assert capture(store, NOW + MINUTE, ">send it", uid="u", person_id=dana).id == first.id
    assert (store.notes.where(), store.promises.where()) == ((), ())


def test_a_note_for_somebody_goes_to_the_running_meeting_with_them(store: Store, dana: int) -> None:
    kofi = add_person(store, NOW, name="Kofi Mensah")
    old = begin(store, dana, now=NOW - 10 * MINUTE)
    new = begin(store, dana, kofi)
    note, words = quick_note(store, NOW + MINUTE, ">send it", person="kofi")
    assert (note.interview_id, note.person_id) == (new, kofi)
    assert words == "into the running meeting with Dana Okafor, Kofi Mensah"
    note, _ = quick_note(store, NOW + MINUTE, "x", person="dana")
    assert (note.interview_id, note.person_id) == (new, dana)
    note, _ = quick_note(store, NOW + MINUTE, "x")
    assert (note.interview_id, note.person_id) == (new, dana)
    assert note.item_id == store.interviews.get(new).current_item_id
    meeting.end(store, NOW + 2 * MINUTE, new, ZONE)
    assert [p.person_id for p in store.promises.where()] == [kofi]
    note, _ = quick_note(store, NOW + 3 * MINUTE, "x", person="dana")
    assert note.interview_id == old


def test_a_meeting_that_is_over_takes_no_notes_from_outside(store: Store, dana: int) -> None:
    talk = begin(store, dana)
    edge = NOW + timedelta(hours=4, minutes=20)
    assert quick_note(store, edge - MINUTE, "x", person="dana")[0].interview_id == talk
    for person, words in (("dana", "to Dana Okafor"), ("", "to the inbox")):
        note, where = quick_note(store, edge, "x", person=person)
        assert (note.interview_id, where) == (None, words)
    debrief.finish(store, edge - MINUTE, talk)
    assert quick_note(store, edge - MINUTE, "x", person="dana")[0].interview_id is None


def test_a_note_outside_a_meeting_has_its_consequence_at_once(store: Store, dana: int) -> None:
    late = NOW.replace(hour=23, minute=30)
    quick_note(store, late, ">send it", person="dana", zone=ZoneInfo("Europe/Berlin"))
    assert store.promises.where()[0].due.isoformat() == "2026-11-27"
    inbox, _ = quick_note(store, NOW, "+read more")
    assert store.advice.where() == ()
    assert file_note(store, NOW, inbox.id, "okafor", ZONE).id == dana
    assert [a.body for a in store.advice.where()] == ["read more"]
    assert store.notes.get(inbox.id).person_id == dana


def test_a_later_edit_follows_through(store: Store, dana: int) -> None:
    note = capture(store, NOW, ">send teh list", person_id=dana)
    (made,) = store.promises.where()
    promises.move(store, NOW, made.id, made.due + timedelta(days=9))
    edit_note(store, NOW + MINUTE, note.id, "> send the list", ZONE)
    (kept,) = store.promises.where()
    assert (kept.id, kept.body, kept.due) == (
        made.id,
        "send the list",
        made.due + timedelta(days=9),
    )
    edit_note(store, NOW + MINUTE, note.id, "< send the list", ZONE)
    (theirs,) = store.promises.where()
    assert (theirs.side, theirs.due.isoformat()) == ("theirs", "2026-11-30")
    edit_note(store, NOW + MINUTE, note.id, "+ send the list", ZONE)
    assert store.promises.where() == ()
    assert [a.body for a in store.advice.where()] == ["send the list"]
    edit_note(store, NOW + MINUTE, note.id, "send the list", ZONE)
    assert (store.promises.where(), store.advice.where()) == ((), ())
    edit_note(store, NOW + MINUTE, note.id, ">send the list", ZONE)
    assert [p.due.isoformat() for p in store.promises.where()] == ["2026-11-26"]
    with pytest.raises(RefusedError):
        edit_note(store, NOW, note.id, "  ", ZONE)


def test_an_edit_in_a_running_meeting_waits_for_its_end(store: Store, dana: int) -> None:
    talk = begin(store, dana)
    note = capture(store, NOW, ">a", interview_id=talk, person_id=dana)
    edit_note(store, NOW, note.id, ">b", ZONE)
    assert store.promises.where() == ()
    meeting.end(store, NOW + MINUTE, talk, ZONE)
    assert [p.body for p in store.promises.where()] == ["b"]


def test_what_follows_goes_and_comes_with_its_note(store: Store, dana: int) -> None:
    note = capture(store, NOW, ">send it", person_id=dana)
    other = capture(store, NOW, "+read more", person_id=dana)
    dropped = capture(store, NOW, ">drop this", person_id=dana)
    promises.delete_promise(store, NOW, store.promises.where("t.note_id=?", dropped.id)[0].id)
    made = store.promises.where()
    for id in (note.id, other.id, dropped.id):
        delete_note(store, NOW + MINUTE, id)
    assert (store.notes.where(), store.promises.where(), store.advice.where()) == ((), (), ())
    for id in (note.id, other.id, dropped.id):
        restore_note(store, NOW + 2 * MINUTE, id)
    assert len(store.notes.where()) == 3
    assert [p.body for p in store.promises.where()] == ["send it"]
    assert store.promises.where()[0].id == made[0].id
    assert [a.body for a in store.advice.where()] == ["read more"]
    with pytest.raises(NotFoundError):
        delete_note(store, NOW, 99)


def test_a_person_who_was_out_of_sight_is_not_promised_twice(store: Store, dana: int) -> None:
    talk = begin(store, dana)
    capture(store, NOW, ">send it", interview_id=talk, person_id=dana)
    meeting.end(store, NOW + MINUTE, talk, ZONE)
    delete_person(store, NOW, dana)
    meeting.reopen(store, NOW, talk)
    meeting.end(store, NOW + MINUTE, talk, ZONE)
    restore_people(store, NOW, [dana])
    assert len(store.promises.where()) == 1


def test_a_known_person_is_introduced_not_added(store: Store, dana: int) -> None:
    mai = add_person(store, NOW, name="Mái Tran")
    for line in ("@mai tran, curator", "@Mai Tran", "@Dana Okafor", "@,,"):
        capture(store, NOW, line, person_id=dana)
    assert [p.id for p in store.people.where()] == [dana, mai]
    (introduction,) = store.people.introductions.where()
    assert (introduction.person_id, introduction.introducer_id) == (mai, dana)


@pytest.mark.parametrize("text", ["", "9", "9" * 19, "9" * 5000, "zed", "%"])
def test_nobody_goes_by_it(store: Store, dana: int, text: str) -> None:
    with pytest.raises(NotFoundError):
        find_person(store, text)
    with pytest.raises(NotFoundError):
        find_interview(store, text or "nobody", NOW)


def test_a_part_of_a_name_finds_a_person_an_exact_name_wins(store: Store, dana: int) -> None:
    longer = add_person(store, NOW, name="Dana Okafor-Lee")
    assert find_person(store, "DANA OKAFOR").id == dana
    assert find_person(store, "lee").id == longer
    assert find_person(store, str(dana)).id == dana
    with pytest.raises(AmbiguousError) as caught:
        find_person(store, "dana")
    assert len(caught.value.candidates) == 2
