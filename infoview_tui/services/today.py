"""Gathers the open matters that Today is derived from, in a few queries."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo

from infoview_tui.domain.due import Advised, Due, Habits, Kind, Listed, Loop, Named, World
from infoview_tui.domain.followup import Side
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.readiness import ready
from infoview_tui.domain.rhythm import Acquaintance, asleep
from infoview_tui.domain.today import AT_THE_DOOR, first_of_today, today
from infoview_tui.domain.today_advice import ASKED_FOR, TELL_AFTER, TRY_AFTER
from infoview_tui.domain.today_rows import DAYS_AHEAD
from infoview_tui.services.check_in import openings
from infoview_tui.services.loops import OWED
from infoview_tui.services.readiness import confirmed_ids, readiness
from infoview_tui.services.rehearsal import rehearsed
from infoview_tui.services.rests import resting
from infoview_tui.services.rhythm import due_first, due_until
from infoview_tui.services.silence import silence_of, silent_requests
from infoview_tui.services.today_hosting import asked_of_me, unheard
from infoview_tui.storage.interviews import WITH_SOMEBODY
from infoview_tui.storage.rows import read, store_moment
from infoview_tui.storage.store import Store

_SLACK = timedelta(days=2)
"""The queries look this much further than the rules, which know the user's zone."""

# One that runs is never out of sight.
_OPEN = f"""
t.cancelled_at is null
and ((t.started_at is not null and t.ended_at is null) or {WITH_SOMEBODY})
and (
    (t.started_at is not null and t.ended_at is null and t.debriefed_at is null)
    or (t.ended_at is not null and t.thanked_at is null
        and (coalesce(t.host, 0) = 0 or t.debriefed_at is null))
    or (t.started_at is null and t.thanked_at is null and t.missed_at is null and t.starts_at < ?)
)
"""

_NAMED = """
select min(coalesce(n.at, t.created_at)) as at, t.id as introduction_id, t.person_id,
    t.interview_id, p.name as person, coalesce(b.name, '') as introducer
from introductions t
join people p on p.id = t.person_id and p.deleted_at is null
left join people b on b.id = t.introducer_id and b.deleted_at is null
left join notes n on n.id = t.note_id
where t.deleted_at is null and coalesce(p.stage, 'named') = 'named'
and not exists (select 1 from letters l where l.person_id = t.person_id
    and l.deleted_at is null and l.sent_at is not null)
and not exists (select 1 from contacts c where c.person_id = t.person_id
    and c.deleted_at is null)
and not exists (
    select 1 from interview_people ip join interviews i on i.id = ip.interview_id
    where ip.person_id = t.person_id and i.deleted_at is null)
group by t.person_id order by 1
"""

# They are thanked for the talk first. Whoever is not told within a month is not told by a reminder
# either.
_LOOPS = f"""
select o.introducer_id, b.name as introducer, p.name as person, max(o.met_at) as met_at,
    o.interview_id
from ({OWED}) o
join people b on b.id = o.introducer_id
join people p on p.id = o.person_id
join interviews i on i.id = o.interview_id and i.thanked_at is not null
where o.met_at >= ?
group by o.introducer_id order by 4
"""
# What is told of them is what `to_tell` says.
_ADVISED = """
select * from (
    select a.id as advice_id, a.person_id, p.name as person, a.body, a.state,
        case a.state when 'to try'
        then coalesce(a.moved_at, i.ended_at, i.started_at, n.at, a.created_at)
        else a.moved_at end as at
    from advice a join people p on p.id = a.person_id and p.deleted_at is null
    left join interviews i on i.id = a.interview_id left join notes n on n.id = a.note_id
    where a.deleted_at is null
    and (a.state = 'to try' or ((a.reported_at is null or a.moved_at > a.reported_at)
        and (a.state <> 'not for me' or coalesce(a.result, '') <> '')))
) where at between ? and ?
"""

_LOOP_DAYS = timedelta(days=30)

_MOST_CHECK_INS = 100
"""Check-ins that say what there is to say: nobody reads on in a list of more."""


def due_rows(
    store: Store, now: datetime, zone: tzinfo, habits: Habits | None = None
) -> tuple[Due, ...]:
    """Return the rows of Today at `now`, for a user in `zone` with these habits."""
    return today(gather(store, now, zone, habits))


def first_rows(store: Store, now: datetime, zone: tzinfo) -> tuple[Due, ...]:
    """Return the rows that Today begins with, in a tenth of the time that all of it takes.

    None may be there although something is due.
    """
    interviews = _interviews(store, now)
    soon = [t for t in interviews if t.starts_at is None or t.starts_at <= now + AT_THE_DOOR]
    return first_of_today(
        World(
            now=now.astimezone(zone),
            interviews=interviews,
            readiness=_readiness(store, now, soon),
            thanked=_sent(store, "thank_you", interviews),
            snoozed=store.snoozed(now),
        )
    )


def listed(store: Store, now: datetime, zone: tzinfo, habits: Habits) -> Listed:
    """Return the rows of Today as one reads them: of a thousand late check-ins the first hundred.

    The others are counted. Nobody of them has another row, which theirs would stand for.
    """
    rest = resting(store)
    world = _without_check_ins(store, now, zone, habits, rest)
    # A day earlier, since days are compared in UTC: late is what is so in every zone.
    late = world.today - timedelta(days=1)
    acquaintances, more = due_first(
        *(store, now, habits.tiers, _last_day(now), rest),
        late=late,
        most=_MOST_CHECK_INS,
        also=_with_matters(world),
    )
    return Listed(today(_with_check_ins(store, world, acquaintances)), more)


