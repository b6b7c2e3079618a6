"""What is measured on: the example, a meeting that runs, and a database as large as a life."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from infoview_tui.services.example import load_example
from infoview_tui.services.interviews import book
from infoview_tui.services.meeting import start
from infoview_tui.services.people import add_person
from infoview_tui.services.prepare import add_goal, add_question
from infoview_tui.services.start import first_answers
from infoview_tui.storage.store import Store

from .measured import Measured
from .seed import Seeder, Sizes

BARE = (sys.executable, str(Path(__file__).with_name("bare.py")))
INFOVIEW = (sys.executable, "-m", "infoview_tui")
WIDE = (120, 40)
ZONE = "Europe/Lisbon"


def bare(*words: str) -> Measured:
    """Start the bare app."""
    return Measured((*BARE, *words), *WIDE, env={"COLORTERM": "truecolor"})


def infoview(database: Path, *words: str, full: bool = False) -> Measured:
    """Start infoview; `full` sends whole frames, as Textual's own driver does."""
    env: dict[str, str | None] = {"TZ": ZONE, "COLORTERM": "truecolor"}
    if full:
        env["INFOVIEW_FULL_FRAMES"] = "1"
    return Measured(
        (*INFOVIEW, "--database", str(database), *words), *WIDE, env=env, cwd=database.parent
    )


def example(path: Path) -> Path:
    """Make the database that the example begins with."""
    with closing(Store(path)) as store:
        first_answers(store, datetime.now(UTC), "Wren Castillo", "museum collections")
        load_example(store, datetime.now(UTC), ZoneInfo(ZONE))
    return path


def meeting(path: Path, fill: Callable[[Store], None] | None = None) -> Path:
    """Make a database with a meeting of five questions and three goals that has just begun."""
    now = datetime.now(UTC)
    with closing(Store(path)) as store:
        if fill is not None:
            fill(store)
        else:
            first_answers(store, now, "Wren Castillo", "museum collections")
        dana = add_person(store, now, name="Dana Okafor", organisation="City Museum")
        talk = book(store, now, [dana], starts_at=now, zone=ZONE, minutes=60)
        for text in ("How people get in", "Is a degree needed", "Where the field is going"):
            add_goal(store, now, talk, text)
        for n in range(5):
            add_question(store, now, talk, f"Question number {n}, what about it?")
        start(store, now, talk)
    return path


def large(path: Path) -> Path:
    """Make a database as large as a life."""
    now = datetime.now(UTC)
    with closing(Store(path)) as store:
        first_answers(store, now, "Wren Castillo", "museum collections")
        Seeder(store, now, Sizes()).fill()
    return path


def large_meeting(path: Path) -> Path:
    """Make a meeting in a database as large as a life."""
    now = datetime.now(UTC) - timedelta(minutes=1)
    return meeting(path, lambda store: Seeder(store, now, Sizes()).fill())
