from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from infoview_tui.domain.clock import read_clock
from infoview_tui.domain.countdown import again, begin, length_words, longer, pause_or_go_on

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("seconds", "minutes", "words"),
    [
        (1200, 0, "20 min"),
        (1200, 5, "25 min"),
        (1200, -40, "1 min"),
        (61, 0, "01:01"),
        (61, -1, "00:01"),
        (61, -9, "00:01"),
        (0.2, 0, "00:01"),
    ],
)
def test_the_minute_that_was_begun_last_stays(seconds: float, minutes: int, words: str) -> None:
    assert length_words(longer(begin(seconds * SECOND, NOW), minutes)) == words


def test_it_stands_still_in_a_pause_and_begins_again_whole() -> None:
    timer = begin(1200 * SECOND, NOW)
    paused = pause_or_go_on(timer, NOW + 60 * SECOND)
    assert read_clock(paused, NOW + 999 * SECOND).left == 1140
    running = pause_or_go_on(paused, NOW + 100 * SECOND)
    assert read_clock(running, NOW + 110 * SECOND).left == 1130
    assert read_clock(again(running, NOW + 110 * SECOND), NOW + 120 * SECOND).left == 1190
