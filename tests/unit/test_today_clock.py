"""A thank-you is owed within 24 hours that are hours, whatever the clocks on the wall do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.domain.due import World
from infoview_tui.domain.interviews import Attendee, Interview
from infoview_tui.domain.today import today

LISBON = ZoneInfo("Europe/Lisbon")
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("ended", "due"),
    [
        # Back an hour on 25 October, forward an hour on 29 March, and a leap day between.
        (datetime(2026, 10, 24, 18, 0, tzinfo=LISBON), "17:00"),
        (datetime(2026, 3, 28, 18, 0, tzinfo=LISBON), "19:00"),
        (datetime(2028, 2, 28, 18, 0, tzinfo=LISBON), "18:00"),
    ],
)
def test_twenty_four_hours_are_hours(ended: datetime, due: str) -> None:
    dana = Attendee(1, "Dana Okafor", "", "")
    talk = Interview(
        12,
        "i",
        started_at=ended.astimezone(UTC) - 20 * MINUTE,
        ended_at=ended.astimezone(UTC),
        debriefed_at=ended.astimezone(UTC),
        people=(dana,),
    )
    at_24 = ended.astimezone(UTC) + timedelta(hours=24)
    for moment, late in ((at_24 - MINUTE, False), (at_24, False), (at_24 + MINUTE, True)):
        (row,) = today(World(moment.astimezone(LISBON), interviews=(talk,)))
        assert row.overdue is late
        assert isinstance(row.due, datetime)
        assert f"{row.due:%H:%M}" == due
