"""Every bad place a database, a setting or a stream can be in, and what each command says of it."""

from __future__ import annotations

import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from infoview_tui.app import InfoviewApp
from infoview_tui.cli.group import group
from infoview_tui.config import Config
from infoview_tui.services.desk import Desk
from infoview_tui.storage.drafts import this_owner
from infoview_tui.storage.saver import Saver
from infoview_tui.storage.store import Store
from infoview_tui.storage.thread import StorageThread
from infoview_tui.timekeeper import Timekeeper

SECRET = "xyzzy"
"""A word in every note and name, which no sentence may have in it."""
Place = Callable[[Path, bytes], Path]


def run(database: Path, *words: str) -> Result:
    result = CliRunner().invoke(group, ["--database", str(database), *words])
    assert result.exception is None or isinstance(result.exception, SystemExit), (
        words,
        result.exception,
    )
    return result


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a sound database with a person, a meeting and notes."""
    path = tmp_path_factory.mktemp("sound") / "infoview.db"
    run(path, "people", "add", f"Dana {SECRET}")
    run(path, "interviews", "add", "Dana", "--at", "2026-12-01 15:00")
    store = Store(path)
    with store.write():
        for n in range(40):
            at = datetime.fromisoformat("2026-11-01T10:00:00+00:00")
            store.notes.add(at, kind="note", body=f"{SECRET} {n} {'y' * 200}", at=at, person_id=1)
    store.close()
    return path.read_bytes()


def written(path: Path, content: bytes) -> Path:
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.write_bytes(content)
    return path


def file_as_folder(folder: Path, _sound: bytes) -> Path:
    return written(folder / "f", b"x") / "x" / "infoview.db"


def a_folder(folder: Path, _sound: bytes) -> Path:
    (folder / "infoview.db").mkdir()
    return folder / "infoview.db"


def a_pipe(folder: Path, _sound: bytes) -> Path:
    os.mkfifo(folder / "infoview.db")
    return folder / "infoview.db"


def dead_link(folder: Path, _sound: bytes) -> Path:
    (folder / "infoview.db").symlink_to(folder / "none" / "there.db")
    return folder / "infoview.db"


def link_in_a_circle(folder: Path, _sound: bytes) -> Path:
    (folder / "infoview.db").symlink_to(folder / "infoview.db")
    return folder / "infoview.db"


def emptied(folder: Path, sound: bytes) -> Path:
    written(folder / "backups" / "infoview-20261101T100000Z.db", sound)
    return written(folder / "infoview.db", b"")


def gone(folder: Path, sound: bytes) -> Path:
    written(folder / "backups" / "infoview-20261101T100000Z.db", sound)
    return folder / "infoview.db"


def another_program(folder: Path, _sound: bytes) -> Path:
    with closing(sqlite3.connect(folder / "infoview.db")) as db:
        db.execute(f"create table {SECRET} (x)")
    return folder / "infoview.db"


def content(make: Callable[[bytes], bytes]) -> Place:
    return lambda folder, sound: written(folder / "infoview.db", make(sound))


REFUSED: dict[str, Place] = {
    "a file in the place of a folder": file_as_folder,
    "a folder": a_folder,
    "a pipe": a_pipe,
    "a link to nowhere": dead_link,
    "a link in a circle": link_in_a_circle,
    "emptied, with backups": emptied,
    "gone, with backups": gone,
    "a text": content(lambda _: f"{SECRET}\n".encode() * 900),
    "a picture": content(lambda _: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 30),
    "another program's": another_program,
    **{
        f"cut after {size}": content(lambda sound, size=size: sound[:size])  # type: ignore[misc]
        for size in (50, 100, 512, 4096)
    },
    "cut in half": content(lambda sound: sound[: len(sound) // 2]),
    "a name of 255 bytes": lambda folder, _: folder / ("x" * 252 + ".db"),
    "a name of 256 bytes": lambda folder, _: folder / ("x" * 253 + ".db"),
}
OPENING = {"a listing": ("notes", "list"), "a note": ("note", "x"), "today": ("today", "--json")}


@pytest.fixture
def folder(home: Path) -> Path:
    place = home / "place"
    place.mkdir(mode=0o700)
    return place


def looks(folder: Path) -> dict[str, bytes | str]:
    """Everything in a folder; an empty `backups` that a backup made in vain is nothing."""
    return {
        str(path): (
            path.read_bytes() if path.is_file() else "link" if path.is_symlink() else "other"
        )
        for path in folder.rglob("*")
        if path.name != "backups"
    }


def is_one_sentence(result: Result, path: Path) -> None:
    assert result.exit_code == 1, result.output
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1, result.stderr
    assert str(path) in result.stderr
    # More than what is wrong: a next step.
    assert any(sign in result.stderr for sign in (";", "`", ". ")), result.stderr
    assert "Errno" not in result.stderr
    assert SECRET not in result.stderr


@pytest.mark.parametrize("what", REFUSED)
def test_a_bad_place_is_refused_in_one_sentence_and_left_as_it_is(
    what: str, folder: Path, sound: bytes
) -> None:
    path = REFUSED[what](folder, sound)
    before = looks(folder)
    for words in OPENING.values():
        is_one_sentence(run(path, *words), path)
    is_one_sentence(run(path, "backup"), path)
    result = run(path, "doctor")
    assert result.exit_code == 2
    assert str(path) in result.stdout
    assert SECRET not in result.stdout
    assert run(path, "meet").exit_code == 2
    assert looks(folder) == before
    # Putting a backup back keeps what was there, or is refused.
    source = written(folder.parent / "source.db", sound)
    result = run(path, "restore", str(source), "--yes")
    if result.exit_code:
        is_one_sentence(result, path)
        assert looks(folder) == before
    else:
        assert len(run(path, "notes", "list").stdout.splitlines()) == 40
        kept = [content for content in before.values() if isinstance(content, bytes)]
        assert all(content in looks(folder).values() for content in kept)


@pytest.mark.parametrize(
    "what", ["a folder", "emptied, with backups", "a text", "cut in half", "a link in a circle"]
)
async def test_the_app_refuses_a_bad_place_in_one_sentence(
    what: str, folder: Path, sound: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    path = REFUSED[what](folder, sound)
    before = looks(folder)
    saver, storage = Saver(path, this_owner()), StorageThread(path)
    saver.start()
    app = InfoviewApp(Desk(storage, saver, Config(), Timekeeper()))
    async with app.run_test():
        pass
    saver.stop(1.0)
    storage.close()
    told = capsys.readouterr().err
    assert app.return_value == 1
    # It is broken at the width of the terminal.
    assert str(path) in told.replace("\n", "").replace(" ", "")
    assert told.count(". ") <= 3
    assert "Traceback" not in told
    assert looks(folder) == before


@pytest.mark.parametrize(
    "name",
    [
        "a?mode=memory&b.db",
        "a#b.db",
        "a%41.db",
        "a\nb.db",
        ":memory:",
        "file:x",
        "-x",
        "a\udcff.db",
    ],
)
def test_a_strange_name_is_the_name_of_a_file(name: str, folder: Path) -> None:
    path = folder / name
    assert run(path, "note", "kept").exit_code == 0
    made = run(path, "backup")
    assert made.exit_code == 0
    assert "kept" in run(path, "notes", "list").stdout
    assert run(path, "doctor").exit_code == 0
    assert {entry.name for entry in folder.iterdir()} - {f"{name}-journal"} == {name, "backups"}
    (backup,) = (folder / "backups").iterdir()
    path.unlink()
    assert "restore" in run(path, "note", "x").stderr
    assert run(path, "restore", str(backup), "--yes").exit_code == 0
    assert "kept" in run(path, "notes", "list").stdout


def flipped(sound: bytes, chance: random.Random) -> bytes:
    data = bytearray(sound)
    for _ in range(chance.choice((1, 8, 60))):
        # Half of them where the tables are named.
        data[chance.randrange(chance.choice((3 * 4096, len(data))))] ^= 1 << chance.randrange(8)
    return bytes(data)


def test_flipped_bits_give_an_answer_or_one_sentence_and_nothing_of_a_note(
    folder: Path, sound: bytes
) -> None:
    chance, path = random.Random(5), folder / "infoview.db"
    looking = [("notes", "list"), ("people", "list", "--json"), ("interviews", "list"), ("today",)]
    codes = []
    for n in range(60):
        data = flipped(sound, chance)
        for words in (looking[n % 4], ("backup",), ("note", "new")):
            written(path, data)
            result = run(path, *words)
            codes.append(result.exit_code)
            if result.exit_code:
                is_one_sentence(result, path)
            if words != ("note", "new") or result.exit_code:
                assert path.read_bytes() == data
            path.with_name("infoview.db-journal").unlink(missing_ok=True)
        written(path, data)
        if not n % 4:
            result = run(path, "doctor", "--repair")
            assert result.exit_code in (0, 1, 2)
            assert SECRET not in result.output
            assert len(path.read_bytes()) == len(data)
            for made in folder.glob("*salvaged*"):
                made.unlink()
        shutil.rmtree(folder / "backups", ignore_errors=True)
    assert 10 < codes.count(1) < 150


def test_a_row_that_cannot_be_read_is_named_without_its_words(folder: Path, sound: bytes) -> None:
    path = written(folder / "infoview.db", sound)
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"update notes set kind='{SECRET}' where id=3")
        db.commit()
    result = run(path, "notes", "list")
    is_one_sentence(result, path)
    assert "row 3 is damaged in its kind" in result.stderr
    assert run(path, "note", "kept").exit_code == 0


def test_a_disk_that_is_full_keeps_what_is_there(folder: Path, sound: bytes) -> None:
    path = written(folder / "infoview.db", sound)
    read, write = os.pipe()
    child = os.fork()
    if not child:
        # No file may grow beyond what the database has.
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(sound), len(sound)))
        results = [run(path, "note", "z" * 9000), run(path, "notes", "list"), run(path, "backup")]
        told = "\n".join(f"{r.exit_code} {r.stderr.strip()}" for r in results)
        os.write(write, told.encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        note, listing, _backup = pipe.read().split("\n")
    os.waitpid(child, 0)
    assert note.startswith(f"1 Not saved in {path}: ")
    assert "Traceback" not in note
    assert listing == "0 "
    assert "40 rows" not in listing
    assert path.read_bytes() == sound


def test_a_bad_config_is_refused_and_named(folder: Path, home: Path) -> None:
    path, bad = folder / "infoview.db", home / "bad.toml"
    wrong = {b"a = '\xff'": "not UTF-8", b"#" * 1_000_001: "too large", b"a = ": "Invalid value"}
    for content, words in wrong.items():
        bad.write_bytes(content)
        result = CliRunner().invoke(
            group, ["--database", str(path), "--config", str(bad), "note", "x"]
        )
        is_one_sentence(result, bad)
        assert words in result.stderr
    result = CliRunner().invoke(group, ["--config", str(folder), "note", "x"])
    is_one_sentence(result, folder)
    assert not path.exists()


def test_the_home_and_its_folders_may_be_anything(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_file = written(home / "f", b"x")
    for name in ("DATA", "CONFIG"):
        monkeypatch.delenv(f"XDG_{name}_HOME")

    def runs(*words: str) -> Result:
        result = CliRunner().invoke(group, words)
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    monkeypatch.setenv("HOME", str(home / "not" / "there"))
    assert runs("note", "x").exit_code == 0
    assert (home / "not/there/.local/share/infoview/infoview.db").exists()
    monkeypatch.setenv("HOME", str(a_file))
    is_one_sentence(runs("note", "x"), a_file)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    monkeypatch.chdir(home)
    assert str(home / ".local/share/infoview") in runs("locate").stdout
    monkeypatch.setenv("XDG_DATA_HOME", str(a_file))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(a_file))
    is_one_sentence(runs("note", "x"), a_file)
    away = home / "away"
    away.mkdir()
    monkeypatch.chdir(away)
    away.rmdir()
    result = runs("--database", "x.db", "note", "x")
    assert "The folder you are in is gone" in result.stderr
    assert runs("--database", str(home / "full.db"), "note", "x").exit_code == 0
    monkeypatch.chdir(home)


STREAMS = {
    # What a shell does to the streams: the exit code, and words of what is said.
    "note kept >&-": (0, "Saved"),
    "note kept >/dev/full": (1, "The output cannot be written: No space left on device."),
    "notes list >/dev/full": (1, "The output cannot be written: No space left on device."),
    "note - <&-": (1, "No note came"),
    "note kept <&- >&- 2>&-": (0, ""),
    "": (2, "needs a terminal"),
}


def test_closed_and_full_streams_end_in_one_sentence(home: Path, database: Path) -> None:
    env = {**os.environ, "INFOVIEW_DATABASE": str(database), "TERM": "xterm"}
    for line, (code, words) in STREAMS.items():
        ran = subprocess.run(
            ["sh", "-c", f"{sys.executable} -m infoview_tui {line}"],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=False,
            text=True,
            env=env,
        )
        assert (ran.returncode, words in ran.stderr) == (code, True), (line, ran)
        assert len(ran.stderr.splitlines()) <= 1, (line, ran.stderr)
    store = Store(database)
    # Each of the three was saved, whatever became of what was printed.
    assert len(store.notes.where()) == 3
    store.close()


def test_a_locale_of_few_letters_costs_no_letter(home: Path, database: Path) -> None:
    poor = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    words = [sys.executable, "-m", "infoview_tui", "--database", str(database)]
    env = {**os.environ, **poor}
    subprocess.run([*words, "note", "café 山"], check=True, capture_output=True, env=env)
    ran = subprocess.run([*words, "notes", "list"], check=True, capture_output=True, env=env)
    assert b"Traceback" not in ran.stderr
    store = Store(database)
    assert [note.body for note in store.notes.where()] == ["café 山"]
    store.close()
