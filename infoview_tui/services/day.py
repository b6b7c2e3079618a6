"""The list of the day: what is to hand for an interview, each tick a row that can be undone."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from infoview_tui.content.library import day_list
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.readiness import GateName
from infoview_tui.errors import RefusedError
from infoview_tui.storage.store import Store

CONFIRMED = GateName.CONFIRMED.value
"""The tick by hand that the end time is confirmed, where no letter said it."""


def ticked(store: Store, interview_id: int) -> frozenset[str]:
    """Return the names of all that is ticked for an interview, whatever its mode was then."""
    return frozenset(t.name for t in store.interviews.ticks.where("t.interview_id=?", interview_id))


def tick(store: Store, now: datetime, interview_id: int, name: str, *, on: bool) -> None:
    """Tick a thing of the day, or take its tick away; what another window did already stays.

    Raises:
        NotFoundError: no such interview.
        RefusedError: it is not on the list of that interview.

    """
    with store.write():
        talk = store.interviews.get(interview_id)
        if name != CONFIRMED and name not in {item.key for item in day_list(talk.mode)}:
            raise RefusedError(f'"{name}" is not on the list for meeting {talk.mode}.')
        found = store.interviews.ticks.where("t.interview_id=? and t.name=?", interview_id, name)
        if on and not found:
            store.interviews.ticks.add(now, interview_id=interview_id, name=name)
        for row in () if on else found:
            store.interviews.ticks.delete(now, row.id)


def complete(interview: Interview, ticks: Collection[str]) -> bool:
    """Whether everything is to hand for the way they meet."""
    return all(item.key in ticks for item in day_list(interview.mode))
