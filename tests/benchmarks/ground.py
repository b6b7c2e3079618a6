"""What is measured on: the example, a meeting that runs, and a database as large as a life."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from importlib.util import find_spec
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
COMPILED = (
    *("infoview_tui", "infoview_tui.screens"),
    *("textual", "rich", "sqlite_utils", "dateutil", "click"),
)
WIDE = (120, 40)
ZONE = "Europe/Lisbon"
BARE_READY = "Row 0 of the list"
TODAY_READY = r"\[1 Today\][\s\S]*\n[^\n]*(late|today|tomorrow|running)"
"""The title and the first due row."""
MEETING_READY = "F10 end"


def fair(place: Path) -> None:
    """Let what is measured run as after `pip install`: bytecode in place, a home of its own."""
    for name in list(os.environ):
        if name.startswith(("PYTHON", "XDG_")):
            del os.environ[name]
    os.environ["PYTHONPYCACHEPREFIX"] = str(place / "bytecode")
    home = place / "home"
    home.mkdir()
    os.environ["HOME"] = str(home)
    specs = filter(None, map(find_spec, COMPILED))
    places = [place for spec in specs for place in spec.submodule_search_locations or ()]
    subprocess.run([sys.executable, "-m", "compileall", "-q", "-j0", *places], check=True)
    # One start of each program fills in the rest.
    with bare("input") as tty:
        tty.first_paint("palette", 120)
    with infoview(example(place / "warm.db")) as tty:
        tty.first_paint(TODAY_READY, 120)


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
    now = datetime.now(UTC)
    with closing(Store(path)) as store:
        first_answers(store, now, "Wren Castillo", "museum collections")
        load_example(store, now, ZoneInfo(ZONE))
    return path


def large(path: Path) -> Path:
    """Make a database as large as a life."""
    now = datetime.now(UTC)
    with closing(Store(path)) as store:
        first_answers(store, now, "Wren Castillo", "museum collections")
        Seeder(store, now, Sizes()).fill()
    return path


def meeting(path: Path) -> Path:
    """Let a meeting of five questions and three goals begin in a database."""
    now = datetime.now(UTC)
    with closing(Store(path)) as store:
        whom = add_person(store, now, name="Ines Duarte", organisation="River House")
        talk = book(store, now, [whom], starts_at=now, zone=ZONE, minutes=60)
        for text in ("How people get in", "Is a degree needed", "Where the field is going"):
            add_goal(store, now, talk, text)
        for n in range(5):
            add_question(store, now, talk, f"Question number {n}, what about it?")
        start(store, now, talk)
    return path
