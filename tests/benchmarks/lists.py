"""What a key in a list costs, on every place, and how a large database changes that."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

from infoview_tui.commands import PLACES
from infoview_tui.services.today import due_rows
from infoview_tui.storage.store import Store

from .figures import Figure
from .ground import ZONE, example, infoview, large, large_meeting, meeting
from .measured import Press, median, sizes

KEYS = ("down", "down", "down", "up", "down", "up", "up", "down")
OPENS_IN_A_LINE = {"prepare", "points"}
"""Places where a line may be open for typing."""


def run(place: Path) -> list[Figure]:
    """Press keys on the places of the example."""
    database = example(place / "example.db")
    figures = []
    for name, digit, _field, label in PLACES:
        with infoview(database) as tty:
            tty.first_paint(r"\[1 Today\]")
            tty.quiet(0.3, 3)
            if digit != "1":
                tty.press(digit)
                tty.wait(rf"\[{digit} {label}\]")
            if name in OPENS_IN_A_LINE:
                tty.press("escape")
            tty.quiet(0.2, 3)
            costs = sizes(tty.presses(*KEYS))
        figures += [
            Figure(f"a key in the list, {label}", median(costs), 350, "bytes"),
            Figure(f"the dearest key, {label}", max(costs), 3000, "bytes"),
        ]
    return figures


def run_large(place: Path) -> list[Figure]:
    """Compare keys in a large database with those in a small one, and read its Today."""
    small, big = example(place / "small.db"), large(place / "large.db")
    talk, big_talk = meeting(place / "talk.db"), large_meeting(place / "large-talk.db")
    keys = [_people(small), _people(big)]
    typed = [_typed(talk), _typed(big_talk)]
    return [
        Figure("a key in People, large", _ratio(keys), 1.3, "x small", _both(keys)),
        Figure("a typed character, large", _ratio(typed), 1.3, "x small", _both(typed)),
        Figure("Today is read, large", _today(big), 200, "ms"),
    ]


def _people(database: Path) -> float:
    with infoview(database) as tty:
        tty.first_paint(r"\[1 Today\]")
        tty.quiet(0.5, 5)
        tty.press("2")
        tty.wait(r"\[2 People\][\s\S]*Name")
        tty.quiet(0.5, 5)
        return _middle(tty.presses(*(KEYS * 4)))


def _typed(database: Path) -> float:
    with infoview(database, "meet") as tty:
        tty.first_paint("F10 end")
        tty.quiet(0.5, 5)
        return _middle(tty.presses(*"half the job is writing to lenders"))


def _middle(presses: list[Press]) -> float:
    return median(press.last for press in presses)


def _ratio(pair: list[float]) -> float:
    return pair[1] / pair[0]


def _both(pair: list[float]) -> str:
    return f"{pair[1]:.1f} ms, small {pair[0]:.1f} ms"


def _today(database: Path) -> float:
    zone = ZoneInfo(ZONE)
    times = []
    with closing(Store(database)) as store:
        for _ in range(7):
            begun = perf_counter()
            due_rows(store, datetime.now(zone), zone)
            times.append((perf_counter() - begun) * 1000)
    return median(times)
