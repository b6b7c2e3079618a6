from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.content.library import closing_checks
from infoview_tui.domain.clock import Reading, read_clock
from infoview_tui.domain.due import Kind
from infoview_tui.domain.followup import Advice, Promise
from infoview_tui.domain.interviews import Status
from infoview_tui.domain.people import Introduction, Person
from infoview_tui.domain.preparation import ItemKind, ItemState
from infoview_tui.errors import ConflictError, NotFoundError, RefusedError
from infoview_tui.services import agreed_time, debrief, letters, meeting
from infoview_tui.services.interviews import book, cancel
from infoview_tui.services.lookup import meeting_for_today, running_interview
from infoview_tui.services.notes import capture
from infoview_tui.services.people import add_person
from infoview_tui.services.prepare import add_question
from infoview_tui.services.today import due_rows
from infoview_tui.storage.store import Store

ZONE = ZoneInfo("Europe/Lisbon")
NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def at(minutes: float) -> datetime:
    return NOW + minutes * MINUTE


@pytest.fixture
def talk(store: Store) -> int:
    dana = add_person(store, NOW, name="Dana Okafor")
    return book(store, NOW, [dana], starts_at=NOW, zone=str(ZONE))


@pytest.fixture
def running(store: Store, talk: int) -> int:
    meeting.start(store, NOW, talk)
    return talk


def reading(store: Store, id: int, minutes: float) -> Reading:
    return read_clock(store.interviews.get(id), at(minutes))


def test_start_sets_the_clock_and_the_closing_ticks_once(store: Store, talk: int) -> None:
    add_question(store, NOW, talk, "how?")
    late = at(3.5)
    first = meeting.start(store, late, talk)
    assert (first.started_at, first.status(late)) == (late, Status.RUNNING)
    assert meeting.start(store, at(9), talk) == first
    live = meeting.live(store, talk)
    closing = [item.text for item in live.items if item.kind is ItemKind.CLOSING]
    assert closing == [check.text for check in closing_checks()]
    assert first.current_item_id == live.items[0].id
    assert live.items[0].text == "how?"


def test_what_was_called_off_is_not_started(store: Store, talk: int) -> None:
    cancel(store, NOW, talk)
    with pytest.raises(RefusedError, match="called off"):
        meeting.start(store, NOW, talk)
    assert store.interviews.get(talk).started_at is None


def test_a_whole_meeting_field_by_field(store: Store, running: int) -> None:
    assert meeting.pause(store, at(2), running)
    assert reading(store, running, 4) == Reading(120, 18 * 60, "opening", True)
    assert not meeting.pause(store, at(5), running)
    assert reading(store, running, 7) == Reading(4 * 60, 16 * 60, "questions", False)
    agreed_time.agree(store, at(8), running, 15)
    assert reading(store, running, 8) == Reading(5 * 60, 10 * 60, "questions", False)
    assert agreed_time.extend(store, at(9), running) == 5
    assert agreed_time.extend(store, at(9), running) == 10
    assert reading(store, running, 9) == Reading(6 * 60, 19 * 60, "questions", False)
    assert meeting.pause(store, at(20), running)
    ended = meeting.end(store, at(32), running, ZONE)
    assert (ended.ended_at, ended.paused, ended.status(at(32))) == (at(32), False, Status.ENDED)
    assert [(p.started_at, p.ended_at) for p in ended.pauses] == [
        (at(2), at(5)),
        (at(20), at(32)),
    ]
    assert ended.used_seconds(at(99)) == 17 * 60
    assert (ended.agreed_minutes, ended.extension_minutes) == (15, 10)
    assert ended.overrun_seconds(at(99)) == 0


def test_an_overrun_is_counted_past_what_was_offered(store: Store, running: int) -> None:
    agreed_time.extend(store, at(19), running)
    ended = meeting.end(store, at(27.5), running, ZONE)
    assert ended.overrun_seconds(at(99)) == 150
    assert read_clock(ended, at(99)) == Reading(27 * 60 + 30, -150, "closing", False)


@pytest.mark.parametrize("act", ["pause", "extend", "agree", "end"])
@pytest.mark.parametrize("ended", [False, True])
def test_what_does_not_run_is_refused(store: Store, talk: int, act: str, ended: bool) -> None:
    if ended:
        meeting.start(store, NOW, talk)
        meeting.end(store, at(20), talk, ZONE)
    before = store.interviews.get(talk)
    more = {"agree": (10,), "end": (ZONE,)}.get(act, ())
    of = agreed_time if act in ("extend", "agree") else meeting
    with pytest.raises(RefusedError, match="is not running"):
        getattr(of, act)(store, at(21), talk, *more)
    assert store.interviews.get(talk) == before
    assert not store.db.conn.in_transaction


