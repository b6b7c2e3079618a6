from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pilots import keys, lines, open_app, screen_text, type_text, until

from infoview_tui.config import Config
from infoview_tui.screens.debrief import DebriefPage
from infoview_tui.screens.messages import GoTo
from infoview_tui.services import agreed_time, interviews, meeting, notes, people
from infoview_tui.services.debrief import answer
from infoview_tui.services.desk import Desk
from infoview_tui.storage.drafts import Owner
from infoview_tui.storage.saver import Saver
from infoview_tui.storage.store import Store
from infoview_tui.widgets import line

HOUR = timedelta(hours=1)
GONE = Owner(2**22 + 1, "no boot-1", "")


def answers(store: Store, interview_id: int) -> dict[int, str]:
    found = store.interviews.answers.where("t.interview_id=?", interview_id)
    return {answer.prompt: answer.body for answer in found}


@pytest.fixture(autouse=True)
def _fast_yes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "CONFIRM_AFTER", 0.0)


@pytest.fixture
def dana(store: Store, now: datetime) -> int:
    return people.add_person(store, now, name="Dana Okafor")


def begun(store: Store, moment: datetime, person_id: int) -> int:
    id = interviews.book(store, moment, [person_id], starts_at=moment, zone="Europe/Lisbon")
    meeting.start(store, moment, id)
    return id


def left_half_typed(database: Path, id: int, text: str) -> None:
    saver = Saver(database, GONE)
    saver.start()
    saver.draft(f"meeting:{id}:note", text)
    assert saver.stop(5.0)


async def test_an_end_after_midnight_is_understood_as_after_the_start(
    desk: Desk, store: Store, now: datetime, dana: int
) -> None:
    start = (now - timedelta(days=2)).replace(hour=23, minute=50)
    id = begun(store, start, dana)
    async with open_app(desk, ("debrief", {"interview_id": id})) as pilot:
        await type_text(pilot, "00:20")
        assert "Sun 22 Nov 00:20" in lines(pilot)[-2]
        await keys(pilot, "enter")
        await until(pilot, "Ended Sun 22 Nov 00:20.")
    assert store.interviews.get(id).ended_at == start + timedelta(minutes=30)


async def test_an_end_long_before_the_start_is_not_taken_for_the_next_day(
    desk: Desk, store: Store, now: datetime, dana: int
) -> None:
    start = (now - timedelta(days=2)).replace(hour=14, minute=0)
    id = begun(store, start, dana)
    async with open_app(desk, ("debrief", {"interview_id": id})) as pilot:
        await type_text(pilot, "13:00")
        await keys(pilot, "enter")
        await until(pilot, "It began Sat 21 Nov 14:00")
        assert "13:00" in lines(pilot)[-2]
    assert store.interviews.get(id).ended_at is None


async def test_an_end_is_read_in_the_order_of_the_config(
    desk: Desk, store: Store, now: datetime, dana: int
) -> None:
    desk.config = Config(timezone="Europe/Lisbon", day_first=True)
    id = begun(store, now.replace(month=11, day=12, hour=10, minute=0), dana)
    async with open_app(desk, ("debrief", {"interview_id": id})) as pilot:
        await type_text(pilot, "12/11 10:20")
        assert "Thu 12 Nov 10:20" in lines(pilot)[-2]


@pytest.mark.parametrize("ended", [True, False])
async def test_a_half_typed_note_is_saved_as_one(
    desk: Desk,
    store: Store,
    database: Path,
    now: datetime,
    zone: ZoneInfo,
    dana: int,
    ended: bool,
) -> None:
    start = now - 26 * HOUR
    id = begun(store, start, dana)
    if ended:
        meeting.end(store, start + timedelta(minutes=20), id, zone)
    left_half_typed(database, id, "> send the li")
    async with open_app(desk, ("debrief", {"interview_id": id})) as pilot:
        await until(pilot, "The half-typed line was saved as a note")
        assert ("> send the li" in screen_text(pilot)) is ended
        if not ended:
            await keys(pilot, "enter")
            await until(pilot, "> send the li")
    (note,) = store.notes.where("t.interview_id=?", id)
    assert (note.body, note.person_id) == ("send the li", dana)
    assert [promise.body for promise in store.promises.where()] == ["send the li"]
    assert store.drafts.at(f"meeting:{id}:note") == ()


async def test_a_half_typed_line_that_cannot_be_a_note_stays(
    desk: Desk, store: Store, database: Path, now: datetime, zone: ZoneInfo, dana: int
) -> None:
    id = begun(store, now - HOUR, dana)
    meeting.end(store, now, id, zone)
    left_half_typed(database, id, "long " * 3000)
    async with open_app(desk, ("debrief", {"interview_id": id})) as pilot:
        await until(pilot, "A note has at most 10000 characters")
    assert len(store.drafts.at(f"meeting:{id}:note")) == 1


