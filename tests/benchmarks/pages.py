"""Every page at rest, and what a key costs on it."""

from __future__ import annotations

import shutil
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from .figures import Figure, Found, Table, number
from .ground import example, infoview, meeting
from .measured import Measured, Rest, median, rest, sizes
from .steps import See, Step, go

SECONDS = 10
AT_ONCE = 8
MOVES = ("down", "down", "space", "down", "up", "down", "down", "space", "up", "down")
WALKS = tuple(key for key in MOVES if key != "space")
TYPED = tuple("half the job is writ")


@dataclass(frozen=True)
class View:
    """A page, or one pane of it, and how to come there.

    Attributes:
        page: its name in `screens.PAGES`.
        name: what its users call it.
        steps: the keys that lead there from Today (in a meeting: from the note line).
        sees: what tells that it is there.
        keys: what is pressed on it.
        words: with what the program is started; "meet" for a meeting that runs.
        clock: whether a clock runs on it.

    """

    page: str
    name: str
    steps: tuple[Step, ...]
    sees: str
    keys: tuple[str, ...] = MOVES
    words: tuple[str, ...] = ()
    clock: bool = False


DANA = ("2", "fDana Okafor", "enter", "enter", See("Timeline"))
INTERVIEW = ("8", "tab", "enter", See("Interview"))
VIEWS = (
    View("first", "First start", (), "Your name", TYPED),
    View("today", "Today", (), r"\[1 Today\]"),
    View("people", "People", ("2",), "People · 12"),
    View("filters", "Filters of People", ("2F",), r"Filters · \d"),
    View("person", "Person", DANA, "Timeline"),
    View("edit_person", "Change a person", (*DANA, "e"), "How found", TYPED),
    View("merge", "Merging", ("2M", "Priya", "enter"), "What belongs to them"),
    View("book", "Book", ("2b",), "What saving does", TYPED),
    View("brief", "Brief", ("3B",), "Say first"),
    View("prepare", "Prepare, Bank", ("3",), r"\[Bank"),
    View("prepare", "Prepare, Ready", ("3", "tab"), r"\[Ready"),
    View("prepare", "Prepare, Facts", ("3", "tab", "tab"), r"\[Facts"),
    View("prepare", "Prepare, Goals", ("3", *["tab"] * 3), r"\[Goals"),
    View("prepare", "Prepare, My questions", ("3", *["tab"] * 4), r"\[My questions"),
    View("points", "Points", ("4",), r"\[Cards\]"),
    View("rehearsal", "Rehearsal", ("4r",), "This run so far", MOVES, clock=True),
    View("letters", "Letters", ("5",), r"To write · \d"),
    View("letter", "Letter", ("5", "enter"), r"\[Letter\]", TYPED),
    View("letter_versions", "Versions of a letter", ("5", "enter", "ctrl+o", "V"), r"\[Versions"),
    View("letter_kinds", "Which letter?", ("2O",), "Which letter to"),
    View("touch", "Touch, Rhythm", ("6",), r"\[Whose turn\]"),
    View("promises", "Touch, Promises", ("6]",), r"\[Promises"),
    View("requests", "Touch, Requests", ("6]]",), r"\[Requests"),
    View("request", "A request", ("6]]", See(r"\[Requests"), "enter"), r"\[Request\]"),
    View("insights", "Insights, Numbers", ("7",), r"\[Numbers\]"),
    View("answers", "Insights, Answers", ("7]",), r"\[Answers\]", WALKS),
    View("introductions", "Insights, Introductions", ("7[",), r"\[Introductions\]"),
    View("figure", "Rows behind a figure", ("7", See("Requests sent"), "enter"), "Insights › "),
    View("library", "Library", ("8",), r"\[Bank\]"),
    View("record", "An old interview", INTERVIEW, r"Interview ─"),
    View("debrief", "Debrief", (*INTERVIEW, "e"), "While it is fresh", TYPED),
    View("write_up", "Write-up", (*INTERVIEW, "n"), r"F2 times", TYPED),
    View("settings", "Settings", ("9",), "Settings", TYPED),
    View("trash", "Trash", ("2dT",), r"Trash · \d"),
    View("help", "Keys", ("?",), "On this screen", TYPED),
    View("plain", "Plain", ("7v",), "Asking, since", WALKS),
    View("meeting", "Meeting, note line", (), "F10 end", TYPED, ("meet",), clock=True),
    View("meeting", "Meeting, checklist", ("tab",), r"K/J move|p part", MOVES, ("meet",), True),
    View("today", "Today, a meeting runs", ("f9",), r"\[1 Today\]", MOVES, ("meet",), True),
    View("timer", "Countdown", (), "Countdown", MOVES, ("timer",), clock=True),
)
"""Every page; a test sees that none is missing."""