@pytest.mark.parametrize(
    ("minutes", "said"), [(0, "A minute is the least"), (-1, "the least"), (1441, "1 to 1440")]
)
def test_no_time_at_all_is_not_agreed(store: Store, running: int, minutes: int, said: str) -> None:
    with pytest.raises(RefusedError, match=said):
        agreed_time.agree(store, NOW, running, minutes)


def test_a_late_start_leaves_a_minute_to_agree_on(store: Store, talk: int) -> None:
    meeting.start(store, at(10), talk)
    agreed_time.end_as_booked(store, at(10), talk, True)
    agreed_time.agree(store, at(10), talk, 11)
    assert reading(store, talk, 10).left == 60
    with pytest.raises(RefusedError, match="A minute is the least"):
        agreed_time.agree(store, at(10), talk, 10)
    agreed_time.agree(store, at(10), talk, 10, 0)
    assert reading(store, talk, 10).left == 600


def test_taking_back_what_was_agreed_leaves_what_another_window_agreed_since(
    store: Store, running: int
) -> None:
    agreed_time.agree(store, NOW, running, 15)
    agreed_time.agree(store, NOW, running, 10)
    with pytest.raises(ConflictError, match="they stay"):
        agreed_time.agree(store, NOW, running, 20, 0, instead_of=(15, 0))
    assert store.interviews.get(running).agreed_minutes == 10
    agreed_time.agree(store, NOW, running, 15, 0, instead_of=(10, 0))
    assert store.interviews.get(running).agreed_minutes == 15


def test_taking_a_tick_back_leaves_what_another_window_made_of_it_since(
    store: Store, talk: int
) -> None:
    one, two = (add_question(store, NOW, talk, text) for text in ("1?", "2?"))
    meeting.start(store, NOW, talk)
    meeting.tick(store, NOW, talk, one, ItemState.ASKED, two)
    meeting.tick(store, NOW, talk, one, ItemState.PARTLY)
    with pytest.raises(ConflictError, match="its mark stays"):
        meeting.tick(store, NOW, talk, one, ItemState.OPEN, one, instead_of=ItemState.ASKED)
    assert store.interviews.checklist.get(one).state is ItemState.PARTLY
    assert store.interviews.get(talk).current_item_id == two
    meeting.tick(store, NOW, talk, one, ItemState.OPEN, one, instead_of=ItemState.PARTLY)
    assert store.interviews.checklist.get(one).state is ItemState.OPEN


def test_a_clock_that_is_taken_up_again_runs_though_the_thanks_are_sent(
    store: Store, running: int
) -> None:
    meeting.end(store, at(10), running, ZONE)
    debrief.finish(store, at(11), running)
    letter = letters.draft_letter(store, at(11), ZONE, "thank_you", 1, running)
    letters.mark_sent(store, at(12), letter)
    assert store.interviews.get(running).status(at(12)) is Status.THANKED
    meeting.reopen(store, at(13), running)
    talk = store.interviews.get(running)
    assert talk.status(at(13)) is Status.RUNNING
    assert running_interview(store, at(13)) == talk
    assert due_rows(store, at(13), ZONE)[0].kind is Kind.RUNNING
    assert meeting.end(store, at(20), running, ZONE).status(at(20)) is Status.THANKED


def test_a_tick_and_what_comes_next_are_one_change(store: Store, talk: int) -> None:
    one, two = (add_question(store, NOW, talk, text) for text in ("1?", "2?"))
    meeting.start(store, NOW, talk)

    def found() -> tuple[ItemState, int | None]:
        item = store.interviews.checklist.get(one)
        return item.state, store.interviews.get(talk).current_item_id

    assert found() == (ItemState.OPEN, one)
    meeting.tick(store, NOW, talk, one, ItemState.ASKED, two)
    assert found() == (ItemState.ASKED, two)
    meeting.tick(store, NOW, talk, one, ItemState.SKIPPED)
    assert found() == (ItemState.SKIPPED, two)
    with pytest.raises(NotFoundError):
        meeting.tick(store, NOW, 99, one, ItemState.OPEN, one)
    assert found() == (ItemState.SKIPPED, two)


def test_the_meeting_of_today(store: Store, talk: int) -> None:
    day = timedelta(days=1)
    other = book(
        store, NOW, [store.interviews.get(talk).people[0].id], starts_at=NOW + day, zone="UTC"
    )
    # 23:30 UTC is the same day in Lisbon, and the next one in Berlin.
    early = NOW.replace(hour=23, minute=30) - day
    with pytest.raises(NotFoundError):
        meeting_for_today(store, early, ZONE)
    assert meeting_for_today(store, early, ZoneInfo("Europe/Berlin")).id == talk
    meeting.start(store, NOW + day, other)
    assert meeting_for_today(store, NOW + day, ZONE).id == other


