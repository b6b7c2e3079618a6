from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from pilots import keys, open_app, screen_text, type_text, until

from infoview_tui.app import InfoviewApp
from infoview_tui.domain.interviews import Mode
from infoview_tui.errors import StorageError
from infoview_tui.screens.book import BookPage
from infoview_tui.services.desk import Desk
from infoview_tui.services.interviews import book
from infoview_tui.services.meeting import start
from infoview_tui.services.people import add_person
from infoview_tui.storage.store import Store
from infoview_tui.widgets.form import Part


@pytest.fixture
def dana(store: Store, now: datetime) -> int:
    return add_person(store, now, name="Dana Okafor")


async def test_a_burst_books_once_and_opens_prepare(
    desk: Desk, store: Store, now: datetime, dana: int
) -> None:
    kofi = add_person(store, now, name="Kofi Mensah")
    async with open_app(desk, ("book", {"person_id": dana})) as pilot:
        await type_text(pilot, "next tue 14:30")
        assert "Tue 1 Dec 2026, 14:30-14:50 Europe/Lisbon, in 8 days" in screen_text(pilot)
        await keys(pilot, "enter", "ctrl+u", "4", "5", "enter", "v", "enter")
        await type_text(pilot, "zoom")
        await keys(pilot, "enter")
        await type_text(pilot, ", kof")
        await keys(pilot, "ctrl+o", "ctrl+o")
        await until(pilot, "[3 Prepare]")
    (talk,) = store.interviews.where()
    assert talk.starts_at == datetime(2026, 12, 1, 14, 30, tzinfo=UTC)
    assert (talk.agreed_minutes, talk.mode, talk.place) == (45, Mode.VIDEO, "zoom")
    assert [person.id for person in talk.people] == [dana, kofi]
    assert not store.db.execute("select * from drafts").fetchall()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("next tuseday", "not a date: 'next tuseday'"),
        ("1 Dec", "needs a time too"),
        ("", "When is it? Such as next tue 14:30."),
        ("28 mar 2027 01:30", "does not exist in Europe/Lisbon"),
    ],
)
async def test_nothing_is_saved_until_the_moment_is_understood(
    desk: Desk, store: Store, dana: int, typed: str, said: str
) -> None:
    async with open_app(desk, ("book", {"person_id": dana})) as pilot:
        await type_text(pilot, typed)
        await keys(pilot, "ctrl+o")
        assert said in screen_text(pilot).replace("\n             ", "")
        assert typed in screen_text(pilot)
    assert not store.interviews.where()


async def test_it_warns_of_what_else_is_booked_then(
    desk: Desk, store: Store, now: datetime, dana: int
) -> None:
    kofi = add_person(store, now, name="Kofi [/] Mensah")
    book(store, now, [kofi], starts_at=now + timedelta(hours=24), zone="UTC")
    async with open_app(desk, ("book", {"person_id": dana})) as pilot:
        await type_text(pilot, "tomorrow 14:10")
        assert "Free then" in screen_text(pilot)
        await keys(pilot, "enter", "ctrl+u", "3", "0")
        assert "Overlaps with Kofi [/] Mensah, Tue 24 Nov 14:30, 20 min." in screen_text(pilot)


async def test_changing_a_booking_leaves_what_was_not_touched(
    desk: Desk, store: Store, now: datetime, dana: int
) -> None:
    starts = now + timedelta(days=1, seconds=17)
    id = book(store, now, [dana], starts_at=starts, zone="UTC", place="a cafe")
    async with open_app(desk, ("prepare", {"interview_id": id})) as pilot:
        await keys(pilot, "escape", "b")
        assert "Tue 24 Nov 2026 14:30" in await until(pilot, "change the interview")
        await keys(pilot, "down", "ctrl+u", "3", "0", "ctrl+o")
        await until(pilot, "[3 Prepare]")
    talk = store.interviews.get(id)
    assert (talk.starts_at, talk.agreed_minutes, talk.place) == (starts, 30, "a cafe")


async def test_a_visit_asks_what_to_wear_and_who_pays_and_a_call_does_not(
    desk: Desk, store: Store, dana: int
) -> None:
    async with open_app(desk, ("book", {"person_id": dana})) as pilot:
        await type_text(pilot, "tomorrow 9am")
        assert "Dress" not in screen_text(pilot)
        await keys(pilot, "enter", "enter", "i")
        shown = screen_text(pilot)
        assert "› How         in-person" in shown
        assert "Dress       [what they wear there, one notch up]" in shown
        assert "Who pays    I pay" in shown
        await keys(pilot, "enter", "enter", "enter")
        await type_text(pilot, "no rings")
        await keys(pilot, "ctrl+o")
        await until(pilot, "[3 Prepare]")
    (visit,) = store.interviews.where()
    assert (visit.dress, visit.payer) == ("no rings", "I pay")
    assert not store.db.execute("select * from drafts where body<>''").fetchall()


