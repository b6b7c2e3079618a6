from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pilots import keys, lines, open_app, screen_text, type_text, until

from infoview_tui.app import InfoviewApp
from infoview_tui.config import Config
from infoview_tui.content.library import starter_sets
from infoview_tui.domain.due import Listed
from infoview_tui.domain.followup import AdviceState, Side
from infoview_tui.domain.interviews import Status
from infoview_tui.screens.today import TodayPage
from infoview_tui.services import today
from infoview_tui.services.desk import Desk
from infoview_tui.services.interviews import book
from infoview_tui.services.meeting import end, start
from infoview_tui.services.notes import quick_note
from infoview_tui.services.people import add_person
from infoview_tui.services.people_many import log_contacts
from infoview_tui.services.promises import add_promise
from infoview_tui.storage.store import Store


@pytest.fixture
def owed(desk: Desk, store: Store, now: datetime) -> int:
    desk.config = Config(timezone="Europe/Lisbon", day_first=True)
    dana = add_person(store, now, name="Dana Okafor", organisation="City Museum")
    return add_promise(store, now, dana, Side.MINE, "the list", now.date() - timedelta(days=1))


async def test_a_row_is_kept_away_until_a_day_in_the_order_of_the_config(
    desk: Desk, owed: int
) -> None:
    async with open_app(desk) as pilot:
        await keys(pilot, "z")
        await type_text(pilot, "1/12")
        assert "Tue 1 Dec 2026" in lines(pilot)[-2]
        await keys(pilot, "enter")
        await until(pilot, "Away until Tue 1 Dec")


async def test_a_promise_is_due_in_the_order_of_the_config(
    desk: Desk, store: Store, owed: int
) -> None:
    async with open_app(desk, ("promises", {"promise_id": owed})) as pilot:
        await keys(pilot, "e")
        await type_text(pilot, "1/12")
        assert "due Tue 1 Dec" in lines(pilot)[-2]
        await keys(pilot, "enter")
        await until(pilot, "Due Tue 1 Dec: the list")
        await keys(pilot, "n")
        await type_text(pilot, "a visit by 2/12")
        assert "mine, due Wed 2 Dec" in lines(pilot)[-2]
        await keys(pilot, "enter")
        await until(pilot, "Due Wed 2 Dec: a visit")
    days = [promise.due for promise in store.promises.where(order="t.due")]
    assert days == [date(2026, 12, 1), date(2026, 12, 2)]


