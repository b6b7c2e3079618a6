"""What a letter between meetings is about: advice with something to tell, a thing to give."""

from __future__ import annotations

from infoview_tui.domain.check_in import GIVE, UPDATE, best_to_tell
from infoview_tui.domain.followup import Advice
from infoview_tui.domain.giving import ShelfItem
from infoview_tui.domain.letters import done_clause, link_clause, outcome_clause
from infoview_tui.services.shelf import things_for
from infoview_tui.storage.store import Store
from infoview_tui.values import dataclass


@dataclass(frozen=True)
class Matter:
    """The advice, or the thing with the interest that it meets; nothing for most letters."""

    advice: Advice | None = None
    item: ShelfItem | None = None
    interest: str = ""

    @property
    def values(self) -> dict[str, str]:
        """What the placeholders of the letter say of it."""
        values = {}
        if self.advice is not None:
            values["what_you_did"] = done_clause(self.advice.state)
            values["the_honest_outcome"] = outcome_clause(self.advice.state, self.advice.result)
        if self.item is not None:
            values["item"] = self.item.title
            values["link_clause"] = link_clause(self.item.title, self.item.link)
            values["interest"] = self.interest
        return values


def the_matter(
    store: Store, kind: str, person_id: int, advice_id: int | None, shelf_id: int | None
) -> Matter:
    """Return what a letter of a kind to a person is about, chosen where it is not said."""
    if kind == UPDATE:
        if advice_id is not None:
            return Matter(advice=store.advice.get(advice_id))
        # With nothing to tell it is the last advice that one begins with.
        advised = store.advice.where("t.person_id=?", person_id)
        return Matter(advice=next(iter((*best_to_tell(advised), *advised[::-1])), None))
    if kind == GIVE:
        things = things_for(store, [person_id])(person_id)
        if shelf_id is None:
            item, interest = next(iter(things), (None, ""))
            return Matter(item=item, interest=interest)
        interest = next((words for item, words in things if item.id == shelf_id), "")
        return Matter(item=store.shelf.get(shelf_id), interest=interest)
    return Matter()
