"""The advice that people gave: what one makes of it, and what came of it."""

from __future__ import annotations

from datetime import datetime

from infoview_tui.domain.check_in import to_tell
from infoview_tui.domain.followup import Advice, AdviceState
from infoview_tui.domain.text import clean_line
from infoview_tui.errors import RefusedError
from infoview_tui.storage.rows import columns_of, from_columns
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen
from infoview_tui.values import dataclass

MOST_RESULT = 500
"""Characters of what came of it: longer words are a note."""

_ALL = """
select t.*, p.name as person from advice t join people p on p.id = t.person_id
where t.deleted_at is null and p.deleted_at is null order by t.id
"""

_ORDER = (
    *(AdviceState.DONE, AdviceState.TRYING, AdviceState.TO_TRY, AdviceState.NOT_FOR_ME),
    None,
)


@dataclass(frozen=True)
class Given:
    """Advice with the name of who gave it."""

    advice: Advice
    person: str


def all_advice(store: Store) -> tuple[Given, ...]:
    """Return all advice: what there is to tell first, then what is tried and to try."""
    columns = columns_of(store.db.execute(_ALL))
    found = map(Given, from_columns(Advice, columns), columns["person"])
    return tuple(sorted(found, key=lambda g: (not to_tell(g.advice), _ORDER.index(g.advice.state))))


def next_state(state: AdviceState) -> AdviceState:
    """Return the state after this: to try, trying, done, not for me, and round again."""
    states = tuple(AdviceState)
    return states[(states.index(state) + 1) % len(states)]


def set_advice(
    store: Store,
    now: datetime,
    id: int,
    state: AdviceState | None = None,
    result: str | None = None,
    seen: Seen = None,
) -> Advice:
    """Say what became of advice, or what came of it; None leaves either as it was.

    Raises:
        NotFoundError: there is no such advice.
        RefusedError: the result is too long.

    """
    with store.write():
        before = store.advice.get(id)
        changes: dict[str, object] = {}
        if state is not None and state is not before.state:
            changes |= {"state": state, "moved_at": now}
        if result is not None:
            words = clean_line(result)
            if len(words) > MOST_RESULT:
                raise RefusedError(
                    f"What came of it has at most {MOST_RESULT} characters, not {len(words)}."
                )
            changes["result"] = words
        if changes:
            store.advice.change(now, id, seen, **changes)
    return store.advice.get(id)


def put_back(store: Store, now: datetime, before: Advice) -> None:
    """Undo `set_advice`."""
    with store.write():
        store.advice.change(
            now, before.id, state=before.state, result=before.result, moved_at=before.moved_at
        )


def delete_advice(store: Store, now: datetime, id: int) -> None:
    """Take advice away."""
    with store.write():
        store.advice.delete(now, id)


def restore_advice(store: Store, now: datetime, id: int) -> None:
    """Undo `delete_advice`."""
    with store.write():
        store.advice.restore(now, id)