async def test_all_that_was_said_can_be_read(
    desk: Desk, store: Store, now: datetime, zone: ZoneInfo, dana: int
) -> None:
    id = begun(store, now - HOUR, dana)
    for number in range(30):
        notes.capture(store, now, f"! point {number}", interview_id=id)
    meeting.end(store, now, id, zone)
    async with open_app(desk, ("debrief", {"interview_id": id})) as pilot:
        assert "point 29" not in screen_text(pilot)
        await keys(pilot, "pagedown", "pagedown", "pagedown")
        assert "point 29" in screen_text(pilot)
        await keys(pilot, "pageup", "pageup", "pageup")
        assert "point 0" in screen_text(pilot)


async def test_an_answer_of_another_window_is_not_lost_unasked(
    desk: Desk, store: Store, now: datetime, zone: ZoneInfo, dana: int
) -> None:
    id = begun(store, now - HOUR, dana)
    meeting.end(store, now, id, zone)
    async with open_app(desk, ("debrief", {"interview_id": id})) as pilot:
        await type_text(pilot, "mine")
        answer(store, now, id, 1, "theirs")
        page = pilot.app.screen
        assert isinstance(page, DebriefPage)
        await page.reload()
        await keys(pilot, "tab", *"second")
        await keys(pilot, "tab")
        assert "Changed 14:30 in a shell; it stays as it is." in lines(pilot)[-2]
        assert answers(store, id) == {1: "theirs", 2: "second"}
        assert "mine" in screen_text(pilot)
        assert desk.saver.flush(2.0)
        assert [draft.body for draft in store.drafts.at(f"debrief:{id}:1")] == ["mine"]
        await keys(pilot, "ctrl+o")
        await until(pilot, "Changed 14:30 in a shell: “theirs”. ctrl+o saves yours and keeps that")
        await keys(pilot, "ctrl+o")
        await until(pilot, "Letters ›")
    assert answers(store, id) == {1: "mine", 2: "second"}
    (kept,) = store.notes.where("t.interview_id=?", id)
    assert kept.body == "Before, in the debrief (a shell, 14:30): theirs"


@pytest.mark.parametrize(
    ("words", "told"), [("the end of the meeting", True), ("keeping something", False)]
)
async def test_u_is_offered_only_for_the_end_of_the_meeting(
    desk: Desk, store: Store, now: datetime, zone: ZoneInfo, dana: int, words: str, told: bool
) -> None:
    id = begun(store, now - HOUR, dana)
    meeting.end(store, now, id, zone)

    async def act() -> None:
        return

    desk.can_undo("the end of the meeting", act)
    desk.can_undo(words, act)
    async with open_app(desk, ("debrief", {"interview_id": id})) as pilot:
        assert ("u takes the clock up again" in screen_text(pilot)) is told


def went_over(
    desk: Desk, store: Store, now: datetime, dana: int, minutes: int = 4, seconds: int = 30
) -> int:
    """Begin a meeting and let its time go by; it is for the test to end it."""
    id = begun(store, now, dana)
    moment = now + timedelta(minutes=20 + minutes, seconds=seconds)
    desk.timekeeper.wall = lambda: moment
    return id


ASKED = "It went 4 min over. Had they offered that? y n"


async def test_time_that_was_offered_without_a_key_is_recorded_and_thanked_for(
    desk: Desk, store: Store, now: datetime, dana: int
) -> None:
    id = went_over(desk, store, now, dana)
    async with open_app(desk, ("meeting", {"interview_id": id})) as pilot:
        await keys(pilot, "f10", "f10")
        assert "24 of 20 min, over by 4 min" in await until(pilot, ASKED)
        await keys(pilot, "y", "enter")
        shown = await until(pilot, "They offered 5 min. escape, then u takes that back")
        assert "24 of 20 + 5 min, kept" in shown
        assert store.interviews.get(id).extension_minutes == 5
        await keys(pilot, *"a lot", "escape")
        await until(pilot, "[1 Today]")
        await keys(pilot, "u")
        await until(pilot, "Undone: the offer of 5 minutes.  u undo the end of the meeting")
        assert store.interviews.get(id).extension_minutes == 0
        await keys(pilot, "u")
        await until(pilot, "Undone: the end of the meeting")
        assert store.interviews.get(id).ended_at is None


async def test_the_thank_you_names_the_minutes_that_were_offered(
    desk: Desk, store: Store, now: datetime, dana: int
) -> None:
    id = went_over(desk, store, now, dana)
    async with open_app(desk, ("meeting", {"interview_id": id})) as pilot:
        await keys(pilot, "f10", "f10")
        await until(pilot, ASKED)
        await keys(pilot, "y", "enter", "ctrl+o")
        await until(pilot, "Thank-you to Dana Okafor")
    assert "and for the extra five minutes" in store.letters.where()[0].body


