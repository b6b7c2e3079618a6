"""The half-typed note line: kept when its meeting ended elsewhere, offered from a lost window."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from infoview_tui.domain.notes import Note
from infoview_tui.services.notes import capture
from infoview_tui.storage.drafts import Draft, Owner
from infoview_tui.storage.store import Store


def keep_half_typed(store: Store, interview_id: int, owner: Owner, zone: ZoneInfo) -> Note | None:
    """Save the draft of a meeting's note line as a note of that meeting, at the time of typing.

    None when there is no such draft; the draft goes in the transaction that saves the note. That
    of another window which still runs is left to it.

    Raises:
        RefusedError: it is too long for a note; the draft stays.

    """
    place = f"meeting:{interview_id}:note"
    if store.drafts.best(place, owner) is None:
        return None
    with store.write():
        text = store.drafts.adopt(place, owner)
        if not text.strip():
            return None
        row = store.db.execute(
            "select updated_at from drafts where place=? and owner=?", [place, str(owner)]
        ).fetchone()
        typed_at = datetime.fromisoformat(row[0])
        interview = store.interviews.get(interview_id)
        note = capture(
            store,
            typed_at,
            text,
            interview_id=interview_id,
            person_id=interview.person_id,
            item_id=interview.current_item_id,
            zone=zone,
        )
        store.drafts.keep(typed_at, place, "", owner)
    return note


def half_typed_elsewhere(store: Store, place: str, owner: Owner) -> Draft | None:
    """Return what another window has half typed at a place: an orphan of a dropped line, say."""
    return store.drafts.elsewhere(place, owner)


def take_over(store: Store, draft: Draft, owner: Owner) -> str:
    """Take a draft from another window and return its text."""
    # A write that is news: the other window is to say that its line was taken.
    with store.write():
        store.drafts.take_over(draft, owner)
    return draft.body


def taken_from(store: Store, place: str, owner: Owner) -> bool:
    """Whether another window has taken what `owner` had half typed at a place."""
    return all(draft.owner != owner for draft in store.drafts.at(place))
