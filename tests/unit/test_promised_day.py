from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.domain.followup import Side, promised_day

AT = datetime(2026, 11, 23, 23, 30, tzinfo=ZoneInfo("Europe/Lisbon"))


@pytest.mark.parametrize(
    ("text", "side", "day"),
    [
        ("send the summary", Side.MINE, date(2026, 11, 26)),
        ("the loan form", Side.THEIRS, date(2026, 11, 30)),
        ("send the summary tomorrow", Side.MINE, date(2026, 11, 24)),
        ("intro by Friday.", Side.THEIRS, date(2026, 11, 27)),
        ("a draft by 1 Dec", Side.MINE, date(2026, 12, 1)),
        ("a book by Friday Jones", Side.MINE, date(2026, 11, 26)),
        ("sent it by yesterday", Side.MINE, date(2026, 11, 26)),
        ("call on Sunday", Side.MINE, date(2026, 11, 29)),
        ("", Side.MINE, date(2026, 11, 26)),
    ],
)
def test_a_promise_is_due_on_the_day_it_names(text: str, side: Side, day: date) -> None:
    assert promised_day(text, side, AT) == day
