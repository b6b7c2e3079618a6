"""The sheet for paper: who, until when, what to ask with room to write; one page of 60 lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from infoview_tui.domain.followup import Promise, Side
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.points import TalkingPoint
from infoview_tui.domain.preparation import (
    Fact,
    Goal,
    Item,
    ItemKind,
    ItemState,
    in_order,
    labels,
)
from infoview_tui.domain.wording import clock, full_day, plural
from infoview_tui.exchange.sheet_style import Markdown, Plain, Style
from infoview_tui.values import dataclass

LINES = 60
"""Lines of a sheet: a page of A4 or letter paper, with its margins."""

NAMES = 2
"""Lines for people they name: ask for more than one (Bolles)."""

MOST_PEOPLE, MOST_KNOWN, MOST_GOALS, MOST_CHECKS = 3, 3, 6, 8


@dataclass(frozen=True)
class Sheet:
    """All that a sheet says; `zone` is the user's, `introduction` the one to begin with.

    `known` says how one came to know them; `facts` and `promises`, those open both ways, are what
    to have in mind.
    """

    interview: Interview
    zone: ZoneInfo
    opening: str
    introduction: TalkingPoint | None
    goals: Sequence[Goal]
    items: Sequence[Item]
    cards: Sequence[TalkingPoint]
    checks: Sequence[str]
    closing: str
    known: Sequence[str] = ()
    facts: Sequence[Fact] = ()
    promises: Sequence[Promise] = ()

    @property
    def starts(self) -> datetime | None:
        """When it begins, in the user's zone; None while that is open."""
        moment = self.interview.starts_at or self.interview.started_at
        return moment.astimezone(self.zone) if moment else None

    @property
    def ends(self) -> datetime | None:
        """When the agreed time is over, in the user's zone."""
        return self.after(self.interview.agreed_minutes)

    def after(self, minutes: int) -> datetime | None:
        """When so many minutes have gone, in the user's zone."""
        if self.starts is None:
            return None
        # In UTC, since a clock change makes local hours longer or shorter than sixty minutes.
        moment = self.starts.astimezone(UTC) + timedelta(minutes=minutes)
        return moment.astimezone(self.zone)


@dataclass(frozen=True)
class _Plan:
    """How roomy a sheet is: lines of a text at most, lines to write on at least, blank lines.

    `known` is how many facts there are at most, and as many promises.
    """

    text: int
    core: int
    backup: int
    known: int
    airy: bool


_PLANS = (
    _Plan(3, 3, 1, 5, airy=True),
    _Plan(3, 2, 1, 5, airy=True),
    _Plan(2, 2, 1, 4, airy=False),
    _Plan(2, 1, 1, 3, airy=False),
    _Plan(1, 1, 0, 2, airy=False),
    _Plan(1, 0, 0, 0, airy=False),
)
"""The first one that fits a page is taken, and what is left of the page is given to write on."""


@dataclass
class _Block:
    """Lines of a question, and the lines to write on below them; `share` 0 gets no more."""

    lines: list[str]
    room: str = ""
    rooms: int = 0
    share: int = 0

    def written(self) -> list[str]:
        return [*self.lines, *([self.room] * self.rooms)]


def plain_sheet(sheet: Sheet) -> str:
    """Write a sheet as plain text."""
    return _page(sheet, Plain())


def markdown_sheet(sheet: Sheet) -> str:
    """Write a sheet as Markdown."""
    return _page(sheet, Markdown())


def _page(sheet: Sheet, style: Style, plans: Sequence[_Plan] = _PLANS) -> str:
    plan, *tighter = plans
    head, tail = _head(sheet, style, plan), _tail(sheet, style, plan)
    blocks = _questions(sheet, style, plan)
    room = LINES - len(head) - len(tail)
    left = room - sum(len(block.written()) for block in blocks)
    if left < 0 and tighter:
        return _page(sheet, style, tighter)
    body = _cut(blocks, room) if left < 0 else _shared(blocks, left)
    return "\n".join([*head, *body, *tail]) + "\n"


def _shared(blocks: Sequence[_Block], left: int) -> list[str]:
    """Give away the lines that are left; a core question gets two where a backup gets one."""
    turns = [b for b in blocks if b.share > 1] + [b for b in blocks if b.share]
    for number in range(left):
        turns[number % len(turns)].rooms += 1
    return [line for block in blocks for line in block.written()]


def _cut(blocks: Sequence[_Block], room: int) -> list[str]:
    """Keep the questions that fit, and say how many do not."""
    kept: list[str] = []
    for number, block in enumerate(blocks):
        if len(kept) + len(block.lines) >= room:
            more = sum(1 for b in blocks[number:] if b.share)
            return [*kept, f"... and {plural(more, 'question')} more in infoview"]
        kept += block.lines
    return kept


def _part(style: Style, plan: _Plan, name: str, lines: Sequence[str]) -> list[str]:
    """Put a heading over a part; a part without lines is left out."""
    if not lines:
        return []
    return [*[""] * plan.airy, *style.heading(name), *lines]


