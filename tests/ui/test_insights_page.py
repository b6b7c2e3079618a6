from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pilots import keys, lines, open_app, screen_text, type_text, until
from textual.pilot import Pilot

from infoview_tui.commands import EVERYWHERE, FIELD, command_for
from infoview_tui.domain.followup import Side
from infoview_tui.services.desk import Desk
from infoview_tui.services.example import load_example
from infoview_tui.services.interviews import book
from infoview_tui.services.letters import draft_letter, mark_answered, mark_sent
from infoview_tui.services.meeting import end, start
from infoview_tui.services.people import add_person
from infoview_tui.services.promises import add_promise, keep
from infoview_tui.storage.store import Store


@pytest.fixture
def example(desk: Desk, store: Store, now: datetime, zone: ZoneInfo) -> Desk:
    load_example(store, now, zone)
    return desk


def under(pilot: Pilot[int]) -> str:
    return next(line for line in lines(pilot) if line.startswith(("›", "·")))


async def test_the_place_is_under_7_and_f8_and_its_tabs_are_walked(example: Desk) -> None:
    async with open_app(example) as pilot:
        await keys(pilot, "7")
        assert lines(pilot)[0].endswith("6 Touch [7 Insights]")
        assert lines(pilot)[1].startswith("[Numbers]")
        await keys(pilot, "]")
        await until(pilot, "[Answers]")
        await keys(pilot, "]")
        await until(pilot, "Who led to whom")
        await keys(pilot, "f", "f8")
        await until(pilot, "[Numbers]")


def test_nearer_keys_win_over_f8() -> None:
    for scope, does in (("meeting", "undo"), ("write_up", "undo"), ("debrief", "goals")):
        command = command_for("f8", (scope, FIELD, EVERYWHERE))
        assert command is not None and command.action == does, scope
    everywhere = command_for("f8", (FIELD,))
    assert everywhere is not None and everywhere.id == "field.go_insights"


async def test_the_clock_of_a_meeting_fits_beside_the_places(
    desk: Desk, store: Store, now: datetime
) -> None:
    dana = add_person(store, now, name="Dana Okafor")
    start(store, now, book(store, now, [dana], starts_at=now, zone="UTC", minutes=120))
    async with open_app(desk, ("insights", {})) as pilot:
        first = await until(pilot, "[7 Insights]")
        assert "120:00" in first.splitlines()[0]
        assert "1 Today  2 People" in first.splitlines()[0]


async def test_before_the_first_request_it_says_how_numbers_begin(desk: Desk) -> None:
    async with open_app(desk, ("insights", {})) as pilot:
        assert "Numbers begin with the first request." in screen_text(pilot)
        await keys(pilot, "w")
        assert "There are no numbers yet." in screen_text(pilot)
        await keys(pilot, "enter")
        assert "There is no row to do that with." in screen_text(pilot)
        await keys(pilot, "f")
        await type_text(pilot, "3m")
        await keys(pilot, "enter")
        assert "Nothing in this period: f all shows everything." in screen_text(pilot)
        await keys(pilot, "enter")
        assert "Requests sent: there is none behind it yet." in screen_text(pilot)


async def test_a_figure_is_a_count_out_of_a_count_and_opens_its_rows(example: Desk) -> None:
    async with open_app(example, ("insights", {})) as pilot:
        shown = screen_text(pilot)
        assert "%" not in shown
        assert "  Replies                  8   ████████████████████░░░░░  8 of 10" in shown
        assert "  On time               3 of 5, once they offered more" in shown
        await keys(pilot, "j", "enter")
        shown = await until(pilot, "Insights › Replies")
        assert "Replies · 8 of 10" in shown
        rows = [line for line in lines(pilot)[3:] if line[2:4] in ("✓ ", "– ")]
        assert [line[2] for line in rows].count("✓") == 8
        assert len(rows) == 10
        await keys(pilot, "enter")
        await until(pilot, "Letters › ")
        await keys(pilot, "escape", "escape")
        await until(pilot, "[Numbers]")


