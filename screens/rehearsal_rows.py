"""The rows of a rehearsal: what is being said, what comes then, and the table at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from infoview_tui.domain.points import Rehearsal, TalkingPoint
from infoview_tui.domain.rehearsal import (
    MARKS,
    NONE,
    Pace,
    Practice,
    aim_of,
    last_words,
    marks_of,
    pace,
    run_words,
    trend,
)
from infoview_tui.domain.wording import mmss
from infoview_tui.screens.points_rows import LABELS
from infoview_tui.values import dataclass
from infoview_tui.widgets.clock import Face
from infoview_tui.widgets.drawn import Span, columns
from infoview_tui.widgets.row import BLANK, Row, heading
from infoview_tui.widgets.wrapped import WIDEST, broken

PROMPTS = (("Past", "what I did"), ("Now", "what I do now"), ("Next", "what I look for"))
"""The order of an introduction (past, present, future: careeradvisinghub.org)."""

INDENT, LABEL = 4, 8
TITLE = 26
NARROW_TITLE = 20

ROLES = {Pace.EARLY: "", Pace.GREEN: "success", Pace.AMBER: "warning", Pace.RED: "error"}

BAR = 20
"""Cells of the bar up to red."""


@dataclass(frozen=True)
class Said:
    """A card that was said in this rehearsal, its run, and the one before."""

    point: TalkingPoint
    run: Rehearsal
    before: Rehearsal | None


def name_of(point: TalkingPoint) -> str:
    """`Introduction, 30 s`, or the front of a card."""
    return f"{point.title}, {point.length}" if point.length else point.title


def face(seconds: int, aim: int, *, paused: bool) -> Face:
    """Show a run: its figure, a bar with the aim in it, and its pace as a word."""
    green, _amber, red = marks_of(aim)
    full = min(BAR, BAR * seconds // max(1, red))
    cells = "█" * full + "░" * (BAR - full)
    mark = BAR * aim // max(1, red)
    now = pace(seconds, aim)
    words = f"{now}, {aim} s is the aim" if now is not Pace.EARLY else f"green from {green} s"
    words = "paused" if paused else words
    role = "alert" if paused else ROLES[now]
    return Face(mmss(seconds), "", f"{cells[:mark]}│{cells[mark:]}", words, words_role=role)


def speaking(point: TalkingPoint, *, hidden: bool, width: int) -> list[Row]:
    """Show the words of the card that is being said, or only its prompts."""
    audience = f"for {point.audience}" if point.audience else ""
    rows = [heading(name_of(point), audience), BLANK]
    if point.length:
        rows += [_labelled(label, [words], "muted")[0] for label, words in PROMPTS]
        rows.append(BLANK)
    if hidden:
        return [*rows, Row(" " * INDENT + "The words are hidden; v shows them."), BLANK]
    for name, label in LABELS.items():
        text = getattr(point, name)
        if text:
            safe, lines = broken(text, max(8, min(width, WIDEST) - INDENT - LABEL))
            rows += _labelled(label, [safe[start:end] for start, end in lines], "accent")
            rows.append(BLANK)
    return rows


def _labelled(label: str, lines: Sequence[str], role: str) -> list[Row]:
    rows = []
    for number, line in enumerate(lines):
        head = " " * INDENT + f"{'' if number else label:<{LABEL}}"
        rows.append(Row(f"{head}{line}".rstrip(), spans=(Span(INDENT, len(head), role),)))
    return rows


def coming(
    points: Sequence[TalkingPoint], practice: Mapping[int, Practice], width: int
) -> list[Row]:
    """List the cards that come after this one, with their last runs."""
    if not points:
        return []
    rows = [heading("Then")]
    for point in points:
        words = last_words(practice.get(point.id, NONE))
        rows.append(Row(_pair(name_of(point), words, width)))
    return [*rows, BLANK]


def so_far(said: Sequence[Said], width: int) -> list[Row]:
    """List what was said in this rehearsal."""
    rows = [heading("This run so far")]
    for each in said:
        words = run_words(each.run.seconds, each.run.aim_seconds, each.before)
        mark = f", {MARKS[each.run.mark]}" if each.run.mark in MARKS else ""
        rows.append(Row(_pair(name_of(each.point), words + mark, width)))
    if not said:
        rows.append(Row("nothing yet: the first card is running", spans=(Span(0, 99, "muted"),)))
    return rows


def table(
    said: Sequence[Said],
    skipped: Sequence[TalkingPoint],
    practice: Mapping[int, Practice],
    width: int,
) -> list[Row]:
    """Set planned, taken, last and mark side by side, and below them where each card is going."""
    title = _title(width)
    sizes = (title, 7, 7, 6, 6)
    head = columns(*zip(("", "planned", "taken", "last", "mark"), sizes, strict=True))
    rows = [heading("This run"), Row(head, spans=(Span(0, len(head), "muted"),))]
    for each in said:
        run = each.run
        last = f"{each.before.seconds} s" if each.before else "–"
        mark = MARKS.get(run.mark or 0, "–")
        cells = (name_of(each.point), f"{run.aim_seconds} s", f"{run.seconds} s", last, mark)
        text = columns(*zip(cells, sizes, strict=True)).rstrip()
        at = text.find(cells[2], title + sizes[1])
        role = ROLES[pace(run.seconds, run.aim_seconds)]
        rows.append(Row(text, spans=(Span(at, at + len(cells[2]), role),)))
    rows += [Row(_pair(name_of(point), "not said", width)) for point in skipped]
    lines = [
        Row(_pair(name_of(each.point), f"{bars}  {_short(words, width)}", width))
        for each in said
        for bars, words in [trend(practice.get(each.point.id, NONE).runs, aim_of(each.point))]
        if bars
    ]
    return [*rows, BLANK, heading("Where it is going"), *lines] if lines else rows


def _short(words: str, width: int) -> str:
    """Leave the figures of a trend out where there is no room for them."""
    return words if width >= 70 else words.rpartition(", ")[2]


def _title(width: int) -> int:
    return TITLE if width >= 70 else NARROW_TITLE


def _pair(title: str, words: str, width: int) -> str:
    size = _title(width)
    return columns((title, size), (words, max(1, width - size - 2))).rstrip()
