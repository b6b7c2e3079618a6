from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.domain.due import Due, Group, Habits
from infoview_tui.domain.followup import Side
from infoview_tui.services import debrief, letters, meeting, prepare, promises
from infoview_tui.services.day import CONFIRMED, tick
from infoview_tui.services.interviews import book, cancel
from infoview_tui.services.notes import capture, delete_note, quick_note
from infoview_tui.services.people import add_person, delete_person, introduce
from infoview_tui.services.people_many import log_contacts
from infoview_tui.services.readiness import ready_gates
from infoview_tui.services.today import due_rows, first_rows, gather
from infoview_tui.storage.store import Store

ZONE = ZoneInfo("Europe/Lisbon")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # a Monday; Lisbon keeps UTC in winter
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def rows(store: Store, now: datetime = NOW) -> dict[str, Due]:
    due = due_rows(store, now, ZONE)
    first = first_rows(store, now, ZONE)
    assert first == due[: len(first)]
    return {row.key: row for row in due}


def keys(store: Store, now: datetime = NOW) -> list[str]:
    return list(rows(store, now))


def person(store: Store, name: str = "Dana Okafor", now: datetime = NOW) -> int:
    return add_person(store, now, name=name)


def held(store: Store, *who: int, ended: datetime = NOW - 2 * HOUR, host: bool = False) -> int:
    begun = ended - timedelta(minutes=20)
    id = book(store, begun - 9 * DAY, who, starts_at=begun, zone="UTC", host=host)
    meeting.start(store, begun, id)
    meeting.end(store, ended, id, ZONE)
    return id


def thank(store: Store, interview: int, who: int, at: datetime) -> int:
    letter = letters.draft_letter(store, at, ZONE, "thank_you", who, interview)
    letters.mark_sent(store, at, letter)
    return letter


def ask(store: Store, who: int, at: datetime, kind: str = "request_cold") -> int:
    letter = letters.draft_letter(store, at, ZONE, kind, who)
    letters.mark_sent(store, at, letter)
    return letter


def test_an_empty_database_has_nothing_due(store: Store) -> None:
    assert keys(store) == []


def test_a_meeting_goes_from_booked_to_thanked(store: Store) -> None:
    dana = person(store)
    begins = NOW + DAY + 2 * HOUR
    id = book(store, NOW - DAY, [dana], starts_at=begins, zone="Europe/Lisbon")
    found = rows(store)
    assert list(found) == [f"confirm:{id}", f"meeting:{id}"]
    ahead = found[f"meeting:{id}"]
    assert (ahead.badge, ahead.what, ahead.more) == ("tomorrow 14:00", "Dana Okafor", "ready 1/8")
    assert ahead.due == begins
    assert (ahead.person, ahead.person_id, ahead.interview_id) == ("Dana Okafor", dana, id)

    confirmation = letters.draft_letter(store, NOW, ZONE, "confirmation", dana, id)
    letters.mark_sent(store, NOW, confirmation)
    assert rows(store)[f"meeting:{id}"].more == "ready 2/8"
    assert keys(store) == [f"meeting:{id}"]

    meeting.start(store, begins, id)
    assert rows(store, begins + 8 * timedelta(minutes=1))[f"running:{id}"].why.startswith("12 min")
    over = begins + timedelta(minutes=20)
    assert keys(store, over + 4 * HOUR) == [f"recover:{id}"]

    meeting.end(store, over, id, ZONE)
    assert keys(store, over + HOUR) == [f"debrief:{id}"]
    assert keys(store, over + 25 * HOUR) == [f"thank_you:{id}:{dana}"]
    debrief.finish(store, over, id)
    assert keys(store, over + HOUR) == [f"thank_you:{id}:{dana}"]
    letter = thank(store, id, dana, over + HOUR)
    assert keys(store, over + HOUR) == []
    letters.unmark_sent(store, over + HOUR, letter)
    assert keys(store, over + HOUR) == [f"thank_you:{id}:{dana}"]


def test_readiness_is_that_of_prepare(store: Store) -> None:
    id = book(store, NOW, [person(store)], starts_at=NOW + 2 * DAY, zone="UTC")
    other = book(store, NOW, [person(store, "Kofi")], starts_at=NOW + 3 * DAY, zone="UTC")
    goal = prepare.add_goal(store, NOW, id, "how people get in")
    for text in ("one?", "two?", "three?", "four?"):
        prepare.add_question(store, NOW, id, text, goal_id=goal)
    with store.write():
        for length in ("", "", "30 s"):
            point = store.points.add(NOW, position=1, title="t", point="p", length=length)
            store.interviews.choose_point(NOW, id, point)
    for interview in (id, other):
        passed = sum(gate.passed for gate in ready_gates(store, NOW, interview))
        assert rows(store)[f"meeting:{interview}"].more == f"ready {passed}/8"
    assert rows(store)[f"meeting:{id}"].more == "ready 4/8"


