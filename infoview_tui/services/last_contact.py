"""When there was a last real contact with a person: the one rule, for rhythms and stages alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from infoview_tui.domain.notes import NoteKind
from infoview_tui.storage.store import Store

_MINE_ALONE = ", ".join(f"'{kind}'" for kind in (NoteKind.NOTE, NoteKind.ASK_LATER))

CONTACTS = f"""
select ip.person_id, coalesce(i.ended_at, i.started_at) as at from interviews i
join interview_people ip on ip.interview_id = i.id
where i.started_at is not null and i.cancelled_at is null and i.missed_at is null
and i.deleted_at is null
union all
select person_id, max(sent_at, coalesce(answered_at, sent_at)) from letters
where sent_at is not null and deleted_at is null
union all
select person_id, at from contacts where deleted_at is null
union all
select person_id, at from gives where deleted_at is null
union all
select person_id, at from notes
where person_id is not null and interview_id is null and kind not in ({_MINE_ALONE})
and deleted_at is null
"""
"""Every real contact (`person_id`, `at`): an interview held, a letter sent or answered, a touch
logged, something given, and outside a meeting a note of what was said. A plain note, or one to ask
later, is one's own thinking and no contact."""


def last_contacts(store: Store) -> dict[int, str]:
    """Return when the last contact was with everyone one was in contact with, as it is stored."""
    sql = f"select person_id, max(at) from ({CONTACTS}) group by person_id"
    return dict(store.db.execute(sql).fetchall())


def last_contacts_of(store: Store, person_ids: Sequence[int]) -> dict[int, datetime]:
    """As `last_contacts`, of these people alone: of a few it costs next to nothing."""
    if not person_ids:
        return {}
    # Numbers, not a subquery: those SQLite looks for in each part of the union, by its index.
    ids = ",".join(map(str, dict.fromkeys(person_ids)))
    sql = f"select person_id, max(at) from ({CONTACTS}) where person_id in ({ids}) group by 1"
    return {id: datetime.fromisoformat(at) for id, at in store.db.execute(sql).fetchall()}


def last_contact(store: Store, person_id: int) -> datetime | None:
    """Return when the last contact was with a person, None for never."""
    sql = f"select max(at) from ({CONTACTS}) where person_id=?"
    (at,) = store.db.execute(sql, [person_id]).fetchone()
    return datetime.fromisoformat(at) if at else None
