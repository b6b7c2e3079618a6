from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pilots import keys, lines, open_app, screen_text, settled, until
from textual.pilot import Pilot

from infoview_tui.domain.preparation import ItemKind, ItemState
from infoview_tui.screens.record import RecordPage
from infoview_tui.services.agreed_time import extend
from infoview_tui.services.debrief import answer, finish
from infoview_tui.services.desk import Desk
from infoview_tui.services.interviews import book
from infoview_tui.services.letters import draft_thanks
from infoview_tui.services.meeting import end, pause, set_current, start, tick
from infoview_tui.services.notes import capture
from infoview_tui.services.people import add_person
from infoview_tui.services.prepare import add_goal, add_question
from infoview_tui.services.promises import keep
from infoview_tui.storage.store import Store

LONG = (
    "It was said at some length that " + "the loan needs one form for each border " * 8 + "in all"
)
WIDE = "紙の修復は時間がかかる" * 6


@dataclass
class Held:
    id: int
    person: int


@pytest.fixture
def held(store: Store, now: datetime, zone: ZoneInfo) -> Held:
    """Half an hour ago: 24 minutes of 20, with five that they offered and two of a pause."""
    began = now - timedelta(minutes=30)

    def at(minutes: int) -> datetime:
        return began + timedelta(minutes=minutes)

    dana = add_person(store, began, name="Dana Okafor", role="curator", organisation="City Museum")
    id = book(store, began, [dana], starts_at=began, zone="Europe/Lisbon", place="+351 555 0142")
    goal = add_goal(store, began, id, "How people get in")
    came = add_question(store, began, id, "How did you come?", goal_id=goal)
    study = add_question(store, began, id, "What would you study?")
    add_question(store, began, id, "What should I have asked?", kind=ItemKind.BACKUP)
    start(store, began, id)
    capture(store, at(2), "! a certificate counts more", interview_id=id, item_id=came)
    capture(store, at(3), LONG, interview_id=id, item_id=came)
    tick(store, at(4), id, came, ItemState.ASKED)
    set_current(store, at(4), id, study)
    capture(store, at(5), f'"{WIDE}', interview_id=id, item_id=study)
    tick(store, at(5), id, study, ItemState.SKIPPED)
    pause(store, at(10), id)
    pause(store, at(12), id)
    extend(store, at(19), id)
    for line in ("@ Mai Tran, registrar", "> a summary by friday", "< the loan form", "just this"):
        capture(store, at(20), line, interview_id=id, person_id=dana)
    end(store, at(26), id, zone)
    answer(store, now, id, 2, "Priya said the opposite.\nTwice.")
    finish(store, now, id)
    draft_thanks(store, now, zone, id)
    keep(store, now, store.promises.where("t.side='theirs'")[0].id)
    return Held(id, dana)


async def read_whole(pilot: Pilot[int]) -> list[str]:
    """Read the page as one does: a screenful, and on, until nothing new comes."""
    page = pilot.app.screen
    assert isinstance(page, RecordPage)
    read = lines(pilot)[1:-2]
    while True:
        top = page.list.top
        await keys(pilot, "pagedown")
        if page.list.top == top:
            return read
        read += lines(pilot)[1:-2][top - page.list.top :]


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (200, 60)])
async def test_an_old_interview_is_read_whole_at_any_size(
    desk: Desk, held: Held, size: tuple[int, int]
) -> None:
    async with open_app(desk, ("record", {"interview_id": held.id}), size=size) as pilot:
        assert lines(pilot)[0].startswith(" People › Dana Okafor › 23 Nov")
        assert lines(pilot)[0].endswith("24 of 20 + 5 min, kept")
        read = await read_whole(pilot)
    text = " ".join(" ".join(read).replace("›", " ").split())
    order = [
        *("With Dana Okafor, curator, City Museum", "When Mon 23 Nov 2026, 14:00-14:26"),
        *("How phone, +351 555 0142", "Time agreed 20 + 5 offered, used 24, kept"),
        *("Pauses 1, 2 min in all", "Phases opening 3, questions 13, closing 4 min"),
        *("Goals · 1 of 1", "✓ How people get in answered"),
        *("✓ 1 How did you come? asked, 4 min", "02:00 ! a certificate counts more"),
        f"03:00 {LONG}",
        *("– 2 What would you study? skipped, 20 min", "○ b1 What should I have asked?"),
        *("Notes besides", "18:00 @ Mai Tran, registrar", "18:00 just this"),
        *("Before you went", "Names of others", "Debrief", "2 What surprised me"),
        *("Priya said the opposite. Twice.", "> a summary by friday mine, Fri"),
        *("< the loan form theirs, kept Mon 23 Nov 2026", "People named", "@ Mai Tran registrar"),
        *("Thank-you, draft",),
    ]
    places = [text.find(words) for words in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)
    assert WIDE in "".join(read).replace(" ", "")
    assert "Advice" not in text


async def test_a_long_note_hangs_below_its_first_word(desk: Desk, held: Held) -> None:
    async with open_app(desk, ("record", {"interview_id": held.id}), size=(60, 20)) as pilot:
        await keys(pilot, *["j"] * 16)
        shown = lines(pilot)
    first = next(n for n, line in enumerate(shown) if "It was said" in line)
    column = shown[first].index("It was said")
    assert shown[first + 1][:column].isspace()
    assert shown[first + 1][column] != " "


