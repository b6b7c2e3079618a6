from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from databases import NOW, mode, rows

from infoview_tui.errors import StorageError
from infoview_tui.storage.mending import build_indexes, is_broken, search_faults_of
from infoview_tui.storage.restore import restore
from infoview_tui.storage.salvage import Salvaged, salvage
from infoview_tui.storage.soundness import unreadable_texts
from infoview_tui.storage.store import Store

PAGE = 4096
STAMP = "2026-11-01T10:00:00.000+00:00"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a database whose notes take many pages, one of them several."""
    path = tmp_path_factory.mktemp("sound") / "infoview.db"
    store = Store(path)
    with store.write():
        for n in range(1, 31):
            store.people.add(NOW, name=f"Person {n} é")
            store.db.execute(
                "insert into interviews (uid, agreed_minutes) values (?, 20)", [f"t{n}"]
            )
        for n in range(1, 31):
            store.db.execute(
                "insert into interview_people (uid, interview_id, person_id, created_at, version)"
                " values (?, ?, ?, ?, 1)",
                [f"i{n}", n, n, STAMP],
            )
            store.promises.add(NOW, person_id=n, side="mine", body=f"promise {n}", due="2026-12-01")
        for n in range(600):
            long = "x" * 9000 if n == 300 else "words " * (n % 20)
            store.notes.add(
                NOW, kind="note", body=f"note {n} é {long}", at=NOW, interview_id=n % 30 + 1
            )
    store.close()
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "infoview.db"


def root(content: bytes, path: Path, name: str) -> int:
    path.write_bytes(content)
    with closing(sqlite3.connect(path)) as db:
        sql = "select rootpage from sqlite_master where name=?"
        return int(db.execute(sql, [name]).fetchone()[0])


def without(content: bytes, *pages: int) -> bytes:
    data = bytearray(content)
    for page in pages:
        data[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)
    return bytes(data)


def salvaged(path: Path, content: bytes) -> tuple[Salvaged, dict[str, list[tuple[object, ...]]]]:
    """Salvage what is at `path`; the new file is sound and private, the old one as it was."""
    path.write_bytes(content)
    before = {file: file.read_bytes() for file in path.parent.iterdir()}
    found = salvage(path, NOW)
    assert found is not None
    left = {file: file.read_bytes() for file in path.parent.iterdir() if file != found.path}
    assert left == before
    assert mode(found.path) == 0o600
    read = rows(found.path)
    with closing(sqlite3.connect(found.path)) as db:
        db.text_factory = bytes
        assert not list(unreadable_texts(db))
    assert {name: len(read[name]) for name in found.rows} == found.rows
    return found, read


TABLES = ("notes", "people", "interviews", "interview_people", "promises")


def test_nothing_is_lost_of_what_only_lost_its_way(sound: bytes, path: Path) -> None:
    path.write_bytes(sound)
    before = rows(path)
    harm = {
        "nothing": sound,
        "the root of the notes": without(sound, root(sound, path, "notes")),
        "the head of the file": without(sound, 1),
        "an index": without(sound, root(sound, path, "idx_notes_uid")),
    }
    for what, content in harm.items():
        found, read = salvaged(path, content)
        assert {t: read[t] for t in TABLES} == {t: before[t] for t in TABLES}, what
        assert (found.rows["notes"], found.of["notes"], found.torn) == (600, 600, 0)
        found.path.unlink()


def test_a_zeroed_page_costs_its_own_rows_and_they_are_counted(sound: bytes, path: Path) -> None:
    path.write_bytes(sound)
    before = rows(path)
    chance, lost = random.Random(7), []
    for page in chance.sample(range(2, len(sound) // PAGE), 7):
        found, read = salvaged(path, without(sound, page))
        kept = set(read["notes"]) & set(before["notes"])
        assert len(kept) > 560
        # A note whose text went on in that page has what is left of it.
        assert found.rows["notes"] - len(kept) == found.torn <= 1
        assert found.of["notes"] == 600
        lost.append(600 - len(kept))
        found.path.unlink()
    assert max(lost) > 0


def test_flipped_bits_cost_few_rows_and_damaged_text_is_readable(sound: bytes, path: Path) -> None:
    path.write_bytes(sound)
    before = {note[3]: note for note in rows(path)["notes"]}
    chance = random.Random(13)
    torn = 0
    for _ in range(5):
        data = bytearray(sound)
        for _ in range(16):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        found, read = salvaged(path, bytes(data))
        assert len([n for n in read["notes"] if before.get(n[3]) == n]) >= 570
        torn += found.torn
        found.path.unlink()
    assert torn > 0


def test_a_cut_off_file_gives_what_is_before_the_cut(sound: bytes, path: Path) -> None:
    path.write_bytes(sound)
    before = rows(path)
    found, read = salvaged(path, sound[: len(sound) * 9 // 10])
    assert found.cut
    assert 0 < found.rows["notes"] < 600
    assert set(read["people"]) == set(before["people"])


def test_what_refers_to_lost_rows_keeps_its_words(sound: bytes, path: Path) -> None:
    lost = without(sound, root(sound, path, "people"), root(sound, path, "interviews"))
    found, read = salvaged(path, lost)
    assert found.rows["notes"] == 600
    # A note can be without its interview; a promise cannot be without its person.
    assert {note[6] for note in read["notes"]} == {None}
    assert len(read["promises"]) == 30
    assert {person[2] for person in read["people"]} == {f"(lost {n})" for n in range(1, 31)}
    assert read["interview_people"] == []
    restore(found.path, path, NOW)
    store = Store(path)
    assert len(store.notes.where()) == 600
    store.close()


def test_words_and_times_that_the_app_cannot_read_give_way_to_some(
    sound: bytes, path: Path
) -> None:
    path.write_bytes(sound)
    with closing(sqlite3.connect(path)) as db:
        db.execute("update notes set kind='noTe', at='2026-11-0x' where id=1")
        db.execute("update promises set side='minf', kept_at='2026-13-01' where id=1")
        db.execute("update notes set body=cast(x'63616ff1' as text) where id=2")
        db.commit()
    assert is_broken(path)
    found, _ = salvaged(path, path.read_bytes())
    assert not is_broken(found.path)
    store = Store(found.path)
    first, second, *_ = store.notes.where()
    assert (first.kind, first.body[:6], second.body) == ("note", "note 0", "cao\ufffd")
    (promise, *_) = store.promises.where()
    assert (promise.side, promise.kept_at) == ("mine", None)
    store.close()
    assert found.torn == 1


def test_a_write_that_was_cut_off_is_taken_back_in_the_copy(sound: bytes, path: Path) -> None:
    path.write_bytes(sound)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("pragma cache_size=1")
        db.execute("begin immediate")
        db.execute("update notes set body='half of a change'")
        left = path.read_bytes(), path.with_name("infoview.db-journal").read_bytes()
        db.execute("rollback")
    path.with_name("infoview.db-journal").write_bytes(left[1])
    _, read = salvaged(path, left[0])
    assert not [note for note in read["notes"] if note[3] == "half of a change"]
    assert len(read["notes"]) == 600


def test_what_is_in_no_database_of_ours_is_left(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for content in (b"", b"my letters " * 999, random.Random(1).randbytes(20_000)):
        path.write_bytes(content)
        assert salvage(path, NOW) is None
        assert list(path.parent.iterdir()) == [path]
    monkeypatch.setattr("infoview_tui.storage.salvage.PATIENCE_SECONDS", 0.0)
    path.unlink()
    Store(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("begin exclusive")
        try:
            # Locks are per process, so the other program is one.
            assert _in_a_child(lambda: salvage(path, NOW)) == "another program holds the database"
        finally:
            db.execute("rollback")


def _in_a_child(act: Callable[[], object]) -> str:
    import os

    read, write = os.pipe()
    child = os.fork()
    if not child:
        try:
            act()
        except StorageError as error:
            os.write(write, error.reason.encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as told:
        words = told.read()
    os.waitpid(child, 0)
    return words


@pytest.fixture
def searched(sound: bytes, path: Path) -> Iterator[Path]:
    path.write_bytes(sound)
    with closing(sqlite3.connect(path)) as db:
        db.execute("create virtual table found using fts5(body, content='notes')")
        db.execute("insert into found(found) values ('rebuild')")
        db.commit()
    yield path


def test_indexes_and_search_are_built_anew_where_they_alone_are_at_fault(searched: Path) -> None:
    assert not build_indexes(searched)
    assert search_faults_of(searched) == ()
    # A row that one index and the search were not told of.
    with closing(sqlite3.connect(searched)) as db:
        db.execute("pragma writable_schema=on")
        sql = "select * from sqlite_master where name='idx_notes_uid'"
        index = db.execute(sql).fetchone()
        db.execute("delete from sqlite_master where name='idx_notes_uid'")
        db.commit()
    with closing(sqlite3.connect(searched)) as db:
        db.execute("insert into notes (uid, kind, body, at) values ('new', 'note', 'a', 'b')")
        db.execute("pragma writable_schema=on")
        db.execute("insert into sqlite_master values (?, ?, ?, ?, ?)", index)
        db.commit()
    assert search_faults_of(searched) == ("found",)
    assert build_indexes(searched)
    assert search_faults_of(searched) == ()
    assert len(rows(searched)["notes"]) == 601
