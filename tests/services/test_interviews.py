from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.content.library import starter_sets
from infoview_tui.domain.due import Kind
from infoview_tui.domain.interviews import Interview, Status
from infoview_tui.errors import AmbiguousError, NotFoundError, RefusedError
from infoview_tui.services.interviews import (
    book,
    cancel,
    edit_interview,
    missed,
    overlapping,
    uncancel,
    unmissed,
)
from infoview_tui.services.letters import draft_letter
from infoview_tui.services.meeting import end, live, pause, set_current, start, unstart
from infoview_tui.services.notes import capture
from infoview_tui.services.on_the_spot import meet_now, unmeet
from infoview_tui.services.people import add_person, edit_person
from infoview_tui.services.people_many import delete_people, restore_people
from infoview_tui.services.prepare import add_question
from infoview_tui.services.today import due_rows
from infoview_tui.storage.store import Store

HOUR = timedelta(hours=1)
Book = Callable[..., int]


@pytest.fixture
def dana(store: Store, now: datetime) -> int:
    return add_person(store, now, name="Dana Okafor", role="curator")


@pytest.fixture
def booked(store: Store, now: datetime, dana: int) -> Book:
    """Book Dana for so many hours from now."""

    def make(hours: float = 0.0) -> int:
        return book(store, now, [dana], starts_at=now + hours * HOUR, zone="Europe/Lisbon")

    return make


# Calling off, and who did not come.


def test_what_is_called_off_or_missed_is_taken_back_whole(
    store: Store, now: datetime, booked: Book
) -> None:
    id = booked()

    def status() -> Status:
        return store.interviews.get(id).status(now)

    cancel(store, now, id)
    cancel(store, now + HOUR, id)
    assert (status(), store.interviews.get(id).cancelled_at) == (Status.CANCELLED, now)
    uncancel(store, now, id)
    missed(store, now, id)
    missed(store, now + HOUR, id)
    assert (status(), store.interviews.get(id).missed_at) == (Status.MISSED, now)
    unmissed(store, now, id)
    assert status() is Status.BOOKED


def test_nobody_is_missed_before_the_time_or_after_the_meeting(
    store: Store, now: datetime, dana: int, booked: Book
) -> None:
    asked = book(store, now, [dana], starts_at=None, zone="UTC")
    for id in (asked, booked(1)):
        with pytest.raises(RefusedError, match="has not come"):
            missed(store, now, id)
    held = booked()
    start(store, now, held)
    for refused in (missed, cancel):
        with pytest.raises(RefusedError, match="was held"):
            refused(store, now, held)
    off = booked()
    cancel(store, now, off)
    with pytest.raises(RefusedError, match="was called off"):
        missed(store, now, off)


def test_today_lists_one_that_was_not_started_until_one_says_why(
    store: Store, now: datetime, zone: ZoneInfo, booked: Book
) -> None:
    id = booked()

    def listed(hours: float) -> bool:
        rows = due_rows(store, now + hours * HOUR, zone)
        return any(row.kind is Kind.MEETING and row.interview_id == id for row in rows)

    assert listed(5)
    missed(store, now, id)
    assert not listed(5)
    unmissed(store, now, id)
    cancel(store, now, id)
    assert not listed(0)


@pytest.mark.parametrize("gone", [cancel, missed])
def test_a_new_time_books_it_again_and_anything_else_does_not(
    store: Store, now: datetime, booked: Book, gone: Callable[..., None]
) -> None:
    id = booked()
    gone(store, now, id)
    before = store.interviews.get(id).status(now)
    edit_interview(store, now, id, None, agreed_minutes=30, place="her office")
    assert store.interviews.get(id).status(now) is before
    edit_interview(store, now, id, None, starts_at=now + HOUR)
    assert store.interviews.get(id).status(now) is Status.BOOKED


def test_who_is_deleted_is_in_it_again_once_restored(
    store: Store, now: datetime, dana: int
) -> None:
    bob, mai = (add_person(store, now, name=name) for name in ("Bob", "Mai"))
    id = book(store, now, [dana, bob], starts_at=now, zone="UTC")
    delete_people(store, now, [bob])
    edit_interview(store, now, id, None, person_ids=[dana, mai], place="the archive")
    restore_people(store, now, [bob])
    assert [person.id for person in store.interviews.get(id).people] == [dana, bob, mai]
    edit_interview(store, now, id, None, person_ids=[mai, dana])
    assert [person.id for person in store.interviews.get(id).people] == [mai, dana]


def test_meetings_overlap_while_both_are_under_way(
    store: Store, now: datetime, booked: Book
) -> None:
    running, later = booked(), booked(1)
    start(store, now, running)

    def others(minutes: float, gone: float = 0) -> list[int]:
        asked = replace(store.interviews.get(later), id=0, starts_at=now + minutes * HOUR / 60)
        return [talk.id for talk in overlapping(store, now + gone * HOUR / 60, asked)]

    assert [others(at) for at in (19, 20, 40, 41, 79, 80)] == [
        [running],
        [],
        [],
        [later],
        [later],
        [],
    ]
    # Over its time it may end at any moment, but it has not yet.
    assert (others(25, gone=30), others(31, gone=30)) == ([running], [])
    cancel(store, now, later)
    assert others(41) == []