def test_what_is_confirmed_by_hand_is_not_asked_for_again(store: Store) -> None:
    id = book(store, NOW - DAY, [person(store)], starts_at=NOW + DAY, zone="UTC")
    assert f"confirm:{id}" in keys(store)
    tick(store, NOW, id, CONFIRMED, on=True)
    assert keys(store) == [f"meeting:{id}"]
    assert rows(store)[f"meeting:{id}"].more == "ready 2/8"


def test_a_meeting_called_off_or_far_off_is_not_listed(store: Store) -> None:
    dana = person(store)
    off = book(store, NOW, [dana], starts_at=NOW + DAY, zone="UTC")
    cancel(store, NOW, off)
    book(store, NOW, [dana], starts_at=NOW + 9 * DAY, zone="UTC")
    book(store, NOW, [dana], starts_at=None, zone="UTC")
    assert keys(store) == []


def test_every_person_of_a_talk_is_thanked(store: Store) -> None:
    dana, kofi = person(store), person(store, "Kofi Mensah")
    id = held(store, dana, kofi)
    debrief.finish(store, NOW, id)
    thank(store, id, dana, NOW)
    assert keys(store) == [f"thank_you:{id}:{kofi}"]
    thank(store, id, kofi, NOW)
    assert keys(store) == []


def test_a_host_debriefs_and_thanks_nobody(store: Store) -> None:
    id = held(store, person(store), ended=NOW - 3 * DAY, host=True)
    assert keys(store) == [f"debrief:{id}"]
    debrief.finish(store, NOW, id)
    assert keys(store) == []


def test_promises_both_ways(store: Store) -> None:
    dana = person(store)
    promises.add_promise(store, NOW, dana, Side.MINE, "send the list", (NOW - 4 * DAY).date())
    promises.add_promise(store, NOW, dana, Side.THEIRS, "a visit", (NOW + 3 * DAY).date())
    promises.add_promise(store, NOW, dana, Side.MINE, "far", (NOW + 8 * DAY).date())
    found = rows(store)
    assert list(found) == ["promise_mine:1", "promise_theirs:2"]
    assert (found["promise_mine:1"].badge, found["promise_mine:1"].target_id) == ("late 4 d", 1)
    promises.keep(store, NOW, 1)
    assert keys(store) == ["promise_theirs:2"]
    delete_person(store, NOW, dana)
    assert keys(store) == []


def test_a_silent_request_is_reminded_of_once(store: Store) -> None:
    ingrid = person(store, "Ingrid Solheim")
    letter = ask(store, ingrid, NOW - 11 * DAY)
    assert rows(store)[f"reminder:{letter}"].why == "7 business days silent; once only"
    ask(store, ingrid, NOW, "reminder")
    assert keys(store, NOW + 30 * DAY) == []


def test_the_last_of_two_requests_counts(store: Store) -> None:
    ingrid = person(store, "Ingrid Solheim")
    ask(store, ingrid, NOW - 20 * DAY)
    last = ask(store, ingrid, NOW - 11 * DAY, "request_introduced")
    assert keys(store) == [f"reminder:{last}"]
    assert ask(store, ingrid, NOW - 11 * DAY) > last
    assert keys(store) == [f"reminder:{last + 1}"]


def test_a_draft_or_a_letter_of_another_kind_asks_for_no_reminder(store: Store) -> None:
    ingrid = person(store, "Ingrid Solheim")
    letters.draft_letter(store, NOW - 11 * DAY, ZONE, "request_cold", ingrid)
    ask(store, ingrid, NOW - 11 * DAY, "something_for_you")
    assert keys(store) == []


def answers(store: Store, who: int, letter: int) -> None:
    letters.mark_answered(store, NOW, letter)


def books(store: Store, who: int, letter: int) -> None:
    book(store, NOW, [who], starts_at=NOW + 20 * DAY, zone="UTC")


def met(store: Store, who: int, letter: int) -> None:
    with store.write():
        id = book(store, NOW - 13 * DAY, [who], starts_at=NOW - 9 * DAY, zone="UTC")
        store.interviews.change(NOW, id, cancelled_at=NOW)


