"""Who is let rest: the one rule for all that would have me write to somebody, or wait for them."""

from __future__ import annotations

from datetime import datetime

from infoview_tui.domain.people import Stage
from infoview_tui.services.last_contact import last_contacts_of
from infoview_tui.storage.store import Store

_BY_HAND = f"""
select id, stage_at from people
where deleted_at is null and stage in ('{Stage.RESTING}', '{Stage.DECLINED}')
"""
_PAUSED = "select id from people where deleted_at is null and paused_at is not null"


def set_to_rest(store: Store) -> frozenset[int]:
    """Return who was set to rest, or to have declined, and with whom there was no contact since."""
    since = dict(store.db.execute(_BY_HAND).fetchall())
    last = last_contacts_of(store, [*since])
    return frozenset(
        id
        for id, at in since.items()
        if id not in last or (at and last[id] <= datetime.fromisoformat(at))
    )


def resting(store: Store) -> frozenset[int]:
    """Return those and whoever is paused.

    What I owe them stands all the same, and so does a meeting that is booked.
    """
    return set_to_rest(store) | {row[0] for row in store.db.execute(_PAUSED).fetchall()}
