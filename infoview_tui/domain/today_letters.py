"""The rows of Today that a letter settles: requests, introductions, staying in touch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from infoview_tui.domain.due import Due, Group, Kind, Silence, World
from infoview_tui.domain.followup import Letter
from infoview_tui.domain.rhythm import Acquaintance, asleep, next_day, rhythm_of
from infoview_tui.domain.today_rows import DAYS_AHEAD, Subject, build, first_name
from infoview_tui.domain.wording import (
    add_business_days,
    due_word,
    weekday_date,
)

ASK_WITHIN = timedelta(hours=24)
"""When to write to a person who was named (Coffee Chat Tracker: within 24 hours)."""

ELSEWHERE_BUSINESS_DAYS = 3
"""When to try somebody else at the same place (Dalton's 3B7: one person at a time)."""

LOOP_WITHIN = timedelta(days=3)
"""When to tell who named somebody that one met them: as soon as a promise of one's own is due."""

SILENT_BUSINESS_DAYS = 7
"""When to write again to one who did not answer (Dalton's 3B7; SFU: only once)."""


def reminders(world: World) -> Iterator[Due]:
    """Remind the silent, as often as one likes to, and then let it rest."""
    limit = world.habits.reminders
    for letter, silence, since in _silent(world):
        if silence.reminders >= limit:
            continue
        day = weekday_date(since, world.today)
        due = add_business_days(since, SILENT_BUSINESS_DAYS, world.habits.holidays)
        often = "once only" if limit == 1 else f"{silence.reminders + 1} of {limit}"
        why, short = f"silent since {day}; {often}", f"since {day}"
        if due > world.today:
            sent = "reminded" if silence.reminders else "sent"
            why, short = f"{sent} {day}, no answer yet", f"{sent} {day}"
        elif due == world.today:
            short = f"{SILENT_BUSINESS_DAYS} business days"
            why = f"{short} silent; {often}"
        subject = _asked(letter)
        yield build(world, Kind.REMINDER, subject, due, f"Remind {letter.person}", why, short)


def elsewhere(world: World) -> Iterator[Due]:
    """Point to somebody else there, until the first one is reminded."""
    for letter, silence, since in _silent(world):
        if silence.reminders or silence.elsewhere or not silence.organisation:
            continue
        holidays = world.habits.holidays
        due = add_business_days(since, ELSEWHERE_BUSINESS_DAYS, holidays)
        if not due <= world.today < add_business_days(since, SILENT_BUSINESS_DAYS, holidays):
            continue
        days = f"{ELSEWHERE_BUSINESS_DAYS} business days"
        what = f"Try someone else at {silence.organisation}"
        why = f"{first_name(letter.person)} has been silent for {days}"
        row = build(world, Kind.REMINDER, _asked(letter), due, what, why, f"{days} silent")
        # It is a hint for these days and never late.
        yield replace(
            row,
            key=f"elsewhere:{letter.id}",
            overdue=False,
            badge="today",
            elsewhere=silence.organisation,
        )


def _silent(world: World) -> Iterator[tuple[Letter, Silence, date]]:
    """Yield the requests that nobody answered, with the day of the last word about each."""
    for letter in world.requests:
        if letter.sent_at is not None and letter.answered_at is None:
            silence = world.silence.get(letter.id, Silence())
            yield letter, silence, world.day(silence.reminded_at or letter.sent_at)


def _asked(letter: Letter) -> Subject:
    return Subject(letter.id, letter.person, letter.person_id, letter.interview_id, letter.id)


def introductions(world: World) -> Iterator[Due]:
    """Stand under `next` until the 24 hours are over, then be of that day; late after it."""
    for named in world.named:
        due = named.at + ASK_WITHIN
        waits = world.utc < due
        day = world.day(due)
        short = f"{first_name(named.introducer) or 'Someone'} named them"
        subject = Subject(
            named.introduction_id,
            named.person,
            named.person_id,
            named.interview_id,
            named.introduction_id,
        )
        what, why = f"Write to {named.person}", f"{short}; ask within 24 h"
        row = build(world, Kind.INTRODUCTION, subject, due, what, why, short)
        yield replace(
            row,
            overdue=day < world.today,
            badge=row.badge if waits else due_word(day, world.today),
            group=Group.NEXT if waits else Group.DUE,
        )


def loops(world: World) -> Iterator[Due]:
    """Let those who led to somebody hear what came of it."""
    for loop in world.loops:
        due = world.day(loop.met_at) + LOOP_WITHIN
        day = weekday_date(world.day(loop.met_at), world.today)
        subject = Subject(
            f"{loop.interview_id}:{loop.introducer_id}",
            loop.introducer,
            loop.introducer_id,
            None,
            loop.interview_id,
        )
        met = first_name(loop.person)
        what = f"Tell {first_name(loop.introducer)} you met {met}"
        why = f"they named {met}, you met {day}"
        row = build(world, Kind.INTRODUCTION, subject, due, what, why, f"met {met} {day}")
        yield replace(row, key=f"loop:{subject.id}", letter="close_loop")


def check_ins(world: World) -> Iterator[Due]:
    """Count each rhythm from the last real contact, of whatever kind, and say what to begin with.

    A row without a letter has nothing to say yet: one finds something to give first.
    """
    for known, last, days in near_check_ins(world, world.acquaintances):
        quiet = (world.today - last).days
        begin = world.openings.get(known.person_id)
        what, why = f"Check in with {known.person}", f"last contact {quiet} d, rhythm {days} d"
        short = f"{quiet} d of {days}"
        if begin and (words := begin.words):
            why = f"{words.rstrip('.')}; {short}"
        subject = Subject(known.person_id, known.person, known.person_id)
        due = next_day(last, days)
        row = build(world, Kind.CHECK_IN, subject, due, what, why, short)
        yield replace(row, letter=begin.kind) if begin and begin.kind else row


def near_check_ins(
    world: World, among: Iterable[Acquaintance]
) -> Iterator[tuple[Acquaintance, date, int]]:
    """Yield whose turn it is or soon will be, with the day of the last contact and the rhythm."""
    for known in among:
        rhythm = rhythm_of(known, world.habits.tiers)
        idle = rhythm is None or rhythm.days <= 0 or known.paused_at or known.meets_at
        if idle or rhythm is None or known.last_contact is None or asleep(known, world.utc):
            continue
        last = world.day(known.last_contact)
        if (world.today - last).days >= rhythm.days - DAYS_AHEAD:
            yield known, last, rhythm.days
