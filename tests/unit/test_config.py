from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from infoview_tui.config import BELLS, Config, load_config
from infoview_tui.errors import RefusedError


def test_no_bell_rings_in_a_meeting_unless_it_is_asked_for(tmp_path: Path) -> None:
    assert load_config(tmp_path / "config.toml") == Config()
    assert Config().bell == "off"


@pytest.mark.parametrize("bell", BELLS)
def test_each_kind_of_bell_can_be_set(tmp_path: Path, bell: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f'bell = "{bell}"\n')
    assert load_config(path).bell == bell


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('bell = "loud"', "bell is one of off, bell, flash, message, not 'loud'"),
        ("bell = true", "bell wants a text in quotes, not True"),
        ('passphrase_command = "cat \'a"', "passphrase_command has a quote without its end"),
        ('ring = "bell"', "'ring' is no setting; there are .*bell"),
    ],
)
def test_what_is_no_bell_is_refused_with_the_choices(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(line)
    with pytest.raises(RefusedError, match=said):
        load_config(path)


def test_what_today_goes_by_can_be_set(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('holidays = [2026-12-25, "2027-01-01"]\nreminders = 3\ntoday_rows = 5\n')
    habits = load_config(path).habits
    assert habits.holidays == {date(2026, 12, 25), date(2027, 1, 1)}
    assert (habits.reminders, habits.most) == (3, 5)
    path.write_text("tier_a = 30\n")
    assert load_config(path).habits.tiers == (30, 90, 180)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('holidays = ["xmas"]', "holidays are days such as 2026-12-25, not 'xmas'"),
        ('holidays = "2026-12-25"', "holidays wants a list of days"),
        ("holidays = [7]", "holidays are days"),
        ("reminders = true", "reminders wants a number"),
        ("reminders = 4", "reminders is a number from 0 to 3, not 4"),
        ("today_rows = 0", "today_rows is a number from 1 to 50"),
        ("tier_c = 0", "tier_c is a number from 1 to 3660"),
    ],
)
def test_what_today_cannot_go_by_is_refused(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(line)
    with pytest.raises(RefusedError, match=said):
        load_config(path)
