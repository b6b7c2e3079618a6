from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import infoview_tui
from infoview_tui.cli.group import COMMANDS, group


def test_version_and_help(shell: Any) -> None:
    assert infoview_tui.__version__ in shell("--version")
    words = shell("--help")
    assert all(f"\n  {name} " in words for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(shell: Any, name: str) -> None:
    assert "Usage: " in shell(name, "--help")


def test_locate(home: Path, database: Path) -> None:
    result = CliRunner().invoke(group, ["locate"])
    assert result.stdout.splitlines() == [
        f"database: {database}",
        f"config: {home}/config/infoview/config.toml",
        f"backups: {database.parent}/backups",
    ]
    assert result.stderr.count("not there yet") == 3
    assert not database.exists()


def test_locate_as_json(shell: Any) -> None:
    shell("people", "add", "Dana")
    first, second, third = shell.json("locate")
    assert first == {"name": "database", "path": str(shell.database), "exists": True}
    assert (second["name"], second["exists"]) == ("config", False)
    assert (third["name"], third["exists"]) == ("backups", False)


def test_config_check(home: Path) -> None:
    file = home / "config.toml"
    words = ["--config", str(file), "config", "check"]
    assert "defaults hold" in CliRunner().invoke(group, words).stderr
    file.write_text('timezone = "Asia/Tokyo"\n')
    assert "Asia/Tokyo" in CliRunner().invoke(group, words).stderr
    for wrong in ('timezone = "Mars"', "nonsense = 1", "][", "colours = 5"):
        file.write_text(wrong)
        result = CliRunner().invoke(group, words)
        assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1), wrong


def test_a_wrong_config_refuses_before_anything_is_written(home: Path, shell: Any) -> None:
    file = home / "config.toml"
    file.write_text('timezone = "Mars"')
    shell.refused("--config", str(file), "note", "x")
    assert not shell.database.exists()


def test_keys(shell: Any) -> None:
    assert shell("keys").startswith("#")


@pytest.mark.parametrize("content", [b"just text, no database" * 99, b"SQLite format 3\0" * 300])
def test_a_file_that_is_no_database(shell: Any, content: bytes) -> None:
    shell.database.parent.mkdir(parents=True)
    shell.database.write_bytes(content)
    assert str(shell.database) in shell.refused("people", "list")
    assert shell.database.read_bytes() == content


def test_a_damaged_database(shell: Any) -> None:
    shell("people", "add", "Dana")
    with sqlite3.connect(shell.database) as db:
        (page,) = db.execute("select rootpage from sqlite_master where name='people'").fetchone()
        (size,) = db.execute("pragma page_size").fetchone()
    data = bytearray(shell.database.read_bytes())
    data[(page - 1) * size : page * size] = b"\xff" * size
    shell.database.write_bytes(data)
    assert "damaged" in shell.refused("people", "list")


def test_places_that_cannot_be(shell: Any, home: Path) -> None:
    (home / "file").write_text("")
    for path in (home, home / "file" / "x.db", home / ("x" * 300), "~nobody-at-all/x.db"):
        result = CliRunner().invoke(group, ["--database", str(path), "note", "x"])
        assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1), result.output
    shell.run("--database", "", "note", "x", code=2)


def test_a_name_that_sqlite_reads_otherwise(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    for name in (":memory:", "file:x?mode=memory"):
        assert CliRunner().invoke(group, ["--database", name, "note", "kept"]).exit_code == 0
        listed = CliRunner().invoke(group, ["--database", name, "notes", "list"])
        assert "kept" in listed.stdout


def test_wrong_usage(shell: Any) -> None:
    shell.run("bogus", code=2)
    shell.run("--bogus", code=2)
    shell.run("people", "list", "--bogus", code=2)
