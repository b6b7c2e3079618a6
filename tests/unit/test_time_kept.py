from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.wording import time_kept, time_told

START = datetime(2026, 11, 23, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("used", "offered", "late", "short", "full"),
    [
        (19.0, 0, 0, "19 of 20 min, kept", "agreed 20, used 19, kept"),
        (20.9, 0, 0, "20 of 20 min, kept", "agreed 20, used 20, kept"),
        (24.0, 0, 0, "24 of 20 min, over by 4 min", "agreed 20, used 24, over by 4"),
        (24.0, 5, 0, "24 of 20 + 5 min, kept", "agreed 20 + 5 offered, used 24, kept"),
        (
            19.0,
            0,
            3,
            "19 of 20 - 3 late min, over by 2 min",
            "agreed 20 - 3 late, used 19, over by 2",
        ),
    ],
)
def test_what_was_used_stands_beside_what_was_agreed_and_offered(
    used: float, offered: int, late: int, short: str, full: str
) -> None:
    end = START + timedelta(minutes=used)
    talk = Interview(1, "u", 20, started_at=START, ended_at=end, extension_minutes=offered)
    talk = replace(talk, late_seconds=late * 60)
    assert time_kept(talk, end) == short
    assert time_told(talk, end) == full


def test_without_an_end_only_what_was_agreed_is_known() -> None:
    assert time_told(Interview(1, "u", 20, started_at=START), START) == "agreed 20 min"
