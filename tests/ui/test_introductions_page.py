from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pilots import keys, lines, open_app, screen_text, type_text, until
from textual.pilot import Pilot

from infoview_tui.services.desk import Desk
from infoview_tui.services.interviews import book
from infoview_tui.services.introductions import introducers
from infoview_tui.services.letters import mark_sent
from infoview_tui.services.meeting import end, start
from infoview_tui.services.people import add_person, delete_person, introduce
from infoview_tui.storage.store import Store

PEOPLE = ("Priya Raman", "Dana Okafor", "Mai Tran", "Kofi Mensah", "Zofia Nowak")


@pytest.fixture
def people(desk: Desk, store: Store, now: datetime, zone: ZoneInfo) -> dict[str, int]:
    """Priya led to Dana, whom one met, and to Kofi; Dana to Mai, and so did Kofi."""
    then = now - timedelta(days=30)
    ids = {name.split()[0]: add_person(store, then, name=name) for name in PEOPLE}
    for introducer, person in (
        ("Priya", "Dana"),
        ("Dana", "Mai"),
        ("Priya", "Kofi"),
        ("Kofi", "Mai"),
    ):
        introduce(store, then, person_id=ids[person], introducer_id=ids[introducer])
    at = now - timedelta(days=2)
    talk = book(store, at, [ids["Dana"]], starts_at=at, zone="UTC")
    start(store, at, talk)
    end(store, at + timedelta(minutes=20), talk, zone)
    return ids


def tree(pilot: Pilot[int]) -> list[str]:
    """Return the lines of the tree, without what stands in other columns."""
    shown = lines(pilot)[3:]
    stop = next((n for n, line in enumerate(shown) if not line.strip() or "──" in line), None)
    return [line[2:28].rstrip() for line in shown[:stop]]


def under(pilot: Pilot[int]) -> str:
    return next(line for line in lines(pilot) if line.startswith("›"))


async def to(pilot: Pilot[int], name: str) -> None:
    await keys(pilot, "g")
    while name not in under(pilot):
        await keys(pilot, "j")


async def test_nobody_yet_says_how_a_line_comes(desk: Desk) -> None:
    async with open_app(desk, ("introductions", {})) as pilot:
        shown = screen_text(pilot)
        assert "No introductions yet." in shown
        assert "In a meeting type @Name, role, organisation" in shown
        assert "In short" not in shown
        await keys(pilot, "w", "f")
        await type_text(pilot, "dana")
        await keys(pilot, "enter", "left", "right", "space")
        assert "There is no row to do that with." in screen_text(pilot)


async def test_everybody_stands_once_with_the_stage_and_what_is_owed(
    desk: Desk, people: dict[str, int]
) -> None:
    async with open_app(desk, ("introductions", {})) as pilot:
        assert "Who led to whom · 5 people, 2 beginnings" in screen_text(pilot)
        assert tree(pilot) == [
            *("Priya Raman", "  Dana Okafor", "    Mai Tran", "  Kofi Mensah", "    Mai Tran"),
            "Zofia Nowak",
        ]
        shown = screen_text(pilot)
        assert "Dana Okafor               met        Priya thanked for it: not yet" in shown
        assert "see above · may name Kofi: not asked" in shown
        assert "Longest line     3: Priya, Dana, Mai" in shown
        assert "Meetings that came from a name  1 of 1" in shown
        await to(pilot, "Dana")
        assert "You met Dana Okafor: Priya Raman would like to hear of it." in screen_text(pilot)
        await keys(pilot, "enter")
        await until(pilot, "People › Dana Okafor")
        # The brackets walk the people of the tree.
        await keys(pilot, "]")
        await until(pilot, "People › Mai Tran")


