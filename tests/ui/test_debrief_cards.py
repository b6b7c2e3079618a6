from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pilots import keys, lines, open_app, screen_text, type_text, until

from infoview_tui.app import Opening
from infoview_tui.services.desk import Desk
from infoview_tui.services.interviews import book
from infoview_tui.services.meeting import end, start
from infoview_tui.services.people import add_person
from infoview_tui.services.points import add_card, choose
from infoview_tui.services.rehearsal import cards_in, comment_on, deck
from infoview_tui.storage.store import Store


@pytest.fixture
def held(store: Store, now: datetime, zone: ZoneInfo) -> int:
    begun = now - timedelta(hours=1)
    dana = add_person(store, begun, name="Dana Okafor")
    id = book(store, begun, [dana], starts_at=begun, zone="Europe/Lisbon")
    for title in ("Tours", "Sheets", "Languages"):
        choose(store, begun, id, add_card(store, begun, title, f"I say {title}."))
    start(store, begun, id)
    end(store, begun + timedelta(minutes=20), id, zone)
    return id


def page(held: int) -> Opening:
    return "debrief", {"interview_id": held}


def said(store: Store, held: int) -> list[tuple[int | None, str]]:
    return [(card.use.landed, card.use.comment) for card in cards_in(store, held)]


async def test_each_card_is_asked_of_in_the_line_and_the_prompts_wait(
    desk: Desk, store: Store, held: int
) -> None:
    async with open_app(desk, page(held)) as pilot:
        await type_text(pilot, "half a")
        await keys(pilot, "f7")
        assert lines(pilot)[-2] == " Tours: did it land?  1 yes  2 no  3 not used"
        # What is no answer is no text either.
        await keys(pilot, "x", "f3", "tab", "1", "enter")
        assert lines(pilot)[-2] == " Sheets: did it land?  1 yes  2 no  3 not used"
        await keys(pilot, "2")
        await type_text(pilot, "too long")
        await keys(pilot, "enter", "3")
        assert lines(pilot)[-2].startswith(" Cards: 1 landed, 1 did not.")
        await type_text(pilot, " word")
        assert "half a word" in screen_text(pilot)
        assert said(store, held) == [(1, ""), (0, "too long"), (None, "")]
        await keys(pilot, "f7", "1", "enter")
        assert "Sheets: did it land? So far no." in lines(pilot)[-2]
    assert next(point.title for point in deck(store).pieces) == "Sheets"


async def test_it_can_be_left_at_any_card_and_taken_back(
    desk: Desk, store: Store, held: int
) -> None:
    async with open_app(desk, page(held)) as pilot:
        await keys(pilot, "f7", "1")
        await type_text(pilot, "asked twice")
        await keys(pilot, "enter", "escape")
        assert said(store, held) == [(1, "asked twice"), (None, ""), (None, "")]
        await keys(pilot, "escape", "u", "u")
        await until(pilot, 'Undone: the word on "Tours".')
    assert said(store, held) == [(None, "")] * 3


async def test_a_half_typed_comment_comes_back(desk: Desk, store: Store, held: int) -> None:
    async with open_app(desk, page(held)) as pilot:
        await keys(pilot, "f7", "2")
        await type_text(pilot, "too lo")
        await keys(pilot, "escape", "f7", "2")
        await until(pilot, "Why?  too lo")
        await type_text(pilot, "ng")
        comment_on(store, desk.now(), cards_in(store, held)[0].use.id, "theirs")
        await keys(pilot, "enter")
        assert "“theirs”" in await until(pilot, "enter saves yours")


async def test_without_cards_and_while_another_meeting_runs_nothing_is_asked(
    desk: Desk, store: Store, now: datetime, held: int
) -> None:
    kofi = add_person(store, now, name="Kofi Mensah")
    other = book(store, now, [kofi], starts_at=now, zone="Europe/Lisbon")
    start(store, now, other)
    async with open_app(desk, page(held)) as pilot:
        await keys(pilot, "f7")
        assert lines(pilot)[-2] == " A meeting is running; the cards can wait until it is over."
    end(store, now + timedelta(minutes=9), other, desk.zone)
    async with open_app(desk, page(other)) as pilot:
        assert "F7" not in lines(pilot)[-1]
        await keys(pilot, "f7")
        assert lines(pilot)[-2] == " No card was chosen for this meeting."


async def test_an_old_interview_says_what_its_cards_came_to(
    desk: Desk, store: Store, held: int
) -> None:
    async with open_app(desk, page(held), size=(80, 40)) as pilot:
        await keys(pilot, "f7", "1", "enter", "2")
        await type_text(pilot, "too long")
        await keys(pilot, "enter", "3")
        assert "landed  Tours" in screen_text(pilot)
    async with open_app(desk, ("record", {"interview_id": held}), size=(80, 40)) as pilot:
        shown = await until(pilot, "✓ Tours  landed")
        assert "– Sheets  did not land, too long" in shown
        assert "○ Languages  nothing said of it" in shown
