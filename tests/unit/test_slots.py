from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_tui.domain.slots import slot_words
from infoview_tui.errors import RefusedError

LISBON = ZoneInfo("Europe/Lisbon")
NOW = datetime(2026, 11, 23, 14, 30, tzinfo=LISBON)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("tue 14:30", "Tuesday 24 November, 14:30 (Europe/Lisbon)"),
        ("tue 14", "Tuesday 24 November, 14:00 (Europe/Lisbon)"),
        ("tue 14-16", "Tuesday 24 November, 14:00 to 16:00 (Europe/Lisbon)"),
        ("1 dec 9:30-11", "Tuesday 1 December, 09:30 to 11:00 (Europe/Lisbon)"),
        ("fri 2pm to 4pm", "Friday 27 November, 14:00 to 16:00 (Europe/Lisbon)"),
        ("2026-12-01 15:00", "Tuesday 1 December, 15:00 (Europe/Lisbon)"),
        ("tomorrow noon", "Tuesday 24 November, 12:00 (Europe/Lisbon)"),
    ],
)
def test_a_time_is_written_in_full(typed: str, written: str) -> None:
    assert slot_words(typed, NOW, LISBON) == written


@pytest.mark.parametrize(
    "typed", ["tue", "after lunch", "today 9:00", "tue 16-14", "2026-12-01", "", "28 mar 2027 1:30"]
)
def test_what_is_no_time_ahead_is_refused(typed: str) -> None:
    with pytest.raises(RefusedError):
        slot_words(typed, NOW, LISBON)


@given(st.text(max_size=120))
def test_any_text_is_a_time_or_refused(text: str) -> None:
    with suppress(RefusedError):
        assert slot_words(text, NOW, LISBON).endswith("(Europe/Lisbon)")