async def test_the_thanks_go_to_whoever_led_to_somebody_once_one_met(
    desk: Desk, store: Store, now: datetime, people: dict[str, int]
) -> None:
    async with open_app(desk, ("introductions", {})) as pilot:
        await to(pilot, "Mai")
        await keys(pilot, "o")
        assert "You have not met Mai Tran yet; Dana Okafor hears of it then." in screen_text(pilot)
        await to(pilot, "Zofia")
        await keys(pilot, "o")
        assert "Nobody led you to Zofia Nowak" in screen_text(pilot)
        # From the line of Dana, and from that of Priya who led to her.
        for name in ("Dana", "Priya"):
            await to(pilot, name)
            await keys(pilot, "o")
            await until(pilot, "I met Dana Okafor, thanks to you")
            await keys(pilot, "ctrl+o", "escape")
            await until(pilot, "Who led to whom")
        (letter,) = store.letters.where()
        assert (letter.kind, letter.person_id) == ("close_loop", people["Priya"])
        mark_sent(store, now, letter.id)
        await keys(pilot, "1", "7", "]", "]")
        await to(pilot, "Dana")
        assert "Priya thanked for it: yes" in under(pilot)
        await keys(pilot, "o")
        assert "Priya Raman was told already" in screen_text(pilot)


async def test_who_led_to_somebody_is_edited_in_the_line(
    desk: Desk, store: Store, people: dict[str, int]
) -> None:
    async with open_app(desk, ("introductions", {})) as pilot:
        await to(pilot, "Zofia")
        await keys(pilot, "e")
        await type_text(pilot, "zof")
        await keys(pilot, "enter")
        assert "Zofia Nowak cannot lead to themselves" in screen_text(pilot)
        await keys(pilot, "ctrl+u")
        await type_text(pilot, "kofi, nobody")
        await keys(pilot, "enter")
        assert "nobody" in lines(pilot)[-2].lower()
        # What is typed comes back.
        await keys(pilot, "escape", "e")
        assert "kofi, nobody" in lines(pilot)[-2]
        await keys(pilot, "ctrl+u")
        await type_text(pilot, "kofi, Mai Tran")
        await keys(pilot, "enter")
        await until(pilot, "Zofia Nowak: introduced by kofi, Mai Tran.  u undo")
        assert "    Zofia Nowak" in tree(pilot)
        assert [p.name for p in introducers(store, people["Zofia"])] == ["Kofi Mensah", "Mai Tran"]
        await keys(pilot, "u")
        await until(pilot, "Undone: who led to Zofia Nowak.")
        assert introducers(store, people["Zofia"]) == ()
        await to(pilot, "Dana")
        await keys(pilot, "e")
        assert "Introduced by  Priya Raman" in lines(pilot)[-2]
        await keys(pilot, "ctrl+u", "enter")
        await until(pilot, "Dana Okafor: a beginning.")


async def test_lines_are_folded_and_walked(desk: Desk, people: dict[str, int]) -> None:
    async with open_app(desk, ("introductions", {})) as pilot:
        await to(pilot, "Mai")
        await keys(pilot, "left")
        assert "Dana" in under(pilot)
        await keys(pilot, "left")
        assert "Dana Okafor +1" in under(pilot)
        assert tree(pilot)[1:3] == ["  Dana Okafor +1", "  Kofi Mensah"]
        await keys(pilot, "left", "left")
        assert tree(pilot) == ["Priya Raman +3", "Zofia Nowak"]
        await keys(pilot, "right", "right", "right")
        assert tree(pilot)[:3] == ["Priya Raman", "  Dana Okafor", "    Mai Tran"]
        # A line that points leads to the person.
        await keys(pilot, "g", "j", "j", "j", "j")
        assert "see above" in under(pilot)
        await keys(pilot, "right")
        assert "may name Dana" in under(pilot)


async def test_a_filter_shows_the_line_above_and_all_below(
    desk: Desk, people: dict[str, int]
) -> None:
    async with open_app(desk, ("introductions", {})) as pilot:
        await keys(pilot, "f")
        await type_text(pilot, "dan")
        assert tree(pilot) == ["Priya Raman", "  Dana Okafor", "    Mai Tran"]
        assert "Who led to whom · 3 of 5" in screen_text(pilot)
        await keys(pilot, "enter", "escape")
        assert "5 people, 2 beginnings" in screen_text(pilot)
        await keys(pilot, "f")
        await type_text(pilot, "nobody")
        await keys(pilot, "enter")
        assert "No one matches nobody. escape clears it." in screen_text(pilot)
        await keys(pilot, "escape")
        await to(pilot, "Kofi")
        await keys(pilot, "space")
        assert "the line of Kofi Mensah" in screen_text(pilot)
        assert "Kofi" in under(pilot)
        await keys(pilot, "space")
        assert "5 people" in screen_text(pilot)


