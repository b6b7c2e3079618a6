"""What was given both ways, so that asking and giving back stay in view of each other."""

from __future__ import annotations

from datetime import datetime

from infoview_tui.domain.giving import Balance, Given, GivenKind, counted
from infoview_tui.storage.rows import store_moment
from infoview_tui.storage.store import Store

# One row for each thing given: kind, its row, by or to whom, when, and words for it.
_GIVEN = """
select g.kind, g.id, g.person_id, g.at, g.words from (
    select case when i.host then 'hosted' else 'talk' end as kind,
        i.id, ip.person_id, i.ended_at as at, '' as words
    from interviews i join interview_people ip on ip.interview_id = i.id
    where i.deleted_at is null and i.cancelled_at is null and i.ended_at is not null
    union all
    select 'named', n.id, n.introducer_id,
        coalesce(n.created_at, named.created_at, '1970-01-01T00:00:00.000+00:00'), named.name
    from introductions n join people named on named.id = n.person_id
    where n.deleted_at is null and named.deleted_at is null
    union all
    select case side when 'mine' then 'promise' else 'offer' end,
        id, person_id, kept_at, body
    from promises where deleted_at is null and kept_at is not null
    union all
    select 'give', id, person_id, at, body from gives where deleted_at is null
) g join people p on p.id = g.person_id and p.deleted_at is null
"""
_KINDS = {kind.value: kind for kind in GivenKind}


def given(
    store: Store, since: datetime | None = None, person_id: int | None = None
) -> tuple[Given, ...]:
    """Return all that was given, both ways, the newest first; one query.

    An interview with several people is a row of each of them.
    """
    terms, arguments = ["1"], list[str | int]()
    if since is not None:
        terms.append("g.at >= ?")
        arguments.append(store_moment(since))
    if person_id is not None:
        terms.append("g.person_id = ?")
        arguments.append(person_id)
    sql = f"{_GIVEN} where {' and '.join(terms)} order by g.at desc, g.kind, g.id"
    return tuple(
        Given(_KINDS[kind], id, person, datetime.fromisoformat(at), words)
        for kind, id, person, at, words in store.db.execute(sql, arguments).fetchall()
    )


def balance_of(store: Store, person_id: int) -> Balance:
    """Return the balance with one person; all nought where nothing was given yet."""
    return counted(given(store, person_id=person_id))
