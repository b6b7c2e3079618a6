"""What the figures of Insights are made of, read in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from infoview_tui.domain.figures import from_a_name, names_given, numbers
from infoview_tui.domain.insights import Facts, Figure, Named, Numbers, Owed, Sent, Within
from infoview_tui.domain.interviews import Attendee, Interview, Mode, Pause
from infoview_tui.domain.periods import Period, usual
from infoview_tui.services.balance import given
from infoview_tui.services.goals import goal_threads
from infoview_tui.storage.rows import store_moment
from infoview_tui.storage.store import Store

_PEOPLE = "select id, name from people where deleted_at is null"
_SENT = """
select t.id, t.person_id, t.kind = 'reminder', t.sent_at, t.answered_at is not null,
    coalesce(t.subject, '')
from letters t join people p on p.id = t.person_id and p.deleted_at is null
where t.deleted_at is null and t.sent_at is not null
and (t.kind = 'reminder' or substr(t.kind, 1, 8) = 'request_') and t.sent_at >= ?
"""
_HELD = """
select id, coalesce(host, 0), agreed_minutes, coalesce(extension_minutes, 0),
    coalesce(late_seconds, 0), coalesce(mode, 'phone'), started_at, ended_at, thanked_at
from interviews where deleted_at is null and cancelled_at is null and missed_at is null
and started_at >= ? and ended_at is not null
"""
_THERE = """
select ip.interview_id, p.id, p.name from interview_people ip
join people p on p.id = ip.person_id and p.deleted_at is null order by ip.id
"""
_PAUSES = "select interview_id, started_at, ended_at from pauses where deleted_at is null"
_BOOKED = """
select ip.person_id, max(i.created_at, coalesce(i.started_at, i.starts_at))
from interviews i join interview_people ip on ip.interview_id = i.id
where i.deleted_at is null and i.cancelled_at is null and i.missed_at is null
and coalesce(i.host, 0) = 0 and i.ended_at is null and coalesce(i.started_at, i.starts_at) >= ?
"""
_PROMISES = """
select t.id, t.person_id, t.body, t.created_at, t.due, t.kept_at
from promises t join people p on p.id = t.person_id and p.deleted_at is null
where t.deleted_at is null and t.side = 'mine' and t.created_at >= ?
"""
# Whom I named to a seeker is not one of those that were named to me.
_NAMED = """
select t.id, t.person_id, t.introducer_id, t.interview_id, coalesce(n.at, t.created_at)
from introductions t
join people p on p.id = t.person_id and p.deleted_at is null
join people b on b.id = t.introducer_id and b.deleted_at is null
left join interviews i on i.id = t.interview_id
left join notes n on n.id = t.note_id
where coalesce(n.at, t.created_at) is not null
and t.deleted_at is null and t.person_id <> t.introducer_id and coalesce(i.host, 0) = 0
"""
_MET = """
select ip.person_id, min(i.started_at)
from interviews i join interview_people ip on ip.interview_id = i.id
where i.deleted_at is null and i.cancelled_at is null and i.missed_at is null
and i.started_at is not null and i.ended_at is not null and coalesce(i.host, 0) = 0
group by 1
"""
_BEGUN = """
select min(at) from (
    select min(sent_at) as at from letters where deleted_at is null
    union all select min(started_at) from interviews
    where deleted_at is null and cancelled_at is null and missed_at is null
    union all select min(created_at) from promises where deleted_at is null
    union all select min(created_at) from introductions where deleted_at is null
    union all select min(at) from gives where deleted_at is null)
"""


def facts(store: Store, now: datetime, since: datetime | None = None) -> Facts:
    """Read what the figures from `since` on are made of; what is booked after `now` is ahead."""
    db = store.db
    from_then = [store_moment(since) if since else ""]
    return Facts(
        people=dict(db.execute(_PEOPLE).fetchall()),
        sent=[
            Sent(id, person, bool(reminder), _at(sent), bool(answered), subject)
            for id, person, reminder, sent, answered, subject in db.execute(_SENT, from_then)
        ],
        talks=_held(store, from_then),
        met=_met(store),
        booked=_booked(store, now),
        promises=[
            Owed(id, person, body, _at(made), date.fromisoformat(due), _at(kept) if kept else None)
            for id, person, body, made, due, kept in db.execute(_PROMISES, from_then)
        ],
        named=_named(store),
        threads=goal_threads(store, since),
        given=given(store, since),
    )


def insights(store: Store, now: datetime, period: Period | None = None) -> Numbers:
    """Count the figures of a period, without one of the usual; `now` is in the user's zone."""
    assert now.tzinfo is not None
    if period is None:
        (begun,) = store.db.execute(_BEGUN).fetchone()
        day = _at(begun).astimezone(now.tzinfo).date() if begun else None
        period = usual(day, now.date())
    since, _until = period.bounds(now.tzinfo)
    return numbers(facts(store, now, since), period, now)


def names_in_short(store: Store, now: datetime) -> tuple[Figure, Figure]:
    """Return the names that were given, and the meetings that came from a name, since the start."""
    assert now.tzinfo is not None
    known = Facts(
        people=dict(store.db.execute(_PEOPLE).fetchall()),
        talks=_held(store, [""]),
        met=_met(store),
        named=_named(store),
    )
    held = [talk for talk in known.talks if not talk.host]
    names = names_given(known, held, Within(Period(), now.tzinfo))
    return names, from_a_name(known, held, now)


def _met(store: Store) -> dict[int, datetime]:
    return {id: _at(at) for id, at in store.db.execute(_MET)}


def _named(store: Store) -> list[Named]:
    return [
        Named(id, person, introducer, talk, _at(at))
        for id, person, introducer, talk, at in store.db.execute(_NAMED)
    ]


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _held(store: Store, from_then: list[str]) -> list[Interview]:
    there: defaultdict[int, list[Attendee]] = defaultdict(list)
    for interview_id, id, name in store.db.execute(_THERE).fetchall():
        there[interview_id].append(Attendee(id, name))
    pauses: defaultdict[int, list[Pause]] = defaultdict(list)
    for interview_id, started, ended in store.db.execute(_PAUSES).fetchall():
        stretch = Pause(0, "", interview_id, _at(started), _at(ended) if ended else None)
        pauses[interview_id].append(stretch)
    rows = store.db.execute(_HELD, from_then).fetchall()
    # Whom one met is gone: there is nobody to count it with.
    return [
        _talk(row, tuple(there[row[0]]), tuple(pauses.get(row[0], ())))
        for row in rows
        if row[0] in there
    ]


def _talk(row: Any, people: tuple[Attendee, ...], pauses: tuple[Pause, ...]) -> Interview:
    id, host, minutes, offered, late, mode, started, ended, thanked = row
    return Interview(
        id,
        "",
        agreed_minutes=minutes,
        mode=Mode(mode),
        host=bool(host),
        extension_minutes=offered,
        late_seconds=late,
        started_at=_at(started),
        ended_at=_at(ended),
        thanked_at=_at(thanked) if thanked else None,
        people=people,
        pauses=pauses,
    )


def _booked(store: Store, now: datetime) -> dict[int, list[datetime]]:
    booked: defaultdict[int, list[datetime]] = defaultdict(list)
    for person_id, at in store.db.execute(_BOOKED, [store_moment(now)]).fetchall():
        booked[person_id].append(_at(at))
    return booked
