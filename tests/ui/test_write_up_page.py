from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pilots import keys, lines, open_app, screen_text, type_text, until

from infoview_tui.domain.interviews import Mode, Status
from infoview_tui.domain.preparation import ItemKind, ItemState
from infoview_tui.screens.meeting import MeetingPage
from infoview_tui.services import meeting
from infoview_tui.services.desk import Desk
from infoview_tui.services.interviews import book, cancel
from infoview_tui.services.letters import draft_thanks
from infoview_tui.services.people import add_person
from infoview_tui.services.prepare import add_question
from infoview_tui.storage.store import Store

OPEN = ("write_up", {"interview_id": 1})
LISBON = ZoneInfo("Europe/Lisbon")
MINUTE = timedelta(minutes=1)


def booked(store: Store, begin: datetime, name: str = "Hana Sato") -> int:
    person = add_person(store, begin, name=name, role="paper conservator", organisation="Lab")
    id = book(store, begin, [person], starts_at=begin, zone="UTC", minutes=30, mode=Mode.IN_PERSON)
    for text in ("Which qualification has earned its cost?", "What alone?", "What is hard?"):
        add_question(store, begin, id, text)
    add_question(store, begin, id, "What should I have asked?", kind=ItemKind.BACKUP)
    return id


@pytest.fixture
def hana(store: Store, now: datetime) -> int:
    """Booked for Monday 10:00, 30 minutes; it is 14:30."""
    return booked(store, now.replace(hour=10, minute=0))


def talk(store: Store, id: int = 1) -> Any:
    return store.interviews.get(id)


async def test_the_times_are_asked_first_and_said_back_before_they_are_kept(
    desk: Desk, store: Store, now: datetime, hana: int
) -> None:
    async with open_app(desk, OPEN) as pilot:
        shown = screen_text(pilot)
        assert "Hana Sato · paper conservator, Lab · in person" in lines(pilot)[0]
        assert lines(pilot)[0].endswith("Mon 23 Nov · write-up")
        assert "When was it?" in shown
        assert "enter: as booked, 10:00-10:30" in shown
        await type_text(pilot, "10:02")
        assert "Mon 23 Nov, 10:02-10:32, 30 min, today" in screen_text(pilot)
        await type_text(pilot, "-16:31")
        assert "still ahead" in screen_text(pilot)
        await keys(pilot, "enter")
        assert "Still ahead: it would end Mon 23 Nov 16:31." in screen_text(pilot)
        assert talk(store).started_at is None
        await keys(pilot, *["backspace"] * 5, *"10:31", "enter")
        shown = await until(pilot, "Held Mon 23 Nov, 10:02-10:31, 29 min.")
        assert "From 10:02 to 10:31   agreed 30 min, kept" in shown
        assert "Questions · 0 of 4 written" in shown
        assert "› ○ 1  Which qualification" in shown
        assert "Before you left · 0 of 4" in shown
        assert lines(pilot)[-1].startswith(" enter save, empty: next  ↑↓ question  tab list")
    assert talk(store).status(now) is Status.ENDED
    assert talk(store).started_at == now.replace(hour=10, minute=2)


async def test_notes_wait_for_the_times_and_nothing_typed_is_lost(
    desk: Desk, store: Store, hana: int
) -> None:
    async with open_app(desk, OPEN) as pilot:
        await type_text(pilot, "9:4")
        await keys(pilot, "up", "f10", "escape")
        assert "Notes wait until it is known when it was; F2 asks again." in screen_text(pilot)
        await type_text(pilot, "a first line")
        await keys(pilot, "enter")
        shown = screen_text(pilot)
        assert "When was it?  9:4" in shown
        assert "· a first line" in shown
        assert store.notes.where() == ()
        await keys(pilot, "ctrl+u", "enter")
        await until(pilot, "Held Mon 23 Nov, 10:00-10:30")
        assert "› a first line" in screen_text(pilot)
        await keys(pilot, "enter")
        shown = await until(pilot, "1 note")
        assert "q1   a first line" in shown
    (note,) = store.notes.where()
    assert (note.body, note.offset_seconds) == ("a first line", None)


