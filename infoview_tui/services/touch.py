"""All that the place Touch shows of staying in touch, gathered at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from infoview_tui.domain.check_in import Opening
from infoview_tui.domain.rhythm import Tiers, Turn
from infoview_tui.services.advice import Given, all_advice
from infoview_tui.services.check_in import openings
from infoview_tui.services.rhythm import Kept, keeping
from infoview_tui.services.shelf import Gift, OnShelf, all_gifts, every_item
from infoview_tui.storage.store import Store


@dataclass(frozen=True)
class Touch:
    """Whose turn it is and what there is to say, the advice, and what there is to give."""

    kept: tuple[Kept, ...] = ()
    openings: Mapping[int, Opening] = field(default_factory=dict)
    advice: tuple[Given, ...] = ()
    things: tuple[OnShelf, ...] = ()
    gifts: tuple[Gift, ...] = ()

    @property
    def waiting(self) -> int:
        """How many it is the turn of."""
        return sum(each.turn in (Turn.SLIPPING, Turn.DUE) for each in self.kept)


def touch(store: Store, now: datetime, zone: tzinfo, tiers: Tiers) -> Touch:
    """Gather the place, in a fixed number of queries however many people there are."""
    kept = keeping(store, now, zone, tiers)
    return Touch(
        kept=kept,
        openings=openings(store) if kept else {},
        advice=all_advice(store),
        things=every_item(store),
        gifts=all_gifts(store),
    )
