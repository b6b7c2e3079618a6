from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Thread

import pytest
from pilots import keys, lines, open_app, screen_text, until
from textual.drivers.headless_driver import HeadlessDriver

from infoview_tui.app import Opening
from infoview_tui.services.desk import Desk
from infoview_tui.services.points import add_card, all_points, change_card
from infoview_tui.storage.store import Store

OPEN: Opening = ("points", {})
Editor = Callable[[str], None]


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Let EDITOR be a script; the terminal of these tests can be given away."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(HeadlessDriver, "can_suspend", True)
    monkeypatch.setattr(HeadlessDriver, "suspend_application_mode", lambda _driver: None)
    monkeypatch.setattr(HeadlessDriver, "resume_application_mode", lambda _driver: None)
    monkeypatch.delenv("VISUAL", raising=False)
    program = tmp_path / "editor"
    monkeypatch.setenv("EDITOR", f"{program} --wait")

    def write(script: str) -> None:
        program.write_text(f'#!/bin/sh\nfile="$2"\n{script}\n')
        program.chmod(0o700)

    return write


@pytest.fixture
def card(store: Store, now: datetime) -> int:
    return add_card(store, now, "Tours", "Forty groups.", proof="a list", audience="museums")


def texts(store: Store) -> tuple[str, ...]:
    (card,) = all_points(store)
    return card.title, card.point, card.proof, card.why, card.audience


async def test_the_editor_changes_all_texts_at_once_and_one_u_takes_them_back(
    desk: Desk, store: Store, card: int, editor: Editor
) -> None:
    editor('sed -i "s/Forty/Fifty/; s/a list/two\\nlists/; s/museums/schools/" "$file"')
    before = texts(store)
    async with open_app(desk, OPEN) as pilot:
        # What is typed behind it is for the page again.
        await keys(pilot, "G", "E", "space")
        assert lines(pilot)[-2].startswith(" About 2 words")
        assert texts(store) == ("Tours", "Fifty groups.", "two lists", "", "schools")
        await keys(pilot, "u")
        await until(pilot, 'Undone: the change of "Tours".')
        assert texts(store) == before
        assert await desk.restored(f"card:{card}:point") == ""
        await keys(pilot, "E")
        assert "Saved.  u undo" in lines(pilot)[-2]


async def test_an_introduction_is_written_there(
    desk: Desk, store: Store, card: int, editor: Editor
) -> None:
    editor('grep -q "past, present, next" "$file" && echo "I am Wren." >> "$file"')
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "g", "E")
        await until(pilot, "15 s   1 s spoken")
        await keys(pilot, "u")
        await until(pilot, "15 s   not written")


async def test_what_a_failing_editor_left_waits_half_typed(
    desk: Desk, store: Store, card: int, editor: Editor
) -> None:
    editor('sed -i "s/Forty/Fifty/" "$file"; kill -9 $$')
    before = texts(store)
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "G", "E")
        said = "The editor editor was stopped by signal 9. What it left is kept half typed"
        assert said in lines(pilot)[-2]
        assert texts(store) == before
        await keys(pilot, "e", "enter")
        await until(pilot, "Back  Fifty groups.")
        await keys(pilot, "escape")
        # The editor opens on it too.
        editor("true")
        await keys(pilot, "E")
        await until(pilot, "Saved.  u undo")
        assert texts(store)[1] == "Fifty groups."


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("exit 1", "The editor editor ended with code 1. Nothing was changed."),
        ("true", "Nothing was changed."),
        ('printf "\\\\377" > "$file"', "What the editor left is not UTF-8."),
        (
            'sed -i "/^---/d; s/groups/crowds/" "$file"',
            "The lines that begin with --- are gone. What it left is kept half typed",
        ),
        ('sed -i "s/^Tours$//" "$file"', "A card needs a few words on its front"),
    ],
)
async def test_nothing_is_changed_where_it_did_not_go_well(
    desk: Desk, store: Store, card: int, editor: Editor, script: str, said: str
) -> None:
    editor(script)
    before = texts(store)
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "G", "E")
        assert lines(pilot)[-2].startswith(f" {said}")
        assert texts(store) == before
        await keys(pilot, "space")
        assert "Forty groups." in screen_text(pilot)


async def test_without_an_editor_the_line_says_what_to_do(
    desk: Desk, card: int, monkeypatch: pytest.MonkeyPatch, editor: Editor
) -> None:
    monkeypatch.setenv("EDITOR", "")
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "G", "E")
        assert lines(pilot)[-2].startswith(" Set EDITOR to open one")


async def test_where_the_terminal_cannot_be_given_away_it_is_said(desk: Desk, card: int) -> None:
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "G", "E")
        assert lines(pilot)[-2].startswith(" An editor cannot be opened here")


async def test_what_another_window_wrote_meanwhile_is_asked_about(
    desk: Desk, store: Store, now: datetime, card: int, editor: Editor, tmp_path: Path
) -> None:
    mark = tmp_path / "there"
    editor(f'touch {mark}; while [ -e {mark} ]; do :; done; sed -i "s/Forty/Fifty/" "$file"')

    def other_window() -> None:
        while not mark.exists():
            pass
        other = Store(store.path)
        change_card(other, now, card, point="Sixty groups.")
        other.close()
        mark.unlink()

    window = Thread(target=other_window)
    window.start()
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "G", "E")
        window.join()
        assert "E saves yours" in await until(pilot, "“Sixty groups.”")
        assert texts(store)[1] == "Sixty groups."
        assert await desk.restored(f"card:{card}:point") == "Fifty groups."


async def test_what_the_editor_saves_is_a_draft_at_once(
    desk: Desk, store: Store, card: int, editor: Editor, tmp_path: Path
) -> None:
    mark = tmp_path / "kept"
    editor(f'sed -i "s/Forty/Fifty/" "$file"; while [ ! -e {mark} ]; do :; done; exit 1')
    place = f"card:{card}:point"

    def look() -> None:
        while desk.saver.typed(place) != "Fifty groups.":
            pass
        mark.touch()

    saving = Thread(target=look)
    saving.start()
    async with open_app(desk, OPEN) as pilot:
        await keys(pilot, "G", "E")
        saving.join()
        await until(pilot, "ended with code 1. What it left is kept half typed")