# On the spot.


def test_somebody_new_is_met_at_once_with_the_starter_set(
    store: Store, now: datetime, zone: ZoneInfo
) -> None:
    met = meet_now(store, now, zone, "Mai Tran, registrar, Harbour Gallery", 15)
    seen = live(store, met.interview_id)
    assert seen.interview.status(now) is Status.RUNNING
    assert (seen.interview.agreed_minutes, seen.interview.zone) == (15, str(zone))
    (mai,) = store.people.where()
    assert (mai.name, mai.role, mai.organisation) == ("Mai Tran", "registrar", "Harbour Gallery")
    starter = starter_sets()[0]
    assert [item.bank for item in seen.items if item.bank] == [*starter.core, *starter.backup]


def test_somebody_known_is_not_made_twice_and_a_meeting_with_them_is_taken_up(
    store: Store, now: datetime, zone: ZoneInfo, booked: Book
) -> None:
    tomorrow, near = booked(24), booked(0.75)
    met = meet_now(store, now, zone, "dana")
    assert (met.interview_id, met.started, met.made) == (near, True, False)
    running = meet_now(store, now + HOUR / 4, zone, "Dana Okafor", 10)
    assert (running.interview_id, running.started) == (near, False)
    assert store.interviews.get(near).agreed_minutes == 10
    assert store.interviews.get(near).started_at == now
    unmeet(store, now, met)
    assert store.interviews.get(near).status(now) is Status.BOOKED
    cancel(store, now, near)
    assert meet_now(store, now, zone, "dana").interview_id not in (tomorrow, near)
    assert len(store.people.where()) == 1


def test_numbers_of_nobody_and_shared_names_begin_nothing(
    store: Store, now: datetime, zone: ZoneInfo, dana: int
) -> None:
    add_person(store, now, name="Dana Brown")
    with pytest.raises(AmbiguousError) as error:
        meet_now(store, now, zone, "dana")
    assert error.value.candidates == ("2  Dana Brown", "1  Dana Okafor  curator")
    with pytest.raises(NotFoundError, match="Nobody has the number 20"):
        meet_now(store, now, zone, "20")
    for text, minutes in ((" , ", 20), ("Zed", 0), ("x" * 501, 20)):
        with pytest.raises(RefusedError):
            meet_now(store, now, zone, text, minutes)
    assert store.interviews.where() == ()
    assert len(store.people.where()) == 2


def test_a_meeting_on_the_spot_is_taken_back_until_something_was_noted(
    store: Store, now: datetime, zone: ZoneInfo
) -> None:
    slip = meet_now(store, now, zone, "Mia Tarn")
    unmeet(store, now, slip)
    assert (store.interviews.where(), store.people.where()) == ((), ())
    met = meet_now(store, now, zone, "Mai Tran")
    assert met.new_person is not None
    capture(store, now, "words", interview_id=met.interview_id)
    with pytest.raises(RefusedError, match="Notes were taken"):
        unmeet(store, now, met)
    kept = meet_now(store, now, zone, "Selu Tupou")
    assert kept.new_person is not None
    edit_person(store, now, kept.new_person, None, role="mount maker")
    unmeet(store, now, kept)
    assert [person.name for person in store.people.where()] == ["Mai Tran", "Selu Tupou"]


@pytest.mark.parametrize("more", ["a letter", "another talk"])
def test_somebody_new_stays_where_another_window_made_more_of_them(
    store: Store, now: datetime, zone: ZoneInfo, more: str
) -> None:
    met = meet_now(store, now, zone, "Mia Tarn")
    assert met.new_person is not None
    if more == "a letter":
        draft_letter(store, now, zone, "request_cold", met.new_person, None)
    else:
        book(store, now, [met.new_person], starts_at=now + 48 * HOUR, zone="UTC")
    unmeet(store, now, met)
    assert [person.name for person in store.people.where()] == ["Mia Tarn"]


def test_a_start_that_was_taken_back_leaves_no_pause_and_no_time_behind(
    store: Store, now: datetime, booked: Book
) -> None:
    id = booked()
    for text in ("a?", "b?"):
        add_question(store, now, id, text)
    start(store, now, id)
    set_current(store, now + HOUR / 20, id, live(store, id).items[1].id)
    pause(store, now + HOUR / 20, id)
    unstart(store, now + HOUR / 20, id)
    later: Interview = start(store, now + HOUR, id)
    assert not later.paused
    assert {item.spent_seconds for item in live(store, id).items} == {0}


def test_a_start_is_not_taken_back_once_another_window_has_ended_the_meeting(
    store: Store, now: datetime, zone: ZoneInfo, booked: Book
) -> None:
    id = booked()
    start(store, now, id)
    ended = end(store, now + HOUR / 4, id, zone)
    with pytest.raises(RefusedError, match="has ended, so it stays"):
        unstart(store, now + HOUR / 3, id)
    assert store.interviews.get(id) == ended
