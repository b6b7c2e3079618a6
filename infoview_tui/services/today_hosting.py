"""What Today goes by of those who ask me, in a few queries however many there are of all else."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from infoview_tui.domain.due import AskedOfMe
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.today_hosting import HEAR_AFTER, HEAR_UNTIL
from infoview_tui.services.last_contact import last_contacts_of
from infoview_tui.storage.interviews import WITH_SOMEBODY
from infoview_tui.storage.rows import read
from infoview_tui.storage.store import Store

_SLACK = timedelta(days=2)
"""The query looks this much further than the rule, which knows the user's zone."""

_ASKED_OF_ME = """
select r.id, r.interview_id, min(p.id) as person_id, p.name as person, r.at, r.answer, r.answered_at
from requests r
join interviews i on i.id = r.interview_id and i.deleted_at is null
join interview_people ip on ip.interview_id = i.id
join people p on p.id = ip.person_id and p.deleted_at is null
where r.deleted_at is null and i.started_at is null and i.missed_at is null
and (i.starts_at is null or i.cancelled_at is not null)
and (i.cancelled_at is null or r.answer in ('passed on', 'not now'))
group by r.id order by r.at, r.id
"""

_HOSTED = f"""
t.host = 1 and t.cancelled_at is null and t.ended_at >= ? and t.ended_at < ? and {WITH_SOMEBODY}
"""


def asked_of_me(store: Store) -> tuple[AskedOfMe, ...]:
    """Return the requests that have no time yet, or were declined."""
    found = read(store.db, AskedOfMe, _ASKED_OF_ME)
    last = last_contacts_of(store, [each.person_id for each in found])
    return tuple(
        replace(each, told_at=at) if (at := last.get(each.person_id)) and at >= each.at else each
        for each in found
    )


def unheard(store: Store, now: datetime) -> tuple[Interview, ...]:
    """Return the talks that I hosted about a month ago, nothing having been heard since."""
    held = store.interviews.where(_HOSTED, now - HEAR_UNTIL - _SLACK, now - HEAR_AFTER + _SLACK)
    last = last_contacts_of(store, [person.id for talk in held for person in talk.people])
    return tuple(
        talk
        for talk in held
        if talk.ended_at
        and not any(last.get(p.id, talk.ended_at) > talk.ended_at for p in talk.people)
    )