async def test_late_check_ins_that_nobody_reads_are_counted(
    desk: Desk, store: Store, now: datetime, owed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    long_ago = now - timedelta(days=100)
    ids = [add_person(store, now, name=f"Friend {n}", cadence_days=30) for n in range(70)]
    log_contacts(store, long_ago, ids, "spoke", long_ago)
    monkeypatch.setattr(today, "_MOST_CHECK_INS", 50)
    async with open_app(desk) as pilot:
        shown = await until(pilot, "Due, Mon 23 Nov · 71, 71 late")
        assert "64 more" in shown.splitlines()[2]
        await keys(pilot, "G", "enter")
        await until(pilot, "Find something to give first")


async def test_the_line_says_all_of_a_row_that_is_cut(
    desk: Desk, store: Store, now: datetime, owed: int
) -> None:
    long = "send her the list of all the loan registers that I found"
    kofi = add_person(store, now, name="Kofi Mensah")
    add_promise(store, now, kofi, Side.MINE, long, now.date())
    async with open_app(desk) as pilot:
        # A row that is whole is followed by its rule.
        assert lines(pilot)[-2].startswith(" What you promised is due in three days")
        await keys(pilot, "j")
        assert long[1:40] in lines(pilot)[-2]
        await keys(pilot, "6", "right_square_bracket", "j")
        await until(pilot, "[6 Touch]")
        assert f"Kofi Mensah: {long}" in lines(pilot)[-2]
        await keys(pilot, "k")
        assert lines(pilot)[-2].strip() == ""


async def test_filing_a_note_says_who_a_name_could_be(
    desk: Desk, store: Store, now: datetime
) -> None:
    add_person(store, now, name="Dana Okafor", role="curator")
    add_person(store, now, name="Dana Brown")
    note, _where = quick_note(store, now, "ask about the register")
    async with open_app(desk) as pilot:
        await keys(pilot, "enter")
        await type_text(pilot, "zed")
        await keys(pilot, "enter")
        shown = await until(pilot, "Nobody is called 'zed'")
        assert "infoview people" not in shown
        assert "zed" in lines(pilot)[-2]
        await keys(pilot, "ctrl+u")
        await type_text(pilot, "dana")
        await keys(pilot, "enter")
        await until(pilot, "Dana Brown")
        await keys(pilot, "ctrl+u", "1", "enter")
        await until(pilot, "Filed to Dana Okafor.")
    assert store.notes.get(note.id).person_id == 1


@pytest.fixture
def later(desk: Desk, now: datetime) -> Callable[[float], None]:
    """Move the desk's clock to so many minutes from now."""

    def move(minutes: float) -> None:
        desk.timekeeper.wall = lambda: now + timedelta(minutes=minutes)

    return move


@pytest.fixture
def kofi(store: Store, now: datetime) -> int:
    person = add_person(store, now, name="Kofi Mensah", role="collections")
    return book(store, now, [person], starts_at=now + timedelta(hours=2), zone="Europe/Lisbon")


async def test_from_an_empty_list_a_name_and_enter_are_a_running_meeting(
    desk: Desk, store: Store, now: datetime
) -> None:
    add_person(store, now, name="Joanna Smith")
    async with open_app(desk) as pilot:
        await keys(pilot, "s", "enter")
        await until(pilot, "Meet whom? Part of a name you know")
        await type_text(pilot, "Ann")
        assert "somebody new: Ann" in lines(pilot)[-2]
        await type_text(pilot, " Lee, curator, City Museum")
        await keys(pilot, "enter")
        shown = await until(pilot, "20:00 left")
        assert "Ann Lee · curator, City Museum" in shown
        assert "Questions · 0 of 5" in shown
        await type_text(pilot, "first words")
        await keys(pilot, "enter")
        await until(pilot, "first words")
    assert [person.name for person in store.people.where()] == ["Joanna Smith", "Ann Lee"]
    (talk,) = store.interviews.where()
    assert (talk.agreed_minutes, talk.started_at) == (20, now)
    starter = starter_sets()[0]
    items = store.interviews.checklist.where("t.kind<>'closing'")
    assert [item.bank for item in items] == [*starter.core, *starter.backup]


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the second press of a key count at once."""
    monkeypatch.setattr("infoview_tui.widgets.line.CONFIRM_AFTER", 0.0)


@pytest.mark.usefixtures("soon")
async def test_the_person_of_the_row_is_met_with_enter_alone_and_undo_leaves_no_trace(
    desk: Desk, store: Store, owed: int
) -> None:
    async with open_app(desk) as pilot:
        await keys(pilot, "s")
        assert "Meet whom, now?" in lines(pilot)[-2]
        assert "enter: Dana Okafor" in lines(pilot)[-2]
        await keys(pilot, "enter")
        await until(pilot, "20:00 left")
        await keys(pilot, "f8")
        assert "F8 again takes back the start of the meeting." in lines(pilot)[-3]
        await keys(pilot, "f8")
        await until(pilot, "Undone: the start of the meeting.")
        assert "[1 Today]" in lines(pilot)[0]
        assert store.interviews.where() == ()
        await keys(pilot, "s")
        await type_text(pilot, "Mai, registrar")
        await keys(pilot, "enter")
        await until(pilot, "20:00 left")
        await keys(pilot, "f9", "u")
        await until(pilot, "Undone: the start of the meeting.")
    assert store.interviews.where() == ()
    assert [person.name for person in store.people.where()] == ["Dana Okafor"]


async def test_a_part_of_a_name_that_several_have_asks_for_the_number(
    desk: Desk, store: Store, now: datetime
) -> None:
    for name in ("Dana Okafor", "Dana Brown"):
        add_person(store, now, name=name)
    async with open_app(desk) as pilot:
        await keys(pilot, "s")
        await type_text(pilot, "dana")
        assert "2 people: Dana Brown, Dana Okafor" in lines(pilot)[-2]
        await keys(pilot, "enter")
        await until(pilot, "Which number: 2 Dana Brown; 1 Dana Okafor?")
        await keys(pilot, "ctrl+u", "9", "enter")
        await until(pilot, "Nobody has the number 9")
        assert store.interviews.where() == ()
        await keys(pilot, "ctrl+u", "1")
        assert "Dana Okafor" in lines(pilot)[-2]
        await keys(pilot, "enter")
        await until(pilot, "20:00 left")
    assert len(store.people.where()) == 2
    assert store.interviews.get(1).who == "Dana Okafor"


@pytest.mark.usefixtures("soon")
async def test_the_start_of_a_booked_meeting_is_taken_back_for_good(
    desk: Desk, store: Store, kofi: int, later: Callable[[float], None]
) -> None:
    later(119)
    async with open_app(desk) as pilot:
        await keys(pilot, "s")
        await until(pilot, "20:00 left")
        await keys(pilot, "f8", "f8")
        await until(pilot, "[1 Today]")
        await until(pilot, "Meet Kofi Mensah")
        assert "Undone: the start of the meeting." in lines(pilot)[-2]
    assert store.interviews.get(kofi).started_at is None


async def test_an_interview_is_called_off_and_taken_back(
    desk: Desk, store: Store, kofi: int, owed: int
) -> None:
    async with open_app(desk) as pilot:
        await keys(pilot, "c")
        await until(pilot, "There is no booked interview on this row.")
        await keys(pilot, "j", "c")
        await until(pilot, "Called off: Kofi Mensah, today 16:30.  u undo")
        assert "Meet Kofi Mensah" not in screen_text(pilot)
        assert store.interviews.get(kofi).cancelled_at is not None
        await keys(pilot, "u")
        await until(pilot, "Undone: calling off Kofi Mensah.")
        assert "Meet Kofi Mensah" in screen_text(pilot)
        assert store.interviews.get(kofi).cancelled_at is None


async def test_who_did_not_come_is_written_down_and_booked_again(
    desk: Desk,
    store: Store,
    kofi: int,
    later: Callable[[float], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("infoview_tui.widgets.line.CONFIRM_AFTER", 0)
    async with open_app(desk) as pilot:
        await keys(pilot, "x")
        await until(pilot, "Its time has not come; it can be called off or moved.")
        later(140)
        await keys(pilot, "1", "x")
        await until(pilot, "Kofi Mensah did not come.  b books again  u undo")
        assert "Meet Kofi Mensah" not in screen_text(pilot)
        await keys(pilot, "u")
        await until(pilot, "Undone: that Kofi Mensah did not come.")
        await keys(pilot, "x", "b")
        await until(pilot, "change the interview")
        await keys(pilot, "ctrl+u")
        await type_text(pilot, "tomorrow 10:00")
        await keys(pilot, "ctrl+o")
        await until(pilot, "tomorrow 10:00")
    talk = store.interviews.get(kofi)
    assert talk.status(desk.now()) is Status.BOOKED


async def test_b_moves_the_booking_of_the_row(desk: Desk, kofi: int) -> None:
    async with open_app(desk) as pilot:
        await keys(pilot, "b")
        shown = await until(pilot, "change the interview")
        assert "Mon 23 Nov 2026 16:30" in shown


async def test_the_write_up_waits_for_the_meeting_to_be_over(desk: Desk, kofi: int) -> None:
    async with open_app(desk) as pilot:
        await keys(pilot, "W")
        await until(pilot, "It is booked for today 16:30; W is for afterwards.")


async def test_a_past_meeting_is_written_up_from_its_row(
    desk: Desk, kofi: int, later: Callable[[float], None]
) -> None:
    later(150)
    async with open_app(desk, size=(60, 20)) as pilot:
        assert "late 30 min  Write up Kofi Mensah" in screen_text(pilot)
        await keys(pilot, "W")
        await until(pilot, "write-up")
        assert "Kofi Mensah" in lines(pilot)[0]


async def test_the_page_of_a_person_says_who_did_not_come_and_books_anew(
    desk: Desk, store: Store, kofi: int, later: Callable[[float], None]
) -> None:
    later(150)
    async with open_app(desk, ("person", {"person_id": 1})) as pilot:
        await keys(pilot, "x")
        await until(pilot, "Kofi Mensah did not come.  b books again  u undo")
        assert "missed   they did not come: 16:30" in screen_text(pilot)
        await keys(pilot, "c")
        await until(pilot, "There is no booked interview on this line.")
        await keys(pilot, "u", "c")
        await until(pilot, "Called off: Kofi Mensah, today 16:30.  u undo")
        assert "off      called off: 16:30" in screen_text(pilot)
        await keys(pilot, "b")
        await until(pilot, "new interview")
        await type_text(pilot, "tomorrow 10:00")
        await keys(pilot, "ctrl+o")
        await until(pilot, "Prepare")
    old, new = store.interviews.where()
    assert (old.status(desk.now()), new.status(desk.now())) == (Status.CANCELLED, Status.BOOKED)


async def test_a_note_of_the_inbox_is_read_whole_and_changed(
    desk: Desk, store: Store, now: datetime
) -> None:
    long = "ask about " + "the register of loans " * 8 + "at the end"
    note = quick_note(store, now, f"! {long}")[0]
    async with open_app(desk) as pilot:
        await keys(pilot, "e")
        assert "at the end" in screen_text(pilot)
        await type_text(pilot, ", twice")
        await keys(pilot, "enter")
        assert "Changed the note.  u undo" in screen_text(pilot)
        assert store.notes.get(note.id).body == f"{long}, twice"
        await keys(pilot, "u")
        assert store.notes.get(note.id).body == long
        assert store.notes.get(note.id).kind == "key_point"


async def test_a_note_of_the_inbox_is_filed_to_a_talk(
    desk: Desk, store: Store, now: datetime, zone: ZoneInfo
) -> None:
    began = now - timedelta(hours=2)
    lea = add_person(store, began, name="Léa Fournier")
    talk = book(store, began, [lea], starts_at=began, zone=str(zone))
    start(store, began, talk)
    end(store, began + timedelta(minutes=20), talk, zone)
    note = quick_note(store, now, "> send the loan form")[0]
    async with open_app(desk) as pilot:
        await keys(pilot, "G", "enter")
        await type_text(pilot, "Léa")
        await keys(pilot, "enter")
        assert "Which talk?  1 none  2 Mon 23 Nov" in screen_text(pilot)
        await keys(pilot, "escape")
        assert "It stays in the inbox." in screen_text(pilot)
        assert store.notes.get(note.id).person_id is None
        await keys(pilot, "enter")
        await type_text(pilot, "Léa")
        await keys(pilot, "enter", "2")
        await until(pilot, "Filed to the talk with Léa Fournier.")
    filed = store.notes.get(note.id)
    assert (filed.interview_id, filed.person_id) == (talk, lea)
    assert [promise.body for promise in store.promises.where("t.note_id=?", note.id)] == [
        "send the loan form"
    ]


@pytest.mark.parametrize("key", ["enter", "o"])
async def test_what_came_of_it_is_told_of_the_advice_that_the_row_is_about(
    desk: Desk, store: Store, now: datetime, key: str
) -> None:
    dana = add_person(store, now, name="Dana Okafor")
    with store.write():
        about, other = (
            store.advice.add(
                now,
                person_id=dana,
                body=body,
                state=state,
                moved_at=now - timedelta(days=days),
            )
            for body, state, days in (("a", AdviceState.TRYING, 20), ("b", AdviceState.DONE, 9))
        )
    async with open_app(desk) as pilot:
        await until(pilot, "Tell Dana Okafor what came")
        await keys(pilot, key)
        await until(pilot, "Check-in with news of their advice to Dana Okafor")
    (letter,) = store.letters.where()
    assert letter.advice_id == about != other


async def test_below_another_page_it_is_read_when_it_is_seen(desk: Desk, owed: int) -> None:
    async with open_app(desk, ("person", {"person_id": 1})) as pilot:
        below = pilot.app.screen_stack[0]
        assert isinstance(below, TodayPage)
        assert not below.rows_now
        await keys(pilot, "escape")
        assert isinstance(pilot.app, InfoviewApp)
        assert "1 d" in await until(pilot, "The list")
        assert pilot.app.page is below


async def test_what_it_begins_with_is_shown_first_and_stays_where_it_is(
    desk: Desk, store: Store, now: datetime, owed: int, zone: ZoneInfo
) -> None:
    kofi = add_person(store, now, name="Kofi Mensah")
    talk = book(store, now, [kofi], starts_at=now - timedelta(hours=1), zone="UTC")
    start(store, now - timedelta(hours=1), talk)
    end(store, now - timedelta(minutes=30), talk, zone)
    shown: list[tuple[bool, list[str]]] = []
    show = TodayPage._show

    def seen(page: TodayPage, listed: Listed, *, whole: bool) -> None:
        show(page, listed, whole=whole)
        shown.append((whole, [row.what for row in listed.rows]))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TodayPage, "_show", seen)
        async with open_app(desk) as pilot:
            await until(pilot, "The list")
    assert [whole for whole, _rows in shown[:2]] == [False, True]
    first, rest = shown[0][1], shown[1][1]
    assert 0 < len(first) < len(rest)
    assert rest[: len(first)] == first