async def test_it_begins_with_the_line_of_a_person(
    desk: Desk, store: Store, now: datetime, people: dict[str, int]
) -> None:
    of = {"person_id": people["Mai"]}
    async with open_app(desk, ("introductions", of)) as pilot:
        assert "the line of Mai Tran" in screen_text(pilot)
        assert tree(pilot) == [
            *("Priya Raman", "  Dana Okafor", "    Mai Tran", "  Kofi Mensah", "    Mai Tran")
        ]
        assert "may name Dana" in under(pilot)
        delete_person(store, now, people["Mai"])
        await until(pilot, "4 people, 2 beginnings")


async def test_the_tree_is_taken_along_in_the_form_of_the_name(
    desk: Desk, people: dict[str, int], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    async with open_app(desk, ("introductions", {})) as pilot:
        await keys(pilot, "w", "enter")
        await until(pilot, "The tree is introductions.md in ~")
        await keys(pilot, "w", "ctrl+u")
        await type_text(pilot, "tree.dot")
        await keys(pilot, "enter")
        await until(pilot, "The tree is tree.dot in ~")
        await keys(pilot, "v")
        assert lines(pilot)[0].startswith("Priya Raman  named")
    assert "  - **Dana Okafor**" in (home / "introductions.md").read_text("utf-8")
    assert (home / "tree.dot").read_text("utf-8").count(" -> ") == 4


async def test_a_long_line_says_how_deep_it_is(desk: Desk, store: Store, now: datetime) -> None:
    ids = [add_person(store, now, name=f"Person {n}") for n in range(12)]
    for above, below in pairwise(ids):
        introduce(store, now, person_id=below, introducer_id=above)
    async with open_app(desk, ("introductions", {})) as pilot:
        assert "            9. Person 8" in screen_text(pilot)
        await keys(pilot, "G")
        assert under(pilot).startswith("›             12. Person 11")


@pytest.mark.parametrize("size", [(60, 20), (120, 40), (40, 10)])
async def test_each_size_says_it(desk: Desk, people: dict[str, int], size: tuple[int, int]) -> None:
    async with open_app(desk, ("introductions", {}), size=size) as pilot:
        shown = screen_text(pilot)
        assert "Dana Okafor" in shown
        assert ("Priya told: not yet" in shown) == (size[0] == 60)
        assert ("In short" in shown) == (size[1] > 10)
        await keys(pilot, "G")
        assert "Zofia" in under(pilot)


async def test_two_who_led_to_somebody_may_have_one_name(
    desk: Desk, store: Store, people: dict[str, int], now: datetime
) -> None:
    zofia, kofi = people["Zofia"], people["Kofi"]
    two = {add_person(store, now, name="Ola Berg", role=role) for role in ("clerk", "curator")}
    for introducer in two:
        introduce(store, now, person_id=zofia, introducer_id=introducer)
    async with open_app(desk, ("introductions", {})) as pilot:
        await to(pilot, "Zofia")
        await keys(pilot, "e")
        await type_text(pilot, ", kofi")
        await keys(pilot, "enter")
        await until(pilot, "introduced by Ola Berg, Ola Berg, kofi.")
        assert {p.id for p in introducers(store, zofia)} == {*two, kofi}
    async with open_app(desk, ("edit_person", {"person_id": zofia})) as pilot:
        await keys(pilot, *["down"] * 6)
        await type_text(pilot, ", mai tran")
        await keys(pilot, "ctrl+o")
        await until(pilot, "Mai Tran")
        assert {p.id for p in introducers(store, zofia)} == {*two, kofi, people["Mai"]}
    async with open_app(desk, ("edit_person", {"person_id": zofia})) as pilot:
        await keys(pilot, *["down"] * 6, "ctrl+u")
        await type_text(pilot, "ola berg")
        await keys(pilot, "ctrl+o")
        await until(pilot, "Which number")
