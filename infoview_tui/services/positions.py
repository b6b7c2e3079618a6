"""What somebody did, and where, before they changed."""

from __future__ import annotations

from datetime import datetime

from infoview_tui.domain.people import Person, moved_on
from infoview_tui.storage.removal import remove
from infoview_tui.storage.store import Store


def keep_position(
    store: Store, now: datetime, before: Person, *, moved: bool | None, was: bool | None
) -> None:
    """Keep what a person was `before` a change as a former position, where they `moved`.

    A move that `was` and is none any more is taken back: the position that they have now goes.
    """
    after = store.people.get(before.id)
    if moved and moved_on(before, after.role, after.organisation):
        store.people.positions.add(
            now,
            person_id=before.id,
            role=before.role,
            organisation=before.organisation,
            until=now,
        )
    elif was and not moved:
        back = (after.role, after.organisation)
        for position in reversed(store.people.positions.where("t.person_id=?", before.id)):
            if (position.role, position.organisation) == back:
                remove(store.db, {"positions": [position.id]})
                break


def delete_position(store: Store, now: datetime, id: int) -> None:
    """Take a former position away that was none; `restore_position` brings it back."""
    with store.write():
        store.people.positions.delete(now, id)


def restore_position(store: Store, now: datetime, id: int) -> None:
    """Undo `delete_position`."""
    with store.write():
        store.people.positions.restore(now, id)
