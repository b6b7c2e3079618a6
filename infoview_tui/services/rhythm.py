"""Whom one keeps in touch with and how often; pausing, going on, and another rhythm."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo

from infoview_tui.domain.people import Person, Tier
from infoview_tui.domain.rhythm import (
    Acquaintance,
    Rhythm,
    Tiers,
    Turn,
    asleep,
    due_day,
    quiet_days,
    rhythm_of,
    turn_of,
)
from infoview_tui.services.last_contact import CONTACTS
from infoview_tui.services.rests import set_to_rest
from infoview_tui.storage.rows import Columns, columns_of, from_columns, store_moment
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen
from infoview_tui.values import dataclass

_AHEAD = """
select ip.person_id, min(i.starts_at) as meets_at from interviews i
join interview_people ip on ip.interview_id = i.id
where i.deleted_at is null and i.cancelled_at is null and i.started_at is null
and i.ended_at is null and i.missed_at is null and i.starts_at >= ?
group by ip.person_id
"""

_THANKED = """
select distinct ip.person_id from interviews i join interview_people ip on ip.interview_id = i.id
where i.thanked_at is not null and i.deleted_at is null
"""

_TOUCHED = f"select person_id, max(at) as last_contact from ({CONTACTS}) group by person_id"

_KEEPING_BY = f"""
with thanked as ({_THANKED}), ahead as ({_AHEAD}), touched as ({{}})
select p.id as person_id, p.name as person, t.last_contact, p.cadence_days, p.tier, p.paused_at,
    h.person_id is not null as thanked, a.meets_at,
    s.updated_at as snoozed_at, s.until as snoozed_until
from people p
left join touched t on t.person_id = p.id
left join thanked h on h.person_id = p.id
left join ahead a on a.person_id = p.id
left join snoozes s on s.row = 'check_in:' || p.id
where p.deleted_at is null and (p.cadence_days is not null or p.tier is not null
    or p.paused_at is not null or h.person_id is not null)
"""

_KEEPING = _KEEPING_BY.format(_TOUCHED)
_KNOWN_ELSEWHERE = "select null as person_id, null as last_contact"

# Whoever has neither days nor a tier of their own is here because they were thanked.
_QUIET = f"""
with touched as ({_TOUCHED}), ahead as ({_AHEAD})
select p.id as person_id, p.name as person, t.last_contact, p.cadence_days, p.tier,
    p.cadence_days is null and p.tier is null as thanked,
    s.updated_at as snoozed_at, s.until as snoozed_until,
    date(t.last_contact, '+' || coalesce(
        p.cadence_days, case p.tier when 'A' then ? when 'C' then ? else ? end
    ) || ' days') as due_on
from touched t cross join people p on p.id = t.person_id
left join ahead a on a.person_id = p.id
left join snoozes s on s.row = 'check_in:' || p.id
where p.deleted_at is null and p.paused_at is null and a.meets_at is null
and (p.cadence_days > 0
    or (p.cadence_days is null and (p.tier is not null or p.id in ({_THANKED}))))
