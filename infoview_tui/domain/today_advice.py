"""The rows of Today about advice: a gentle word for what lies untouched, or was not told yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from infoview_tui.domain.check_in import UPDATE
from infoview_tui.domain.due import Advised, Due, Kind, World
from infoview_tui.domain.followup import AdviceState
from infoview_tui.domain.today_letters import near_check_ins
from infoview_tui.domain.today_rows import Subject, build, first_name

TRY_AFTER = timedelta(days=30)
"""When advice to try that nothing came of is brought back to mind."""

TELL_AFTER = timedelta(days=7)
"""When what came of advice is worth a letter of its own, if no check-in is near."""

ASKED_FOR = timedelta(days=30)
"""How long Today asks: what is left after that is left, and waits in Touch."""


def advice(world: World) -> Iterator[Due]:
    """Ask for one piece of advice a person, never late, and not beside their check-in."""
    advised = {each.person_id for each in world.advice}
    known = (each for each in world.acquaintances if each.person_id in advised)
    seen = {each.person_id for each, _last, _days in near_check_ins(world, known)}
    for each in sorted(world.advice, key=lambda each: (each.at, each.advice_id)):
        after = TRY_AFTER if each.state is AdviceState.TO_TRY else TELL_AFTER
        gone = world.utc - each.at
        if each.person_id in seen or not after <= gone < after + ASKED_FOR:
            continue
        seen.add(each.person_id)
        row = (
            _try(world, each, gone.days) if each.state is AdviceState.TO_TRY else _tell(world, each)
        )
        yield replace(row, overdue=False, badge="today")


def _try(world: World, each: Advised, days: int) -> Due:
    first = first_name(each.person)
    why, short = f"{first} advised it {days} d ago", f"{first}, {days} d ago"
    return build(world, Kind.ADVICE, _subject(each), world.today, f"Try: {each.body}", why, short)


def _tell(world: World, each: Advised) -> Due:
    what, why = f"Tell {each.person} what came of it", each.body
    row = build(world, Kind.ADVICE, _subject(each), world.today, what, why, why)
    return replace(row, letter=UPDATE)


def _subject(each: Advised) -> Subject:
    return Subject(each.advice_id, each.person, each.person_id, None, each.advice_id)
