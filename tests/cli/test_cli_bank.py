from __future__ import annotations

import stat
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from infoview_tui.domain.preparation import ItemState
from infoview_tui.services.bank import add_own, archive, reword, whole_bank
from infoview_tui.services.interviews import book
from infoview_tui.services.people import add_person
from infoview_tui.services.prepare import change_item, take_question
from infoview_tui.storage.store import Store


@pytest.fixture
def filled(shell: Any, store: Store, now: datetime) -> Any:
    add_own(store, now, "G3 phase:end Who\x1b[2J decides? -> see who")
    reword(store, now, 9, "What do you use?")
    archive(store, now, next(q for q in whole_bank(store) if q.number == 12))
    dana = add_person(store, now, name="Dana")
    talk = book(store, now, [dana], starts_at=now + timedelta(days=1), zone="Europe/Lisbon")
    item = take_question(store, now, talk, whole_bank(store)[0])
    change_item(store, now, item, state=ItemState.PARTLY)
    return shell


def test_the_bank_is_listed_and_filtered(filled: Any) -> None:
    rows = filled("bank", "list").split("\n")
    assert len(rows) == 44
    assert " ".join(rows[0].split()) == "own G3 end - Who␛[2J decides? (asked of 1 person)"
    assert filled("bank", "list", "--filter", "own").split("\n")[1] == (
        "9*   G3  core  I  What do you use?"
    )
    (row,) = filled.json("bank", "list", "--filter", "G3 phase:end own")
    assert row == {
        "id": 1,
        "number": None,
        "text": "Who\x1b[2J decides?",
        "shipped": None,
        "category": "G3",
        "phase": "end",
        "tiara": None,
        "serves": "see who",
        "archived": False,
        "used_with": [{"person": "Dana", "person_id": 1, "state": "partly"}],
    }
    (row,) = filled.json("bank", "list", "--filter", "archived")
    assert (row["number"], row["id"], row["archived"]) == (12, None, True)
    assert filled.run("bank", "list", "--filter", "zzz").stderr == "No question for zzz.\n"
    assert filled.refused("bank", "list", "--filter", "phase:late") == (
        'No phase is "late": opening, core or end.\n'
    )


def test_the_bank_goes_to_another_database_and_comes_in_once(
    filled: Any, tmp_path: Path, store: Store
) -> None:
    file, other = tmp_path / "bank.toml", tmp_path / "other.db"
    run = filled.run("bank", "export", "--output", str(file))
    assert run.stderr == f"The bank is {file}\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text() == filled.run("bank", "export").stdout
    assert "is there already" in filled.refused("bank", "export", "--output", str(file))
    file.write_text(file.read_text().replace("\\u001B", ""))

    filled.database = other
    run = filled.run("bank", "import", str(file), "--dry-run")
    assert run.stdout.split("\n") == [
        "new  1  Who[2J decides?",
        "new  2  What do you use?",
        "new  3  Which weakness is hardest to hide in this job?",
        "",
    ]
    assert run.stderr == "new 3 · changed 0 · same 0 · refused 0. Nothing was written.\n"
    run = filled.run("bank", "import", "-", stdin=file.read_text())
    assert run.stderr == "new 3 · changed 0 · same 0 · refused 0.\n"
    assert {row["result"] for row in filled.json("bank", "import", str(file))} == {"same"}
    assert len(filled.json("bank", "list")) == 44


def test_what_is_refused_has_a_reason_and_the_exit_code(shell: Any, tmp_path: Path) -> None:
    file = tmp_path / "bank.toml"
    file.write_text("[[question]]\nnumber = 99\ntext = 'No'\n[[question]]\ntext = 'Yes'\n")
    run = shell.run("bank", "import", str(file), code=1)
    assert run.stdout.split("\n")[:2] == [
        "refused  1  No   There is no shipped question 99: they run from 1 to 44",
        "new      2  Yes",
    ]
    assert run.stderr == "new 1 · changed 0 · same 0 · refused 1.\n"
    file.write_text(f"[[question]]\ntext = '{'w' * 999_000}'\n")
    run = shell.run("bank", "import", str(file), code=1)
    assert len(run.stdout) < 200
    file.write_bytes(b"\xff")
    assert shell.refused("bank", "import", str(file)) == (
        "The file is not UTF-8 text, so it is no bank of questions.\n"
    )


def test_an_empty_bank_says_how_to_get_the_shipped_one(shell: Any) -> None:
    run = shell.run("bank", "export")
    assert "Nothing in the bank is your own yet" in run.stderr
    assert shell.run("bank", "export", "--all").stdout.count("[[question]]") == 44
