from __future__ import annotations

import json
import os
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from infoview_tui.cli.group import group
from infoview_tui.services.place import file_system


def doctor(database: Path) -> tuple[int, dict[str, tuple[str, str]]]:
    """Run the doctor; its exit code, and state and message by check. Nothing may have changed."""
    before = looks(database.parent)
    result = CliRunner().invoke(group, ["--database", str(database), "doctor", "--json"])
    assert looks(database.parent) == before
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.stderr == ""
    found = json.loads(result.stdout)
    assert all(set(row) == {"check", "state", "message"} for row in found)
    assert all(len(row["message"].splitlines()) == 1 for row in found)
    states = {row["state"] for row in found}
    assert result.exit_code == (2 if "bad" in states else 1 if "warn" in states else 0)
    return result.exit_code, {row["check"]: (row["state"], row["message"]) for row in found}


def looks(folder: Path) -> dict[str, tuple[int, int, int]]:
    found = {}
    for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
        status = file.lstat()
        found[str(file)] = status.st_size, status.st_mtime_ns, status.st_mode
    return found


def change(database: Path, *statements: str) -> None:
    with closing(sqlite3.connect(database)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()


@pytest.fixture
def sound(shell: Any) -> Path:
    """A database with a person, a note and a backup."""
    shell("people", "add", "Dana")
    shell("note", "a secret thing")
    shell("backup")
    found: Path = shell.database
    return found


def test_a_sound_database_is_said_to_be_sound(shell: Any, sound: Path) -> None:
    lines = shell("doctor").splitlines()
    assert all(line.startswith("ok    ") for line in lines)
    assert len(lines) >= 14
    assert doctor(sound)[0] == 0


def test_before_the_first_start_nothing_is_wrong_and_nothing_is_made(shell: Any) -> None:
    code, found = doctor(shell.database)
    assert code == 0
    assert "the first start makes it" in found["database"][1]
    assert not shell.database.parent.exists()


def loosen(path: Path) -> None:
    path.chmod(0o644)


def newest(database: Path) -> Path:
    return next(database.parent.glob("backups/*.db"))


def grow_old(database: Path) -> None:
    newest(database).rename(newest(database).with_name("infoview-20200101T000000Z.db"))
    change(database, "update revision set number=99")


WRONG: dict[str, tuple[str, str, str, Callable[[Path], object]]] = {
    "read by others": ("access", "warn", "chmod 600", loosen),
    "folder of others": ("access", "warn", "chmod 700", lambda p: p.parent.chmod(0o755)),
    "pending": ("schema", "ok", "backs it up", lambda p: change(p, "pragma user_version=1")),
    "newer": ("schema", "bad", "upgrade", lambda p: change(p, "pragma user_version=99")),
    "unknown migration": (
        *("schema", "bad", "m999"),
        lambda p: change(
            p,
            "insert into _sqlite_migrations (migration_set, name, applied_at)"
            " values ('infoview', 'm999_later', '2027-01-01')",
        ),
    ),
    "lost reference": (
        *("references", "bad", "notes 1 -> people"),
        lambda p: change(p, "update notes set person_id=77"),
    ),
    "not utf-8": (
        *("text", "bad", "notes.body 1"),
        lambda p: change(p, "update notes set body=cast(x'ff41' as text)"),
    ),
    "no such word": (
        *("text", "bad", "notes.kind 1"),
        lambda p: change(p, "update notes set kind='noTe'"),
    ),
    "ahead": (
        "clock",
        "warn",
        "2127",
        lambda p: change(p, "update notes set updated_at='2127-01-01T00:00:00.000+00:00'"),
    ),
    "wal": ("journal", "warn", "WAL mode", lambda p: change(p, "pragma journal_mode=wal")),
    "cut off": (
        *("journal", "warn", "infoview.db-journal"),
        lambda p: p.with_name("infoview.db-journal").write_bytes(b"x" * 600),
    ),
    "emergency": (
        *("unsaved", "warn", "infoview.db.emergency-7"),
        lambda p: p.with_name("infoview.db.emergency-7").touch(0o600),
    ),
    "no backup": ("backups", "warn", "infoview backup", lambda p: newest(p).unlink()),
    "old backup": ("backups", "warn", "is due", grow_old),
    "bad backup": ("backups", "warn", "not a database", lambda p: newest(p).write_text("x" * 200)),
    "config": (
        *("config", "warn", "'nonsense' is no setting"),
        lambda p: (p.parent / "config.toml").write_text("nonsense = 1"),
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_each_thing_that_is_wrong_is_named_with_a_next_step(
    sound: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INFOVIEW_CONFIG", str(sound.parent / "config.toml"))
    check, state, words, harm = WRONG[what]
    harm(sound)
    code, found = doctor(sound)
    assert found[check][0] == state, found
    assert words in found[check][1]
    assert "secret" not in str(found)
    assert code == {"ok": 0, "warn": 1, "bad": 2}[state]


def test_a_write_that_was_cut_off_is_left_for_the_next_start(sound: Path) -> None:
    with closing(sqlite3.connect(sound, isolation_level=None)) as db:
        db.execute("pragma cache_size=1")
        db.execute("begin immediate")
        db.execute("update notes set body=hex(zeroblob(90000))")
        journal = sound.with_name("infoview.db-journal")
        left = sound.read_bytes(), journal.read_bytes()
        db.execute("rollback")
    sound.write_bytes(left[0])
    journal.write_bytes(left[1])
    code, found = doctor(sound)
    assert (code, found["journal"][0], found["integrity"][0]) == (1, "warn", "warn")


def test_a_half_typed_text_and_another_window_are_told(sound: Path) -> None:
    change(
        sound,
        "insert into drafts (uid, place, body, owner, updated_at)"
        " values ('u', 'today:note', 'half', '999999999:gone:', '2026-01-01')",
    )
    _, found = doctor(sound)
    assert found["drafts"] == ("ok", "1 half-typed: today:note; put back when opened.")
    child = os.fork()
    if not child:
        kept = sound.open("rb")
        os.kill(os.getpid(), 19)
        os._exit(kept.fileno() and 0)
    os.waitpid(child, os.WUNTRACED)
    assert str(child) in doctor(sound)[1]["windows"][1]
    os.kill(child, 9)
    os.waitpid(child, 0)


def test_whatever_the_file_is_there_is_an_answer_and_no_traceback(sound: Path) -> None:
    content, chance = sound.read_bytes(), random.Random(4)
    states = []
    for _ in range(25):
        data = bytearray(content)
        for _ in range(8):
            # Half of them where the tables are named.
            data[chance.randrange(chance.choice((8192, len(data))))] ^= 1 << chance.randrange(8)
        sound.write_bytes(data)
        states.append(doctor(sound)[0])
    for size in (50, 99, 100, 1000, 4096, 10_000, len(content) - 4096):
        sound.write_bytes(content[:size])
        assert doctor(sound)[0] == 2, size
    assert states.count(2) >= 2
    sound.write_bytes(b"")
    code, found = doctor(sound)
    assert code == 2
    assert "restore" in found["database"][1]


def test_a_name_that_is_no_database_is_an_answer_too(shell: Any, sound: Path, home: Path) -> None:
    text, pipe, link, loop = (home / name for name in ("text", "pipe", "link", "loop"))
    text.write_text("my letters " * 99)
    os.mkfifo(pipe)
    link.symlink_to(home / "nowhere")
    loop.symlink_to(loop)
    long = home / ("x" * 300)
    for path in (text, pipe, link, loop, long, home, text / "x.db"):
        result = CliRunner().invoke(group, ["--database", str(path), "doctor"])
        assert isinstance(result.exception, SystemExit), path
        assert result.exit_code == 2, result.output
        assert str(path) in result.output
    linked = home / "linked.db"
    linked.symlink_to(sound)
    assert doctor(linked)[1]["integrity"][0] == "ok"
    result = CliRunner().invoke(group, ["--database", "~nobody-at-all/x.db", "doctor"])
    assert result.exit_code == 2


def test_an_unreadable_database_is_an_answer(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.geteuid():
        sound.chmod(0)
    else:
        # Root may read anything, so only the answer of the system is changed.
        real = os.open

        def denied(path: Any, *args: Any, **kwargs: Any) -> int:
            if path == sound:
                raise PermissionError(13, "Permission denied")
            return real(path, *args, **kwargs)

        monkeypatch.setattr(os, "open", denied)
    code, found = doctor(sound)
    assert code == 2
    assert "Permission denied" in found["database"][1]


def test_a_network_file_system_is_known_by_its_mount(tmp_path: Path) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        "22 1 254:0 / / rw,relatime - ext4 /dev/vda rw\n"
        "23 22 0:5 / /home/my\\040disk rw shared:1 - nfs4 server:/x rw\n"
    )
    assert file_system(Path("/home/my disk/a/infoview.db"), mounts) == "nfs4"
    assert file_system(Path("/home/my disks/infoview.db"), mounts) == "ext4"
    assert file_system(Path("/x"), tmp_path / "none") == ""
