from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from pilots import keys, lines, open_app, screen_text, type_text, until
from rich.segment import Segment
from textual.color import Color

from infoview_tui.app import Opening
from infoview_tui.screens.points import PointsPage
from infoview_tui.services.desk import Desk
from infoview_tui.services.interviews import book
from infoview_tui.services.people import add_person
from infoview_tui.services.points import add_card, all_points, choose
from infoview_tui.services.rehearsal import cards_in, comment_on, keep_run, mark_run, say_landed
from infoview_tui.storage.store import Store
from infoview_tui.terminal.filters import AsciiFilter

OPEN: Opening = ("points", {})


async def test_an_empty_list_asks_for_one_card_after_another(desk: Desk, store: Store) -> None:
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "What about you fits this field?")
        texts = ("Volunteer tours", "I led forty groups.", "40 groups", "He is short of hands")
        for text in (*texts, "museums"):
            await type_text(pilot, [*text, "enter"])
        await type_text(pilot, "Two languages")
        await keys(pilot, *["enter"] * 6)
        assert "2 of 2 · front" in screen_text(pilot)
    tours, languages = all_points(store)
    assert (tours.title, tours.point, tours.proof, tours.why, tours.audience) == (
        "Volunteer tours",
        "I led forty groups.",
        "40 groups",
        "He is short of hands",
        "museums",
    )
    assert (languages.title, languages.point) == ("Two languages", "")


async def test_a_half_typed_back_comes_back(desk: Desk, store: Store, now: datetime) -> None:
    add_card(store, now, "Volunteer tours")
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "G", "e", "enter")
        await type_text(pilot, "I led for")
    assert desk.saver.flush(5.0)
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "G", "e", "enter")
        await until(pilot, "Back  I led for")


async def test_a_card_is_turned_and_walked_on_its_front(
    desk: Desk, store: Store, now: datetime
) -> None:
    add_card(store, now, "Tours [/b]", "I led forty groups.", proof="deaf school", why="his hall")
    add_card(store, now, "Spreadsheets", "Eleven lists became one.")
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "G", "k")
        front = screen_text(pilot)
        assert "1 of 2 · front" in front
        assert "why it matters to them: his hall" in front
        assert "I led forty groups." not in front
        await keys(pilot, "space")
        back = screen_text(pilot)
        assert "Say     I led forty groups." in back
        assert "Proof   deaf school" in back
        assert "About 4 words: 2 s spoken." in lines(pilot)[-2]
        await keys(pilot, "right")
        assert "2 of 2 · front" in screen_text(pilot)


async def test_cards_are_chosen_for_the_next_meeting(
    desk: Desk, store: Store, now: datetime
) -> None:
    kofi = add_person(store, now, name="Kofi Mensah")
    id = book(store, now, [kofi], starts_at=now + timedelta(days=1), zone="Europe/Lisbon")
    card = add_card(store, now, "Tours", "I led forty groups.")
    async with open_app(desk, OPEN) as pilot:
        assert "For Kofi Mensah · tomorrow 14:30" in screen_text(pilot)
        await keys(pilot, "G", "enter")
        await until(pilot, "1 of 1 chosen")
        assert "✓ Tours" in screen_text(pilot)
        assert [p.id for p in store.points.chosen_for(id)] == [card]
        await keys(pilot, "enter")
        await until(pilot, "0 of 1 chosen")


async def test_without_a_meeting_nothing_is_chosen(desk: Desk, store: Store, now: datetime) -> None:
    add_card(store, now, "Tours", "I led forty groups.")
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "G", "enter")
        assert "No meeting ahead to choose it for." in lines(pilot)[-2]


async def test_an_introduction_is_written_with_its_seconds(
    desk: Desk, store: Store, now: datetime
) -> None:
    add_card(store, now, "Tours")
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "g", "enter")
        await type_text(pilot, "one two " * 20)
        shown = screen_text(pilot)
        assert "18 s of 15 s" in shown
        assert shown.count("one two one two one two") >= 3
        await keys(pilot, "enter")
        await until(pilot, "15 s   18 s")
        await keys(pilot, "d")
        assert "The introductions stay" in lines(pilot)[-2]
        await keys(pilot, "u")
        await until(pilot, "15 s   not written")
    assert not any(point.point for point in all_points(store))