def first_steps(
    store: Store, now: datetime, zone: tzinfo, habits: Habits, kept: tuple[Acquaintance, ...]
) -> dict[int | None, Due]:
    """Return the first row of Today of each person, `kept` being all whom one is in touch with.

    What a check-in could begin with is not looked up: only Today says it.
    """
    steps: dict[int | None, Due] = {}
    world = _without_check_ins(store, now, zone, habits, resting(store))
    for due in today(_awake(replace(world, acquaintances=kept))):
        # A rehearsal is no step with the person.
        if due.kind is not Kind.REHEARSAL:
            for id in (due.person_id, *due.others):
                steps.setdefault(id, due)
    return steps


def gather(store: Store, now: datetime, zone: tzinfo, habits: Habits | None = None) -> World:
    """Read all that is open, and of what is settled or far off no more than it takes."""
    habits = habits or Habits()
    rest = resting(store)
    world = _without_check_ins(store, now, zone, habits, rest)
    acquaintances = due_until(store, now, habits.tiers, _last_day(now), rest)
    return _with_check_ins(store, world, acquaintances)


def _without_check_ins(
    store: Store, now: datetime, zone: tzinfo, habits: Habits, rest: frozenset[int]
) -> World:
    local = now.astimezone(zone)
    soon = local.date() + timedelta(days=DAYS_AHEAD)
    interviews = _interviews(store, now)
    requests = tuple(each for each in silent_requests(store) if each.person_id not in rest)
    promises = store.promises.where("t.kept_at is null and t.due <= ?", soon)
    return World(
        now=local,
        interviews=interviews,
        readiness=_readiness(store, now, interviews),
        confirmed=confirmed_ids(store, interviews),
        thanked=_sent(store, "thank_you", interviews),
        rehearsed=rehearsed(store, interviews),
        promises=tuple(p for p in promises if p.side is Side.MINE or p.person_id not in rest),
        requests=requests,
        silence=silence_of(store, requests),
        habits=habits,
        named=tuple(each for each in _named(store) if each.person_id not in rest),
        loops=tuple(each for each in _loops(store, now) if each.introducer_id not in rest),
        advice=tuple(each for each in _advised(store, now) if each.person_id not in rest),
        asked_of_me=asked_of_me(store),
        unheard=tuple(talk for talk in unheard(store, now) if talk.person_id not in rest),
        inbox=store.notes.where("t.interview_id is null and t.person_id is null"),
        snoozed=store.snoozed(now),
    )


def _with_check_ins(store: Store, world: World, acquaintances: tuple[Acquaintance, ...]) -> World:
    """Add them, the longest due first, with what those could begin with whom anybody reads of."""
    first = [known.person_id for known in acquaintances[:_MOST_CHECK_INS]]
    begin = openings(store, first) if first else {}
    return _awake(replace(world, acquaintances=acquaintances, openings=begin))


def _awake(world: World) -> World:
    """What happened since makes it pointless to put a check-in off."""
    known = (each for each in world.acquaintances if not asleep(each, world.utc))
    return replace(world, snoozed=world.snoozed - {f"check_in:{each.person_id}" for each in known})


def _with_matters(world: World) -> frozenset[int | None]:
    """Return everyone who may have a row that is no check-in."""
    talks = (*world.interviews, *world.unheard)
    return frozenset(
        {
            *(person.id for talk in talks for person in talk.people),
            *(each.person_id for each in world.promises),
            *(each.person_id for each in world.requests),
            *(each.person_id for each in world.named),
            *(each.introducer_id for each in world.loops),
            *(each.person_id for each in world.advice),
            *(each.person_id for each in world.asked_of_me),
        }
    )


def _last_day(now: datetime) -> date:
    return (now.astimezone(UTC) + timedelta(days=DAYS_AHEAD) + _SLACK).date()


def _interviews(store: Store, now: datetime) -> tuple[Interview, ...]:
    return store.interviews.where(_OPEN, now + timedelta(days=DAYS_AHEAD) + _SLACK)


def _sent(store: Store, kind: str, interviews: Iterable[Interview]) -> frozenset[tuple[int, int]]:
    """Return (interview, person) of the letters of a kind that were sent after these interviews."""
    rows = store.db.execute(
        "select l.interview_id, l.person_id from json_each(?) e"
        " join letters l on l.interview_id = e.value"
        " where l.kind=? and l.sent_at is not null and l.deleted_at is null",
        [json.dumps([talk.id for talk in interviews if talk.thanked_at is None]), kind],
    )
    return frozenset((row[0], row[1]) for row in rows.fetchall())


def _readiness(store: Store, now: datetime, interviews: Sequence[Interview]) -> dict[int, str]:
    """Word how ready one is for those not yet begun."""
    ahead = [interview for interview in interviews if interview.started_at is None]
    return {id: ready(gates) for id, gates in readiness(store, now, ahead).items()}


def _named(store: Store) -> tuple[Named, ...]:
    return read(store.db, Named, _NAMED)


def _loops(store: Store, now: datetime) -> tuple[Loop, ...]:
    since = store_moment(now - _LOOP_DAYS)
    return read(store.db, Loop, _LOOPS, [since])


def _advised(store: Store, now: datetime) -> tuple[Advised, ...]:
    since = store_moment(now - TRY_AFTER - ASKED_FOR)
    return read(store.db, Advised, _ADVISED, [since, store_moment(now - TELL_AFTER)])
