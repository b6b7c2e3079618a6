from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from types import ModuleType
from typing import Any

import pytest
import time_machine

from infoview_tui.cli import launch


@pytest.fixture
def lengths(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Iterator[list[Any]]:
    """Return the lengths that the app was opened with."""
    opened: list[Any] = []

    def run(_desk: Any, *, open_at: Any, backups: bool) -> int:
        page, values = open_at
        assert page == "timer"
        opened.append(values["length"])
        return 0

    app: Any = ModuleType("infoview_tui.app")
    app.run = run
    monkeypatch.setitem(sys.modules, "infoview_tui.app", app)
    monkeypatch.setattr(launch, "refuse_reason", lambda: None)
    monkeypatch.setattr(launch, "prepare_environment", lambda color: None)
    with time_machine.travel(now.timestamp(), tick=False):
        yield opened


def test_the_timer_counts_as_long_as_one_says(shell: Any, home: Any, lengths: list[Any]) -> None:
    for words in ((), ("10",), ("1h5m",), ("1h", "5m"), ("14:50",)):
        assert shell("timer", *words) == ""
    assert lengths == [timedelta(minutes=minutes) for minutes in (20, 10, 65, 65, 20)]


def test_what_is_no_length_opens_nothing(shell: Any, home: Any, lengths: list[Any]) -> None:
    assert "not a length: 'soon'. Try 20" in shell.refused("timer", "soon")
    assert "14:00 is over already" in shell.refused("timer", "14:00")
    shell.run("timer", "-5", code=2)
    assert lengths == []


def test_without_a_terminal_it_says_so(shell: Any, home: Any) -> None:
    assert "terminal" in shell.run("timer", "10", code=2).stderr
