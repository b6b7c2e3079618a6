from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine

from infoview_tui.services.meeting import start
from infoview_tui.storage.store import Store


@pytest.fixture
def booked(shell: Any, now: datetime) -> Iterator[Any]:
    with time_machine.travel(now.timestamp(), tick=False):
        shell("people", "add", "Hana Sato")
        shell("people", "add", "Kofi Mensah")
        shell("interviews", "add", "hana", "--at", "today 10:00", "--minutes", "30")
        yield shell


def times(shell: Any) -> tuple[Any, ...]:
    row = shell.json("interviews", "list")[0]
    names = ("started_at", "ended_at", "extension_minutes", "overrun_seconds", "status")
    return tuple(row[name] for name in names)


def test_held_records_it_as_booked_and_corrects_what_is_given(booked: Any) -> None:
    result = booked.run("interviews", "held", "hana")
    assert result.stdout == ""
    assert "Mon 23 Nov, 10:00-10:30, 30 min, today\nHeld: interview 1 with Hana" in result.stderr
    start, end = "2026-11-23T10:00:00+00:00", "2026-11-23T10:30:00+00:00"
    assert times(booked) == (start, end, 0, 0, "ended")
    booked("interviews", "held", "1", "--minutes", "37", "--offered", "5")
    assert times(booked)[1:4] == ("2026-11-23T10:37:00+00:00", 5, 120)
    booked("interviews", "held", "1", "--at", "10:02-10:31")
    assert times(booked)[:4] == (
        "2026-11-23T10:02:00+00:00",
        "2026-11-23T10:31:00+00:00",
        5,
        0,
    )
    assert booked.json("today")[0]["kind"] == "debrief"
    booked("interviews", "held", "1", "--at", "yesterday 14:00", "--minutes", "20")
    assert times(booked)[:2] == ("2026-11-22T14:00:00+00:00", "2026-11-22T14:20:00+00:00")
    # Offered minutes that were a slip.
    booked("interviews", "held", "1", "--offered", "0")
    assert times(booked)[2] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--at", "14:00-15:00"), "Still ahead"),
        (("--at", "tomorrow 9:00"), "Still ahead"),
        (("--at", "10:30-10:00"), "after the start"),
        (("--at", "soon"), "not a date"),
        (("--minutes", "0"), "1 to 1440"),
        (("--offered", "-1"), "1 to 1440"),
    ],
)
def test_times_that_cannot_be_are_refused(booked: Any, words: tuple[str, ...], said: str) -> None:
    assert said in booked.refused("interviews", "held", "1", *words)
    assert times(booked)[0] is None


def test_one_that_was_called_off_is_booked_again_first(booked: Any) -> None:
    booked("interviews", "add", "kofi", "--at", "tomorrow 9:00")
    booked("interviews", "cancel", "2")
    assert "called off" in booked.refused("interviews", "held", "2", "--at", "yesterday 9:00")


def test_a_missed_one_stays_on_today_until_it_is_written_up(booked: Any) -> None:
    booked("interviews", "add", "kofi", "--at", "last tue 9:00", "--mode", "in-person")
    rows = {row["person"]: row for row in booked.json("today")}
    assert rows["Kofi Mensah"]["kind"] == "meeting"
    assert rows["Kofi Mensah"]["overdue"]
    assert "in person" in rows["Kofi Mensah"]["why"]
    booked("interviews", "held", "2")
    rows = {row["person"]: row for row in booked.json("today")}
    assert rows["Kofi Mensah"]["kind"] in ("debrief", "thank_you")


def test_phases_are_kept_checked_and_scaled(booked: Any) -> None:
    add = ("interviews", "add", "kofi", "--at", "tomorrow 9:00")
    assert booked(*add, "--minutes", "30", "--phases", "5/19/6") == "2"
    assert "5/19/6" in booked("interviews", "show", "2")
    assert "is 20, not the agreed 30" in booked.refused(
        *add, "--minutes", "30", "--phases", "3/13/4"
    )
    assert "such as 3/13/4" in booked.refused("interviews", "edit", "2", "--phases", "plenty")
    booked("interviews", "edit", "2", "--phases", "2/23/5")
    assert "2/23/5" in booked("interviews", "show", "2")
    booked("interviews", "edit", "2", "--minutes", "60")
    assert "4/46/10" in booked("interviews", "show", "2")
    # The usual ones are no own plan.
    booked("interviews", "edit", "2", "--minutes", "20", "--phases", "3/13/4")
    assert "phases" not in booked("interviews", "show", "2")


def test_booking_at_the_time_of_a_meeting_that_runs_is_told(booked: Any, now: datetime) -> None:
    # Begun two hours before the time it was booked for.
    booked("interviews", "add", "kofi", "--at", "16:30")
    store = Store(booked.database)
    start(store, now, 2)
    store.close()
    result = booked.run("interviews", "add", "hana", "--at", "14:45")
    assert "overlaps with interview 2 with Kofi Mensah" in result.stderr
    assert "overlaps" not in booked.run("interviews", "add", "hana", "--at", "15:55").stderr
    assert "overlaps" not in booked.run("interviews", "add", "hana", "--at", "16:30").stderr