async def test_what_a_visit_asks_stays_while_another_way_is_tried(
    desk: Desk, store: Store, now: datetime, dana: int
) -> None:
    visit = book(
        store,
        now,
        [dana],
        starts_at=now + timedelta(days=1),
        zone="UTC",
        mode=Mode.IN_PERSON,
        dress="no rings",
    )
    values = {"person_id": dana, "interview_id": visit}
    async with open_app(desk, ("book", values)) as pilot:
        # Emptied for a visit: that was meant.
        assert "I pay" not in await until(pilot, "no rings")
        await keys(pilot, "enter", "enter", "p")
        assert "no rings" not in screen_text(pilot)
        await keys(pilot, "i", "enter", "enter", "enter")
        await type_text(pilot, "!")
        await keys(pilot, "up", "up", "up", "p", "ctrl+o")
        await until(pilot, "[1 Today]")
    found = store.interviews.get(visit)
    assert (found.mode, found.dress, found.payer) == (Mode.PHONE, "no rings", "")
    assert not store.db.execute("select * from drafts where body<>''").fetchall()


async def test_news_from_elsewhere_does_not_make_the_form_again(
    desk: Desk, dana: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    parts = BookPage.parts

    async def read_while_news_come(page: BookPage) -> Sequence[Part]:
        made.append(page)
        if len(made) == 1:
            page.call_later(page.reload)
        return await parts(page)

    monkeypatch.setattr(BookPage, "parts", read_while_news_come)
    async with open_app(desk, ("book", {"person_id": dana})) as pilot:
        await type_text(pilot, "tomorrow 9am")
        assert "Tue 24 Nov 2026, 09:00-09:20" in screen_text(pilot)
    assert len(made) == 1


async def test_a_form_that_could_not_be_read_is_made_by_the_next_try(
    desk: Desk, dana: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = BookPage.parts

    async def refuse(page: BookPage) -> Sequence[Part]:
        raise StorageError("The disk is away.")

    monkeypatch.setattr(BookPage, "parts", refuse)
    async with open_app(desk, ("book", {"person_id": dana})) as pilot:
        assert "The disk is away." in screen_text(pilot)
        await keys(pilot, "ctrl+o", "tab")
        page = pilot.app.screen
        assert isinstance(page, BookPage)
        await page.paste("hello")
        monkeypatch.setattr(BookPage, "parts", parts)
        await page.reload()
        assert "When and how" in screen_text(pilot)


async def test_a_draft_comes_back(desk: Desk, store: Store, dana: int) -> None:
    async with open_app(desk, ("book", {"person_id": dana})) as pilot:
        await type_text(pilot, "tomorrow 9am")
        await keys(pilot, "escape")
        assert desk.saver.flush(5.0)
        assert isinstance(pilot.app, InfoviewApp)
        await until(pilot, "[1 Today]")
    async with open_app(desk, ("book", {"person_id": dana})) as pilot:
        assert "Tue 24 Nov 2026, 09:00-09:20" in screen_text(pilot)
        assert "What you had typed is back" in screen_text(pilot)


async def test_what_is_refused_gets_the_keys(desk: Desk, dana: int) -> None:
    async with open_app(desk, ("book", {"person_id": dana})) as pilot:
        await type_text(pilot, "tomorrow 9am")
        await keys(pilot, "tab", "tab", "tab", "tab", "ctrl+u")
        await type_text(pilot, "Nobody Such")
        await keys(pilot, "up", "up", "up", "ctrl+o")
        shown = screen_text(pilot)
        assert "› With" in shown
        assert "Nobody is called 'Nobody Such'" in shown


async def test_phases_follow_the_minutes_until_they_are_typed_and_must_add_up(
    desk: Desk, store: Store, dana: int
) -> None:
    async with open_app(desk, ("book", {"person_id": dana})) as pilot:
        await type_text(pilot, "tomorrow 9am")
        assert "Phases      3/13/4" in screen_text(pilot)
        await keys(pilot, "enter", "ctrl+u", "3", "0")
        assert "Phases      4/20/6" in screen_text(pilot)
        await keys(pilot, *["down"] * 4, "ctrl+u")
        await type_text(pilot, "5/20/6")
        assert "5 + 20 + 6 is 31, not the agreed 30 min." in screen_text(pilot)
        await keys(pilot, "up", "ctrl+o")
        assert "› Phases" in screen_text(pilot)
        assert not store.interviews.where()
        await keys(pilot, "backspace", "5", "ctrl+o")
        await until(pilot, "[3 Prepare]")
    (talk,) = store.interviews.where()
    assert (talk.agreed_minutes, talk.phases) == (30, "5/20/5")
    values = {"person_id": dana, "interview_id": talk.id}
    async with open_app(desk, ("book", values)) as pilot:
        assert "Phases      5/20/5" in screen_text(pilot)
        await keys(pilot, "down", "ctrl+u", "6", "0")
        assert "Phases      10/40/10" in screen_text(pilot)
        await keys(pilot, "ctrl+o")
        await until(pilot, "[1 Today]")
    talk = store.interviews.get(talk.id)
    # Kept as typed, and scaled: made 30 again it is what it was.
    assert (talk.phases, str(talk.split)) == ("5/20/5", "10/40/10")


async def test_the_usual_phases_are_not_kept_as_a_plan_of_ones_own(
    desk: Desk, store: Store, dana: int
) -> None:
    async with open_app(desk, ("book", {"person_id": dana})) as pilot:
        await type_text(pilot, "tomorrow 9am")
        await keys(pilot, *["down"] * 5, "ctrl+u")
        await type_text(pilot, "2 14 4")
        await keys(pilot, "ctrl+u")
        await type_text(pilot, "3 13 4")
        await keys(pilot, "ctrl+o")
        await until(pilot, "[3 Prepare]")
    assert [talk.phases for talk in store.interviews.where()] == [""]


async def test_a_talk_that_is_over_is_booked_and_written_up_at_once(
    desk: Desk, store: Store, now: datetime, dana: int
) -> None:
    async with open_app(desk, ("book", {"person_id": dana})) as pilot:
        await type_text(pilot, "today 14:15")
        assert "Free then" in screen_text(pilot)
        await keys(pilot, "ctrl+u")
        await type_text(pilot, "yesterday 10:00")
        assert "That time is over: saving opens the write-up." in screen_text(pilot)
        await keys(pilot, "ctrl+o")
        await until(pilot, "From 10:00 to 10:20   agreed 20 min, kept")
        await type_text(pilot, "a note")
        await keys(pilot, "enter")
        await until(pilot, "a note")
        await keys(pilot, "escape")
        await until(pilot, "[1 Today]")
    (talk,) = store.interviews.where()
    assert talk.started_at == datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
    # Changing its booking afterwards does not begin again.
    async with open_app(desk, ("book", {"person_id": dana, "interview_id": talk.id})) as pilot:
        assert "write-up." not in screen_text(pilot)
        await keys(pilot, "ctrl+o")
        await until(pilot, "[1 Today]")


async def test_moving_one_into_the_past_writes_it_up_and_other_changes_do_not(
    desk: Desk, store: Store, now: datetime, dana: int
) -> None:
    id = book(store, now, [dana], starts_at=now - timedelta(hours=3), zone="UTC")
    values = {"person_id": dana, "interview_id": id}
    async with open_app(desk, ("book", values)) as pilot:
        assert "saving opens" not in screen_text(pilot)
        await keys(pilot, "down", "down", "v", "ctrl+o")
        await until(pilot, "[1 Today]")
    assert store.interviews.get(id).started_at is None
    async with open_app(desk, ("book", values)) as pilot:
        await keys(pilot, "ctrl+u")
        await type_text(pilot, "today 10:00")
        assert "That time is over: saving opens the write-up." in screen_text(pilot)
        await keys(pilot, "ctrl+o")
        await until(pilot, "From 10:00 to 10:20")
        await keys(pilot, "f8")
        await until(pilot, "Not known yet.")


async def test_it_warns_of_a_meeting_that_is_running(
    desk: Desk, store: Store, now: datetime, dana: int
) -> None:
    kofi = add_person(store, now, name="Kofi Mensah")
    start(store, now, book(store, now, [kofi], starts_at=now + timedelta(hours=5), zone="UTC"))
    async with open_app(desk, ("book", {"person_id": dana})) as pilot:
        await type_text(pilot, "today 14:40")
        assert "Overlaps with the meeting with Kofi Mensah that is running." in screen_text(pilot)
        await keys(pilot, *["backspace"] * 5)
        await type_text(pilot, "15:00")
        assert "Free then" in screen_text(pilot)


async def test_a_booking_and_a_change_of_it_are_taken_back(
    desk: Desk, store: Store, dana: int
) -> None:
    async with open_app(desk, ("book", {"person_id": dana})) as pilot:
        await type_text(pilot, "next tue 14:30")
        await keys(pilot, "ctrl+o")
        await until(pilot, "[3 Prepare]")
        (booked,) = store.interviews.where()
        await keys(pilot, "escape", "b", "tab", "tab", "tab")
        await type_text(pilot, "the museum")
        await keys(pilot, "ctrl+o")
        await until(pilot, "[3 Prepare]")
        assert store.interviews.get(booked.id).place == "the museum"
        await keys(pilot, "u")
        assert store.interviews.get(booked.id).place == ""
        await keys(pilot, "u")
        assert "Undone: the booking." in await until(pilot, "People › ")
    assert store.interviews.where() == ()
