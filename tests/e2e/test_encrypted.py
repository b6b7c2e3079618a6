"""A passphrase at a terminal, and from a command: what is asked, what is said, what is kept."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tty_session import Tty

from infoview_tui.cli import encrypt, unlock
from infoview_tui.cli.unlock import from_command
from infoview_tui.errors import RefusedError
from infoview_tui.storage.connection import looks_encrypted, open_with

SECRET = "over the hills, and far away"
WORDS = "walrus"


@pytest.fixture(autouse=True)
def keyless() -> Iterator[None]:
    yield
    open_with(None)
    if cipher := sys.modules.get("infoview_tui.storage.cipher"):
        cipher.forget()


def infoview(database: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "infoview_tui", "--database", str(database), *words]


def prints(home: Path, secret: str) -> None:
    """Have a command print the passphrase."""
    (home / "secret").write_text(f"{secret}\nuser: me\n")
    config = home / "config" / "infoview" / "config.toml"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text(f"passphrase_command = \"cat '{home / 'secret'}'\"\n")


def plain_files(folder: Path) -> list[Path]:
    return [f for f in folder.rglob("*") if f.is_file() and WORDS.encode() in f.read_bytes()]


def seen_by_others(pid: int) -> bytes:
    process = Path(f"/proc/{pid}")
    return (process / "environ").read_bytes() + (process / "cmdline").read_bytes()


def test_a_passphrase_typed_at_a_terminal_keeps_a_note_through_a_kill(
    shell: Any, home: Path
) -> None:
    pytest.importorskip("sqlcipher3", reason="nothing can be encrypted without sqlcipher3")
    database = shell.database
    shell("note", f"the first {WORDS}")
    shell("backup")
    with Tty(infoview(database, "encrypt")) as tty:
        tty.wait("There is no way back(?s:.*)New passphrase: ")
        for _ in range(2):
            tty.send(f"{SECRET}\n")
            tty.wait("The same again: ")
        assert tty.ended() == 0
        assert "Backups that are encrypted: 1." in tty.text()
        assert SECRET.encode() not in tty.raw
    assert plain_files(home) == []

    with Tty(infoview(database)) as window:
        window.wait("Passphrase of")
        window.send("no\n")
        window.wait(r"The passphrase does not open(?s:.*)Passphrase of")
        said = "".join(window.screen.display).replace(" ", "")
        asked = f"Passphraseof{database}:"
        assert said == f"{asked}Thepassphrasedoesnotopen{database}.{asked}"
        window.send(f"{SECRET}\n")
        window.wait("What should I call you|Your name|name")
        assert SECRET.encode() not in seen_by_others(window.pid)
        assert SECRET.encode() not in window.raw
        window.send("Wren the walrus")
        window.wait("Wren the walrus")
        window.idle()
        deadline = 100
        while deadline and not list(drafts(home, shell)):
            window.pump(0.05)
            deadline -= 1
        window.kill()
    assert plain_files(home) == []
    assert any("Wren the walrus" in body for body in drafts(home, shell))
    assert f"the first {WORDS}" in shell("notes", "list")


def drafts(home: Path, shell: Any) -> list[str]:
    from infoview_tui.storage.store import Store

    prints(home, SECRET)
    shell("notes", "list")
    store = Store(shell.database)
    found = [row[0] for row in store.db.execute("select body from drafts").fetchall()]
    store.close()
    return found


def test_every_command_works_with_a_passphrase_from_a_command_and_back(
    shell: Any, home: Path, spawn: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("sqlcipher3", reason="nothing can be encrypted without sqlcipher3")
    from infoview_tui.storage import cipher
    from infoview_tui.storage.recoding import recode

    # The full number is that of the other tests.
    monkeypatch.setattr(cipher, "_ROUNDS", 1000)
    prints(home, SECRET)
    assert "There is no" in shell.refused("encrypt")
    assert "There is no" in shell.refused("decrypt")
    shell("note", WORDS)
    assert "leave --change out" in shell.refused("encrypt", "--change")
    waiting = shell.database.with_name("infoview.db.emergency-1")
    waiting.touch()
    assert f"wait in {waiting}" in shell.refused("encrypt")
    waiting.unlink()
    aside = shell.database.with_name("infoview.db.damaged-20261124T053724Z")
    aside.touch()
    said = shell.run("encrypt").stderr
    assert "There is no way back" in said
    assert f"{aside} was moved aside once" in said
    made = shell("backup")
    shell("restore", made, "--yes")
    assert WORDS in shell("notes", "list")
    assert {row["check"] for row in shell.json("doctor") if row["state"] == "bad"} == set()
    assert "encrypted already" in shell.run("encrypt").stderr
    assert plain_files(home) == []

    prints(home, "something else")
    ran = spawn("notes", "list")
    assert ran.returncode == 1
    assert ran.stdout == b""
    assert ran.stderr.decode() == f"The passphrase does not open {shell.database}.\n"
    cipher.forget()
    result = shell.run("doctor", code=2)
    assert "bad   passphrase  The passphrase does not open" in result.stdout

    prints(home, SECRET)
    monkeypatch.setattr(encrypt, "asked_twice", lambda _file: b"my new one")
    assert "Backups that are encrypted: 2." in shell.run("encrypt", "--change").stderr
    cipher.forget()
    assert "does not open" in shell.refused("notes", "list")
    prints(home, "my new one")
    data = bytearray(shell.database.read_bytes())
    shell.database.write_bytes(data[:16] + random.Random(1).randbytes(4096 - 16) + data[4096:])
    # The backups tell that the passphrase is right, so it is the file that is damaged.
    assert f"restore {made}" in shell.refused("notes", "list").replace("'", "")
    shell("restore", made, "--yes")
    # As a run leaves it that was cut off after the database.
    assert recode(shell.database, "")
    cipher.forget()
    assert "is not encrypted." in shell.run("decrypt").stderr
    assert not any(looks_encrypted(file) for file in shell.database.parent.rglob("*.db"))
    cipher.forget()
    (home / "secret").unlink()
    assert WORDS in shell("notes", "list")


def noise(database: Path) -> Path:
    database.parent.mkdir(parents=True)
    database.write_bytes(random.Random(1).randbytes(8192))
    return database


def test_without_a_terminal_or_a_command_it_is_one_sentence(database: Path) -> None:
    pytest.importorskip("sqlcipher3", reason="nothing can be encrypted without sqlcipher3")
    ran = subprocess.run(
        infoview(noise(database), "note", "x"),
        capture_output=True,
        start_new_session=True,
        check=False,
        env=os.environ | {"XDG_CONFIG_HOME": "/nowhere"},
    )
    assert ran.returncode == 1
    assert ran.stderr.decode() == (
        f"{database} is encrypted, and there is no terminal to ask for its passphrase on; "
        "`passphrase_command` in the config file names a program that prints it.\n"
    )


def test_without_the_library_it_is_one_sentence(
    shell: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    monkeypatch.delitem(sys.modules, "infoview_tui.storage.cipher", raising=False)
    noise(shell.database)
    said = f"{shell.database} cannot be opened without sqlcipher3: {unlock.EXTRA}.\n"
    assert shell.refused("notes", "list") == said
    assert shell.refused("encrypt") == said


@pytest.mark.parametrize(
    ("command", "why"),
    [
        ("false", "it ended with code 1"),
        ("true", "it printed nothing"),
        ("/nowhere/pass show infoview", "No such file"),
        ("", "it cannot be run"),
        ("cat", "it printed nothing"),
        ("sleep 9", "it took more than"),
    ],
)
def test_a_command_that_gives_no_passphrase_says_why(
    monkeypatch: pytest.MonkeyPatch, command: str, why: str
) -> None:
    monkeypatch.setattr(unlock, "COMMAND_SECONDS", 0.3)
    with pytest.raises(RefusedError, match=f"passphrase_command in c.toml gave .*: {why}"):
        from_command(Path("c.toml"), command)


def test_no_shell_reads_the_command() -> None:
    assert from_command(Path("c"), "printf '%s\\r\\nb' '$HOME; a'") == b"$HOME; a"