and due_on <= ? order by due_on, p.id
"""

_ORDER = tuple(Turn)

_NOT_WRITTEN_UP = timedelta(days=2)


def _stands_in_since(now: datetime) -> str:
    """Return since when a talk that is booked stands for the check-in.

    One of yesterday, of which nobody has said yet what came of it, does.
    """
    return store_moment(now - _NOT_WRITTEN_UP)


@dataclass(frozen=True)
class Kept:
    """A person one keeps in touch with; `due` is None where nothing is (`quiet` in days)."""

    known: Acquaintance
    rhythm: Rhythm
    turn: Turn
    due: date | None
    quiet: int | None
    snoozed: bool

    @property
    def id(self) -> int:
        """The id of the person."""
        return self.known.person_id


def met_next(store: Store, now: datetime) -> dict[int, datetime]:
    """Return when everyone is met next with whom that is booked."""
    rows = store.db.execute(_AHEAD, [_stands_in_since(now)]).fetchall()
    return {id: datetime.fromisoformat(at) for id, at in rows}


def acquaintances(
    store: Store, now: datetime, contacts: Mapping[int, str] | None = None
) -> tuple[Acquaintance, ...]:
    """Return everyone with a rhythm, or who once had one.

    `contacts` are the last real ones by person, as they are stored, where they are known already.
    """
    sql = _KEEPING if contacts is None else _KEEPING_BY.format(_KNOWN_ELSEWHERE)
    columns = columns_of(store.db.execute(sql, [_stands_in_since(now)]))
    if contacts is not None:
        columns["last_contact"] = [contacts.get(id) for id in columns["person_id"]]
    return _awake(columns, set_to_rest(store))


def due_until(
    store: Store, now: datetime, tiers: Tiers, latest: date, rest: frozenset[int]
) -> tuple[Acquaintance, ...]:
    """Return those of them whose turn it is by `latest`, a day in UTC, the longest due first.

    Nobody who is paused or met soon is among them, nor any of `rest`.
    """
    return _awake(_quiet(store, now, tiers, latest), rest)


def due_first(
    store: Store,
    now: datetime,
    tiers: Tiers,
    latest: date,
    rest: frozenset[int],
    *,
    late: date,
    most: int,
    also: Collection[int | None],
) -> tuple[tuple[Acquaintance, ...], int]:
    """Return as `due_until`, but of those due before the day `late` no more than `most`.

    `also` are people who are among them all the same, as is whoever was put off. The others are
    counted: among thousands they are read by nobody.
    """
    columns = _quiet(store, now, tiers, latest)
    chosen: list[int] = []
    plain, before = 0, late.isoformat()
    each = zip(columns["person_id"], columns["due_on"], columns["snoozed_until"], strict=True)
    for place, (id, due_on, put_off) in enumerate(each):
        if id in rest:
            continue
        if due_on < before and not put_off and id not in also:
            plain += 1
            if plain > most:
                continue
        chosen.append(place)
    few = {name: [column[place] for place in chosen] for name, column in columns.items()}
    return from_columns(Acquaintance, few), max(0, plain - most)


def _quiet(store: Store, now: datetime, tiers: Tiers, latest: date) -> Columns:
    a, b, c = tiers
    arguments = [_stands_in_since(now), a, c, b, latest.isoformat()]
    return columns_of(store.db.execute(_QUIET, arguments))


def _awake(columns: Columns, rest: frozenset[int]) -> tuple[Acquaintance, ...]:
    """Whoever was set to rest has no rhythm until the next contact."""
    return tuple(k for k in from_columns(Acquaintance, columns) if k.person_id not in rest)


def keeping(store: Store, now: datetime, zone: tzinfo, tiers: Tiers) -> tuple[Kept, ...]:
    """Return everyone one keeps in touch with: who slips first, then who is due, then by day."""
    kept = []
    for known in acquaintances(store, now):
        rhythm, turn = rhythm_of(known, tiers), turn_of(known, tiers, now, zone)
        if rhythm is None or turn is None:
            continue
        quiet = quiet_days(known.last_contact, now, zone) if known.last_contact else None
        due = due_day(known, tiers, now, zone)
        kept.append(Kept(known, rhythm, turn, due, quiet, asleep(known, now)))
    return tuple(sorted(kept, key=_place))


def count_waiting(store: Store, now: datetime, zone: tzinfo, tiers: Tiers) -> int:
    """Count those whose turn it is, without what a list of them would say."""
    # The user's calendar is at most a day away from that of UTC.
    latest = (now.astimezone(UTC) + timedelta(days=1)).date()
    due = due_until(store, now, tiers, latest, set_to_rest(store))
    return sum(waits(turn_of(known, tiers, now, zone)) for known in due)


def waits(turn: Turn | None) -> bool:
    """Whether it is somebody's turn now."""
    return turn in (Turn.SLIPPING, Turn.DUE)


def _place(kept: Kept) -> tuple[int, float, str, int]:
    """Of those who wait, most times over their rhythm first (Bonds#149); the others by day."""
    if waits(kept.turn):
        by = -(kept.quiet or 0) / max(1, kept.rhythm.days)
    else:
        by = float((kept.due or date.max).toordinal())
    return _ORDER.index(kept.turn), by, kept.known.person.casefold(), kept.id


def rhythms(store: Store, now: datetime, zone: tzinfo, tiers: Tiers) -> Mapping[int, Kept]:
    """Return the same by person."""
    return {each.id: each for each in keeping(store, now, zone, tiers)}


def set_rhythm(
    store: Store,
    now: datetime,
    person_id: int,
    tier: Tier | None,
    cadence_days: int | None,
    seen: Seen = None,
) -> None:
    """Give a person another rhythm; as `seen`, if that is said."""
    with store.write():
        store.people.change(now, person_id, seen, tier=tier, cadence_days=cadence_days)


def pause(store: Store, now: datetime, person_id: int, *, on: bool) -> Person:
    """Let a person rest, or go on with the rhythm that they had."""
    with store.write():
        store.people.change(now, person_id, paused_at=now if on else None)
    return store.people.get(person_id)
