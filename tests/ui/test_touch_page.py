"""Keep in touch, as one uses it: whose turn, what to say, the advice, the shelf."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from pilots import keys, lines, open_app, screen_text, type_text, until

from infoview_tui.domain.followup import AdviceState
from infoview_tui.domain.people import Tier
from infoview_tui.services.desk import Desk
from infoview_tui.services.people import add_person
from infoview_tui.services.people_many import log_contacts
from infoview_tui.services.shelf import put_on_shelf
from infoview_tui.storage.store import Store

DAY = timedelta(days=1)
TOUCH = ("touch", dict[str, object]())


@pytest.fixture
def priya(store: Store, now: datetime) -> int:
    for name, days, tags in (("Yusuf Demir", 140, ()), ("Léa Fournier", 80, ("choir",))):
        id = add_person(store, now, name=name, tier=Tier.B, tags=tags)
        log_contacts(store, now - days * DAY, [id], "spoke", now - days * DAY)
    id = add_person(store, now, name="Priya Raman", tier=Tier.B)
    log_contacts(store, now - 87 * DAY, [id], "spoke", now - 87 * DAY)
    with store.write():
        store.advice.add(now, person_id=id, body="read the lending standard", state="to try")
    return id


async def test_an_empty_place_says_how_it_fills(desk: Desk) -> None:
    async with open_app(desk, TOUCH) as pilot:
        shown = screen_text(pilot)
        for words in (
            "No one to keep up with yet: it begins by itself with your first thank-you.",
            "None yet: + at the start of a note keeps it here.",
            "Nothing here yet: n puts a link or a title on it.",
            "[Rhythm 0]  Promises 0",
        ):
            assert words in shown
        await keys(pilot, "space")
        assert "There is no row to do that with." in screen_text(pilot)


async def test_whose_turn_it_is_and_what_there_is_to_say(
    desk: Desk, store: Store, now: datetime, priya: int
) -> None:
    put_on_shelf(store, now, "A song for: choir")
    async with open_app(desk, TOUCH) as pilot:
        shown = [line.split("  ") for line in lines(pilot)]
        rows = [[cell.strip() for cell in row if cell.strip()] for row in shown]
        assert rows[3:6] == [
            ["› slipping", "Yusuf Demir", "nothing to tell yet", "140 d of 90"],
            ["Thu", "Priya Raman", "tier B", "87 d of 90"],
            ["3 Dec", "Léa Fournier", "1 thing on the shelf", "80 d of 90"],
        ]
        assert "[Whose turn] · 1 of 3" in screen_text(pilot)


async def test_without_anything_to_say_one_comes_to_the_shelf(desk: Desk, priya: int) -> None:
    async with open_app(desk, TOUCH) as pilot:
        await keys(pilot, "enter")
        await until(pilot, "Find something to give first: n puts a link on the shelf.")
        assert "[Shelf, to share]" in screen_text(pilot)
        await keys(pilot, "1")
        await until(pilot, "Check in with Yusuf Demir")
        await keys(pilot, "enter")
        shown = await until(pilot, "Find something to give first")
        assert "[Shelf, to share]" in shown
        assert "· slipping      Yusuf" in shown


async def test_advice_is_stepped_told_and_taken_back(desk: Desk, store: Store, priya: int) -> None:
    async with open_app(desk, TOUCH) as pilot:
        await keys(pilot, "tab", "space")
        await until(pilot, "Trying: read the lending standard.  u undo")
        await keys(pilot, "space")
        await until(pilot, "What came of it?")
        await type_text(pilot, "clearer now")
        await keys(pilot, "enter")
        shown = await until(pilot, "read the lending standard: clearer now")
        assert "advice done, to tell" in shown
        await keys(pilot, "shift+tab", "j", "enter")
        shown = await until(pilot, "Check-in with news of their advice to Priya Raman")
        assert "I did. What came of it:" in " ".join(shown.split())
        await keys(pilot, "ctrl+o", "s")
        await pilot.pause(0.35)
        await keys(pilot, "s")
        await until(pilot, "Marked as sent")
        await keys(pilot, "6")
        assert "done, told" in screen_text(pilot)
        await keys(pilot, "u")
        await until(pilot, "Undone: sending the letter")
        assert "done, told" not in screen_text(pilot)
        for _ in range(3):
            await keys(pilot, "u")
        (advice,) = store.advice.where()
        assert (advice.state, advice.result) == (AdviceState.TO_TRY, "")


async def test_a_half_typed_result_comes_back(desk: Desk, priya: int) -> None:
    async with open_app(desk, TOUCH) as pilot:
        await keys(pilot, "tab", "e")
        await type_text(pilot, "half a w")
        await keys(pilot, "escape", "e")
        assert "half a w" in lines(pilot)[-2]


async def test_a_thing_is_shared_given_and_put_away(
    desk: Desk, store: Store, now: datetime, priya: int
) -> None:
    async with open_app(desk, TOUCH) as pilot:
        await keys(pilot, "n")
        await type_text(pilot, "A song https://example.org/song for: choirs")
        await keys(pilot, "enter")
        shown = await until(pilot, "On the shelf, fits Léa.  s sends it, u undo")
        assert "› link          A song" in shown
        await keys(pilot, "s")
        assert "enter: Léa Fournier" in lines(pilot)[-2]
        await keys(pilot, "enter")
        shown = await until(pilot, "Something for you to Léa Fournier")
        assert "You mentioned choir when we talked" in shown
        await keys(pilot, "escape", "escape", "6", "tab", "tab", "l", "enter")
        shown = await until(pilot, "Given to Léa Fournier: A song.  u undo")
        assert "given to Léa" in shown
        assert "Given · 1" in shown
        await keys(pilot, "u", "space")
        await until(pilot, "Put away: A song.  u undo")
        await keys(pilot, "space", "e", "end", "backspace", "enter")
        await until(pilot, "Changed on the shelf.")
        assert [item.about for item in store.shelf.where()] == ["choir"]
        await keys(pilot, "d")
        await until(pilot, "Deleted: A song.  u undo")
        await keys(pilot, "u")
        assert len(store.shelf.where()) == 1


async def test_a_rhythm_steps_pauses_and_is_put_off(desk: Desk, store: Store, priya: int) -> None:
    async with open_app(desk, ("touch", {"person_id": priya})) as pilot:
        await keys(pilot, "plus")
        await until(pilot, "Priya Raman: tier C, every 180 d; next Wed 24 Feb.  u undo")
        await keys(pilot, "plus", "plus", "plus")
        await until(pilot, "That is the longest step; e takes any number of days, or off.")
        assert store.people.get(priya).cadence_days == 365
        await keys(pilot, "u", "u", "u", "p")
        await until(pilot, "Priya Raman rests; p goes on.  u undo")
        assert "you let it rest" in screen_text(pilot)
        await keys(pilot, "p")
        await until(pilot, "Going on with Priya Raman; next Thu 26 Nov.  u undo")
        await keys(pilot, "z")
        await type_text(pilot, "1d")
        await keys(pilot, "enter")
        assert "It is not due before Thu 26 Nov; a later day puts it off." in screen_text(pilot)
        await keys(pilot, "ctrl+u")
        await type_text(pilot, "4mo")
        await keys(pilot, "enter")
        shown = await until(pilot, "Away until Tue 23 Mar: Check in with Priya Raman.")
        assert "put off" in shown
        await keys(pilot, "l")
        await type_text(pilot, "met at the fair")
        await keys(pilot, "enter")
        await until(pilot, "Logged with Priya Raman, today")


async def test_each_list_has_its_keys(desk: Desk, store: Store, now: datetime, priya: int) -> None:
    put_on_shelf(store, now, "A song")
    async with open_app(desk, TOUCH) as pilot:
        for key, words in (
            ("space", "That is for advice and the shelf; tab goes there."),
            ("s", "That is for a thing on the shelf; tab goes there."),
            ("d", "A person is deleted on their page (→)"),
        ):
            await keys(pilot, key)
            assert words in screen_text(pilot)
        assert "enter letter" in lines(pilot)[-1]
        await keys(pilot, "tab")
        assert "enter person" in lines(pilot)[-1]
        await keys(pilot, "o")
        assert "Nothing came of it yet: space says how it goes." in screen_text(pilot)
        await keys(pilot, "plus")
        assert "That is for somebody in the list of turns; tab goes there." in screen_text(pilot)
        await keys(pilot, "j")
        assert "s send" in lines(pilot)[-1]
        await keys(pilot, "k", "k", "right")
        await until(pilot, "People › ")


@pytest.mark.parametrize("size", [(60, 20), (40, 10), (120, 40)])
async def test_it_fits_every_screen(
    desk: Desk, store: Store, now: datetime, priya: int, size: tuple[int, int]
) -> None:
    for n in range(30):
        put_on_shelf(store, now, f"Thing {n} {'w' * 90}")
        id = add_person(store, now, name=f"Person {n} {'w' * 90}", tier=Tier.A)
        log_contacts(store, now - 10 * DAY, [id], "spoke", now - 10 * DAY)
    async with open_app(desk, TOUCH) as pilot:
        await pilot.resize_terminal(*size)
        for _ in range(3):
            await keys(pilot, "G", "tab")
            assert all(len(line) <= size[0] for line in lines(pilot))
        await keys(pilot, "tab", "tab", "G")
        assert "› link" in screen_text(pilot) or "› title" in screen_text(pilot)


async def test_the_form_takes_a_tier_days_or_off(desk: Desk, store: Store, priya: int) -> None:
    def rhythm() -> tuple[Tier | None, int | None]:
        person = store.people.get(priya)
        return person.tier, person.cadence_days

    async def write(text: str) -> None:
        async with open_app(desk, ("edit_person", {"person_id": priya})) as pilot:
            while "› Rhythm" not in screen_text(pilot):
                await keys(pilot, "tab")
            await keys(pilot, "ctrl+u")
            await type_text(pilot, text)
            await keys(pilot, "ctrl+o")

    await write("a")
    assert rhythm() == (Tier.A, None)
    await write("45")
    assert rhythm() == (None, 45)
    await write("off")
    assert rhythm() == (None, 0)