def _head(sheet: Sheet, style: Style, plan: _Plan) -> list[str]:
    interview, starts, ends = sheet.interview, sheet.starts, sheet.ends
    lines = style.title(interview.who) + ([""] * plan.airy if isinstance(style, Markdown) else [])
    several = len(interview.people) > 1
    for person in interview.people[:MOST_PEOPLE]:
        work = ", ".join(part for part in (person.role, person.organisation) if part)
        if work:
            lines += style.fact(f"{person.name}: {work}" if several else work, 1)
    when = "no date yet"
    if starts and ends:
        when = f"{full_day(starts.date())}, {clock(starts)}-{clock(ends)}"
    lines += style.fact(f"{when}, {interview.mode.replace('-', ' ')}", 1)
    if interview.place:
        lines += style.fact(interview.place, plan.text)
    lines += style.strong(
        f"{interview.agreed_minutes} min agreed", f"ENDS AT {clock(ends) if ends else '__:__'}"
    )
    said = style.labelled("Say", sheet.opening, 2)
    if sheet.introduction is not None:
        words = f"({sheet.introduction.length}) {sheet.introduction.point}"
        said += style.labelled("Me", words, 2 * plan.text)
    lines += _part(style, plan, "First", said)
    lines += _between(sheet, style, plan) + _facts(sheet, style, plan)
    goals = sheet.goals[:MOST_GOALS]
    wanted = [
        line
        for number, goal in enumerate(goals, 1)
        for line in style.entry(f"{number}.", goal.text, plan.text)
    ]
    return lines + _part(style, plan, "Goals", wanted)


def _between(sheet: Sheet, style: Style, plan: _Plan) -> list[str]:
    """Write how one knows them, and what is open both ways."""
    most = min(2, plan.text)
    lines: list[str] = []
    for words in sheet.known[: min(plan.known, MOST_KNOWN)]:
        lines += style.labelled("Known", words, most)
    for promise in sheet.promises[: plan.known]:
        label = "I owe" if promise.side is Side.MINE else "They owe"
        lines += style.labelled(label, promise.body, most)
    return _part(style, plan, _some("Between us", sheet.promises, plan), lines)


def _facts(sheet: Sheet, style: Style, plan: _Plan) -> list[str]:
    lines: list[str] = []
    for fact in sheet.facts[: plan.known]:
        source = f" ({fact.source})" if fact.source else ""
        lines += style.bullet(fact.text + source, min(2, plan.text))
    return _part(style, plan, _some("Facts", sheet.facts, plan), lines)


def _some(name: str, of: Sequence[object], plan: _Plan) -> str:
    """Name a part, with how many there are where not all of them fit."""
    return f"{name}, {plan.known} of {len(of)}" if len(of) > plan.known else name


def _questions(sheet: Sheet, style: Style, plan: _Plan) -> list[_Block]:
    """Write the core questions, then the others; without any there is room for notes.

    What one found out oneself is not asked; the others keep the numbers that the screen gives them.
    """
    listed = in_order([item for item in sheet.items if item.kind is not ItemKind.CLOSING])
    names = labels(listed)
    items = [item for item in listed if item.state is not ItemState.KNOWN]
    goals = {goal.id: number for number, goal in enumerate(sheet.goals, 1)}
    blocks: list[_Block] = []
    before = None
    for item in items:
        if item.kind is not before:
            name = _until(sheet) if item.kind is ItemKind.CORE else "If there is time"
            blocks.append(_Block([*[""] * plan.airy, *style.heading(name)]))
            before = item.kind
        core = item.kind is ItemKind.CORE
        mark = f"{names[item.id]}." if core else names[item.id]
        serves = f" (goal {goals[item.goal_id]})" if item.goal_id in goals else ""
        lines = style.entry(mark, item.text + serves, plan.text)
        least = plan.core if core else plan.backup
        blocks.append(_Block(lines, style.room(mark), least, 2 if core else 1))
    if not items:
        heading = [*[""] * plan.airy, *style.heading("Notes")]
        blocks.append(_Block(heading, style.room(""), 1, 1))
    return blocks


def _until(sheet: Sheet) -> str:
    """Name the part of the questions, with when the closing begins."""
    split = sheet.interview.split
    words = f"Questions, about {split.questions} min"
    until = sheet.after(split.opening + split.questions)
    return f"{words}, until {clock(until)}" if until else words


def _tail(sheet: Sheet, style: Style, plan: _Plan) -> list[str]:
    cards = "; ".join(card.title for card in sheet.cards)
    lines = _part(style, plan, "Cards", style.fact(cards, plan.text) if cards else [])
    written = style.blank("Name, role, organisation") * NAMES
    written += style.blank("I promise") + style.blank("They offer")
    lines += _part(style, plan, "Names and promises", written)
    last = style.boxes(sheet.checks[:MOST_CHECKS]) + style.labelled("Say", sheet.closing, 3)
    return lines + _part(style, plan, "Before I go", last)