async def test_over_time_asks_what_they_offered_and_f2_corrects_it_all(
    desk: Desk, store: Store, now: datetime, hana: int
) -> None:
    async with open_app(desk, OPEN) as pilot:
        await type_text(pilot, "10:00 37 min")
        await keys(pilot, "enter")
        assert "over by 7 min; enter: none" in await until(pilot, "Minutes they offered besides?")
        await keys(pilot, "5", "enter")
        await until(pilot, "agreed 30 + 5 offered, over by 2 min")
        await keys(pilot, "f2")
        assert "When was it?  10:00-10:37" in screen_text(pilot)
        await keys(pilot, "ctrl+u", *"10:00-10:35", "enter")
        await until(pilot, "From 10:00 to 10:35   agreed 30 + 5 offered, kept")
        await keys(pilot, "f8")
        await until(pilot, "From 10:00 to 10:37")
        await keys(pilot, "f8", "f8")
        await until(pilot, "Not known yet.")
    assert talk(store).status(now) is Status.MISSED
    assert talk(store).extension_minutes == 0


WALK = (
    *("! certificate counts more than a degree", "started as a guide", ""),
    *("> send the list by friday", "< the loan form", ""),
    *("@Mai Tran, registrar, Harbour Gallery", "@Selu Tupou", "+ shadow an object move"),
)


CLOSING = ("space", "s", "space")


async def walk(pilot: Any) -> None:
    """Write everything down and tick it, with the keys that the meeting has too."""
    for line in WALK:
        await type_text(pilot, line)
        await keys(pilot, "enter")
    await until(pilot, "shadow an object move")
    await keys(pilot, "tab", "p", "s")


def record(store: Store, id: int, now: datetime) -> dict[str, Any]:
    live = meeting.live(store, id)
    place = {item.id: number for number, item in enumerate(live.items)}
    mine = "t.interview_id=?"
    return {
        "status": live.interview.status(now),
        "times": (live.interview.used_seconds(now), live.interview.overrun_seconds(now)),
        "items": [(i.kind, i.position, i.text, i.state) for i in live.items],
        "notes": [(n.kind, n.body, place[n.item_id or 0]) for n in live.notes],
        "promises": [(p.side, p.body, p.due) for p in store.promises.where(mine, id)],
        "advice": [(a.body, a.state) for a in store.advice.where(mine, id)],
        "named": [
            tuple(row)
            for row in store.db.execute(
                "select p.name, t.may_mention from introductions t"
                " join people p on p.id = t.person_id where t.interview_id=? order by p.name",
                [id],
            )
        ],
    }


async def test_paper_and_clock_leave_the_same_record(
    desk: Desk, store: Store, now: datetime, hana: int
) -> None:
    begin = now.replace(hour=10, minute=0)
    ren = booked(store, begin, "Ren Sato")
    async with open_app(desk, ("write_up", {"interview_id": ren})) as pilot:
        await keys(pilot, "enter")
        await until(pilot, "Held ")
        await walk(pilot)
        # The first one leaves the questions, of which none is open.
        await keys(pilot, "space", *CLOSING)
        await until(pilot, "Before you left · 4 of 4")
        await keys(pilot, "escape", "f10")
        await until(pilot, "Ren Sato › Debrief")
    desk.timekeeper.wall = lambda: begin + 10 * MINUTE
    meeting.start(store, begin, hana)
    async with open_app(desk, ("meeting", {"interview_id": hana})) as pilot:
        await walk(pilot)
        desk.timekeeper.wall = lambda: begin + 28 * MINUTE
        page = pilot.app.screen
        assert isinstance(page, MeetingPage)
        page.show_clock()
        await keys(pilot, *CLOSING)
        await until(pilot, "Before you go · done")
    meeting.end(store, begin + 30 * MINUTE, hana, LISBON)
    paper, clocked = record(store, ren, now), record(store, hana, now)
    assert paper == clocked
    assert [state for *_rest, state in paper["items"]][:4] == [
        "asked",
        "asked",
        "partly",
        "skipped",
    ]
    assert len(paper["notes"]) == 7
    assert len(paper["promises"]) == 2
    letters = [
        store.letters.get(draft_thanks(store, now, LISBON, id)[0]).body for id in (ren, hana)
    ]
    assert letters[0].replace("Ren", "Hana") == letters[1]


