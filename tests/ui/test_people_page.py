from __future__ import annotations

from datetime import datetime, timedelta

from pilots import keys, lines, open_app, screen_text, type_text, until

from infoview_tui.services.desk import Desk
from infoview_tui.services.interviews import book
from infoview_tui.services.people import add_person
from infoview_tui.storage.store import Store


async def test_an_empty_list_takes_the_first_person_at_once(desk: Desk, store: Store) -> None:
    async with open_app(desk, ("people", {})) as pilot:
        await type_text(pilot, "Dana Okafor, curator, City Museum, dana@example.org")
        await keys(pilot, "enter")
        shown = await until(pilot, "People › Dana Okafor")
        assert "dana@example.org" in shown
    (dana,) = store.people.where()
    assert (dana.role, dana.organisation) == ("curator", "City Museum")


async def test_who_is_next_comes_first_and_a_filter_narrows(
    desk: Desk, store: Store, now: datetime
) -> None:
    add_person(store, now, name="Aroha Ngata", tags=("Museum",))
    kofi = add_person(store, now, name="Kofi Mensah", role="collections")
    book(store, now, [kofi], starts_at=now + timedelta(days=1), zone="UTC")
    async with open_app(desk, ("people", {})) as pilot:
        first, second = lines(pilot)[4:6]
        assert first.startswith("› Kofi Mensah")
        assert first.endswith("tomorrow 14:30")
        assert second.startswith("  Aroha Ngata")
        await keys(pilot, "f")
        await type_text(pilot, "tag:mus")
        assert "Kofi" not in screen_text(pilot)
        await keys(pilot, "enter")
        assert "People · 1 of 2" in screen_text(pilot)
        await keys(pilot, "f", "ctrl+u")
        await type_text(pilot, "stage:booked nobody")
        await keys(pilot, "enter")
        assert "No one matches stage:booked nobody. escape clears it." in screen_text(pilot)
        await keys(pilot, "escape")
        assert "People · 2, by next step" in screen_text(pilot)


async def test_deleting_can_be_undone_and_a_contact_is_logged(
    desk: Desk, store: Store, now: datetime
) -> None:
    add_person(store, now, name="Dana \x1b[31mOkafor")
    async with open_app(desk, ("people", {})) as pilot:
        await keys(pilot, "d")
        assert "u undo" in await until(pilot, "Deleted Dana ␛[31mOkafor.")
        assert not store.people.where()
        await keys(pilot, "u")
        await keys(pilot, "l")
        await type_text(pilot, "met at the fair")
        await keys(pilot, "enter")
        assert "in touch" in await until(pilot, "Logged with Dana")
    assert [contact.body for contact in store.people.contacts.where()] == ["met at the fair"]


async def test_the_list_opens_what_its_keys_say(desk: Desk, store: Store, now: datetime) -> None:
    add_person(store, now, name="Dana Okafor")
    async with open_app(desk, ("people", {}), size=(60, 20)) as pilot:
        assert "› Dana Okafor" in screen_text(pilot)
        await keys(pilot, "b")
        await until(pilot, "Dana Okafor › Book")
        await keys(pilot, "escape", "e")
        await until(pilot, "Dana Okafor › Edit")
        await keys(pilot, "escape", "o")
        await until(pilot, "Cold request")
    assert [letter.kind for letter in store.letters.where()] == ["request_cold"]


async def test_a_lone_question_mark_in_a_line_asks_for_the_keys(desk: Desk, store: Store) -> None:
    async with open_app(desk, ("people", {})) as pilot:
        assert "enter save  escape leave  F1 keys" in lines(pilot)[-1]
        await keys(pilot, "question_mark", "enter")
        assert "› Keys" in await until(pilot, "In any text field")
        await keys(pilot, "escape")
        await until(pilot, "[2 People]")
    assert not store.people.where()
