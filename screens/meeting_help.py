"""The keys of a meeting and the source of each rule that its screen goes by."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import zip_longest

from infoview_tui.commands import commands_of, key_name
from infoview_tui.domain.notes import HINTS, SIGNS
from infoview_tui.screens.meeting_side import Block, paged, wrapped
from infoview_tui.widgets.drawn import fit
from infoview_tui.widgets.row import BLANK, Row, heading

KEY_CELLS = 8
TWO_COLUMNS_FROM = 76

IN_A_LINE = {"enter": "save this line", "escape": "leave it; what is typed is kept"}

SOURCES = (
    ("20 min", "What to ask for: about twenty minutes. Berkeley and Pomona career centres."),
    (
        "Phases",
        "Opening, questions, closing: Wahlberg; Dalton. 3, 13 and 4 of 20 minutes are our own.",
    ),
    (
        "Pace",
        "Each question has its share of the time, and within a minute nothing is said."
        " The rule of pdfpc.",
    ),
    ("02:00", "One last thing. Dorie Clark; Chitwood after Bolles: check the end again near it."),
    (
        "00:00",
        "Say that it is time and offer to stop: Dorie Clark. F5, five more if they offer:"
        " Rice University.",
    ),
    ("Names", "Ask for more than one. Bolles, What Color Is Your Parachute?, 2018, page 249."),
    ("Before", "Who else, may I use your name, how do we keep in touch: Wahlberg."),
    ("Thanks", "Aloud and for one thing: ours. The letter follows within a day: Yale."),
)
"""What each rule on the screen is, and who gave it."""


def key_words(
    scopes: Sequence[str], off: Collection[str] = (), *, typing: bool = False
) -> list[tuple[str, str]]:
    """Return the keys that work, each with what it does.

    Args:
        scopes: which have the keys, the nearest first: it takes a key from the others.
        off: ids of commands that are off.
        typing: whether a line of its own is typed, which has the keys before all of them.

    """
    words = list(IN_A_LINE.items()) if typing else []
    taken = {"enter", "escape", "ctrl+o", "ctrl+s"} if typing else set()
    for command in commands_of(*scopes):
        free = [key for key in command.keys if key not in taken]
        taken |= set(command.keys)
        if free and command.id not in off:
            words.append((key_name(free[0]), command.help))
    return words


def help_pages(pairs: Sequence[tuple[str, str]], width: int, height: int) -> list[list[Row]]:
    """Word keys, then the sources, on as many pages as they take."""
    signs = [(sign, f"in front of a note: {HINTS[kind]}") for kind, sign in SIGNS.items()]
    keys = _columns(pairs, width, height - 1)
    with_signs = _columns([*pairs, *signs], width, height - 1)
    if len(with_signs) == len(keys):
        keys = with_signs
    why = paged([_line(*source, width) for source in SOURCES], height - 1)
    pages = [("Keys", page) for page in keys] + [("Why", page) for page in why]
    last = len(pages)
    return [
        [
            heading(
                f"{name} · F1 {'closes' if n == last else 'goes on'}",
                f"{n} of {last}, escape closes",
            ),
            *page,
        ]
        for n, (name, page) in enumerate(pages, 1)
    ]


def _columns(lines: Sequence[tuple[str, str]], width: int, height: int) -> list[list[Row]]:
    """Word lines in pages, of two columns each where the window has the width for it."""
    if width < TWO_COLUMNS_FROM:
        return paged([_line(*line, width) for line in lines], height)
    half = (width - 2) // 2
    halves = paged([_line(*line, half) for line in lines], height)
    return [
        [
            Row(f"{fit(left.text, half)}  {right.text}")
            for left, right in zip_longest(*pair, fillvalue=BLANK)
        ]
        for pair in zip_longest(halves[::2], halves[1::2], fillvalue=())
    ]


def _line(name: str, words: str, width: int) -> Block:
    return wrapped(words, width, first=fit(name, KEY_CELLS))