async def test_ticks_have_one_row_and_are_ticked_like_questions(
    desk: Desk, store: Store, now: datetime, hana: int
) -> None:
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "enter")
        await until(pilot, "Held ")
        assert "  ○ names  ○ may I mention you  ○ how to stay in touch  ○ thanks" in screen_text(
            pilot
        )
        await keys(pilot, "enter", "enter", "tab", "s", "space")
        assert "[○ names]" not in screen_text(pilot)
        await keys(pilot, "escape", *"and one thing more", "enter")
        await until(pilot, "Written for b1 · 1")
        await keys(pilot, "enter", "tab")
        shown = screen_text(pilot)
        assert "✓ 1  Which qualification has earned its cost?         asked, nothing" in shown
        assert "– 3  What is hard?" in shown
        assert "not asked" in shown
        assert "[○ names]" in shown
        await keys(pilot, "space", "s")
        assert "✓ names  – may I mention you  [○ how to stay in touch]  ○ thanks" in screen_text(
            pilot
        )
        assert "Written for how to stay in touch · 0" in screen_text(pilot)
        await keys(pilot, "escape", *"by mail", "enter")
        await until(pilot, "by mail")
        assert "Written for how to stay in touch · 1" in screen_text(pilot)
        await keys(pilot, "enter", "enter")
        assert "All asked. F10 goes on to the debrief." in screen_text(pilot)


async def test_all_notes_are_there_to_be_changed(desk: Desk, store: Store, hana: int) -> None:
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "enter")
        await until(pilot, "Held ")
        for line in ("of the first", "", "of the second"):
            await type_text(pilot, line)
            await keys(pilot, "enter")
        shown = await until(pilot, "of the second")
        assert "Written for 2 · 1" in shown
        assert "of the first" not in shown
        await keys(pilot, "tab", "tab")
        shown = screen_text(pilot)
        assert "[Notes] · 2" in shown
        assert "of the first" in shown
        await keys(pilot, "up", "e", *" one", "enter")
        await until(pilot, "of the first one")
        await keys(pilot, "d")
        await until(pilot, "[Notes] · 1")
        await keys(pilot, "u")
        await until(pilot, "[Notes] · 2")
    assert [note.body for note in store.notes.where()] == ["of the first one", "of the second"]


@pytest.mark.parametrize("size", [(60, 20), (40, 10), (90, 15), (120, 40)])
async def test_question_notes_and_line_are_there_at_every_size(
    desk: Desk, store: Store, now: datetime, hana: int, size: tuple[int, int]
) -> None:
    for number in range(12):
        add_question(store, now, hana, f"Question {number}?")
    async with open_app(desk, OPEN, size) as pilot:
        await type_text(pilot, "today 10:00 30 min")
        assert "Mon 23 Nov, 10:00-10:30" in screen_text(pilot) or size[0] < 60
        await keys(pilot, "enter")
        await until(pilot, "write-up")
        await type_text(pilot, "said")
        await keys(pilot, "enter")
        await until(pilot, "1 note")
        await type_text(pilot, "half a")
        shown = lines(pilot)
        assert len(shown) == size[1]
        assert shown[-2].startswith("› half a")
        assert any(line.startswith("› ○ 1  Which") for line in shown)
        assert any("Written for 1 · 1" in line for line in shown)
        assert any("said" in line for line in shown)
        assert any("10:00" in line for line in shown[:4])
        await keys(pilot, "tab", *["down"] * 40)
        shown = lines(pilot)
        assert any("thanks]" in line for line in shown)
        # Of all rows above the note line none but the tick is marked.
        assert not any(line.startswith("›") for line in shown[:-2])
        await keys(pilot, *["up"] * 40)
        assert any(line.startswith("› ○ 1  Which") for line in lines(pilot))


