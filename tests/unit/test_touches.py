from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_tui.domain.touches import read_touch, understood
from infoview_tui.errors import RefusedError

NOW = datetime(2026, 11, 23, 14, 30, tzinfo=ZoneInfo("Europe/Lisbon"))  # a Monday


@pytest.mark.parametrize(
    ("line", "body", "day"),
    [
        ("", "spoke", None),
        ("met at the fair", "met at the fair", None),
        ("yesterday: met at the fair", "met at the fair", "2026-11-22"),
        ("yesterday met her", "met her", "2026-11-22"),
        ("met at the fair yesterday.", "met at the fair", "2026-11-22"),
        ("Yesterday", "spoke", "2026-11-22"),
        ("today: spoke", "spoke", "2026-11-23"),
        ("fri: lunch", "lunch", "2026-11-20"),
        ("last fri: lunch", "lunch", "2026-11-20"),
        ("lunch on Friday", "lunch", "2026-11-20"),
        ("lunch, fri", "lunch", "2026-11-20"),
        ("12 Nov: rang", "rang", "2026-11-12"),
        ("rang on 25 Dec", "rang", "2025-12-25"),
        ("Sun 22 Nov: rang", "rang", "2026-11-22"),
        ("2026-11-20: rang: twice", "rang: twice", "2026-11-20"),
        ("3 days ago: rang", "rang", "2026-11-20"),
        ("rang a week ago", "rang", "2026-11-16"),
        # No day, or not the day of the contact.
        ("will ring again friday", "will ring again friday", None),
        ("we spoke about tomorrow", "we spoke about tomorrow", None),
        ("sat with her", "sat with her", None),
        ("may: nice", "may: nice", None),
        ("paid on 12 Nov for it", "paid on 12 Nov for it", None),
    ],
)
def test_the_day_is_read_at_the_start_or_the_end(line: str, body: str, day: str | None) -> None:
    touch = read_touch(line, NOW)
    assert (touch.body, touch.day and touch.day.isoformat()) == (body, day)
    if day in (None, "2026-11-23"):
        assert (touch.at, understood(touch, NOW)) == (NOW, "today")
    else:
        assert f"{touch.at:%Y-%m-%d %H:%M}" == f"{day} 12:00"


def test_a_time_may_be_named_too_and_the_day_is_said() -> None:
    touch = read_touch("yesterday 15:00: call", NOW)
    assert (touch.body, f"{touch.at:%d %H:%M}") == ("call", "22 15:00")
    assert understood(touch, NOW) == "Sun 22 Nov 2026, yesterday"


@pytest.mark.parametrize("line", ["25 Dec 2026: x", "today 16:00: x", "x 2026-11-24"])
def test_what_has_not_come_is_refused(line: str) -> None:
    with pytest.raises(RefusedError, match="has not come yet"):
        read_touch(line, NOW)


@given(st.text(max_size=40), st.integers(0, 400))
def test_any_line_is_a_touch_now_or_earlier(line: str, days: int) -> None:
    now = NOW - timedelta(days=days)
    try:
        touch = read_touch(line, now)
    except RefusedError:
        return
    assert touch.body
    assert touch.at <= now
