"""What a large database changes: opening a place, a key in its list, typing, searching."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from contextlib import closing
from datetime import datetime
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

from infoview_tui.domain.due import Habits
from infoview_tui.services.today import listed
from infoview_tui.storage.store import Store

from .figures import Figure, Found, Table, number
from .ground import MEETING_READY, TODAY_READY, ZONE, example, infoview, large, meeting
from .measured import Measured, median

RUNS = 7
KEYS = ("down", "down", "down", "up") * 2
TYPED = "half the job is writ"
PLACES = {
    "People": ("2", r"People · \d+, by"),
    "Letters": ("5", r"To write · \d"),
    "Touch, Rhythm": ("6", r"\[Whose turn\] · \d"),
    "Touch, Promises": ("]", r"Mine · \d"),
    "Insights, Numbers": ("7", r"Requests sent +\d"),
    "Insights, Answers": ("]", "people answered"),
    "Insights, Introductions": ("]", r"Who led to whom · \d"),
    "Library": ("8", r"\[Bank\] · \d"),
    "Today": ("1", r"\[1 Today\][\s\S]*Due, [\s\S]*Next 7 days"),
}
"""The places whose lists grow with a life, one after another, by their keys."""
SEARCHED = "okafor 77"
Times = dict[str, list[float]]


class Measurements:
    """All times in one database, in milliseconds."""

    def __init__(self, database: Path, *, searching: bool) -> None:
        talk = database.with_stem(f"{database.stem}-talk")
        self.database = database
        self.searching = searching
        self.talk = meeting(Path(shutil.copy(database, talk)))
        self.opened: Times = defaultdict(list)
        self.pressed: Times = defaultdict(list)
        self.typed: list[float] = []
        self.searched: list[float] = []

    def take(self) -> None:
        """Use it once."""
        with infoview(self.database) as tty:
            tty.first_paint(TODAY_READY)
            tty.quiet(0.5, 5)
            for name, (key, sees) in PLACES.items():
                self.opened[name].append(_until(tty, key, sees))
                tty.quiet(0.2, 5)
                # At the end of a short list a key changes nothing, and nothing is no answer.
                self.pressed[name] += [each.last for each in tty.presses(*KEYS) if each.size]
            if self.searching:
                self.searched.append(_search(tty))
        with infoview(self.talk, "meet") as tty:
            tty.first_paint(MEETING_READY)
            tty.quiet(0.5, 5)
            self.typed += [press.last for press in tty.presses(*TYPED)]


def run(place: Path) -> Found:
    """Use a small and a large database by turns."""
    small = Measurements(example(place / "small.db"), searching=False)
    big = Measurements(large(place / "large.db"), searching=True)
    for _ in range(RUNS):
        small.take()
        big.take()
    most = max(PLACES, key=lambda name: median(big.pressed[name]) / median(small.pressed[name]))
    read = f"{_read(big.database):.0f} ms of it to read what is due"
    return Found(
        [
            _compared("a list key, large", _all(small.pressed), _all(big.pressed), most),
            _compared("a typed character in the note line, large", small.typed, big.typed),
            Figure("last key of a search to its result, large", median(big.searched), 100, "ms"),
            Figure("Today opened, large", median(big.opened["Today"]), 200, "ms", read),
        ],
        [_table(small, big)],
    )


def _all(times: Times) -> list[float]:
    """Return all of them: a list that is shorter than the screen has less to draw than any."""
    return [each for name in PLACES for each in times[name]]


def _compared(what: str, less: list[float], more: list[float], where: str = "") -> Figure:
    mine, floor = median(more), median(less)
    seen = f"{mine:.1f} ms, small {floor:.1f} ms" + (f"; most in {where}" if where else "")
    return Figure(what, mine / floor, 1.3, "x small", seen)


def _table(small: Measurements, big: Measurements) -> Table:
    return Table(
        "Large and small",
        ("place", "opened, ms", "small", "a list key, ms", "small"),
        tuple(
            (name, *(number(median(times[name])) for times in columns))
            for columns in [(big.opened, small.opened, big.pressed, small.pressed)]
            for name in PLACES
        ),
        "10,000 people, 5,000 interviews, 100,000 notes, 20,000 letters and promises against the "
        "practice week: from the key until the place is there with its rows, and a key in its "
        "list.",
    )


def _search(tty: Measured) -> float:
    _until(tty, *PLACES["People"])
    tty.presses("f", *SEARCHED[:-1])
    tty.quiet(0.3, 5)
    found = re.search(r"People · (\d+) of", tty.text())
    assert found is not None, tty.text()
    return _until(tty, SEARCHED[-1], rf"People · (?!{found[1]} )\d+ ")


def _until(tty: Measured, key: str, sees: str) -> float:
    begun = perf_counter()
    tty.key(key)
    tty.wait(sees, 30)
    return (perf_counter() - begun) * 1000


def _read(database: Path) -> float:
    zone = ZoneInfo(ZONE)
    times = []
    with closing(Store(database)) as store:
        for _ in range(RUNS):
            begun = perf_counter()
            listed(store, datetime.now(zone), zone, Habits())
            times.append((perf_counter() - begun) * 1000)
    return median(times)