def follow_ups(store: Store) -> list[object]:
    rows: list[Promise | Advice | Introduction | Person] = [*store.promises.where()]
    rows += [*store.advice.where(), *store.people.introductions.where(), *store.people.where()]
    return [replace(row, version=1) for row in rows]


def say(store: Store, id: int, *lines: str) -> None:
    who = store.interviews.get(id).person_id
    for minute, line in enumerate(lines, 1):
        capture(store, at(minute), line, interview_id=id, person_id=who, zone=ZONE)


def test_what_follows_is_made_once_at_the_end(store: Store, running: int) -> None:
    say(store, running, ">send the list", "<a visit", "+read more", "@Mai Tran, curator, Museum")
    assert len(follow_ups(store)) == 1
    meeting.end(store, at(20), running, ZONE)
    mine, theirs = store.promises.where()
    assert (mine.body, mine.side, mine.due.isoformat()) == ("send the list", "mine", "2026-11-26")
    assert (theirs.body, theirs.side, theirs.due.isoformat()) == ("a visit", "theirs", "2026-11-30")
    (advice,) = store.advice.where()
    assert (advice.body, advice.state, advice.interview_id) == ("read more", "to try", running)
    dana, mai = store.people.where()
    assert (mai.name, mai.role, mai.organisation) == ("Mai Tran", "curator", "Museum")
    (introduction,) = store.people.introductions.where()
    assert (introduction.person_id, introduction.introducer_id) == (mai.id, dana.id)
    assert introduction.interview_id == running
    made = follow_ups(store)
    with pytest.raises(RefusedError):
        meeting.end(store, at(21), running, ZONE)
    meeting.reopen(store, at(22), running)
    assert store.interviews.get(running).status(at(22)) is Status.RUNNING
    meeting.end(store, at(25), running, ZONE)
    assert follow_ups(store) == made
    assert reading(store, running, 99).used == 25 * 60


def test_a_promise_that_was_dropped_does_not_come_back(store: Store, running: int) -> None:
    say(store, running, ">send the list", "+read more")
    meeting.end(store, at(20), running, ZONE)
    with store.write():
        store.promises.delete(at(21), store.promises.where()[0].id)
        store.advice.delete(at(21), store.advice.where()[0].id)
    meeting.reopen(store, at(22), running)
    meeting.end(store, at(25), running, ZONE)
    assert (store.promises.where(), store.advice.where()) == ((), ())


@pytest.mark.parametrize(
    ("said", "zone", "due"),
    [
        ("2026-11-23T23:59", "Europe/Lisbon", "2026-11-26"),
        ("2026-11-23T23:59", "Europe/Berlin", "2026-11-27"),
        ("2026-11-24T00:01", "America/New_York", "2026-11-26"),
        ("2026-11-24T00:01", "Asia/Tokyo", "2026-11-27"),
        # Clocks go back on 25 October and forward on 29 March.
        ("2026-10-23T22:30", "Europe/Berlin", "2026-10-27"),
        ("2026-10-24T21:30", "Europe/Berlin", "2026-10-27"),
        ("2026-03-27T22:30", "Europe/Berlin", "2026-03-30"),
        ("2026-03-27T23:30", "Europe/Berlin", "2026-03-31"),
    ],
)
def test_a_promise_is_due_on_a_day_of_the_user(
    store: Store, talk: int, said: str, zone: str, due: str
) -> None:
    moment = datetime.fromisoformat(said).replace(tzinfo=UTC)
    meeting.start(store, moment, talk)
    who = store.interviews.get(talk).person_id
    capture(store, moment, "> send it", interview_id=talk, person_id=who)
    meeting.end(store, moment + timedelta(hours=3), talk, ZoneInfo(zone))
    assert store.promises.where()[0].due.isoformat() == due


def test_the_end_can_be_said_afterwards(store: Store, running: int) -> None:
    say(store, running, ">send the list")
    meeting.pause(store, at(15), running)
    tomorrow = at(24 * 60)
    for wrong in (at(-1), NOW, tomorrow + MINUTE):
        with pytest.raises(RefusedError):
            debrief.end_at(store, tomorrow, running, wrong, ZONE)
    debrief.end_at(store, tomorrow, running, at(10), ZONE)
    interview = store.interviews.get(running)
    assert (interview.ended_at, interview.used_seconds(tomorrow)) == (at(10), 10 * 60)
    assert len(store.promises.where()) == 1
    with pytest.raises(RefusedError):
        debrief.end_at(store, tomorrow, running, at(11), ZONE)
