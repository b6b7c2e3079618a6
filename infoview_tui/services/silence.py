"""Which requests nobody answered, and what happened since: for Today and for the next letter."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from infoview_tui.domain.due import Silence
from infoview_tui.domain.followup import Letter
from infoview_tui.storage.store import Store

# Somebody may have been asked by a letter of the interview that is not booked yet. Whoever was set
# to be further on by hand since, or at rest, is not reminded.
_SILENT = """
substr(t.kind, 1, 8) = 'request_' and t.sent_at is not null and t.answered_at is null
and not exists (
    select 1 from letters l where l.person_id = t.person_id and l.deleted_at is null
    and ((l.kind = 'reminder' and l.answered_at >= t.sent_at)
        or (substr(l.kind, 1, 8) = 'request_' and (l.sent_at, l.id) > (t.sent_at, t.id))))
and not exists (
    select 1 from contacts c where c.person_id = t.person_id and c.deleted_at is null
    and c.at >= t.sent_at)
and not exists (
    select 1 from interview_people ip join interviews i on i.id = ip.interview_id
    where ip.person_id = t.person_id and i.deleted_at is null
    and coalesce(i.started_at, i.starts_at) is not null
    and max(i.created_at, coalesce(i.started_at, i.starts_at)) >= t.sent_at)
and not exists (
    select 1 from people h where h.id = t.person_id and h.stage not in ('named', 'asked')
    and h.stage_at >= t.sent_at)
"""

# The date of a reminder goes with the count of them; an interview is asked for, too.
_SILENCE = """
select t.id, coalesce(o.name, ''),
    (select count(*) from letters l where l.person_id = t.person_id and l.deleted_at is null
        and l.kind = 'reminder' and l.sent_at >= t.sent_at),
    (select max(l.sent_at) from letters l where l.person_id = t.person_id
        and l.deleted_at is null and l.kind = 'reminder' and l.sent_at >= t.sent_at),
    exists (select 1 from letters l join people q on q.id = l.person_id and q.deleted_at is null
        where q.organisation_id = p.organisation_id and q.id <> p.id and l.deleted_at is null
        and substr(l.kind, 1, 8) = 'request_' and l.sent_at >= t.sent_at)
from letters t join people p on p.id = t.person_id
left join organisations o on o.id = p.organisation_id
where t.id in (select value from json_each(?))
"""


def silent_requests(store: Store) -> tuple[Letter, ...]:
    """Return the last request to everybody who is silent since."""
    return store.letters.where(_SILENT)


def still_silent(store: Store, person_id: int) -> Silence | None:
    """Return the silence of a person, None for somebody who is not asked or not silent."""
    requests = store.letters.where(f"t.person_id=? and {_SILENT}", person_id)
    return silence_of(store, requests)[requests[-1].id] if requests else None


def silence_of(store: Store, requests: Sequence[Letter]) -> dict[int, Silence]:
    """Return by request what happened about it since."""
    ids = json.dumps([letter.id for letter in requests])
    return {
        id: Silence(place, count, datetime.fromisoformat(at) if at else None, bool(elsewhere))
        for id, place, count, at, elsewhere in store.db.execute(_SILENCE, [ids]).fetchall()
    }