@pytest.mark.parametrize("no", ["enter", "escape", "n enter"])
async def test_what_went_over_is_asked_once_and_no_is_the_answer_of_enter_alone(
    desk: Desk, store: Store, now: datetime, dana: int, no: str
) -> None:
    id = went_over(desk, store, now, dana)
    async with open_app(desk, ("meeting", {"interview_id": id})) as pilot:
        await keys(pilot, "f10", "f10")
        await until(pilot, ASKED)
        await keys(pilot, *no.split())
        await until(pilot, "Ended 14:54. escape, then u takes the clock up again")
        await type_text(pilot, "y")
        await keys(pilot, "escape")
        await until(pilot, "[1 Today]")
        pilot.app.post_message(GoTo("debrief", {"interview_id": id}))
        assert "Had they offered" not in await until(pilot, "Debrief")
        await keys(pilot, "escape")
        await until(pilot, "[1 Today]")
        # Taken up and ended again, the answers are there and the question is not.
        await keys(pilot, "u")
        await until(pilot, "Undone: the end of the meeting")
        pilot.app.post_message(GoTo("meeting", {"interview_id": id}))
        await until(pilot, "04:30 over")
        await keys(pilot, "f10", "f10")
        shown = await until(pilot, "Ended 14:54")
        assert "    y" in shown.split("\n")
        assert "Had they offered" not in shown
    assert store.interviews.get(id).extension_minutes == 0


@pytest.mark.parametrize("last", ["enter", "escape"])
async def test_words_typed_on_without_a_look_are_no_answer_and_end_up_in_the_prompt(
    desk: Desk, store: Store, now: datetime, dana: int, last: str
) -> None:
    id = went_over(desk, store, now, dana)
    async with open_app(desk, ("meeting", {"interview_id": id})) as pilot:
        await keys(pilot, "f10", "f10")
        await until(pilot, ASKED)
        await type_text(pilot, "yes to the course")
        await keys(pilot, last)
        shown = await until(pilot, "That was neither y nor n, so it is in the prompt.")
        assert "    yes to the course" in shown
        await keys(pilot, "escape")
        await until(pilot, "[1 Today]")
    assert store.interviews.get(id).extension_minutes == 0
    assert answers(store, id) == {1: "yes to the course"}


@pytest.mark.parametrize("why", ["pressed", "under a minute", "host", "later"])
async def test_nothing_is_asked_where_it_is_known_or_long_ago(
    desk: Desk, store: Store, now: datetime, zone: ZoneInfo, dana: int, why: str
) -> None:
    minutes, seconds = (0, 59) if why == "under a minute" else (8, 0)
    id = went_over(desk, store, now, dana, minutes, seconds)
    if why == "pressed":
        agreed_time.extend(store, desk.now(), id)
    if why == "host":
        store.interviews.change(now, id, host=True)
    meeting.end(store, desk.now(), id, zone)
    opening = ("debrief", {"interview_id": id, "just_ended": why != "later"})
    async with open_app(desk, opening) as pilot:
        assert "Had they offered" not in screen_text(pilot)
        kept = "kept" if why == "under a minute" else "over by"
        assert kept in lines(pilot)[0]


@pytest.mark.parametrize(("columns", "day"), [(80, True), (60, False)])
async def test_the_time_kept_is_said_at_any_width(
    desk: Desk, store: Store, now: datetime, zone: ZoneInfo, dana: int, columns: int, day: bool
) -> None:
    id = went_over(desk, store, now, dana)
    agreed_time.extend(store, desk.now(), id)
    meeting.end(store, desk.now(), id, zone)
    async with open_app(desk, ("debrief", {"interview_id": id}), (columns, 20)) as pilot:
        assert lines(pilot)[0].endswith("24 of 20 + 5 min, kept")
        assert ("Mon 23 Nov" in lines(pilot)[0]) is day


async def test_an_end_before_the_last_note_is_taken_with_a_word_about_it(
    desk: Desk, store: Store, now: datetime, dana: int
) -> None:
    start = now - 26 * HOUR
    id = begun(store, start, dana)
    notes.capture(store, start + timedelta(minutes=23), "! one more thing", interview_id=id)
    async with open_app(desk, ("debrief", {"interview_id": id})) as pilot:
        line = lines(pilot)[-2]
        assert "enter: Sun 22 Nov 12:50, as agreed; a note is of 12:53" in line
        await type_text(pilot, "12:53")
        assert lines(pilot)[-2].endswith("Sun 22 Nov 12:53")
        await keys(pilot, "backspace")
        await type_text(pilot, "2")
        assert lines(pilot)[-2].endswith("Sun 22 Nov 12:52; a note is of 12:53")
        await keys(pilot, "enter")
        await until(pilot, "Ended Sun 22 Nov 12:52; a note is of 12:53.")
    assert store.interviews.get(id).ended_at == start + timedelta(minutes=22)


async def test_a_meeting_paused_and_forgotten_gets_the_end_agreed_on(
    desk: Desk, store: Store, now: datetime, dana: int
) -> None:
    start = now - 26 * HOUR
    id = begun(store, start, dana)
    for minute in (5, 8, 12):
        meeting.pause(store, start + timedelta(minutes=minute), id)
    async with open_app(desk, ("meeting", {"interview_id": id})) as pilot:
        # Three minutes of it stood still, so it was to last three longer.
        await until(pilot, "enter: Sun 22 Nov 12:53, as agreed")
        await keys(pilot, "enter")
        shown = await until(pilot, "Ended Sun 22 Nov 12:53.")
        assert "9 of 20 min, kept" in shown
    interview = store.interviews.get(id)
    assert not interview.paused
    assert interview.used_seconds(now) == 9 * 60
