"""What is due and why: every row of Today follows from what happened, none is ever stored.

Moments are compared in UTC, because Python compares two moments of one zone by their wall clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from operator import itemgetter

from infoview_tui.domain.clock import ends_at, read_clock
from infoview_tui.domain.due import Due, Group, Kind, World
from infoview_tui.domain.followup import THANK_WITHIN, Promise, Side
from infoview_tui.domain.interviews import Interview, Mode, Status, agreed_end
from infoview_tui.domain.today_advice import advice
from infoview_tui.domain.today_hosting import requests, unheard
from infoview_tui.domain.today_letters import check_ins, elsewhere, introductions, loops, reminders
from infoview_tui.domain.today_rows import DAYS_AHEAD, Subject, build, first_name, of_talk
from infoview_tui.domain.wording import (
    ago,
    clock,
    row_moment,
    weekday_date,
)

Rule = Callable[[World], Iterator[Due]]
Order = tuple[int, int, float]
"""The heading a row stands under, its rank there, and when it is due, in seconds."""

AT_THE_DOOR = timedelta(minutes=15)
"""So long before its time a meeting comes before what is owed."""

_MODES = {Mode.PHONE: "phone", Mode.VIDEO: "video", Mode.IN_PERSON: "in person"}

_GROUPS = {group: place for place, group in enumerate(Group)}

_FIRST = {Kind.RUNNING: 0, Kind.RECOVER: 1, Kind.THANK_YOU: 2, Kind.DEBRIEF: 2}
_THE_REST = (0, 3)
"""The order from which on rows are due by their day alone."""


def today(world: World) -> tuple[Due, ...]:
    """List what is due, what comes in the next 7 days, and the inbox, each in its order.

    Due begins with the running meeting, then what is about to begin and meetings nobody ended,
    then debriefs and thanks; the rest is late before today, the older first.
    """
    last = _timestamp(world.today + timedelta(days=DAYS_AHEAD), world)
    return tuple(
        row
        for order, row in _ordered(RULES, world)
        if row.group is not Group.NEXT or order[2] <= last
    )


def first_of_today(world: World) -> tuple[Due, ...]:
    """List the rows that `today` begins with, whatever else is open: all about interviews.

    Of the world it takes no more than the interviews, the thanks, what is snoozed, and how ready
    one is for what is about to begin.
    """
    return tuple(row for order, row in _ordered(_FIRST_RULES, world) if order[:2] < _THE_REST)


def _ordered(rules: Iterable[Rule], world: World) -> list[tuple[Order, Due]]:
    rows = (row for rule in rules for row in rule(world) if row.key not in world.snoozed)
    return sorted(((_order(row, world), row) for row in rows), key=itemgetter(0))


def _order(row: Due, world: World) -> Order:
    rank = 0
    if row.group is Group.DUE:
        rank = _FIRST.get(row.kind, 3 if row.overdue else 4)
        if row.kind is Kind.MEETING and not row.over and _timestamp(row.due, world) <= _soon(world):
            rank = 1
    return (_GROUPS[row.group], rank, _timestamp(row.due, world))


def at_the_door(row: Due, now: datetime) -> bool:
    """Whether a meeting begins so soon that there is nothing left but to look it over."""
    return isinstance(row.due, datetime) and row.due - now <= AT_THE_DOOR


def _soon(world: World) -> float:
    return (world.utc + AT_THE_DOOR).timestamp()


def _timestamp(due: datetime | date | None, world: World) -> float:
    if due is None:
        return 0
    if not isinstance(due, datetime):
        return _end_of(due, world.now.tzinfo)
    return due.timestamp()


@lru_cache(maxsize=1000)
def _end_of(day: date, zone: tzinfo | None) -> float:
    """What has a day and no time can wait until that day ends."""
    return datetime.combine(day, time.max, zone).timestamp()


def _running(world: World) -> Iterator[Due]:
    for interview in world.interviews:
        if interview.status(world.utc) is not Status.RUNNING:
            continue
        reading = read_clock(interview, world.utc)
        # Whole minutes: the one figure that ticks stands in the header.
        words = f"{abs(reading.left) // 60} min {'over' if reading.over else 'left'}"
        words = f"paused, {words}" if reading.paused else words
        due = ends_at(interview, world.utc) or world.utc
        what, why = f"Meet {interview.who}", f"{words}, enter returns"
        row = build(world, Kind.RUNNING, of_talk(interview), due, what, why, words)
        yield replace(row, badge="running", overdue=False, group=Group.DUE)


def _recover(world: World) -> Iterator[Due]:
    for interview in world.interviews:
        begun = interview.started_at
        if (
            begun is None
            or interview.ended_at is not None
            or interview.status(world.utc) is not Status.ENDED
        ):
            continue
        due = agreed_end(interview, begun)
        what = f"Say when the talk with {interview.who} ended"
        why = f"begun {row_moment(begun, world.now)}, never ended"
        yield build(world, Kind.RECOVER, of_talk(interview), due, what, why, "never ended")


def _debrief(world: World) -> Iterator[Due]:
    """Stand for the thank-you too, which the debrief ends in, until that is late."""
    for interview in world.interviews:
        ended = interview.ended_at
        if ended is None or interview.status(world.utc) is not Status.ENDED:
            continue
        if _to_thank(world, interview) and world.utc > ended + THANK_WITHIN:
            continue
        gone = ago(ended, world.utc)
        words = "ended now" if gone == "now" else f"ended {gone} ago"
        what, why = f"Debrief: {interview.who}", f"{words}, while it is fresh"
        yield build(world, Kind.DEBRIEF, of_talk(interview), world.day(ended), what, why, words)


def _thank_you(world: World) -> Iterator[Due]:
    """Ask for thanks once the debrief is done or they are late; until late they are for today."""
    for interview in world.interviews:
        ended = interview.ended_at
        if ended is None or interview.status(world.utc) not in (Status.ENDED, Status.DEBRIEFED):
            continue
        due = ended + THANK_WITHIN
        is_late = world.utc > due
        if interview.debriefed_at is None and not is_late:
            continue
        gone = ago(ended, world.utc)
        aim = "24" if gone.endswith(" h") else "24 h"
        why = f"you just met, aim {aim}" if gone == "now" else f"{gone} since you met, aim {aim}"
        short = f"{gone}, aim {'was ' if is_late else ''}{aim}"
        for id, name in _to_thank(world, interview):
            subject = Subject(f"{interview.id}:{id}", name, id, interview.id)
            row = build(world, Kind.THANK_YOU, subject, due, f"Thank {name}", why, short)
            yield replace(row, badge=row.badge if is_late else "today", group=Group.DUE)


def _to_thank(world: World, interview: Interview) -> tuple[tuple[int, str], ...]:
    people = () if interview.host else interview.people
    return tuple((p.id, p.name) for p in people if (interview.id, p.id) not in world.thanked)


def _rehearsal(world: World) -> Iterator[Due]:
    """Ask for one run-through from the day before on; it is for today until the meeting begins."""
    for interview in world.interviews:
        begins, written = interview.starts_at, world.rehearsed.get(interview.id)
        if begins is None or written is None or interview.host:
            continue
        if interview.status(world.utc) is not Status.BOOKED or begins <= world.utc:
            continue
        eve = world.day(begins) - timedelta(days=1)
        done = written.at is not None and world.day(written.at) >= eve
        if world.today < eve or done:
            continue
        when = "tomorrow" if eve == world.today else row_moment(begins, world.now)
        last = "never run" if written.seconds is None else f"last {written.seconds} s"
        short = f"{first_name(interview.who)} {when}"
        why = f"{interview.who} is {when}, {last}"
        what = f"Rehearse {written.what}"
        yield build(world, Kind.REHEARSAL, of_talk(interview), world.today, what, why, short)


def _promise_mine(world: World) -> Iterator[Due]:
    for promise in _promises(world, Side.MINE):
        until = f"for {weekday_date(promise.due, world.today)}"
        what = promise.body[:1].upper() + promise.body[1:]
        why = " ".join(filter(None, ("promised", first_name(promise.person), until)))
        yield build(world, Kind.PROMISE_MINE, _owed(promise), promise.due, what, why, until)


def _promise_theirs(world: World) -> Iterator[Due]:
    for promise in _promises(world, Side.THEIRS):
        until = f"for {weekday_date(promise.due, world.today)}"
        what = f"{promise.person}: {promise.body}"
        why = f"offered {until}"
        if promise.due <= world.today:
            why += "; a gentle word"
        yield build(world, Kind.PROMISE_THEIRS, _owed(promise), promise.due, what, why, until)


def _promises(world: World, side: Side) -> Iterator[Promise]:
    return (p for p in world.promises if p.side is side and p.kept_at is None)


def _owed(promise: Promise) -> Subject:
    return Subject(promise.id, promise.person, promise.person_id, promise.interview_id, promise.id)


def _confirm(world: World) -> Iterator[Due]:
    """Ask from the day before until the meeting; one agreed that late is confirmed by agreeing."""
    for interview in world.interviews:
        begins = interview.starts_at
        if begins is None or interview.status(world.utc) is not Status.BOOKED:
            continue
        due = world.day(begins) - timedelta(days=1)
        just_agreed = interview.created_at is not None and world.day(interview.created_at) >= due
        if interview.host or just_agreed or interview.id in world.confirmed:
            continue
        if due <= world.today and world.utc < begins:
            words = row_moment(begins, world.now)
            what, why = f"Confirm with {interview.who}", f"you meet {words}"
            yield build(world, Kind.CONFIRM, of_talk(interview), due, what, why, words)


def _meeting(world: World) -> Iterator[Due]:
    """List what is booked; one that is over stays until somebody says what came of it."""
    for interview in world.interviews:
        begins, status = interview.starts_at, interview.status(world.utc)
        if begins is None or status not in (Status.BOOKED, Status.MISSED) or interview.missed_at:
            continue
        day = world.day(begins)
        over = begins + timedelta(minutes=interview.agreed_minutes) <= world.utc
        way = "you host" if interview.host else _MODES[interview.mode]
        at = clock(begins.astimezone(world.now.tzinfo))
        what = interview.who if day > world.today else f"Meet {interview.who}"
        why, short = f"{way}, {interview.agreed_minutes} min", f"{at} {way}"
        if over:
            when = at if day == world.today else row_moment(begins, world.now)
            what, short = f"Write up {interview.who}", f"{when} {way}"
            why = f"agreed for {when}, {way}"
        elif world.utc > begins:
            why, short = f"agreed for {at}, not started", "not started"
        row = build(world, Kind.MEETING, of_talk(interview), begins, what, why, short)
        yield replace(row, over=over, more="" if over else world.readiness.get(interview.id, ""))


def _inbox(world: World) -> Iterator[Due]:
    """List the newest first: what was just written down is looked for."""
    for note in sorted(world.inbox, key=lambda note: (note.at, note.id), reverse=True):
        subject = Subject(note.id, "", None, target_id=note.id)
        why = "no person yet"
        row = build(world, Kind.INBOX, subject, note.at, note.body, why, why)
        badge = row_moment(note.at, world.now)
        yield replace(row, due=None, overdue=False, badge=badge, group=Group.INBOX)


RULES: tuple[Rule, ...] = (
    *(_running, _recover, _thank_you, _debrief, _confirm, _meeting),
    *(
        _promise_mine,
        _promise_theirs,
        introductions,
        _rehearsal,
        reminders,
        elsewhere,
        loops,
        requests,
        unheard,
        check_ins,
        advice,
        _inbox,
    ),
)
"""One rule for each kind; of rows equally due the earlier rule's comes first."""

_FIRST_RULES = (_running, _recover, _thank_you, _debrief, _meeting)
