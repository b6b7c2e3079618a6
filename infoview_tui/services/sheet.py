"""The sheet for paper: what it needs gathered, and a name for its file."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from infoview_tui.content.library import closing_checks, courtesy_lines
from infoview_tui.domain.letters import fill, minutes_words
from infoview_tui.domain.points import TalkingPoint
from infoview_tui.exchange.sheet import Sheet, markdown_sheet, plain_sheet
from infoview_tui.paths import safe_name
from infoview_tui.services.brief import acquaintance
from infoview_tui.services.brief_text import how_all_known
from infoview_tui.services.points import all_points
from infoview_tui.services.prepare import preparation
from infoview_tui.storage.store import Store

TO_FILL_IN = "_" * 20


def sheet(store: Store, interview_id: int, zone: ZoneInfo) -> Sheet:
    """Gather what the sheet of an interview says.

    Raises:
        NotFoundError: no such interview.

    """
    prepared = preparation(store, interview_id)
    interview = prepared.interview
    say = courtesy_lines(host=interview.host)
    agreed = {"agreed": minutes_words(interview.agreed_minutes)}
    people, promises = acquaintance(store, [person.id for person in interview.people])
    thanks = fill(say.thanks, {"key_point": TO_FILL_IN})
    return Sheet(
        interview=interview,
        zone=zone,
        opening=fill(say.opening, agreed),
        introduction=None if interview.host else _introduction(store),
        goals=prepared.goals,
        items=prepared.items,
        cards=[card for card in prepared.cards if not card.length],
        checks=[check.text for check in closing_checks(host=interview.host)],
        closing=f"{fill(say.time_is_up, agreed)} {thanks}",
        known=how_all_known(people),
        facts=prepared.facts,
        promises=promises,
    )


def _introduction(store: Store) -> TalkingPoint | None:
    return next((p for p in all_points(store) if p.length and p.point), None)


def sheet_text(sheet: Sheet, *, markdown: bool) -> str:
    """Write a sheet in one of its two forms."""
    return markdown_sheet(sheet) if markdown else plain_sheet(sheet)


def file_name(sheet: Sheet) -> str:
    """Return a name for its file: `hana-sato-2026-11-27.txt`."""
    who = sheet.interview.people[0].name if sheet.interview.people else ""
    day = f"-{sheet.starts:%Y-%m-%d}" if sheet.starts else ""
    return f"{safe_name(who) or f'interview-{sheet.interview.id}'}{day}.txt"
