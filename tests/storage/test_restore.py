from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from databases import NOW, SCHEMAS, flip, mode, note, notes, released, rows

from infoview_tui.errors import NewerDatabaseError, RefusedError, StorageError
from infoview_tui.services.notes import quick_note
from infoview_tui.storage.backup import RESTORE, back_up, backups_of
from infoview_tui.storage.database import connect
from infoview_tui.storage.restore import Restored, restore
from infoview_tui.storage.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "infoview.db"


@pytest.fixture
def source(path: Path, tmp_path: Path) -> Path:
    """A backup of one note, away from the backups of the database, which has two."""
    note(path, "kept")
    made = back_up(path, NOW - timedelta(days=9)).rename(tmp_path / "a backup.db")
    note(path, "later")
    return made


def test_a_restore_puts_the_backup_back_and_keeps_what_was_there(path: Path, source: Path) -> None:
    before, window = rows(path), Store(path)
    revision, inode = window.revision(), path.stat().st_ino
    content = source.read_bytes()
    done = restore(source, path, NOW)
    assert isinstance(done, Restored)
    assert (done.rows["notes"], done.aside) == (1, None)
    # A window that is open sees it as a change, in the very file it has open, and works on.
    assert window.revision() > revision
    assert path.stat().st_ino == inode
    assert [n.body for n in window.notes.where()] == ["kept"]
    quick_note(window, NOW, "goes on")
    window.close()
    assert notes(path) == ["kept", "goes on"]
    assert done.safety is not None
    assert rows(done.safety) == before
    assert [backup.before for backup in backups_of(path)] == [RESTORE]
    assert mode(done.safety) == 0o600
    assert source.read_bytes() == content
    assert not list(path.parent.glob(".*"))


def test_an_older_backup_is_brought_up_to_date_before_a_window_sees_it(
    path: Path, tmp_path: Path
) -> None:
    note(path, "now")
    old = tmp_path / "old.db"
    released(SCHEMAS[0], old)
    window = Store(path)
    restore(old, path, NOW)
    assert [talk.place for talk in window.interviews.where()] == ["interviews place"]
    window.close()


def test_a_journal_that_was_left_is_not_played_into_what_was_put_back(
    path: Path, source: Path
) -> None:
    # What a kill in the middle of a write leaves: a journal, and a file that is half written.
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("pragma cache_size=1")
        db.execute("begin immediate")
        db.execute("update notes set body = hex(zeroblob(90000))")
        left = path.read_bytes(), path.with_name("infoview.db-journal").read_bytes()
        db.execute("rollback")
    path.write_bytes(left[0])
    path.with_name("infoview.db-journal").write_bytes(left[1])
    assert left[1]
    done = restore(source, path, NOW)
    assert notes(path) == ["kept"]
    assert done.safety is not None
    assert notes(done.safety) == ["kept", "later"]


@pytest.mark.parametrize("what", ["empty", "damaged", "text", "foreign", "missing", "no folder"])
def test_what_is_no_sound_database_is_moved_aside_and_never_lost(
    path: Path, source: Path, what: str
) -> None:
    word = what
    journal = path.with_name("infoview.db-journal")
    if what == "damaged":
        flip(path)
    elif what == "foreign":
        path.unlink()
        with closing(sqlite3.connect(path)) as db:
            db.execute("create table theirs (a)")
    elif what in ("missing", "no folder"):
        path.unlink()
        if what == "no folder":
            journal.unlink()
            path.parent.joinpath("backups").rmdir()
            path.parent.rmdir()
    else:
        path.write_bytes(b"" if what == "empty" else b"my letters\n" * 300)
        journal.write_bytes(b"stray")
        word = "empty" if what == "empty" else "damaged"
    content = path.read_bytes() if path.exists() else None
    done = restore(source, path, NOW)
    assert notes(path) == ["kept"]
    assert (mode(path), mode(path.parent)) == (0o600, 0o700)
    assert done.safety is None
    if content is None:
        assert done.aside is None
        return
    assert done.aside is not None
    assert done.aside == path.with_name(f"infoview.db.{word}-20261124T143000Z")
    assert done.aside.read_bytes() == content
    if what in ("empty", "text"):
        assert Path(f"{done.aside}-journal").read_bytes() == b"stray"


def test_a_newer_database_gives_way_to_an_older_backup(path: Path, source: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("pragma user_version=99")
    done = restore(source, path, NOW)
    assert done.safety is not None
    assert notes(path) == ["kept"]


def test_what_cannot_be_put_back_is_refused_and_nothing_is_changed(
    path: Path, source: Path, tmp_path: Path
) -> None:
    before, folder = path.read_bytes(), sorted(path.parent.rglob("*"))

    def refused(wrong: Path, error: type[Exception] = RefusedError) -> str:
        with pytest.raises(error) as caught:
            restore(wrong, path, NOW)
        assert path.read_bytes() == before
        assert sorted(path.parent.rglob("*")) == folder
        assert str(wrong) in str(caught.value)
        return str(caught.value)

    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as db:
        db.execute("create table theirs (a)")
    text, empty, pipe = tmp_path / "text", tmp_path / "empty", tmp_path / "pipe"
    text.write_text("words " * 99)
    empty.touch()
    os.mkfifo(pipe)
    for wrong in (other, text, empty, pipe, tmp_path, tmp_path / "none", path):
        refused(wrong)
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(source.read_bytes())
    flip(damaged)
    assert "damaged" in refused(damaged, StorageError)
    cut = tmp_path / "cut.db"
    cut.write_bytes(source.read_bytes()[:100_000])
    refused(cut, StorageError)
    sound = tmp_path / "sound.db"
    sound.write_bytes(source.read_bytes())
    with closing(sqlite3.connect(source)) as db:
        db.execute("pragma user_version=99")
    refused(source, NewerDatabaseError)
    path.unlink()
    path.mkdir()
    with pytest.raises(RefusedError, match="not a file"):
        restore(sound, path, NOW)


def test_a_restore_waits_for_a_writer_and_gives_up_in_the_end(
    path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infoview_tui.storage.copying.PATIENCE_SECONDS", 0.05)
    window = connect(path)
    window.execute("begin immediate")
    with pytest.raises(StorageError, match="another program holds the database"):
        restore(source, path, NOW)
    monkeypatch.setattr("infoview_tui.storage.copying.PATIENCE_SECONDS", 5.0)
    waiting = threading.Thread(target=restore, args=(source, path, NOW))
    waiting.start()
    waiting.join(0.05)
    window.rollback()
    waiting.join()
    assert notes(path) == ["kept"]
    window.close()


@pytest.mark.parametrize("content", [b"", b"words" * 999])
def test_no_new_database_is_made_where_backups_are(path: Path, content: bytes) -> None:
    note(path, "kept")
    made = back_up(path, NOW)
    path.write_bytes(content)
    with pytest.raises(StorageError) as caught:
        connect(path)
    assert f"restore {made}` puts the newest backup back, of 2026-11-24 14:30" in str(caught.value)
    assert f"--database {path} " in str(caught.value)
    assert path.read_bytes() == content
    path.unlink()
    if not content:
        with pytest.raises(StorageError, match="not there, but there are backups"):
            connect(path)
        assert not path.exists()
        made.parent.rename(path.parent / "old")
        connect(path).close()