@dataclass(frozen=True)
class Seen:
    """What a view did at rest, and the bytes that each key brought."""

    view: View
    rest: Rest
    costs: list[int]


def run(place: Path) -> Found:
    """Rest on each page, then use it; a page of several panes is judged by the keys of all."""
    ground = {"": example(place / "example.db"), "meet": meeting(example(place / "talk.db"))}
    seen: list[Seen] = []
    for begin in range(0, len(VIEWS), AT_ONCE):
        seen += _together(place, ground, VIEWS[begin : begin + AT_ONCE])
    still = max((each for each in seen if not each.view.clock), key=lambda each: each.rest.size)
    ticking = max((each for each in seen if each.view.clock), key=lambda each: each.rest.size)
    busiest = max((each for each in seen if each.view.clock), key=lambda each: each.rest.cpu)
    keys: dict[str, list[int]] = defaultdict(list)
    for each in seen:
        keys[each.view.page] += each.costs
    middle = max(seen, key=lambda each: median(keys[each.view.page]))
    dearest = max(seen, key=lambda each: max(each.costs))
    return Found(
        [
            _figure("idle, every page without a clock", still.rest.size, 0, "bytes/s", still),
            _figure("idle, every page with a clock", ticking.rest.size, 60, "bytes/s", ticking),
            _figure("processor at rest, with a clock", busiest.rest.cpu, 1, "%", busiest),
            _figure("a list key, every page", median(keys[middle.view.page]), 350, "bytes", middle),
            _figure("the dearest key, every page", max(dearest.costs), 3000, "bytes", dearest),
        ],
        [_table(seen)],
    )


def _figure(what: str, value: float, most: float, unit: str, each: Seen) -> Figure:
    return Figure(what, value, most, unit, f"most: {each.view.name}" if value else "")


def _table(seen: list[Seen]) -> Table:
    return Table(
        "Page by page",
        ("page", "at rest, bytes/s", "processor, %", "a key, bytes", "the dearest"),
        tuple(
            (
                each.view.name + (", clock" if each.view.clock else ""),
                number(each.rest.size),
                f"{each.rest.cpu:.1f}",
                number(median(each.costs)),
                number(max(each.costs)),
            )
            for each in seen
        ),
        f"Each rests {SECONDS} s; then `down`, `up` and `space` are pressed in its list, or a few "
        "words are typed where it is for typing.",
    )


def _together(place: Path, ground: dict[str, Path], views: tuple[View, ...]) -> list[Seen]:
    with ExitStack() as stack:
        programs = [stack.enter_context(_started(place, ground, view)) for view in views]
        for view, tty in zip(views, programs, strict=True):
            _come(tty, view)
        rests = rest(programs, SECONDS)
        return [
            Seen(view, each, sizes(tty.presses(*view.keys)))
            for view, each, tty in zip(views, rests, programs, strict=True)
        ]


def _started(place: Path, ground: dict[str, Path], view: View) -> Measured:
    database = place / view.name / "infoview.db"
    database.parent.mkdir()
    if view.page != "first":
        shutil.copy(ground["meet" if "meet" in view.words else ""], database)
    return infoview(database, *view.words)


def _come(tty: Measured, view: View) -> None:
    tty.wait(r"\[1 Today\]|F10 end|Your name|Countdown", 60)
    go(tty, view.steps)
    tty.wait(view.sees, 30)