def speaks(store: Store, who: int, letter: int) -> None:
    log_contacts(store, NOW - DAY, [who], "spoke on the phone", NOW - DAY)


def goes(store: Store, who: int, letter: int) -> None:
    delete_person(store, NOW, who)


def drops(store: Store, who: int, letter: int) -> None:
    letters.delete_letter(store, NOW, letter)


@pytest.mark.parametrize("settle", [answers, books, met, speaks, goes, drops])
def test_what_happened_since_settles_a_request(
    store: Store, settle: Callable[[Store, int, int], None]
) -> None:
    ingrid = person(store, "Ingrid Solheim")
    letter = ask(store, ingrid, NOW - 12 * DAY)
    assert keys(store) == [f"reminder:{letter}"]
    settle(store, ingrid, letter)
    assert keys(store) == []


def test_what_happened_before_settles_no_request(store: Store) -> None:
    ingrid = person(store, "Ingrid Solheim")
    log_contacts(store, NOW - 40 * DAY, [ingrid], "met at a fair", NOW - 40 * DAY)
    book(store, NOW - 13 * DAY, [ingrid], starts_at=None, zone="UTC")
    letter = ask(store, ingrid, NOW - 12 * DAY)
    book(store, NOW, [ingrid], starts_at=None, zone="UTC")
    assert keys(store) == [f"reminder:{letter}"]


def test_the_24_hours_run_from_when_the_name_was_said(store: Store) -> None:
    dana = person(store)
    id = book(store, NOW - 30 * HOUR, [dana], starts_at=NOW - 25 * HOUR, zone="UTC")
    meeting.start(store, NOW - 25 * HOUR, id)
    capture(store, NOW - 25 * HOUR, "@Mai Tran", interview_id=id, person_id=dana)
    meeting.end(store, NOW - 23 * HOUR, id, ZONE)
    assert rows(store)["introduction:1"].badge == "today"


def test_a_person_named_is_to_be_written_to(store: Store) -> None:
    dana = person(store)
    note, _ = quick_note(store, NOW - 2 * HOUR, "@Mai Tran, curator", person="dana", zone=ZONE)
    mai = dana + 1
    row = rows(store)["introduction:1"]
    assert (row.person, row.person_id, row.target_id) == ("Mai Tran", mai, 1)
    assert (row.badge, row.group) == ("tomorrow 10:00", Group.NEXT)
    assert row.why == "Dana named them; ask within 24 h"
    kofi = person(store, "Kofi Mensah")
    introduce(store, NOW, person_id=mai, introducer_id=kofi)
    assert keys(store) == ["introduction:1"]
    delete_note(store, NOW, note.id)
    delete_person(store, NOW, dana)
    assert rows(store)["introduction:1"].why.startswith("Someone named them")


def writes(store: Store, who: int) -> None:
    ask(store, who, NOW, "request_introduced")


def meets(store: Store, who: int) -> None:
    book(store, NOW, [who], starts_at=NOW + 20 * DAY, zone="UTC")


def talks(store: Store, who: int) -> None:
    log_contacts(store, NOW, [who], "spoke", NOW)


def leaves(store: Store, who: int) -> None:
    delete_person(store, NOW, who)


@pytest.mark.parametrize("settle", [writes, meets, talks, leaves])
def test_reaching_a_person_named_settles_it(
    store: Store, settle: Callable[[Store, int], None]
) -> None:
    dana, mai = person(store), person(store, "Mai Tran")
    introduce(store, NOW, person_id=mai, introducer_id=dana)
    letters.draft_letter(store, NOW, ZONE, "request_introduced", mai)
    assert keys(store) == ["introduction:1"]
    settle(store, mai)
    assert keys(store) == []


def test_any_touch_moves_the_check_in(store: Store) -> None:
    priya = person(store, "Priya Raman")
    talk = held(store, priya, ended=NOW - 100 * DAY)
    assert f"check_in:{priya}" not in keys(store)
    thank(store, talk, priya, NOW - 98 * DAY)
    assert rows(store)[f"check_in:{priya}"].why == "last contact 98 d, rhythm 90 d"
    ask(store, priya, NOW - 87 * DAY, "something_for_you")
    assert rows(store)[f"check_in:{priya}"].badge == "Thu"
    log_contacts(store, NOW, [priya], "spoke", NOW)
    assert keys(store) == []


