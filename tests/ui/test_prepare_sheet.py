from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from pilots import keys, lines, open_app, screen_text, type_text, until

from infoview_tui.services.desk import Desk
from infoview_tui.services.interviews import book
from infoview_tui.services.people import add_person
from infoview_tui.services.prepare import add_goal, add_question
from infoview_tui.storage.store import Store


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the app was started."""
    folder = tmp_path / "notes"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def booked(store: Store, now: datetime) -> int:
    hana = add_person(store, now, name="Hana Sato", role="paper conservator")
    id = book(store, now, [hana], starts_at=now, zone="Europe/Lisbon", minutes=30)
    add_goal(store, now, id, "How people get in")
    add_question(store, now, id, "What is hard to hide?")
    return id


def written(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_w_writes_the_sheet_beside_where_the_app_was_started(
    desk: Desk, booked: int, folder: Path
) -> None:
    async with open_app(desk, ("prepare", {})) as pilot:
        await keys(pilot, "w")
        assert "Sheet to  hana-sato-2026-11-23.txt" in screen_text(pilot)
        await keys(pilot, "enter")
        assert f"The sheet is hana-sato-2026-11-23.txt in {folder}"[:70] in screen_text(pilot)
        await keys(pilot, "w", *["backspace"] * 3)
        await type_text(pilot, "md")
        await keys(pilot, "enter")
        await until(pilot, "The sheet is hana-sato-2026-11-23.md")
        await keys(pilot, "w", "ctrl+u")
        await type_text(pilot, "nowhere/x.txt")
        await keys(pilot, "enter")
        assert "There is no folder" in lines(pilot)[-2]
        await keys(pilot, "escape", "w", "ctrl+u", "enter")
        assert "Give the file a name." in lines(pilot)[-2]
    assert " 1. What is hard to hide?" in (folder / "hana-sato-2026-11-23.txt").read_text()
    assert (folder / "hana-sato-2026-11-23.md").read_text().startswith("# Hana Sato\n")
    assert written(folder) == ["hana-sato-2026-11-23.md", "hana-sato-2026-11-23.txt"]


async def test_a_file_that_is_there_is_written_over_by_the_same_key_again_only(
    desk: Desk, booked: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = folder / "hana-sato-2026-11-23.txt"
    file.write_text("mine")
    async with open_app(desk, ("prepare", {})) as pilot:
        await keys(pilot, "w", "enter", "enter")
        assert "is there already.  enter again writes over it" in screen_text(pilot)
        assert file.read_text() == "mine"
        await keys(pilot, "2")
        assert "Sheet to  hana-sato-2026-11-23.txt2" in screen_text(pilot)
        await keys(pilot, "backspace", "enter")
        monkeypatch.setattr("infoview_tui.widgets.line.CONFIRM_AFTER", 0.0)
        await keys(pilot, "enter")
        assert "The sheet is hana-sato" in screen_text(pilot)
        assert "space add" in lines(pilot)[-1]
    assert file.read_text().startswith("Hana Sato\n")