async def test_a_thousand_notes_are_there_from_the_first_to_the_last(
    desk: Desk, store: Store, now: datetime, zone: ZoneInfo
) -> None:
    talk = book(
        store, now, [add_person(store, now, name="Dana")], starts_at=now, zone="Europe/Lisbon"
    )
    start(store, now, talk)
    with store.write():
        for number in range(1000):
            capture(store, now + timedelta(seconds=number), f"said {number}", interview_id=talk)
    end(store, now + timedelta(minutes=20), talk, zone)
    async with open_app(desk, ("record", {"interview_id": talk})) as pilot:
        assert "With     Dana" in screen_text(pilot)
        await keys(pilot, "G", *["k"] * 5)
        assert "16:39    said 999" in screen_text(pilot)
        await keys(pilot, "pageup", "pagedown", "g")
        assert "Interview ───" in lines(pilot)[1]
        assert "00:00    said 0" in screen_text(pilot)


async def test_enter_goes_to_the_person_to_those_named_and_to_the_letter(
    desk: Desk, held: Held
) -> None:
    async with open_app(desk, ("person", {"person_id": held.person})) as pilot:
        await keys(pilot, "j", "j", "enter")
        await until(pilot, "People › Dana Okafor › 23 Nov")
        await keys(pilot, "j", "enter")
        assert "this line is neither" in screen_text(pilot)
        await keys(pilot, "k", "enter")
        await until(pilot, "[Timeline]")
        await keys(pilot, "escape", "G", "enter")
        await until(pilot, "Letters › Thank-you to Dana Okafor")
        await keys(pilot, "escape", "k", "enter")
        await until(pilot, "People › Mai Tran")


async def test_the_debrief_the_thank_you_and_the_write_up_are_one_key_away(
    desk: Desk, held: Held
) -> None:
    async with open_app(desk, ("record", {"interview_id": held.id})) as pilot:
        await keys(pilot, "e")
        await until(pilot, "Dana Okafor › Debrief")
        await keys(pilot, "escape", "o")
        await until(pilot, "Letters › Thank-you to Dana Okafor")
        await keys(pilot, "escape", "n")
        await until(pilot, "write-up")


async def test_ended_by_mistake_the_clock_is_taken_up_and_the_end_comes_back(
    desk: Desk, store: Store, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infoview_tui.widgets.line.CONFIRM_AFTER", 0.0)
    before = store.interviews.get(held.id)
    async with open_app(desk, ("record", {"interview_id": held.id})) as pilot:
        await keys(pilot, "r")
        assert "r again takes the clock up" in screen_text(pilot)
        assert store.interviews.get(held.id).ended_at
        await keys(pilot, "r")
        await until(pilot, "03:00 over")
        await keys(pilot, "escape", "escape")
        await until(pilot, "[1 Today]")
        await keys(pilot, "u")
        await until(pilot, "Undone: taking the clock up again.")
    after = store.interviews.get(held.id)
    assert after.ended_at == before.ended_at
    assert after.pauses == before.pauses
    assert after.debriefed_at is not None


async def test_days_later_the_clock_stays_stopped_and_the_line_says_why(
    desk: Desk, store: Store, now: datetime, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infoview_tui.widgets.line.CONFIRM_AFTER", 0.0)
    desk.timekeeper.wall = lambda: now + timedelta(days=3)
    async with open_app(desk, ("record", {"interview_id": held.id})) as pilot:
        await keys(pilot, "r", "r")
        assert "more than 4 hours past its time: set its end by hand." in screen_text(pilot)
    assert store.interviews.get(held.id).ended_at


async def test_an_interview_that_went_elsewhere_says_so_and_offers_nothing(
    desk: Desk, store: Store, held: Held, database: Path
) -> None:
    async with open_app(desk, ("record", {"interview_id": held.id + 7})) as pilot:
        await settled(pilot)
        await keys(pilot, "e")
        assert "This interview is not there any more." in screen_text(pilot)
    with sqlite3.connect(database) as db:
        assert db.execute("select count(*) from interviews").fetchone() == (1,)


async def test_a_talk_on_a_line_of_the_timeline_is_written_up_once_its_time_has_come(
    desk: Desk, store: Store, now: datetime, held: Held
) -> None:
    book(store, now, [held.person], starts_at=now + timedelta(days=2), zone="Europe/Lisbon")
    async with open_app(desk, ("person", {"person_id": held.person})) as pilot:
        await keys(pilot, "W")
        assert "It is booked for Wed 14:30; W is for afterwards." in screen_text(pilot)
        await keys(pilot, "j", "W")
        assert "There is no interview on this line." in screen_text(pilot)
        await keys(pilot, "j", "j", "W")
        await until(pilot, "write-up")


async def test_how_far_a_goal_was_reached_is_said_line_by_line(
    desk: Desk, store: Store, held: Held
) -> None:
    async with open_app(desk, ("record", {"interview_id": held.id})) as pilot:
        await keys(pilot, "space")
        assert "This line is no goal" in screen_text(pilot)
        while "How people get in" not in lines(pilot)[_at_cursor(pilot)]:
            await keys(pilot, "down")
        assert "answered" in lines(pilot)[_at_cursor(pilot)]
        # Its only question was asked; what one says oneself counts more.
        await keys(pilot, "space")
        assert store.interviews.goals.get(1).state == "open"
        assert '"How people get in" is open.  u undo' in screen_text(pilot)
        await keys(pilot, "space")
        assert store.interviews.goals.get(1).state == "partly"
        await keys(pilot, "u", "u")
        assert store.interviews.goals.get(1).state is None


def _at_cursor(pilot: Pilot[int]) -> int:
    return next(n for n, row in enumerate(lines(pilot)) if row.startswith("›"))
