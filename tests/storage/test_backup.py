from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from databases import NOW, SCHEMAS, flip, mode, note, notes, released, rows
from hypothesis import given, settings
from hypothesis import strategies as st

from infoview_tui.domain.thinning import (
    DAILY,
    MONTHLY,
    WEEKLY,
    superfluous,
    superfluous_copies,
)
from infoview_tui.errors import RefusedError, StorageError
from infoview_tui.storage import copying
from infoview_tui.storage.backup import (
    back_up,
    back_up_if_changed,
    back_up_to,
    backups_of,
    sweep,
)
from infoview_tui.storage.database import connect
from infoview_tui.storage.keeper import BackupKeeper
from infoview_tui.storage.schema import NEWEST
from infoview_tui.storage.store import Store

ROOT = Path(__file__).parents[2]
UPGRADER = Path(__file__).with_name("upgrader.py")
DAY = timedelta(days=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "infoview.db"


def names(path: Path) -> list[str]:
    return sorted(file.name for file in path.parent.joinpath("backups").iterdir())


# Which backups go.

moments = st.lists(st.integers(-20_000, 1_000), max_size=60).map(
    lambda hours: [NOW + timedelta(hours=number) for number in hours]
)


@settings(max_examples=50)
@given(moments)
def test_thinning_keeps_the_newest_and_all_of_today_and_yesterday(found: list[datetime]) -> None:
    gone = superfluous(found, NOW)
    kept = set(found) - gone
    assert gone <= set(found)
    assert not found or max(found) in kept
    recent = {m for m in found if m.date() >= NOW.date() - DAY}
    assert recent <= kept
    older = kept - recent
    assert len(older) <= DAILY + WEEKLY + MONTHLY + 1
    # The newest of each of the last days with a backup, and nothing goes the second time.
    days = sorted({m.date() for m in found} - {m.date() for m in recent}, reverse=True)
    for day in days[:DAILY]:
        assert max(m for m in found if m.date() == day) in kept
    assert superfluous(kept, NOW) == frozenset()


def test_two_years_of_backups_leave_days_weeks_and_months() -> None:
    kept: set[datetime] = set()
    now = NOW
    for hours in range(0, 24 * 730, 6):
        now = NOW + timedelta(hours=hours)
        kept.add(now)
        kept -= superfluous(kept, now)
    ages = sorted((now.date() - moment.date()).days for moment in kept)
    assert ages.count(1) == 4
    older = [age for age in ages if age > 1]
    assert older[:DAILY] == list(range(2, 14))
    weeks, months = older[DAILY:][:WEEKLY], older[DAILY + WEEKLY :]
    assert all(b - a <= 7 for a, b in pairwise(weeks))
    assert weeks[-1] >= 7 * WEEKLY
    assert len(months) == MONTHLY
    assert all(b - a <= 35 for a, b in pairwise(months))
    assert months[-1] >= 280


@settings(max_examples=50)
@given(moments)
def test_the_last_five_safety_copies_and_those_of_a_month_stay(found: list[datetime]) -> None:
    kept = set(found) - superfluous_copies(found, NOW)
    assert set(sorted(set(found))[-5:]) <= kept
    assert {m for m in found if NOW - m <= 30 * DAY} <= kept


# Making them.


def test_a_backup_is_the_whole_database_and_private(path: Path) -> None:
    note(path, "one", "two")
    before = os.umask(0)
    try:
        made = back_up(path, NOW)
    finally:
        os.umask(before)
    assert made == path.parent / "backups" / "infoview-20261124T143000Z.db"
    assert (mode(made), mode(made.parent)) == (0o600, 0o700)
    assert rows(made) == rows(path)
    assert names(path) == [made.name]


def test_nothing_new_is_no_new_backup(path: Path) -> None:
    connect(path).close()
    assert back_up_if_changed(path, NOW) is None
    note(path, "one")
    first = back_up_if_changed(path, NOW)
    assert first is not None
    assert back_up_if_changed(path, NOW + DAY) is None
    note(path, "two")
    # Two in one second keep apart.
    second = back_up_if_changed(path, NOW)
    assert second is not None
    assert notes(second) == ["one", "two"]
    second.write_bytes(b"")
    third = back_up_if_changed(path, NOW + DAY)
    assert third is not None, "one that cannot be read does not count"
    assert [b.path for b in backups_of(path)] == [third, second, first]


def test_a_backup_while_somebody_writes_is_of_one_moment(path: Path) -> None:
    note(path, *map(str, range(50)))
    store = Store(path)
    with store.write():
        store.db.execute("delete from notes")
        made = back_up(path, NOW)
    assert len(notes(made)) == 50
    store.close()


def test_old_backups_are_thinned_and_only_ours(path: Path) -> None:
    note(path, "one")
    folder = back_up(path, NOW - 400 * DAY).parent
    for days in range(100):
        back = folder / f"infoview-{NOW - days * DAY:%Y%m%dT%H%M%SZ}.db"
        back.write_bytes(b"")
    foreign = ["infoview.db", "infoview-2026.db", "others-20200101T000000Z.db", "letters.odt"]
    foreign += ["infoview-20209999T000000Z.db"]
    for name in foreign:
        (folder / name).write_text("")
    (folder / "infoview-20200102T000000Z.db").symlink_to(folder / "letters.odt")
    (folder / "infoview-20200103T000000Z.db").mkdir()
    made = back_up(path, NOW)
    left = names(path)
    assert set(foreign) | {made.name} <= set(left)
    assert (folder / "infoview-20200102T000000Z.db").is_symlink()
    assert len([b for b in backups_of(path) if b.at <= NOW - 2 * DAY]) == DAILY + WEEKLY + 3
    # Those of another database in the same folder are not touched either.
    other = path.with_name("other.db")
    note(other, "x")
    back_up(other, NOW)
    assert set(left) <= set(names(path))


def test_a_planted_link_gets_no_words(path: Path, tmp_path: Path) -> None:
    note(path, "secret")
    folder = path.parent / "backups"
    folder.mkdir()
    (folder / "infoview-20261124T143000Z.db").symlink_to(tmp_path / "victim")
    made = back_up(path, NOW)
    assert made.name == "infoview-20261124T143001Z.db"
    assert not (tmp_path / "victim").exists()
    shutil.rmtree(folder)
    folder.write_text("no folder")
    with pytest.raises(StorageError, match="There is no new backup"):
        back_up(path, NOW)
    if os.geteuid() == 0:
        folder.unlink()
        folder.mkdir()
        os.chown(folder, 65534, 65534)
        with pytest.raises(StorageError, match="not a folder of yours"):
            back_up(path, NOW)
        assert names(path) == []


def test_half_files_of_a_killed_run_go_and_those_of_a_living_one_stay(path: Path) -> None:
    note(path, "one")
    folder = back_up(path, NOW).parent
    dead, living = folder / ".infoview-0a0a0a0a.half", folder / ".infoview-0b0b0b0b.half"
    dead.write_bytes(b"half")
    with living.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        sweep(folder, "infoview")
        assert not dead.exists()
        assert living.exists()
    sweep(folder, "infoview")
    assert not living.exists()


def test_a_backup_that_cannot_be_is_said_and_leaves_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(path, "one")
    with monkeypatch.context() as patched:
        full = shutil.disk_usage(path.parent)._replace(free=path.stat().st_size * 2)
        patched.setattr(shutil, "disk_usage", lambda _: full)
        with pytest.raises(StorageError, match=r"disk has only \d\.\d MB free, make room"):
            back_up(path, NOW)
    # A row that gets lost on the way is noticed.
    with monkeypatch.context() as patched:
        real = copying.copy_into

        def lossy(source: sqlite3.Connection, half: Path) -> None:
            real(source, half)
            with closing(sqlite3.connect(half)) as db:
                db.execute("delete from notes")
                db.commit()

        patched.setattr(copying, "copy_into", lossy)
        with pytest.raises(StorageError, match="There is no new backup"):
            back_up(path, NOW)
    assert names(path) == []
    flip(path)
    with pytest.raises(StorageError, match="damaged"):
        back_up(path, NOW)
    assert names(path) == []


def test_a_backup_goes_where_the_user_says_and_over_nothing(path: Path, tmp_path: Path) -> None:
    note(path, "one")
    assert notes(back_up_to(path, tmp_path / "mine.db", NOW)) == ["one"]
    stick = tmp_path / "stick"
    stick.mkdir()
    assert back_up_to(path, stick, NOW).parent == stick
    for there in (tmp_path / "mine.db", stick / "no" / "x.db"):
        with pytest.raises(RefusedError):
            back_up_to(path, there, NOW)
    (tmp_path / "link.db").symlink_to(tmp_path / "victim")
    with pytest.raises(RefusedError):
        back_up_to(path, tmp_path / "link.db", NOW)
    assert not (tmp_path / "victim").exists()
    assert not list(tmp_path.glob(".*"))


def test_the_keeper_backs_up_at_the_start_and_tells_a_failure(path: Path) -> None:
    note(path, "one")
    told: list[str] = []
    keeper = BackupKeeper(path, 0.0)
    keeper.begin(told.append)
    while not told:
        keeper.join(0.01)
    keeper.stop()
    assert told == [""]
    assert [notes(backup.path) for backup in backups_of(path)] == [["one"]]
    shutil.rmtree(path.parent / "backups")
    (path.parent / "backups").write_text("in the way")
    keeper = BackupKeeper(path, 0.0)
    keeper.begin(told.append)
    while len(told) < 2:
        keeper.join(0.01)
    keeper.stop()
    assert told[1]


# Before an upgrade.


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda file: file.stem)
def test_every_released_schema_is_backed_up_and_upgraded_with_its_rows(
    path: Path, schema: Path
) -> None:
    old = released(schema, path)
    Store(path).close()
    now = rows(path)
    new = path.with_name("new.db")
    connect(new).close()
    assert now.keys() == rows(new).keys()
    for name, kept in old.items():
        if name != "_sqlite_migrations":
            assert [row[: len(kept[0])] for row in now[name]] == kept, name
    number = int(schema.stem)
    if number == NEWEST:
        assert backups_of(path) == ()
        return
    (made,) = backups_of(path)
    assert made.before == str(number)
    assert made.path.name.startswith(f"pre-{number}-infoview-")
    assert rows(made.path) == old
    assert mode(made.path) == 0o600


