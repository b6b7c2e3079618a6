"""The rows of the answers: mark, person and what they said beside each other, nothing cut."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import zip_longest

from rich.cells import cell_len

from infoview_tui.domain.answer_counts import count_words
from infoview_tui.domain.answers import (
    Answers,
    Said,
    Side,
    Told,
    Topic,
    TopicKind,
    answered_words,
    nothing_words,
    unasked_words,
)
from infoview_tui.domain.notes import SIGNS
from infoview_tui.domain.wording import short_day
from infoview_tui.widgets.drawn import Span, fit, shown
from infoview_tui.widgets.row import BLANK, Row, heading
from infoview_tui.widgets.rows import MARGIN
from infoview_tui.widgets.wrapped import WIDEST, broken

UNMARKED = "○"
MOST_MARK = 9
"""Cells of the column of the marks; a longer one goes on below."""

NARROW = 46
"""Cells under which what was said stands below the name."""

COUNT = 8

EMPTY = (
    "Ask two people about one goal and their answers stand here side by side.",
    "3 Prepare has your goals and questions; 2 People, then b books an interview.",
)

Text = tuple[str, Sequence[Span]]
"""A line of what somebody said, and the roles in it."""


def answer_rows(found: Answers, place: str, now: datetime, width: int) -> list[Row]:
    """List all answers to a topic; `place` says which of how many it is."""
    rows = _heading(found, place, width)
    if words := count_words(found.sides):
        rows += _whole("", words, width, ("count",), cursor=False)
    rows.append(BLANK)
    rows += _sides(found.sides, now, width)
    if found.unasked:
        rows += [BLANK] if found.sides else []
        names = ", ".join(unasked_words(each, now) for each in found.unasked)
        rows += _whole("not asked   ", names, width, ("unasked",))
    if found.line:
        rows += [BLANK, heading("In one line, yours")]
        rows += _whole("", found.line, width, ("line",))
    return rows


def _heading(found: Answers, place: str, width: int) -> list[Row]:
    """Name the topic in the heading where there is room for all of it, else below it."""
    kind = found.topic.kind.capitalize()
    for short in (False, True):
        count = answered_words(found, short=short)
        whole = shown(f"{kind}: {found.topic.text} · {count}")
        if cell_len(whole) + cell_len(place) + 3 <= width + MARGIN:
            return [heading(whole, place)]
    short = cell_len(f"{kind} · {answered_words(found)} {place}") + 2 > width + MARGIN
    rows = [heading(f"{kind} · {answered_words(found, short=short)}", place)]
    return rows + _whole("", found.topic.text, width, ("topic",), cursor=False)


def _whole(lead: str, text: str, width: int, key: Hashable, *, cursor: bool = True) -> list[Row]:
    """Make rows of all of a text; without `cursor` it is no row to go to unless it is long."""
    lines = _lines(text, min(WIDEST, max(8, width - len(lead))))
    rows = [
        Row(f"{lead if number == 0 else ' ' * len(lead)}{line}".rstrip())
        for number, line in enumerate(lines)
    ]
    if cursor or len(rows) > 1:
        first = len(lead.rstrip()) or len(rows[0].text)
        rows[0] = replace(rows[0], key=key, first=first)
    return rows


def _sides(sides: Sequence[Side], now: datetime, width: int) -> list[Row]:
    rows: list[Row] = []
    above: dict[int, str] = {}
    longest = max((cell_len(shown(side.mark)) for side in sides), default=1)
    columns = min(MOST_MARK, max(1, longest)), 14 if width < 74 else 16 if width < 100 else 24
    for side in sides:
        rows += _side(side, above, columns, now, width)
        for told in side.told:
            above.setdefault(told.interview_id, side.who)
    return rows


def _side(
    side: Side, above: Mapping[int, str], columns: tuple[int, int], now: datetime, width: int
) -> list[Row]:
    mark, name = columns
    beside = width >= NARROW
    if not beside:
        name = max(8, width - mark - 2)
    indent = " " * (mark + name + 4 if beside else 2)
    room = min(WIDEST, max(8, width - len(indent)))
    texts = _told(side, above, room, now)
    left = zip_longest(_lines(side.mark or UNMARKED, mark), _lines(side.who, name), fillvalue="")
    labels = [f"{fit(one, mark)}  {fit(other, name)}  " for one, other in left]
    if beside:
        more = max(len(labels), len(texts))
        labels_or_blanks = [*labels, *[indent] * (more - len(labels))]
        texts += [("", ())] * (more - len(texts))
        rows = [_row(lead, *text) for lead, text in zip(labels_or_blanks, texts, strict=True)]
    else:
        rows = [Row(label.rstrip()) for label in labels]
        rows += [_row(indent, *text) for text in texts]
    first = len(labels[0].rstrip())
    return [replace(rows[0], key=("side", side.person_id), first=first), *rows[1:]]


def _row(lead: str, text: str, spans: Sequence[Span]) -> Row:
    moved = tuple(Span(s.start + len(lead), s.end + len(lead), s.role) for s in spans)
    return Row(f"{lead}{text}".rstrip(), spans=moved)


def _told(side: Side, above: Mapping[int, str], room: int, now: datetime) -> list[Text]:
    """Give the lines of what somebody said; what was said together stands once."""
    answered = [told for told in side.told if told.answered]
    lines: list[Text] = []
    for told in answered:
        facts = []
        if len(answered) > 1:
            facts.append(short_day(told.at.astimezone(now.tzinfo).date(), now.date()))
        first = above.get(told.interview_id)
        if first is not None:
            facts.append(f"said together with {first}, above")
        elif told.together:
            facts.append(f"together with {', '.join(told.together)}")
        if facts:
            lines += _muted(", ".join(facts), room)
        if first is None or not told.said:
            lines += _said(told, room)
    return lines


def _said(told: Told, room: int) -> list[Text]:
    if not told.said:
        return _muted(nothing_words(told), room)
    lines: list[Text] = []
    for said in told.said:
        sign = SIGNS.get(said.kind, "") if said.kind else ""
        role = "accent" if sign else ""
        for number, line in enumerate(_lines(_words(said), room - 2)):
            lead = f"{sign if number == 0 else '':<2}"
            lines.append((lead + line, (Span(0, len(sign), role),) if number == 0 else ()))
    return lines


def _words(said: Said) -> str:
    if said.kind is not None:
        return said.text
    source = f" ({said.source})" if said.source else ""
    return f"found out before: {said.text}{source}"


def _muted(text: str, room: int) -> list[Text]:
    return [(f"  {line}", (Span(2, len(line) + 2, "muted"),)) for line in _lines(text, room - 2)]


def _lines(text: str, width: int) -> list[str]:
    text = shown(text)
    if len(text) <= width and text.isascii():
        return [text]
    safe, lines = broken(text, width)
    return [safe[start:end] for start, end in lines]


def topic_rows(topics: Mapping[TopicKind, Sequence[Topic]], words: str, width: int) -> list[Row]:
    """List goals and questions, each whole, with how many people answered."""
    rows: list[Row] = []
    for kind, found in topics.items():
        if found:
            rows += [BLANK] if rows else []
            rows.append(heading(f"{kind.capitalize()}s · {len(found)}", "people who answered"))
            for topic in found:
                rows += _topic(topic, width)
    return rows or [heading("Goals and questions"), BLANK, Row(f"None has all of: {words}")]


def _topic(topic: Topic, width: int) -> list[Row]:
    first, *more = _lines(topic.text, min(WIDEST, max(8, width - COUNT)))
    lead = f"{topic.answered:>{COUNT - 2}}  "
    row = Row(lead + first, (topic.kind, topic.key), len(lead) + len(first))
    return [row, *(Row(" " * COUNT + line) for line in more)]


def empty_rows(width: int) -> list[Row]:
    """Say what comes here, and what brings it."""
    rows = [heading("Answers"), BLANK]
    for words in EMPTY:
        rows += [Row(line) for line in _lines(words, max(8, width))]
    return rows
