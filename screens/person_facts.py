"""What stands beside the timeline of a person: the facts, and what the next talk is for."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import datetime

from infoview_tui.domain.followup import AdviceState, Promise, Side
from infoview_tui.domain.giving import Balance
from infoview_tui.domain.rhythm import Acquaintance, Tiers, rhythm_of
from infoview_tui.domain.wording import ago, due_word, plural
from infoview_tui.screens.person_rows import WIDEST, lines_of
from infoview_tui.services.person_page import PersonPage
from infoview_tui.widgets.drawn import Span, fit
from infoview_tui.widgets.row import BLANK, Row, heading

LABEL = 10
"""Cells of a label and the blanks behind it."""
STATE = 8
"""Cells of the state before advice."""


def facts(page: PersonPage, tiers: Tiers, now: datetime, width: int) -> list[Row]:
    """Draw what is known, what is owed and who led to whom; what is unknown is left out.

    `tiers` are the days of each tier.
    """
    person = page.person
    width = min(width, WIDEST)
    rows = [heading(person.name)]
    tags = ", ".join(person.tags)
    for text in (person.place_of_work, person.email, person.phone, tags):
        rows += [Row(line) for line in lines_of(text, width)] if text else []
    rows.append(BLANK)
    last = ago(page.last_contact, now) if page.last_contact else "no contact yet"
    for label, value, key in (
        ("Stage", page.stage, None),
        ("Last", last, None),
        ("Rhythm", rhythm(page, tiers), None),
        ("Interests", ", ".join(interest.body for interest in page.interests), None),
        ("Given", given(page.balance), ("given", person.id)),
        ("Found", person.found, None),
    ):
        if value:
            rows += _labelled(label, value, width, key)
    return rows + _promises(page.promises, now, width) + _introductions(page, width)


def rhythm(page: PersonPage, tiers: Tiers) -> str:
    """Say how often one is in touch: `90 d, tier B`; "" before there is any rhythm."""
    person = page.person
    known = Acquaintance(
        person.id,
        person.name,
        page.last_contact,
        thanked=any(talk.thanked_at for talk in page.interviews),
        cadence_days=person.cadence_days,
        tier=person.tier,
        paused_at=person.paused_at,
    )
    found = rhythm_of(known, tiers)
    if found is None:
        return ""
    words = f"{found.days} d, {found.words}" if found.tier else found.words
    return f"{words}, paused" if person.paused_at else words


def given(balance: Balance) -> str:
    """Say how much was given both ways, "" for nothing yet."""
    if balance.theirs or balance.mine:
        return f"they {balance.theirs}, you {balance.mine}"
    return ""


def given_in_full(name: str, balance: Balance) -> str:
    """Say what the figures are made of."""
    theirs = _counted(
        (balance.talks, "talk", "talks"),
        (balance.named, "name", "names"),
        (balance.offers, "offer kept", "offers kept"),
    )
    mine = _counted(
        (balance.gives, "give", "gives"),
        (balance.promises, "promise kept", "promises kept"),
        (balance.hosted, "talk hosted", "talks hosted"),
    )
    return f"{name}: {theirs}. You: {mine}."


def _counted(*counts: tuple[int, str, str]) -> str:
    return ", ".join(plural(n, one, many) for n, one, many in counts if n) or "nothing yet"


def _labelled(label: str, value: str, width: int, key: Hashable | None = None) -> list[Row]:
    lead = fit(label, LABEL)
    first, *more = lines_of(value, width - LABEL)
    rows = [Row(lead + first, key, len(label), (Span(0, LABEL, "muted"),))]
    return rows + [Row(" " * LABEL + line) for line in more]


def _promises(promises: Sequence[Promise], now: datetime, width: int) -> list[Row]:
    rows: list[Row] = []
    for promise in promises:
        if promise.kept_at is not None:
            continue
        mine = promise.side is Side.MINE
        rows += _signed(">" if mine else "<", promise.body, width, ("promise", promise.id))
        due = due_word(promise.due, now.date())
        role = "error" if promise.due < now.date() else "muted"
        text = f"  {due}, {'mine' if mine else 'theirs'}"
        rows.append(Row(text, spans=(Span(2, 2 + len(due), role),)))
    return [BLANK, heading("Promises"), *rows] if rows else []


def _introductions(page: PersonPage, width: int) -> list[Row]:
    rows: list[Row] = []
    for label, people in (("by", page.named_by), ("to", page.named)):
        for n, (person, _introduction) in enumerate(people):
            key = ("person", person.id, label)
            rows += _signed("  " if n else label, person.name, width, key, "muted")
    return [BLANK, heading("Introductions"), *rows] if rows else []


def _signed(sign: str, text: str, width: int, key: Hashable, role: str = "accent") -> list[Row]:
    indent = len(sign) + 1
    first, *more = lines_of(text, width - indent)
    rows = [Row(f"{sign} {first}", key, indent + len(first), (Span(0, len(sign), role),))]
    return rows + [Row(" " * indent + line) for line in more]


def next_rows(page: PersonPage, width: int) -> list[Row]:
    """Draw the advice to report back on, and what is open for the next talk."""
    width = min(width, WIDEST)
    told = [
        each
        for each in page.advice
        if each.reported_at is None and each.state is not AdviceState.NOT_FOR_ME
    ]
    rows = [heading(f"Advice to report back · {len(told)}")] if told else []
    for each in told:
        rows += _stated(each.state, each.body, width, ("advice", each.id))
    count = len(page.open_goals) + len(page.to_ask)
    if count:
        rows += [BLANK] if rows else []
        rows.append(heading(f"For the next talk · {count}"))
    for goal in page.open_goals:
        key = ("interview", goal.interview_id, goal.id)
        rows += _stated("open", f"goal: {goal.text}", width, key)
    for note in page.to_ask:
        rows += _stated("ask", note.body, width, ("note", note.id))
    return rows


def _stated(state: str, text: str, width: int, key: Hashable) -> list[Row]:
    lead = fit(state, STATE)
    first, *more = lines_of(text, width - STATE)
    rows = [Row(lead + first, key, STATE, (Span(0, STATE, "muted"),))]
    return rows + [Row(" " * STATE + line) for line in more]
