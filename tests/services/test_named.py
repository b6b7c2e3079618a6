from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.domain.people import Person
from infoview_tui.errors import ConflictError, RefusedError
from infoview_tui.services import meeting
from infoview_tui.services.interviews import book
from infoview_tui.services.notes import MAX_NOTE, capture, edit_note, file_note
from infoview_tui.services.people import add_person, delete_person, edit_person
from infoview_tui.services.people_many import log_contacts
from infoview_tui.storage.store import Store

ZONE = ZoneInfo("UTC")
NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def dana(store: Store) -> int:
    return add_person(store, NOW - HOUR, name="Dana Okafor")


@pytest.fixture
def talk(store: Store, dana: int) -> int:
    id = book(store, NOW, [dana], starts_at=NOW, zone="UTC")
    meeting.start(store, NOW, id)
    return id


def others(store: Store, dana: int) -> list[str]:
    return [person.name for person in store.people.where("t.id<>?", dana)]


def named(store: Store) -> Person:
    (introduction,) = store.people.introductions.where()
    return store.people.get(introduction.person_id)


def test_a_corrected_name_is_corrected_in_people(store: Store, dana: int, talk: int) -> None:
    line = "@Mai Trann, curator, City Museum"
    note = capture(store, NOW, line, interview_id=talk, person_id=dana)
    edit_note(store, NOW + HOUR, note.id, line, ZONE)
    assert others(store, dana) == []
    meeting.end(store, NOW + HOUR, talk, ZONE)
    made = named(store)
    edit_note(store, NOW + 2 * HOUR, note.id, "@Mai Tran, guard, mai@x.org", ZONE)
    fixed = named(store)
    assert (fixed.id, fixed.name, fixed.role) == (made.id, "Mai Tran", "guard")
    assert (fixed.organisation, fixed.email) == ("", "mai@x.org")
    edit_note(store, NOW + 3 * HOUR, note.id, line, ZONE)
    assert (named(store).name, named(store).organisation) == ("Mai Trann", "City Museum")
    assert others(store, dana) == ["Mai Trann"]


@pytest.mark.parametrize("first", ["@Mai Trann", "a slip"])
def test_a_note_of_the_inbox_makes_one_person(store: Store, dana: int, first: str) -> None:
    note = capture(store, NOW, first)
    for hour, name in enumerate(("Mai Trrn", "mai tran", "Mai Tran"), 1):
        edit_note(store, NOW + hour * HOUR, note.id, f"@{name}", ZONE)
        assert others(store, dana) == [name]


def test_a_name_is_corrected_after_its_note_was_filed(store: Store, dana: int) -> None:
    note = capture(store, NOW, "@Mai Trann")
    file_note(store, NOW + HOUR, note.id, "Dana", ZONE)
    edit_note(store, NOW + 2 * HOUR, note.id, "@Mai Tran", ZONE)
    assert others(store, dana) == ["Mai Tran"] == [named(store).name]


def met(store: Store, id: int) -> None:
    book(store, NOW, [id], starts_at=NOW, zone="UTC")


def spoken_with(store: Store, id: int) -> None:
    log_contacts(store, NOW, [id], "spoke", NOW)


def written_to(store: Store, id: int) -> None:
    store.letters.add(NOW, person_id=id, kind="request", subject="", body="Dear")


def named_by_another(store: Store, id: int) -> None:
    capture(store, NOW, "@Mai Trann", person_id=add_person(store, NOW, name="Kofi"))


def renamed_by_hand(store: Store, id: int) -> None:
    edit_person(store, NOW + HOUR, id, None, name="Mai T. Lee")


@pytest.mark.parametrize("more", [met, spoken_with, written_to, named_by_another, renamed_by_hand])
def test_somebody_one_knows_more_of_is_left_alone(
    store: Store, dana: int, more: Callable[[Store, int], None]
) -> None:
    note = capture(store, NOW, "@Mai Trann", person_id=dana)
    more(store, named(store).id)
    before = others(store, dana)
    edit_note(store, NOW + 2 * HOUR, note.id, "@Mai Tran", ZONE)
    assert others(store, dana) == before


def test_a_role_filled_in_by_hand_stays(store: Store, dana: int) -> None:
    note = capture(store, NOW, "@Mai Trann, guard", person_id=dana)
    edit_person(store, NOW + HOUR, named(store).id, None, role="head guard")
    edit_note(store, NOW + 2 * HOUR, note.id, "@Mai Tran, guard", ZONE)
    assert (named(store).name, named(store).role) == ("Mai Tran", "head guard")


def test_a_person_who_was_known_before_is_never_renamed(store: Store, dana: int) -> None:
    add_person(store, NOW - HOUR, name="Mai Tran")
    for person_id in (None, dana):
        note = capture(store, NOW, "@Mai Tran", person_id=person_id)
        edit_note(store, NOW + HOUR, note.id, "@Kim Lee", ZONE)
        assert "Mai Tran" in others(store, dana)


def test_a_slip_that_meant_somebody_known_gives_way_to_them(store: Store, dana: int) -> None:
    mai = add_person(store, NOW - HOUR, name="Mai Tran")
    note = capture(store, NOW, "@Mai Trann", person_id=dana)
    edit_note(store, NOW + HOUR, note.id, "@Mai Tran", ZONE)
    assert others(store, dana) == ["Mai Tran"]
    assert named(store).id == mai


def test_a_deleted_person_does_not_come_back(store: Store, dana: int) -> None:
    note = capture(store, NOW, "@Mai Trann", person_id=dana)
    delete_person(store, NOW, named(store).id)
    edit_note(store, NOW + HOUR, note.id, "@Mai Tran", ZONE)
    assert others(store, dana) == []


def test_a_conflict_renames_nobody(store: Store, dana: int) -> None:
    note = capture(store, NOW, "@Mai Trann", person_id=dana)
    edit_note(store, NOW + HOUR, note.id, "@Mai Tran", ZONE)
    with pytest.raises(ConflictError):
        edit_note(store, NOW + HOUR, note.id, "@Kim Lee", ZONE, seen=note.version)
    assert others(store, dana) == ["Mai Tran"]


def test_an_edit_takes_no_longer_text_than_a_note(store: Store) -> None:
    note = capture(store, NOW, "short")
    with pytest.raises(RefusedError, match=str(MAX_NOTE)):
        edit_note(store, NOW, note.id, "x" * (MAX_NOTE + 1), ZONE)
    assert store.notes.get(note.id).body == "short"
    edit_note(store, NOW, note.id, "x" * MAX_NOTE, ZONE)
