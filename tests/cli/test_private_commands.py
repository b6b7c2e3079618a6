"""Every command in turn: what it leaves on the disk, and what it says of damaged text."""

from __future__ import annotations

import atexit
import gc
import io
import os
import resource
import shutil
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from infoview_tui import cli
from infoview_tui.cli.group import COMMANDS, group

SECRET = "the-flood-nobody-knows-of"

# What each command is given, in an order in which all of them have something to do. `{home}` is
# the user's folder and `{backup}` a backup that was made before.
ARGUMENTS: dict[str, tuple[str, ...]] = {
    "me": ("--name", "Wren"),
    "people add": ("Dana Okafor", "--role", "curator", "--tag", "museum"),
    "people edit": ("1", "--role", "keeper"),
    "people log": ("1", "coffee"),
    "people filters": (),
    "people show": ("1",),
    "people list": (),
    "interviews add": ("1", "--at", "+1h"),
    "interviews edit": ("1", "--place", "the museum"),
    "questions add": ("1", "Why?"),
    "questions list": ("1",),
    "bank list": (),
    "bank export": ("--all", "--output", "{home}/out/bank.toml"),
    "bank import": ("{home}/out/bank.toml",),
    "goals list": (),
    "interviews sheet": ("1", "--output", "{home}/out/sheet.txt"),
    "interviews brief": ("1",),
    "interviews show": ("1",),
    "interviews list": (),
    "meet": ("--with", "Kofi"),
    "note": ("> send the list",),
    "notes list": (),
    "notes edit": ("1", "! another"),
    "interviews held": ("1", "--at", "yesterday 10:00-10:20"),
    "interviews cancel": ("1",),
    "interviews missed": ("1",),
    "promises list": (),
    "advice list": (),
    "advice set": ("1", "done"),
    "shelf add": ("Ledgers that lie",),
    "shelf list": (),
    "shelf remove": ("1",),
    "trash list": (),
    "trash restore": ("shelf:1",),
    "trash empty": ("--yes",),
    "gives list": (),
    "requests add": ("Zofia", "if it pays"),
    "requests list": (),
    "requests answer": ("zofia", "accepted"),
    "answers": (),
    "insights": (),
    "introductions": (),
    "letters list": (),
    "letters show": ("1",),
    "letters templates": (),
    "notes delete": ("1",),
    "people duplicates": (),
    "people merge": ("1", "2", "--yes"),
    "people unmerge": ("1",),
    "today": (),
    "timer": ("5",),
    "demo": ("--database", "{home}/out/demo.db"),
    "example remove": (),
    "backup": ("{home}/out/backup.db",),
    "people forget": ("1", "--yes"),
    "restore": ("{backup}", "--yes"),
    "doctor": (),
    "locate": (),
    "config check": (),
    "keys": (),
    "encrypt": (),
    "decrypt": (),
}
REFUSED = {
    # There is no advice.
    "advice set",
    *("example remove", "interviews cancel", "interviews missed", "letters show", "doctor"),
    # The library for it is an extra.
    *(() if find_spec("sqlcipher3") else ("encrypt", "decrypt")),
}
"""What may end with 1 here; every other command has to do its work."""


def commands() -> Iterator[str]:
    """Give the name of every command that does something."""
    context = click.Context(group)
    for name in COMMANDS:
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from (f"{name} {each}" for each in command.list_commands(context))
        else:
            yield name


def test_every_command_is_looked_at() -> None:
    """A new command wants arguments above, and is then tried by every test below."""
    assert set(commands()) == set(ARGUMENTS)


@dataclass
class Ran:
    code: object
    out: str
    err: str