def test_a_booked_meeting_stands_for_the_check_in(store: Store) -> None:
    priya = add_person(store, NOW, name="Priya Raman", cadence_days=30)
    add_person(store, NOW, name="Never Met", cadence_days=30)
    off = add_person(store, NOW, name="Rhythm Off", cadence_days=0)
    for who in (priya, off):
        log_contacts(store, NOW - 40 * DAY, [who], "spoke", NOW - 40 * DAY)
    assert keys(store) == [f"check_in:{priya}"]
    id = book(store, NOW, [priya], starts_at=NOW + 20 * DAY, zone="UTC")
    assert keys(store) == []
    cancel(store, NOW, id)
    assert keys(store) == [f"check_in:{priya}"]


def test_the_inbox_holds_notes_of_nobody(store: Store) -> None:
    person(store)
    quick_note(store, NOW - 18 * HOUR, "the loan register")
    quick_note(store, NOW, "not this one", person="dana")
    (row,) = due_rows(store, NOW, ZONE)
    assert (row.key, row.badge, row.what) == ("inbox:1", "Sun 18:00", "the loan register")


def test_a_snoozed_row_comes_back(store: Store) -> None:
    quick_note(store, NOW, "the loan register")
    with store.write():
        store.snooze(NOW, "inbox:1", NOW + DAY)
    assert keys(store) == []
    assert keys(store, NOW + DAY) == ["inbox:1"]


def test_what_is_settled_is_not_read(store: Store) -> None:
    dana = person(store)
    talk = held(store, dana, ended=NOW - 3 * DAY)
    thank(store, talk, dana, NOW - 2 * DAY)
    quick_note(store, NOW, "of a person", person="dana")
    world = gather(store, NOW, ZONE)
    assert not (world.interviews or world.thanked or world.inbox or world.acquaintances)


def test_somebody_else_at_the_same_place_is_pointed_to_until_one_asks_there(store: Store) -> None:
    people = [add_person(store, NOW, name=name, organisation="Acme") for name in ("Ingrid", "Olav")]
    letter = ask(store, people[0], NOW - 5 * DAY)
    row = rows(store)[f"elsewhere:{letter}"]
    assert (row.what, row.elsewhere) == ("Try someone else at Acme", "Acme")
    ask(store, people[1], NOW - 3 * DAY)
    assert f"elsewhere:{letter}" not in keys(store)


def test_reminders_go_on_to_the_limit_and_an_answer_to_one_ends_them(store: Store) -> None:
    ingrid = person(store, "Ingrid Solheim")
    letter = ask(store, ingrid, NOW - 30 * DAY)
    reminder = ask(store, ingrid, NOW - 11 * DAY, "reminder")
    habits = Habits(reminders=2)
    (row,) = due_rows(store, NOW, ZONE, habits)
    assert (row.key, row.why) == (f"reminder:{letter}", "7 business days silent; 2 of 2")
    assert keys(store) == []
    letters.mark_answered(store, NOW, reminder)
    assert due_rows(store, NOW, ZONE, habits) == ()


def test_who_led_to_somebody_is_told_once_that_one_met_them(store: Store) -> None:
    dana, mai = person(store, "Dana Okafor"), person(store, "Mai Tran")
    introduce(store, NOW - 9 * DAY, person_id=mai, introducer_id=dana, may_mention=True)
    talk = book(store, NOW - 4 * DAY, [mai], starts_at=NOW - 4 * DAY, zone="UTC")
    meeting.start(store, NOW - 4 * DAY, talk)
    meeting.end(store, NOW - 4 * DAY + timedelta(minutes=20), talk, ZONE)
    # Thanks come first.
    assert f"loop:{talk}:{dana}" not in keys(store)
    (thanks,) = letters.draft_thanks(store, NOW, ZONE, talk)
    letters.mark_sent(store, NOW - 3 * DAY, thanks)
    row = rows(store)[f"loop:{talk}:{dana}"]
    assert (row.what, row.letter, row.overdue) == ("Tell Dana you met Mai", "close_loop", True)
    loop = letters.draft_letter(store, NOW, ZONE, "close_loop", dana)
    assert store.letters.get(loop).subject == "I met Mai Tran, thanks to you"
    letters.mark_sent(store, NOW, loop)
    assert f"loop:{talk}:{dana}" not in keys(store)
    # What was let go for a month is not dug out again.
    letters.unmark_sent(store, NOW, loop)
    assert f"loop:{talk}:{dana}" not in keys(store, NOW + 30 * DAY)