def test_every_schema_but_the_one_in_work_is_kept() -> None:
    kept = [int(file.stem) for file in SCHEMAS]
    # A new one: `.dump` of a database with a row in every table, its two pragmas first.
    assert kept[: NEWEST - 1] == list(range(1, NEWEST))


def test_a_new_database_wants_no_backup_before_its_schema(path: Path) -> None:
    connect(path).close()
    assert not (path.parent / "backups").exists()


def test_an_upgrade_without_a_backup_is_not_made(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = released(SCHEMAS[0], path)
    full = shutil.disk_usage(path.parent)._replace(free=1000)
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "disk_usage", lambda _: full)
        with pytest.raises(StorageError, match="not brought up to date, since no backup"):
            connect(path)
    assert rows(path) == old
    Store(path).close()


@pytest.fixture(scope="module")
def strace() -> Iterator[str]:
    found = shutil.which("strace")
    if not found or subprocess.run([found, "-qq", "true"], check=False).returncode:
        pytest.skip("there is no strace here, or it may not trace")
    yield str(found)


def kill_at(strace: str, tmp_path: Path, kind: str, numbers: list[int]) -> list[tuple[Path, int]]:
    """Upgrade a database for each number, killed at that call; the exit codes."""
    first = tmp_path / "first.db"
    if not first.exists():
        released(SCHEMAS[0], first)
    paths = []
    for number in numbers:
        folder = tmp_path / f"{kind}-{number}"
        folder.mkdir(mode=0o700)
        paths.append(Path(shutil.copy(first, folder / "infoview.db")))
    limit = 400
    traced = subprocess.run(
        [
            *(strace, "-f", "-qq", "-o", os.devnull, "-e", f"trace={kind}"),
            *("-e", f"inject={kind}:signal=KILL:when={limit}"),
            *(sys.executable, str(UPGRADER), *map(str, paths)),
        ],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    codes = [int(line.split()[-1]) for line in traced.stdout.splitlines()]
    return list(zip(paths, codes, strict=True))


@pytest.mark.parametrize(
    ("kind", "numbers"),
    [
        # The copy is written in one go, where each page is like the other.
        ("pwrite64", [1, 2, 40, *range(90, 250, 8)]),
        ("fdatasync", range(1, 7)),
        ("fsync", range(1, 4)),
        ("ftruncate", range(1, 3)),
        ("linkat", range(1, 3)),
        ("unlink", range(1, 3)),
    ],
)
def test_an_upgrade_killed_at_any_write_leaves_the_old_or_the_new_schema(
    strace: str, tmp_path: Path, kind: str, numbers: list[int]
) -> None:
    ended = kill_at(strace, tmp_path, kind, list(numbers))
    old = rows(tmp_path / "first.db")
    seen = set()
    for path, code in ended:
        assert code in (0, -9), path
        now = rows(path)
        for name, kept in old.items():
            if name != "_sqlite_migrations":
                assert [row[: len(kept[0])] for row in now[name]] == kept, path
        applied = len(now["_sqlite_migrations"])
        seen.add((code, applied))
        assert applied in (1, NEWEST)
        if applied == NEWEST:
            assert any(rows(b.path) == old for b in backups_of(path)), path
        Store(path).close()
        assert len(rows(path)["_sqlite_migrations"]) == NEWEST
        back_up(path, NOW)
        assert not list(path.parent.glob("backups/.*")), path
    # It was killed at the first of them, and ran to its end when there were no more.
    assert (-9, 1) in seen or kind == "ftruncate"
    assert ended[-1][1] == 0
    assert (0, NEWEST) in seen