async def test_a_card_is_changed_and_deleted_and_both_come_back(
    desk: Desk, store: Store, now: datetime
) -> None:
    add_card(store, now, "Tours", "I led forty groups.")
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "G", "e")
        await type_text(pilot, " and talks")
        await keys(pilot, "enter", "ctrl+u")
        await type_text(pilot, "Fifty groups.")
        await keys(pilot, "enter", "escape")
        assert [(p.title, p.point) for p in all_points(store)] == [
            ("Tours and talks", "Fifty groups.")
        ]
        await keys(pilot, "d")
        await until(pilot, 'Deleted "Tours and talks".  u undo')
        assert all_points(store) == ()
        await keys(pilot, "u", "u", "u")
        assert [(p.title, p.point) for p in all_points(store)] == [("Tours", "I led forty groups.")]


async def test_the_record_stands_by_the_card_and_what_did_not_land_comes_first(
    desk: Desk, store: Store, now: datetime
) -> None:
    kofi = add_person(store, now, name="Kofi Mensah")
    id = book(store, now, [kofi], starts_at=now - timedelta(days=5), zone="Europe/Lisbon")
    tours, sheets = (add_card(store, now, t, "words") for t in ("Tours", "Sheets"))
    for days, seconds in ((9, 52), (3, 41)):
        mark_run(store, now, keep_run(store, now - timedelta(days=days), sheets, seconds, 45), 2)
    choose(store, now, id, sheets)
    (card,) = cards_in(store, id)
    say_landed(store, now, card.use.id, 0)
    comment_on(store, now, card.use.id, "too long")
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "j", "j", "j")
        shown = await until(pilot, "1 of 2 · front")
        assert shown.index("Sheets") < shown.index("Tours")
        assert 'rehearsed: last Fri, "fair" · twice' in shown
        assert "▇▅  52, 41 s of 45, getting closer" in shown
        assert "used with Kofi Mensah: did not, too long" in shown
        # The place of the tick keeps its look under the cursor: it need not be drawn at each step.
        page = pilot.app.screen
        assert isinstance(page, PointsPage)
        text, spans = page.list.line(page.list.cursor)
        looks = [(text[s.start : s.end].strip(), s.role) for s in spans]
        assert looks == [("›", ""), ("", "success"), ("Sheets", "cursor")]
        where = [n for n, line in enumerate(lines(pilot)) if "Record" in line]
        await keys(pilot, "space")
        assert "1 of 2 · back" in screen_text(pilot)
        assert where == [n for n, line in enumerate(lines(pilot)) if "Record" in line]
    assert tours


async def test_the_bars_of_a_trend_are_drawn_in_ascii_too(
    desk: Desk, store: Store, now: datetime
) -> None:
    card = add_card(store, now, "Sheets", "words")
    for seconds in (10, 60):
        keep_run(store, now, card, seconds, 45)
    desk.config = replace(desk.config, signs="ascii")
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "G")
        shown = await until(pilot, "10, 60 s")
        (filter,) = [f for f in pilot.app.get_line_filters() if isinstance(f, AsciiFilter)]
        drawn = filter.apply([Segment(shown)], Color(0, 0, 0))[0].text
        assert "_#  10, 60 s of 45, getting closer" in drawn
        assert drawn.isascii()


async def test_cards_are_found_by_audience_or_words(
    desk: Desk, store: Store, now: datetime
) -> None:
    add_card(store, now, "Tours", "forty groups", audience="museums")
    add_card(store, now, "Sheets", "eleven lists", audience="archives")
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "f")
        await type_text(pilot, "muse")
        shown = await until(pilot, "[Cards] · 1 of 2")
        assert "Tours" in shown
        assert "Sheets" not in shown
        await keys(pilot, "ctrl+u")
        await type_text(pilot, "eleven")
        await keys(pilot, "enter", "G")
        assert "for archives" in await until(pilot, "2 of 2 · front")
        await keys(pilot, "escape")
        assert "Tours" in await until(pilot, "[Cards] ─")
        await keys(pilot, "f")
        await type_text(pilot, "nobody")
        await until(pilot, "No card has that.")
