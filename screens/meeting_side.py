"""What stands beside a meeting's lists: goals, cards, and in a wide window what is between us."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from infoview_tui.content.library import host_prompts
from infoview_tui.domain.notes import NoteKind
from infoview_tui.domain.points import TalkingPoint
from infoview_tui.domain.preparation import ItemKind, goal_state
from infoview_tui.domain.wording import mmss, plural
from infoview_tui.screens.meeting_rows import (
    GOAL_SIGNS,
    STATE_SIGNS,
    check_key,
    reached_count,
)
from infoview_tui.services.meeting import Live
from infoview_tui.widgets.drawn import Span, fit, shown
from infoview_tui.widgets.editing import wrap
from infoview_tui.widgets.row import BLANK, Row, heading

Block = list[Row]
"""Rows that are not torn apart where it can be helped."""

MOST_OF_A_GOAL = 20_000
"""Characters that fill any screen: breaking a million at each key would be felt."""

SHORT_HOST_CHECKS = {
    "names": "names given",
    "permission": "may they say so",
    "stay_in_touch": "how I hear of it",
}
SHORT_CHECKS = {
    "names": "names",
    "permission": "may I mention you",
    "stay_in_touch": "how to stay in touch",
    "thanks": "thanks",
}


def side_rows(
    live: Live, width: int, height: int, *, thanking: bool, closing: bool, wide: bool
) -> list[Row]:
    """Word the pane beside the checklist: goals, then cards or, at the end, the key points.

    A wide window has room for the point of each card, for the promises of this meeting and for
    the closing ticks to come; what does not fit is left out, the last first.
    """
    first = [goal_rows(live, width, counted=wide)]
    more = []
    if wide:
        more = [_between_us(live, width), [] if closing else _before_you_go(live, width)]
    points = thanking and not live.interview.host and _key_points(live, width)
    if live.interview.host:
        first.append(_to_name(live, width))
        more.append(_ask_them(width))
    tries = ([[*first, points or _cards(live, width, backs=True), *more]] if wide else []) + [
        [*first, points or _cards(live, width, backs=False), *more]
    ]
    for sections in tries:
        rows = _joined(sections, blank=wide)
        if len(rows) <= height:
            return rows
    sections = [section for section in tries[-1] if section]
    while len(sections) > 2 and len(_joined(sections)) > height:
        del sections[-1]
    return _joined(sections)


def _joined(sections: Sequence[Sequence[Row]], *, blank: bool = False) -> list[Row]:
    rows: list[Row] = []
    for section in sections:
        if section:
            rows += [BLANK] if blank and rows else []
            rows += section
    return rows


def goal_rows(live: Live, width: int, *, counted: bool) -> list[Row]:
    """Word the goals; `counted` says behind each how many notes its questions have."""
    if not live.goals:
        return []
    reached, total = reached_count(live)
    rows = [heading(f"Goals · {reached} of {total}")]
    about = Counter(note.item_id for note in live.notes) if counted else Counter[int | None]()
    for goal in live.goals:
        sign, role = GOAL_SIGNS[goal_state(goal, live.items)]
        notes = sum(about[item.id] for item in live.items if item.goal_id == goal.id)
        right = plural(notes, "note") if notes else ""
        room = width - len(right) - 2 if right else width
        block = wrapped(goal.text[:MOST_OF_A_GOAL], room, first=f"{sign} ", role=role)
        if right:
            text = f"{fit(block[0].text, room)}  {right}"
            block[0] = Row(text, spans=block[0].spans)
        rows += block
    return rows


def _key_points(live: Live, width: int) -> list[Row]:
    said = [note.body for note in live.notes if note.kind is NoteKind.KEY_POINT]
    rows = [row for body in said for row in wrapped(body, width)]
    return [heading("Key points"), *rows] if said else []


def _cards(live: Live, width: int, *, backs: bool) -> list[Row]:
    rows = []
    for card in live.cards:
        rows += _front(card, width)
        if backs and card.point:
            rows += wrapped(card.point, width, first="  ")
    return [heading(_cards_name(live)), *rows] if live.cards else []


def _cards_name(live: Live) -> str:
    return "Stories" if live.interview.host else "Cards"


def _to_name(live: Live, width: int) -> Block:
    """Word whom a host could name, to have the names at hand."""
    rows = []
    for person in live.to_name:
        about = f", {person.place_of_work}" if person.place_of_work else ""
        rows += wrapped(person.name + about, width)
    return [heading("Whom to name, with @"), *rows] if rows else []


def _ask_them(width: int) -> Block:
    return [heading("Ask them"), *(row for text in host_prompts() for row in wrapped(text, width))]


def _front(card: TalkingPoint, width: int) -> list[Row]:
    return wrapped(f"{card.title} {card.length}".strip(), width)


def card_pages(live: Live, width: int, height: int, *, wide: bool) -> list[list[Row]]:
    """Word the cards with all that is on their backs, on as many pages as they take.

    The goals stay above them in a wide window that has the room.
    """
    blocks = []
    for card in live.cards:
        block = _front(card, width)
        for part in (card.point, card.proof, card.why):
            block += wrapped(part, width, first="  ") if part else []
        blocks.append(block)
    goals = goal_rows(live, width, counted=True) if wide else []
    name = _cards_name(live)
    every = _joined([goals, [heading(name), *(row for b in blocks for row in b)]], blank=True)
    if wide and len(every) <= height:
        return [every]
    pages = paged(blocks, height - 1)
    last = len(pages)
    return [[heading(name, _page_words(n, last)), *page] for n, page in enumerate(pages, 1)]


def _page_words(n: int, last: int) -> str:
    return f"{n} of {last}, F7 {'closes' if n == last else 'goes on'}" if last > 1 else ""


def paged(blocks: Sequence[Block], height: int) -> list[list[Row]]:
    """Share blocks out on pages of at most `height` rows; only a longer block is torn apart."""
    height = max(1, height)
    pages: list[list[Row]] = [[]]
    for block in blocks:
        if pages[-1] and len(pages[-1]) + len(block) > height:
            pages.append([])
        for row in block:
            if len(pages[-1]) == height:
                pages.append([])
            pages[-1].append(row)
    return pages


def _between_us(live: Live, width: int) -> list[Row]:
    signs = {NoteKind.MY_PROMISE: "> ", NoteKind.THEIR_OFFER: "< "}
    rows = [
        row
        for kind, sign in signs.items()
        for note in live.notes
        if note.kind is kind
        for row in wrapped(note.body, width, first=sign, role="accent")
    ]
    return [heading("Between us"), *rows] if rows else []


def _before_you_go(live: Live, width: int) -> list[Row]:
    ticks = []
    for item in live.items:
        if item.kind is ItemKind.CLOSING:
            short = SHORT_HOST_CHECKS if live.interview.host else SHORT_CHECKS
            words = short.get(check_key(item), shown(item.text))
            ticks.append(f"{STATE_SIGNS[item.state][0]} {words}")
    if not ticks:
        return []
    lines = [""]
    for tick in ticks:
        joined = f"{lines[-1]}   {tick}" if lines[-1] else tick
        if len(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(tick)
    at = mmss(live.interview.split.closing * 60)
    return [heading(f"Before you go, from {at}"), *(Row(fit(line, width)) for line in lines)]


def wrapped(text: str, width: int, first: str = "", role: str = "") -> list[Row]:
    """Make rows of a text, its later lines as far in as the first behind its sign."""
    text = shown(text)
    rows = []
    for number, (start, end) in enumerate(wrap(text, max(8, width - len(first)))):
        lead = first if number == 0 else " " * len(first)
        spans = (Span(0, 1, role),) if role and number == 0 else ()
        rows.append(Row(lead + text[start:end], spans=spans))
    return rows