async def test_under_three_cases_there_is_no_bar(
    desk: Desk, store: Store, now: datetime, zone: ZoneInfo
) -> None:
    dana = add_person(store, now, name="Dana Okafor")
    letter = draft_letter(store, now, zone, "request_cold", dana)
    mark_sent(store, now - timedelta(days=1), letter)
    mark_answered(store, now, letter)
    async with open_app(desk, ("insights", {})) as pilot:
        assert "  Replies                  1   1 of 1" in screen_text(pilot)
        assert "█" not in screen_text(pilot)


async def test_the_period_is_echoed_as_it_is_understood(example: Desk) -> None:
    async with open_app(example, ("insights", {})) as pilot:
        await keys(pilot, "f")
        await type_text(pilot, "since 1 sep")
        assert lines(pilot)[-2].endswith("since 1 Sep")
        await keys(pilot, "enter")
        assert lines(pilot)[2].startswith("Since 1 Sep ─")
        await keys(pilot, "f")
        await type_text(pilot, "since whenever")
        await keys(pilot, "enter")
        assert "not a date" in screen_text(pilot)
        await keys(pilot, "ctrl+u")
        await type_text(pilot, "all")
        await keys(pilot, "enter")
        assert lines(pilot)[2].startswith("Since the start ─")
        # What is behind a figure is of the same days.
        await keys(pilot, "enter")
        assert lines(pilot)[0].endswith("since the start")


async def test_rows_lead_to_where_they_were_written_down(example: Desk) -> None:
    async with open_app(example, ("insights", {})) as pilot:
        for row, page in (
            ("On time", "agreed"),
            ("My promises", "[Promises"),
            ("They gave", "People › "),
        ):
            while row not in under(pilot):
                await keys(pilot, "j")
            await keys(pilot, "enter")
            await until(pilot, "Insights › ")
            if row == "They gave":
                while "named" not in under(pilot):
                    await keys(pilot, "j")
            await keys(pilot, "enter")
            await until(pilot, page)
            await keys(pilot, "7")
            await until(pilot, "[Numbers]")


async def test_words_too_long_for_a_row_stand_below_it(
    desk: Desk, store: Store, now: datetime
) -> None:
    dana = add_person(store, now, name="Dana Okafor")
    words = "a summary of all that I hear from others " * 4 + "until the end"
    promise = add_promise(store, now, dana, Side.MINE, words, now.date())
    keep(store, now, promise)
    async with open_app(desk, ("insights", {})) as pilot:
        while "You gave" not in under(pilot):
            await keys(pilot, "j")
        await keys(pilot, "enter")
        assert "until the end" in await until(pilot, "promise kept: a summary")
        assert under(pilot).startswith("› 23 Nov")


async def test_an_aim_of_ones_own_stands_beside_the_months(
    desk: Desk, store: Store, now: datetime, zone: ZoneInfo
) -> None:
    dana = add_person(store, now, name="Dana Okafor")
    for days in (40, 3):
        at = now - timedelta(days=days)
        id = book(store, at, [dana], starts_at=at, zone="UTC")
        start(store, at, id)
        end(store, at + timedelta(minutes=20), id, zone)
    object.__setattr__(desk.config, "meetings_a_month", 3)
    async with open_app(desk, ("insights", {})) as pilot:
        assert "Oct 1  Nov 1  your aim: 3" in screen_text(pilot)
        await keys(pilot, "v")
        assert "Oct 1  Nov 1  (your aim: 3)" in screen_text(pilot)


async def test_the_numbers_are_taken_along(
    example: Desk, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    async with open_app(example, ("insights", {})) as pilot:
        await keys(pilot, "v")
        assert lines(pilot)[0].startswith("Asking, since")
        await keys(pilot, "q", "w", "enter")
        await until(pilot, "The file is insights.md in ~")
    text = (home / "insights.md").read_text("utf-8")
    assert "- **Replies** 8: 8 of 10\n" in text


@pytest.mark.parametrize("size", [(60, 20), (120, 40), (40, 10)])
async def test_each_size_says_it(example: Desk, size: tuple[int, int]) -> None:
    async with open_app(example, ("insights", {}), size=size) as pilot:
        assert "8 of 10" in screen_text(pilot)
        await keys(pilot, "G")
        assert "Introductions a month" in under(pilot)
