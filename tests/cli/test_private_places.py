"""Others may be on the computer: what they laid in wait is refused, and nothing is left open."""

from __future__ import annotations

import ast
import os
import re
import resource
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from infoview_tui.errors import RefusedError, StorageError
from infoview_tui.paths import safe_name
from infoview_tui.services.files import write_file
from infoview_tui.services.start import at_start
from infoview_tui.storage.backup import back_up
from infoview_tui.storage.database import connect
from infoview_tui.storage.drafts import Owner
from infoview_tui.storage.restore import restore
from infoview_tui.storage.saver import PendingNote, Saver
from infoview_tui.storage.store import Store
from infoview_tui.timekeeper import utc_now

ROOT = Path(__file__).parents[2]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def common(tmp_path: Path) -> Path:
    """A folder where everybody may write, as /tmp is."""
    folder = tmp_path / "common"
    folder.mkdir()
    folder.chmod(0o1777)
    return folder


@pytest.fixture
def by_others(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From the call on, whoever made the files that are there is somebody else."""

    def turn() -> None:
        monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 4242)
        lstat = Path.lstat

        def theirs(path: Path) -> os.stat_result:
            found = [*lstat(path)]
            found[stat.ST_UID] = os.getuid() + 77
            return os.stat_result(found)

        monkeypatch.setattr(Path, "lstat", theirs)

    return turn


@pytest.mark.parametrize("ending", ["", "-journal", "-wal"])
@pytest.mark.parametrize("link", [False, True])
def test_what_another_user_laid_in_the_place_of_a_database_is_refused(
    common: Path, tmp_path: Path, by_others: Callable[[], None], ending: str, link: bool
) -> None:
    path, victim = common / "x.db", tmp_path / "victim"
    victim.write_bytes(b"")
    planted = common / f"x.db{ending}"
    if link:
        planted.symlink_to(victim)
    else:
        planted.write_bytes(b"")
    backup = tmp_path / "backup.db"
    Store(backup).close()
    by_others()
    with pytest.raises(StorageError, match="belongs to another user"):
        connect(path)
    with pytest.raises(StorageError, match="belongs to another user"):
        restore(backup, path, utc_now())
    assert victim.read_bytes() == b""
    assert [*common.iterdir()] == [planted]
    # Where only one's own programs write, whatever is there is meant.
    common.chmod(0o700)
    if not ending:
        connect(path).close()


def test_a_link_of_ones_own_is_followed_and_one_that_leads_nowhere_makes_no_file(
    common: Path, tmp_path: Path
) -> None:
    Store(tmp_path / "real.db").close()
    own, lost = common / "own.db", common / "lost.db"
    own.symlink_to(tmp_path / "real.db")
    lost.symlink_to(tmp_path / "away" / "x.db")
    (tmp_path / "away").mkdir()
    Store(own).close()
    with pytest.raises(StorageError, match=f"link to {tmp_path}/away/x.db, which is not there"):
        Store(lost)
    assert not any((tmp_path / "away").iterdir())
    assert mode(tmp_path / "real.db") == 0o600


def test_the_default_folder_is_made_private_again_and_a_named_one_is_its_users_choice(
    database: Path, tmp_path: Path, shell: Any
) -> None:
    named = tmp_path / "named" / "x.db"
    for path in (database, named):
        Store(path).close()
        path.parent.chmod(0o755)
        path.chmod(0o644)
        path.with_name(f"{path.name}-journal").touch()
        path.with_name(f"{path.name}-journal").chmod(0o644)
        Store(path).close()
    assert {mode(path) for path in database.parent.iterdir()} == {0o600}
    assert mode(database.parent) == 0o700
    assert (mode(named.parent), mode(named)) == (0o755, 0o644)
    assert "chmod 600" in shell.run("--database", str(named), "doctor", code=1).stdout


def test_the_doctor_says_that_a_folder_is_everybodys(common: Path, shell: Any) -> None:
    shell("--database", str(common / "x.db"), "note", "x")
    said = shell.run("--database", str(common / "x.db"), "doctor", code=1).stdout
    assert f"Others can write to {common}; keep the database in a folder of yours." in said
    assert "chmod" not in said


def test_a_backup_never_follows_a_link_of_the_folder(common: Path, tmp_path: Path) -> None:
    path = common / "x.db"
    Store(path).close()
    (common / "backups").symlink_to(tmp_path / "mine")
    (tmp_path / "mine").mkdir(mode=0o700)
    assert mode(back_up(path, utc_now())) == 0o600


def pipe(path: Path) -> None:
    os.mkfifo(path)


def hard_link(path: Path) -> None:
    other = path.with_name("other")
    other.touch(0o666)
    path.hardlink_to(other)


@pytest.mark.parametrize("plant", [pipe, hard_link, Path.mkdir])
def test_words_in_an_emergency_go_into_no_file_that_was_laid_in_wait(
    store: Store, plant: Callable[[Path], None]
) -> None:
    plant(store.path.with_name(f"{store.path.name}.emergency-{os.getpid()}"))
    saver = Saver(store.path, Owner(1, "gone", ""))
    saver.save(
        lambda _store: None,
        lambda _result: None,
        note=PendingNote("ab", "what she said", utc_now()),
    )
    file = saver.write_emergency()
    assert file is not None
    assert (mode(file), file.stat().st_nlink) == (0o600, 1)
    before = store.path.with_name("other")
    assert not before.exists() or before.read_bytes() == b""
    at_start(store)
    assert [note.body for note in store.notes.where()] == ["what she said"]
    assert not file.exists()


def test_an_emergency_file_of_ours_is_made_private_again(store: Store) -> None:
    file = store.path.with_name(f"{store.path.name}.emergency-{os.getpid()}")
    file.touch()
    file.chmod(0o644)
    saver = Saver(store.path, Owner(1, "gone", ""))
    saver.draft("people:new", "x")
    assert saver.write_emergency() == file
    assert mode(file) == 0o600


@pytest.mark.parametrize("over", [False, True])
def test_a_sheet_goes_through_no_link_of_another_user(
    common: Path, tmp_path: Path, by_others: Callable[[], None], over: bool
) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    (common / "sheet.txt").symlink_to(victim)
    by_others()
    with pytest.raises(RefusedError):
        write_file(str(common / "sheet.txt"), "words", over=over)
    assert victim.read_text() == "mine"
    assert [*common.iterdir()] == [common / "sheet.txt"]


@pytest.mark.parametrize("leads", ["nowhere", "victim"])
def test_a_sheet_is_never_written_through_a_link_unasked(tmp_path: Path, leads: str) -> None:
    (tmp_path / "victim").write_text("mine")
    (tmp_path / "sheet.txt").symlink_to(tmp_path / leads)
    with pytest.raises(RefusedError, match="is there already"):
        write_file(str(tmp_path / "sheet.txt"), "words")
    assert (tmp_path / "victim").read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()


@given(st.text(max_size=300))
@example("../../etc/x")
@example("/etc/passwd")
@example("a\0b\nc")
@example("-rf")
@example("x" * 300)
@example("\u202egpj.exe")
@example("...")
@example("con")
@example("a／b ℀ ~ $HOME `id`")
@example("\udcff")
def test_a_name_makes_a_file_of_its_own_folder_whatever_it_is(words: str) -> None:
    name = safe_name(words)
    assert len(name) <= 40
    assert len(name.encode()) <= 200
    assert all(char.isalnum() or char == "-" for char in name)
    assert not name.startswith("-")
    assert not name.endswith("-")
    assert name not in {"con", "nul", "aux", "prn", "com1", "lpt9"}
    if name:
        assert Path("/folder", name).parts == ("/", "folder", name)
    assert safe_name(name) == name


def test_a_name_stays_readable_in_a_file_name() -> None:
    names = {"Zoë O'Hara": "zoe-o-hara", "佐藤 花": "佐藤-花", "김철수": "김철수", "...": ""}
    assert {name: safe_name(name) for name in names} == names


def test_notes_from_a_stream_say_where_the_disk_was_full(shell: Any) -> None:
    shell("note", "the first")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    lines = [f"line {number}" for number in range(1, 7)] + ["x" * 9_900, "line 8"]
    resource.setrlimit(resource.RLIMIT_FSIZE, (shell.database.stat().st_size, hard))
    try:
        result = shell.run("note", "-", stdin="\n".join(lines), code=1)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert result.stdout.split() == ["2", "3", "4", "5", "6", "7"]
    (said,) = result.stderr.splitlines()
    assert said.startswith(f"Line 7: Not saved in {shell.database}: ")
    assert said.endswith(" It and the lines after it were not saved. 6 notes before it were saved.")
    assert len(shell.json("notes", "list")) == 7


STARTS = {
    *("subprocess", "multiprocessing", "pty", "webbrowser"),
    *("system", "popen", "fork", "forkpty", "posix_spawn", "posix_spawnp", "startfile"),
    *("create_subprocess_exec", "create_subprocess_shell", "ProcessPoolExecutor", "open_url"),
    *(f"{kind}{how}" for kind in ("exec", "spawn") for how in ("l", "le", "lp", "lpe", "v", "ve")),
    *("execvp", "execvpe", "spawnvp", "spawnvpe"),
}
STARTING = {"infoview_tui/cli/unlock.py", "infoview_tui/terminal/editor.py"}
"""What may start a program: the one that the user set, to ask for a passphrase, and the user's own
editor, which is given the name of a private file and no words."""


def test_nothing_is_started_that_could_be_given_the_words() -> None:
    """What a program is given stands in the list of processes, for everybody to see."""
    found, named = set(), re.compile(rf"\b({'|'.join(STARTS)})\b")
    files = [*ROOT.glob("infoview_tui/**/*.py"), *ROOT.glob("screens/*.py")]
    assert len(files) > 100
    for file in files:
        text = file.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if named.search(text) else ():
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [part for alias in node.names for part in alias.name.split(".")]
            elif isinstance(node, ast.ImportFrom):
                names = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
            elif isinstance(node, ast.Attribute):
                names = [node.attr]
            if STARTS & set(names):
                found.add(str(file.relative_to(ROOT)))
    assert found <= STARTING
