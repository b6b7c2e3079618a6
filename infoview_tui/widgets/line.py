"""The line above the footer: the one place where the app speaks, asks, and lets one type."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import field

from rich.cells import cell_len
from textual.css.scalar import Scalar

from infoview_tui.values import dataclass
from infoview_tui.widgets.drawn import Drawn, Span, fit, shown
from infoview_tui.widgets.editing import Editor, wrap
from infoview_tui.widgets.field import one_line

CONFIRM_AFTER = 0.3
"""Seconds before the same key counts as a yes: a held key or a paste cannot confirm."""

NOT_SAVED = " NOT SAVED "

MOST_ROWS = 4
"""Rows of a question on the smallest screen."""

Act = Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Question:
    """A step that the same key again confirms; any other key drops it and does its own work."""

    text: str
    key: str
    act: Act
    asked: float = field(default_factory=time.monotonic)

    def confirmed_by(self, key: str) -> bool:
        """Whether this key press is the yes."""
        return key == self.key and time.monotonic() - self.asked >= CONFIRM_AFTER


@dataclass
class Typing:
    """A line being typed.

    Attributes:
        prompt: what is asked for.
        done: told the text at enter; an `InfoviewError` it raises is shown and the text stays.
        place: where a draft of it is kept; "" for none.
        echo: says how the text is understood so far.
        changed: told each new text, for a list that narrows while one types.
        left: what escape does besides leaving.
        hint: shown while nothing is typed.
        clears: whether the draft goes once `done` is through; False where the job that saves
            the text takes it away.
    """

    prompt: str
    done: Callable[[str], Awaitable[None]]
    place: str = ""
    echo: Callable[[str], str] = lambda _text: ""
    changed: Callable[[str], None] = lambda _text: None
    left: Callable[[], None] = lambda: None
    hint: str = ""
    clears: bool = True
    editor: Editor = field(default_factory=Editor)


class Line(Drawn):
    """Shows, highest first: trouble, a question, what is typed, an answer, warning, advice."""

    def __init__(self) -> None:
        super().__init__()
        self.trouble = ""
        self._question: Question | None = None
        self.typing: Typing | None = None
        self.message = ""
        self.warning = ""
        self.advice = ""

    @property
    def question(self) -> Question | None:
        """What is asked; a long one takes more rows, and what is typed stands below it."""
        return self._question

    @question.setter
    def question(self, question: Question | None) -> None:
        self._question = question
        self._take_rows()

    def on_resize(self) -> None:
        """Break a long question anew."""
        self._take_rows()

    def _take_rows(self) -> None:
        rows = len(self._broken())
        wanted = rows + (rows > 1 and self.typing is not None)
        if self.is_attached and self.styles.height != Scalar.from_number(wanted):
            self.styles.height = wanted

    def _broken(self) -> list[str]:
        """Return the rows of the question, one where it is short or there is none."""
        text = shown(self._question.text) if self._question else ""
        room = self.size.width - 2
        if room < 1 or cell_len(text) <= self.size.width - 1:
            return [text]
        return [text[start:end] for start, end in wrap(text, room)][:MOST_ROWS]

    def say(self, message: str) -> None:
        """Answer the last key; it stays until the next key that does something."""
        self.message = message
        self.refresh()

    def fitting(self, *forms: str) -> str:
        """Return the first form of a sentence that there is room for; the last one else."""
        room = self.size.width - 1 - (len(NOT_SAVED) if self.trouble else 0)
        return next((form for form in forms if cell_len(form) <= room), forms[-1])

    def line(self, y: int) -> tuple[str, Sequence[Span]]:
        """Draw what matters most."""
        width = self.size.width
        rows = self._broken()
        if len(rows) > 1 and y < len(rows):
            return fit(f" {rows[y]}", width), (Span(0, width, "warning"),)
        if len(rows) > 1 and self.typing is not None:
            return self._typed(self.typing, width)
        if self.trouble:
            # What is asked and typed has to be seen all the same.
            rest, roles = self._asked(width - len(NOT_SAVED)) or (f" {shown(self.trouble)}", ())
            at = len(NOT_SAVED)
            spans = (Span(s.start + at, s.end + at, s.role) for s in roles)
            return fit(NOT_SAVED + rest, width), (Span(1, at - 1, "alert"), *spans)
        asked = self._asked(width)
        if asked is not None:
            return asked
        if self.message:
            return f" {fit(self.message, self.size.width - 1)}", ()
        if self.warning:
            return _coloured(self.warning, width, "warning")
        return _coloured(self.advice, width, "muted")

    def _asked(self, width: int) -> tuple[str, Sequence[Span]] | None:
        if self.question is not None:
            return fit(f" {shown(self.question.text)}", width), (Span(0, width, "warning"),)
        return self._typed(self.typing, width) if self.typing is not None else None

    def _typed(self, typing: Typing, width: int) -> tuple[str, Sequence[Span]]:
        prompt = f" {shown(typing.prompt)}  " if typing.prompt else " "
        text = typing.editor.text
        side = typing.echo(text) if text else self.warning or typing.hint
        # A question above it is what matters now.
        side = shown(side if self.question is not None else self.message or side)
        left = width - cell_len(prompt)
        # What one types is seen before what is said of it: the longer it gets, the more of it.
        wanted = min(len(text) + 1, left * 3 // 5)
        room = max(12, wanted, left - (cell_len(side) + 2 if side else 0))
        drawn, spans = one_line(typing.editor, min(room, left))
        pad = left - cell_len(drawn) - cell_len(side) - 1
        if side and pad < 2:
            side, pad = fit(side, max(0, left - cell_len(drawn) - 3)).rstrip(), 2
        start = len(prompt)
        line = prompt + drawn + " " * max(0, pad) + side
        return line, (
            Span(0, start, "heading"),
            *(Span(s.start + start, s.end + start, s.role) for s in spans),
            Span(len(line) - len(side), len(line), "muted"),
        )


def _coloured(text: str, width: int, role: str) -> tuple[str, Sequence[Span]]:
    """Draw a line in a role, without the blanks behind it: plain ones are erased in three bytes."""
    text = f" {fit(text, width - 1)}"
    return text, (Span(0, len(text.rstrip()), role),)
