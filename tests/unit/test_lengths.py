from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_tui.domain.lengths import LONGEST, parse_length
from infoview_tui.errors import RefusedError

LISBON = ZoneInfo("Europe/Lisbon")
NOW = datetime(2026, 11, 23, 14, 0, 30, tzinfo=LISBON)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("20", 20 * 60),
        (" 20 MIN ", 20 * 60),
        ("in 20 min", 20 * 60),
        ("+20", 20 * 60),
        ("1h 5m", 65 * 60),
        ("1h5m", 65 * 60),
        ("1h5", 65 * 60),
        ("1 hour and 5 minutes", 65 * 60),
        ("1.5h", 90 * 60),
        ("1,5 h", 90 * 60),
        ("90s", 90),
        ("1h 5m 30s", 65 * 60 + 30),
        ("24h", 24 * 3600),
    ],
)
def test_a_length_is_read_as_one_says_it(text: str, seconds: int) -> None:
    assert parse_length(text, NOW) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["14:20", "until 14:20", "2:20pm", "at 14.20", "today 14:20"])
def test_the_end_counts_from_now_to_the_second(text: str) -> None:
    assert parse_length(text, NOW) == timedelta(minutes=19, seconds=30)


def test_a_little_past_midnight_is_still_ahead() -> None:
    assert parse_length("0:20", NOW.replace(hour=23, minute=50)) == timedelta(
        minutes=29, seconds=30
    )


def test_the_end_is_right_in_the_night_when_the_clocks_change() -> None:
    before = datetime(2026, 10, 25, 0, 30, tzinfo=LISBON)
    assert parse_length("3:30", before) == timedelta(hours=4)
    spring = datetime(2026, 3, 29, 0, 30, tzinfo=LISBON)
    with pytest.raises(RefusedError, match="does not exist"):
        parse_length("1:30", spring)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "No length"),
        ("0", "1 second to 24 hours"),
        ("25h", "1 second to 24 hours"),
        ("9" * 40, "not a length"),
        ("banana\x1b", r"not a length: 'banana\?'"),
        ("-5", "not a length"),
        ("20 30", "not a length"),
        ("20s30", "not a length"),
        ("13:59", "13:59 is over already"),
        ("yesterday 14:20", "1 second to 24 hours"),
        ("tomorrow", "needs a time"),
    ],
)
def test_what_is_no_length_is_refused_in_a_sentence(text: str, words: str) -> None:
    with pytest.raises(RefusedError, match=words):
        parse_length(text, NOW)


@given(st.text(alphabet="0123456789hms :.,+-untilmorwfd\u0662", max_size=12) | st.text())
def test_any_text_gives_a_length_within_a_day_or_a_sentence(text: str) -> None:
    try:
        length = parse_length(text, datetime(2026, 11, 23, 14, 0, tzinfo=UTC))
    except RefusedError:
        return
    assert timedelta() < length <= LONGEST
