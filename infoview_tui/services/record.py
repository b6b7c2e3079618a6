"""All that is known of an interview that was held, for reading it whole."""

from __future__ import annotations

from dataclasses import dataclass

from infoview_tui.domain.followup import Letter
from infoview_tui.services.debrief import Debrief, debrief
from infoview_tui.storage.store import Store


@dataclass(frozen=True)
class Record:
    """The meeting with its debrief and what followed, and the letters that belong to it."""

    debrief: Debrief
    letters: tuple[Letter, ...]


def record(store: Store, interview_id: int) -> Record:
    """Gather an interview.

    Raises:
        NotFoundError: no such interview.

    """
    order = "coalesce(t.sent_at, t.created_at), t.id"
    letters = store.letters.where("t.interview_id=?", interview_id, order=order)
    return Record(debrief(store, interview_id), letters)
