"""A database with a key: it is one as any other, and its files hold no word that can be read."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import stat
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("sqlcipher3", reason="nothing can be encrypted without sqlcipher3")

from databases import NOW, SCHEMAS, note, notes, released

from infoview_tui.errors import RefusedError, StorageError
from infoview_tui.services.start import at_start
from infoview_tui.storage import cipher, recoding
from infoview_tui.storage.backup import back_up, backups_of
from infoview_tui.storage.connection import looks_encrypted, open_file
from infoview_tui.storage.drafts import Owner
from infoview_tui.storage.recoding import recode, recode_backups
from infoview_tui.storage.restore import restore
from infoview_tui.storage.saver import Saver
from infoview_tui.storage.soundness import Kind, in_wal_mode, kind_of
from infoview_tui.storage.store import Store

OWNER = Owner(2**22 + 1, "gone", "pts/9")
SECRET = b"a long walk to the sea"
WORDS = "walrus"


@pytest.fixture(autouse=True)
def keyless() -> Iterator[None]:
    yield
    cipher.forget()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "data" / "infoview.db"
    note(found, f"one {WORDS}")
    return found


@pytest.fixture
def quick_key(monkeypatch: pytest.MonkeyPatch) -> str:
    """A key that is made of no passphrase."""
    return cipher._remember(secrets.token_bytes(32), secrets.token_bytes(16))


def plain_files(folder: Path, words: str = WORDS) -> list[Path]:
    return [f for f in folder.rglob("*") if f.is_file() and words.encode() in f.read_bytes()]


def test_what_the_passphrase_opens_is_as_sqlcipher_itself_has_it(path: Path) -> None:
    recode(path, cipher.new_key(SECRET))
    cipher.forget()
    assert kind_of(path) is Kind.ENCRYPTED
    assert not cipher.unlock(path, b"a long walk to the sea ")
    assert cipher.unlock(path, SECRET)
    assert kind_of(path) is Kind.OURS
    assert notes(path) == [f"one {WORDS}"]
    # Another program of SQLCipher opens it with the passphrase alone.
    with closing(pytest.importorskip("sqlcipher3.dbapi2").connect(str(path))) as db:
        db.execute(f"pragma key='{SECRET.decode()}'")
        assert db.execute("select body from notes").fetchall() == [(f"one {WORDS}",)]


def test_backups_restores_and_notes_of_an_encrypted_database_hold_no_plain_word(
    path: Path, quick_key: str
) -> None:
    first = back_up(path, NOW)
    outside = path.parent.parent / "plain.db"
    shutil.copy(first, outside)
    assert recode(path, quick_key)
    assert not recode(path, quick_key)
    assert [b.path for b in recode_backups(path, quick_key)[0]] == [first]
    note(path, f"two {WORDS}")
    made = back_up(path, datetime.now(UTC))
    assert looks_encrypted(made)
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(made.stat().st_mode) == 0o600
    assert restore(first, path, datetime.now(UTC)).rows["notes"] == 1
    # Also one from before the encryption, into a window that is open.
    window = Store(path)
    assert restore(outside, path, datetime.now(UTC)).rows["notes"] == 1
    assert len(window.notes.where()) == 1
    window.close()
    assert restore(made, path, datetime.now(UTC)).rows["notes"] == 2
    assert plain_files(path.parent) == []
    assert all(looks_encrypted(backup.path) for backup in backups_of(path))
    assert recode(path, "")
    assert recode_backups(path, "")[1] == ()
    cipher.forget()
    assert notes(path) == [f"one {WORDS}", f"two {WORDS}"]
    assert not any(looks_encrypted(backup.path) for backup in backups_of(path))


def test_an_encrypted_database_of_an_older_schema_is_backed_up_and_upgraded(
    tmp_path: Path, quick_key: str
) -> None:
    path = tmp_path / "data" / "old.db"
    before = released(SCHEMAS[0], path)
    recode(path, quick_key)
    store = Store(path)
    for name, rows in before.items():
        if name in ("people", "notes", "interviews", "letters"):
            assert len(store.db.execute(f'select * from "{name}"').fetchall()) == len(rows)
    store.close()
    (backup,) = backups_of(path)
    assert backup.before == "1"
    assert looks_encrypted(backup.path)
    assert looks_encrypted(path)


def test_errors_of_an_encrypted_database_are_those_of_any_other(path: Path, quick_key: str) -> None:
    recode(path, quick_key)
    with closing(open_file(path)) as db, closing(open_file(path, patience=0)) as other:
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            db.execute("select * from nowhere")
        with pytest.raises(sqlite3.IntegrityError):
            db.execute("insert into notes (uid) values ('u')")
        db.rollback()
        db.execute("begin immediate")
        with pytest.raises(sqlite3.OperationalError, match="locked") as told:
            other.execute("begin immediate")
        assert told.value.sqlite_errorcode == sqlite3.SQLITE_BUSY
        db.rollback()
        db.execute("update notes set body=cast(x'ff' as text)")
        with pytest.raises(db.Error, match="decode"):
            db.execute("select body from notes").fetchall()
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        open_file(path.with_name("none.db"))


def test_a_key_that_does_not_fit_says_nothing_on_the_screen(
    path: Path, quick_key: str, capfd: pytest.CaptureFixture[str]
) -> None:
    recode(path, quick_key)
    cipher.forget()
    cipher._remember(secrets.token_bytes(32), secrets.token_bytes(16))
    with closing(open_file(path)) as db, pytest.raises(sqlite3.DatabaseError, match="not a data"):
        db.execute("select * from notes")
    assert capfd.readouterr() == ("", "")


def test_noise_is_not_taken_for_a_database_in_wal_mode(path: Path, quick_key: str) -> None:
    recode(path, quick_key)
    path.write_bytes(path.read_bytes()[:18] + b"\2\2" + path.read_bytes()[20:])
    assert not in_wal_mode(path)


def test_a_write_that_was_cut_off_is_taken_back_after_the_passphrase(
    path: Path, quick_key: str
) -> None:
    note(path, *["x" * 3000] * 20)
    recode(path, quick_key)
    cut = path.parent.parent / "cut" / "infoview.db"
    cut.parent.mkdir()
    with closing(open_file(path)) as db:
        db.execute("pragma cache_size=1")
        db.execute("update notes set body=body || 'y'")
        for file in (path, path.with_name(f"{path.name}-journal")):
            shutil.copy(file, cut.with_name(file.name))
        db.rollback()
    assert cut.with_name(f"{cut.name}-journal").stat().st_size
    assert cipher.knows(cut)
    assert kind_of(cut) is Kind.OURS
    assert notes(cut) == notes(path)


@pytest.mark.parametrize("fails", ["export", "_compare", "sync_folder"])
def test_an_encryption_that_fails_leaves_the_database_as_it_was(
    path: Path, quick_key: str, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    before = path.read_bytes()

    def full(*_: Any) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(recoding, fails, full)
    said = "has its new key, but" if fails == "sync_folder" else "left as it is: the disk is full"
    with pytest.raises(StorageError, match=said):
        recode(path, quick_key)
    assert [f.name for f in path.parent.iterdir() if f.stat().st_size] == [path.name]
    # After the copy has its name, it is the database.
    assert looks_encrypted(path) if fails == "sync_folder" else path.read_bytes() == before
    assert notes(path) == [f"one {WORDS}"]


def test_a_copy_with_other_rows_is_not_taken(
    path: Path, quick_key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lossy(source: sqlite3.Connection, target: Path, key: str) -> None:
        cipher.export(source, target, key)
        with closing(open_file(target)) as db:
            db.execute("update notes set body='other'")
            db.commit()

    monkeypatch.setattr(recoding, "export", lossy)
    with pytest.raises(StorageError, match="not sound"):
        recode(path, quick_key)
    assert notes(path) == [f"one {WORDS}"]


def test_a_database_that_another_window_has_is_left_alone_and_none_saves_into_the_old_file(
    path: Path, quick_key: str
) -> None:
    with path.open("rb") as opened:
        window = subprocess.Popen(["cat"], stdin=subprocess.PIPE, pass_fds=[opened.fileno()])
    with pytest.raises(RefusedError, match=f"process {window.pid}"):
        recode(path, quick_key)
    window.communicate()
    second = path.with_name("second.db")
    second.hardlink_to(path)
    with pytest.raises(RefusedError, match="second name"):
        recode(path, quick_key)
    second.unlink()
    assert not looks_encrypted(path)
    # One that the system did not show to us.
    with closing(sqlite3.connect(path)) as old, path.open("rb") as file:
        assert old.execute("select count(*) from notes").fetchone() == (1,)
        recode(path, quick_key)
        assert file.read() == b""
        with pytest.raises(sqlite3.DatabaseError):
            old.execute("update notes set body='lost'")


def test_words_that_an_encrypted_database_cannot_take_wait_encrypted(
    path: Path, quick_key: str
) -> None:
    recode(path, quick_key)
    saver = Saver(path, OWNER)
    saver.draft("letter:1", f"half a {WORDS}")
    assert not saver.stop(0)
    (file,) = path.parent.glob("*.emergency-*")
    assert saver.emergency == file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert plain_files(path.parent) == []
    store = Store(path)
    known = dict(cipher._keys)
    cipher._keys.clear()
    at_start(store)
    assert file.exists()
    cipher._keys.update(known)
    at_start(store)
    assert not file.exists()
    assert [d.body for d in store.drafts.at("letter:1")] == [f"half a {WORDS}"]
    store.close()
