from __future__ import annotations

import resource
import stat
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from infoview_tui.errors import RefusedError
from infoview_tui.exchange.sheet import LINES
from infoview_tui.services.agreed_time import extend
from infoview_tui.services.files import at_home, write_file
from infoview_tui.services.meeting import end, start
from infoview_tui.services.notes import capture
from infoview_tui.services.points import write_introduction
from infoview_tui.storage.store import Store


@pytest.fixture
def booked(
    shell: Any, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Any]:
    monkeypatch.chdir(tmp_path)
    with time_machine.travel(now.timestamp(), tick=False):
        shell("people", "add", "Dana Okafor", "--role", "curator", "--organisation", "City Museum")
        shell("interviews", "add", "dana", "--at", "tomorrow 14:00", "--mode", "in-person")
        shell("questions", "add", "1", "How did you come here?")
        shell("questions", "add", "1", "What next?", "--backup")
        yield shell


def test_the_sheet_is_printed(booked: Any, store: Store, now: datetime) -> None:
    write_introduction(store, now, "2 min", "A long story.")
    write_introduction(store, now, "30 s", "I keep ledgers.")
    lines = booked.run("interviews", "sheet", "1").stdout.split("\n")
    assert len(lines) == LINES + 1
    assert lines[:3] == [
        "Dana Okafor",
        "curator, City Museum",
        "Tue 24 Nov 2026, 14:00-14:20, in person",
    ]
    text = "\n".join(lines)
    assert "Say       Thank you for seeing me. We said twenty minutes; does that" in text
    assert "Me        (30 s) I keep ledgers." in text
    assert " 1. How did you come here?\n    ____" in text
    assert " b1 What next?\n    ____" in text
    assert "This will stay with me: ____________________." in text
    booked.refused("interviews", "sheet", "7")


def test_the_sheet_as_markdown(booked: Any) -> None:
    result = booked.run("interviews", "sheet", "dana", "--markdown")
    assert result.stdout.startswith("# Dana Okafor\n")
    assert result.stderr == "Interview 1 with Dana Okafor.\n"


def test_a_file_is_private_and_markdown_where_its_name_says_so(booked: Any, tmp_path: Path) -> None:
    said = booked.run("interviews", "sheet", "1", "--output", "dana.md")
    file = tmp_path / "dana.md"
    assert (said.stdout, said.stderr) == ("", f"The sheet is {file}\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert (
        file.read_text(encoding="utf-8")
        == booked.run("interviews", "sheet", "1", "--markdown").stdout
    )
    assert booked.run("interviews", "sheet", "1", "--output", "-").stdout.startswith("Dana")


def test_a_file_that_is_there_stays_as_it_is(booked: Any, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    said = booked.refused("interviews", "sheet", "1", "--output", "mine.txt")
    assert said == "mine.txt is there already; give another name.\n"
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_home_is_understood_and_shown(home: Path) -> None:
    path = write_file(" ~/sheet.txt ", "words")
    assert path == home / "sheet.txt"
    assert path.read_text() == "words"
    assert (at_home(home), at_home(home / "notes"), at_home(Path("/x"))) == ("~", "~/notes", "/x")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "Give the file a name."),
        ("nowhere/x.txt", "There is no folder {folder}/nowhere; nothing was written."),
        (".", "{folder} is a folder; add the name of a file."),
        ("/dev/full", "/dev/full is not a file that can be written over."),
        ("is-file/x.txt", "x.txt was not written: not a directory."),
        ("x" * 300, f"{'x' * 300} was not written: file name too long."),
        ("~nobody-of-that-name/x", "Could not determine home directory. Write the path out."),
        ("a\0b", "That is not the name of a file."),
    ],
)
def test_what_cannot_be_written_is_said_in_a_sentence(
    name: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "is-file").write_text("")
    for over in (False, True):
        with pytest.raises(RefusedError) as refused:
            write_file(name, "words", over=over)
        assert str(refused.value) == why.format(folder=tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["is-file"]


@pytest.fixture
def small_files() -> Iterator[None]:
    """Let no file grow beyond a hundred bytes, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.usefixtures("small_files")
def test_no_half_sheet_is_left_and_no_old_one_lost_where_there_is_no_room(tmp_path: Path) -> None:
    before = tmp_path / "before.txt"
    before.write_text("mine")
    for name, over in ((before, True), (tmp_path / "new.txt", False)):
        with pytest.raises(RefusedError, match="was not written: file too large"):
            write_file(str(name), "words " * 100, over=over)
    assert list(tmp_path.iterdir()) == [before]
    assert before.read_text() == "mine"


def test_writing_over_a_link_writes_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "sheets").mkdir()
    real, link = tmp_path / "sheets" / "real.txt", tmp_path / "link.txt"
    real.write_text("before")
    link.symlink_to(real)
    write_file(str(link), "after", over=True)
    assert link.is_symlink()
    assert real.read_text() == "after"
    assert stat.S_IMODE(real.stat().st_mode) == 0o600


@pytest.fixture
def held(booked: Any, store: Store, now: datetime, zone: ZoneInfo) -> Callable[[int, int], Any]:
    def hold(minutes: int, offered: int) -> Any:
        start(store, now, 1)
        capture(store, now + timedelta(minutes=2), "! certificates", interview_id=1, item_id=1)
        capture(store, now + timedelta(minutes=3), "\x1b[2Jloose", interview_id=1)
        extend(store, now, 1, offered)
        end(store, now + timedelta(minutes=minutes), 1, zone)
        return booked

    return hold


@pytest.mark.parametrize(
    ("minutes", "offered", "words"),
    [
        (19, 0, "19 of 20 min, kept"),
        (24, 5, "24 of 20 + 5 min, kept"),
        (29, 5, "29 of 20 + 5 min, over by 4 min"),
    ],
)
def test_the_list_says_how_the_time_was_kept(
    held: Callable[[int, int], Any], minutes: int, offered: int, words: str
) -> None:
    assert f"  {words}  in-person" in held(minutes, offered)("interviews", "list")


def test_show_has_the_notes_under_their_questions(held: Callable[[int, int], Any]) -> None:
    shell = held(19, 0)
    shown = shell("interviews", "show", "1").split("\n")
    question = next(n for n, line in enumerate(shown) if "How did you come here?" in line)
    assert shown[question + 1].strip() == "02:00 ! certificates"
    assert shown[-1].split() == ["note", "03:00", "␛[2Jloose"]
    assert set(shell.json("interviews", "show", "1")) >= {"place", "goals"}
    assert "notes" not in shell.json("interviews", "show", "1")
