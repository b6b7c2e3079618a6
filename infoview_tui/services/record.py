"""All that is known of an interview that was held, for reading it whole."""

from __future__ import annotations

from infoview_tui.domain.followup import Letter
from infoview_tui.services.debrief import Debrief, debrief
from infoview_tui.services.rehearsal import Card, cards_in
from infoview_tui.storage.store import Store
from infoview_tui.values import dataclass


@dataclass(frozen=True)
class Record:
    """The meeting with its debrief and what followed, its letters, and the cards chosen for it."""

    debrief: Debrief
    letters: tuple[Letter, ...]
    cards: tuple[Card, ...] = ()


def record(store: Store, interview_id: int) -> Record:
    """Gather an interview.

    Raises:
        NotFoundError: no such interview.

    """
    order = "coalesce(t.sent_at, t.created_at), t.id"
    letters = store.letters.where("t.interview_id=?", interview_id, order=order)
    return Record(debrief(store, interview_id), letters, cards_in(store, interview_id))
