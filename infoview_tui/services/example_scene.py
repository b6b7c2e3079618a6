"""The made-up autumn of the example, as far as it is written: its time, and who is who in it."""

from __future__ import annotations

import re
from dataclasses import field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from infoview_tui.domain.wording import add_business_days
from infoview_tui.storage.store import Store
from infoview_tui.values import dataclass

PREFIX = "example-"
"""Begins the uid of each row of the example."""
FILLED = f"{PREFIX}own-"
"""Begins the uid of a setting that the user had left empty and the example filled."""

_MOMENT = re.compile(r"(-?[0-9.]+)([hdb])(?: ([0-9:]+))?")


@dataclass(frozen=True)
class Scene:
    """Where the example is written, and what of it there is: ids by the names in its file."""

    store: Store
    now: datetime
    zone: ZoneInfo
    people: dict[str, int] = field(default_factory=dict)
    cards: dict[str, int] = field(default_factory=dict)
    talks: dict[str, int] = field(default_factory=dict)
    """The last interview with each person."""

    def at(self, text: str) -> datetime:
        """Return the moment that a time of the example stands for: `-3d 10:00`, `2b 9:30`, `-5h`.

        Raises:
            ValueError: it is no such time.

        """
        found = _MOMENT.fullmatch(text)
        if found is None:
            raise ValueError(text)
        amount, unit, clock = found.groups()
        if unit == "h":
            exact = self.now + timedelta(hours=float(amount))
            return exact.replace(minute=exact.minute // 15 * 15, second=0, microsecond=0)
        today = self.now.astimezone(self.zone).date()
        days = int(amount)
        day = add_business_days(today, days) if unit == "b" else today + timedelta(days=days)
        return datetime.combine(day, time.fromisoformat(clock), self.zone)
