from __future__ import annotations

import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

import pytest
from computer import BEGIN, Computer
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from infoview_tui.config import Config
from infoview_tui.domain.clock import ends_at, read_clock
from infoview_tui.domain.interviews import FORGOTTEN_AFTER, Interview, Status
from infoview_tui.domain.preparation import ItemKind, spent
from infoview_tui.domain.wording import clock
from infoview_tui.errors import RefusedError
from infoview_tui.services import agreed_time, meeting
from infoview_tui.services.interviews import book
from infoview_tui.services.lookup import running_interview
from infoview_tui.services.notes import quick_note
from infoview_tui.services.people import add_person
from infoview_tui.services.prepare import add_question
from infoview_tui.storage.store import Store
from infoview_tui.timekeeper import Timekeeper

ZONE = ZoneInfo("Europe/Lisbon")
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
LATE = 5 * MINUTE
LONGEST = FORGOTTEN_AFTER // timedelta(milliseconds=1)
"""Milliseconds after which a meeting may count as forgotten, which is another story."""

MILLISECONDS = st.integers(0, 400_000)
STEPS = st.integers(-20_000_000_000, 20_000_000_000).map(lambda n: timedelta(milliseconds=n * 30))
WINDOWS = st.integers(0, 5)


def booked(store: Store, at: datetime = BEGIN) -> int:
    dana = add_person(store, at, name="Dana Okafor")
    id = book(store, at, [dana], starts_at=at, zone=str(ZONE))
    for text in ("1?", "2?", "3?"):
        add_question(store, at, id, text)
    return id


def open_window(store: Store, computer: Computer, id: int) -> Timekeeper:
    """Open a meeting in a new process, as its page does."""
    keeper = computer.timekeeper()
    boot = keeper.boot()
    assert boot is not None
    talk = store.interviews.get(id)
    if talk.started_at is None:
        talk = meeting.start(store, keeper.now(), id, boot)
    elif talk.boot_id != boot.id:
        talk = meeting.take_up(store, keeper.now(), id, boot)
    keeper.follow(talk)
    return keeper


def open_shell(store: Store, computer: Computer) -> Timekeeper:
    """Begin a command in a new process, as all of them do."""
    keeper = computer.timekeeper()
    keeper.follow(running_interview(store, keeper.now(), keeper.boot()))
    return keeper


def total(store: Store, talk: Interview, used: int) -> int:
    """Add up the times of the questions."""
    items = store.interviews.checklist.where("t.interview_id=?", talk.id)
    return sum(spent(talk, item, used) for item in items)


