from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

LOADED = """
import sys
{}
print([name for name in sys.modules if name.split(".")[0] in ("textual", "rich", "sqlcipher3")])
"""


@pytest.mark.parametrize(
    "code",
    [
        "import infoview_tui.cli",
        "from infoview_tui.cli.group import group\ngroup(['note', 'x'], standalone_mode=False)",
        "from infoview_tui.cli.group import group\ngroup(['--help'], standalone_mode=False)",
    ],
)
def test_textual_is_not_imported(home: Path, code: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", LOADED.format(code)], capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines()[-1] == "[]"


def loaded(code: str, *packages: str) -> list[str]:
    """Run code in a process of its own; return which of these packages it read in."""
    report = f"\nprint('|'.join(sorted({set(packages)} & set(sys.modules))))"
    ran = subprocess.run(
        [sys.executable, "-c", "import sys\n" + code + report],
        capture_output=True,
        text=True,
        check=True,
    )
    return [name for name in ran.stdout.splitlines()[-1].split("|") if name]


def test_the_first_screen_waits_for_no_library_that_it_does_not_need(home: Path) -> None:
    code = """
from infoview_tui.cli import opens_the_app
import infoview_tui.cli.launch, infoview_tui.app, infoview_tui.screens.today
"""
    late = ("sqlite_utils", "click", "dateutil", "secrets", "importlib.resources", "pluggy")
    assert loaded(code, *late) == []
    assert loaded(code, "textual.app") == ["textual.app"]


@pytest.mark.parametrize("words", [["today"], ["people", "list"], ["notes", "list", "--json"]])
def test_what_only_reads_does_not_load_what_writes(
    home: Path, shell: Any, words: list[str]
) -> None:
    shell("note", "x")
    code = f"from infoview_tui.cli.group import group\ngroup({words}, standalone_mode=False)"
    assert loaded(code, "sqlite_utils", "textual.app") == []


def test_a_note_loads_no_other_command(home: Path) -> None:
    code = "from infoview_tui.cli.group import group\ngroup(['note', 'x'], standalone_mode=False)"
    report = "\nprint(sorted(n for n in sys.modules if n.startswith('infoview_tui.cli.')))"
    ran = subprocess.run(
        [sys.executable, "-c", "import sys\n" + code + report],
        capture_output=True,
        text=True,
        check=True,
    )
    names = ("ending", "group", "note", "output", "run")
    assert ran.stdout.splitlines()[-1] == str([f"infoview_tui.cli.{name}" for name in names])


def test_private_files_whatever_the_umask(spawn: Any, database: Path) -> None:
    assert spawn("note", "x").returncode == 0
    for path in (database, *database.parent.iterdir()):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    for folder in (database.parent, database.parent.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_bytes_that_are_no_text(spawn: Any) -> None:
    for words in (
        ("note", b"caf\xe9 \x1b[2J"),
        ("people", "add", b"caf\xe9"),
        ("people", "show", b"x\xff\x1b[2J"),
        ("--database", b"/nowhere/\xff/x.db", "note", "x"),
        ("notes", "list"),
        ("notes", "list", "--json"),
        ("people", "list", "--filter", b"\xff"),
    ):
        ran = spawn(*words)
        assert ran.returncode in (0, 1)
        assert b"Traceback" not in ran.stderr
        assert b"\x1b" not in ran.stdout + ran.stderr
    assert json.loads(spawn("notes", "list", "--json").stdout)[0]["body"] == "caf\ufffd \x1b[2J"


def test_a_stream_that_knows_few_letters(spawn: Any) -> None:
    spawn("people", "add", "Sá 山")
    ran = spawn("people", "list", PYTHONIOENCODING="ascii")
    assert (ran.returncode, ran.stderr) == (0, b"")
    ran = spawn("people", "list", "--json", PYTHONIOENCODING="latin-1")
    assert json.loads(ran.stdout)[0]["name"] == "Sá 山"


def test_four_processes_at_once(home: Path, database: Path, spawn: Any) -> None:
    loop = (
        "import subprocess, sys\nfor n in range(2):\n"
        " subprocess.run([sys.executable, '-m', 'infoview_tui', 'note', f'{sys.argv[1]}-{n}'],"
        " check=True, stdout=-3, stderr=-3)"
    )
    env = {**os.environ, "INFOVIEW_DATABASE": str(database)}
    writers = [
        subprocess.Popen([sys.executable, "-c", loop, str(number)], env=env) for number in range(4)
    ]
    assert [writer.wait(50) for writer in writers] == [0] * 4
    bodies = {note["body"] for note in json.loads(spawn("notes", "list", "--json").stdout)}
    assert bodies == {f"{writer}-{n}" for writer in range(4) for n in range(2)}


def test_a_reader_that_goes_away(spawn: Any, home: Path, database: Path) -> None:
    spawn("note", "-", stdin=b"".join(b"%d %s\n" % (n, b"x" * 500) for n in range(200)))
    env = {**os.environ, "INFOVIEW_DATABASE": str(database)}
    ran = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m infoview_tui notes list | head -1"],
        capture_output=True,
        check=False,
        env=env,
    )
    assert ran.stdout.startswith(b"1 ")
    assert ran.stderr == b""


def test_a_shell_may_ask_what_can_follow(spawn: Any) -> None:
    assert b"#compdef infoview" in spawn(_INFOVIEW_COMPLETE="zsh_source").stdout
    words = {"COMP_WORDS": "infoview pe", "COMP_CWORD": "1"}
    assert b"people" in spawn(_INFOVIEW_COMPLETE="zsh_complete", **words).stdout


def test_interrupted_before_the_app_is_there(home: Path) -> None:
    code = """
import sys
from infoview_tui.cli import main
class Interrupted:
    def find_spec(self, name, *_):
        if name == "infoview_tui.cli.launch":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupted())
sys.argv = ["infoview"]
main()
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (130, b"")


def test_interrupt(home: Path, database: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "infoview_tui", "note", "-"],
        env={**os.environ, "INFOVIEW_DATABASE": str(database)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdin and running.stdout
    running.stdin.write(b"kept\n")
    running.stdin.flush()
    assert running.stdout.readline() == b"1\n"
    running.send_signal(signal.SIGINT)
    _, talk = running.communicate(timeout=20)
    assert running.returncode == 130
    assert b"Traceback" not in talk
