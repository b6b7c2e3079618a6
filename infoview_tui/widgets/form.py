"""A form: fields of one line under each other, with headings and plain lines between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from rich.cells import cell_len

from infoview_tui.values import dataclass
from infoview_tui.widgets.drawn import Drawn, Span, fit, shown
from infoview_tui.widgets.editing import Editor, wrap
from infoview_tui.widgets.field import one_line

MARGIN = 2
"""Cells before a label, where the sign of the field with the keys stands."""
GAP = 3
"""Cells between a value and the hint behind it."""
WIDEST = 100
"""Cells a field takes at most: a longer line is not read as one."""
LEAST_HINT = 16
"""Cells below which a hint says nothing."""


class Picker(Editor):
    """One of a few words: a letter goes to the next that begins with it, space to the next.

    A word that is typed in full chooses that one: what was typed before counts as long as it fits.
    """

    def __init__(self, choices: Sequence[str], text: str) -> None:
        self.choices = tuple(choices)
        self._typed = ""
        super().__init__(text)

    def set(self, text: str, cursor: int | None = None) -> None:
        """Choose `text`, or the first choice when it is none of them."""
        self.text = text if text in self.choices else self.choices[0]
        self.cursor = 0

    def insert(self, text: str) -> bool:
        """Choose what the pasted text begins like."""
        self._typed = ""
        self._step(text.strip()[:1])
        return True

    def key(self, key: str, character: str | None) -> bool:
        """Step to another choice; False for a key that leads to none."""
        if key in ("space", "right", "left") or not character:
            self._typed = ""
        if key in ("space", "right"):
            return self._step("")
        if key == "left":
            self.set(self.choices[self.choices.index(self.text) - 1])
            return True
        if not character:
            return False
        word = self._typed + character.lower()
        meant = next((choice for choice in self.choices if choice.startswith(word)), "")
        if len(word) > 1 and meant:
            self._typed = word
            self.set(meant)
            return True
        self._typed = character.lower()
        return self._step(character)

    def _step(self, letter: str) -> bool:
        here = self.choices.index(self.text)
        for choice in (*self.choices[here + 1 :], *self.choices[: here + 1]):
            if choice.startswith(letter.lower()):
                self.set(choice)
                return True
        return False


@dataclass(eq=False)
class Field:
    """A line of a form.

    Attributes:
        name: what it is called in drafts.
        label: what stands before it.
        editor: its text.
        hint: muted words behind the value, where there is room and no echo.
        gap: what stands in place of an empty value.
        echo: a line below it: how the value is understood; its role is `echo_role`.
        initial: the text it began with.
    """

    name: str
    label: str
    editor: Editor
    hint: str = ""
    gap: str = ""
    echo: str = ""
    echo_role: str = "muted"
    initial: str = field(init=False)

    def __post_init__(self) -> None:
        self.initial = self.editor.text

    @property
    def text(self) -> str:
        """What was typed, without blanks around it."""
        return self.editor.text.strip()

    @property
    def changed(self) -> bool:
        """Whether it holds something else than in the beginning."""
        return self.editor.text != self.initial


@dataclass(frozen=True)
class Heading:
    """A name with a rule to the edge."""

    text: str


@dataclass(frozen=True)
class Plain:
    """A line of text; `label` stands where the labels of fields stand."""

    text: str = ""
    label: str = ""
    indent: bool = True


Part = Field | Heading | Plain
Drawing = tuple[str, tuple[Span, ...]]


class Form(Drawn):
    """Draws the parts; one field has the keys and stays in view."""

    def __init__(self, label_width: int = 12) -> None:
        super().__init__()
        self.label_width = label_width
        self.parts: tuple[Part, ...] = ()
        self.fields: tuple[Field, ...] = ()
        self.index = 0

    def show(self, parts: Sequence[Part]) -> None:
        """Show these parts; the first field has the keys."""
        self.parts = tuple(parts)
        self.fields = tuple(part for part in self.parts if isinstance(part, Field))
        self.index = 0
        self.refresh()

    def rearrange(self, parts: Sequence[Part]) -> None:
        """Show other parts of the same form; the field with the keys, one of them, keeps them."""
        if self.parts != tuple(parts):
            here = self.field
            self.show(parts)
            self.index = next((i for i, each in enumerate(self.fields) if each is here), 0)

    @property
    def field(self) -> Field | None:
        """The field that has the keys."""
        return self.fields[self.index] if self.fields else None

    def __getitem__(self, name: str) -> Field:
        return next(each for each in self.fields if each.name == name)

    def step(self, steps: int) -> bool:
        """Give the keys to another field; False where there is none that way."""
        there = self.index + steps
        if not 0 <= there < len(self.fields):
            return False
        self.index = there
        self.refresh()
        return True

    def go_to_refused(self) -> None:
        """Give the keys to the first field whose echo says what is wrong with it."""
        for index, each in enumerate(self.fields):
            if each.echo and each.echo_role == "error":
                self.index = index
                self.refresh()
                return

    def line(self, y: int) -> Drawing:
        """Draw one line: of a form that does not fit, the part around the field with the keys."""
        here = 0
        lines: list[tuple[Part, str]] = []
        for part in self.parts:
            if part is self.field:
                here = len(lines)
            lines.append((part, ""))
            if isinstance(part, Field):
                lines += [(part, part.echo[i:j]) for i, j in wrap(part.echo, self._room) if j > i]
        height = max(1, self.size.height)
        top = max(0, min(here - height // 2, len(lines) - height))
        if top + y >= len(lines):
            return "", ()
        part, words = lines[top + y]
        if isinstance(part, Field):
            return self._echo(part, words) if words else self._field(part)
        return self._heading(part) if isinstance(part, Heading) else self._plain(part)

    @property
    def _room(self) -> int:
        return max(1, min(WIDEST, self.size.width) - MARGIN - self.label_width)

    def _labelled(self, sign: str, label: str) -> str:
        return fit(f"{sign} {label}", MARGIN + self.label_width)

    def _field(self, field: Field) -> Drawing:
        here = field is self.field
        head = self._labelled("›" if here else " ", field.label)
        spans = [Span(MARGIN, len(head), "heading" if here else "muted")]
        value, start = field.editor.text, len(head)
        text = head
        if isinstance(field.editor, Picker):
            text += value
            spans += [Span(start, len(text), "cursor")] if here else []
        elif here and value:
            drawn, cursor = one_line(field.editor, self._room)
            text += drawn
            spans += [Span(s.start + start, s.end + start, s.role) for s in cursor]
        else:
            text += fit(value or field.gap, self._room).rstrip() or " "
            spans += [Span(start, start + 1, "cursor")] if here else []
            spans += [Span(start, len(text), "warning")] if not value else []
        left = MARGIN + self.label_width + self._room - cell_len(text) - GAP
        hint = fit(field.hint, left).rstrip() if left >= LEAST_HINT and not field.echo else ""
        if hint:
            text += " " * GAP
            spans.append(Span(len(text), len(text) + len(hint), "muted"))
        return text + hint, tuple(spans)

    def _echo(self, field: Field, words: str) -> Drawing:
        head = self._labelled(" ", "")
        text = head + shown(words)
        return text, (Span(len(head), len(text), field.echo_role),)

    def _heading(self, part: Heading) -> Drawing:
        rule = max(0, self.size.width - cell_len(part.text) - 1)
        at = len(part.text)
        spans = Span(0, at, "heading"), Span(at, at + 1 + rule, "muted")
        return f"{part.text} {'─' * rule}", spans

    def _plain(self, part: Plain) -> Drawing:
        head = self._labelled(" ", part.label) if part.indent else " "
        text = head + fit(part.text, self.size.width - len(head)).rstrip()
        return text, (Span(MARGIN, MARGIN + len(part.label), "muted"),)
