"""The rows of Today about those who ask me: answer, agree on a time, hear how it went."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from infoview_tui.domain.due import AskedOfMe, Due, Kind, World
from infoview_tui.domain.hosting import ANSWER_WITHIN, Answer
from infoview_tui.domain.today_rows import Subject, build, first_name, of_talk
from infoview_tui.domain.wording import add_business_days, plural, weekday_date

HEAR_AFTER = timedelta(days=30)
"""When to ask a seeker how it went: they had the time to try something."""

HEAR_UNTIL = timedelta(days=44)
"""When to let it rest: they owe me nothing."""


def requests(world: World) -> Iterator[Due]:
    """Ask for an answer, then for a time; a no is told too, and then it rests."""
    for asked in world.asked_of_me:
        if asked.answer is Answer.OPEN:
            yield _row(world, asked, "Answer {}", "asked you", "asked")
        elif asked.answer.yes:
            yield _row(world, asked, "Book {}", "you said yes", "no time yet")
        elif asked.told_at is None:
            yield _row(
                world,
                asked,
                f"Tell {first_name(asked.person)} your answer",
                f"{asked.answer}",
                "not told",
            )


def _row(world: World, asked: AskedOfMe, what: str, happened: str, short: str) -> Due:
    yes = asked.answer.yes
    since = max(
        asked.at if asked.answer is Answer.OPEN else asked.answered_at or asked.at,
        # Who was written to with a time has it in their hands for as long again.
        (asked.told_at if yes and asked.told_at else asked.at),
    )
    day = world.day(since)
    due = add_business_days(day, ANSWER_WITHIN, world.habits.holidays)
    when = weekday_date(day, world.today)
    name = first_name(asked.person)
    if asked.answer is Answer.OPEN:
        why = f"asked {when}; {plural(ANSWER_WITHIN, 'business day')}"
        short = f"{short} {when}"
    elif yes:
        why = f"{happened} {when}, no time yet"
    else:
        why = f"{happened} {when}; {name} does not know yet"
    subject = Subject(asked.id, asked.person, asked.person_id, asked.interview_id, asked.id)
    return build(world, Kind.REQUEST, subject, due, what.format(asked.person), why, short)


def unheard(world: World) -> Iterator[Due]:
    """Ask once, about a month later, how it went; it is never late, and then it rests."""
    for talk in world.unheard:
        if talk.ended_at is None:
            continue
        held = world.day(talk.ended_at)
        if not held + HEAR_AFTER <= world.today < held + HEAR_UNTIL:
            continue
        what = f"Ask {first_name(talk.who)} how it went"
        why = f"you talked {weekday_date(held, world.today)}, nothing heard since"
        row = build(world, Kind.REQUEST, of_talk(talk), world.today, what, why, "a month ago")
        yield replace(row, key=f"hear:{talk.id}", badge="today")