class MeetingClock(RuleBasedStateMachine):
    """Whatever happens to the computer and in the meeting, the clock says what went by.

    All times of the model are milliseconds since the start on the meeting's own time.
    """

    folder: ClassVar[tempfile.TemporaryDirectory[str]]
    store: ClassVar[Store]

    @initialize(late=st.booleans())
    def begins(self, late: bool) -> None:
        self.computer = Computer()
        self.id = booked(self.store, BEGIN - LATE if late else BEGIN)
        self.windows = [open_window(self.store, self.computer, self.id)]
        self.begun = self.computer.clock
        self.gone = 0
        self.still = 0
        self.paused_at: int | None = None
        self.shown = 0
        self.recorded = 0
        self.agreed, self.offered, self.late = 20, 0, 0

    def teardown(self) -> None:
        # What goes on running would be found by the shells of the next example.
        if hasattr(self, "id"):
            with self.store.write():
                self.store.interviews.delete(BEGIN, self.id)

    def talk(self) -> Interview:
        return self.store.interviews.get(self.id)

    def now(self, window: int) -> datetime:
        """Return the moment that a window stamps what is done in it with."""
        self.recorded = self.gone
        return self.windows[window % len(self.windows)].now()

    def used_ms(self, gone: int) -> int:
        lasting = gone - self.paused_at if self.paused_at is not None else 0
        return gone - self.still - lasting

    # What happens to the computer.

    @rule(ms=MILLISECONDS)
    def time_passes_awake_or_asleep(self, ms: int) -> None:
        if self.gone + ms < LONGEST:
            self.computer.goes_on(ms)
            self.gone += ms

    @rule(step=STEPS)
    def the_clock_is_set(self, step: timedelta) -> None:
        if abs(self.computer.clock + step - BEGIN) < timedelta(days=300_000):
            self.computer.sets_clock(step)

    @rule(window=WINDOWS)
    def a_window_crashes_and_is_opened_again(self, window: int) -> None:
        self.windows.pop(window % len(self.windows))
        self.opens()

    @precondition(lambda self: len(self.windows) < 3)
    @rule()
    def another_window_opens(self) -> None:
        self.opens()

    def opens(self) -> None:
        self.windows.append(open_window(self.store, self.computer, self.id))

    @rule(off=st.integers(-7_200_000, 7_200_000))
    def the_computer_restarts(self, off: int) -> None:
        """It is `off` as long as its clock says, which need not be right."""
        self.computer.restarts(self.begun + timedelta(milliseconds=self.gone + off))
        if self.gone + off >= LONGEST:
            self.computer.restarts(self.begun + timedelta(milliseconds=self.gone))
            off = 0
        # Never back before what was recorded, and else by the time of day.
        self.gone = max(self.recorded, self.gone + off)
        self.shown = self.used_ms(self.recorded) // 1000
        self.windows.clear()
        self.opens()
        self.recorded = self.gone

    # What happens in the meeting.

    @rule(window=WINDOWS)
    def pauses_or_goes_on(self, window: int) -> None:
        meeting.pause(self.store, self.now(window), self.id)
        if self.paused_at is None:
            self.paused_at = self.gone
        else:
            self.still += self.gone - self.paused_at
            self.paused_at = None

    @rule(window=WINDOWS, minutes=st.sampled_from([5, 5, -5]))
    def they_offer(self, window: int, minutes: int) -> None:
        agreed_time.extend(self.store, self.now(window), self.id, minutes)
        self.offered = max(0, self.offered + minutes)

    @rule(window=WINDOWS, minutes=st.integers(1, 60))
    def they_agree(self, window: int, minutes: int) -> None:
        if minutes * 60 - self.late < 60:
            with pytest.raises(RefusedError, match="A minute is the least"):
                agreed_time.agree(self.store, self.windows[0].now(), self.id, minutes)
        else:
            agreed_time.agree(self.store, self.now(window), self.id, minutes)
            self.agreed = minutes

    @rule(window=WINDOWS, on=st.booleans())
    def it_ends_as_booked(self, window: int, on: bool) -> None:
        late = self.talk().late_by if on else 0
        assert late in (0, LATE // SECOND)
        if late >= self.agreed * 60:
            with pytest.raises(RefusedError, match="past its booked end"):
                agreed_time.end_as_booked(self.store, self.windows[0].now(), self.id, on)
        else:
            assert agreed_time.end_as_booked(self.store, self.now(window), self.id, on) == late
            self.late = late

    @rule(window=WINDOWS, question=st.integers(0, 3))
    def asks(self, window: int, question: int) -> None:
        items = self.store.interviews.checklist.where("t.interview_id=?", self.id)
        item = None if question == 3 else items[question].id
        meeting.set_current(self.store, self.now(window), self.id, item)

    @rule(window=WINDOWS, ms=MILLISECONDS)
    def ends_by_mistake(self, window: int, ms: int) -> None:
        if self.gone + ms >= LONGEST:
            return
        ended = meeting.end(self.store, self.now(window), self.id, ZONE)
        assert ended.used_seconds(self.computer.clock) == self.used_ms(self.gone) // 1000
        for keeper in self.windows:
            keeper.follow(ended)
        if self.paused_at is not None:
            self.still += self.gone - self.paused_at
            self.paused_at = None
        self.computer.goes_on(ms)
        self.gone += ms
        keeper = self.windows[0]
        meeting.reopen(self.store, keeper.now(), self.id, keeper.boot())
        self.recorded = self.gone
        for keeper in self.windows:
            keeper.follow(self.talk())

    @rule()
    def a_shell_notes(self) -> None:
        keeper = open_shell(self.store, self.computer)
        note, _ = quick_note(self.store, keeper.now(), "x")
        self.recorded = self.gone
        assert (note.interview_id, note.offset_seconds) == (
            self.id,
            self.used_ms(self.gone) // 1000,
        )

    # What then holds.

    @invariant()
    def the_clock_says_what_went_by(self) -> None:
        talk = self.talk()
        allowed = max(0, self.agreed * 60 - self.late) + self.offered * 60
        for keeper in (*self.windows, open_shell(self.store, self.computer)):
            now = keeper.now()
            reading = read_clock(talk, now)
            assert reading.used == self.used_ms(self.gone) // 1000
            assert reading.used >= self.shown
            assert reading.left + reading.used == allowed == talk.allowed_seconds
            assert reading.paused == (self.paused_at is not None)
            assert talk.status(now) is Status.RUNNING
            assert total(self.store, talk, reading.used) <= reading.used
            end = ends_at(talk, now)
            assert end is not None
            # The end on the screen is what the computer's clock will say.
            assert end + keeper.shift == self.computer.clock + reading.left * SECOND
            self.shown = reading.used


@pytest.fixture(scope="module", autouse=True)
def shared() -> object:
    with tempfile.TemporaryDirectory() as folder:
        MeetingClock.store = Store(Path(folder) / "infoview.db")
        yield
        MeetingClock.store.close()


MeetingClock.TestCase.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
TestMeetingClock = MeetingClock.TestCase


# One thing at a time.


@pytest.fixture
def computer() -> Computer:
    return Computer()


@pytest.fixture
def talk(store: Store) -> int:
    return booked(store)


def used(store: Store, keeper: Timekeeper, id: int) -> int:
    return store.interviews.get(id).used_seconds(keeper.now())


def test_after_a_restart_it_counts_by_the_time_of_day(
    store: Store, computer: Computer, talk: int
) -> None:
    open_window(store, computer, talk)
    computer.goes_on(60_000)
    computer.restarts(BEGIN + 5 * MINUTE)
    window, other = open_window(store, computer, talk), open_window(store, computer, talk)
    computer.sets_clock(HOUR)
    computer.goes_on(60_000)
    assert used(store, window, talk) == used(store, other, talk) == 6 * 60


@pytest.mark.parametrize("behind", [timedelta(0), 5 * MINUTE, timedelta(days=20_000)])
def test_a_clock_that_is_wrong_after_a_restart_never_turns_it_back(
    store: Store, computer: Computer, talk: int, behind: timedelta
) -> None:
    window = open_window(store, computer, talk)
    computer.goes_on(10 * 60_000)
    quick_note(store, window.now(), "the last thing before the power went")
    computer.restarts(BEGIN + 10 * MINUTE - behind)
    window = open_window(store, computer, talk)
    assert used(store, window, talk) == 10 * 60
    computer.goes_on(60_000)
    assert used(store, window, talk) == 11 * 60


def test_taken_up_in_two_windows_at_once_it_is_taken_up_once(
    store: Store, computer: Computer, talk: int
) -> None:
    open_window(store, computer, talk)
    computer.restarts(BEGIN + MINUTE)
    first = computer.timekeeper().boot()
    assert first is not None
    taken = meeting.take_up(store, computer.clock, talk, first)
    computer.sets_clock(HOUR)
    second = computer.timekeeper().boot()
    assert second is not None
    assert meeting.take_up(store, computer.clock, talk, second) == taken


def test_another_computer_takes_it_up_by_its_own_clock(
    store: Store, computer: Computer, talk: int
) -> None:
    here = open_window(store, computer, talk)
    computer.goes_on(60_000)
    quick_note(store, here.now(), "x")
    for off, seconds in ((-30 * MINUTE, 60), (30 * MINUTE, 31 * 60)):
        there = Computer(computer.clock + off, f"another{off}")
        assert used(store, open_window(store, there, talk), talk) == seconds
        assert used(store, here, talk) == 60


def test_a_meeting_that_was_started_without_a_boot_goes_on(
    store: Store, computer: Computer, talk: int
) -> None:
    meeting.start(store, BEGIN, talk)
    computer.goes_on(60_000)
    window = open_window(store, computer, talk)
    computer.sets_clock(-HOUR)
    assert used(store, window, talk) == used(store, open_shell(store, computer), talk) == 60


def test_a_clock_set_far_ahead_makes_nobody_forget_a_meeting(
    store: Store, computer: Computer, talk: int
) -> None:
    open_window(store, computer, talk)
    computer.goes_on(60_000)
    computer.sets_clock(timedelta(days=20_000))
    assert running_interview(store, computer.clock) is None
    keeper = computer.timekeeper()
    found = running_interview(store, keeper.now(), keeper.boot())
    assert found is not None
    assert found.id == talk


def test_a_clock_set_back_brings_no_forgotten_meeting_back(
    store: Store, computer: Computer, talk: int
) -> None:
    open_window(store, computer, talk)
    computer.goes_on(20 * 60_000 + FORGOTTEN_AFTER // timedelta(milliseconds=1))
    computer.sets_clock(-3 * HOUR)
    keeper = computer.timekeeper()
    assert running_interview(store, keeper.now(), keeper.boot()) is None


def test_a_change_of_a_slow_window_gives_no_second_twice(
    store: Store, computer: Computer, talk: int
) -> None:
    one, two, three = store.interviews.checklist.where("t.interview_id=?", talk)
    open_window(store, computer, talk)
    meeting.set_current(store, BEGIN + 12 * SECOND, talk, two.id)
    meeting.set_current(store, BEGIN + 10 * SECOND, talk, three.id)
    meeting.set_current(store, BEGIN + 20 * SECOND, talk, None)
    given = store.interviews.checklist.where("t.interview_id=? and t.spent_seconds>0", talk)
    assert [(i.id, i.spent_seconds) for i in given] == [(one.id, 12), (three.id, 8)]


def test_questions_have_their_own_time_and_a_pause_is_nobodys(store: Store, talk: int) -> None:
    one, two, _ = store.interviews.checklist.where("t.interview_id=?", talk)
    meeting.start(store, BEGIN, talk)
    meeting.pause(store, BEGIN + MINUTE, talk)
    meeting.set_current(store, BEGIN + 3 * MINUTE, talk, two.id)
    meeting.pause(store, BEGIN + 4 * MINUTE, talk)
    meeting.set_current(store, BEGIN + 6 * MINUTE, talk, one.id)
    running = store.interviews.get(talk)
    times = [spent(running, i, 240) for i in meeting.live(store, talk).items]
    assert times[:3] == [60 + 60, 120, 0]
    assert all(i.kind is ItemKind.CLOSING for i in meeting.live(store, talk).items[3:])


def test_it_may_be_shortened_below_what_is_used(store: Store, talk: int) -> None:
    meeting.start(store, BEGIN, talk)
    agreed_time.agree(store, BEGIN + 12 * MINUTE, talk, 10)
    reading = read_clock(store.interviews.get(talk), BEGIN + 12 * MINUTE)
    assert (reading.used, reading.left) == (12 * 60, -2 * 60)


def test_what_began_past_its_booked_end_cannot_end_as_booked(store: Store, talk: int) -> None:
    meeting.start(store, BEGIN + 20 * MINUTE, talk)
    before = store.interviews.get(talk)
    with pytest.raises(RefusedError, match="fewer minutes"):
        agreed_time.end_as_booked(store, BEGIN + 21 * MINUTE, talk, True)
    assert store.interviews.get(talk) == before
    assert agreed_time.end_as_booked(store, BEGIN + 21 * MINUTE, talk, False) == 0


def test_long_after_its_end_the_clock_is_not_taken_up_again(
    store: Store, computer: Computer, talk: int
) -> None:
    keeper = open_window(store, computer, talk)
    agreed_time.extend(store, keeper.now(), talk)
    computer.goes_on(15 * 60_000)
    ended = meeting.end(store, keeper.now(), talk, ZONE)
    keeper.follow(ended)
    # Four hours after the agreed and offered time, whatever the clock was set to.
    computer.goes_on(10 * 60_000 + FORGOTTEN_AFTER // timedelta(milliseconds=1) - 1)
    computer.sets_clock(timedelta(days=365))
    meeting.reopen(store, keeper.now(), talk, keeper.boot())
    computer.goes_on(1)
    with store.write():
        store.interviews.change(BEGIN, talk, ended_at=ended.ended_at)
    before = store.interviews.get(talk)
    with pytest.raises(RefusedError, match=r"more than 4 hours .* by hand"):
        meeting.reopen(store, keeper.now(), talk, keeper.boot())
    assert store.interviews.get(talk) == before


def test_a_change_of_zone_or_of_the_hour_moves_only_the_words(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    # In Lisbon the hour from 01:00 to 02:00 comes twice that night.
    computer = Computer(datetime.fromisoformat("2026-10-25T00:50:00Z"))
    talk = booked(store, computer.clock)
    window = open_window(store, computer, talk)
    begins, ends = [], []
    for zone in ("Europe/Lisbon", "America/New_York", "Asia/Kathmandu"):
        monkeypatch.setenv("TZ", zone)
        end = ends_at(store.interviews.get(talk), window.now())
        assert end is not None
        begins.append(clock(window.now().astimezone(Config().zone)))
        ends.append(clock(end.astimezone(Config().zone)))
    assert begins == ["01:50", "20:50", "06:35"]
    assert ends == ["01:10", "21:10", "06:55"]
    readings = []
    for _ in range(3):
        computer.goes_on(15 * 60_000)
        readings.append(read_clock(store.interviews.get(talk), window.now()))
    assert [(r.used, r.left) for r in readings] == [(900, 300), (1800, -600), (2700, -1500)]
