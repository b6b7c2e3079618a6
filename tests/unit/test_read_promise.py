from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.domain.followup import Side
from infoview_tui.services.promises import read_promise

NOW = datetime(2026, 11, 23, 14, 30, tzinfo=ZoneInfo("Europe/Lisbon"))


@pytest.mark.parametrize(
    ("line", "side", "body", "due"),
    [
        ("> send the list by fri", Side.MINE, "send the list", date(2026, 11, 27)),
        ("send the list", Side.MINE, "send the list", date(2026, 11, 26)),
        ("< the loan form", Side.THEIRS, "the loan form", date(2026, 11, 30)),
        ("<a book by 4 dec", Side.THEIRS, "a book", date(2026, 12, 4)),
        ("> read the book by Smith", Side.MINE, "read the book by Smith", date(2026, 11, 26)),
        ("> go by train by tomorrow", Side.MINE, "go by train", date(2026, 11, 24)),
        (" by friday", Side.MINE, "by friday", date(2026, 11, 26)),
        (">", Side.MINE, "", date(2026, 11, 26)),
    ],
)
def test_a_typed_promise_says_whose_what_and_when(
    line: str, side: Side, body: str, due: date
) -> None:
    assert read_promise(line, NOW) == (side, body, due)


def test_a_day_in_figures_is_read_as_the_config_says() -> None:
    for day_first, due in ((False, date(2027, 1, 12)), (True, date(2026, 12, 1))):
        read = read_promise("> go by 1/12", NOW, day_first=day_first)
        assert read == (Side.MINE, "go", due)
