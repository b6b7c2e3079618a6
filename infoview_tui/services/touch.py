"""All that the place Touch shows of staying in touch, gathered at once."""

from __future__ import annotations

from datetime import datetime, tzinfo

from infoview_tui.domain.check_in import Opening
from infoview_tui.domain.rhythm import Tiers
from infoview_tui.services.advice import Given, all_advice
from infoview_tui.services.check_in import Openings, openings_of
from infoview_tui.services.hosting import open_requests
from infoview_tui.services.promises import count_open
from infoview_tui.services.rhythm import Kept, count_waiting, keeping, waits
from infoview_tui.services.shelf import Gift, OnShelf, all_gifts, whole_shelf
from infoview_tui.storage.store import Store
from infoview_tui.values import dataclass


@dataclass(frozen=True)
class Touch:
    """Whose turn it is and what there is to say, the advice, and what there is to give."""

    kept: tuple[Kept, ...] = ()
    opening: Openings = lambda _id: Opening()
    advice: tuple[Given, ...] = ()
    things: tuple[OnShelf, ...] = ()
    gifts: tuple[Gift, ...] = ()

    @property
    def waiting(self) -> int:
        """How many it is the turn of."""
        return sum(waits(each.turn) for each in self.kept)

    def counts(self, store: Store) -> dict[str, int]:
        """As `touch_counts`, of what was gathered already."""
        return _counts(store, self.waiting)


def touch_counts(store: Store, now: datetime, zone: tzinfo, tiers: Tiers) -> dict[str, int]:
    """Count what waits in each tab of Touch: whose turn it is, open promises, requests."""
    return _counts(store, count_waiting(store, now, zone, tiers))


def _counts(store: Store, waiting: int) -> dict[str, int]:
    return {
        "touch": waiting,
        "promises": count_open(store),
        "requests": open_requests(store),
    }


def touch(store: Store, now: datetime, zone: tzinfo, tiers: Tiers) -> Touch:
    """Gather the place, in a fixed number of queries however many people there are."""
    kept = keeping(store, now, zone, tiers)
    advice, (things, fitting) = all_advice(store), whole_shelf(store)
    told = (each.advice for each in advice)
    return Touch(
        kept=kept,
        opening=openings_of(store, told, fitting, [each.id for each in kept]),
        advice=advice,
        things=things,
        gifts=all_gifts(store),
    )
