"""The clock of a meeting in processes of its own: a laptop that slept, a clock that was set."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from infoview_tui.domain.interviews import Boot
from infoview_tui.services.interviews import book
from infoview_tui.services.meeting import pause, start
from infoview_tui.services.people import add_person
from infoview_tui.storage.store import Store
from infoview_tui.timekeeper import Timekeeper

INFOVIEW = (sys.executable, "-m", "infoview_tui")
AN_HOUR_ON = ("unshare", "--user", "--map-root-user", "--time", "--boottime", "3600")
"""Runs a program an hour later by the clock that counts sleep, its time of day unchanged."""
HOUR = timedelta(hours=1)
SLOW = 60
"""Seconds that a loaded machine may take for a test."""


def meet(store: Store, shift: timedelta = timedelta()) -> int:
    """Start a meeting of 90 minutes; the clock was set ahead by `shift` since."""
    keeper = Timekeeper()
    boot, now = keeper.boot(), keeper.now() - shift
    assert boot is not None
    id = book(
        store,
        now,
        [add_person(store, now, name="Dana Okafor")],
        starts_at=now,
        zone="UTC",
        minutes=90,
    )
    start(store, now, id, Boot(boot.id, boot.at - shift))
    return id


def run(database: Path, *args: str, before: tuple[str, ...] = ()) -> str:
    ran = subprocess.run(
        [*before, *INFOVIEW, "--database", str(database), *args],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={**os.environ, "TZ": "Europe/Lisbon"},
    )
    return ran.stdout


def shown(database: Path, before: tuple[str, ...] = ()) -> dict[str, Any]:
    (row,) = json.loads(run(database, "interviews", "list", "--json", before=before))
    one = json.loads(run(database, "interviews", "show", "1", "--json", before=before))
    assert (one["status"], one["started_at"]) == (row["status"], row["started_at"])
    return dict(row)


def about(seconds: int, used: int) -> bool:
    return seconds <= used <= seconds + SLOW


@pytest.fixture(scope="module")
def time_namespaces() -> None:
    try:
        ran = subprocess.run([*AN_HOUR_ON, "true"], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no unshare here")
    if ran.returncode:
        pytest.skip(f"no time namespaces here: {ran.stderr.strip()}")


def offset(store: Store) -> int:
    note = store.notes.where(order="t.id")[-1]
    assert note.interview_id == 1
    assert note.offset_seconds is not None
    return note.offset_seconds


@pytest.mark.usefixtures("time_namespaces")
def test_the_hour_that_a_laptop_slept_is_counted(store: Store, database: Path) -> None:
    meet(store)
    assert about(0, shown(database)["used_seconds"])
    slept = shown(database, AN_HOUR_ON)
    assert slept["status"] == "running"
    assert about(3600, slept["used_seconds"])
    run(database, "note", "after the lid was opened", before=AN_HOUR_ON)
    assert about(3600, offset(store))


@pytest.mark.usefixtures("time_namespaces")
def test_asleep_in_a_pause_the_clock_stands_still(store: Store, database: Path) -> None:
    id = meet(store)
    keeper = Timekeeper()
    keeper.follow(store.interviews.get(id))
    pause(store, keeper.now(), id)
    assert about(0, shown(database, AN_HOUR_ON)["used_seconds"])


@pytest.mark.parametrize("shift", [HOUR, -HOUR, 10_000 * HOUR])
def test_a_shell_goes_by_the_meetings_time_when_the_clock_was_set(
    store: Store, database: Path, shift: timedelta
) -> None:
    meet(store, shift)
    row = shown(database)
    assert row["status"] == "running"
    assert about(0, row["used_seconds"])
    assert row["overrun_seconds"] == 0
    run(database, "note", "by the meeting's time")
    run(database, "note", "--for", "dana", "and this one")
    for note in store.notes.where():
        assert note.interview_id == 1
        assert note.offset_seconds is not None
        assert about(0, note.offset_seconds)
        # In time order with the notes that a window stamps.
        assert abs(note.at - (datetime.now(UTC) - shift)) < timedelta(seconds=SLOW)


@pytest.mark.parametrize("shift", [HOUR, -HOUR, 10_000 * HOUR])
def test_setting_the_clock_in_mid_meeting_changes_nothing_in_a_shell(
    store: Store, shell: Any, shift: timedelta
) -> None:
    meet(store)
    with time_machine.travel(datetime.now(UTC) + shift):
        row = shell.json("interviews", "show", "dana")
        shell("note", "x")
        assert "running" in shell("interviews", "list")
        # What is said in words goes by the clock on the wall.
        shell("interviews", "add", "dana", "--at", "in 2 hours")
        booked = store.interviews.get(2).starts_at
        assert booked is not None
        assert abs(booked - datetime.now(UTC) - 2 * HOUR) < timedelta(minutes=2)
    assert row["status"] == "running"
    assert about(0, row["used_seconds"])
    assert about(0, offset(store))


def test_a_zone_that_is_changed_in_mid_meeting_changes_only_the_words(
    store: Store, shell: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = meet(store)
    used, begun = [], []
    for zone in ("Europe/Lisbon", "Asia/Kathmandu"):
        monkeypatch.setenv("TZ", zone)
        row = shell.json("interviews", "show", str(id))
        used.append(row["used_seconds"])
        begun.append(datetime.fromisoformat(row["started_at"]))
        assert begun[-1].utcoffset() == begun[-1].astimezone(ZoneInfo(zone)).utcoffset()
    assert about(used[0], used[1])
    assert begun[0] == begun[1]