async def test_one_without_a_booked_time_and_one_without_questions(
    desk: Desk, store: Store, now: datetime
) -> None:
    person = add_person(store, now, name="Dana Okafor")
    book(store, now, [person], starts_at=None, zone="UTC")
    async with open_app(desk, OPEN) as pilot:
        assert "such as 10:02-10:31, or yesterday" in screen_text(pilot)
        await keys(pilot, "enter")
        assert "When was it? Such as 10:02-10:31." in screen_text(pilot)
        await keys(pilot, *"yesterday 14:00 20 min", "enter")
        await until(pilot, "Held Sun 22 Nov, 14:00-14:20, 20 min.")
        assert "No list: notes alone are fine." in screen_text(pilot)
        await keys(pilot, *"a note", "enter")
        await until(pilot, "Notes · 1")
        await keys(pilot, "enter", "enter")
        assert "✓ names  [○ may I mention you]" in screen_text(pilot)
        await keys(pilot, "tab", "n", *"How then?", "enter")
        await until(pilot, "1  How then?")
    # As in the meeting: it is for no question, and for no tick either.
    assert [note.item_id for note in store.notes.where()] == [None]


async def test_one_that_runs_goes_to_its_clock_and_one_called_off_is_booked_first(
    desk: Desk, store: Store, now: datetime, hana: int
) -> None:
    async with open_app(desk, OPEN) as pilot:
        cancel(store, now, hana)
        await keys(pilot, "enter")
        assert "was called off; book it again." in screen_text(pilot)
    store.interviews.change(now, hana, cancelled_at=None)
    meeting.start(store, now - MINUTE, hana)
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "29:00 left")


async def test_escape_keeps_the_half_typed_line_and_the_debrief_takes_it_in(
    desk: Desk, store: Store, hana: int
) -> None:
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "enter")
        await until(pilot, "Held ")
        await keys(pilot, "enter", *"half a line", "escape")
        await until(pilot, "Debrief: Hana Sato")
        await keys(pilot, "enter")
        await until(pilot, "The half-typed line was saved as a note: half a line")
    (note,) = store.notes.where()
    assert (note.offset_seconds, note.item_id) == (None, meeting.live(store, 1).items[1].id)


async def test_f10_saves_the_line_and_help_says_the_keys(
    desk: Desk, store: Store, hana: int
) -> None:
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "enter")
        await until(pilot, "Held ")
        await keys(pilot, "f1")
        await until(pilot, "Write-up › Keys")
        await keys(pilot, "escape", *"the last line", "f10")
        await until(pilot, "Hana Sato › Debrief")
        assert "30 of 30 min, kept" in lines(pilot)[0]
    assert [note.body for note in store.notes.where()] == ["the last line"]
    assert meeting.live(store, 1).items[0].state is ItemState.OPEN


async def test_today_leads_from_a_talk_whose_time_is_over_to_its_write_up(
    desk: Desk, store: Store, now: datetime
) -> None:
    begin = now - 3 * 24 * 60 * MINUTE
    booked(store, begin)
    async with open_app(desk) as pilot:
        shown = screen_text(pilot)
        assert "late 3 d Write up Hana Sato agreed for 20 Nov, in person" in " ".join(shown.split())
        assert "enter writes it up from paper or memory; x: never held." in shown
        await keys(pilot, "enter", "enter")
        await until(pilot, "Held Fri 20 Nov, 14:30-15:00")
        await keys(pilot, "escape")
        shown = await until(pilot, "[1 Today]")
        assert "Write up" not in shown
        assert "Thank Hana Sato" in shown
    assert talk(store).started_at == begin


async def test_today_says_it_at_sixty_columns_too(desk: Desk, store: Store, now: datetime) -> None:
    booked(store, now - 3 * 24 * 60 * MINUTE)
    async with open_app(desk, size=(60, 20)) as pilot:
        shown = " ".join(screen_text(pilot).split())
        assert "late 3 d Write up Hana Sato 20 Nov in person" in shown
