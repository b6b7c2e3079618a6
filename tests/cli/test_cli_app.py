from __future__ import annotations

import stat
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import time_machine
from click.testing import CliRunner

from infoview_tui.cli import launch, opens_the_app
from infoview_tui.cli.group import group
from infoview_tui.cli.run import Run
from infoview_tui.storage.store import Store


class Opened(list[Any]):
    """What the stand-in for the app was asked to open, and what it does then."""

    does: Callable[[Path], object] = staticmethod(lambda _: None)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    calls = Opened()

    def run(desk: Any, *, open_at: Any, backups: bool) -> int:
        calls.append((desk.storage.path, open_at))
        calls.does(desk.storage.path)
        return 0

    app: Any = ModuleType("infoview_tui.app")
    app.run = run
    monkeypatch.setitem(sys.modules, "infoview_tui.app", app)
    monkeypatch.setattr(launch, "refuse_reason", lambda: None)
    monkeypatch.setattr(launch, "prepare_environment", lambda color: None)
    return calls


@pytest.fixture
def booked(shell: Any, now: datetime) -> Any:
    with time_machine.travel(now.timestamp(), tick=False):
        shell("people", "add", "Dana Okafor")
        shell("interviews", "add", "dana", "--at", "tomorrow 14:00")
    return shell


def test_no_command_is_the_app(shell: Any, opened: Opened, database: Path) -> None:
    shell("--no-mouse")
    assert opened == [(database, None)]


WORDS = ("--database", "--config=y", "--database=", "--no-mouse", "--", "", "z", "--data", "-")


@pytest.mark.parametrize("variable", [None, "", "e"])
def test_what_is_read_without_click_is_read_as_by_click(
    monkeypatch: pytest.MonkeyPatch, variable: str | None
) -> None:
    monkeypatch.delenv("INFOVIEW_CONFIG", raising=False)
    if variable is None:
        monkeypatch.delenv("INFOVIEW_DATABASE", raising=False)
    else:
        monkeypatch.setenv("INFOVIEW_DATABASE", variable)
    runs: list[Run] = []
    monkeypatch.setattr(launch, "open_today", runs.append)
    for words in (words for count in range(4) for words in product(WORDS, repeat=count)):
        alone = opens_the_app(words)
        if alone is not None:
            runs.clear()
            CliRunner().invoke(group, words)
            assert runs == [alone], words


def test_meet_starts_the_clock_before_the_app(booked: Any, opened: Opened) -> None:
    statuses = []

    def look(database: Path) -> None:
        store = Store(database)
        statuses.append(store.interviews.get(1).started_at is not None)
        store.close()

    opened.does = look
    result = booked.run("meet", "dana")
    assert statuses == [True]
    assert opened[0][1] == ("meeting", {"interview_id": 1})
    assert result.stderr == "Interview 1 with Dana Okafor.\n"


def test_meet_without_a_name(booked: Any, opened: Opened, now: datetime) -> None:
    with time_machine.travel(now.timestamp(), tick=False):
        assert "No meeting is running or booked for today" in booked.refused("meet")
    with time_machine.travel((now + timedelta(days=1)).timestamp(), tick=False):
        booked("meet")
        booked("meet")
    assert [at for _, at in opened] == [("meeting", {"interview_id": 1})] * 2


def test_meet_somebody_new(shell: Any, opened: Opened) -> None:
    shell("meet", "--with", "Mai Tran", "--minutes", "15")
    (row,) = shell.json("interviews", "list")
    assert (row["person"], row["agreed_minutes"], row["status"]) == ("Mai Tran", 15, "running")
    assert shell.run("meet", "--with", "mai").stderr == "Interview 1 with Mai Tran.\n"
    shell("meet", "--with", "Dana Okafor, curator")
    assert [row["agreed_minutes"] for row in shell.json("interviews", "list")] == [15, 20]
    assert [row["name"] for row in shell.json("people", "list")] == ["Dana Okafor", "Mai Tran"]


def test_meet_opens_the_debrief_of_one_that_has_ended(
    booked: Any, opened: Opened, database: Path, now: datetime
) -> None:
    store = Store(database)
    store.interviews.change(now, 1, started_at=now, ended_at=now)
    store.close()
    booked("meet", "1")
    assert opened[0][1] == ("debrief", {"interview_id": 1})


def test_meet_asks_when_a_forgotten_meeting_ended(
    booked: Any, opened: Opened, database: Path, now: datetime
) -> None:
    store = Store(database)
    store.interviews.change(now, 1, started_at=now)
    store.close()
    for hours, screen in ((4, "meeting"), (5, "debrief")):
        with time_machine.travel((now + timedelta(hours=hours)).timestamp(), tick=False):
            booked("meet", "dana")
        assert opened[-1][1] == (screen, {"interview_id": 1})


def test_meet_refused(booked: Any, opened: Opened) -> None:
    booked.run("meet", "dana", "--with", "dana", code=2)
    booked.run("meet", "dana", "--minutes", "5", code=2)
    booked.refused("meet", "--with", "Mai", "--minutes", "0")
    booked.refused("meet", "nobody")
    booked("interviews", "cancel", "1")
    assert "called off" in booked.refused("meet", "1")
    assert opened == []
    assert len(booked.json("people", "list")) == 1


@pytest.mark.parametrize("words", [(), ("meet", "dana"), ("meet", "--with", "Mai"), ("demo",)])
def test_without_a_terminal(booked: Any, words: tuple[str, ...]) -> None:
    result = booked.run(*words, code=2)
    assert len(result.stderr.splitlines()) == 1
    assert "terminal" in result.stderr
    assert [row["started_at"] for row in booked.json("interviews", "list")] == [None]


def test_demo_is_thrown_away(home: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = home / "mine.db"
    monkeypatch.setenv("INFOVIEW_DATABASE", str(mine))
    modes = []
    opened.does = lambda path: modes.append(stat.S_IMODE(path.parent.stat().st_mode))
    result = CliRunner().invoke(group, ["demo"])
    assert result.exit_code == 0, result.output
    (where, at) = opened[0]
    assert at is None
    assert modes == [0o700]
    assert not where.parent.exists()
    assert not mine.exists()


def test_demo_is_thrown_away_when_the_app_fails(opened: Opened, shell: Any) -> None:
    def fail(path: Path) -> None:
        raise OSError(5, "Input/output error")

    opened.does = fail
    result = CliRunner().invoke(group, ["demo"])
    assert result.exit_code == 1
    assert not opened[0][0].parent.exists()


@pytest.mark.parametrize("before", [True, False])
def test_demo_that_is_kept(home: Path, opened: Opened, before: bool) -> None:
    named = ["--database", str(home / "demo.db")]
    words = [*named, "demo"] if before else ["demo", *named]
    assert CliRunner().invoke(group, words).exit_code == 0
    again = CliRunner().invoke(group, words)
    assert again.exit_code == 1
    assert "has something in it" in again.stderr
    people = CliRunner().invoke(group, [*named, "people", "list"])
    assert len(people.stdout.splitlines()) >= 12


def test_example_remove(home: Path, opened: Opened, shell: Any) -> None:
    named = ["--database", str(home / "demo.db")]
    CliRunner().invoke(group, ["demo", *named])
    result = CliRunner().invoke(group, [*named, "example", "remove"])
    assert result.exit_code == 0, result.output
    assert CliRunner().invoke(group, [*named, "people", "list"]).stdout == ""
    shell.refused("example", "remove")
