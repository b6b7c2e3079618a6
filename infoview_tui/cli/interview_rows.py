"""How `infoview interviews show` prints an interview."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from infoview_tui.cli.output import print_rows, stamp
from infoview_tui.domain.notes import SIGNS, Note
from infoview_tui.domain.preparation import count_line, labels
from infoview_tui.domain.wording import mmss
from infoview_tui.services.prepare import Preparation


def print_interview(
    prepared: Preparation, readiness: str, notes: Sequence[Note], now: datetime, zone: ZoneInfo
) -> None:
    """Print what is known of an interview, each question with what was noted under it."""
    talk = prepared.interview
    facts = [
        ("with", talk.who),
        ("status", talk.status(now)),
        ("booked", stamp(talk.starts_at, zone)),
        ("agreed", f"{talk.agreed_minutes} min, {talk.mode}{', I am the host' * talk.host}"),
    ]
    if talk.phases:
        facts.append(("phases", str(talk.split)))
    if talk.place:
        facts.append(("place", talk.place))
    if talk.dress:
        facts.append(("dress", talk.dress))
    if talk.payer:
        facts.append(("pays", talk.payer))
    if not talk.started_at:
        facts.append(("ready", readiness.removeprefix("ready ")))
    if talk.started_at:
        facts.append(("used", mmss(talk.used_seconds(now))))
    facts += [("goal", goal.text) for goal in prepared.goals]
    facts.append(("questions", count_line(prepared.items, talk.split)))
    names = labels(prepared.items)
    for item in prepared.items:
        facts.append((names[item.id], f"{item.text} ({item.state})"))
        facts += [("", f"  {_noted(note)}") for note in notes if note.item_id == item.id]
    facts += [("note", _noted(note)) for note in notes if note.item_id not in names]
    print_rows(facts, "")


def _noted(note: Note) -> str:
    """Word a note as the meeting shows it: when, and the sign of its kind."""
    at = mmss(note.offset_seconds) if note.offset_seconds is not None else " " * 5
    return f"{at} {SIGNS.get(note.kind, ' ')} {note.body}"