@pytest.fixture
def infoview(
    database: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> Iterator[Callable[..., Ran]]:
    """Run the command line as the shell does, in this process; the app itself stays shut."""
    (home / "out").mkdir(mode=0o700)
    config = home / "config.toml"
    config.touch(0o600)
    config.write_text('passphrase_command = "echo a passphrase"', encoding="utf-8")
    monkeypatch.setenv("INFOVIEW_CONFIG", str(config))
    monkeypatch.chdir(home)
    monkeypatch.setattr("infoview_tui.cli.launch.refuse_reason", lambda: None)
    monkeypatch.setattr("infoview_tui.app.run", lambda *_args, **_options: 0)
    monkeypatch.setattr("infoview_tui.cli.launch.prepare_environment", lambda _colours: None)
    # These are for the rest of a process.
    for module, name in ((gc, "disable"), (gc, "freeze"), (atexit, "register")):
        monkeypatch.setattr(module, name, lambda *_args: None)
    monkeypatch.setattr(resource, "setrlimit", lambda *_args: None)
    before = os.umask(0)

    def run(*words: str) -> Ran:
        os.umask(0)
        forget()
        monkeypatch.setattr(sys, "argv", ["infoview", *words])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        told = capsys.readouterr()
        return Ran(ended.value.code, told.out, told.err)

    yield run
    os.umask(before)
    forget()


def forget() -> None:
    """Forget the keys of encrypted files, as a process does that ends."""
    if "infoview_tui.storage.cipher" in sys.modules:
        sys.modules["infoview_tui.storage.cipher"].forget()


def words_of(name: str, home: Path, backup: str) -> list[str]:
    given = [word.format(home=home, backup=backup) for word in ARGUMENTS[name]]
    return [*name.split(), *given]


def loose(folder: Path) -> list[str]:
    """Return what somebody else could get at."""
    return [
        f"{stat.filemode(status.st_mode)} {path}"
        for path in [folder, *folder.rglob("*")]
        if (status := path.lstat()).st_mode & 0o077
        or stat.S_IMODE(status.st_mode) != (0o700 if path.is_dir() else 0o600)
    ]


def test_after_every_command_only_its_user_can_read_what_is_there(
    infoview: Callable[..., Ran], home: Path, database: Path
) -> None:
    backup = ""
    for name in ARGUMENTS:
        ran = infoview(*words_of(name, home, backup))
        expected = (0, 1) if name in REFUSED else (0,)
        assert ran.code in expected, (name, ran)
        assert loose(home) == [], name
        if name == "people add":
            backup = infoview("backup").out.strip()
    assert {path.name for path in (home / "out").iterdir()} >= {"sheet.txt", "backup.db", "demo.db"}
    assert len(list((database.parent / "backups").iterdir())) == 2


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a database with words in it, to be damaged."""
    path = tmp_path_factory.mktemp("sound") / "x.db"
    for words in (
        ("people", "add", "Dana", "--tag", "museum", "--organisation", "City Museum"),
        ("interviews", "add", "1", "--at", "+1h"),
        ("questions", "add", "1", "Why?"),
        ("note", "x", "--for", "1"),
        ("people", "log", "1", "coffee"),
    ):
        done = CliRunner().invoke(group, ["--database", str(path), *words])
        assert done.exit_code == 0, done.output
    return path


def spoil(path: Path, value: str) -> None:
    """Put a value in the place of every text that somebody may have typed."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("pragma foreign_keys=off")
        tables = [
            name
            for (name,) in db.execute("select name from sqlite_master where type='table'")
            if not name.startswith(("_", "sqlite_")) and "_fts" not in name
        ]
        for table in tables:
            columns = db.execute(f'pragma table_info("{table}")').fetchall()
            names = {column[1] for column in columns if column[2].upper() == "TEXT"}
            for name in names - {"uid", "created_at", "updated_at", "deleted_at"}:
                sql = f'update or ignore "{table}" set "{name}"={value}'
                db.execute(f"{sql} where typeof(\"{name}\")='text'")
        db.commit()


DAMAGED = f"cast(x'{SECRET.encode().hex()}ff' as text)"
FORGED = f"'{SECRET}'"


@pytest.mark.parametrize("value", [DAMAGED, FORGED], ids=["no text", "other text"])
def test_no_command_says_a_word_of_what_is_damaged(
    infoview: Callable[..., Ran], home: Path, sound: Path, database: Path, value: str
) -> None:
    database.parent.mkdir(parents=True, mode=0o700)
    spoiled = home / "spoiled.db"
    shutil.copy(sound, spoiled)
    spoil(spoiled, value)
    told = 0
    # Encrypting takes its time, and is the same for any text that is one.
    slow = ("encrypt", "decrypt") if value == FORGED else ()
    for name in [name for name in ARGUMENTS if name not in slow]:
        shutil.copy(spoiled, database)
        ran = infoview(*words_of(name, home, str(sound)))
        assert ran.code in (0, 1, 2), (name, ran)
        if value == DAMAGED or ran.code:
            assert SECRET not in ran.out + ran.err, (name, ran)
        assert "Traceback" not in ran.err, name
        assert len(ran.err.splitlines()) <= 3 or not ran.code, (name, ran)
        if str(database) in ran.err and "cannot be read: it is damaged" in ran.err:
            assert "`infoview doctor` says what to do." in ran.err
            told += 1
    assert told >= 10 or value == FORGED


def test_a_fault_of_ours_is_one_sentence_without_the_words(
    infoview: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_values: object) -> None:
        raise KeyError(SECRET)

    monkeypatch.setattr("infoview_tui.cli.note.quick_note", fail)
    ran = infoview("note", "x")
    assert (ran.code, ran.out) == (1, "")
    (line,) = ran.err.splitlines()
    assert line.startswith("infoview had to stop: KeyError in fail, line ")
    assert "test_private_commands.py" in line
    assert SECRET not in line
