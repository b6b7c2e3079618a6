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


async def test_one_command_is_for_all_that_are_marked_and_one_undo_takes_it_back(
    desk: Desk, store: Store, now: datetime
) -> None:
    for name in ("Aroha", "Dana", "Kofi"):
        add_person(store, now, name=name, tags=("old",))
    async with open_app(desk, ("people", {})) as pilot:
        await keys(pilot, "m", "m")
        shown = screen_text(pilot)
        assert "People · 3, by next step, 2 marked" in shown
        assert [line[:6] for line in lines(pilot)[4:7]] == [" *Aroh", " *Dana", "› Kofi"]
        await keys(pilot, "t")
        await type_text(pilot, "museum, -old")
        await keys(pilot, "enter")
        assert "2 people: museum, not old.  u undo" in screen_text(pilot)
        assert [p.tags for p in store.people.where()] == [("museum",), ("museum",), ("old",)]
        await keys(pilot, "u")
        assert [p.tags for p in store.people.where()] == [("old",)] * 3
        await keys(pilot, "l")
        await type_text(pilot, "yesterday: the fair")
        assert "Sun 22 Nov 2026, yesterday" in lines(pilot)[-2]
        await keys(pilot, "enter")
        await until(pilot, "Logged with 2 people, Sun 22 Nov 2026, yesterday.")
        assert [each.person_id for each in store.people.contacts.where()] == [1, 2]
        await keys(pilot, "u", "d")
        assert "Deleted 2 people.  u undo" in await until(pilot, "People · 1, by next step")
        await keys(pilot, "u")
        assert "People · 3, by next step" in await until(pilot, "Undone: deleting 2 people.")
    assert not store.people.contacts.where()


async def test_escape_drops_the_marks_before_the_filter(
    desk: Desk, store: Store, now: datetime
) -> None:
    for name in ("Aroha", "Dana", "Kofi"):
        add_person(store, now, name=name)
    async with open_app(desk, ("people", {"filter": "a"})) as pilot:
        await keys(pilot, "asterisk", "f", "ctrl+u")
        await type_text(pilot, "kofi")
        await keys(pilot, "enter")
        assert "People · 1 of 3, by next step, 2 marked, 2 not shown" in screen_text(pilot)
        await keys(pilot, "escape")
        assert "People · 1 of 3, by next step ─" in screen_text(pilot)
        await keys(pilot, "escape")
        assert "People · 3, by next step ─" in screen_text(pilot)


async def test_a_stage_is_set_by_hand_and_taken_back(
    desk: Desk, store: Store, now: datetime
) -> None:
    add_person(store, now, name="Dana Okafor")
    async with open_app(desk, ("people", {})) as pilot:
        await keys(pilot, "less_than_sign")
        assert "There is no stage before named." in screen_text(pilot)
        await keys(pilot, "greater_than_sign")
        assert "Dana Okafor: named -> asked, by hand.  u undo" in screen_text(pilot)
        await keys(pilot, "enter")
        await until(pilot, "1 of 1 · asked")
        await keys(pilot, "greater_than_sign")
        assert "Dana Okafor: asked -> booked, by hand.  u undo" in screen_text(pilot)
        await keys(pilot, "u", "u")
        await until(pilot, "1 of 1 · named")
    assert store.people.get(1).stage is None


async def test_one_interview_is_booked_with_all_that_are_marked(
    desk: Desk, store: Store, now: datetime
) -> None:
    for name in ("Aroha", "Dana", "Kofi"):
        add_person(store, now, name=name)
    async with open_app(desk, ("people", {})) as pilot:
        await keys(pilot, "m", "j", "m", "b")
        assert "Aroha, Kofi" in await until(pilot, "People › Aroha › Book")
        await type_text(pilot, "tomorrow 15:00")
        await keys(pilot, "ctrl+o")
        await until(pilot, "Aroha")
    (talk,) = store.interviews.where()
    assert [person.name for person in talk.people] == ["Aroha", "Kofi"]


async def test_a_filter_is_kept_taken_and_dropped_in_its_line(
    desk: Desk, store: Store, now: datetime
) -> None:
    add_person(store, now, name="Dana", tags=("museum",))
    add_person(store, now, name="Kofi", tags=("museum",))
    add_person(store, now, name="Mai")
    async with open_app(desk, ("people", {})) as pilot:
        await keys(pilot, "f")
        await type_text(pilot, "tag:museum sort:-name save:mine")
        assert "enter saves this as :mine" in screen_text(pilot)
        await keys(pilot, "enter")
        shown = await until(pilot, "Kept: f and :mine shows this again")
        assert "People · 2 of 3, by name, backwards" in shown
        assert [line[2:6] for line in lines(pilot)[4:6]] == ["Kofi", "Dana"]
        await keys(pilot, "escape", "f")
        assert ":mine" in screen_text(pilot)
        await type_text(pilot, ":mine")
        assert "Mai" not in screen_text(pilot)
        await keys(pilot, "enter", "F")
        shown = await until(pilot, "People › Filters")
        assert "mine\n    tag:museum sort:-name" in shown
        await keys(pilot, "e")
        await keys(pilot, "ctrl+u")
        await type_text(pilot, "mai save:hers")
        await keys(pilot, "enter")
        await until(pilot, "Changed hers.")
        await keys(pilot, "enter")
        assert "Mai" in await until(pilot, "People · 1 of 3")
        await keys(pilot, "f", "ctrl+u")
        await type_text(pilot, "drop:hers")
        await keys(pilot, "enter")
        await until(pilot, "Dropped the filter hers.")
        assert not store.people.filters.where()
        await keys(pilot, "u", "u", "u")
        await until(pilot, "Undone: keeping the filter mine.")
    assert not store.people.filters.where()


async def test_half_a_filter_says_what_it_takes(desk: Desk, store: Store, now: datetime) -> None:
    add_person(store, now, name="Dana")
    async with open_app(desk, ("people", {})) as pilot:
        await keys(pilot, "f")
        await type_text(pilot, "due:so")
        assert "due: takes late, none, <7, >30" in screen_text(pilot)
        assert "Dana" in screen_text(pilot)
        await keys(pilot, "ctrl+u")
        await type_text(pilot, "drop:mine")
        await keys(pilot, "enter")
        assert "No filter is called mine; F lists those that are kept." in screen_text(pilot)


async def test_a_wide_list_has_who_introduced_them_and_their_tags(
    desk: Desk, store: Store, now: datetime
) -> None:
    priya = add_person(store, now, name="Priya Raman")
    add_person(store, now, name="Dana", tags=("museum",), introducer_id=priya)
    async with open_app(desk, ("people", {}), size=(120, 40)) as pilot:
        columns = next(line for line in lines(pilot) if "Role, organisation" in line)
        assert columns.split()[-2:] == ["By", "Tags"]
        row = next(line for line in lines(pilot) if line[2:].startswith("Dana"))
        assert row.split()[-3:] == ["Priya", "Raman", "museum"]
