from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from somebody import User

from infoview_tui.services.prepare import add_goal
from infoview_tui.storage.store import Store


def terminal(user: User) -> str:
    return str(Path(f"/proc/{user.tty.pid}/fd/0").readlink()).removeprefix("/dev/")


@pytest.fixture
def pair(database: Path, store: Store, now: datetime, shell: Any) -> Iterator[tuple[User, User]]:
    shell("people", "add", "Dana Okafor")
    shell("interviews", "add", "dana", "--at", "tomorrow 14:00")
    add_goal(store, now, 1, "How people get in")
    with ExitStack() as opened:
        here, there = (opened.enter_context(User(database, rows=24)) for _ in range(2))
        yield here, there


def test_two_terminals_change_one_goal_and_both_texts_stay(
    store: Store, pair: tuple[User, User]
) -> None:
    here, there = pair
    for user in pair:
        user.sees("Today")
        user.presses("3")
        user.sees("How people get in")
        user.presses("shift+tab", "shift+tab", "e")
        user.sees("Goal  How people get in")
    there.types(" and stay\r")
    # What comes from elsewhere moves neither the half-typed line nor its cursor.
    here.types(" quickly")
    here.presses(*["left"] * 7)
    here.sees(r"(?s)1   How people get in and stay .*Goal  How people get in quickly")
    here.types("very ")
    here.presses("enter")
    name = terminal(there)
    assert name.startswith("pts/")
    here.sees(rf"Changed \d\d:\d\d on {name}: “How people get in and stay”\. enter saves yours")
    here.sees("escape leaves it")
    here.sees("Goal  How people get in very quickly")
    assert store.interviews.goals.get(1).text == "How people get in and stay"
    here.presses_again("enter")
    for user in pair:
        user.sees("1   How people get in very quickly")
    (kept,) = store.notes.where("t.interview_id=1")
    at, text = kept.body.removeprefix(f"Before, in the goal ({name}, ").split("): ")
    assert len(at) == 5
    assert text == "How people get in and stay"
    here.presses("u")
    for user in pair:
        user.sees("1   How people get in and stay")
    assert not store.notes.where()
    for user in pair:
        user.leaves()
